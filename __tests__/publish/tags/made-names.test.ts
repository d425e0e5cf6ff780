import { describe, expect, test } from '@jest/globals';
import { tagNames } from '../../../src/publish/tags/tag-plan.ts';
import { contextOf, plainEvent, pushEvent } from '../../support/github-events.ts';
import { planFor, pushOf } from '../../support/publishing.ts';

const branch = (name: string) => pushOf(`refs/heads/${name}`);
const names = (plan: ReturnType<typeof planFor>) => plan.moving.map(({ name }) => name);

describe('the tag of a release is one, whatever its name was put together from', () => {
  test.each([
    ['test', 'la{{branch}}', 'latest', 'is the name of a release tag'],
    ['test', 'type=ref,event=branch,prefix=la', 'latest', 'is the name of a release tag'],
    ['4', 'type=ref,event=branch,prefix=1.', '1.4', 'is the name of a release tag'],
    ['9', '9.9.{{branch}}', '9.9.9', 'looks like a version'],
    ['9', 'type=raw,value={{branch}},suffix=.9.9', '9.9.9', 'looks like a version'],
  ])('the branch %s with %s does not get it', (name, line, tag, like) => {
    const plan = planFor(branch(name), [line]);
    expect(tagNames(plan)).toEqual([]);
    expect(plan.notMeant).toBe(`${tag} was skipped: what is made of the branch ${name} ${like}`);
  });

  test.each([
    ['type=raw,value=test,prefix=la', 'latest'],
    ['type=raw,value=la,suffix=test', 'latest'],
    ['type=raw,value=4,prefix=1.', '1.4'],
  ])('%s is not written as it is', (line, tag) => {
    const plan = planFor(branch('main'), [line]);
    expect(plan.plain).toEqual([]);
    expect(plan.moving).toEqual([expect.objectContaining({ name: tag, families: [{ prefix: '', suffix: '' }] })]);
  });

  test('a name that only holds the branch is no tag of a release', () => {
    expect(planFor(branch('1.4'), ['type=raw,value=branch-{{branch}}']).plain).toEqual(['branch-1.4']);
    expect(tagNames(planFor(branch('1.4'), ['branch-{{branch}}']))).toEqual([]);
  });

  test('an exact version that a prefix completes never changes its content', () => {
    expect(planFor(branch('main'), ['type=raw,value=4.2,prefix=1.']).exact).toEqual(['1.4.2']);
  });

  test('a schedule that writes latest or 1.4 by name moves them forward only, and its dates go where they are sent', async () => {
    const schedule = await contextOf(plainEvent('schedule', 'refs/heads/main'));
    const lines = ['latest', '1.4', "{{date 'YYYY.MM'}}"].map((pattern) => `type=schedule,pattern=${pattern}`);
    const plan = planFor(schedule, lines, { now: Date.UTC(2026, 10, 26) });
    expect(names(plan)).toEqual(['latest', '1.4']);
    expect(plan.plain).toEqual(['2026.11']);
  });

  test.each(['{{base_ref}}', 'type=raw,value={{base_ref}}'])(
    '%s of a git tag on the branch 1.4 does',
    async (entry) => {
      const pushed = await contextOf(pushEvent('refs/tags/v1.4.1', { base_ref: 'refs/heads/1.4' }));
      expect(names(planFor(pushed, [entry]))).toEqual(['1.4']);
    },
  );

  test('a suffix makes a family still, and a v makes none', () => {
    const plan = planFor(pushOf('refs/tags/v1.4.2'), ['auto'], { flavor: ['prefix=v', 'suffix=-alpine'] });
    expect(plan.exact).toEqual(['v1.4.2-alpine']);
    expect(plan.moving[0]?.families).toEqual([{ prefix: 'v', suffix: '-alpine' }]);
  });
});
