import { ActionError } from '../errors.ts';
import type { Environment } from '../ports.ts';
import type { CustomSigstore, SigstoreSetting } from './setting.ts';

/** The services that one way of signing speaks to; absent = not used. */
export interface Instance {
  readonly name: 'public' | 'github' | 'custom';
  readonly fulcio: URL;
  readonly rekor?: { readonly url: URL; readonly version: 1 | 2 };
  readonly tsa?: URL;
  readonly audience: string;
}

const AUDIENCE = 'sigstore';

/** https://github.com/actions/toolkit/blob/main/packages/attest/src/endpoints.ts: the log's promise is the time, no authority is needed. */
const PUBLIC: Instance = {
  name: 'public',
  fulcio: new URL('https://fulcio.sigstore.dev'),
  rekor: { url: new URL('https://rekor.sigstore.dev'), version: 1 },
  audience: AUDIENCE,
};

/**
 * Which instance of Sigstore signs for this run. What the public one signs is public for good, the name of the repository
 * included, so that `auto` takes it for public repositories alone.
 */
export function instanceFor(
  setting: SigstoreSetting,
  visibility: string | undefined,
  environment: Environment,
): Instance {
  if (typeof setting === 'object') return customInstance(setting);
  const server = hostOf(environment.GITHUB_SERVER_URL ?? environment.CI_SERVER_URL ?? '');
  const known = server === 'github.com' || server === 'gitlab.com';
  if (setting === 'public' || (setting === 'auto' && visibility === 'public' && known)) return PUBLIC;
  const github = githubInstance(server);
  if (github !== undefined) return github;
  throw new ActionError(
    'attest',
    'sigstore: this is not a public repository of github.com or gitlab.com, and its forge has no Sigstore of its own',
    {
      hint:
        'Sign with a key of your own (`signing-key`), name your own Sigstore in `sigstore`, or write `sigstore: public`: ' +
        'the name of the repository is then in a public log for good.',
    },
  );
}

function customInstance({ fulcio, audience = AUDIENCE, ...services }: CustomSigstore): Instance {
  if (fulcio === undefined) throw new ActionError('input', 'sigstore: fulcio is missing');
  return { ...services, fulcio, audience, name: 'custom' };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

/** With a key, nothing goes to a log or an authority that `sigstore` does not name. */
export function servicesForKey(setting: SigstoreSetting): Pick<Instance, 'rekor' | 'tsa'> {
  if (typeof setting === 'object') return setting;
  return setting === 'public' && PUBLIC.rekor !== undefined ? { rekor: PUBLIC.rekor } : {};
}

/** GitHub's own has no log: https://docs.github.com/actions/concepts/security/artifact-attestations. GitHub Enterprise Server has none of it. */
function githubInstance(host: string): Instance | undefined {
  const of = (fulcio: string, tsa: string): Instance => {
    return { name: 'github', fulcio: new URL(fulcio), tsa: new URL(tsa), audience: AUDIENCE };
  };
  if (host === 'github.com') return of('https://fulcio.githubapp.com', 'https://timestamp.githubapp.com');
  if (host.endsWith('.ghe.com')) return of(`https://fulcio.${host}`, `https://timestamp.${host}`);
  return undefined;
}

/** What GitHub's own instance says no to, as a rule. */
export const GITHUB_REFUSAL =
  'For a private or internal repository this needs GitHub Enterprise Cloud. Without it, sign with a key of your own: ' +
  '`cosign generate-key-pair`, then `signing-key` and `signing-key-password`.';
