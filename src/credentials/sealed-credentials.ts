import type { Credentials, Proof } from '../registry/api.ts';

/** The user name under which docker keeps an OAuth2 refresh token. https://docs.docker.com/reference/cli/docker/login/#credential-helper-protocol */
const TOKEN_USER = '<token>';

/** Credentials whose proof is no property: what is logged, thrown or turned into text has nothing but the names. */
class SealedCredentials implements Credentials {
  readonly identity: Credentials['identity'];
  readonly #proof: Proof;

  constructor(proof: Proof, origin: string) {
    this.identity = proof.kind === 'basic' ? { username: proof.username, origin } : { origin };
    this.#proof = proof;
  }

  reveal(): Proof {
    return this.#proof;
  }

  isSameAs(other: Credentials | undefined): boolean {
    return this.identity.origin === other?.identity.origin && isSame(this.#proof, other.reveal());
  }
}

export function userCredentials(username: string, password: string, origin: string): Credentials {
  const [user, secret] = [withoutLineEnd(username), withoutLineEnd(password)];
  if (user === TOKEN_USER) return new SealedCredentials({ kind: 'identity-token', token: secret }, origin);
  return new SealedCredentials({ kind: 'basic', username: user, password: secret }, origin);
}

export function tokenCredentials(
  kind: 'identity-token' | 'registry-token',
  token: string,
  origin: string,
): Credentials {
  return new SealedCredentials({ kind, token: withoutLineEnd(token) }, origin);
}

/** `echo "$TOKEN" | base64`, `cat token.txt` and YAML's `|` all leave a line break that is not part of the password. */
function withoutLineEnd(text: string): string {
  return text.replace(/[\r\n]+$/, '');
}

function isSame(one: Proof, other: Proof): boolean {
  if (one.kind !== 'basic' || other.kind !== 'basic')
    return one.kind === other.kind && 'token' in one && 'token' in other && one.token === other.token;
  return one.username === other.username && one.password === other.password;
}
