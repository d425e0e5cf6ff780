import { expect, test } from '@jest/globals';
import { dotenvOf, jsonOf } from '../../src/cli/outputs.ts';
import { OUTPUT_NAMES } from '../../src/report/output-names.ts';

const OUTPUTS = {
  digest: 'sha256:1',
  images: 'a@sha256:1\nb@sha256:1',
  tags: '',
  platforms: 'linux/amd64,linux/arm64',
  size: '12',
  pushed: 'false',
  metadata: '{"a":1}',
  attestations: '[]',
};

test('the outputs as JSON have the types that they stand for', () => {
  expect(JSON.parse(jsonOf(OUTPUTS))).toEqual({
    digest: 'sha256:1',
    images: ['a@sha256:1', 'b@sha256:1'],
    tags: [],
    platforms: ['linux/amd64', 'linux/arm64'],
    size: 12,
    pushed: false,
    metadata: { a: 1 },
    attestations: [],
  });
});

test('the outputs as variables have one line each, and none holds JSON', () => {
  const lines = dotenvOf(OUTPUTS).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining(['FROM_SCRATCH_DIGEST=sha256:1', 'FROM_SCRATCH_IMAGES=a@sha256:1 b@sha256:1']),
  );
  expect(lines).toEqual(
    expect.arrayContaining(['FROM_SCRATCH_TAGS=', 'FROM_SCRATCH_PLATFORMS=linux/amd64,linux/arm64']),
  );
  const names = OUTPUT_NAMES.filter((name) => name !== 'metadata' && name !== 'attestations').map(
    (name) => `FROM_SCRATCH_${name.toUpperCase()}`,
  );
  expect(lines.map((line) => line.split('=')[0])).toEqual([...names, '']);
});
