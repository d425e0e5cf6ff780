import { describe, expect, test } from '@jest/globals';
import { decidePublishing } from '../../src/publish/publish-decision.ts';
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
const dependabot = (event: GitHubEvent): GitHubEvent => ({ ...event, variables: { GITHUB_ACTOR: 'dependabot[bot]' } });

interface Case {
  readonly title: string;
  readonly event: GitHubEvent;
  readonly inputs?: { push?: 'auto' | boolean; version?: string; tagPrefix?: string; latest?: 'auto' | boolean };
  /** Exact and plain ones, then moving ones. */
  readonly tags: readonly string[];
  /** Of the decision: undefined = it publishes. */
  readonly kept?: RegExp;
  readonly version?: string;
}

const RELEASE = ['1.4.2', '1.4', '1', 'latest'];

const CASES: readonly Case[] = [
  { title: 'a pushed version tag', event: pushEvent('refs/tags/v1.4.2'), tags: RELEASE, version: '1.4.2' },
  { title: 'a pushed version tag without v', event: pushEvent('refs/tags/1.4.2'), tags: RELEASE, version: '1.4.2' },
  {
    title: 'a pushed tag of 0.x',
    event: pushEvent('refs/tags/v0.3.0'),
    tags: ['0.3.0', '0.3', 'latest'],
    version: '0.3.0',
  },
  {
    title: 'a pushed pre-release',
    event: pushEvent('refs/tags/v2.0.0-rc.1'),
    tags: ['2.0.0-rc.1'],
    version: '2.0.0-rc.1',
  },
  {
    title: 'a pushed tag with build metadata',
    event: pushEvent('refs/tags/v1.4.2+build.5'),
    tags: ['1.4.2_build.5', '1.4', '1', 'latest'],
    version: '1.4.2+build.5',
  },
  { title: 'a pushed tag with two numbers', event: pushEvent('refs/tags/v1.4'), tags: ['v1.4'] },
  { title: 'a pushed tag that is not a version', event: pushEvent('refs/tags/stable'), tags: ['stable'] },
  { title: 'a pushed tag with a slash', event: pushEvent('refs/tags/app/v1.4.2'), tags: ['app-v1.4.2'] },
  {
    title: 'a pushed tag with the prefix of a component',
    event: pushEvent('refs/tags/app/v1.4.2'),
    inputs: { tagPrefix: 'app/' },
    tags: RELEASE,
    version: '1.4.2',
  },
  {
    title: 'the tag of another component',
    event: pushEvent('refs/tags/lib/v9.0.0'),
    inputs: { tagPrefix: 'app/' },
    tags: [],
  },
  {
    title: 'version over the ref',
    event: pushEvent(MAIN),
    inputs: { version: 'v1.4.2' },
    tags: RELEASE,
    version: '1.4.2',
  },
  {
    title: 'latest: false',
    event: pushEvent('refs/tags/v1.4.2'),
    inputs: { latest: false },
    tags: ['1.4.2', '1.4', '1'],
    version: '1.4.2',
  },
  {
    title: 'latest: true on a branch',
    event: pushEvent(MAIN),
    inputs: { latest: true },
    tags: ['main', 'edge', 'latest'],
  },
  {
    title: 'a deleted branch',
    event: pushEvent('refs/heads/feature/x', { deleted: true, created: false, head_commit: null }),
    tags: ['feature-x'],
    kept: /deleted/,
  },
  {
    title: 'a deleted tag',
    event: plainEvent('delete', MAIN, { ref: 'v1.4.2', ref_type: 'tag' }),
    tags: ['main', 'edge'],
    kept: /deleted/,
  },
  {
    title: 'a comment on an issue',
    event: plainEvent('issue_comment', MAIN, { action: 'created', issue: { number: 3 }, comment: { body: 'x' } }),
    tags: ['main', 'edge'],
    kept: /does not publish by itself/,
  },
  { title: 'a push to the default branch', event: pushEvent(MAIN), tags: ['main', 'edge'] },
  { title: 'a push to another branch', event: pushEvent('refs/heads/feature/x'), tags: ['feature-x'] },
  { title: 'a published release', event: releaseEvent('v1.4.2'), tags: RELEASE, version: '1.4.2' },
  {
    title: 'a release that is flagged as pre-release',
    event: releaseEvent('v1.4.2', { prerelease: true }),
    tags: ['1.4.2'],
    version: '1.4.2',
  },
  { title: 'a release without a ref', event: { ...releaseEvent('v1.4.2'), ref: '' }, tags: RELEASE, version: '1.4.2' },
  {
    title: 'a dispatch on a tag',
    event: plainEvent('workflow_dispatch', 'refs/tags/v1.4.2'),
    tags: RELEASE,
    version: '1.4.2',
  },
  {
    title: 'a dispatch on a branch',
    event: plainEvent('workflow_dispatch', MAIN, { inputs: {} }),
    tags: ['main', 'edge'],
  },
  {
    title: 'a dispatch on a branch with a version',
    event: plainEvent('workflow_dispatch', MAIN, { inputs: { version: '1.4.2' } }),
    inputs: { version: '1.4.2' },
    tags: RELEASE,
    version: '1.4.2',
  },
  { title: 'a schedule', event: plainEvent('schedule', MAIN, { schedule: '0 3 * * *' }), tags: ['nightly'] },
  {
    title: 'a reusable workflow, called on a tag',
    event: plainEvent('workflow_call', 'refs/tags/v1.4.2'),
    tags: RELEASE,
    version: '1.4.2',
  },
  {
    title: 'a repository dispatch',
    event: plainEvent('repository_dispatch', MAIN, { action: 'build', client_payload: {} }),
    tags: ['main', 'edge'],
  },
  {
    title: 'a workflow after another',
    event: plainEvent('workflow_run', MAIN, { workflow_run: { event: 'push', conclusion: 'success' } }),
    tags: ['main', 'edge'],
  },
  {
    title: 'a created tag',
    event: plainEvent('create', 'refs/tags/v1.4.2', { ref_type: 'tag' }),
    tags: RELEASE,
    version: '1.4.2',
  },
  { title: 'a created branch', event: plainEvent('create', 'refs/heads/next', { ref_type: 'branch' }), tags: ['next'] },
  {
    title: 'a published package',
    event: plainEvent('registry_package', MAIN, { action: 'published' }),
    tags: ['main', 'edge'],
    kept: /does not publish by itself/,
  },
  { title: 'a deployment without a ref', event: plainEvent('deployment', ''), tags: [], kept: /by itself/ },
  {
    title: 'a run outside of a runner',
    event: { name: '', ref: '', payload: {} },
    inputs: { version: '1.4.2' },
    tags: RELEASE,
    version: '1.4.2',
  },
  { title: 'a pull request', event: pullRequestEvent(), tags: ['pr-7'], kept: /pull request/ },
  { title: 'a pull request with push: true', event: pullRequestEvent(), inputs: { push: true }, tags: ['pr-7'] },
  {
    title: 'a pull request with push: true, a version and latest: true',
    event: pullRequestEvent(),
    inputs: { push: true, version: '1.4.2', latest: true },
    tags: ['pr-7'],
    version: '1.4.2',
  },
  {
    title: 'a pull request from a fork',
    event: pullRequestEvent({ head: 'mallory/App' }),
    inputs: { push: true },
    tags: ['pr-7'],
    kept: /fork/,
  },
  {
    title: 'a merged pull request, which runs on the base branch',
    event: pullRequestEvent({ action: 'closed', ref: MAIN }),
    tags: ['pr-7'],
    kept: /pull request/,
  },
  {
    title: 'a review',
    event: pullRequestEvent({ name: 'pull_request_review', action: 'submitted' }),
    tags: ['pr-7'],
    kept: /pull request/,
  },
  {
    title: 'a merge queue',
    event: plainEvent('merge_group', QUEUE, { merge_group: { head_ref: QUEUE } }),
    tags: [],
    kept: /merge queue/,
  },
  { title: 'a push to the branch of a merge queue', event: pushEvent(QUEUE), tags: [], kept: /merge queue/ },
  {
    title: "Dependabot's push",
    event: dependabot(pushEvent('refs/heads/dependabot/npm/x')),
    tags: ['dependabot-npm-x'],
    kept: /Dependabot/,
  },
  {
    title: "Dependabot's push with push: true",
    event: dependabot(pushEvent('refs/heads/x')),
    inputs: { push: true },
    tags: ['x'],
  },
  {
    title: 'push: false',
    event: pushEvent('refs/tags/v1.4.2'),
    inputs: { push: false },
    tags: RELEASE,
    kept: /push: false/,
    version: '1.4.2',
  },
];

