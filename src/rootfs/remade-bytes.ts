import type { FileSource } from '../files/file-source.ts';
import { freeMemory } from '../free-memory.ts';
import type { Entry } from './entry.ts';
import { bodyOf, paddingOf } from './tar-body.ts';
import { TarHeaders } from './tar-header.ts';

/** Stretches that are kept after they were made: one for whoever hashes, and a few for those who compress. */
const MAX_CACHED_STRETCHES = 6;

/** The stretches of one tar that were made last. */
export class RecentStretches {
  readonly #made = new Map<RemadeBytes, Promise<Uint8Array>>();

  get(stretch: RemadeBytes, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const bytes = this.#made.get(stretch) ?? make();
    this.#made.delete(stretch);
    this.#made.set(stretch, bytes);
    const [oldest] = this.#made.keys();
    if (this.#made.size > MAX_CACHED_STRETCHES && oldest !== undefined) this.#drop(oldest);
    return bytes;
  }

  /** Nobody else has this memory: what was read of it is a copy. Whoever waits for it gets it first. */
  #drop(stretch: RemadeBytes): void {
    void this.#made.get(stretch)?.then(freeMemory, () => {});
    this.#made.delete(stretch);
  }
}

/**
 * A stretch of a tar whose entries are in memory, made anew whenever it is read. 100,000 files of one byte are a tar of
 * 100 MB, nearly all of it headers and padding: it would take more memory than all the rest of a run.
 */
export class RemadeBytes implements FileSource {
  readonly name = 'a stretch of small files';
  readonly size: number;
  readonly #entries: readonly Entry[];
  readonly #recent: RecentStretches;

  /** @param size bytes that the entries take in a tar */
  constructor(entries: readonly Entry[], size: number, recent: RecentStretches) {
    this.#entries = entries;
    this.size = size;
    this.#recent = recent;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    return (await this.#bytes()).slice(offset, offset + length);
  }

  async *stream(start = 0, end: number = this.size): AsyncGenerator<Uint8Array> {
    yield (await this.#bytes()).slice(start, end);
  }

  async assertUnchanged(): Promise<void> {}

  async close(): Promise<void> {}

  #bytes(): Promise<Uint8Array> {
    return this.#recent.get(this, () => this.#make());
  }

  async #make(): Promise<Uint8Array> {
    const bytes = new Uint8Array(this.size);
    const headers = new TarHeaders();
    let at = 0;
    for (const entry of this.#entries) {
      const made = headers.of(entry);
      const header = made instanceof Promise ? await made : made;
      const body = bodyOf(entry);
      bytes.set(header, at);
      if (body !== undefined) bytes.set(body, at + header.length);
      at += header.length + (body?.length ?? 0) + paddingOf(entry);
    }
    return bytes;
  }
}
