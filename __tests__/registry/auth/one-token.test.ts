import { afterEach, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../../testing/strict-registry/strict-registry.ts';
import { connect } from '../support/connect.ts';
import { BEARER } from '../support/scenario.ts';

const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const opened of closing.splice(0).reverse()) await opened.close();
});

const PATHS = ['o/api', 'o/tool', 'o/worker'];

const BLOB = `sha256:${'0'.repeat(64)}` as const;

/** The number of tokens that were asked for by looking into all of them at once. */
async function tokensFor(registry: StrictRegistry): Promise<number> {
  const connection = connect(registry.host, { together: PATHS });
  closing.push(connection);
  const found = await Promise.all(PATHS.map((path) => connection.host.repository(path).hasBlob(BLOB)));
  expect(found).toEqual([false, false, false]);
  return registry.requests.filter(({ endpoint }) => endpoint === 'token').length;
}

test('repositories of one run have one token of their registry', async () => {
  const registry = await startStrictRegistry({ auth: BEARER });
  closing.push(registry);
  expect(await tokensFor(registry)).toBe(1);
});

test('where a registry grants the first repository alone, each has its own', async () => {
  const registry = await startStrictRegistry({ auth: BEARER, quirks: { grants: 'first' } });
  closing.push(registry);
  const tokens = await tokensFor(registry);
  expect(tokens).toBeGreaterThan(1);
  expect(tokens).toBeLessThanOrEqual(PATHS.length + 1);
});
