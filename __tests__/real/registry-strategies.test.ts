import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { userCredentials } from '../../src/credentials/sealed-credentials.ts';
import { makeSampleImage, pushSample } from '../registry/support/sample-push.ts';
import { output } from './support/process.ts';
import { connectReally } from './support/real-client.ts';
import { type RealRegistry, startCraneRegistry, startDistribution3, startDockerRegistry } from './support/registry.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';
import { startTokenServer, type TokenServer } from './support/token-server.ts';

const MiB = 1024 * 1024;
const STRATEGIES = [
  ['monolithic', 'ready', 'none'],
  ['stream', 'growing', 'none'],
  ['chunked', 'growing', 5 * MiB],
] as const;
const IMAGE = makeSampleImage(17 * MiB);

afterAll(removeTemporaryFolders);

/** `crane validate --remote` reads every byte back and recomputes every digest. */
async function validate(reference: string, tokens?: TokenServer): Promise<void> {
  const folder = await temporaryFolder('docker');
  const auths = tokens === undefined ? {} : { [reference.split('/', 1)[0] ?? '']: tokens.user };
  await writeFile(join(folder, 'config.json'), JSON.stringify({ auths }));
  const env = { ...process.env, DOCKER_CONFIG: folder };
  await output('crane', ['validate', '--remote', reference], { env });
}

async function pushEveryWay(registry: RealRegistry, tokens?: TokenServer): Promise<void> {
  for (const [name, layer, chunkSize] of STRATEGIES) {
    const path = `o/${name}`;
    const credentials =
      tokens === undefined ? {} : { credentials: userCredentials(tokens.user.username, tokens.user.password, 'x') };
    const connection = connectReally(registry.host, { settings: { chunkSize }, repository: path, ...credentials });
    try {
      const digest = await pushSample(connection.client, IMAGE, layer);
      await validate(`${registry.host}/${path}@${digest}`, tokens);
      await validate(`${registry.host}/${path}:v1`, tokens);
      expect(await connection.client.listTags()).toEqual(['v1']);
      const traffic = connection.host.traffic();
      expect(traffic).toMatchObject({ retries: 0 });
      expect(traffic.bytesSent).toBeLessThan(IMAGE.layer.length * 1.01);
    } finally {
      await connection.close();
    }
  }
}

describe.each([
  ['docker-registry 2.8', startDockerRegistry],
  ['distribution 3', startDistribution3],
])('%s', (_, start) => {
  test('takes an image by each strategy', async () => {
    const registry = await start();
    await pushEveryWay(registry).finally(registry.stop);
  });

  test('takes an image by each strategy behind a token server', async () => {
    const tokens = await startTokenServer();
    const registry = await start({ config: tokens.config });
    try {
      await pushEveryWay(registry, tokens);
      expect(tokens.given).toBeGreaterThanOrEqual(STRATEGIES.length);
    } finally {
      await registry.stop();
      await tokens.stop();
    }
  });
});

test('crane registry serve takes an image by each strategy', async () => {
  const registry = await startCraneRegistry();
  await pushEveryWay(registry).finally(registry.stop);
});
