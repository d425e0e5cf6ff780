import type { Caller } from '../caller.ts';
import type { Assets } from '../image/kit/assets.ts';
import type { EncoderAssets } from '../layer/encoder-assets.ts';
import type { Clock, Environment, ProcessRunner, Random } from '../ports.ts';
import type { RegistryPool } from './registries.ts';
import type { TransferCount } from './transfer.ts';

/** Everything outside of the process that a run touches, but for files and sockets. */
export interface RunPorts extends Caller {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly random: Random;
  readonly processes: ProcessRunner;
  /** Aborted when the run is cancelled. */
  readonly signal: AbortSignal;
  readonly assets: Assets;
  readonly encoder: EncoderAssets;
  /** Shared by all images of the run; where it is absent, each opens its own. */
  readonly registries?: RegistryPool;
  /** Of all these images, which are watched as one. */
  readonly transfer?: TransferCount;
}
