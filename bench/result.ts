import type { Candidate } from './candidates/candidate.ts';
import type { Missing } from './contestants.ts';
import type { Machine } from './machine.ts';
import type { Measurement } from './measure.ts';
import type { Scenario } from './scenario.ts';
import type { Counts } from './wire.ts';

/** What one candidate did in one scenario; its n-th measurement was made next to the n-th of every other candidate. */
export interface Row {
  readonly candidate: string;
  readonly role: Candidate['role'];
  readonly measurements: readonly Measurement[];
  /** Of one whole push, seen on the wire in a run that is not measured. */
  readonly counts: Counts;
}

export interface ScenarioResult {
  readonly scenario: Scenario;
  readonly rows: readonly Row[];
  /** Candidates that dropped out. */
  readonly failures: readonly Missing[];
}

export interface Results {
  /** `2026-05-01` */
  readonly date: string;
  readonly machine: Machine;
  readonly registry: string;
  readonly binary: { readonly description: string; readonly bytes: number };
  readonly rounds: number;
  readonly versions: readonly { readonly candidate: string; readonly version: string }[];
  readonly missing: readonly Missing[];
  readonly scenarios: readonly ScenarioResult[];
}
