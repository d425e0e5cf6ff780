import { chmod, copyFile, mkdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { buildGo } from './support/build.ts';
import { installedNode, type NodeVersion } from './support/node-versions.ts';
import { output } from './support/process.ts';
import { runAction } from './support/run-action.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

const CONFIG = 'files: [{ src: static/, dst: /srv }]\nvolumes: [/data]';
const EMPTY_HOME = { GITHUB_SHA: '', GITHUB_REF: 'refs/tags/v1.0.0' };

let binary: string;
beforeAll(async () => {
  binary = await buildGo('package main\n\nimport "net/http"\n\nfunc main() { http.Get("https://example.com") }\n');
}, 300_000);

interface Variation {
  readonly node: NodeVersion;
  readonly mode: number;
  readonly time: number;
  readonly env: Readonly<Record<string, string>>;
}

/** The same inputs from a new folder, into a registry of its own. */
async function publish({ node, mode, time, env }: Variation) {
  const workspace = await temporaryFolder('checkout');
  await mkdir(join(workspace, 'static'));
  for (const name of ['app', 'static/a', 'static/b']) {
    await copyFile(name === 'app' ? binary : projectFile('package.json'), join(workspace, name));
    await chmod(join(workspace, name), mode);
    await utimes(join(workspace, name), time, time);
  }
  const registry: StrictRegistry = await startStrictRegistry();
  try {
    // The name of the registry is not a part of an image, but its port would be in the report.
    const inputs = { binary: 'app', image: `${registry.host}/acme/app`, config: CONFIG };
    const options = { workspace, node: await installedNode(node) };
    const { outputs, stdout } = await runAction(inputs, { ...EMPTY_HOME, ...env }, options);
    return { digest: outputs.digest ?? stdout, metadata: JSON.parse(outputs.metadata ?? '{}') };
  } finally {
    await registry.close();
  }
}

function projectFile(name: string): string {
  return join(import.meta.dirname, '../..', name);
}

describe('the digest', () => {
  test('is one on every Node, in every folder, with any times, modes, zone and locale', async () => {
    const variations: Variation[] = [
      { node: '24', mode: 0o755, time: 1_600_000_000, env: {} },
      { node: '22', mode: 0o600, time: 1_700_000_000, env: { TZ: 'Asia/Tokyo', LC_ALL: 'tr_TR.UTF-8' } },
      { node: '20.18.1', mode: 0o777, time: 0, env: { TZ: 'America/New_York', LANG: 'de_DE.UTF-8' } },
      { node: '20.18.1', mode: 0o755, time: 1, env: { UV_THREADPOOL_SIZE: '1' } },
    ];
    const digests = [];
    for (const variation of variations) digests.push((await publish(variation)).digest);
    expect(new Set(digests)).toEqual(new Set([digests[0]]));
    expect(digests[0]).toMatch(/^sha256:/);
  }, 300_000);

  test('of the layers stays, and of the configuration changes, with another commit', async () => {
    const first = await commitIn({ GIT_COMMITTER_DATE: '1700000000 +0000' });
    const second = await commitIn({ GIT_COMMITTER_DATE: '1710000000 +0000' });
    const [a, b] = [await publish({ ...PLAIN, env: first }), await publish({ ...PLAIN, env: second })];
    const layers = (metadata: Metadata) => metadata.platforms[0]?.layers.map(({ digest }) => digest);
    expect(layers(a.metadata)).toEqual(layers(b.metadata));
    expect(a.metadata.platforms[0]?.config).not.toBe(b.metadata.platforms[0]?.config);
  }, 300_000);
});

const PLAIN: Variation = { node: '24', mode: 0o755, time: 0, env: {} };

interface Metadata {
  readonly platforms: readonly { readonly config: string; readonly layers: readonly { readonly digest: string }[] }[];
}

/** A commit of another time in a repository of its own, as a runner would name it. */
async function commitIn(dates: Record<string, string>): Promise<Record<string, string>> {
  const folder = await temporaryFolder('repository');
  const git = (...args: string[]) =>
    output('git', ['-C', folder, '-c', 'user.name=n', '-c', 'user.email=e@example.com', ...args], {
      env: { ...process.env, ...dates },
    });
  await git('init', '-q');
  await git('commit', '-q', '--allow-empty', '-m', 'x');
  return { GITHUB_SHA: (await git('rev-parse', 'HEAD')).trim() };
}

afterAll(removeTemporaryFolders);
