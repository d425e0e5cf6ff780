import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSourceContext } from '../../src/inputs/source-context.ts';
import type { SourceContext } from '../../src/source-context.ts';

const SHA = '0123456789abcdef0123456789abcdef01234567';
const HEAD = 'fedcba9876543210fedcba9876543210fedcba98';

const repository = {
  full_name: 'acme/App',
  html_url: 'https://github.com/acme/App',
  default_branch: 'main',
  description: 'An app',
  license: { spdx_id: 'MIT' },
  fork: false,
};

/** The runner's variables and the payload of an event, with the fields that GitHub sends. */
export interface GitHubEvent {
  readonly name: string;
  readonly ref: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly variables?: Readonly<Record<string, string>>;
}

export function pushEvent(ref: string, more: Record<string, unknown> = {}): GitHubEvent {
  const payload = {
    ref,
    after: SHA,
    base_ref: null,
    created: true,
    deleted: false,
    forced: false,
    head_commit: { id: SHA, timestamp: '2026-11-20T12:00:00+01:00' },
    repository,
    ...more,
  };
  return { name: 'push', ref, payload };
}

export function releaseEvent(tag: string, release: Record<string, unknown> = {}): GitHubEvent {
  const told = { tag_name: tag, prerelease: false, draft: false, target_commitish: 'main', ...release };
  return { name: 'release', ref: `refs/tags/${tag}`, payload: { action: 'published', release: told, repository } };
}

export function pullRequestEvent(
  more: { name?: string; action?: string; head?: string; ref?: string } = {},
): GitHubEvent {
  const { name = 'pull_request', action = 'synchronize', head = 'acme/App', ref = 'refs/pull/7/merge' } = more;
  const headRepository = { full_name: head, fork: head !== 'acme/App' };
  const pull_request = {
    number: 7,
    merged: action === 'closed',
    head: { ref: 'feature/x', sha: HEAD, repo: headRepository },
    base: { ref: 'main', repo: repository },
  };
  return { name, ref, payload: { action, number: 7, pull_request, repository } };
}

/** Events that run on a ref and say little more: schedule, workflow_dispatch, merge_group, … */
export function plainEvent(name: string, ref: string, payload: Record<string, unknown> = {}): GitHubEvent {
  return { name, ref, payload: { repository, ...payload } };
}

/** What the action makes of an event, read from variables and a payload file as on a runner. */
export async function contextOf({ name, ref, payload, variables }: GitHubEvent): Promise<SourceContext> {
  const folder = mkdtempSync(join(tmpdir(), 'event-'));
  const path = join(folder, 'event.json');
  writeFileSync(path, JSON.stringify(payload));
  const environment = {
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: path,
    GITHUB_REF: ref,
    GITHUB_SHA: SHA,
    GITHUB_REPOSITORY: 'acme/App',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_ACTOR: 'octocat',
    ...variables,
  };
  try {
    return await readSourceContext(environment);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
