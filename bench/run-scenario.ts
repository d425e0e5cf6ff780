import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startDockerRegistry } from '../__tests__/real/support/registry.ts';
import type { Candidate, Job } from './candidates/candidate.ts';
import { type Contestant, slug } from './contestants.ts';
import { layOutJob } from './job.ts';
import { type Measurement, measure } from './measure.ts';
import { type Certificate, makeCertificate } from './path/certificate.ts';
import { changeOneByte, type Program } from './program.ts';
import type { ScenarioResult } from './result.ts';
import type { Scenario } from './scenario.ts';
import { type Counts, startPath, startWire, type Wire } from './wire.ts';

export interface Plan {
  readonly scenario: Scenario;
  readonly contestants: readonly Contestant[];
  /** What is pushed, before each push makes its copy unlike all others. */
  readonly originals: readonly Program[];
  readonly rounds: number;
  /** For what only one push needs. */
  readonly folder: string;
  readonly tell: (line: string) => void;
}

interface Lab extends Plan {
  readonly registries: readonly [string, ...string[]];
  readonly wire: Wire;
  readonly certificate: Certificate | undefined;
}

/**
 * Every contestant pushes once unmeasured, through the wire that counts, then `rounds` times measured. They take turns,
 * each round begins with another one, and each push has content that nobody has seen. One that fails drops out.
 */
export async function runScenario(plan: Plan): Promise<ScenarioResult> {
  const certificate = plan.scenario.path && (await makeCertificate(plan.folder));
  const registry = await startDockerRegistry(certificate && { certificate });
  const others = Array.from({ length: (plan.scenario.registries ?? 1) - 1 }, () =>
    startDockerRegistry(certificate && { certificate }),
  );
  const registries = [registry, ...(await Promise.all(others))] as const;
  const hosts = [registry.host, ...registries.slice(1).map(({ host }) => host)] as const;
  const wire = await startWireOf(plan.scenario, hosts, certificate);
  try {
    return await runRounds({ ...plan, registries: hosts, wire, certificate });
  } finally {
    await wire.stop();
    for (const { stop, storage } of registries) {
      await stop();
      await rm(storage, { recursive: true, force: true });
    }
  }
}

function startWireOf(
  scenario: Scenario,
  registries: readonly [string, ...string[]],
  certificate: Certificate | undefined,
): Promise<Wire> {
  const { path } = scenario;
  if (path === undefined || certificate === undefined) return startWire(registries[0], scenario);
  return startPath(registries, path, certificate.host);
}

async function runRounds(lab: Lab): Promise<ScenarioResult> {
  const rows = lab.contestants.map((contestant) => new Records(contestant));
  for (let round = 0; round <= lab.rounds; round++) {
    for (const row of rotated(rows, round)) {
      if (row.failure !== undefined) continue;
      await row.record(() => onePush(lab, row.contestant, round));
      lab.tell(`${lab.scenario.name} ${round}/${lab.rounds}: ${row.lastLine()}`);
    }
  }
  return {
    scenario: lab.scenario,
    rows: rows.filter(({ failure }) => failure === undefined).map((row) => row.result()),
    failures: rows.flatMap(({ failure, contestant }) =>
      failure === undefined ? [] : [{ candidate: contestant.candidate.name, reason: failure }],
    ),
  };
}

/** What one contestant did so far; the first push is not measured, but counted. */
class Records {
  readonly contestant: Contestant;
  failure: string | undefined;
  readonly #measurements: Measurement[] = [];
  readonly #counts: Counts[] = [];

  constructor(contestant: Contestant) {
    this.contestant = contestant;
  }

  async record(push: () => Promise<{ measurement: Measurement; counts: Counts }>): Promise<void> {
    try {
      const { measurement, counts } = await push();
      this.#measurements.push(measurement);
      this.#counts.push(counts);
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  lastLine(): string {
    const did = this.failure ?? `${this.#measurements.at(-1)?.seconds.toFixed(3)} s`;
    return `${this.contestant.candidate.name} ${did}`;
  }

  result() {
    const { name, role } = this.contestant.candidate;
    const [counts = { requests: 0, sentBytes: 0, receivedBytes: 0 }] = this.#counts;
    return { candidate: name, role, measurements: this.#measurements.slice(1), counts };
  }
}

async function onePush(lab: Lab, { candidate, folder: own, daemon }: Contestant, round: number) {
  const { scenario, wire, certificate } = lab;
  const folder = join(lab.folder, `${scenario.name}-${round}`);
  const repository = `${scenario.name}/${slug(candidate.name)}-${round}`;
  const isCounted = round === 0 || scenario.latency > 0 || scenario.bandwidth > 0 || scenario.path !== undefined;
  const hosts = isCounted ? wire.hosts : lab.registries;
  try {
    const job = await layOutJob(scenario, lab.originals, folder, { hosts, repository, certificate });
    await pushBefore(scenario, candidate, job, own);
    const step = await candidate.prepare(job, own);
    await wire.counts();
    const measurement = await measure(step, folder, daemon?.pid);
    return { measurement, counts: await wire.counts() };
  } finally {
    await candidate.tidy?.(own).catch(() => {});
    await rm(folder, { recursive: true, force: true });
  }
}

/** Brings registry and caches into the state that the scenario asks for. */
async function pushBefore({ before }: Scenario, candidate: Candidate, job: Job, own: string): Promise<void> {
  if (before === 'nothing') return;
  await measure(await candidate.prepare(job, own), job.folder);
  if (before === 'one-byte-less-new') {
    for (const { file } of job.programs) await changeOneByte(file);
  }
}

function rotated<T>(list: readonly T[], by: number): T[] {
  const at = by % Math.max(1, list.length);
  return [...list.slice(at), ...list.slice(0, at)];
}
