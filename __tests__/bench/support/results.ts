import type { Results, Row } from '../../../bench/result.ts';
import { SCENARIOS } from '../../../bench/scenario.ts';

function row(candidate: string, role: Row['role'], ...seconds: number[]): Row {
  return {
    candidate,
    role,
    measurements: seconds.map((value) => ({ seconds: value, cpuSeconds: value / 2, peakBytes: 50e6 })),
    counts:
      role === 'limit'
        ? { requests: 0, sentBytes: 0, receivedBytes: 0 }
        : { requests: 4, sentBytes: 21e6, receivedBytes: 10 },
  };
}

/** What a run on a machine without regctl could have measured, buildah having failed. */
export function exampleResults(): Results {
  const scenario = SCENARIOS.find(({ name }) => name === 'cold');
  if (scenario === undefined) throw new Error('no scenario is called cold');
  return {
    date: '2026-01-02',
    machine: { processor: 'A <fast> one', threads: 2, memoryBytes: 8 * 2 ** 30, system: 'Debian', node: 'v24.0.0' },
    registry: 'docker-registry 2.8',
    binary: { description: 'app', bytes: 42_800_000 },
    rounds: 3,
    versions: [{ candidate: 'slow peer', version: '1.0' }],
    missing: [{ candidate: 'regctl create + mod', reason: 'not on this machine: go install regctl' }],
    scenarios: [
      {
        scenario,
        rows: [
          row('limit: pigz', 'limit', 0.4, 0.4, 0.4),
          row('slow peer', 'peer', 2, 2.2, 20),
          row('from-scratch', 'ours', 0.5, 0.55, 5),
          row('quick peer', 'peer', 1, 1.1, 10),
        ],
        failures: [{ candidate: 'buildah build + push', reason: 'ended with 125:\nno space' }],
      },
    ],
  };
}
