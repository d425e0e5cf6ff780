import type { Environment } from '../../ports.ts';
import { type BuildFacts, binaryDependencies } from './build-facts.ts';

/** No CI vouches for a local run, so this provenance only says which program packed which files, not who built them. */
export function localProvenance(environment: Environment, facts: BuildFacts): object {
  const system = environment.CI ? 'unknown-ci' : 'local';
  return {
    buildDefinition: {
      buildType: 'urn:from-scratch:build:v1',
      externalParameters: {},
      resolvedDependencies: binaryDependencies(facts),
    },
    runDetails: { builder: { id: `urn:from-scratch:${system}` } },
  };
}
