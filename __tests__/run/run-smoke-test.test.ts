import { tmpdir } from 'node:os';
import { expect, it } from '@jest/globals';
import type { RunPorts } from '../../src/run/run-ports.ts';
import { runSmokeTest } from '../../src/run/run-smoke-test.ts';
import { finishedSet } from '../support/finished-images.ts';

const ARCHITECTURE = process.arch === 'x64' ? 'amd64' : process.arch;

it('says that the image cannot be written for the smoke test, and names no output that nobody asked for', async () => {
  const { images } = await finishedSet({ [`linux/${ARCHITECTURE}`]: [[]] });
  const full = async function* (): AsyncGenerator<Buffer> {
    yield Buffer.alloc(512);
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };
  const ports = { environment: { RUNNER_TEMP: tmpdir() }, signal: new AbortController().signal } as Partial<RunPorts>;
  await expect(runSmokeTest(images, full, [], ports as RunPorts)).rejects.toThrow(
    /^smoke-test: the image cannot be written to .*smoke-test-\w+: ENOSPC: no space left on device, write$/,
  );
});
