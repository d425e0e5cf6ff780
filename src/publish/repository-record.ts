import type { Descriptor } from '../oci/descriptor.ts';
import type { Repository } from '../oci/reference.ts';
import type { Clock } from '../ports.ts';
import type { DeliveredPlatform, PublishTimings, RepositoryReport, TagReport } from './publish-report.ts';

/** Gathers what becomes of one repository while it happens, so that the report of a failure has what was done before it. */
export class RepositoryRecord {
  readonly #repository: Repository;
  readonly #clock: Clock;
  readonly #timings: Partial<Record<keyof PublishTimings, number>> = {};
  #image: Descriptor | undefined;
  #platforms: readonly DeliveredPlatform[] = [];
  #tags: () => readonly TagReport[] = () => [];
  #outcome: RepositoryReport['outcome'] = 'published';

  constructor(repository: Repository, clock: Clock) {
    this.#repository = repository;
    this.#clock = clock;
  }

  async time<T>(part: keyof PublishTimings, work: () => Promise<T>): Promise<T> {
    const start = this.#clock.now();
    try {
      return await work();
    } finally {
      this.#timings[part] = this.#clock.now() - start;
    }
  }

  delivered(image: Descriptor, platforms: readonly DeliveredPlatform[]): void {
    this.#image = image;
    this.#platforms = platforms;
  }

  /** `tags` is asked when the report is made, so that it knows what was written before a failure. */
  follow(tags: () => readonly TagReport[]): void {
    this.#tags = tags;
  }

  ended(outcome: RepositoryReport['outcome']): void {
    this.#outcome = outcome;
  }

  report(error?: unknown): RepositoryReport {
    return {
      repository: this.#repository,
      ...(this.#image === undefined ? {} : { image: this.#image }),
      outcome: error === undefined ? this.#outcome : 'failed',
      tags: this.#tags(),
      platforms: this.#platforms,
      timings: this.#timings,
      ...(error === undefined ? {} : { error }),
    };
  }
}
