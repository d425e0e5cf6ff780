import type { ConnectionFailure, ConnectionProblem } from '../http/connection-failure.ts';
import type { HttpAnswer } from '../http/message.ts';
import type { RefusedAddress } from '../http/redirects.ts';

/** What a request can end in besides the answer that was hoped for. */
export type Outcome = HttpAnswer | ConnectionFailure | RefusedAddress;

/** Who asked whom for what, for messages. */
export interface RequestContext {
  /** `Uploading layer "binary" sha256:… (42.8 MB) to ghcr.io/o/app`. */
  readonly action: string;
  readonly registry: string;
  /** Path of the repository. */
  readonly path: string;
  readonly identity: Identity;
  /** A token server was asked: whatever it refuses, it refuses to whoever asks and not to read or write. */
  readonly forToken?: boolean;
  /** It was sent before and not answered, so that it may have been carried out whatever the answer says now. */
  readonly repeated?: boolean;
}

export interface Identity {
  /** Absent without credentials, and for a bare token. */
  readonly username?: string;
  /** Where the credentials came from; absent where there are none. */
  readonly origin?: string;
}

/** `address`: it leads to where this client does not go. */
export type Problem = ConnectionProblem | 'address';

/** The facts that known causes are recognised by. */
export interface Facts extends RequestContext {
  readonly method: string;
  readonly status?: number;
  readonly problem?: Problem;
  readonly codes: readonly string[];
  readonly text: string;
  readonly html: boolean;
  /** The `Server` and `Via` of the answer. */
  readonly server: string;
  /** The other host to which the way led: neither it nor whoever it led to was shown credentials. */
  readonly elsewhere?: string;
  /** The answer came from the registry all the same, to which `elsewhere` led back. */
  readonly ledBack?: boolean;
  /** The request carried a token that the registry's token server had granted for it. */
  readonly granted?: boolean;
  /** Nothing was shown that proves who asks, and these schemes, perhaps none, the answer asks for. */
  readonly unshown?: string;
  /** What the challenge calls the error: `insufficient_scope`, `invalid_token`. https://www.rfc-editor.org/rfc/rfc6750#section-3.1 */
  readonly challenged?: string;
  /** A limit on the number of requests was reached, whatever the status. */
  readonly limited?: boolean;
  /** Cloudflare asked for a browser. */
  readonly challenge: boolean;
  /** Where a redirect leads that was not followed. */
  readonly location?: string;
  /** The host that failed, where that is not the registry. */
  readonly otherHost?: string;
  /** Its host and port, where it is the registry's own host on another port. */
  readonly otherPort?: string;
}
