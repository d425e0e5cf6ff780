import type { Secrets } from '../credentials/secrets.ts';
import type { EncoderAssets } from '../layer/encoder-assets.ts';
import type { Clock, Environment, Log, ProcessRunner, Random } from '../ports.ts';
import type { RegistryPool } from './registries.ts';

/** Everything outside of the process that a run touches, but for files and sockets. */
export interface RunPorts {
  readonly environment: Environment;
  readonly log: Log;
  /** What the log never shows; whoever prints in another place asks it. */
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly random: Random;
  readonly processes: ProcessRunner;
  /** Aborted when the run is cancelled. */
  readonly signal: AbortSignal;
  /** Address of the running file in dist/, beside which assets/ lies. */
  readonly distribution: string;
  readonly encoder: EncoderAssets;
  /** That several images of the run share; each has its own where there is none. */
  readonly registries?: RegistryPool;
}
