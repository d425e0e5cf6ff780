import type { Position } from '../config/config-block.ts';
import type { Healthcheck } from '../oci/image-config.ts';
import type { Step } from './step.ts';

/** What BuildKit gives to a stage that begins with nothing. https://github.com/moby/buildkit/blob/master/util/system/path.go */
export const SCRATCH_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What the instructions of a stage have come to so far; they change it one after the other. */
export interface StageState {
  /** The image's variables, in the order in which they came; PATH first. */
  readonly env: Map<string, string>;
  /** What `$NAME` means now: variables of the image and arguments of the build. */
  readonly scope: Map<string, string>;
  readonly labels: Map<string, string>;
  readonly expose: Set<string>;
  readonly volumes: Set<string>;
  readonly steps: Step[];
  workdir: string;
  user: string;
  entrypoint: readonly string[] | undefined;
  cmd: readonly string[] | undefined;
  /** CMD stands in this very stage: an ENTRYPOINT after it leaves it alone. */
  ownCmd: boolean;
  stopSignal: string | undefined;
  healthcheck: Healthcheck | undefined;
  /** By key of the config block, for what later stages find wrong. */
  readonly positions: Map<string, Position>;
}

export function emptyStage(): StageState {
  return {
    env: new Map([['PATH', SCRATCH_PATH]]),
    scope: new Map([['PATH', SCRATCH_PATH]]),
    labels: new Map(),
    expose: new Set(),
    volumes: new Set(),
    steps: [],
    workdir: '/',
    user: '',
    entrypoint: undefined,
    cmd: undefined,
    ownCmd: false,
    stopSignal: undefined,
    healthcheck: undefined,
    positions: new Map(),
  };
}

/** A stage that begins where another one ended; arguments of the build do not come along. */
export function stageFrom(base: StageState): StageState {
  return {
    ...base,
    env: new Map(base.env),
    scope: new Map(base.env),
    labels: new Map(base.labels),
    expose: new Set(base.expose),
    volumes: new Set(base.volumes),
    steps: [...base.steps],
    ownCmd: false,
    positions: new Map(base.positions),
  };
}
