import type { Healthcheck, HistoryEntry, RuntimeConfig } from '../oci/image-config.ts';
import { DEFAULT_PATH } from './runtime-config.ts';

/** What one layer's line in the history says. */
export interface LayerHistory {
  /** `COPY /app /app # from-scratch`. */
  readonly createdBy: string;
}

/**
 * The image as the Dockerfile that would have made it: a line for each layer, then one without a layer for each
 * setting. Labels are left out: those of the run change with every commit. `docker history` shows it.
 */
export function historyOf(layers: readonly LayerHistory[], runtime: RuntimeConfig, created: string): HistoryEntry[] {
  return [
    ...layers.map(({ createdBy }) => ({ created, created_by: createdBy })),
    ...instructionsOf(runtime).map((instruction) => ({ created, created_by: instruction, empty_layer: true })),
  ];
}

function instructionsOf(runtime: RuntimeConfig): string[] {
  const { Env = [], ExposedPorts = {}, Volumes = {}, WorkingDir = '/' } = runtime;
  return [
    ...Env.filter((line) => line !== `PATH=${DEFAULT_PATH}`).map((line) => `ENV ${line}`),
    ...Object.keys(ExposedPorts).map((port) => `EXPOSE ${port}`),
    ...(Object.keys(Volumes).length === 0 ? [] : [`VOLUME ${JSON.stringify(Object.keys(Volumes))}`]),
    ...(WorkingDir === '/' ? [] : [`WORKDIR ${WorkingDir}`]),
    ...given('STOPSIGNAL', runtime.StopSignal),
    ...(runtime.Healthcheck === undefined ? [] : [healthcheckText(runtime.Healthcheck)]),
    ...given('USER', runtime.User),
    ...given('ENTRYPOINT', runtime.Entrypoint),
    ...given('CMD', runtime.Cmd),
  ];
}

function given(instruction: string, value: string | readonly string[] | undefined): string[] {
  if (value === undefined) return [];
  return [`${instruction} ${typeof value === 'string' ? value : JSON.stringify(value)}`];
}

function healthcheckText({ Test, Interval, Timeout, StartPeriod, StartInterval, Retries }: Healthcheck): string {
  const [kind = '', ...command] = Test;
  const options = [
    ...duration('interval', Interval),
    ...duration('timeout', Timeout),
    ...duration('start-period', StartPeriod),
    ...duration('start-interval', StartInterval),
    ...(Retries === undefined ? [] : [`--retries=${Retries}`]),
  ];
  return ['HEALTHCHECK', ...options, kind, ...(command.length === 0 ? [] : [JSON.stringify(command)])].join(' ');
}

function duration(name: string, nanoseconds: number | undefined): string[] {
  if (nanoseconds === undefined) return [];
  const seconds = nanoseconds / 1e9;
  return [`--${name}=${Number.isInteger(seconds) ? `${seconds}s` : `${nanoseconds / 1e6}ms`}`];
}
