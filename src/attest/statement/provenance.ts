import type { Environment } from '../../ports.ts';
import type { Claims } from '../identity/claims.ts';
import type { Predicate } from '../predicate.ts';
import type { BuildFacts } from './build-facts.ts';
import { githubProvenance, workflowOf } from './github-provenance.ts';
import { gitlabProvenance } from './gitlab-provenance.ts';
import { localProvenance } from './local-provenance.ts';

/** https://slsa.dev/spec/v1.0/provenance */
export const SLSA_PROVENANCE = 'https://slsa.dev/provenance/v1';

/** Where the image comes from, as its CI system vouches for it, or as far as it is known at all. */
export function provenanceOf(claims: Claims | undefined, facts: BuildFacts, environment: Environment): Predicate {
  return { predicateType: SLSA_PROVENANCE, predicate: predicateOf(claims, facts, environment) };
}

function predicateOf(claims: Claims | undefined, facts: BuildFacts, environment: Environment): object {
  const workflow = workflowOf(claims, environment);
  if (workflow !== undefined) return githubProvenance(workflow, facts);
  if (environment.GITLAB_CI === 'true') return gitlabProvenance(environment, facts);
  return localProvenance(environment, facts);
}
