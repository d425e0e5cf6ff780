import { ActionError } from '../../../src/errors.ts';
import type { Behaviour } from '../../support/strict-registry/options.ts';
import { type StrictRegistry, startStrictRegistry } from '../../support/strict-registry/strict-registry.ts';
import { validateImage } from '../../support/validate-image.ts';
import { type Connection, type ConnectOptions, connect } from './connect.ts';
import { makeSampleImage, pushSample } from './sample-push.ts';

const IMAGE = makeSampleImage(1_200_000);

/** The three ways to send a blob, by what makes the client choose them. */
export const WAYS = [
  { way: 'monolithic', layer: 'ready', chunkSize: 'none' },
  { way: 'stream', layer: 'growing', chunkSize: 'none' },
  { way: 'chunked', layer: 'growing', chunkSize: 400 * 1024 },
] as const;

export type Way = (typeof WAYS)[number];

/** Starts a registry that behaves like this, and a client for it. */
export async function withRegistry<T>(
  behaviours: readonly Behaviour[],
  work: (registry: StrictRegistry, connection: Connection) => Promise<T>,
  options: ConnectOptions = {},
): Promise<T> {
  const { clock } = options;
  const registry = await startStrictRegistry({
    behaviours,
    ...(clock === undefined ? {} : { now: () => clock.now() }),
  });
  const connection = connect(registry.host, options);
  try {
    return await work(registry, connection);
  } finally {
    await connection.close();
    await registry.close();
  }
}

/** Pushes an image and proves that it is whole, and that the client broke no rule on the way. Resolves with the registry's record. */
export async function pushAndValidate(behaviour: Behaviour, { layer, chunkSize }: Way): Promise<StrictRegistry> {
  return withRegistry(
    [behaviour],
    async (registry, { client }) => {
      await pushSample(client, IMAGE, layer);
      const { origin, ownerAuthorization: authorization, violations } = registry;
      await validateImage({ origin, repository: 'o/app', reference: 'v1', authorization });
      if (violations.length > 0) throw new Error(violations.join('\n'));
      return registry;
    },
    { settings: { chunkSize } },
  );
}

/** Pushes an image and resolves with the error that it must end in. */
export async function pushAndFail(behaviour: Behaviour, options: ConnectOptions = {}): Promise<ActionError> {
  return withRegistry([behaviour], (_, { client }) => failureOf(pushSample(client, IMAGE, 'ready')), options);
}

export async function failureOf(work: Promise<unknown>): Promise<ActionError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ActionError) return error;
    throw error;
  }
  throw new Error('it succeeded');
}

/** The behaviour of a list with this name. */
export function behaviourNamed(behaviours: readonly Behaviour[], name: string): Behaviour {
  const found = behaviours.find((behaviour) => behaviour.name === name);
  if (found === undefined) throw new Error(`no behaviour is named "${name}"`);
  return found;
}

/** Every behaviour with every way, as rows of a table of tests. */
export function everyWay(behaviours: readonly Behaviour[]): readonly (readonly [string, string, Behaviour, Way])[] {
  return behaviours.flatMap((behaviour) => WAYS.map((way) => [behaviour.name, way.way, behaviour, way] as const));
}
