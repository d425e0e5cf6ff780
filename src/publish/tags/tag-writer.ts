import { ActionError } from '../../errors.ts';
import type { Digest } from '../../oci/digest.ts';
import type { RawManifest } from '../../oci/manifest.ts';
import type { Clock } from '../../ports.ts';
import type { RegistryClient } from '../../registry/api.ts';
import type { TagReport } from '../publish-report.ts';
import { fateOf } from './lost-answer.ts';

/** Stores the root under a tag or its digest. */
export type PutRoot = (reference: string, root: RawManifest) => Promise<Digest>;

export function putTo(client: RegistryClient): PutRoot {
  return (reference, { bytes, descriptor }) => client.putManifest(reference, bytes, descriptor.mediaType);
}

/** Writes the tags of one repository and keeps the record of what became of each. */
export class TagWriter {
  readonly #root: RawManifest;
  readonly #put: PutRoot;
  readonly #client: RegistryClient;
  readonly #clock: Clock;
  readonly #reports = new Map<string, TagReport>();
  readonly #pointing = new Set<string>();
  #present: boolean;

  constructor(
    { root, put, present }: { root: RawManifest; put: PutRoot; present: boolean },
    client: RegistryClient,
    clock: Clock,
  ) {
    this.#root = root;
    this.#put = put;
    this.#present = present;
    this.#client = client;
    this.#clock = clock;
  }

  get digest(): Digest {
    return this.#root.descriptor.digest;
  }

  get reports(): readonly TagReport[] {
    return [...this.#reports.values()];
  }

  /** Tags that point at the root itself. */
  get pointing(): readonly string[] {
    return [...this.#pointing];
  }

  /** Makes the tag point at the root; `standsAt` is what it points at now, if anything. */
  async write(name: string, standsAt: Digest | 'something' | undefined): Promise<void> {
    this.#pointing.add(name);
    if (standsAt === this.#root.descriptor.digest) return this.#record(name, 'unchanged');
    await this.#send(name, this.#root, this.#put, () => {
      this.#present = true;
      this.#record(name, standsAt === undefined ? 'written' : 'moved');
    });
  }

  leave(name: string, reason: string): void {
    this.#pointing.delete(name);
    this.#record(name, 'left alone', reason);
  }

  /** Gives a tag to an image that has more right to it. */
  async handOver(name: string, other: RawManifest, reason: string): Promise<void> {
    await this.#send(name, other, putTo(this.#client), () => this.leave(name, reason));
  }

  /** An exact version that is published with this content; only under the root's digest does it count as this run's. */
  keep(name: string, standsAt: Digest | 'something'): void {
    if (standsAt === this.#root.descriptor.digest) this.#record(name, 'unchanged');
    else this.#record(name, 'left alone', `it is published with the same content as ${standsAt}`);
  }

  /** Stores the root under its digest alone, where no tag has brought it there. */
  async store(): Promise<void> {
    if (!this.#present) await this.#put(this.#root.descriptor.digest, this.#root);
    this.#present = true;
  }

  /** A failure that turns out to have been a success is none, unless the run was cancelled by it. */
  async #send(name: string, root: RawManifest, put: PutRoot, stored: () => void): Promise<void> {
    try {
      await put(name, root);
    } catch (error) {
      const { state, reason } = await fateOf(this.#client, name, root.descriptor.digest, error, this.#clock);
      if (state === 'stored') stored();
      else this.#record(name, state, reason);
      if (state !== 'stored' || isCancelled(error)) throw error;
      return;
    }
    stored();
  }

  #record(name: string, state: TagReport['state'], reason?: string): void {
    this.#reports.set(name, { name, state, ...(reason === undefined ? {} : { reason }) });
  }
}

export function isCancelled(error: unknown): boolean {
  return error instanceof ActionError && error.code === 'cancelled';
}
