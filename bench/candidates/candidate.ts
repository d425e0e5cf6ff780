import type { Step } from '../measure.ts';
import type { Program } from '../program.ts';
import type { Scenario } from '../scenario.ts';

/** One push to be done: the same files for every candidate. */
export interface Job {
  /** `127.0.0.1:5000` */
  readonly host: string;
  /** The file with the certificate that the registry shows; undefined where it speaks plain HTTP. */
  readonly certificate: string | undefined;
  /** `127.0.0.1:5000/repository:tag` */
  readonly reference: string;
  /** References at other registries that get the same at once. */
  readonly copies: readonly string[];
  readonly compression: Scenario['compression'];
  /** A folder of this job's own. */
  readonly folder: string;
  /** A build context: the programs, and the folders of `extraLayers`. */
  readonly context: string;
  readonly programs: readonly Program[];
  /** Folders in `context` that come before the binary, a layer each: what they hold goes to the path. */
  readonly extraLayers: readonly ExtraLayer[];
}

export interface ExtraLayer {
  readonly folder: string;
  readonly path: string;
}

/** A daemon that a candidate keeps running beside the measured processes. */
export interface Daemon {
  readonly pid: number;
  stop(): Promise<void>;
}

/** Something that can put a binary into a registry. Each is a row: to compare with another one, add it to the list. */
export interface Candidate {
  readonly name: string;
  /** `limit`: does only a part of the job, the part that cannot be saved. */
  readonly role: 'ours' | 'peer' | 'limit';
  /** How to get it where it is missing. */
  readonly install: string;
  readonly can: (scenario: Scenario) => boolean;
  /** A line that names the version, or nothing where it is not here. */
  readonly version: () => Promise<string | undefined>;
  readonly start?: (folder: string) => Promise<Daemon>;
  /** Makes what the step needs (a tar, a Dockerfile): not measured, to the peers' advantage. */
  readonly prepare: (job: Job, folder: string) => Promise<Step>;
  /** Forgets the job's content, so that the next one finds nothing; not measured. */
  readonly tidy?: (folder: string) => Promise<void>;
}
