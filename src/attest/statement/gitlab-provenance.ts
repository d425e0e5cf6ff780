import type { Environment } from '../../ports.ts';
import { actionDependencies, type BuildFacts, binaryDependencies } from './build-facts.ts';

/**
 * GitLab's own build type, as its runner writes it (https://docs.gitlab.com/ci/runners/configure_runners/#artifact-provenance-metadata),
 * but without the job's variables: some of them are secrets.
 */
export function gitlabProvenance(environment: Environment, facts: BuildFacts): object {
  const read = (name: string) => environment[name] ?? '';
  const project = read('CI_PROJECT_URL');
  const version = read('CI_RUNNER_VERSION') || 'main';
  return {
    buildDefinition: {
      buildType: `https://gitlab.com/gitlab-org/gitlab-runner/-/blob/${version}/PROVENANCE.md`,
      externalParameters: { source: project, entryPoint: read('CI_JOB_NAME'), ref: read('CI_COMMIT_REF_NAME') },
      internalParameters: {
        job: read('CI_JOB_ID'),
        name: read('CI_RUNNER_DESCRIPTION'),
        executor: 'runner',
        pipelineSource: read('CI_PIPELINE_SOURCE'),
      },
      resolvedDependencies: [
        { uri: `git+${project}@${read('CI_COMMIT_REF_NAME')}`, digest: { gitCommit: read('CI_COMMIT_SHA') } },
        ...actionDependencies(facts),
        ...binaryDependencies(facts),
      ],
    },
    runDetails: {
      builder: { id: `${project}/-/runners/${read('CI_RUNNER_ID')}` },
      metadata: { invocationId: read('CI_JOB_URL') },
    },
  };
}
