import { type Digest, digestOf } from '../oci/digest.ts';
import { isMissing } from './client/accepted.ts';
import type { RepositoryContext } from './client/repository-context.ts';
import { registryError } from './errors/registry-error.ts';
import type { BodyReceiver } from './http/message.ts';
import * as endpoints from './protocol/endpoints.ts';

/** An image configuration is some kilobytes; nothing honest is larger than this. */
const MAX_BLOB_BYTES = 16 * 1024 * 1024;

export async function hasBlob(context: RepositoryContext, digest: Digest): Promise<boolean> {
  const { place, path, scope, requester } = context;
  const requestContext = { ...place, action: `Looking for ${digest} in ${place.registry}/${path}` };
  const endpoint = endpoints.headBlob(path, digest);
  // Artifactory answers 403 for what is not there.
  const answer = await requester.request({ endpoint: { ...endpoint, accept: [200, 404, 403] }, scope }, requestContext);
  return answer.status === 200;
}

export async function fetchBlob(
  context: RepositoryContext,
  digest: Digest,
  limit = MAX_BLOB_BYTES,
): Promise<Buffer | undefined> {
  const { place, path, scope, requester } = context;
  const requestContext = { ...place, action: `Reading ${digest} from ${place.registry}/${path}` };
  const answer = await requester.request(
    { endpoint: endpoints.getBlob(path, digest), scope, answerLimit: limit },
    requestContext,
  );
  if (isMissing(answer)) return undefined;
  if (answer.truncated) throw registryError(answer, requestContext, `it is larger than ${limit} bytes`);
  const found = digestOf(answer.body);
  if (found !== digest) throw registryError(answer, requestContext, `its content is ${found}`);
  return answer.body;
}

export async function readBlob(
  context: RepositoryContext,
  digest: Digest,
  receiver: () => BodyReceiver,
): Promise<boolean> {
  const { place, path, scope, requester } = context;
  const requestContext = { ...place, action: `Reading ${digest} from ${place.registry}/${path}` };
  const answer = await requester.request(
    { endpoint: endpoints.getBlob(path, digest), scope, receiver },
    requestContext,
  );
  return answer.status === 200;
}
