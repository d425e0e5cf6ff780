import { expect, test } from '@jest/globals';
import { Secrets } from '../../src/credentials/secrets.ts';
import { readInputs } from '../../src/inputs/read-inputs.ts';
import { resolvePrograms } from '../../src/run/resolve-programs.ts';
import type { RunPorts } from '../../src/run/run-ports.ts';
import { systemClock } from '../../src/runner/clock.ts';
import { recordedLog } from '../support/publishing.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const workspace = scratchFolder('resolve-programs');

test.each(['ghcr.io/acme/app', 'ghcr.io/acme/{{name}}'])(
  'secrets are masked before any file is looked for: %s',
  async (image) => {
    const masked: string[] = [];
    const whenAsked: string[][] = [];
    const variables = { INPUT_IMAGE: image, INPUT_BINARY: 'missing', INPUT_PASSWORD: 'input-secret' };
    const ports = {
      inputs: readInputs(variables),
      environment: {
        get GITHUB_WORKSPACE() {
          whenAsked.push([...masked]);
          return workspace;
        },
      },
      log: recordedLog(),
      secrets: new Secrets((secret) => masked.push(secret)),
      clock: systemClock,
      processes: { run: async () => ({ exitCode: 1, stdout: '', stderr: '' }) },
      signal: new AbortController().signal,
    } as unknown as RunPorts;
    await expect(resolvePrograms(ports)).rejects.toThrow('missing');
    expect(whenAsked.length).toBeGreaterThan(1);
    for (const known of whenAsked) expect(known).toEqual(['input-secret']);
  },
);
