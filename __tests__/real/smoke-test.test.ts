import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { buildC, buildGo, goArch } from './support/build.ts';
import { type Docker, startDocker } from './support/dockerd.ts';
import { TINY_GO } from './support/programs.ts';
import { type ActionRun, runAction } from './support/run-action.ts';
import { removeTemporaryFolders } from './support/temporary-folder.ts';

/** Ends with the code that it is given, 0 without one. */
const PROGRAM = `#include <stdio.h>
#include <stdlib.h>
int main(int count, char **args) {
  puts("hello");
  if (count < 2) return 0;
  fprintf(stderr, "asked for %s\\n", args[1]);
  return atoi(args[1]);
}
`;

describe('smoke-test with docker', () => {
  let docker: Docker;
  let registry: StrictRegistry;
  let binary: string;

  beforeAll(async () => {
    docker = await startDocker();
    registry = await startStrictRegistry();
    binary = await buildC(PROGRAM);
  });

  afterAll(async () => {
    await registry.close();
    await docker.stop();
    await removeTemporaryFolders();
  });

  function publish(tag: string, inputs: Readonly<Record<string, string>>): Promise<ActionRun> {
    const image = `${registry.host}/o/smoke`;
    return runAction({ binary, image, tags: tag, config: 'path: /app', ...inputs }, { DOCKER_HOST: docker.host });
  }

  async function isPushed(tag: string): Promise<boolean> {
    return (await fetch(`${registry.origin}/v2/o/smoke/manifests/${tag}`)).ok;
  }

  test('publishes what ended well, and leaves no image behind', async () => {
    expect(await publish('good', { 'smoke-test': 'true' })).toMatchObject({ exitCode: 0 });
    expect(await isPushed('good')).toBe(true);
    expect(await docker.docker('image', 'ls', '--quiet')).toBe('');
  }, 60_000);

  test('publishes nothing that ended badly, and tells its last words', async () => {
    const { exitCode, stdout } = await publish('bad', { 'smoke-test': '127' });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('::error::The image with the arguments 127 ended with exit code 127 in the smoke test.');
    expect(stdout).toContain('hello%0Aasked for 127');
    expect(await isPushed('bad')).toBe(false);
  }, 60_000);

  test('tells apart what docker could not start', async () => {
    // What a volume brings is not there before the image runs, so nothing but a runtime can see that it is missing.
    const config = 'path: /app\nvolumes: [/late]\nentrypoint: [/late/app]';
    const { exitCode, stdout } = await publish('missing', { 'smoke-test': 'true', config });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /::error::docker could not start the image for the smoke test \(exit code 127\).*\/late\/app/,
    );
    expect(await isPushed('missing')).toBe(false);
  }, 60_000);

  test('leaves out the platforms that this machine cannot run, and says so', async () => {
    const foreign = await buildGo(TINY_GO, { arch: goArch() === 's390x' ? 'amd64' : 's390x' });
    const run = await publish('both', { binary: `${binary}\n${foreign}`, 'smoke-test': 'true' });
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toMatch(/::notice::The smoke test leaves out linux\/\w+: this machine cannot run it/);
  }, 120_000);
});
