import { beforeAll, expect, test } from '@jest/globals';
import type { FileSource } from '../../src/files/file-source.ts';
import { makePlans } from '../../src/run/make-plans.ts';
import type { RunConfig } from '../../src/run/resolve-config.ts';
import type { RunPorts } from '../../src/run/run-ports.ts';
import { ASSETS } from '../support/kit-assets.ts';
import { binaryOf, blockOf, CONTEXT } from '../support/plan-values.ts';
import { scratchFolder, writeTree } from '../support/scratch-folder.ts';

const workspace = scratchFolder('make-plans');
const ports = { environment: {}, assets: ASSETS, clock: { now: () => 0 } } as Partial<RunPorts> as RunPorts;

beforeAll(() => writeTree(workspace, { 'one.bin': Buffer.alloc(100_000, '1') }));

function configOf(program: string): RunConfig {
  const request = { created: '', labels: {}, platforms: [], smokeTest: undefined, digestFile: '' };
  return {
    program,
    request,
    block: blockOf(`files: [{ src: ${program}.bin, dst: /data/ }]`),
    annotations: { manifest: {}, index: {} },
    context: CONTEXT,
    binaries: [binaryOf(program)],
    stages: [],
    outputs: [],
    workspace,
  } as unknown as RunConfig;
}

test('what one plan has opened is there to be closed where another plan fails', async () => {
  const opened: FileSource[] = [];
  await expect(makePlans([configOf('one'), configOf('missing')], opened, ports)).rejects.toThrow('missing.bin');
  const [file] = opened.filter(({ path }) => path?.endsWith('one.bin'));
  expect(file).toBeDefined();
  await Promise.all(opened.map((source) => source.close()));
});
