import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { Credentials } from '../registry/api.ts';
import type { AuthEntry } from './docker-config.ts';
import { tokenCredentials, userCredentials } from './sealed-credentials.ts';

/** Is there anything in this entry? An empty one says that a helper has the secret. */
export function holdsSecret({ auth, username, password, identitytoken, registrytoken }: AuthEntry): boolean {
  return [auth, identitytoken, registrytoken, username && password].some(Boolean);
}

/** The credentials of one entry of `auths`; undefined where it holds no secret. Tokens come before passwords. */
export function credentialsOf(entry: AuthEntry, key: string, origin: string): Credentials | undefined {
  const { auth, username, password, identitytoken, registrytoken } = entry;
  if (registrytoken !== undefined) return tokenCredentials('registry-token', registrytoken, origin);
  if (identitytoken !== undefined) return tokenCredentials('identity-token', identitytoken, origin);
  if (auth !== undefined) return fromBase64(auth, key, origin);
  if (username === undefined || password === undefined) return undefined;
  return userCredentials(username, password, origin);
}

/** `user:password`; the password may hold further colons, and old clients padded it with NULs. */
function fromBase64(auth: string, key: string, origin: string): Credentials {
  const text = Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '');
  const colon = text.indexOf(':');
  if (colon > 0) return userCredentials(text.slice(0, colon), text.slice(colon + 1), origin);
  throw new ActionError(
    'credentials',
    `The "auth" for "${printable(key, 100)}" in ${origin} is not user:password in base64`,
    {
      hint: 'Log in there again, or give the inputs username and password, which come first.',
    },
  );
}
