import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { validateImage } from '../../testing/validate-image.ts';
import { PROJECT, runAction } from '../real/support/run-action.ts';
import { removeTemporaryFolders } from '../real/support/temporary-folder.ts';

const HELLO = join(PROJECT, 'examples/hello/hello-linux-amd64');
const HELLO_ARM = join(PROJECT, 'examples/hello/hello-linux-arm64');
const TAGGED = { GITHUB_REF: 'refs/tags/v1.4.2', GITHUB_REF_NAME: 'v1.4.2', GITHUB_REF_TYPE: 'tag' };

let registry: StrictRegistry;
beforeAll(async () => {
  registry = await startStrictRegistry();
});
afterAll(() => registry.close());

describe('the action', () => {
  test('publishes a binary under the tags of a version and tells its digest', async () => {
    const image = `${registry.host}/acme/one`;
    const { exitCode, outputs, summary, artifacts, environment } = await runAction({ binary: HELLO, image }, TAGGED);
    expect(exitCode).toBe(0);
    const { digest } = outputs;
    expect(outputs).toMatchObject({
      image: `${image}@${digest}`,
      images: `${image}@${digest}`,
      name: image,
      tags: ['1.4.2', '1.4', '1', 'latest'].map((tag) => `${image}:${tag}`).join('\n'),
      version: '1.4.2',
      platforms: 'linux/amd64',
      pushed: 'true',
    });
    const found = await validateImage({ origin: registry.origin, repository: 'acme/one', reference: '1.4' });
    expect(found.digest).toBe(digest);
    expect(found.platforms[0]?.configDigest).toBe(outputs.imageid);
    expect(JSON.parse(outputs.metadata ?? '')).toMatchObject({ 'containerimage.digest': digest });
    expect(summary).toContain(`${image}@${digest}`);
    expect(artifacts).toBe(`oci://${image}@${digest}\n`);
    expect(environment).toBe('');
    expect(registry.violations).toEqual([]);
  });

  test('joins several platforms in one index and shares their kit', async () => {
    const image = `${registry.host}/acme/two`;
    const { outputs } = await runAction({ binary: `${HELLO}\nlinux/arm64=${HELLO_ARM}`, image, tags: 'v1' });
    const found = await validateImage({ origin: registry.origin, repository: 'acme/two', reference: 'v1' });
    expect(found.platforms.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64']);
    expect(found.platforms[0]?.layers[0]?.digest).toBe(found.platforms[1]?.layers[0]?.digest);
    expect(outputs).toMatchObject({ platforms: 'linux/amd64,linux/arm64', imageid: '' });
  });

  test('reports the digest that a push would give where it does not push', async () => {
    const image = `${registry.host}/acme/dry`;
    const dry = await runAction({ binary: HELLO, image, tags: 'x', push: 'false' });
    expect(registry.requests.filter(({ path }) => path.includes('acme/dry'))).toEqual([]);
    expect(dry.outputs).toMatchObject({ pushed: 'false', tags: '' });
    const wet = await runAction({ binary: HELLO, image, tags: 'x' });
    expect(wet.outputs).toMatchObject({ pushed: 'true', digest: dry.outputs.digest, size: dry.outputs.size });
  });

  test('merges what two jobs pushed by digest into the index that one push would have made', async () => {
    const image = `${registry.host}/acme/merged`;
    const single = { image, tags: 'none' };
    const amd = await runAction({ ...single, binary: HELLO, 'digest-file': 'digests/amd' });
    const arm = await runAction(
      { ...single, binary: HELLO_ARM, 'digest-file': 'digests/arm' },
      {},
      { workspace: amd.workspace },
    );
    expect(arm.exitCode).toBe(0);
    const merged = await runAction({ image, merge: 'digests/*' }, TAGGED, { workspace: amd.workspace });
    expect(merged.exitCode).toBe(0);
    expect(merged.outputs).toMatchObject({ version: '1.4.2', platforms: 'linux/amd64,linux/arm64', pushed: 'true' });
    const found = await validateImage({ origin: registry.origin, repository: 'acme/merged', reference: 'latest' });
    expect(found.platforms.map((platform) => platform.digest)).toEqual([amd.outputs.digest, arm.outputs.digest]);
  });

  test('tells what a merge would publish where it must not publish, and that nothing is known where nothing was pushed', async () => {
    const image = `${registry.host}/acme/unmerged`;
    const single = { image, tags: 'none' };
    const amd = await runAction({ ...single, binary: HELLO });
    const arm = await runAction({ ...single, binary: HELLO_ARM });
    const inputs = {
      image,
      merge: `${amd.outputs.digest}\n${arm.outputs.digest}`,
      platforms: 'linux/arm64,linux/amd64',
    };
    const pull = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/7/merge' };
    registry.forgetRequests();
    const dry = await runAction(inputs, pull);
    expect(dry.exitCode).toBe(0);
    expect(dry.stdout).toMatch(/^::notice::Nothing was merged: this is a pull request/m);
    expect(registry.requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD')).toEqual([]);
    expect(dry.outputs).toMatchObject({ pushed: 'false', tags: '', platforms: 'linux/amd64,linux/arm64' });
    const wet = await runAction({ ...inputs, tags: 'x' });
    expect(wet.outputs).toMatchObject({ pushed: 'true', digest: dry.outputs.digest, size: dry.outputs.size });

    const unknown = await runAction({ ...inputs, merge: `sha256:${'0'.repeat(64)}` }, pull);
    expect(unknown).toMatchObject({ exitCode: 0, outputs: { pushed: 'false', version: '' } });
    expect(unknown.stdout).toContain('The digest is not known, since the images are not all there');
    const wrong = await runAction({ ...inputs, platforms: 'linux/amd64' }, pull);
    expect(wrong.exitCode).toBe(1);
    const elsewhere = await runAction({ ...inputs, merge: `ghcr.io/acme/app@${amd.outputs.digest}` }, pull);
    expect(elsewhere.stdout).toMatch(/^::error::merge: .* is on another registry/m);
    const guarded = await runAction({ ...inputs, tags: 'y', platforms: 'linux/amd64' });
    expect(guarded.exitCode).toBe(1);
    expect(guarded.stdout).toMatch(
      /^::error::platforms: the merged images are for linux\/amd64, linux\/arm64; not in the list: linux\/arm64/m,
    );
  });

  test('changes nothing and succeeds when it is run again', async () => {
    const inputs = { binary: HELLO, image: `${registry.host}/acme/again` };
    const first = await runAction(inputs, TAGGED);
    registry.forgetRequests();
    const second = await runAction(inputs, TAGGED);
    const { metadata: _, ...unchanged } = first.outputs;
    expect(second.outputs).toMatchObject(unchanged);
    expect(second.outputs.metadata).toContain('"uploaded": "existed"');
    expect(registry.requests.filter(({ method }) => method === 'PUT' || method === 'PATCH')).toEqual([]);
  });
});

afterAll(removeTemporaryFolders);
