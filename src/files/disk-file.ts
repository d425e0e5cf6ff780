import { type DiskRoot, fileAt, nameAt } from './disk-root.ts';
import type { FileSource } from './file-source.ts';
import type { FileItem } from './source-item.ts';

/** What was seen of a file beside its bytes; one object for all in which there is nothing to see. */
export type Sight = Pick<FileItem, 'elf' | 'script' | 'suspect' | 'stat'>;

/**
 * A file that was found on the disk. There can be 100,000 of them, and what stays of each decides how much memory a run
 * takes: its texts and its item are made where they are asked for.
 */
export abstract class DiskFile implements FileSource {
  readonly size: number;
  readonly #root: DiskRoot;
  readonly #below: string;
  readonly #sight: Sight;

  /** @param below its path below the root; empty = it is the root */
  constructor(root: DiskRoot, below: string, size: number, sight: Sight) {
    this.size = size;
    this.#root = root;
    this.#below = below;
    this.#sight = sight;
  }

  get name(): string {
    return nameAt(this.#root, this.#below);
  }

  get path(): string {
    return fileAt(this.#root, this.#below);
  }

  get item(): FileItem {
    return { kind: 'file', path: this.#below, content: this, ...this.#sight };
  }

  abstract read(offset: number, length: number): Promise<Uint8Array>;
  abstract stream(start?: number, end?: number): AsyncIterable<Uint8Array>;
  abstract assertUnchanged(): Promise<void>;

  async close(): Promise<void> {}
}
