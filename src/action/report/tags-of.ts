import type { ImageReport } from './run-report.ts';

/** Full references of every tag that points at the digest now because this run wanted it. */
export function tagsOf({ name, tags }: ImageReport): string[] {
  return tags.filter(({ state }) => state !== 'left alone' && state !== 'failed').map((tag) => `${name}:${tag.name}`);
}
