import { ActionError } from '../../src/errors.ts';
import { readArtifacts, readReleaseMetadata } from '../../src/inputs/goreleaser-artifacts.ts';
import { artifact, METADATA } from './goreleaser-dists.ts';
import { mutateText } from './mutate-text.ts';
import { seeded } from './seeded.ts';

const LINUX = { id: 'api', goos: 'linux', goarch: 'amd64', levels: { goamd64: 'v3' } };
const ARTIFACTS = JSON.stringify([artifact(LINUX), artifact({ ...LINUX, goos: 'darwin' }), { type: 'Metadata' }]);

const PIECES = [
  '"',
  '\\',
  '[',
  '{',
  ']',
  '}',
  ',',
  ':',
  'null',
  '1e999',
  '"type":"Binary"',
  '"../../etc/passwd"',
  '"goarm":"7"',
  '\n',
  '\\u0000',
];

/** What came of so many changed texts. Anything but a value or an error with its line and column is thrown. */
export function sweepDists(count: number, seed: number): { taken: number; refused: number } {
  const random = seeded(seed);
  const found = { taken: 0, refused: 0 };
  for (let left = count; left > 0; left -= 1) {
    const artifacts = mutateText(ARTIFACTS, PIECES, random);
    const metadata = mutateText(JSON.stringify(METADATA), PIECES, random);
    for (const read of [
      () => readArtifacts(artifacts, 'dist/artifacts.json', ['linux']).binaries.map(({ path }) => path),
      () => (readReleaseMetadata(metadata, 'dist/metadata.json') ? [] : []),
    ])
      found[isRead(read) ? 'taken' : 'refused'] += 1;
  }
  return found;
}

function isRead(read: () => readonly string[]): boolean {
  try {
    for (const path of read()) if (path.split(/[\\/]/).includes('..')) throw new Error(`${path} leads out`);
    return true;
  } catch (thrown) {
    if (thrown instanceof ActionError && /^binary: dist\/\w+\.json:\d+:\d+: /.test(thrown.message)) return false;
    throw thrown;
  }
}
