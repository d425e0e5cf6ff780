import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/inputs/request.ts';
import { withRelease, withReleaseVersion } from '../../src/run/goreleaser-release.ts';
import type { SourceContext } from '../../src/source-context.ts';
import { METADATA } from '../support/goreleaser-dists.ts';

const RELEASED = { version: '1.4.2', tag: 'v1.4.2', commit: METADATA.commit, time: 1_772_366_400 };
const SNAPSHOT = { ...RELEASED, version: '1.4.3-SNAPSHOT-0123456' };
const SHELL: SourceContext = { event: '', ref: '', serverUrl: 'https://github.com' };
const BRANCH: SourceContext = { ...SHELL, event: 'push', ref: 'refs/heads/main', revision: 'f'.repeat(40) };

function versionOf(context: SourceContext, metadata: typeof RELEASED, given: Partial<Request> = {}): string {
  return withReleaseVersion({ version: '', tagPrefix: '', ...given } as Request, context, metadata).version;
}

describe('what goreleaser says of a release', () => {
  test('is taken outside of a runner: tag, commit and time', () => {
    expect(withRelease(SHELL, RELEASED)).toMatchObject({
      ref: 'refs/tags/v1.4.2',
      revision: METADATA.commit,
      buildTime: 1_772_366_400,
    });
  });

  test('does not make a tag of a snapshot, whose tag is that of the release before it', () => {
    expect(withRelease(SHELL, SNAPSHOT).ref).toBe('');
    expect(versionOf(SHELL, SNAPSHOT)).toBe('1.4.3-SNAPSHOT-0123456');
  });

  test('leaves the event what it knows', () => {
    expect(withRelease(BRANCH, RELEASED)).toMatchObject({ ref: 'refs/heads/main', revision: 'f'.repeat(40) });
    expect(versionOf({ ...BRANCH, ref: 'refs/tags/v9.0.0' }, RELEASED)).toBe('');
    expect(versionOf(BRANCH, RELEASED, { version: '2.0.0' })).toBe('2.0.0');
    expect(versionOf(BRANCH, RELEASED)).toBe('1.4.2');
  });

  test('is no version of a pull request, and none where it is not SemVer', () => {
    expect(versionOf({ ...BRANCH, event: 'pull_request' }, RELEASED)).toBe('');
    expect(versionOf(BRANCH, { ...RELEASED, version: 'nightly' })).toBe('');
  });
});
