import { asKnown, passage } from '../http/origin.ts';
import { RefusedAddress } from '../http/redirects.ts';
import type { Challenge } from './challenge.ts';

/** The token server that a challenge names; a relative realm is seen from the registry. Throws where it must not be asked. */
export function realmOf(challenge: Challenge, home: URL): URL {
  const realm = challenge.parameters.realm ?? '';
  if (realm === '' || !URL.canParse(realm, home.href)) {
    throw new RefusedAddress('The registry asks for a token and does not say where to get one (no realm)');
  }
  const url = asKnown(home, new URL(realm, home));
  const allowed = passage(home, url, 'realm');
  if (!allowed.follow) throw new RefusedAddress(`The token server ${allowed.why}, so it gets no credentials`);
  return url;
}
