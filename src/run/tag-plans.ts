import { InputProblems } from '../inputs/input-problems.ts';
import type { Request } from '../inputs/request.ts';
import type { PublishDecision } from '../publish/publish-decision.ts';
import { NO_FLAVOR, parseFlavor } from '../publish/tags/metadata/flavor.ts';
import { requireTags, resolveTags } from '../publish/tags/resolve-tags.ts';
import type { TagPlan } from '../publish/tags/tag-plan.ts';
import { type ReleaseVersion, releaseVersion } from '../publish/tags/version.ts';
import type { SourceContext } from '../source-context.ts';

export interface TagPlans {
  readonly version: ReleaseVersion | undefined;
  /** For each target of the request, in its order. */
  readonly tagPlans: readonly TagPlan[];
  readonly decision: PublishDecision;
}

/**
 * Reads all that the inputs say about versions and tags; what is wrong goes into `problems`.
 * @param now milliseconds since 1970, for tags that hold a date
 */
export function readTagPlans(
  request: Request,
  context: SourceContext,
  decision: PublishDecision,
  now: number,
  problems: InputProblems,
): TagPlans {
  const own = new InputProblems();
  const { targets, tagPrefix, latest, overwrite } = request;
  const version = own.attempt(() => releaseVersion(request, context));
  const flavor = own.attempt(() => parseFlavor(request.flavorLines)) ?? NO_FLAVOR;
  const settings = { version, versionGiven: request.version !== '', tagPrefix, latest, overwrite, flavor, now };
  const plans = targets.flatMap(({ repository, tags }) => {
    // That there is no tag may be but a consequence of what is wrong already.
    const known = !own.any && (tags.length > 0 || !problems.any);
    const plan = own.attempt(() => resolveTags(tags, settings, context));
    if (plan !== undefined && known && decision.publish) own.attempt(() => requireTags(plan, repository));
    return plan ?? [];
  });
  problems.addAll(own);
  return { version, tagPlans: plans, decision: decisionFor(plans, decision) };
}

/** A run without any tag that is meant for it publishes nothing, and succeeds: a matrix needs no condition then. */
function decisionFor(plans: readonly TagPlan[], decision: PublishDecision): PublishDecision {
  const [first] = plans;
  const reason = first?.notMeant;
  if (!decision.publish || reason === undefined) return decision;
  return plans.every(({ notMeant }) => notMeant !== undefined) ? { publish: false, reason } : decision;
}
