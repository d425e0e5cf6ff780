import { parseArgs } from 'node:util';

export interface Options {
  /** A real static binary to push; built from Go's own compiler where not given. */
  readonly binary: string | undefined;
  readonly rounds: number;
  /** Names of scenarios and candidates to run; empty = all. */
  readonly scenarios: readonly string[];
  readonly candidates: readonly string[];
  /** Also the scenario with a file of 1 GB. */
  readonly large: boolean;
  /** TLS over ways that people have, in place of the scenarios on loopback. */
  readonly paths: boolean;
  /** Update docs/benchmarks.md and what lies beside it. */
  readonly write: boolean;
  readonly json: string | undefined;
}

export const USAGE = `node bench/main.ts [options]

  --quick              one round of the most telling scenarios
  --rounds N           rounds of each scenario; 7 where not given
  --scenario NAME,…    only these
  --candidate NAME,…   only these
  --paths              TLS over paths of 5 to 80 ms and 20 Mbit/s to 2 Gbit/s, in place of plain HTTP
  --binary FILE        the static binary to push; else Go's compiler is built, and made 42.8 MB large
  --large              also push a file of 1 GB
  --json FILE          write all measurements there
  --write              update docs/benchmarks.md and the numbers and the chart beside it
`;

const QUICK = ['cold', 'cold-40ms', 'unchanged'];

export function readOptions(args: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      scenario: { type: 'string', multiple: true, default: [] },
      candidate: { type: 'string', multiple: true, default: [] },
      binary: { type: 'string' },
      large: { type: 'boolean', default: false },
      paths: { type: 'boolean', default: false },
      json: { type: 'string' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const named = names(values.scenario);
  return {
    binary: values.binary,
    rounds: rounds(values.rounds ?? (values.quick ? '1' : '7')),
    scenarios: named.length === 0 && values.quick && !values.paths ? QUICK : named,
    candidates: names(values.candidate),
    large: values.large,
    paths: values.paths,
    write: values.write,
    json: values.json,
  };
}

function names(given: readonly string[]): string[] {
  return given.flatMap((text) => text.split(',')).filter((name) => name !== '');
}

function rounds(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new Error(`--rounds takes a number from 1 to 999, not ${text}`);
  return Number(text);
}
