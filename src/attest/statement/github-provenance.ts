import type { Environment } from '../../ports.ts';
import type { Claims } from '../identity/claims.ts';
import { actionDependencies, type BuildFacts, binaryDependencies } from './build-facts.ts';

/** A run of a workflow. */
export interface WorkflowRun {
  /** `https://github.com` */
  readonly server: string;
  readonly repository: string;
  readonly repositoryId: string;
  readonly ownerId: string;
  readonly ref: string;
  readonly sha: string;
  readonly event: string;
  /** `o/r/.github/workflows/release.yml@refs/tags/v1`: the file that was started. */
  readonly workflowRef: string;
  /** The file that the job stands in: a reusable workflow, or the same. */
  readonly jobWorkflowRef: string;
  readonly runnerEnvironment: string;
  readonly runId: string;
  readonly runAttempt: string;
}

/** https://actions.github.io/buildtypes/workflow/v1, filled in as @actions/attest does it, so that its verifiers agree. */
export function githubProvenance(run: WorkflowRun, facts: BuildFacts): object {
  const source = `${run.server}/${run.repository}`;
  const path = run.workflowRef.replace(`${run.repository}/`, '').split('@', 1)[0] ?? '';
  return {
    buildDefinition: {
      buildType: 'https://actions.github.io/buildtypes/workflow/v1',
      externalParameters: { workflow: { ref: run.ref, repository: source, path } },
      internalParameters: {
        github: {
          event_name: run.event,
          repository_id: run.repositoryId,
          repository_owner_id: run.ownerId,
          runner_environment: run.runnerEnvironment,
        },
      },
      resolvedDependencies: [
        { uri: `git+${source}@${run.ref}`, digest: { gitCommit: run.sha } },
        ...actionDependencies(facts),
        ...binaryDependencies(facts),
      ],
    },
    runDetails: {
      builder: { id: `${run.server}/${run.jobWorkflowRef}` },
      metadata: { invocationId: `${source}/actions/runs/${run.runId}/attempts/${run.runAttempt}` },
    },
  };
}

/** From the identity token's claims, which GitHub signed; without one (a key signs) from the job's variables. */
export function workflowOf(claims: Claims | undefined, environment: Environment): WorkflowRun | undefined {
  const server = (environment.GITHUB_SERVER_URL || 'https://github.com').replace(/\/+$/, '');
  if (claims?.text('job_workflow_ref') !== undefined) return fromClaims(claims, server);
  return environment.GITHUB_WORKFLOW_REF ? fromVariables(environment, server) : undefined;
}

function fromClaims(claims: Claims, server: string): WorkflowRun {
  const read = (name: string) => claims.text(name) ?? '';
  return {
    server,
    repository: read('repository'),
    repositoryId: read('repository_id'),
    ownerId: read('repository_owner_id'),
    ref: read('ref'),
    sha: read('sha'),
    event: read('event_name'),
    workflowRef: read('workflow_ref'),
    jobWorkflowRef: read('job_workflow_ref'),
    runnerEnvironment: read('runner_environment'),
    runId: read('run_id'),
    runAttempt: read('run_attempt'),
  };
}

function fromVariables(environment: Environment, server: string): WorkflowRun {
  const read = (name: string) => environment[name] ?? '';
  return {
    server,
    repository: read('GITHUB_REPOSITORY'),
    repositoryId: read('GITHUB_REPOSITORY_ID'),
    ownerId: read('GITHUB_REPOSITORY_OWNER_ID'),
    ref: read('GITHUB_REF'),
    sha: read('GITHUB_SHA'),
    event: read('GITHUB_EVENT_NAME'),
    workflowRef: read('GITHUB_WORKFLOW_REF'),
    jobWorkflowRef: read('GITHUB_WORKFLOW_REF'),
    runnerEnvironment: read('RUNNER_ENVIRONMENT'),
    runId: read('GITHUB_RUN_ID'),
    runAttempt: read('GITHUB_RUN_ATTEMPT'),
  };
}
