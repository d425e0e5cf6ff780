import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Candidate, Daemon } from './candidates/candidate.ts';

/** A candidate that is on this machine and ready to push. */
export interface Contestant {
  readonly candidate: Candidate;
  readonly version: string;
  /** What it stores lies here. */
  readonly folder: string;
  readonly daemon: Daemon | undefined;
}

export interface Missing {
  readonly candidate: string;
  /** Why it does not take part, and how to get it. */
  readonly reason: string;
}

export interface LineUp {
  readonly contestants: readonly Contestant[];
  readonly missing: readonly Missing[];
}

/** Looks which candidates are here, and starts their daemons. */
export async function lineUp(candidates: readonly Candidate[], folder: string): Promise<LineUp> {
  const contestants: Contestant[] = [];
  const missing: Missing[] = [];
  for (const candidate of candidates) {
    const version = await candidate.version();
    if (version === undefined) {
      missing.push({ candidate: candidate.name, reason: `not on this machine: ${candidate.install}` });
      continue;
    }
    const own = join(folder, slug(candidate.name));
    await mkdir(own, { recursive: true });
    try {
      contestants.push({ candidate, version, folder: own, daemon: await candidate.start?.(own) });
    } catch (error) {
      missing.push({ candidate: candidate.name, reason: `its daemon does not start: ${String(error).slice(0, 500)}` });
    }
  }
  return { contestants, missing };
}

export async function dismiss(contestants: readonly Contestant[]): Promise<void> {
  for (const { daemon } of contestants) await daemon?.stop();
}

/** A name as part of a path or of a repository. */
export function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
