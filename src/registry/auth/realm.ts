import type { TrustedOrigin } from '../http/origin.ts';
import { RefusedAddress } from '../http/redirects.ts';
import type { Challenge } from '../protocol/challenge.ts';

/** The token server that a challenge names; a relative realm is seen from the registry. Throws where it must not be asked. */
export function realmOf(challenge: Challenge, registry: TrustedOrigin): TrustedOrigin {
  const realm = challenge.parameters.realm ?? '';
  if (realm === '' || !URL.canParse(realm, registry.url.href)) {
    throw new RefusedAddress('The registry asks for a token and does not say where to get one (no realm)');
  }
  const server = registry.tokenServer(new URL(realm, registry.url));
  if ('refused' in server) throw new RefusedAddress(`The token server ${server.refused}, so it gets no credentials`);
  return server;
}