describe('events', () => {
  test.each(CASES)('$title', async ({ event, inputs = {}, tags, kept, version }) => {
    const context = await contextOf(event);
    const decision = decidePublishing(inputs.push ?? 'auto', context);
    expect(decision.publish).toBe(kept === undefined);
    expect(decision.reason).toMatch(kept ?? /./);
    const plan = planFor(context, ['auto'], inputs);
    expect([...plan.exact, ...plan.plain, ...plan.moving.map(({ name }) => name)]).toEqual(tags);
    expect(plan.version?.text).toBe(version);
  });

  test.each(['auto', true, false] as const)('pull_request_target is refused with push: %s', async (push) => {
    const context = await contextOf(pullRequestEvent({ name: 'pull_request_target', ref: MAIN }));
    expect(() => decidePublishing(push, context)).toThrow(/pull_request_target runs with secrets/);
  });

  test('a hostile ref becomes a harmless tag, and its notice cannot command the runner', async () => {
    const ref = `refs/heads/::set-output name=x::y\n##[error]<b>\`${'x'.repeat(5000)}`;
    const plan = planFor(await contextOf(pushEvent(ref)));
    expect(plan.plain[0]).toMatch(/^set-output-name-x-y-error-b-x{1,128}$/);
    expect(plan.plain[0]).toHaveLength(128);
    expect(plan.notices.join('\n')).not.toMatch(/::|##\[/);
    expect(plan.notices[0]?.length).toBeLessThan(500);
  });
});
