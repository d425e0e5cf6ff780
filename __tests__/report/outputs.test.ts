import { describe, expect, test } from '@jest/globals';
import { OUTPUT_NAMES } from '../../src/report/output-names.ts';
import { outputsOf } from '../../src/report/outputs.ts';
import { digest, RELEASE } from '../support/run-reports.ts';

describe('outputs', () => {
  test('are all there, in the order of action.yml', () => {
    expect(Object.keys(outputsOf(RELEASE))).toEqual([...OUTPUT_NAMES]);
  });

  test('of a release name the tags that stand at it, and count a shared layer once', () => {
    const outputs = outputsOf(RELEASE);
    expect(outputs).toMatchObject({
      image: `ghcr.io/acme/app@${digest('a')}`,
      tags: 'ghcr.io/acme/app:1.4.2\nghcr.io/acme/app:1.4',
      platforms: 'linux/amd64,linux/arm64',
      imageid: '',
      size: String(140_211 + 4_811_020 + 4_601_020 + 2 * 1180),
      pushed: 'true',
    });
    expect(JSON.parse(outputs.metadata)).toMatchObject({
      'containerimage.digest': digest('a'),
      'containerimage.descriptor': { digest: digest('a'), size: 685 },
      platforms: [{ platform: 'linux/amd64' }, { platform: 'linux/arm64' }],
    });
  });

  test('leave out a registry that failed, also where it is the first', () => {
    const failed = { name: 'docker.io/acme/app', digest: digest('a'), tags: [], error: 'DENIED' };
    const outputs = outputsOf({ ...RELEASE, pushed: false, images: [failed, ...RELEASE.images] });
    expect(outputs).toMatchObject({
      name: 'ghcr.io/acme/app',
      images: `ghcr.io/acme/app@${digest('a')}`,
      pushed: 'false',
    });
    expect(outputsOf({ ...RELEASE, pushed: false, images: [failed] })).toMatchObject({ image: '', name: '', tags: '' });
  });

  test('that are JSON can be parsed where nothing was published or attested', () => {
    const { attestations, metadata } = outputsOf({
      ...RELEASE,
      pushed: false,
      images: RELEASE.images.map((image) => ({ ...image, tags: [] })),
      proof: undefined,
    });
    expect(JSON.parse(attestations)).toEqual([]);
    expect(JSON.parse(metadata)).toMatchObject({
      'containerimage.digest': RELEASE.root.digest,
      'image.name': 'ghcr.io/acme/app',
      platforms: [{ platform: 'linux/amd64' }, { platform: 'linux/arm64' }],
    });
  });

  test('of one platform have the digest of its configuration', () => {
    expect(outputsOf({ ...RELEASE, platforms: RELEASE.platforms.slice(0, 1) }).imageid).toBe(digest('3'));
  });
});
