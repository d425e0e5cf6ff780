import type { RegistryLogin } from '../config/registry-auth.ts';
import { ActionError } from '../errors.ts';
import type { Repository } from '../oci/reference.ts';
import type { Credentials } from '../registry/api.ts';
import type { SourceContext } from '../source-context.ts';
import { canonicalHost } from './registry-key.ts';
import { userCredentials } from './sealed-credentials.ts';
import type { Secrets } from './secrets.ts';

/** The inputs that say who asks; empty texts are not given. */
export type LoginInputs = Readonly<Record<'username' | 'password' | 'registry-auth' | 'github-token', string>>;

/** A login for the one registry that belongs to the CI system. */
export interface JobLogin {
  /** `host` or `host:port`. */
  readonly registry: string;
  readonly username: string;
  readonly password: string;
}

interface Given {
  /** For the one registry of the run. */
  readonly username: string;
  readonly password: string;
  readonly listed: readonly RegistryLogin[];
  readonly token: string;
  /** What the CI system lets its jobs push with. */
  readonly job: JobLogin | undefined;
}

/** What a run is for, as far as it matters to logins. */
export interface Purpose {
  readonly publishes: boolean;
  readonly imageGiven: boolean;
  /** The first repository that the run is for. */
  readonly image: string | undefined;
}

/** What is wrong with a login, and what to do about it where the run needs it. */
interface Flaw {
  readonly what: string;
  readonly advice: string;
}

const NO_PAIR = { username: '', password: '' };
/** Basic authentication ends it at its first colon: https://www.rfc-editor.org/rfc/rfc7617#section-2 */
const COLON = 'has a colon, which no user name can have';
const APART = 'Are user name and password in one value? Give the password by itself';
const SECRET = 'Is the secret defined, and visible to this event?';

/** What inputs and job say about who asks. It is read here, checked here, and leaves as `Credentials` for one repository. */
export class Logins {
  readonly #given: Given;

  private constructor(given: Given) {
    this.#given = given;
  }

  /** @param readList reads `registry-auth`; undefined where that is wrong, which is told by whoever passes it */
  static async read(
    inputs: LoginInputs,
    job: JobLogin | undefined,
    readList: (text: string) => Promise<readonly RegistryLogin[] | undefined>,
    secrets: Secrets,
  ): Promise<Logins> {
    const { username, password, 'registry-auth': list, 'github-token': token } = inputs;
    const listed = list === '' ? [] : ((await readList(list)) ?? []);
    for (const login of listed) secrets.add(login.password);
    return new Logins({ username, password, listed, token, job });
  }

  /**
   * Those that can be used. Credentials are needed only where something is published: secrets are empty on a pull request
   * from a fork and for Dependabot. There a flaw is one notice, and the login is left out; elsewhere it is a problem.
   */
  usable(purpose: Purpose, problem: (text: string) => void, notice: (text: string) => void): Logins {
    const flaw = pairFlaw(this.#given, purpose);
    const entries = this.#given.listed.map((login) => ({ login, flaw: entryFlaw(login) }));
    for (const { what, advice } of [flaw, ...entries.map((entry) => entry.flaw)].filter((one) => one !== undefined)) {
      if (purpose.publishes) problem(`${what}. ${advice}`);
      else notice(`${what}. Nothing is published here, so it is not needed`);
    }
    const listed = entries.flatMap((entry) => (entry.flaw === undefined ? [entry.login] : []));
    return new Logins({ ...this.#given, ...(flaw === undefined ? {} : NO_PAIR), listed });
  }

  /** `username` is for one host; which one would be a guess where there are several. */
  checkOneHost(repositories: readonly Repository[]): void {
    const hosts = [...new Set(repositories.map(({ registry }) => registry))];
    if (this.#given.username === '' || hosts.length < 2) return;
    throw new ActionError('input', `username: there are several registries (${hosts.join(', ')}), and it is for one`, {
      hint: 'Use registry-auth, a YAML list of registry, username and password.',
    });
  }

  /** What the user gave for this repository. */
  given({ registry }: Repository): Credentials | undefined {
    const { username, password, listed } = this.#given;
    if (password !== '') return userCredentials(username, password, 'the inputs username and password');
    const login = listed.find((one) => canonicalHost(one.registry) === canonicalHost(registry));
    return login && userCredentials(login.username, login.password, 'the input registry-auth');
  }

  /** What the job has by itself, to its own registry only: it is nobody else's business. */
  ofJob({ registry }: Repository, context: TokenContext): Credentials | undefined {
    const { job, token } = this.#given;
    if (job !== undefined && canonicalHost(job.registry) === canonicalHost(registry))
      return userCredentials(job.username, job.password, `the job's own login for ${job.registry}`);
    if (token === '' || registry !== (context.ownRegistry ?? registryOfServer(context.serverUrl))) return undefined;
    // GHCR looks at the token alone, but Basic authentication needs some user.
    return userCredentials(context.actor || 'x-access-token', token, tokenOrigin(context));
  }
}

export type TokenContext = Pick<SourceContext, 'serverUrl' | 'actor' | 'ownRegistry'>;

/** What cannot be meant together. */
export function refuseBoth(inputs: LoginInputs): void {
  if (inputs['registry-auth'] === '' || (inputs.username === '' && inputs.password === '')) return;
  throw new ActionError(
    'input',
    'registry-auth: cannot be used together with username and password; put all registries into registry-auth',
  );
}

function pairFlaw({ username, password, token }: Given, { imageGiven, image }: Purpose): Flaw | undefined {
  if (username === '' && password === '') return undefined;
  if (password === '') return { what: 'password: empty, although username is given', advice: SECRET };
  if (username === '') return { what: 'username: empty, although password is given', advice: SECRET };
  if (username.includes(':')) return { what: `username: ${COLON}`, advice: APART };
  // The registry by default is that of the server that issued this token, so nobody learns anything.
  if (imageGiven || password === token) return undefined;
  return {
    what: 'image: empty, so nothing says for which registry username and password are',
    advice: `Set it, as in image: ${image ?? 'registry.example.com/owner/name'}. If it is set by an expression, the expression is empty here.`,
  };
}

function entryFlaw({ registry, username, password, position }: RegistryLogin): Flaw | undefined {
  const { line, column } = position;
  if (username === '' || password === '') {
    const key = username === '' ? 'username' : 'password';
    return { what: `registry-auth:${line}:${column}: the ${key} for ${registry} is empty`, advice: SECRET };
  }
  if (username.includes(':'))
    return { what: `registry-auth:${line}:${column}: the username for ${registry} ${COLON}`, advice: APART };
  return undefined;
}

/** https://docs.gitea.com/usage/actions/comparison: the token of a job may not write packages. */
function tokenOrigin({ ownRegistry }: TokenContext): string {
  if (ownRegistry === undefined) return 'the input github-token';
  return 'the input github-token, where Gitea and Forgejo want an access token with the scope write:package';
}

/** ghcr.io belongs to github.com, `containers.HOST` to a GitHub Enterprise Server; Gitea and Forgejo are registries themselves. */
function registryOfServer(serverUrl: string): string | undefined {
  const url = URL.canParse(serverUrl) ? new URL(serverUrl) : undefined;
  if (url?.protocol !== 'https:') return undefined;
  return url.host === 'github.com' ? 'ghcr.io' : `containers.${url.host}`;
}
