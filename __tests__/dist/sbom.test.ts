import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { PROJECT, runAction } from '../real/support/run-action.ts';
import { removeTemporaryFolders } from '../real/support/temporary-folder.ts';

test('sbom-file writes what the binary says, without a push and without attest, the same in every run', async () => {
  const inputs = {
    binary: join(PROJECT, 'examples/hello/hello-linux-amd64'),
    image: 'registry.test/o/app',
    tags: '1.0.0',
    push: 'false',
    'sbom-file': 'out/app.spdx.json',
  };
  const [first, second] = [await runAction(inputs), await runAction(inputs)];
  const read = ({ workspace }: typeof first) => readFileSync(join(workspace, 'out/app.spdx.json'), 'utf8');
  expect(first.exitCode).toBe(0);
  expect(first.outputs.sbom).toBe('out/app.spdx.json');
  const document = JSON.parse(read(first));
  expect(document).toMatchObject({ spdxVersion: 'SPDX-2.3', name: `app@${first.outputs.digest}` });
  expect(document.packages[0].checksums[0].checksumValue).toBe(first.outputs.digest?.slice(7));
  expect(document.packages.length).toBeGreaterThan(1);
  expect(read(second)).toBe(read(first));
});

afterAll(removeTemporaryFolders);
