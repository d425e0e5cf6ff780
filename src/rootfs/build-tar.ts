import type { FileSource } from '../files/file-source.ts';
import type { Entry } from './entry.ts';
import { orderEntries } from './order-entries.ts';
import { RecentStretches, RemadeBytes } from './remade-bytes.ts';
import { SegmentList } from './segment-list.ts';
import { bodyOf, paddingOf } from './tar-body.ts';
import { TarHeaders } from './tar-header.ts';
import type { TarImage } from './tar-image.ts';

const BLOCK = 512;

/** Bytes of headers and small contents that a tar keeps; what comes after is made again on each read. */
const MAX_KEPT_BYTES = 4 * 1024 * 1024;
/** Bytes that are made at once. */
const STRETCH_BYTES = 512 * 1024;

export interface TarOptions {
  /** Seconds since 1970, for parent directories that are not listed; default 0. */
  readonly mtime?: number;
  /** What the layers below hold: a parent that exists there keeps its mode and owner here. */
  readonly lower?: readonly Entry[];
}

/**
 * The tar of a layer: the same entries give the same bytes, in whatever order they come. Entries are sorted by bytes,
 * missing parents are added, a path listed twice or below something that is not a directory is an error.
 */
export async function buildTar(entries: readonly Entry[], options: TarOptions = {}): Promise<TarImage> {
  const headers = new TarHeaders();
  const tar = new TarParts();
  for (const entry of orderEntries(entries, options.lower, options.mtime)) {
    const header = headers.of(entry);
    tar.add(entry, header instanceof Promise ? await header : header);
  }
  return tar.finish();
}

/** The parts of a tar in their order: kept bytes, stretches that are made again, and files. */
class TarParts {
  readonly #segments = new SegmentList();
  readonly #files: FileSource[] = [];
  readonly #recent = new RecentStretches();
  #stretch: Entry[] = [];
  #stretchSize = 0;
  #kept = 0;

  add(entry: Entry, header: Uint8Array): void {
    const onDisk = entry.type === 'file' && entry.content.size > 0 && entry.content.bytes === undefined;
    if (onDisk) this.#addFile(entry.content, header);
    else if (this.#kept < MAX_KEPT_BYTES) this.#keep(entry, header);
    else this.#remember(entry, header.length);
  }

  finish(): TarImage {
    this.#endStretch();
    this.#segments.addZeros(2 * BLOCK);
    const files = this.#files;
    return {
      size: this.#segments.size,
      segments: this.#segments.finish(),
      assertUnchanged: async () => {
        for (const file of files) await file.assertUnchanged();
      },
    };
  }

  #addFile(content: FileSource, header: Uint8Array): void {
    this.#endStretch();
    this.#segments.addBytes(header);
    this.#segments.addFile(content);
    this.#segments.addZeros(-content.size & (BLOCK - 1));
    this.#files.push(content);
  }

  #keep(entry: Entry, header: Uint8Array): void {
    const before = this.#segments.size;
    this.#segments.addBytes(header);
    this.#segments.addBytes(bodyOf(entry) ?? new Uint8Array(0));
    this.#segments.addZeros(paddingOf(entry));
    this.#kept += this.#segments.size - before;
  }

  #remember(entry: Entry, headerSize: number): void {
    this.#stretch.push(entry);
    this.#stretchSize += headerSize + (bodyOf(entry)?.length ?? 0) + paddingOf(entry);
    if (this.#stretchSize >= STRETCH_BYTES) this.#endStretch();
  }

  #endStretch(): void {
    if (this.#stretch.length === 0) return;
    this.#segments.addFile(new RemadeBytes(this.#stretch, this.#stretchSize, this.#recent));
    this.#stretch = [];
    this.#stretchSize = 0;
  }
}
