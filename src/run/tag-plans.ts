import type { Request } from '../action/request.ts';
import type { PublishDecision } from '../publish/publish-decision.ts';
import { parseFlavor } from '../publish/tags/metadata/flavor.ts';
import { requireTags, resolveTags } from '../publish/tags/resolve-tags.ts';
import type { TagPlan } from '../publish/tags/tag-plan.ts';
import type { ReleaseVersion } from '../publish/tags/version.ts';
import type { SourceContext } from '../source-context.ts';

/**
 * The tags of each target of the request, in its order.
 * @param now milliseconds since 1970, for tags that hold a date
 */
export function tagPlans(
  request: Request,
  version: ReleaseVersion | undefined,
  context: SourceContext,
  decision: PublishDecision,
  now: number,
): TagPlan[] {
  const { tagPrefix, latest, overwrite, flavorLines } = request;
  const versionGiven = request.version !== '';
  const flavor = parseFlavor(flavorLines);
  return request.targets.map(({ repository, tags }) => {
    const plan = resolveTags(tags, { version, versionGiven, tagPrefix, latest, overwrite, flavor, now }, context);
    if (decision.publish && plan.notMeant === undefined) requireTags(plan, repository);
    return plan;
  });
}

/** A run without any tag that is meant for it publishes nothing, and succeeds: a matrix needs no condition then. */
export function decisionFor(plans: readonly TagPlan[], decision: PublishDecision): PublishDecision {
  const [first] = plans;
  const reason = first?.notMeant;
  if (!decision.publish || reason === undefined) return decision;
  return plans.every(({ notMeant }) => notMeant !== undefined) ? { publish: false, reason } : decision;
}
