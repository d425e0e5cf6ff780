import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { decidePublishing } from '../../src/publish/publish-decision.ts';
import { tagNames } from '../../src/publish/tags/tag-plan.ts';
import {
  contextOf,
  type GitHubEvent,
  plainEvent,
  pullRequestEvent,
  pushEvent,
  releaseEvent,
} from '../support/github-events.ts';
import { planFor } from '../support/publishing.ts';

const MAIN = 'refs/heads/main';
const QUEUE = 'refs/heads/gh-readonly-queue/main/pr-7-0123456789abcdef';
const RELEASE = '1.4.2, 1.4, 1, latest';
const NOTHING = '';
const REFUSED = 'refused';

/** Every event and activity of https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows, and the tags that each publishes. */
const EVENTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  branch_protection_rule: nothingOn('created, edited, deleted'),
  check_run: nothingOn('created, rerequested, completed, requested_action'),
  check_suite: nothingOn('completed, requested, rerequested'),
  create: { '': RELEASE },
  delete: nothingOn(''),
  deployment: nothingOn('created'),
  deployment_status: nothingOn('created'),
  discussion: nothingOn(
    'created, edited, deleted, transferred, pinned, unpinned, labeled, unlabeled, locked, unlocked, category_changed, answered, unanswered, closed, reopened',
  ),
  discussion_comment: nothingOn('created, edited, deleted'),
  fork: nothingOn(''),
  gollum: nothingOn(''),
  image_version: nothingOn('ready, deprecated, deleted'),
  issue_comment: nothingOn('created, edited, deleted'),
  issues: nothingOn(
    'opened, edited, deleted, transferred, pinned, unpinned, closed, reopened, assigned, unassigned, labeled, unlabeled, locked, unlocked, milestoned, demilestoned, typed, untyped',
  ),
  label: nothingOn('created, edited, deleted'),
  member: nothingOn('added, edited, removed'),
  merge_group: nothingOn('checks_requested, destroyed'),
  milestone: nothingOn('created, closed, opened, edited, deleted'),
  page_build: nothingOn(''),
  project: nothingOn('created, closed, reopened, edited, deleted, updated'),
  project_card: nothingOn('created, moved, converted, edited, deleted'),
  project_column: nothingOn('created, updated, moved, deleted'),
  public: nothingOn(''),
  pull_request: nothingOn(
    'assigned, unassigned, labeled, unlabeled, opened, edited, closed, reopened, synchronize, converted_to_draft, locked, unlocked, enqueued, dequeued, milestoned, demilestoned, ready_for_review, review_requested, review_request_removed, auto_merge_enabled, auto_merge_disabled',
  ),
  pull_request_comment: nothingOn('created, edited, deleted'),
  pull_request_review: nothingOn('submitted, edited, dismissed'),
  pull_request_review_comment: nothingOn('created, edited, deleted'),
  pull_request_target: { opened: REFUSED, synchronize: REFUSED, closed: REFUSED },
  push: { '': RELEASE },
  registry_package: nothingOn('published, updated'),
  release: {
    ...nothingOn('created, deleted, unpublished'),
    edited: RELEASE,
    prereleased: RELEASE,
    published: RELEASE,
    released: RELEASE,
  },
  repository_dispatch: { 'build-it': 'main, edge' },
  schedule: { '': 'nightly' },
  status: nothingOn(''),
  watch: nothingOn('started'),
  workflow_call: { '': 'main, edge' },
  workflow_dispatch: { '': 'main, edge' },
  workflow_run: { ...nothingOn('requested, in_progress'), completed: 'main, edge' },
  something_new: nothingOn('created'),
};

function nothingOn(activities: string): Record<string, string> {
  return Object.fromEntries(activities.split(', ').map((activity) => [activity, NOTHING]));
}

