import { type Digest, digestOf, isDigest } from '../oci/digest.ts';
import type { FetchedManifest, ManifestAnswer } from './api.ts';
import { accepted, isMissing } from './client/accepted.ts';
import type { RepositoryContext } from './client/repository-context.ts';
import type { RequestContext } from './errors/facts.ts';
import { RegistryError, registryError } from './errors/registry-error.ts';
import { type HttpAnswer, header } from './http/message.ts';
import * as endpoints from './protocol/endpoints.ts';
import { parseErrorBody } from './protocol/error-body.ts';
import { jsonObject } from './protocol/json-object.ts';
import { listTags } from './tags.ts';

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests: 4 MiB must be taken, more is unusual. */
const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;

export async function fetchManifest(
  context: RepositoryContext,
  reference: string,
): Promise<FetchedManifest | undefined> {
  const requestContext = about(context, 'Reading', reference);
  const endpoint = endpoints.getManifest(context.path, reference);
  const call = {
    endpoint: { ...endpoint, accept: [...endpoint.accept, 403] },
    scope: context.scope,
    answerLimit: MAX_MANIFEST_BYTES,
  };
  const answer = await context.requester.request(call, requestContext);
  if (answer.status !== 403) return manifestOf(answer, reference, requestContext);
  if (await isKnownMissing(context, reference)) return undefined;
  throw registryError(answer, requestContext);
}

/** One try with an end of its own, so that it can be made after the run was cancelled. */
export async function tryManifest(
  context: RepositoryContext,
  reference: string,
  milliseconds: number,
): Promise<ManifestAnswer | undefined> {
  const endpoint = endpoints.getManifest(context.path, reference);
  const call = { endpoint, scope: context.scope, answerLimit: MAX_MANIFEST_BYTES };
  try {
    const answer = await context.requester.once(call, { signal: AbortSignal.timeout(milliseconds) });
    if (!accepted(answer, endpoint) || answer.status === 403) return undefined;
    return { manifest: manifestOf(answer, reference, about(context, 'Reading', reference)) };
  } catch {
    return undefined;
  }
}

function manifestOf(
  answer: HttpAnswer,
  reference: string,
  requestContext: RequestContext,
): FetchedManifest | undefined {
  if (isMissing(answer)) return undefined;
  if (answer.truncated) throw registryError(answer, requestContext, 'the manifest is larger than 4 MiB');
  refuseSchema1(answer, requestContext);
  const digest = digestOf(answer.body);
  const named = isDigest(reference) ? reference : header(answer, 'docker-content-digest');
  if (named !== undefined && named !== digest && named.startsWith('sha256:')) {
    throw registryError(answer, requestContext, `its content is ${digest}, not ${named.slice(0, 80)}`);
  }
  const mediaType = mediaTypeOf(answer, requestContext);
  const etag = header(answer, 'etag');
  const descriptor = { mediaType, digest, size: answer.body.length };
  return { descriptor, bytes: answer.body, ...(etag === undefined ? {} : { etag }) };
}

/**
 * Virtual repositories of Artifactory answer 403 for what does not exist
 * (https://github.com/google/go-containerregistry/issues/1691): the list of tags knows which of the two it is.
 */
async function isKnownMissing(context: RepositoryContext, reference: string): Promise<boolean> {
  if (isDigest(reference)) return false;
  try {
    return ((await listTags(context, (tag) => tag === reference)) ?? []).length === 0;
  } catch (error) {
    if (error instanceof RegistryError && !error.limited) return false;
    throw error;
  }
}

/** Its digest leaves the signatures inside out, so it would look as if it were damaged. https://distribution.github.io/distribution/spec/deprecated-schema-v1/ */
function refuseSchema1(answer: HttpAnswer, requestContext: RequestContext): void {
  if (!header(answer, 'content-type')?.startsWith('application/vnd.docker.distribution.manifest.v1+')) return;
  throw registryError(answer, requestContext, 'it is an image of schema 1, which Docker gave up in 2019');
}

/** What a document says it is must be what the registry says it is: https://github.com/advisories/GHSA-mc8v-mgrf-8f4m. */
function mediaTypeOf(answer: HttpAnswer, requestContext: RequestContext): string {
  const stated = header(answer, 'content-type')?.split(';', 1)[0]?.trim() ?? '';
  const document = jsonObject(answer.body);
  if (document === undefined) throw registryError(answer, requestContext, 'it is not a JSON document');
  const inside = document.mediaType;
  if (typeof inside === 'string' && inside !== stated && stated.includes('manifest')) {
    throw registryError(answer, requestContext, `it is called ${stated} and says it is ${inside.slice(0, 100)}`);
  }
  if ('manifests' in document && ('layers' in document || 'config' in document)) {
    throw registryError(answer, requestContext, 'it is manifest and index at once');
  }
  return typeof inside === 'string' ? inside : stated;
}

