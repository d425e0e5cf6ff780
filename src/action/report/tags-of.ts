import type { ImageReport, TagReport } from './run-report.ts';

const STANDING: ReadonlySet<TagReport['state']> = new Set(['written', 'moved', 'unchanged']);

/** Full references of every tag that points at the digest now because this run wanted it. */
export function tagsOf({ name, tags }: ImageReport): string[] {
  return tags.filter(({ state }) => STANDING.has(state)).map((tag) => `${name}:${tag.name}`);
}
