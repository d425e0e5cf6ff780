import type { Row, ScenarioResult } from '../result.ts';
import { median, pairedRatio } from '../statistics.ts';

/** One row of a scenario's table, as numbers. */
export interface Line {
  readonly candidate: string;
  readonly role: Row['role'];
  /** Median of the rounds. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** The highest of the rounds. */
  readonly peakBytes: number;
  readonly requests: number;
  readonly sentBytes: number;
  /** Our time as a part of this one's, pair by pair; nothing where this is us or we did not run. */
  readonly ratio: number | undefined;
}

/** The rows of a scenario, ours first, then peers from fast to slow, then the limits. */
export function lines({ rows }: ScenarioResult): Line[] {
  const ours = rows.find(({ role }) => role === 'ours');
  const rank = { ours: 0, peer: 1, limit: 2 };
  return rows.map((row) => line(row, ours)).toSorted((a, b) => rank[a.role] - rank[b.role] || a.seconds - b.seconds);
}

function line({ candidate, role, measurements, counts }: Row, ours: Row | undefined): Line {
  const seconds = measurements.map((one) => one.seconds);
  return {
    candidate,
    role,
    seconds: median(seconds),
    cpuSeconds: median(measurements.map((one) => one.cpuSeconds)),
    peakBytes: Math.max(...measurements.map((one) => one.peakBytes)),
    requests: counts.requests,
    sentBytes: counts.sentBytes,
    ratio:
      ours === undefined || role === 'ours'
        ? undefined
        : pairedRatio(
            ours.measurements.map((one) => one.seconds),
            seconds,
          ),
  };
}
