import type { Results } from '../result.ts';
import { megabytes } from './numbers.ts';

export function machineText({ date, machine, binary, registry, rounds }: Results): string {
  const memory = Math.round(machine.memoryBytes / 2 ** 30);
  return [
    `${date}: ${machine.processor}, ${machine.threads} threads, ${memory} GiB; ${machine.system}; Node ${machine.node}.`,
    `Pushed: ${binary.description}, ${megabytes(binary.bytes)} MB. Registry: ${registry}. Rounds: ${rounds}.`,
  ].join('\n');
}

/** What is not in the tables, and why; empty where all of it is. */
export function notRunText({ missing, scenarios }: Results): string {
  const absent = missing.map(({ candidate, reason }) => `- ${candidate}: ${reason}`);
  const failed = scenarios.flatMap(({ scenario, failures }) =>
    failures.map(
      ({ candidate, reason }) => `- ${candidate} in "${scenario.title}": ${reason.replace(/\s+/g, ' ').slice(0, 300)}`,
    ),
  );
  const all = [...absent, ...failed];
  return all.length === 0 ? '' : `Not run:\n\n${all.join('\n')}`;
}
