import { ActionError } from '../../errors.ts';
import { isObject } from '../service.ts';

/** What an identity token says. Read and not checked: Fulcio checks it, and nothing else is decided by it. */
export class Claims {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  /** Seconds since 1970 (`exp`, `iat`). */
  time(name: string): number | undefined {
    const value = this.#values[name];
    return typeof value === 'number' ? value : undefined;
  }

  /** The claim signed as proof of possession for Fulcio. https://github.com/sigstore/fulcio/blob/main/docs/oidc.md */
  get challenge(): string {
    const found = this.text('email') ?? this.text('sub');
    if (found === undefined) throw notAToken();
    return found;
  }
}

/** The claims of a JSON Web Token. https://datatracker.ietf.org/doc/html/rfc7519 */
export function claimsOf(token: string): Claims {
  const parts = token.split('.');
  try {
    const values: unknown = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'));
    if (parts.length === 3 && isObject(values)) return new Claims(values);
  } catch {
    throw notAToken();
  }
  throw notAToken();
}

function notAToken(): ActionError {
  return new ActionError(
    'attest',
    'What the CI system gave as its identity token is not a JSON Web Token with a subject',
  );
}
