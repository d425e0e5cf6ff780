import type { AuthOptions, Behaviour } from '../options.ts';
import { USER } from './tokens.ts';

const users = { [USER.username]: USER.password };
const bearer: AuthOptions = { kind: 'bearer', users };
const DENIED = { status: 403, code: 'DENIED', message: 'access denied' };

/** What a bad request is told to be that is only one for something that is not there. */
export const MISSING_AS_400: readonly Behaviour[] = ['NAME_UNKNOWN', 'MANIFEST_UNKNOWN'].map((code) => ({
  name: `400 ${code} for a manifest that is not there`,
  auth: bearer,
  quirks: { missingManifest: { status: 400, code, message: 'it is not known to the registry' } },
}));

/** A refusal in words that mean another one: a client gets through all the same. */
export const OTHER_WORDS: readonly Behaviour[] = [
  ...MISSING_AS_400,
  // https://github.com/google/go-containerregistry/issues/1691, https://github.com/sigstore/cosign/issues/2973
  { name: '403 for a manifest that is not there', auth: bearer, quirks: { missingManifest: DENIED } },
  { name: '403 with a challenge for strangers', auth: bearer, quirks: { strangers: '403 with a challenge' } },
  { name: '403 for strangers, and a challenge at /v2/ only', auth: bearer, quirks: { strangers: '403' } },
  { name: '403 for strangers, and Basic at /v2/ only', auth: { kind: 'basic', users }, quirks: { strangers: '403' } },
];

/** What the login is not enough for. */
export const MISSING_RIGHTS: readonly Behaviour[] = [
  { name: 'a token that lets pull only', auth: bearer, quirks: { grants: 'pull' } },
  { name: 'a token that its registry refuses', auth: bearer, quirks: { tokens: 'refused' } },
  {
    name: 'tags that may not be read',
    auth: bearer,
    quirks: { manifestReads: DENIED, missingManifest: DENIED, tagList: DENIED },
  },
];
