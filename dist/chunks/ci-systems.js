// src/inputs/ci-systems.ts
var isTrue = (text) => text?.toLowerCase() === "true";
var CI_SYSTEMS = [
  {
    // https://docs.gitlab.com/ci/variables/predefined_variables/
    name: "GitLab CI/CD",
    isHere: (get) => isTrue(get("GITLAB_CI")),
    read: (get) => ({
      tag: get("CI_COMMIT_TAG"),
      branch: get("CI_COMMIT_BRANCH"),
      defaultBranch: get("CI_DEFAULT_BRANCH"),
      commit: get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") ?? get("CI_COMMIT_SHA"),
      commitTime: get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") === void 0 ? get("CI_COMMIT_TIMESTAMP") : void 0,
      scheduled: get("CI_PIPELINE_SOURCE") === "schedule",
      mergeRequest: gitlabMergeRequest(get),
      repositoryUrl: get("CI_PROJECT_URL"),
      title: get("CI_PROJECT_TITLE"),
      description: get("CI_PROJECT_DESCRIPTION"),
      actor: get("GITLAB_USER_LOGIN"),
      ...gitlabRegistry(get)
    })
  },
  {
    // https://buildkite.com/docs/pipelines/configure/environment-variables
    name: "Buildkite",
    isHere: (get) => isTrue(get("BUILDKITE")),
    read: (get) => ({
      tag: get("BUILDKITE_TAG"),
      branch: get("BUILDKITE_BRANCH"),
      defaultBranch: get("BUILDKITE_PIPELINE_DEFAULT_BRANCH"),
      commit: get("BUILDKITE_COMMIT"),
      scheduled: get("BUILDKITE_SOURCE") === "schedule",
      mergeRequest: mergeRequest(
        get("BUILDKITE_PULL_REQUEST"),
        !sameRepository(get("BUILDKITE_PULL_REQUEST_REPO"), get("BUILDKITE_REPO")),
        get("BUILDKITE_PULL_REQUEST_BASE_BRANCH")
      ),
      repositoryUrl: get("BUILDKITE_REPO")
    })
  },
  {
    // https://circleci.com/docs/reference/variables/ CIRCLE_PR_NUMBER is set for pull requests from forks only.
    name: "CircleCI",
    isHere: (get) => isTrue(get("CIRCLECI")),
    read: (get) => ({
      tag: get("CIRCLE_TAG"),
      branch: get("CIRCLE_BRANCH"),
      commit: get("CIRCLE_SHA1"),
      mergeRequest: mergeRequest(get("CIRCLE_PR_NUMBER"), true),
      repositoryUrl: get("CIRCLE_REPOSITORY_URL")
    })
  },
  {
    // https://www.jenkins.io/doc/book/pipeline/multibranch/#additional-environment-variables
    name: "Jenkins",
    isHere: (get) => get("JENKINS_URL") !== void 0,
    read: (get) => ({
      tag: get("TAG_NAME"),
      branch: get("BRANCH_NAME") ?? get("GIT_BRANCH")?.replace(/^origin\//, ""),
      defaultBranch: isTrue(get("BRANCH_IS_PRIMARY")) ? get("BRANCH_NAME") : void 0,
      commit: get("GIT_COMMIT"),
      mergeRequest: mergeRequest(get("CHANGE_ID"), get("CHANGE_FORK") !== void 0, get("CHANGE_TARGET")),
      repositoryUrl: get("GIT_URL")
    })
  },
  {
    // https://woodpecker-ci.org/docs/usage/environment
    name: "Woodpecker CI",
    isHere: (get) => get("CI") === "woodpecker",
    read: (get) => ({
      tag: get("CI_COMMIT_TAG"),
      branch: get("CI_COMMIT_BRANCH"),
      defaultBranch: get("CI_REPO_DEFAULT_BRANCH"),
      commit: get("CI_COMMIT_SHA"),
      scheduled: get("CI_PIPELINE_EVENT") === "cron",
      mergeRequest: mergeRequest(get("CI_COMMIT_PULL_REQUEST"), true, get("CI_COMMIT_TARGET_BRANCH")),
      repositoryUrl: get("CI_REPO_URL")
    })
  },
  {
    // https://docs.drone.io/pipeline/environment/reference/
    name: "Drone",
    isHere: (get) => isTrue(get("DRONE")),
    read: (get) => ({
      tag: get("DRONE_TAG"),
      branch: get("DRONE_BRANCH"),
      defaultBranch: get("DRONE_REPO_BRANCH"),
      commit: get("DRONE_COMMIT_SHA"),
      scheduled: get("DRONE_BUILD_EVENT") === "cron",
      mergeRequest: mergeRequest(get("DRONE_PULL_REQUEST"), true, get("DRONE_TARGET_BRANCH")),
      repositoryUrl: get("DRONE_REPO_LINK")
    })
  },
  {
    // https://learn.microsoft.com/azure/devops/pipelines/build/variables
    name: "Azure Pipelines",
    isHere: (get) => isTrue(get("TF_BUILD")),
    read: (get) => ({
      ref: get("BUILD_SOURCEBRANCH"),
      commit: get("BUILD_SOURCEVERSION"),
      scheduled: get("BUILD_REASON") === "Schedule",
      mergeRequest: mergeRequest(
        get("SYSTEM_PULLREQUEST_PULLREQUESTNUMBER") ?? get("SYSTEM_PULLREQUEST_PULLREQUESTID"),
        isTrue(get("SYSTEM_PULLREQUEST_ISFORK")),
        get("SYSTEM_PULLREQUEST_TARGETBRANCH")?.replace(/^refs\/heads\//, "")
      ),
      repositoryUrl: get("BUILD_REPOSITORY_URI")
    })
  },
  {
    // https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/ A fork's pull request runs no pipeline here.
    name: "Bitbucket Pipelines",
    isHere: (get) => get("BITBUCKET_BUILD_NUMBER") !== void 0,
    read: (get) => ({
      tag: get("BITBUCKET_TAG"),
      branch: get("BITBUCKET_BRANCH"),
      commit: get("BITBUCKET_COMMIT"),
      mergeRequest: mergeRequest(get("BITBUCKET_PR_ID"), false, get("BITBUCKET_PR_DESTINATION_BRANCH")),
      repositoryUrl: get("BITBUCKET_GIT_HTTP_ORIGIN")
    })
  },
  {
    // https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
    name: "AWS CodeBuild",
    isHere: (get) => get("CODEBUILD_BUILD_ID") !== void 0,
    read: (get) => {
      const [, kind, name] = /^(branch|tag|pr)\/(.+)$/.exec(get("CODEBUILD_WEBHOOK_TRIGGER") ?? "") ?? [];
      return {
        tag: kind === "tag" ? name : void 0,
        branch: kind === "branch" ? name : void 0,
        commit: get("CODEBUILD_RESOLVED_SOURCE_VERSION"),
        mergeRequest: kind === "pr" ? mergeRequest(name, true, branchOf(get("CODEBUILD_WEBHOOK_BASE_REF"))) : void 0,
        repositoryUrl: get("CODEBUILD_SOURCE_REPO_URL")
      };
    }
  }
];
function gitlabMergeRequest(get) {
  const fork = get("CI_MERGE_REQUEST_SOURCE_PROJECT_ID") !== get("CI_MERGE_REQUEST_PROJECT_ID");
  const own = mergeRequest(get("CI_MERGE_REQUEST_IID"), fork, get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"));
  if (own !== void 0) return own;
  const source = get("CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY");
  const outside = source !== get("CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY");
  const target = get("CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME");
  return mergeRequest(get("CI_EXTERNAL_PULL_REQUEST_IID"), outside, target);
}
function gitlabRegistry(get) {
  const host = get("CI_REGISTRY")?.toLowerCase();
  if (host === void 0) return {};
  const registry = { host, image: get("CI_REGISTRY_IMAGE") };
  const [username, password] = [get("CI_REGISTRY_USER"), get("CI_REGISTRY_PASSWORD")];
  if (username !== void 0 && password !== void 0) {
    return { registry, login: { registry: host, username, password } };
  }
  const token = get("CI_JOB_TOKEN");
  if (token === void 0) return { registry };
  return { registry, login: { registry: host, username: "gitlab-ci-token", password: token } };
}
function mergeRequest(number, fromFork, target) {
  if (number === void 0 || !/^\d{1,12}$/.test(number)) return void 0;
  return { number: Number(number), fromFork, target };
}
function sameRepository(a, b) {
  const [one, other] = [repositoryAt(a), repositoryAt(b)];
  return one !== void 0 && one.serverUrl === other?.serverUrl && one.path.toLowerCase() === other.path.toLowerCase();
}
function branchOf(ref) {
  return ref?.startsWith("refs/heads/") ? ref.slice("refs/heads/".length) : void 0;
}
var ADDRESS = /^(?:([a-z+]+):\/\/)?(?:[^@/\s]*@)?([^/:\s]+)(:\d+)?[:/]+([^\s?#]+?)(?:\.git)?\/*$/i;
function repositoryAt(address) {
  const [, scheme = "ssh", host, port = "", path] = ADDRESS.exec(address ?? "") ?? [];
  if (host === void 0 || path === void 0) return void 0;
  const web = /^https?$/i.test(scheme);
  return {
    serverUrl: web ? `${scheme.toLowerCase()}://${host.toLowerCase()}${port}` : `https://${host.toLowerCase()}`,
    path
  };
}

// src/inputs/ci-context.ts
function ciSystemOf(environment) {
  if (environment["GITHUB_ACTIONS"] === "true") return void 0;
  const variables = variablesOf(environment);
  return CI_SYSTEMS.find(({ isHere }) => isHere(variables));
}
function ciContext(environment) {
  const run = ciSystemOf(environment)?.read(variablesOf(environment));
  return run && contextOf(run);
}
function ciLogin(environment) {
  return ciSystemOf(environment)?.read(variablesOf(environment)).login;
}
var SECRETS = [
  "CI_JOB_TOKEN",
  "SIGSTORE_ID_TOKEN",
  "CI_REGISTRY_PASSWORD",
  "CI_DEPLOY_PASSWORD",
  "CI_DEPENDENCY_PROXY_PASSWORD"
];
function ciSecrets(environment) {
  return SECRETS.flatMap((name) => environment[name] || []);
}
function variablesOf(environment) {
  return (name) => environment[name]?.trim() || void 0;
}
function contextOf(run) {
  const { mergeRequest: mergeRequest2, registry, title, description, actor, defaultBranch } = run;
  const repository = repositoryAt(run.repositoryUrl);
  const revision = /^[0-9a-f]{40,64}$/.test(run.commit ?? "") ? run.commit : void 0;
  const page = repository && `${repository.serverUrl}/${repository.path}`;
  const found = {
    event: eventOf(run),
    ref: refOf(run),
    revision,
    eventCommit: revision,
    baseRef: mergeRequest2?.target,
    repository: repository?.path,
    serverUrl: repository?.serverUrl ?? "",
    defaultBranch,
    title,
    description,
    htmlUrl: page,
    commitTime: secondsOf(run.commitTime),
    pullRequest: mergeRequest2 && { number: mergeRequest2.number, fromFork: mergeRequest2.fromFork },
    actor,
    ownRegistry: registry?.host,
    ownImage: registry?.image
  };
  return Object.fromEntries(
    Object.entries(found).filter(([, value]) => value !== void 0)
  );
}
function eventOf({ mergeRequest: mergeRequest2, scheduled, tag }) {
  if (mergeRequest2 !== void 0) return "pull_request";
  return scheduled && tag === void 0 ? "schedule" : "push";
}
function refOf({ mergeRequest: mergeRequest2, tag, branch, ref }) {
  if (mergeRequest2 !== void 0) return `refs/pull/${mergeRequest2.number}/merge`;
  if (ref !== void 0) return ref;
  if (tag !== void 0) return `refs/tags/${tag}`;
  return branch === void 0 ? "" : `refs/heads/${branch}`;
}
function secondsOf(time) {
  const milliseconds = Date.parse(time ?? "");
  return Number.isNaN(milliseconds) ? void 0 : Math.floor(milliseconds / 1e3);
}

export {
  ciContext,
  ciLogin,
  ciSecrets
};
