import { mkdtemp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { firstLine } from './candidates/commands.ts';
import { CANDIDATES } from './candidates/list.ts';
import { dismiss, type LineUp, lineUp } from './contestants.ts';
import { describeMachine } from './machine.ts';
import { memoryFolder } from './memory-folder.ts';
import type { Options } from './options.ts';
import { makeOriginals, sizeOf } from './originals.ts';
import { buildProgram } from './program.ts';
import type { Results, ScenarioResult } from './result.ts';
import { runScenario } from './run-scenario.ts';
import { PATH_SCENARIOS, SCENARIOS } from './scenario.ts';

type Tell = (line: string) => void;

/** Runs what the options ask for, and cleans up. */
export async function bench(options: Options, tell: Tell): Promise<Results> {
  const chosen = choose(CANDIDATES, options.candidates);
  const folder = await mkdtemp(join(await memoryFolder(), 'from-scratch-bench-'));
  // Registries and daemons store below it: in memory where there is such a folder, so that no disk is measured.
  process.env.TMPDIR = folder;
  try {
    const binary = options.binary ?? (await buildProgram(folder));
    const line = await lineUp(chosen, join(folder, 'candidates'));
    for (const { candidate, reason } of line.missing) tell(`without ${candidate}: ${reason}`);
    try {
      const scenarios = await runScenarios(options, line, binary, folder, tell);
      return await describe(options, line, binary, scenarios);
    } finally {
      await dismiss(line.contestants);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runScenarios(options: Options, line: LineUp, binary: string, folder: string, tell: Tell) {
  const results: ScenarioResult[] = [];
  for (const scenario of choose(options.paths ? PATH_SCENARIOS : SCENARIOS, options.scenarios)) {
    if (scenario.content === 'large' && !options.large) continue;
    const contestants = line.contestants.filter(({ candidate }) => candidate.can(scenario));
    const originals = await makeOriginals(scenario.content, binary, folder);
    const { rounds } = options;
    results.push(await runScenario({ scenario, contestants, originals, rounds, folder, tell }));
  }
  return results;
}

async function describe(
  options: Options,
  { contestants, missing }: LineUp,
  binary: string,
  scenarios: ScenarioResult[],
): Promise<Results> {
  const go = await firstLine('go', 'version');
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: await describeMachine(),
    registry: (await firstLine('docker-registry', '--version')) ?? 'unknown',
    binary: {
      description:
        options.binary === undefined ? `Go's compiler (${go}) and more of its machine code` : basename(options.binary),
      bytes: await sizeOf(binary),
    },
    rounds: options.rounds,
    versions: contestants.map(({ candidate, version }) => ({ candidate: candidate.name, version })),
    missing,
    scenarios,
  };
}

function choose<T extends { readonly name: string }>(all: readonly T[], names: readonly string[]): readonly T[] {
  for (const name of names) {
    if (all.some((one) => matches(one.name, name))) continue;
    throw new Error(`There is no ${name}; there is ${all.map((one) => one.name).join(', ')}.`);
  }
  return names.length === 0 ? all : all.filter((one) => names.some((name) => matches(one.name, name)));
}

function matches(whole: string, name: string): boolean {
  return whole === name || whole.startsWith(`${name} `);
}