function eventOf(name: string, activity: string): GitHubEvent {
  const action = activity === '' ? {} : { action: activity };
  if (name === 'push') return pushEvent('refs/tags/v1.4.2');
  if (name === 'create') return plainEvent(name, 'refs/tags/v1.4.2', { ref: 'v1.4.2', ref_type: 'tag' });
  if (name === 'delete') return plainEvent(name, MAIN, { ref: 'v1.4.2', ref_type: 'tag' });
  if (name === 'release') {
    const event = releaseEvent('v1.4.2');
    return { ...event, payload: { ...event.payload, ...action } };
  }
  if (name.startsWith('pull_request')) return pullRequestEvent({ name, action: activity });
  if (name === 'merge_group') return plainEvent(name, QUEUE, { ...action, merge_group: { head_ref: QUEUE } });
  if (name === 'workflow_run') return workflowRun({}, activity);
  return plainEvent(name, MAIN, action);
}

const HEAD = 'abcdefabcdefabcdefabcdefabcdefabcdefabcd';

function workflowRun(run: Record<string, unknown> = {}, action = 'completed'): GitHubEvent {
  const conclusion = action === 'completed' ? 'success' : null;
  const head_repository = { full_name: 'acme/App', fork: false };
  const workflow_run = { event: 'push', conclusion, head_branch: 'main', head_sha: HEAD, head_repository, ...run };
  return plainEvent('workflow_run', MAIN, { action, workflow_run });
}

const CASES = Object.entries(EVENTS).flatMap(([name, activities]) =>
  Object.entries(activities).map(([activity, tags]) => ({ name, activity, tags })),
);

async function published(event: GitHubEvent, push: 'auto' | boolean = 'auto'): Promise<string> {
  const context = await contextOf(event);
  const decision = decidePublishing(push, context);
  return decision.publish ? tagNames(planFor(context)).join(', ') : NOTHING;
}

async function reasonOf(event: GitHubEvent, push: 'auto' | boolean = 'auto'): Promise<string> {
  return decidePublishing(push, await contextOf(event)).reason;
}

describe('every event of GitHub', () => {
  test.each(CASES)('$name $activity publishes: $tags', async ({ name, activity, tags }) => {
    const event = eventOf(name, activity);
    if (tags === REFUSED) await expect(published(event)).rejects.toThrow('pull_request_target');
    else expect(await published(event)).toBe(tags);
  });
});

