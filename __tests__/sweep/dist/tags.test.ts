import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../../testing/strict-registry/strict-registry.ts';
import { PROJECT, runAction } from '../../real/support/run-action.ts';
import { removeTemporaryFolders } from '../../real/support/temporary-folder.ts';

const HELLO = join(PROJECT, 'examples/hello/hello-linux-amd64');
const COMMIT = '0123456789abcdef0123456789abcdef01234567';

const tagged = (name: string) => ({ GITHUB_REF: `refs/tags/${name}`, GITHUB_SHA: COMMIT });
const onBranch = (name: string) => ({ GITHUB_REF: `refs/heads/${name}`, GITHUB_SHA: COMMIT });

let registry: StrictRegistry;
beforeAll(async () => {
  registry = await startStrictRegistry();
});
afterAll(() => registry.close());

describe('the tags of the action', () => {
  test("docker/metadata-action's lines and flavor are taken as they are, beside the project's own", async () => {
    const image = `${registry.host}/acme/lines`;
    const inputs = {
      binary: HELLO,
      image,
      flavor: 'suffix=-alpine,onlatest=true',
    };
    const wrong = await runAction({ ...inputs, flavor: 'sufix=x' }, tagged('v1.4.2'));
    expect(wrong.exitCode).toBe(1);
    expect(wrong.stdout).toContain('flavor: in "sufix=x", "sufix=x" is not known');
    const tags = [
      '# as they were there',
      'type=semver,pattern={{version}}',
      'type=semver,pattern={{major}}.{{minor}},enable=true # short',
      'type=sha,format=long,suffix=',
      'auto, stable',
    ].join('\n');
    const { exitCode, outputs } = await runAction({ ...inputs, tags }, tagged('v1.4.2'));
    expect(exitCode).toBe(0);
    const names = ['1.4.2-alpine', 'stable-alpine', `sha-${COMMIT}`, '1.4-alpine', '1-alpine', 'latest-alpine'];
    expect(outputs.tags?.split('\n').sort()).toEqual(names.map((name) => `${image}:${name}`).sort());
    expect(registry.violations).toEqual([]);
  });

  test('the pasted list of another tool moves no release tag back', async () => {
    const image = `${registry.host}/acme/pasted`;
    await runAction({ binary: HELLO, image }, tagged('v2.0.0'));
    const pasted = ['1.4.2', '1.4', '1', 'latest'].map((tag) => `${image}:${tag}`).join('\n');
    const { exitCode, outputs, stdout } = await runAction({ binary: HELLO, tags: pasted }, onBranch('main'));
    expect(exitCode).toBe(0);
    expect(outputs.tags).toBe(['1.4.2', '1.4', '1'].map((tag) => `${image}:${tag}`).join('\n'));
    expect(stdout).toContain('latest left alone (2.0.0 is published and higher)');
  });

  test('a release of another program, and a branch called like a release, publish nothing and succeed', async () => {
    const image = `${registry.host}/acme/worker`;
    const other = await runAction({ binary: HELLO, image, 'tag-prefix': 'worker/' }, tagged('api/v1.4.2'));
    expect(other).toMatchObject({ exitCode: 0, outputs: { pushed: 'false', tags: '' } });
    expect(other.stdout).toContain('::notice::This is not a release of worker: skipped');
    const branch = await runAction({ binary: HELLO, image }, onBranch('1.4'));
    expect(branch).toMatchObject({ exitCode: 0, outputs: { pushed: 'false', tags: '' } });
    expect(branch.stdout).toContain(
      '::notice::1.4 was skipped: the name of the branch 1.4 is the name of a release tag',
    );
    expect(registry.requests.filter(({ path }) => path.includes('acme/worker'))).toEqual([]);
    const own = await runAction({ binary: HELLO, image, 'tag-prefix': 'worker/' }, tagged('worker/v1.4.2'));
    expect(own.outputs).toMatchObject({ pushed: 'true', version: '1.4.2' });
  });

  test('a flagged pre-release is marked, so that latest goes to the next release of the line before', async () => {
    const image = `${registry.host}/acme/flagged`;
    const flagged = { GITHUB_EVENT_NAME: 'release', ...tagged('v2.0.0') };
    const release = { action: 'prereleased', release: { tag_name: 'v2.0.0', prerelease: true, draft: false } };
    const first = await runAction({ binary: HELLO, image }, flagged, { event: release });
    expect(first.outputs.tags).toBe(`${image}:2.0.0`);
    const second = await runAction({ binary: HELLO, image }, tagged('v1.9.1'));
    expect(second.outputs.tags).toContain(`${image}:latest`);
  });

  test("a rerun with metadata-action's labels, which hold the time, changes nothing", async () => {
    const inputs = { binary: HELLO, image: `${registry.host}/acme/labels` };
    const labels = (time: string) => `org.opencontainers.image.created=${time}\norg.opencontainers.image.title=App`;
    const annotations = 'manifest:a=b\nindex:a=b\nmanifest-descriptor:a=b';
    const first = await runAction({ ...inputs, annotations, labels: labels('2026-11-25T12:00:00Z') }, tagged('v1.4.2'));
    expect(first.stdout).toContain('::notice::annotations: those of the level manifest-descriptor: are left out');
    const again = await runAction({ ...inputs, annotations, labels: labels('2026-11-25T13:00:00Z') }, tagged('v1.4.2'));
    expect(again.exitCode).toBe(0);
    expect(again.outputs.digest).toBe(first.outputs.digest);
  });

  test('what is wrong is said once, together with all else that is wrong', async () => {
    const tags = '1.4.2 # the release\nfeature/x\nghcr.io/o/a:refs/tags/v1\ntype=semver';
    const inputs = { binary: HELLO, tags, version: '1.2', flavor: 'alpine', image: 'ghcr.io/o/a, ghcr.io/o/b' };
    const { exitCode, stdout } = await runAction(inputs, tagged('v1.4.2'));
    expect(exitCode).toBe(1);
    const problems = stdout.match(/(?:tags|version|image|flavor): [^%\n]*/g) ?? [];
    expect(problems).toEqual([
      expect.stringContaining('version: "1.2" is not a valid SemVer version'),
      expect.stringContaining('flavor: in "alpine", "alpine" is not known'),
      expect.stringContaining('tags: "1.4.2 # the release" is not a valid tag: a comment needs a line of its own'),
      expect.stringContaining('tags: "feature/x" is not a valid tag: "/" is not allowed in a tag. Write feature-x'),
      expect.stringContaining('tags: "refs/tags/v1" is not a valid tag: it is the full name of a Git ref'),
      expect.stringContaining('tags: in "type=semver", pattern= is missing, which type=semver needs'),
    ]);
  });
});

afterAll(removeTemporaryFolders);
