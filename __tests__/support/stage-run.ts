import { readBuildArg, readStageLine } from '../../src/dockerfile/stage-lines.ts';
import { parsePlatform } from '../../src/oci/platform.ts';
import type { FileEntry } from '../../src/rootfs/entry.ts';
import { type PlatformStage, readStages } from '../../src/run/read-stages.ts';
import { ASSETS } from './kit-assets.ts';
import { instantClock } from './publishing.ts';

export type StageRun = PlatformStage;

export interface StageInputs {
  /** Its path; `Dockerfile` where not given. */
  readonly dockerfile?: string;
  readonly target?: string;
  readonly buildArgs?: readonly string[];
  readonly stages?: readonly string[];
  readonly platforms?: readonly string[];
  readonly allowDynamic?: boolean;
}

/** Reads the Dockerfile in a workspace as a run does, with real files and the project's own assets. */
export async function readStagesIn(workspace: string, inputs: StageInputs = {}): Promise<readonly StageRun[]> {
  const {
    dockerfile = 'Dockerfile',
    target = '',
    buildArgs = [],
    stages = [],
    platforms = [],
    allowDynamic = false,
  } = inputs;
  const request = {
    dockerfile: {
      path: dockerfile,
      target,
      buildArgs: Object.fromEntries(buildArgs.map(readBuildArg)),
      stages: stages.map(readStageLine),
    },
    platforms: platforms.map(parsePlatform),
    binaries: [],
    allowDynamic,
  };
  return readStages(request, workspace, { assets: ASSETS, clock: instantClock() });
}

/** The first platform's. */
export async function readStageIn(workspace: string, inputs: StageInputs = {}): Promise<StageRun> {
  const [stage] = await readStagesIn(workspace, inputs);
  if (stage === undefined) throw new Error('there is no stage');
  return stage;
}

export async function contentOf({ content }: FileEntry): Promise<Uint8Array> {
  return content.read(0, content.size);
}
