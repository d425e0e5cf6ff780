import { describe, expect, test } from '@jest/globals';
import { builtCommitTime, builtRevision, revisionWarning } from '../../src/image/built-revision.ts';
import { goInfo } from '../support/plan-values.ts';

const [BUILT, EVENT, MERGE] = ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40)];
const from = (revision: string) => goInfo('example.com/app', { 'vcs.revision': revision });

describe('the revision of an image', () => {
  test('is what the binary says, with a warning where the run is for another commit', () => {
    const context = { revision: EVENT, eventCommit: EVENT };
    expect(builtRevision(context, [from(BUILT)])).toBe(BUILT);
    expect(revisionWarning(context, [from(BUILT)])).toBe(
      `built from commit ${BUILT}, and this run is for commit ${EVENT}. Check out what is published, and build after that`,
    );
  });

  test('has its own time, and not that of the commit which the run is for', () => {
    const context = { revision: EVENT, eventCommit: EVENT, commitTime: 86_400 };
    expect(builtCommitTime(context, [from(EVENT)])).toBe(86_400);
    expect(builtCommitTime(context, [])).toBe(86_400);
    expect(builtCommitTime(context, [from(BUILT)])).toBeUndefined();
  });

  test('is the head of a pull request whose merge was built', () => {
    const context = { revision: EVENT, eventCommit: MERGE };
    expect(builtRevision(context, [from(MERGE)])).toBe(EVENT);
    expect(revisionWarning(context, [from(MERGE)])).toBeUndefined();
  });

  test("is the event's where the binaries say nothing or different things", () => {
    const context = { revision: EVENT, eventCommit: EVENT };
    for (const binaries of [[], [{}], [from(BUILT), from(MERGE)]]) expect(builtRevision(context, binaries)).toBe(EVENT);
    expect(revisionWarning(context, [from(EVENT), from(BUILT)])).toContain(`commit ${BUILT},`);
    expect(revisionWarning({}, [from(BUILT)])).toBeUndefined();
    expect(builtRevision({}, [from(BUILT)])).toBe(BUILT);
  });
});
