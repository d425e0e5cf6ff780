import { USER } from '../../../testing/strict-registry/behaviours/tokens.ts';
import type { AuthOptions } from '../../../testing/strict-registry/options.ts';
import type { Quirks } from '../../../testing/strict-registry/quirks.ts';

/** A way to push, as the strategies and the kinds of registries give them. */
export interface Scenario {
  readonly name: string;
  readonly strategy: 'monolithic' | 'stream' | 'chunked';
  /** Whether the layer is complete when its upload begins. */
  readonly layer: 'ready' | 'growing';
  readonly chunkSize: 'auto' | 'none' | number;
  readonly auth: AuthOptions;
  readonly quirks: Partial<Quirks>;
}

export const BEARER = { kind: 'bearer', users: { [USER.username]: USER.password } } as const satisfies AuthOptions;
export const NONE = { kind: 'none' } as const satisfies AuthOptions;

const STRATEGIES = [
  { way: 'monolithic', strategy: 'monolithic', layer: 'ready', chunkSize: 'auto' },
  { way: 'monolithic once it is made', strategy: 'monolithic', layer: 'growing', chunkSize: 'auto' },
  { way: 'stream', strategy: 'stream', layer: 'growing', chunkSize: 'none' },
  { way: 'chunked', strategy: 'chunked', layer: 'growing', chunkSize: 280 * 1024 },
] as const;

const REGISTRIES = [
  { registry: 'without authentication', auth: NONE, quirks: {} },
  { registry: 'with a token server', auth: BEARER, quirks: {} },
] as const;

const OTHER_PORT = {
  registry: 'with uploads on another port',
  auth: BEARER,
  quirks: { location: 'other-port' },
} as const;

/** Each strategy with and without a token server; chunks, which make the most requests, also on a second origin. */
export const SCENARIOS: readonly Scenario[] = STRATEGIES.flatMap((strategy) => {
  const registries = strategy.strategy === 'chunked' ? [...REGISTRIES, OTHER_PORT] : REGISTRIES;
  return registries.map((registry) => ({
    ...strategy,
    ...registry,
    name: `${strategy.way}, ${registry.registry}`,
  }));
});
