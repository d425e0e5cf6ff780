import { ciContext } from '../inputs/ci-context.ts';
import type { Environment, ProcessRunner } from '../ports.ts';
import type { SourceContext } from '../source-context.ts';
import { at, isObject, type LeftOut, numberAt, type Payload, readPayload, textAt } from './event-payload.ts';
import { readCommit } from './git-commit.ts';

/** What environment and event tell of where this run comes from. Nothing is certain to be there: GHES, Gitea, Forgejo and act set less than github.com. */
export async function readSourceContext(environment: Environment, leftOut: LeftOut = ignored): Promise<SourceContext> {
  return ciContext(environment) ?? (await readEvent(environment, leftOut));
}

async function readEvent(environment: Environment, leftOut: LeftOut): Promise<SourceContext> {
  const payload = await readPayload(environment.GITHUB_EVENT_PATH, leftOut);
  const ranOn = commitOf(payload, given(environment, 'GITHUB_SHA'));
  const revision = textAt(payload, 'pull_request.head.sha') ?? ranOn;
  return compact({
    event: given(environment, 'GITHUB_EVENT_NAME') ?? '',
    action: textAt(payload, 'action'),
    ref: refFrom(payload) ?? given(environment, 'GITHUB_REF') ?? fullRefFrom(payload) ?? '',
    revision,
    eventCommit: environment.DOCKER_METADATA_PR_HEAD_SHA === 'true' ? revision : ranOn,
    baseRef: baseRefFrom(payload),
    shortShaLength: shortShaLength(environment),
    repository: given(environment, 'GITHUB_REPOSITORY') ?? textAt(payload, 'repository.full_name'),
    serverUrl: serverUrlFrom(given(environment, 'GITHUB_SERVER_URL')),
    defaultBranch: textAt(payload, 'repository.default_branch'),
    description: textAt(payload, 'repository.description'),
    htmlUrl: withoutUserinfo(textAt(payload, 'repository.html_url')),
    license: licenceFrom(payload),
    visibility: textAt(payload, 'repository.visibility') ?? given(environment, 'CI_PROJECT_VISIBILITY'),
    commitTime: commitTimeFrom(payload, revision),
    release: releaseFrom(payload),
    trigger: triggerFrom(payload),
    pullRequest: pullRequestFrom(payload),
    deleted: isDeletion(payload, given(environment, 'GITHUB_EVENT_NAME')) || undefined,
    actor: given(environment, 'GITHUB_ACTOR'),
    ...giteaRegistry(environment),
  });
}

/**
 * Asks git for what the event did not tell of the commit.
 * @param folders where the workspace and the binaries lie; a checkout may have a folder of its own
 */
export async function completeContext(
  context: SourceContext,
  folders: readonly string[],
  processes: ProcessRunner,
  leftOut: LeftOut = ignored,
): Promise<SourceContext> {
  if (context.commitTime !== undefined) return context;
  // A checkout of one commit has the merge of a pull request and not its head.
  const commits = [context.revision, context.eventCommit].filter((commit) => commit !== undefined);
  const answer = await readCommit(processes, folders, [...new Set(commits)]);
  if ('missing' in answer) {
    leftOut(`the time of the commit, since ${answer.missing}`);
    return context;
  }
  const { revision, time } = answer.commit;
  return compact({ ...context, revision: context.revision ?? revision, commitTime: time });
}

function ignored(): void {}

/** Gitea and Forgejo run GitHub's kind of workflows, under its variables, and are a registry themselves. */
function giteaRegistry(environment: Environment): { ownRegistry?: string; ownImage?: string | undefined } {
  const isGitea = environment.GITEA_ACTIONS === 'true' || environment.FORGEJO_ACTIONS === 'true';
  const server = withoutUserinfo(given(environment, 'GITHUB_SERVER_URL'));
  if (!isGitea || server === undefined || !URL.canParse(server)) return {};
  const { host } = new URL(server);
  const repository = given(environment, 'GITHUB_REPOSITORY');
  return { ownRegistry: host, ownImage: repository && `${host}/${repository}` };
}

function serverUrlFrom(text: string | undefined): string {
  return (withoutUserinfo(text) ?? 'https://github.com').replace(/\/+$/, '');
}