/** Refusals that need not be the last word: the content may be there already, or a blob of it may be missing. */
const REFUSED = [400, 403, 404, 409, 412];
const UNKNOWN = new Set(['MANIFEST_BLOB_UNKNOWN', 'BLOB_UNKNOWN', 'MANIFEST_UNKNOWN', 'BLOB_UPLOAD_UNKNOWN']);
/** Times that a registry may miss what it has just been given. */
const MAX_MISSES = 4;

export interface StoredManifest {
  readonly digest: Digest;
  /** The subject that the registry says it has put the manifest down to. */
  readonly subject?: string;
}

/** `resend` brings the blobs back that the registry does not have (any more); what it says to have is believed but once. */
export async function storeManifest(
  context: RepositoryContext,
  reference: string,
  bytes: Buffer,
  mediaType: string,
  resend: (manifest: Buffer, askFirst: boolean) => Promise<void>,
): Promise<StoredManifest> {
  const requestContext = { ...about(context, 'Writing', reference), repeated: false };
  const digest = digestOf(bytes);
  const { path, scope, requester } = context;
  const endpoint = endpoints.putManifest(path, reference, mediaType);
  const call = { endpoint: { ...endpoint, accept: [...endpoint.accept, ...REFUSED] }, scope, body: bytes };
  const retryBudget = context.retryBudget();
  const there = () => alreadyThere(context, reference, digest);
  const lost = () => {
    requestContext.repeated = true;
    return there();
  };
  for (let misses = 0; ; misses += 1) {
    const answer = await requester.request(call, requestContext, { retryBudget, lost });
    if (isClear(answer)) return agreed(answer, digest, requestContext);
    if ((await there()) !== undefined) return { digest };
    if (!REFUSED.includes(answer.status))
      throw registryError(answer, requestContext, 'and yet the registry does not have it');
    const unknown = parseErrorBody(answer.body).codes.some((code) => UNKNOWN.has(code));
    if (!unknown || misses === MAX_MISSES) throw registryError(answer, requestContext);
    await resend(bytes, misses !== 1);
    const givenUp = await retryBudget.pause(answer);
    if (givenUp !== undefined) throw registryError(answer, requestContext, givenUp);
  }
}

/** Anything that answers "200 OK" to everything is taken for a registry only once it shows what it was given. */
function isClear(answer: HttpAnswer): boolean {
  const names = header(answer, 'docker-content-digest') !== undefined;
  return answer.status === 201 || (names && !REFUSED.includes(answer.status));
}

function agreed(answer: HttpAnswer, digest: Digest, requestContext: RequestContext): StoredManifest {
  const named = header(answer, 'docker-content-digest');
  const subject = header(answer, 'oci-subject');
  if (named === undefined || named === digest || !named.startsWith('sha256:'))
    return { digest, ...(subject === undefined ? {} : { subject }) };
  throw registryError(answer, requestContext, `the registry says it stored ${named.slice(0, 80)}, not ${digest}`);
}

/** A PUT whose answer was lost may have been done, and a tag that may not be moved may be where it should: asked by HEAD, which costs no quota. */
async function alreadyThere(
  { path, scope, requester }: RepositoryContext,
  reference: string,
  digest: Digest,
): Promise<HttpAnswer | undefined> {
  const call = { endpoint: endpoints.headManifest(path, reference), scope };
  const answer = await requester.once(call);
  if (!accepted(answer, call.endpoint) || answer.status !== 200) return undefined;
  const named = header(answer, 'docker-content-digest');
  if (named !== undefined) return named === digest ? answer : undefined;
  const whole = await requester.once({
    endpoint: endpoints.getManifest(path, reference),
    scope,
    answerLimit: MAX_MANIFEST_BYTES,
  });
  return !(whole instanceof Error) && digestOf(whole.body) === digest ? whole : undefined;
}

function about({ place, path }: RepositoryContext, doing: string, reference: string): RequestContext {
  const name = `${place.registry}/${path}${isDigest(reference) ? '@' : ':'}${reference}`;
  return { ...place, action: `${doing} the manifest ${name}` };
}
