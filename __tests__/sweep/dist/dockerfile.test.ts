import { chmod, copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../../testing/strict-registry/strict-registry.ts';
import { PROJECT, runAction } from '../../real/support/run-action.ts';
import { removeTemporaryFolders } from '../../real/support/temporary-folder.ts';
import { scratchFolder, writeTree } from '../../support/scratch-folder.ts';

const DOCKERFILE = `FROM golang AS builder
FROM scratch
ARG TARGETARCH
LABEL arch=$TARGETARCH
COPY --from=builder /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY app-$TARGETARCH /app
ENTRYPOINT ["/app"]
`;

const workspace = scratchFolder('dockerfile');
let registry: StrictRegistry;
beforeAll(async () => {
  registry = await startStrictRegistry();
  await mkdir(workspace, { recursive: true });
  await writeTree(workspace, { Dockerfile: DOCKERFILE });
  for (const arch of ['amd64', 'arm64']) {
    await copyFile(join(PROJECT, `examples/hello/hello-linux-${arch}`), join(workspace, `app-${arch}`));
    await chmod(join(workspace, `app-${arch}`), 0o755);
  }
});
afterAll(() => registry.close());

function run(inputs: Readonly<Record<string, string>>) {
  return runAction(
    { dockerfile: 'Dockerfile', image: `${registry.host}/acme/app`, tags: '1.0.0', ...inputs },
    {},
    { workspace },
  );
}

describe('a Dockerfile in the place of a config block', () => {
  test('is published for each platform of the list', async () => {
    const { exitCode, stdout, outputs, summary } = await run({ platforms: 'linux/amd64,linux/arm64' });
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0 });
    expect(outputs).toMatchObject({ pushed: 'true', platforms: 'linux/amd64,linux/arm64' });
    expect(summary).toContain('the program runs as root; USER 65532:65532, unless it has to');
    expect(stdout).not.toContain('The files for');
  });

  test('is shown file by file where nothing is pushed', async () => {
    registry.forgetRequests();
    const { stdout, outputs } = await run({ push: 'false' });
    expect(outputs.pushed).toBe('false');
    expect(stdout).toContain('-rwxr-xr-x 0:0 /app, 736 B from app-amd64');
    expect(stdout).toMatch(/-rw-r--r-- 0:0 \/etc\/ssl\/certs\/ca-certificates.crt, \d+ kB from the kit/);
    expect(registry.requests).toHaveLength(0);
  });

  test('takes the input binary where a stage that nothing maps would bring the program', async () => {
    await writeTree(workspace, {
      Stage: 'FROM golang AS build\nFROM scratch\nCOPY --from=build /src/main /bin/app\nCMD ["/bin/app"]\n',
    });
    const { exitCode, stdout, outputs } = await run({
      dockerfile: 'Stage',
      binary: 'app-*',
      tags: 'stage',
      push: 'false',
    });
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0 });
    expect(outputs.platforms).toBe('linux/amd64,linux/arm64');
    expect(stdout).toContain('-rwxr-xr-x 0:0 /bin/app, 736 B from app-amd64');
    const same = await run({ binary: 'app-amd64', push: 'false' });
    expect(same.stdout).not.toContain('is not used');
    await copyFile(join(workspace, 'app-amd64'), join(workspace, 'other'));
    const other = await run({ binary: 'other', push: 'false' });
    expect(other.stdout).toContain('binary: other is not used; the Dockerfile takes /app from app-amd64.');
  });

  test('may make an image that starts nothing', async () => {
    await writeTree(workspace, { Bundle: 'FROM scratch\nLABEL bundle=1\nCOPY Dockerfile /manifests/\n' });
    const { exitCode, stdout, outputs, summary } = await run({ dockerfile: 'Bundle', tags: 'bundle' });
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0 });
    expect(stdout).toContain('linux/amd64: files, starts nothing');
    expect(outputs).toMatchObject({ pushed: 'true', platforms: 'linux/amd64' });
    expect(summary).toContain('starts nothing: no entrypoint and no cmd');
    expect(summary).not.toContain('⚠️');
  });

  test('may make an image for another runtime than the kernel', async () => {
    await writeTree(workspace, {
      'app.wasm': '\0asm\x01\0\0\0',
      Wasm: 'FROM scratch\nCOPY app.wasm /\nENTRYPOINT ["/app.wasm"]\n',
    });
    const { exitCode, stdout, outputs } = await run({ dockerfile: 'Wasm', tags: 'wasm', platforms: 'wasi/wasm' });
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0 });
    expect(outputs).toMatchObject({ platforms: 'wasi/wasm' });
  });

  test('that is wrong is said with line and column, together with wrong inputs, before anything is sent', async () => {
    registry.forgetRequests();
    await writeTree(workspace, { Broken: 'FROM scratch\nRUN make\nENTRYPOINT /app\n' });
    const { exitCode, stdout } = await run({ dockerfile: 'Broken', concurrency: 'many' });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/concurrency[\s\S]*Broken:2:1: RUN[\s\S]*Broken:3:12: ENTRYPOINT/);
    expect(registry.requests).toHaveLength(0);
  });

  test.each([
    [{ config: 'user: root' }, 'dockerfile: cannot be used together with config'],
    [{ dockerfile: '', binary: 'app-amd64', target: 'x' }, 'target: is for a Dockerfile; set dockerfile: Dockerfile'],
    [{ stages: 'nothing' }, 'is not of the form STAGE=DIR'],
    [{ 'build-args': 'nothing' }, 'is not of the form NAME=value'],
    [{ dockerfile: 'Dockerfil' }, 'Near it: Dockerfile'],
  ])('%j is refused', async (inputs, said) => {
    const { exitCode, stdout } = await run(inputs);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(said);
  });
});

afterAll(removeTemporaryFolders);
