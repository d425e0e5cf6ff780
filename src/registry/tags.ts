import { ActionError } from '../errors.ts';
import { isTag } from '../oci/reference.ts';
import { isMissing } from './client/accepted.ts';
import type { RepositoryContext } from './client/repository-context.ts';
import type { RequestContext } from './errors/facts.ts';
import { registryError } from './errors/registry-error.ts';
import { type HttpAnswer, headerLines } from './http/message.ts';
import { addressIn } from './http/origin.ts';
import * as endpoints from './protocol/endpoints.ts';
import { nextLink } from './protocol/link.ts';
import { TagListReader } from './tag-list-reader.ts';

const TAGS_PER_PAGE = 1000;
const MAX_PAGES = 1000;
/** Bytes over all pages: more than a million commits. */
const MAX_LIST_BYTES = 64 * 1024 * 1024;
/** Tags that are kept: more versions than anybody publishes. */
const MAX_TAGS = 200_000;

/** The tags of a repository that `keep` wants; undefined where there is no such repository. */
export async function listTags(
  context: RepositoryContext,
  keep: (tag: string) => boolean,
): Promise<readonly string[] | undefined> {
  const pages = new TagPages(context, keep);
  const first = endpoints.listTags(context.path, TAGS_PER_PAGE);
  let answer = await pages.read({ ...first, accept: [...first.accept, 400] });
  // Some registries refuse a page that is longer than theirs.
  if (answer.status === 400 && !isMissing(answer))
    answer = await pages.read(endpoints.listTags(context.path, undefined));
  if (isMissing(answer)) return undefined;
  const seen = new Set<string>();
  for (let count = 1; ; count += 1) {
    const next = addressIn(answer, nextLink(headerLines(answer, 'link')));
    if (next === undefined || seen.has(next.href)) return pages.tags;
    if (count === MAX_PAGES)
      throw registryError(answer, pages.requestContext, `there are more than ${MAX_PAGES} pages`);
    seen.add(next.href);
    answer = await pages.read(endpoints.moreTags(next));
  }
}

/** Reads pages of a list one after the other. Tags count once their page has come whole: a broken one is asked for again. */
class TagPages {
  readonly requestContext: RequestContext;
  readonly #context: RepositoryContext;
  readonly #keep: (tag: string) => boolean;
  readonly #tags = new Set<string>();
  #bytes = 0;

  constructor(context: RepositoryContext, keep: (tag: string) => boolean) {
    const { place, path } = context;
    this.requestContext = { ...place, action: `Listing the tags of ${place.registry}/${path}` };
    this.#context = context;
    this.#keep = keep;
  }

  get tags(): readonly string[] {
    return [...this.#tags];
  }

  async read(endpoint: endpoints.Endpoint): Promise<HttpAnswer> {
    const { scope, requester } = this.#context;
    let page: string[] = [];
    let reader: TagListReader | undefined;
    const receiver = () => {
      page = [];
      const next = new TagListReader((tag) => this.#take(tag, page));
      reader = next;
      return (bytes: Buffer) => this.#count(next, bytes);
    };
    const answer = await requester.request({ endpoint, scope, receiver }, this.requestContext);
    if (answer.status !== 200) return answer;
    if (reader?.complete !== true) throw registryError(answer, this.requestContext, 'the answer is not a list of tags');
    for (const tag of page) this.#tags.add(tag);
    return answer;
  }

  /** Names that the specification does not allow are skipped: this action cannot have written them. */
  #take(tag: string, page: string[]): void {
    if (!isTag(tag) || !this.#keep(tag)) return;
    page.push(tag);
    if (this.#tags.size + page.length > MAX_TAGS) throw this.#tooLong();
  }

  #count(reader: TagListReader, bytes: Buffer): void {
    this.#bytes += bytes.length;
    if (this.#bytes > MAX_LIST_BYTES) throw this.#tooLong();
    reader.write(bytes);
  }

  #tooLong(): ActionError {
    return new ActionError(
      'registry',
      `${this.requestContext.action} failed: the list is longer than this client reads`,
    );
  }
}
