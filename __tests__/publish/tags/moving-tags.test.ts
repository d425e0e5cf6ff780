import { describe, expect, test } from '@jest/globals';
import { comparableTag } from '../../../src/publish/tags/comparable-version.ts';
import { higherVersions, publishedVersions } from '../../../src/publish/tags/moving-tags.ts';
import type { MovingTag } from '../../../src/publish/tags/tag-plan.ts';

const LATEST: MovingTag = { name: 'latest', families: [{ prefix: '', suffix: '' }], forced: false };

function latestOf(version: string, more: Partial<MovingTag> = {}, scheme: 'semver' | 'pep440' = 'semver'): MovingTag {
  const read = comparableTag(version, scheme);
  if (read === undefined) throw new Error(`${version} is not a version`);
  return { ...LATEST, version: read, ...more };
}

const tagsOf = (versions: readonly { tag: string }[]) => versions.map(({ tag }) => tag);

describe('moving tags', () => {
  test('the highest stable version counts, with and without v, in its range', () => {
    const tags = ['1.9.0', 'v1.10.0', '2.0.0-rc.1', 'latest', '2', 'nightly', '1.10', 'sha256-abc', '0.9.9'];
    expect(tagsOf(publishedVersions(LATEST, tags))).toEqual(['v1.10.0', '1.9.0', '0.9.9']);
    expect(tagsOf(publishedVersions({ ...LATEST, major: 0 }, tags))).toEqual(['0.9.9']);
    expect(tagsOf(publishedVersions({ ...LATEST, major: 1, minor: 9 }, tags))).toEqual(['1.9.0']);
    expect(publishedVersions({ ...LATEST, major: 2 }, tags)).toEqual([]);
  });

  test('a version moves where nothing higher is published, and its own tag does not count', () => {
    expect(higherVersions(latestOf('1.2.3'), [])).toEqual([]);
    expect(higherVersions(latestOf('1.2.3'), ['1.2.3', 'v1.2.3', '1.2.3_build'])).toEqual([]);
    expect(tagsOf(higherVersions(latestOf('1.2.3'), ['1.2.4', '1.10.0']))).toEqual(['1.10.0', '1.2.4']);
    expect(higherVersions(latestOf('1.2.3', { forced: true }), ['1.2.4'])).toEqual([]);
  });

  test('without a version, every published one of the range stands in the way', () => {
    expect(tagsOf(higherVersions(LATEST, ['0.1.0', 'main']))).toEqual(['0.1.0']);
    expect(higherVersions({ ...LATEST, major: 42 }, ['0.1.0', 'main'])).toEqual([]);
  });

  test('a family with a suffix is compared within itself', () => {
    const alpine = { families: [{ prefix: '', suffix: '-alpine' }], major: 1 };
    expect(tagsOf(higherVersions(latestOf('1.2.3', alpine), ['1.3.0-alpine', '1.4.0']))).toEqual(['1.3.0-alpine']);
    expect(higherVersions(latestOf('1.2.3', { major: 1 }), ['1.3.0-alpine'])).toEqual([]);
  });

  test('versions of Python are compared by its own rules', () => {
    const own = latestOf('24.4', {}, 'pep440');
    expect(tagsOf(higherVersions(own, ['24.10', '24.10rc1', '24.3', '20260101']))).toEqual(['24.10']);
    expect(tagsOf(higherVersions(latestOf('1.2', {}, 'pep440'), ['1.2.0', '1.2.0.1', '1.1.9']))).toEqual(['1.2.0.1']);
  });
});
