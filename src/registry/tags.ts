import { isTag } from '../oci/reference.ts';
import * as endpoints from './endpoints.ts';
import { registryError } from './errors/registry-error.ts';
import { nextLink } from './http/link.ts';
import { parseLocation } from './http/location.ts';
import { type HttpAnswer, headerLines } from './http/message.ts';
import { jsonObject } from './json-object.ts';
import type { RepositoryContext } from './repository-context.ts';

const PAGE = 1000;
const MOST_PAGES = 1000;
const LIMIT = 4 * 1024 * 1024;

/** All tags of a repository; undefined where there is no such repository. */
export async function listTags(context: RepositoryContext): Promise<readonly string[] | undefined> {
  const { circumstances, path, purpose, requester } = context;
  const who = { ...circumstances, action: `Listing the tags of ${circumstances.registry}/${path}` };
  const ask = (endpoint: endpoints.Endpoint) => requester.request({ endpoint, purpose, answerLimit: LIMIT }, who);
  const first = endpoints.listTags(path, PAGE);
  let answer = await ask({ ...first, accept: [...first.accept, 400] });
  // Some registries refuse a page that is longer than theirs.
  if (answer.status === 400) answer = await ask(endpoints.listTags(path, undefined));
  if (answer.status === 404) return undefined;
  const tags = new Set<string>();
  const seen = new Set<string>();
  for (let pages = 1; ; pages += 1) {
    const page = tagsOf(answer);
    if (page === undefined) throw registryError(answer, who, 'the answer is not a list of tags');
    for (const tag of page) tags.add(tag);
    const next = parseLocation(nextLink(headerLines(answer, 'link')), answer.url);
    if (next === undefined || seen.has(next.href)) return [...tags];
    if (pages === MOST_PAGES) throw registryError(answer, who, `there are more than ${MOST_PAGES} pages`);
    seen.add(next.href);
    answer = await ask(endpoints.moreTags(next));
  }
}

/** `"tags": null` means none; what is not a tag by the specification is none of ours. */
function tagsOf({ body, truncated }: HttpAnswer): readonly string[] | undefined {
  const document = truncated ? undefined : jsonObject(body);
  if (document === undefined) return undefined;
  const { tags = null } = document;
  if (tags === null) return [];
  return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string' && isTag(tag)) : undefined;
}
