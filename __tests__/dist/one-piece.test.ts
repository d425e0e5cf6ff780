import { appendFileSync, copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { USER } from '../../testing/strict-registry/behaviours/tokens.ts';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { PROJECT, runAction } from '../real/support/run-action.ts';
import { removeTemporaryFolders } from '../real/support/temporary-folder.ts';
import { BEARER, NONE } from '../registry/support/scenario.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

// 40 MB of machine code behind it: the layer is still being made when its upload is open.
const binary = join(scratchFolder('one-piece'), 'app');
copyFileSync(join(PROJECT, 'examples/hello/hello-linux-amd64'), binary);
appendFileSync(binary, readFileSync(process.execPath).subarray(20_000_000, 60_000_000));

let registry: StrictRegistry;
afterEach(() => registry.close());

/** Requests that were let in. */
function count(method: string): number {
  return registry.requests.filter((request) => request.method === method && request.status !== 401).length;
}

test.each([
  ['without authentication', NONE],
  ['with a token server', BEARER],
])(
  'a large layer goes up in one request %s where answers take a while, so a push waits for the tag, an upload, a layer and a manifest',
  async (_, auth) => {
    registry = await startStrictRegistry({ auth, latency: 100 });
    const inputs = { binary, image: `${registry.host}/o/app`, tags: '1.0.0', ...USER };
    expect((await runAction(inputs)).exitCode).toBe(0);
    const tokens = auth.kind === 'bearer' ? 1 : 0;
    // Kit, layer and config; a manifest.
    expect({ GET: count('GET'), POST: count('POST'), PATCH: count('PATCH'), PUT: count('PUT') }).toEqual({
      GET: 1 + tokens,
      POST: 3,
      PATCH: 0,
      PUT: 4,
    });
  },
);

afterAll(removeTemporaryFolders);
