import type { Exchange } from './exchange.ts';
import { refused } from './refusal.ts';
import type { State } from './state.ts';

const INDEX = 'application/vnd.oci.image.index.v1+json';

/** What is found in the field under a path that many registries do not know. */
export async function answerReferrers(exchange: Exchange, state: State): Promise<void> {
  switch (state.quirks.referrers) {
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
