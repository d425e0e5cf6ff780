import { ActionError, ProblemsError } from '../../errors.ts';
import { formatRepository, type Repository } from '../../oci/reference.ts';
import { printable } from '../../printable.ts';
import type { SourceContext } from '../../source-context.ts';
import { sourceRef } from '../source-ref.ts';
import { automaticTags } from './automatic-tags.ts';
import { refuseMetadataLines } from './metadata-lines.ts';
import { tagName, versionOfTag } from './tag-name.ts';
import { isPattern, PLACEHOLDERS, renderPattern, unknownPlaceholders } from './tag-pattern.ts';
import { isEmptyPlan, type MovingTag, type TagPlan } from './tag-plan.ts';
import type { ReleaseVersion } from './version.ts';

export interface TagSettings {
  readonly version: ReleaseVersion | undefined;
  readonly tagPrefix: string;
  readonly latest: 'auto' | boolean;
}

/**
 * What the entries of the input `tags` mean on this event: `auto`, `none`, names and patterns. What was literally
 * written is an order; what stands for a range of versions is a moving tag. Throws for entries that are wrong.
 */
export function resolveTags(entries: readonly string[], settings: TagSettings, context: SourceContext): TagPlan {
  const wanted = checkEntries(entries);
  if (wanted.includes('none')) return { digestOnly: true, exact: [], plain: [], moving: [], notices: [] };
  const collected = new Collection(settings, context);
  for (const entry of wanted) collected.add(entry);
  return collected.plan();
}

/** For a run that publishes: an image that no tag would name is refused before anything is sent. */
export function requireTags(plan: TagPlan, repository: Repository): void {
  if (!isEmptyPlan(plan)) return;
  const why = plan.notices.length === 0 ? '' : `: ${plan.notices.join('; ')}`;
  throw new ActionError('tag', `There is no tag for ${formatRepository(repository)}${why}`, {
    hint: 'Set tags: to a name such as edge, or version: to the version, or tags: none to push by digest alone.',
  });
}

function checkEntries(entries: readonly string[]): string[] {
  const problems: string[] = [];
  const kept = refuseMetadataLines(entries, problems);
  for (const entry of kept) {
    for (const name of unknownPlaceholders(entry)) {
      const known = PLACEHOLDERS.map((one) => `{{${one}}}`).join(' ');
      problems.push(`tags: {{${printable(name, 60)}}} is not known; there are ${known}`);
    }
  }
  if (kept.includes('none') && kept.length > 1) problems.push('tags: none cannot stand beside other tags');
  if (problems.length > 0) throw new ProblemsError('input', problems);
  return kept;
}

class Collection {
  readonly #settings: TagSettings;
  readonly #context: SourceContext;
  readonly #names = new Set<string>();
  readonly #moving = new Map<string, MovingTag>();
  readonly #notices: string[] = [];

  constructor(settings: TagSettings, context: SourceContext) {
    this.#settings = settings;
    this.#context = context;
  }

  add(entry: string): void {
    if (entry === 'auto') this.#addAutomatic();
    else if (isPattern(entry)) this.#addPattern(entry);
    else this.#addName(entry);
  }

  #addAutomatic(): void {
    const { version, tagPrefix } = this.#settings;
    const { names, moving, notice } = automaticTags(version, tagPrefix, this.#context);
    for (const name of names) this.#addName(name);
    for (const tag of moving) this.#moving.set(tag.name, tag);
    if (notice !== undefined) this.#notices.push(notice);
  }

  #addPattern(entry: string): void {
    const rendered = renderPattern(entry, this.#settings.version, this.#context);
    if (rendered.kind === 'name') this.#addName(rendered.name);
    else if (rendered.kind === 'moving') this.#addMoving(rendered.tag);
    else this.#notices.push(`tags: ${printable(entry, 100)} was skipped: ${rendered.reason}`);
  }

  #addMoving(tag: MovingTag): void {
    const name = this.#valid(tag.name);
    if (name !== undefined) this.#moving.set(name, { ...tag, name });
  }

  #addName(text: string): void {
    const name = this.#valid(text);
    if (name !== undefined) this.#names.add(name);
  }

  #valid(text: string): string | undefined {
    const name = tagName(text);
    const shown = printable(text, 200);
    if (name === undefined) this.#notices.push(`"${shown}" was skipped: nothing of it may stand in a tag`);
    else if (name !== text) this.#notices.push(`"${shown}" is no valid tag and is written as ${name}`);
    return name;
  }

  plan(): TagPlan {
    this.#applyLatest();
    const names = [...this.#names];
    const { version } = this.#settings;
    return {
      ...(version === undefined ? {} : { version }),
      digestOnly: false,
      exact: names.filter((name) => versionOfTag(name) !== undefined),
      plain: names.filter((name) => versionOfTag(name) === undefined),
      moving: [...this.#moving.values()].filter(({ name }) => !this.#names.has(name)),
      notices: this.#notices,
    };
  }

  /** `latest: true` adds it even where it goes back, but a pull request is not the latest of anything. */
  #applyLatest(): void {
    const { latest } = this.#settings;
    if (latest === false) this.#moving.delete('latest');
    if (latest !== true || sourceRef(this.#context).kind === 'pull-request') return;
    this.#moving.set('latest', { name: 'latest', prefix: '', suffix: '', forced: true });
  }
}
