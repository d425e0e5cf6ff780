import type { RegistryClient } from '../../registry/api.ts';
import { listTags, type StateQuery, type TagList } from '../remote/repository-state.ts';
import { countsForMoving } from './moving-tags.ts';
import { namedTags, type TagPlan, tagNames } from './tag-plan.ts';

/** What the tags of a plan make it necessary to know about a repository. */
export function stateQuery(plan: TagPlan, { overwrite }: { readonly overwrite: boolean }): StateQuery {
  const compared = overwrite ? [] : plan.exact;
  return {
    compared,
    optional: tagsToCompare(plan).filter((tag) => !compared.includes(tag)),
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

/**
 * Those whose content is compared with what this run makes before anything is sent: an exact or plain tag where there is
 * one, since what moves moves with it, or else the moving ones.
 */
export function tagsToCompare(plan: TagPlan): readonly string[] {
  const named = namedTags(plan);
  return named.length > 0 ? named : tagNames(plan);
}

/** A version and its moving tags cost more than one request anyway, and a push by digest has no tag of its own to look behind. */
function needsLatest(plan: TagPlan): boolean {
  const hasBoth = namedTags(plan).length > 0 && plan.moving.length > 0;
  return (plan.digestOnly || hasBoth) && !namedTags(plan).includes('latest');
}
