import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { validateImage } from '../../testing/validate-image.ts';
import { buildElf } from '../support/elf-builder.ts';
import { startForwardProxy } from '../support/proxies/forward-proxy.ts';
import { runAction } from './support/run-action.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

afterAll(removeTemporaryFolders);

test('the bundle publishes through the proxy of the environment, by tunnel and without', async () => {
  const binary = join(await temporaryFolder('proxy'), 'app');
  await writeFile(binary, buildElf({}));
  const registry = await startStrictRegistry();
  const proxy = await startForwardProxy(registry.origin);
  // Nothing resolves registry.test but the proxy, and HTTPS, which is tried first, is not spoken there.
  const inputs = { binary, image: 'registry.test/o/app', tags: 'v1', insecure: 'true' };
  const run = await runAction(inputs, { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url });
  const image = await validateImage({ origin: registry.origin, repository: 'o/app', reference: 'v1' });
  proxy.close();
  await registry.close();
  expect(run).toMatchObject({ exitCode: 0, outputs: { digest: image.digest } });
  expect(proxy.seen).toEqual(
    expect.arrayContaining(['CONNECT registry.test:443', 'PUT http://registry.test/v2/o/app/manifests/v1']),
  );
});