/** A URL that goes into labels, which everybody can read: a user name and a password in it do not. */
function withoutUserinfo(url: string | undefined): string | undefined {
  return url?.replace(/^([a-z]+:\/\/)[^/?#]*@/i, '$1');
}

function given(environment: Environment, name: string): string | undefined {
  return environment[name]?.trim() || undefined;
}

function baseRefFrom(payload: Payload): string | undefined {
  return textAt(payload, 'pull_request.base.ref') ?? textAt(payload, 'base_ref')?.replace(/^refs\/heads\//, '');
}

/** https://github.com/docker/metadata-action#environment-variables */
function shortShaLength(environment: Environment): number | undefined {
  const text = given(environment, 'DOCKER_METADATA_SHORT_SHA_LENGTH') ?? '';
  return /^[1-9]\d{0,2}$/.test(text) ? Number(text) : undefined;
}

/** Only where the payload speaks of this very commit: on other events `head_commit` may be another one. */
function commitTimeFrom(payload: Payload, revision: string | undefined): number | undefined {
  if (revision === undefined || textAt(payload, 'head_commit.id') !== revision) return undefined;
  const time = Date.parse(textAt(payload, 'head_commit.timestamp') ?? '');
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000);
}

/** GitHub writes NOASSERTION for a licence that it cannot name. */
function licenceFrom(payload: Payload): string | undefined {
  const licence = textAt(payload, 'repository.license.spdx_id');
  return licence === 'NOASSERTION' ? undefined : licence;
}

function releaseFrom(payload: Payload): SourceContext['release'] {
  const tag = textAt(payload, 'release.tag_name');
  if (tag === undefined) return undefined;
  return {
    tag,
    prerelease: at(payload, 'release.prerelease') === true,
    draft: at(payload, 'release.draft') === true,
    changedTag: at(payload, 'changes.tag_name') !== undefined,
  };
}

/**
 * The commit that the run is about. GITHUB_SHA is the default branch's after another workflow's run and on a comment on a pull
 * request, whose payload names no commit: git knows what was checked out.
 */
function commitOf(payload: Payload, sha: string | undefined): string | undefined {
  if (isObject(at(payload, 'workflow_run'))) return textAt(payload, 'workflow_run.head_sha') ?? sha;
  return isObject(at(payload, 'issue.pull_request')) ? undefined : sha;
}

/** The branch of the run that this one follows; GITHUB_REF is the default branch then. */
function refFrom(payload: Payload): string | undefined {
  const branch = textAt(payload, 'workflow_run.head_branch');
  return branch === undefined ? undefined : `refs/heads/${branch}`;
}

/** Of a push, where GITHUB_REF is empty. https://github.com/actions/runner/issues/2788 */
function fullRefFrom(payload: Payload): string | undefined {
  const ref = textAt(payload, 'ref');
  return ref?.startsWith('refs/') ? ref : undefined;
}

function triggerFrom(payload: Payload): SourceContext['trigger'] {
  const event = textAt(payload, 'workflow_run.event');
  return event === undefined ? undefined : compact({ event, conclusion: textAt(payload, 'workflow_run.conclusion') });
}

function pullRequestFrom(payload: Payload): SourceContext['pullRequest'] {
  const number = numberAt(payload, 'pull_request.number');
  if (number === undefined) return commentedPullRequest(payload) ?? triggeringPullRequest(payload);
  const base = textAt(payload, 'pull_request.base.repo.full_name') ?? textAt(payload, 'repository.full_name');
  const head = textAt(payload, 'pull_request.head.repo.full_name');
  return { number, fromFork: isFork(payload, 'pull_request.head.repo.fork', head, base) };
}

/** A pull request is an issue, too; its comments do not say where its head is. */
function commentedPullRequest(payload: Payload): SourceContext['pullRequest'] {
  const number = numberAt(payload, 'issue.number');
  if (number === undefined || !isObject(at(payload, 'issue.pull_request'))) return undefined;
  return { number, fromFork: false };
}

/** A workflow_run has secrets, and what it packages may come from the pull request whose run it follows. */
function triggeringPullRequest(payload: Payload): SourceContext['pullRequest'] {
  const event = textAt(payload, 'workflow_run.event');
  if (event === undefined) return undefined;
  const [first] = [at(payload, 'workflow_run.pull_requests')].flat();
  const number = isObject(first) ? numberAt(first, 'number') : undefined;
  const head = textAt(payload, 'workflow_run.head_repository.full_name');
  const fromFork = isFork(payload, 'workflow_run.head_repository.fork', head, textAt(payload, 'repository.full_name'));
  const foreign = head !== undefined && fromFork;
  return event.startsWith('pull_request') || foreign ? compact({ number, fromFork }) : undefined;
}

/** https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#push */
function isDeletion(payload: Payload, event: string | undefined): boolean {
  return event === 'delete' || (event === 'push' && at(payload, 'deleted') === true);
}

function isFork(payload: Payload, flag: string, head: string | undefined, base: string | undefined): boolean {
  return head === undefined || base === undefined ? at(payload, flag) === true : head !== base;
}

/** Leaves out what is undefined, as exactOptionalPropertyTypes wants it. */
function compact<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}
