import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { recordArtifacts } from '../../src/report/artifacts.ts';
import { digest } from '../support/run-reports.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const folder = scratchFolder('artifacts');
const [ONE, TWO] = [digest('one'), digest('two')];
const image = (name: string, of = ONE) => ({ name, digest: of, tags: [] });

/** What is in the file afterwards, and what was said. */
async function record(list: string | undefined, images: Parameters<typeof recordArtifacts>[1], before = '') {
  const file = join(folder, 'artifacts');
  const listed = join(folder, 'list.json');
  writeFileSync(file, before);
  if (list !== undefined) writeFileSync(listed, list);
  const environment = { GITHUB_ARTIFACTS: file, ...(list === undefined ? {} : { GITHUB_ARTIFACTS_LIST: listed }) };
  const notes = await recordArtifacts(environment, images);
  return { lines: readFileSync(file, 'utf8'), notes };
}

const listOf = (...subjects: unknown[]) => JSON.stringify({ version: 1, subjects });

describe('the list of artifacts', () => {
  test('names each image once, without a tag', async () => {
    expect(await record(undefined, [image('ghcr.io/acme/app'), image('docker.io/acme/app')])).toEqual({
      lines: `oci://ghcr.io/acme/app@${ONE}\noci://docker.io/acme/app@${ONE}\n`,
      notes: [],
    });
  });

  test.each([
    ['a map of digests', listOf({ name: 'ghcr.io/acme/app', digest: { sha256: TWO.slice(7) }, kind: 'oci' }), ''],
    ['a digest', listOf({ name: 'oci://ghcr.io/acme/app', digest: TWO, kind: 'oci' }), ''],
    ['a line of this step', undefined, `oci://ghcr.io/acme/app@${TWO}\n`],
  ])(
    'leaves out, and says so, what is there with another digest, as the runner would fail the step: %s',
    async (_, list, before) => {
      const { lines, notes } = await record(list, [image('ghcr.io/acme/app'), image('ghcr.io/acme/other')], before);
      expect(lines).toBe(`${before}oci://ghcr.io/acme/other@${ONE}\n`);
      expect(notes).toEqual([
        expect.stringContaining('ghcr.io/acme/app is in GITHUB_ARTIFACTS with another digest already'),
      ]);
    },
  );

  test('leaves out without a word what is there with the same digest', async () => {
    const list = listOf({ name: 'ghcr.io/acme/app', digest: ONE, kind: 'oci' });
    expect(await record(list, [image('ghcr.io/acme/app')])).toEqual({ lines: '', notes: [] });
  });

  test.each(['', '{', '[]', 'null', '{"subjects": 1}', listOf(null, 1, { name: 1 }, { name: 'x', digest: null })])(
    'takes %j for an empty list',
    async (list) => {
      expect((await record(list, [image('ghcr.io/acme/app')])).lines).toBe(`oci://ghcr.io/acme/app@${ONE}\n`);
    },
  );

  test('is not written where the runner has none', async () => {
    expect(await recordArtifacts({}, [image('ghcr.io/acme/app')])).toEqual([]);
  });
});
