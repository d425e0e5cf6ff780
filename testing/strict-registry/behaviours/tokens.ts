import type { AuthOptions, Behaviour } from '../options.ts';

/** The one user of these registries. */
export const USER = { username: 'octocat', password: 'correct-horse' } as const;

const users = { [USER.username]: USER.password };
const bearer: AuthOptions = { kind: 'bearer', users };

/** Ways to ask for a credential, all of which a client can meet. */
export const TOKENS: readonly Behaviour[] = [
  { name: 'Basic', auth: { kind: 'basic', users } },
  { name: 'Bearer', auth: bearer },
  // Nexus, and HEAD on Artifactory: https://github.com/containerd/containerd/issues/3556
  { name: 'a challenge without a scope', auth: bearer, quirks: { challenge: 'without-scope' } },
  { name: 'two challenges in one header', auth: bearer, quirks: { challenge: 'two-in-one-header' } },
  // Gitea
  { name: 'two challenge headers', auth: bearer, quirks: { challenge: 'two-headers' } },
  { name: 'the scope *', auth: bearer, quirks: { challenge: 'wildcard-scope' } },
  // ACR
  { name: 'two scopes in one parameter', auth: bearer, quirks: { challenge: 'two-scopes-in-one' } },
  // Artifactory: https://github.com/oras-project/oras-go/issues/650
  { name: 'a scope of another repository', auth: bearer, quirks: { challenge: 'wrong-scope' } },
  { name: 'a relative realm', auth: bearer, quirks: { challenge: 'relative-realm' } },
  { name: 'a token without expires_in', auth: bearer, quirks: { expiresIn: 'absent' } },
  // ACR
  {
    name: 'access_token only',
    auth: bearer,
    quirks: { tokenField: 'access_token', expiresIn: 'absent', tokenPost: 400 },
  },
  { name: 'token only', auth: bearer, quirks: { tokenField: 'token' } },
  // Google and Gitea, Artifactory, ACR
  { name: 'POST for a token answered with 404', auth: bearer, quirks: { tokenPost: 404 } },
  { name: 'POST for a token answered with 405', auth: bearer, quirks: { tokenPost: 405 } },
  { name: 'POST for a token answered with 400', auth: bearer, quirks: { tokenPost: 400 } },
  // https://github.com/goharbor/harbor/blob/main/src/server/middleware/v2auth/auth.go
  { name: 'Basic asked for after Bearer', auth: { ...bearer, lifetime: 0.2 }, quirks: { basicAfterBearer: true } },
  // GHCR: https://github.com/argoproj-labs/argocd-image-updater/issues/303
  { name: 'the password itself as a bearer token', auth: bearer, quirks: { directBearer: true } },
];

/** A token server says "200 OK", and there is nothing in its answer that could be shown to the registry. */
export const UNUSABLE_TOKENS: readonly Behaviour[] = [
  { name: 'a token server that gives no token', auth: bearer, quirks: { tokenField: 'none' } },
  { name: 'a token that cannot be a header', auth: bearer, quirks: { tokenValue: 'a\r\nX: y' } },
  { name: 'a token that is an object', auth: bearer, quirks: { tokenValue: { value: 'a' } } },
  { name: 'a token that is empty', auth: bearer, quirks: { tokenValue: '' } },
  { name: 'a token of a megabyte', auth: bearer, quirks: { tokenValue: 'a'.repeat(1024 * 1024) } },
];

/** Challenges that no client should meet with its credential. */
export const HOSTILE_TOKENS: readonly Behaviour[] = [
  { name: 'a realm at a link-local address', auth: bearer, quirks: { challenge: 'link-local-realm' } },
  { name: '401 without a challenge', auth: bearer, quirks: { challenge: 'missing' } },
  { name: '401 that asks for NTLM', auth: bearer, quirks: { challenge: 'ntlm' } },
];
