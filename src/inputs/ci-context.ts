import type { JobLogin } from '../credentials/logins.ts';
import type { Environment } from '../ports.ts';
import type { SourceContext } from '../source-context.ts';
import { CI_SYSTEMS, type CiRun, type CiSystem, repositoryAt, type Variables } from './ci-systems.ts';

/** The system that this run is one of; undefined on GitHub's kind of runners (Gitea's and Forgejo's too) and in a terminal. */
export function ciSystemOf(environment: Environment): CiSystem | undefined {
  if (environment['GITHUB_ACTIONS'] === 'true') return undefined;
  const variables = variablesOf(environment);
  return CI_SYSTEMS.find(({ isHere }) => isHere(variables));
}

/** The same facts as GitHub's event gives, from the variables of another CI system; undefined where there is none. */
export function ciContext(environment: Environment): SourceContext | undefined {
  const run = ciSystemOf(environment)?.read(variablesOf(environment));
  return run && contextOf(run);
}

/** What the CI system lets its jobs push with; for its own registry only. */
export function ciLogin(environment: Environment): JobLogin | undefined {
  return ciSystemOf(environment)?.read(variablesOf(environment)).login;
}

/** Variables of CI systems that hold what nobody else may read. */
export const SECRET_VARIABLES: readonly string[] = [
  'CI_JOB_TOKEN',
  'SIGSTORE_ID_TOKEN',
  'CI_REGISTRY_PASSWORD',
  'CI_DEPLOY_PASSWORD',
  'CI_DEPENDENCY_PROXY_PASSWORD',
];

function variablesOf(environment: Environment): Variables {
  return (name) => environment[name]?.trim() || undefined;
}

function contextOf(run: CiRun): SourceContext {
  const { mergeRequest, registry, title, description, actor, defaultBranch } = run;
  const repository = repositoryAt(run.repositoryUrl);
  const revision = /^[0-9a-f]{40,64}$/.test(run.commit ?? '') ? run.commit : undefined;
  const page = repository && `${repository.serverUrl}/${repository.path}`;
  const found: { [K in keyof SourceContext]: SourceContext[K] | undefined } = {
    event: eventOf(run),
    ref: refOf(run),
    revision,
    eventCommit: revision,
    baseRef: mergeRequest?.target,
    repository: repository?.path,
    serverUrl: repository?.serverUrl ?? '',
    defaultBranch,
    title,
    description,
    htmlUrl: page,
    commitTime: secondsOf(run.commitTime),
    pullRequest: mergeRequest && { number: mergeRequest.number, fromFork: mergeRequest.fromFork },
    actor,
    ownRegistry: registry?.host,
    ownImage: registry?.image,
  };
  return Object.fromEntries(
    Object.entries(found).filter(([, value]) => value !== undefined),
  ) as unknown as SourceContext;
}

/** By the names of GitHub's events, which `type=…,event=…` lines of docker/metadata-action go by. A tag that is built again on a schedule is a release still. */
function eventOf({ mergeRequest, scheduled, tag }: CiRun): string {
  if (mergeRequest !== undefined) return 'pull_request';
  return scheduled && tag === undefined ? 'schedule' : 'push';
}

function refOf({ mergeRequest, tag, branch, ref }: CiRun): string {
  if (mergeRequest !== undefined) return `refs/pull/${mergeRequest.number}/merge`;
  if (ref !== undefined) return ref;
  if (tag !== undefined) return `refs/tags/${tag}`;
  return branch === undefined ? '' : `refs/heads/${branch}`;
}

function secondsOf(time: string | undefined): number | undefined {
  const milliseconds = Date.parse(time ?? '');
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}
