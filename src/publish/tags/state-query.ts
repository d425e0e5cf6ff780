import type { RegistryClient } from '../../registry/api.ts';
import { listTags, type StateQuery, type TagList } from '../remote/repository-state.ts';
import { countsForMoving } from './moving-tags.ts';
import type { TagPlan } from './tag-plan.ts';

/** What the tags of a plan make it necessary to know about a repository. */
export function stateQuery(plan: TagPlan, { overwrite }: { readonly overwrite: boolean }): StateQuery {
  const { exact, plain } = plan;
  return {
    compared: overwrite ? [] : exact,
    optional: overwrite ? [...exact, ...plain] : plain,
    latest: needsLatest(plan),
    ...(needsList(plan) ? { listed: countsForMoving(plan) } : {}),
  };
}

/** The repository's tags that matter to a plan's moving ones, as they are now. */
export function listMovingTags(client: RegistryClient, plan: TagPlan): Promise<TagList> {
  return listTags(client, countsForMoving(plan));
}

export function needsList({ moving }: TagPlan): boolean {
  return moving.some(({ forced }) => !forced);
}

/** Several tags cost more than one request anyway, and a push by digest has no tag of its own to look behind. */
function needsLatest({ digestOnly, exact, plain, moving }: TagPlan): boolean {
  return (digestOnly || moving.length > 0) && ![...exact, ...plain].includes('latest');
}
