import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Secrets } from '../../src/credentials/secrets.ts';
import { readInputs } from '../../src/inputs/read-inputs.ts';
import type { RunLog, Transfer } from '../../src/ports.ts';
import type { EarlyConnections } from '../../src/registry/http/early-connections.ts';
import { closeBinaries } from '../../src/run/binaries.ts';
import { deliverAll } from '../../src/run/deliver-images.ts';
import type { Making } from '../../src/run/make-locally.ts';
import { resolvePrograms } from '../../src/run/resolve-programs.ts';
import type { RunPorts } from '../../src/run/run-ports.ts';
import { run } from '../../src/run.ts';
import { systemClock } from '../../src/runner/clock.ts';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { encoderAssets } from '../support/encoder-assets.ts';
import { ASSETS } from '../support/kit-assets.ts';
import { recordedLog } from '../support/publishing.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const PROJECT = join(import.meta.dirname, '../..');
const workspace = scratchFolder('shared-connections');

let registry: StrictRegistry;
beforeAll(async () => {
  registry = await startStrictRegistry();
  await mkdir(join(workspace, 'bin'));
  for (const name of ['api', 'worker'])
    await copyFile(join(PROJECT, 'examples/hello/hello-linux-amd64'), join(workspace, 'bin', name));
});
afterAll(() => registry.close());

interface Watched {
  begun: number;
  atOnce: number;
  most: number;
  readonly last: (() => Transfer)[];
}

function portsFor(image: string, watched?: Watched): RunPorts {
  const environment = {
    GITHUB_WORKSPACE: workspace,
    INPUT_IMAGE: image,
    INPUT_BINARY: 'bin/*',
    INPUT_VERSION: '1.0.0',
    INPUT_PUSH: 'true',
    INPUT_SUMMARY: 'false',
  };
  const log: RunLog = { ...recordedLog(), error: () => {}, group: (_, work) => work() };
  const watch = (transfer: () => Transfer) => {
    if (watched === undefined) return () => {};
    watched.begun += 1;
    watched.atOnce += 1;
    watched.most = Math.max(watched.most, watched.atOnce);
    watched.last.push(transfer);
    return () => {
      watched.atOnce -= 1;
    };
  };
  return {
    environment,
    inputs: readInputs(environment),
    log,
    secrets: new Secrets(),
    results: { writeOutputs: () => {}, writeSummary: async () => {}, announce: () => {} },
    progress: { watch },
    clock: systemClock,
    random: () => 0.5,
    processes: { run: async () => ({ exitCode: 1, stdout: '', stderr: '' }) },
    signal: new AbortController().signal,
    assets: ASSETS,
    encoder: encoderAssets(),
  } as unknown as RunPorts;
}

test.each([
  ['one image', 'acme/api', 'bin/api'],
  ['two images', 'two/{{name}}', 'bin/*'],
])('the push of %s is watched once, with all that is sent', async (_, repository, binary) => {
  const watched: Watched = { begun: 0, atOnce: 0, most: 0, last: [] };
  const ports = portsFor(`${registry.host}/${repository}`, watched);
  await run({ ...ports, inputs: { ...ports.inputs, binary } });
  expect(watched).toMatchObject({ begun: 1, atOnce: 0, most: 1 });
  const { sent, total } = watched.last[0]?.() ?? { sent: 0, total: 0 };
  expect(sent).toBeGreaterThan(0);
  expect(total).toBe(sent);
});

test('early connections are opened once for all programs', async () => {
  const opened: string[] = [];
  const connections = { close: () => {} } as EarlyConnections;
  const open = async () => {
    opened.push('opened');
    return connections;
  };
  const configs = await resolvePrograms(portsFor('registry.example.com/acme/{{name}}'), open);
  expect(configs.map(({ program }) => program)).toEqual(['api', 'worker']);
  expect(opened).toHaveLength(1);
  for (const { early } of configs) expect(await early).toBe(connections);
  await closeBinaries(configs.flatMap(({ binaries }) => binaries));
});

test('those for the uploads are opened once as well', async () => {
  const asked: number[] = [];
  const early = { openMore: (count: number) => void asked.push(count), close: () => {} } as unknown as EarlyConnections;
  const ports = portsFor(`${registry.host}/more/{{name}}`);
  const configs = await resolvePrograms(ports);
  // Nothing was made here: whoever reads an image fails, once the connections are asked for.
  const images = configs.map((config) => ({
    config: { ...config, early: Promise.resolve(early) },
    plan: { platforms: [], annotations: { index: {} }, chosenLabels: {} },
    making: { images: [] },
  }));
  await deliverAll(images as unknown as Making[], ports);
  expect(asked).toEqual([1]);
  await closeBinaries(configs.flatMap(({ binaries }) => binaries));
});
