import type { Predicate } from './predicate.ts';
import { isObject, valueAt } from './service.ts';
import { SLSA_PROVENANCE } from './statement/provenance.ts';

/** Whether two predicates of one type say the same. Of provenance it is the build that counts: each run of it has a number of its own. */
export function samePredicate({ predicateType, predicate }: Predicate, other: unknown): boolean {
  const relevant = predicateType === SLSA_PROVENANCE ? buildOf : (value: unknown) => value;
  return canonical(relevant(predicate)) === canonical(relevant(other));
}

/** GitLab's build type has the job's number among its parameters. */
function buildOf(predicate: unknown): unknown {
  const { internalParameters, ...build } = objectAt(predicate, 'buildDefinition');
  const { job, ...parameters } = objectAt({ internalParameters }, 'internalParameters');
  return [build, parameters, valueAt(predicate, 'runDetails', 'builder')];
}

function objectAt(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const found = valueAt(value, key);
  return isObject(found) ? found : {};
}

/** JSON with the keys in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}
