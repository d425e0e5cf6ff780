import { USER } from '../../support/strict-registry/behaviours/tokens.ts';
import type { AuthOptions } from '../../support/strict-registry/options.ts';
import type { Quirks } from '../../support/strict-registry/quirks.ts';

/** A way to push, as the strategies and the kinds of registries give them. */
export interface Scenario {
  readonly name: string;
  /** Whether the layer is complete when its upload begins. */
  readonly layer: 'ready' | 'growing';
  readonly chunkSize: 'none' | number;
  readonly auth: AuthOptions;
  readonly quirks: Partial<Quirks>;
}

const BEARER: AuthOptions = { kind: 'bearer', users: { [USER.username]: USER.password } };
const NONE: AuthOptions = { kind: 'none' };

const STRATEGIES = [
  { name: 'monolithic', layer: 'ready', chunkSize: 'none' },
  { name: 'stream', layer: 'growing', chunkSize: 'none' },
  { name: 'chunked', layer: 'growing', chunkSize: 600 * 1024 },
] as const;

const REGISTRIES = [
  { name: 'without authentication', auth: NONE, quirks: {} },
  { name: 'with a token server', auth: BEARER, quirks: {} },
  { name: 'with a token server, uploads on another port', auth: BEARER, quirks: { location: 'other-port' } },
  {
    name: 'that forgets sessions that were cut',
    auth: NONE,
    quirks: { sessionAfterCut: 'forgotten', sessionStatus: 'unknown', location: 'absolute' },
  },
] as const;

export const SCENARIOS: readonly Scenario[] = STRATEGIES.flatMap((strategy) =>
  REGISTRIES.map((registry) => ({ ...strategy, ...registry, name: `${strategy.name}, ${registry.name}` })),
);
