import { ActionError, ProblemsError, withHint } from '../../errors.ts';
import { formatRepository, type Repository } from '../../oci/reference.ts';
import type { SourceContext } from '../../source-context.ts';
import { collectCandidates } from './collect-candidates.ts';
import { parseTagLine } from './metadata/tag-line.ts';
import { planTags } from './plan-tags.ts';
import type { TagEntry } from './tag-entry.ts';
import { parsePattern } from './tag-pattern.ts';
import { isEmptyPlan, type TagPlan } from './tag-plan.ts';
import type { TagSettings } from './tag-settings.ts';
import { hasExpression } from './template.ts';
import { otherProgram } from './version.ts';
import { writtenFault } from './written-name.ts';

/**
 * What the entries of the input `tags` mean on this event: `auto`, `none`, names, patterns, and lines for
 * docker/metadata-action. Throws for entries that are wrong.
 */
export function resolveTags(entries: readonly TagEntry[], settings: TagSettings, context: SourceContext): TagPlan {
  checkEntries(entries);
  const { version } = settings;
  const empty = { digestOnly: false, exact: [], plain: [], moving: [], notices: [], ...(version && { version }) };
  const notMeant = settings.versionGiven ? undefined : otherProgram(settings.tagPrefix, context);
  if (notMeant !== undefined) return { ...empty, notices: [notMeant], notMeant };
  if (entries.some(isNone)) return { ...empty, digestOnly: true };
  const { candidates, notices } = collectCandidates(entries, settings, context);
  return planTags(candidates, notices, settings, context);
}

/** For a run that publishes: an image that no tag would name, though one should, is refused before anything is sent. */
export function requireTags(plan: TagPlan, repository: Repository): void {
  if (!isEmptyPlan(plan) || plan.notMeant !== undefined) return;
  const why =
    plan.notices.length === 0 ? '' : `: ${plan.notices.map((notice) => notice.replace(/\.$/, '')).join('; ')}`;
  throw new ActionError('tag', `There is no tag for ${formatRepository(repository)}${why}`, {
    hint: 'Set tags: to a name such as edge, or version: to the version, or tags: none to push by digest alone.',
  });
}

function isNone({ kind, text }: TagEntry): boolean {
  return kind === 'own' && text === 'none';
}

function checkEntries(entries: readonly TagEntry[]): void {
  const problems = entries.flatMap((entry) => faultOf(entry) ?? []);
  if (entries.some(isNone) && entries.length > 1) problems.push('tags: none cannot be combined with other tags');
  if (problems.length > 0) throw new ProblemsError('input', problems);
}

function faultOf({ kind, text }: TagEntry): string | undefined {
  try {
    if (kind === 'line') parseTagLine(text);
    else if (hasExpression(text)) parsePattern(text);
    return kind === 'line' ? undefined : writtenFault(text);
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    const problem = withHint(error);
    return problem.startsWith('tags: ') ? problem : `tags: ${problem}`;
  }
}
