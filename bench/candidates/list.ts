import { buildah } from './buildah.ts';
import { buildkit } from './buildkit.ts';
import type { Candidate } from './candidate.ts';
import { crane } from './crane.ts';
import { docker } from './docker.ts';
import { fromScratch } from './from-scratch.ts';
import { compressionLimit, hashLimit, wireLimit } from './limits.ts';
import { PATH_LIMITS } from './path-limits.ts';
import { regctl } from './regctl.ts';

export const CANDIDATES: readonly Candidate[] = [
  fromScratch,
  crane,
  regctl,
  buildah,
  docker,
  buildkit,
  compressionLimit,
  wireLimit,
  hashLimit,
  ...PATH_LIMITS,
];
