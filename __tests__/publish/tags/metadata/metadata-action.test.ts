import { describe, expect, test } from '@jest/globals';
import { decidePublishing } from '../../../../src/publish/publish-decision.ts';
import { tagNames } from '../../../../src/publish/tags/tag-plan.ts';
import { contextOf, pullRequestEvent } from '../../../support/github-events.ts';
import { planFor } from '../../../support/publishing.ts';
import { CASES, contextFor, NOW } from './cases.ts';

describe("docker/metadata-action's lines write what they write there", () => {
  test.each(CASES.map((one, place) => [place + 1, one.event, one.lines.join(' | '), one] as const))(
    '%i: %s with %s',
    async (_number, _event, _lines, { event, lines, flavor = [], tags, guarded = [], said }) => {
      const plan = planFor(await contextFor(event), lines, { flavor, now: NOW });
      expect(tagNames(plan).sort()).toEqual(tags.filter((tag) => !guarded.includes(tag)).sort());
      expect(plan.notices.join('\n')).toMatch(said ?? /^/);
    },
  );

  test('there are more than a hundred cases', () => {
    expect(CASES.length).toBeGreaterThan(100);
  });

  test('what is not written here is said, tag by tag', async () => {
    for (const { event, lines, flavor = [], guarded = [] } of CASES) {
      const { notices } = planFor(await contextFor(event), lines, { flavor, now: NOW });
      for (const tag of guarded) expect(notices.join('\n')).toContain(`${tag} was skipped: `);
    }
  });

  test('on pull_request_target, where metadata-action has tags, nothing is packaged', async () => {
    const context = await contextOf(pullRequestEvent({ name: 'pull_request_target', ref: 'refs/heads/main' }));
    expect(() => decidePublishing('auto', context)).toThrow(/pull_request_target runs with secrets/);
  });
});
