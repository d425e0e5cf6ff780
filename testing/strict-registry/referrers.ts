import type { Exchange } from './exchange.ts';
import { refused } from './refusal.ts';
import type { State } from './state.ts';

const INDEX = 'application/vnd.oci.image.index.v1+json';

interface Referring {
  readonly subject?: { readonly digest?: string };
  readonly artifactType?: string;
  readonly config?: { readonly mediaType?: string };
  readonly annotations?: unknown;
}

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers */
function listed({ store }: State, repository: string, subject: string): object[] {
  const manifests = [...(store.find(repository)?.manifests.values() ?? [])];
  return manifests.flatMap(({ digest, mediaType, bytes }) => {
    const { subject: named, artifactType, config, annotations } = JSON.parse(bytes.toString()) as Referring;
    if (named?.digest !== subject) return [];
    return [{ mediaType, digest, size: bytes.length, artifactType: artifactType ?? config?.mediaType, annotations }];
  });
}

/** The subject that an answer to PUT names, where the registry keeps account of it. */
export function subjectHeader(bytes: Buffer, { quirks }: State): Record<string, string> {
  const { subject } = JSON.parse(bytes.toString()) as Referring;
  const told = quirks.referrers === 'listed' || quirks.referrers === 'subject-only';
  return told && subject?.digest !== undefined ? { 'oci-subject': subject.digest } : {};
}

/** What is found in the field under a path that many registries do not know. */
export async function answerReferrers(
  exchange: Exchange,
  state: State,
  repository: string,
  subject: string,
): Promise<void> {
  switch (state.quirks.referrers) {
    case 'listed': {
      const index = { schemaVersion: 2, mediaType: INDEX, manifests: listed(state, repository, subject) };
      return exchange.answer(200, { 'content-type': INDEX }, Buffer.from(JSON.stringify(index)));
    }
    case 'html':
      return exchange.answer(200, { 'content-type': 'text/html' }, Buffer.from('<html>not a registry</html>'));
    // GHCR: https://github.com/artifacthub/hub/issues/4785
    case 'redirect':
      return exchange.answer(303, { location: 'https://registry.invalid/' });
    case 'index': {
      const index = { schemaVersion: 2, mediaType: INDEX, manifests: [] };
      return exchange.answer(200, { 'content-type': INDEX }, Buffer.from(JSON.stringify(index)));
    }
    default:
      throw refused(404, 'NOT_FOUND', 'page not found');
  }
}
