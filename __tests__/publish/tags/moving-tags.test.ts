import { describe, expect, test } from '@jest/globals';
import semver from 'semver';
import { higherVersion, highestPublished } from '../../../src/publish/tags/moving-tags.ts';
import type { MovingTag } from '../../../src/publish/tags/tag-plan.ts';

const LATEST: MovingTag = { name: 'latest', prefix: '', suffix: '', forced: false };
const version = (text: string) => semver.parse(text) ?? undefined;

describe('moving tags', () => {
  test('the highest stable version counts, with and without v, in its range', () => {
    const tags = ['1.9.0', 'v1.10.0', '2.0.0-rc.1', 'latest', '2', 'nightly', '1.10', 'sha256-abc', '0.9.9'];
    expect(highestPublished(LATEST, tags)?.tag).toBe('v1.10.0');
    expect(highestPublished({ ...LATEST, major: 0 }, tags)?.tag).toBe('0.9.9');
    expect(highestPublished({ ...LATEST, major: 1, minor: 9 }, tags)?.tag).toBe('1.9.0');
    expect(highestPublished({ ...LATEST, major: 2 }, tags)).toBeUndefined();
  });

  test('a version moves where nothing higher is published, and its own tag does not count', () => {
    expect(higherVersion(LATEST, version('1.2.3'), [])).toBeUndefined();
    expect(higherVersion(LATEST, version('1.2.3'), ['1.2.3', 'v1.2.3', '1.2.3_build'])).toBeUndefined();
    expect(higherVersion(LATEST, version('1.2.3'), ['1.2.4'])?.tag).toBe('1.2.4');
    expect(higherVersion({ ...LATEST, forced: true }, version('1.2.3'), ['1.2.4'])).toBeUndefined();
  });

  test('a family with a suffix has its own versions', () => {
    const family = { ...LATEST, major: 1, suffix: '-alpine' };
    expect(higherVersion(family, version('1.2.3'), ['1.3.0-alpine', '2.0.0'])?.tag).toBe('1.3.0-alpine');
    expect(higherVersion({ ...LATEST, major: 1 }, version('1.2.3'), ['1.3.0-alpine'])).toBeUndefined();
  });
});
