import type { Annotations, Descriptor } from '../oci/descriptor.ts';
import { type Digest, isDigest } from '../oci/digest.ts';
import { MEDIA_TYPE } from '../oci/media-types.ts';
import type { FetchedManifest } from './api.ts';
import type { RepositoryContext } from './client/repository-context.ts';
import type { Outcome } from './errors/facts.ts';
import { registryError } from './errors/registry-error.ts';
import { ConnectionFailure } from './http/connection-failure.ts';
import { type HttpAnswer, headerLines } from './http/message.ts';
import { RefusedAddress } from './http/redirects.ts';
import { mayPass, type RetryBudget } from './http/retry.ts';
import * as endpoints from './protocol/endpoints.ts';
import { isObject, jsonObject } from './protocol/json-object.ts';
import { nextLink } from './protocol/link.ts';
import { parseLocation } from './protocol/location.ts';

const LIMIT = 4 * 1024 * 1024;
const MOST_PAGES = 100;

/**
 * What the registry lists for a subject; undefined where it has no such list, in whatever way it says so: 404, a web page,
 * or a redirect to somewhere else.
 */
export async function listReferrers(context: RepositoryContext, subject: Digest): Promise<Descriptor[] | undefined> {
  const retryBudget = context.retryBudget();
  const found: Descriptor[] = [];
  const seen = new Set<string>();
  let endpoint = endpoints.listReferrers(context.path, subject);
  for (let pages = 1; pages <= MOST_PAGES; pages += 1) {
    const answer = await ask(context, endpoint, subject, retryBudget);
    const page = answer === undefined ? undefined : entriesOf(answer.body);
    if (answer === undefined || page === undefined) return undefined;
    found.push(...page);
    const next = parseLocation(nextLink(headerLines(answer, 'link')), answer.url);
    if (next === undefined || seen.has(next.href)) break;
    seen.add(next.href);
    endpoint = endpoints.moreReferrers(next);
  }
  return found;
}

/** The answer that may be a list; undefined where there is none and none will come. */
async function ask(
  { place, path, scope, requester }: RepositoryContext,
  endpoint: endpoints.Endpoint,
  subject: Digest,
  retryBudget: RetryBudget,
): Promise<HttpAnswer | undefined> {
  for (;;) {
    const outcome = await requester.once({ endpoint, scope, answerLimit: LIMIT });
    if (outcome instanceof RefusedAddress || isNoList(outcome, endpoint)) return undefined;
    if (!(outcome instanceof Error) && !mayPass(outcome)) return outcome.status === 200 ? outcome : undefined;
    const givenUp = await retryBudget.pause(outcome);
    if (givenUp === undefined) continue;
    const action = `Listing what refers to ${place.registry}/${path}@${subject}`;
    throw registryError(outcome, { ...place, action }, givenUp);
  }
}

/** A page for people, or a failure at an address that the request was sent on to. */
function isNoList(outcome: Outcome, { target }: endpoints.Endpoint): boolean {
  if (!(outcome instanceof ConnectionFailure)) return false;
  return !mayPass(outcome) || (typeof target === 'string' && outcome.request.url.pathname !== target);
}

function entriesOf(body: Buffer): Descriptor[] | undefined {
  const document = jsonObject(body);
  if (document?.mediaType !== MEDIA_TYPE.index || !Array.isArray(document.manifests)) return undefined;
  return document.manifests.flatMap((entry) => readEntry(entry) ?? []);
}

/** A descriptor in a list of referrers, with no more of it than is understood. */
export function readEntry(value: unknown): Descriptor | undefined {
  if (!isObject(value)) return undefined;
  const { mediaType, digest, size, artifactType, annotations } = value;
  if (typeof mediaType !== 'string' || typeof digest !== 'string' || !isDigest(digest)) return undefined;
  if (typeof size !== 'number') return undefined;
  return {
    mediaType,
    digest,
    size,
    ...(typeof artifactType === 'string' && artifactType !== '' ? { artifactType } : {}),
    ...(isAnnotations(annotations) ? { annotations } : {}),
  };
}

function isAnnotations(value: unknown): value is Annotations {
  return isObject(value) && Object.values(value).every((text) => typeof text === 'string');
}

/** Not repeated after a lost answer by itself: the caller reads the tag again in any case. */
export async function replaceManifest(
  { place, path, scope, requester }: RepositoryContext,
  tag: string,
  bytes: Buffer,
  mediaType: string,
  seen: FetchedManifest | undefined,
): Promise<boolean> {
  const action = `Writing the list of referrers ${place.registry}/${path}:${tag}`;
  const conditional = seen === undefined || seen.etag !== undefined;
  const endpoint = conditional
    ? endpoints.replaceManifest(path, tag, mediaType, seen?.etag)
    : endpoints.putManifest(path, tag, mediaType);
  const answer = await requester.request({ endpoint, scope, body: bytes }, { ...place, action });
  return answer.status !== 412;
}
