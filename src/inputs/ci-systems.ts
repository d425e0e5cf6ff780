import type { JobLogin } from '../credentials/logins.ts';

/** What a CI system tells of a run, as it names it; whatever it does not tell is undefined. */
export interface CiRun {
  readonly tag?: string | undefined;
  readonly branch?: string | undefined;
  /** A whole ref, where that is what the system sets. */
  readonly ref?: string | undefined;
  readonly defaultBranch?: string | undefined;
  readonly commit?: string | undefined;
  /** ISO 8601. */
  readonly commitTime?: string | undefined;
  readonly scheduled?: boolean;
  readonly mergeRequest?: MergeRequest | undefined;
  /** Address of the repository: its page, or what git clones (`git@host:owner/app.git`). */
  readonly repositoryUrl?: string | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly actor?: string | undefined;
  /** The forge's own container registry. */
  readonly registry?: { readonly host: string; readonly image: string | undefined } | undefined;
  /** What the system lets its jobs push with, to its own registry only. */
  readonly login?: JobLogin | undefined;
}

export interface MergeRequest {
  readonly number: number;
  readonly fromFork: boolean;
  readonly target?: string | undefined;
}

/** The value of a variable; undefined where it is not set or empty. */
export type Variables = (name: string) => string | undefined;

export interface CiSystem {
  readonly name: string;
  /** Whether a run is one of this system's. */
  readonly isHere: (variables: Variables) => boolean;
  readonly read: (variables: Variables) => CiRun;
}

const isTrue = (text: string | undefined) => text?.toLowerCase() === 'true';

