import type { RateLimitRule } from './rate-limit.ts';
import type { RefusalText } from './refusal.ts';

export type LocationForm =
  | 'relative'
  | 'absolute'
  | 'without-query'
  | 'without-scheme'
  | 'protocol-relative'
  | 'singular-path'
  | 'other-port'
  | 'without-port'
  | 'link-local';

export type RangeForm = 'exact' | 'zero' | 'quay' | 'chunk-only' | 'stale' | 'absent';

export type ChallengeForm =
  | 'plain'
  | 'without-scope'
  | 'two-in-one-header'
  | 'two-headers'
  | 'wildcard-scope'
  | 'two-scopes-in-one'
  | 'wrong-scope'
  | 'relative-realm'
  | 'link-local-realm'
  | 'ntlm'
  | 'missing';

/**
 * What real registries do that others do not, as data. The values of STRICT are a registry that follows the
 * specification to the letter; a behaviour (see behaviours/) replaces some of them.
 */
export interface Quirks {
  readonly location: LocationForm;
  /** The `Range` header of answers about a session. */
  readonly range: RangeForm;
  readonly patchStatus: number;
  readonly putStatus: number;
  /** POST with `digest` and the whole blob: stored (201), or 202 without reading the body, and closing the socket. */
  readonly singlePost: 'stored' | 'ignored' | 'ignored-and-closed';
  /** PUT with the whole blob. */
  readonly monolithic?: RefusalText;
  /** PATCH without Content-Range. */
  readonly stream?: RefusalText;
  /** PATCH with Content-Range. */
  readonly ranged?: RefusalText;
  /** Distribution 2.8 does not look at Content-Range at all. */
  readonly contentRange: 'checked' | 'ignored';
  /** Bytes in one ranged PATCH; more is 416. */
  readonly rangedLimit?: number;
  /** Bytes in any body; more is an HTML 413, as proxies answer. */
  readonly bodyLimit?: number;
  /** 411 for every body without Content-Length. */
  readonly lengthRequired: boolean;
  readonly chunkMinLength?: number;
  readonly chunkMaxLength?: number;
  /** Every chunk but the last is as long as the first. */
  readonly equalChunks: boolean;
  /** What a connection that is cut in a body does to the session. */
  readonly sessionAfterCut: 'kept' | 'forgotten';
  readonly sessionStatus: 'answered' | 'unknown';
  readonly mount: 'mounted' | 'ignored' | RefusalText;
  /** A blob or manifest just stored is missed by so many look-ups. */
  readonly missedLookups: number;
  /** Tags are accepted and not kept. */
  readonly forgetsTags?: boolean;
  readonly contentDigest: 'true' | 'absent' | 'lying';
  readonly tagPage?: number;
  readonly tagList?: RefusalText;
  /** Answer to another manifest for a tag that exists. */
  readonly immutableTags?: RefusalText;
  /** Answer to a manifest of these media types (or with a config of them). */
  readonly mediaTypes?: { readonly refused: readonly string[]; readonly answer: RefusalText };
  /** Answer to a request that does not say who asks, as by Docker Hub and firewalls. */
  readonly noUserAgent?: RefusalText;
  /** A session is known only where the cookie comes back that its start set, as behind a load balancer. */
  readonly sessionCookie?: boolean;
  /** `100 Continue` comes before each answer, though nobody asked. */
  readonly unaskedContinue?: boolean;
  /** What is read comes as gzip, though nobody said that they take it. */
  readonly unaskedGzip?: boolean;
  readonly rateLimit?: RateLimitRule;
  /** Answer to everything that writes. */
  readonly writes?: RefusalText;
  /** Answer to a PUT of any manifest. */
  readonly manifestWrites?: RefusalText;
  /**
   * The list of what refers to a manifest. `listed`: as the specification has it. `subject-only`: `OCI-Subject` and no list
   * (Amazon ECR). `digest-tags`: none, and the tag `sha256-<hex>` is the digest itself (GitLab).
   */
  readonly referrers: 'none' | 'html' | 'redirect' | 'index' | 'listed' | 'subject-only' | 'digest-tags';
  /** If-Match and If-None-Match of a PUT. https://www.rfc-editor.org/rfc/rfc9110#name-conditional-requests */
  readonly conditions: 'heeded' | 'ignored';
  readonly challenge: ChallengeForm;
  readonly tokenField: 'token' | 'access_token' | 'both' | 'none';
  /** What stands where the token belongs. */
  readonly tokenValue?: unknown;
  readonly expiresIn: 'stated' | 'absent';
  /** POST to the token endpoint: undefined answers it. */
  readonly tokenPost?: number;
  /** GET to the token endpoint: undefined answers it. */
  readonly tokenGet?: RefusalText;
  /** A 401 to a request that carried a token asks for Basic (Harbor). */
  readonly basicAfterBearer: boolean;
  /** `Bearer base64(password)` is taken without an exchange (GHCR). */
  readonly directBearer: boolean;
  /** What a request without credentials is answered with; `/v2/` always asks for them. */
  readonly strangers: 'challenged' | '403' | '403 with a challenge';
  /** What the token server grants of what it is asked for; `first`: of the first scope alone. */
  readonly grants: 'all' | 'pull' | 'first';
  /** `refused`: the registry does not know the keys of its token server. */
  readonly tokens: 'taken' | 'refused';
  /** In place of 404 for a manifest that is not there. */
  readonly missingManifest?: RefusalText;
  /** Answer to GET and HEAD of a manifest that is there. */
  readonly manifestReads?: RefusalText;
  readonly errorBody: 'json' | 'html' | 'gzip' | 'endless' | 'workflow-commands' | 'without-code';
}

export const STRICT: Quirks = {
  location: 'relative',
  range: 'exact',
  patchStatus: 202,
  putStatus: 201,
  singlePost: 'stored',
  contentRange: 'checked',
  lengthRequired: false,
  equalChunks: false,
  sessionAfterCut: 'kept',
  sessionStatus: 'answered',
  mount: 'mounted',
  missedLookups: 0,
  contentDigest: 'true',
  referrers: 'none',
  conditions: 'heeded',
  challenge: 'plain',
  tokenField: 'both',
  expiresIn: 'stated',
  basicAfterBearer: false,
  directBearer: false,
  strangers: 'challenged',
  grants: 'all',
  tokens: 'taken',
  errorBody: 'json',
};
