import { messageOf } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import type { Digest } from '../../oci/digest.ts';
import { printable } from '../../printable.ts';
import type { TagReport } from '../publish-report.ts';

export interface RootDocument {
  readonly bytes: Buffer;
  readonly descriptor: Descriptor;
}

/** Stores the root under a tag or its digest. */
export type PutRoot = (reference: string, root: RootDocument) => Promise<unknown>;

/** Writes the tags of one repository and keeps the record of what became of each. */
export class TagWriter {
  readonly #root: RootDocument;
  readonly #put: PutRoot;
  readonly #reports = new Map<string, TagReport>();
  readonly #pointing = new Set<string>();
  #alone = false;

  constructor(root: RootDocument, put: PutRoot) {
    this.#root = root;
    this.#put = put;
  }

  get reports(): readonly TagReport[] {
    return [...this.#reports.values()];
  }

  /** The root is stored somewhere: under a tag, or by its digest. */
  get stored(): boolean {
    const tagged = this.reports.some(({ state }) => state === 'written' || state === 'moved' || state === 'unchanged');
    return this.#alone || tagged;
  }

  /** Tags that point at the root itself. */
  get pointing(): readonly string[] {
    return [...this.#pointing];
  }

  /** Makes the tag point at the root; `standsAt` is what it points at now, if anything. */
  async write(name: string, standsAt: Digest | 'something' | undefined): Promise<void> {
    this.#pointing.add(name);
    if (standsAt === this.#root.descriptor.digest) return this.#record(name, 'unchanged');
    try {
      await this.#put(name, this.#root);
    } catch (error) {
      this.#record(name, 'failed', printable(messageOf(error)));
      throw error;
    }
    this.#record(name, standsAt === undefined ? 'written' : 'moved');
  }

  leave(name: string, reason: string): void {
    this.#pointing.delete(name);
    this.#record(name, 'left alone', reason);
  }

  /** An exact version that is published with this content, under whatever digest. */
  keep(name: string): void {
    this.#record(name, 'unchanged');
  }

  /** Stores the root under its digest alone. */
  async store(): Promise<void> {
    await this.#put(this.#root.descriptor.digest, this.#root);
    this.#alone = true;
  }

  #record(name: string, state: TagReport['state'], reason?: string): void {
    this.#reports.set(name, { name, state, ...(reason === undefined ? {} : { reason }) });
  }
}