/** One row for each system that is not GitHub's kind. Where a fork cannot be told from the repository itself, it is taken for one: what strangers wrote is not published. */
export const CI_SYSTEMS: readonly CiSystem[] = [
  {
    // https://docs.gitlab.com/ci/variables/predefined_variables/
    name: 'GitLab CI/CD',
    isHere: (get) => isTrue(get('GITLAB_CI')),
    read: (get) => ({
      tag: get('CI_COMMIT_TAG'),
      branch: get('CI_COMMIT_BRANCH'),
      defaultBranch: get('CI_DEFAULT_BRANCH'),
      commit: get('CI_MERGE_REQUEST_SOURCE_BRANCH_SHA') ?? get('CI_COMMIT_SHA'),
      commitTime: get('CI_MERGE_REQUEST_SOURCE_BRANCH_SHA') === undefined ? get('CI_COMMIT_TIMESTAMP') : undefined,
      scheduled: get('CI_PIPELINE_SOURCE') === 'schedule',
      mergeRequest: gitlabMergeRequest(get),
      repositoryUrl: get('CI_PROJECT_URL'),
      title: get('CI_PROJECT_TITLE'),
      description: get('CI_PROJECT_DESCRIPTION'),
      actor: get('GITLAB_USER_LOGIN'),
      ...gitlabRegistry(get),
    }),
  },
  {
    // https://buildkite.com/docs/pipelines/configure/environment-variables
    name: 'Buildkite',
    isHere: (get) => isTrue(get('BUILDKITE')),
    read: (get) => ({
      tag: get('BUILDKITE_TAG'),
      branch: get('BUILDKITE_BRANCH'),
      defaultBranch: get('BUILDKITE_PIPELINE_DEFAULT_BRANCH'),
      commit: get('BUILDKITE_COMMIT'),
      scheduled: get('BUILDKITE_SOURCE') === 'schedule',
      mergeRequest: mergeRequest(
        get('BUILDKITE_PULL_REQUEST'),
        !sameRepository(get('BUILDKITE_PULL_REQUEST_REPO'), get('BUILDKITE_REPO')),
        get('BUILDKITE_PULL_REQUEST_BASE_BRANCH'),
      ),
      repositoryUrl: get('BUILDKITE_REPO'),
    }),
  },
  {
    // https://circleci.com/docs/reference/variables/ CIRCLE_PR_NUMBER is set for pull requests from forks only.
    name: 'CircleCI',
    isHere: (get) => isTrue(get('CIRCLECI')),
    read: (get) => ({
      tag: get('CIRCLE_TAG'),
      branch: get('CIRCLE_BRANCH'),
      commit: get('CIRCLE_SHA1'),
      mergeRequest: mergeRequest(get('CIRCLE_PR_NUMBER'), true),
      repositoryUrl: get('CIRCLE_REPOSITORY_URL'),
    }),
  },
  {
    // https://www.jenkins.io/doc/book/pipeline/multibranch/#additional-environment-variables
    name: 'Jenkins',
    isHere: (get) => get('JENKINS_URL') !== undefined,
    read: (get) => ({
      tag: get('TAG_NAME'),
      branch: get('BRANCH_NAME') ?? get('GIT_BRANCH')?.replace(/^origin\//, ''),
      defaultBranch: isTrue(get('BRANCH_IS_PRIMARY')) ? get('BRANCH_NAME') : undefined,
      commit: get('GIT_COMMIT'),
      mergeRequest: mergeRequest(get('CHANGE_ID'), get('CHANGE_FORK') !== undefined, get('CHANGE_TARGET')),
      repositoryUrl: get('GIT_URL'),
    }),
  },
  {
    // https://woodpecker-ci.org/docs/usage/environment
    name: 'Woodpecker CI',
    isHere: (get) => get('CI') === 'woodpecker',
    read: (get) => ({
      tag: get('CI_COMMIT_TAG'),
      branch: get('CI_COMMIT_BRANCH'),
      defaultBranch: get('CI_REPO_DEFAULT_BRANCH'),
      commit: get('CI_COMMIT_SHA'),
      scheduled: get('CI_PIPELINE_EVENT') === 'cron',
      mergeRequest: mergeRequest(get('CI_COMMIT_PULL_REQUEST'), true, get('CI_COMMIT_TARGET_BRANCH')),
      repositoryUrl: get('CI_REPO_URL'),
    }),
  },
  {
    // https://docs.drone.io/pipeline/environment/reference/
    name: 'Drone',
    isHere: (get) => isTrue(get('DRONE')),
    read: (get) => ({
      tag: get('DRONE_TAG'),
      branch: get('DRONE_BRANCH'),
      defaultBranch: get('DRONE_REPO_BRANCH'),
      commit: get('DRONE_COMMIT_SHA'),
      scheduled: get('DRONE_BUILD_EVENT') === 'cron',
      mergeRequest: mergeRequest(get('DRONE_PULL_REQUEST'), true, get('DRONE_TARGET_BRANCH')),
      repositoryUrl: get('DRONE_REPO_LINK'),
    }),
  },
  {
    // https://learn.microsoft.com/azure/devops/pipelines/build/variables
    name: 'Azure Pipelines',
    isHere: (get) => isTrue(get('TF_BUILD')),
    read: (get) => ({
      ref: get('BUILD_SOURCEBRANCH'),
      commit: get('BUILD_SOURCEVERSION'),
      scheduled: get('BUILD_REASON') === 'Schedule',
      mergeRequest: mergeRequest(
        get('SYSTEM_PULLREQUEST_PULLREQUESTNUMBER') ?? get('SYSTEM_PULLREQUEST_PULLREQUESTID'),
        isTrue(get('SYSTEM_PULLREQUEST_ISFORK')),
        get('SYSTEM_PULLREQUEST_TARGETBRANCH')?.replace(/^refs\/heads\//, ''),
      ),
      repositoryUrl: get('BUILD_REPOSITORY_URI'),
    }),
  },
  {
    // https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/ A fork's pull request runs no pipeline here.
    name: 'Bitbucket Pipelines',
    isHere: (get) => get('BITBUCKET_BUILD_NUMBER') !== undefined,
    read: (get) => ({
      tag: get('BITBUCKET_TAG'),
      branch: get('BITBUCKET_BRANCH'),
      commit: get('BITBUCKET_COMMIT'),
      mergeRequest: mergeRequest(get('BITBUCKET_PR_ID'), false, get('BITBUCKET_PR_DESTINATION_BRANCH')),
      repositoryUrl: get('BITBUCKET_GIT_HTTP_ORIGIN'),
    }),
  },
  {
    // https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
    name: 'AWS CodeBuild',
    isHere: (get) => get('CODEBUILD_BUILD_ID') !== undefined,
    read: (get) => {
      const [, kind, name] = /^(branch|tag|pr)\/(.+)$/.exec(get('CODEBUILD_WEBHOOK_TRIGGER') ?? '') ?? [];
      return {
        tag: kind === 'tag' ? name : undefined,
        branch: kind === 'branch' ? name : undefined,
        commit: get('CODEBUILD_RESOLVED_SOURCE_VERSION'),
        mergeRequest: kind === 'pr' ? mergeRequest(name, true, branchOf(get('CODEBUILD_WEBHOOK_BASE_REF'))) : undefined,
        repositoryUrl: get('CODEBUILD_SOURCE_REPO_URL'),
      };
    },
  },
];

/** Both pipelines for merge requests and those for pull requests of another forge. A fork's may run in either project. */
function gitlabMergeRequest(get: Variables): MergeRequest | undefined {
  const fork = get('CI_MERGE_REQUEST_SOURCE_PROJECT_ID') !== get('CI_MERGE_REQUEST_PROJECT_ID');
  const own = mergeRequest(get('CI_MERGE_REQUEST_IID'), fork, get('CI_MERGE_REQUEST_TARGET_BRANCH_NAME'));
  if (own !== undefined) return own;
  const source = get('CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY');
  const outside = source !== get('CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY');
  const target = get('CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME');
  return mergeRequest(get('CI_EXTERNAL_PULL_REQUEST_IID'), outside, target);
}

/** CI_REGISTRY_PASSWORD is not set where somebody else than the project's member started the job; the job's token always is. */
function gitlabRegistry(get: Variables): Pick<CiRun, 'registry' | 'login'> {
  const host = get('CI_REGISTRY')?.toLowerCase();
  if (host === undefined) return {};
  const registry = { host, image: get('CI_REGISTRY_IMAGE') };
  const [username, password] = [get('CI_REGISTRY_USER'), get('CI_REGISTRY_PASSWORD')];
  if (username !== undefined && password !== undefined) {
    return { registry, login: { registry: host, username, password } };
  }
  const token = get('CI_JOB_TOKEN');
  if (token === undefined) return { registry };
  return { registry, login: { registry: host, username: 'gitlab-ci-token', password: token } };
}

/** Systems write `false` or nothing where there is none. */
function mergeRequest(number: string | undefined, fromFork: boolean, target?: string): MergeRequest | undefined {
  if (number === undefined || !/^\d{1,12}$/.test(number)) return undefined;
  return { number: Number(number), fromFork, target };
}

function sameRepository(a: string | undefined, b: string | undefined): boolean {
  const [one, other] = [repositoryAt(a), repositoryAt(b)];
  return one !== undefined && one.serverUrl === other?.serverUrl && one.path.toLowerCase() === other.path.toLowerCase();
}

function branchOf(ref: string | undefined): string | undefined {
  return ref?.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : undefined;
}

/** `https://host/owner/app.git`, `ssh://git@host:22/owner/app.git`, `git@host:owner/app.git`; without whatever stands before an `@`. */
const ADDRESS = /^(?:([a-z+]+):\/\/)?(?:[^@/\s]*@)?([^/:\s]+)(:\d+)?[:/]+([^\s?#]+?)(?:\.git)?\/*$/i;

/** Where a repository lies on which server; undefined for what is no address. */
export function repositoryAt(address: string | undefined): { serverUrl: string; path: string } | undefined {
  const [, scheme = 'ssh', host, port = '', path] = ADDRESS.exec(address ?? '') ?? [];
  if (host === undefined || path === undefined) return undefined;
  const web = /^https?$/i.test(scheme);
  return {
    serverUrl: web ? `${scheme.toLowerCase()}://${host.toLowerCase()}${port}` : `https://${host.toLowerCase()}`,
    path,
  };
}