describe('docs/workflows.md', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/workflows.md'), 'utf8');
  const [, table = ''] = /\| event \| publishes \|\n\|---\|---\|\n((?:\|.*\n)+)/.exec(page) ?? [];
  const named = table.split('\n').flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([a-z_]+)`/g)]);
  const events = named.map(([, name = '']) => name);

  test('names every event that publishes, and no event that there is not', () => {
    const publishing = Object.entries(EVENTS).filter(([, activities]) => Object.values(activities).some(Boolean));
    expect(publishing.map(([name]) => name).filter((name) => !events.includes(name))).toEqual([]);
    expect(events.filter((name) => !(name in EVENTS))).toEqual([]);
  });
});

describe('a release', () => {
  const action = (activity: string, release = {}, more = {}) => {
    const event = releaseEvent('v1.4.2', release);
    return { ...event, payload: { ...event.payload, action: activity, ...more } };
  };

  test.each(['deleted', 'unpublished', 'created'])(
    'that was %s is not published anew, not with push: true either',
    async (activity) => {
      expect(await published(action(activity), true)).toBe(NOTHING);
      expect(await reasonOf(action(activity), true)).toBe(
        `the release was ${activity}; published, released and prereleased publish`,
      );
    },
  );

  test('that is a draft publishes nothing', async () => {
    expect(await reasonOf(action('edited', { draft: true }), true)).toBe('the release is a draft');
  });

  test('that was edited publishes what it was, and nothing where its tag is another one', async () => {
    expect(await published(action('edited', {}, { changes: { body: { from: 'x' } } }))).toBe(RELEASE);
    expect(await published(action('edited', {}, { changes: { tag_name: { from: 'v1.4.1' } } }))).toBe(NOTHING);
  });

  test('of an event without an activity is a published one', async () => {
    const event = releaseEvent('v1.4.2');
    expect(await published({ ...event, payload: { ...event.payload, action: undefined } })).toBe(RELEASE);
  });
});

describe('a workflow after another', () => {
  test.each([
    ['a pull request', { event: 'pull_request', pull_requests: [{ number: 9 }] }, 'pr-9'],
    ['a pull request that is not named', { event: 'pull_request', pull_requests: [] }, NOTHING],
    ['a merge queue', { event: 'merge_group', head_branch: QUEUE.slice('refs/heads/'.length) }, NOTHING],
    ['a merge queue without its branch', { event: 'merge_group' }, NOTHING],
    ['a comment', { event: 'issue_comment' }, NOTHING],
    ['a label', { event: 'issues' }, 'main, edge'],
  ])('of %s publishes nothing by itself', async (_, run, asked) => {
    expect(await published(workflowRun(run))).toBe(NOTHING);
    expect(await published(workflowRun(run), true)).toBe(asked);
  });

  test.each(['failure', 'cancelled', 'skipped', 'timed_out'])(
    'that ended with %s never publishes',
    async (conclusion) => {
      expect(await reasonOf(workflowRun({ conclusion }), true)).toBe(
        `the workflow run that this one follows ended with ${conclusion}`,
      );
    },
  );

  test('of another branch is that branch, and of a fork it is the pull request of a stranger', async () => {
    expect(await published(workflowRun({ head_branch: 'feature/x' }))).toBe('feature-x');
    expect(await published(workflowRun({ head_branch: 'v1.4.2' }))).toBe(NOTHING);
    const head_repository = { full_name: 'mallory/App', fork: true };
    expect(await published(workflowRun({ head_repository }), true)).toBe(NOTHING);
    expect(await published(workflowRun({ event: 'pull_request', head_repository }), true)).toBe(NOTHING);
  });

  test('of a tag, which it calls a branch, is a release where version says so', async () => {
    const context = await contextOf(workflowRun({ head_branch: 'v1.4.2' }));
    expect(tagNames(planFor(context, ['auto'], { version: 'v1.4.2' })).join(', ')).toBe(RELEASE);
  });

  test('has the revision of the head that was built', async () => {
    expect(await contextOf(workflowRun())).toMatchObject({ revision: HEAD, eventCommit: HEAD });
  });
});

describe('a comment', () => {
  const comment = (issue: Record<string, unknown>) => plainEvent('issue_comment', MAIN, { action: 'created', issue });

  test('on a pull request is not the default branch, and its commit is known to git alone', async () => {
    const event = comment({ number: 3, pull_request: { url: 'https://api.github.com/x' } });
    expect(await published(event)).toBe(NOTHING);
    expect(await published(event, true)).toBe('pr-3');
    expect(await contextOf(event)).not.toHaveProperty('revision');
  });

  test('on an issue publishes with push: true only, as the reason says', async () => {
    expect(await reasonOf(comment({ number: 3 }))).toBe(
      'the event issue_comment does not publish by itself; push: true publishes it',
    );
    expect(await published(comment({ number: 3 }), true)).toBe('main, edge');
  });
});

describe('a pull request', () => {
  test('says under which tag push: true publishes it', async () => {
    expect(await reasonOf(pullRequestEvent())).toBe(
      'this is a pull request or merge request; push: true publishes it as pr-7',
    );
  });

  test('says what it does not write of a version', async () => {
    const context = await contextOf(pullRequestEvent({ action: 'closed', ref: MAIN }));
    const plan = planFor(context, ['auto'], { version: '1.4.2' });
    expect(tagNames(plan)).toEqual(['pr-7']);
    expect(plan.notices).toEqual([
      '1.4.2, 1.4, 1 and latest are not written: a pull request never writes the tags of releases',
    ]);
  });
});
