import type { RegistryLogin } from '../config/registry-auth.ts';
import { formatRepository } from '../oci/reference.ts';
import type { Request } from './request.ts';

/** The credentials of the inputs. Empty texts are not given; what is only half given is left out. */
export interface Logins {
  readonly username: string;
  readonly password: string;
  readonly registryAuth: readonly RegistryLogin[];
}

type GivenLogins = Logins & Pick<Request, 'githubToken' | 'imageGiven' | 'targets'>;

/** What is wrong with a login, and what to do about it where the run needs it. */
interface Flaw {
  readonly what: string;
  readonly advice: string;
}

const NO_LOGIN = { username: '', password: '' };
/** Basic authentication ends it at its first colon: https://www.rfc-editor.org/rfc/rfc7617#section-2 */
const COLON = 'has a colon, which no user name can have';
const APART = 'Are user name and password in one value? Give the password by itself';
const SECRET = 'Is the secret defined, and visible to this event?';

/**
 * Credentials are needed only where something is published: secrets are empty on a pull request from a fork and for
 * Dependabot. There a flaw is one notice, and the login is not used; elsewhere it is a problem.
 */
export function usableLogins(
  given: GivenLogins,
  publishes: boolean,
  problem: (text: string) => void,
  notice: (text: string) => void,
): Logins {
  const flaw = pairFlaw(given);
  const entries = given.registryAuth.map((login) => ({ login, flaw: entryFlaw(login) }));
  for (const { what, advice } of [flaw, ...entries.map((entry) => entry.flaw)].filter((one) => one !== undefined)) {
    if (publishes) problem(`${what}. ${advice}`);
    else notice(`${what}. Nothing is published here, so it is not needed`);
  }
  const { username, password } = flaw === undefined ? given : NO_LOGIN;
  return {
    username,
    password,
    registryAuth: entries.flatMap((entry) => (entry.flaw === undefined ? [entry.login] : [])),
  };
}

function pairFlaw({ username, password, githubToken, imageGiven, targets }: GivenLogins): Flaw | undefined {
  if (username === '' && password === '') return undefined;
  if (password === '') return { what: 'password: empty, although username is given', advice: SECRET };
  if (username === '') return { what: 'username: empty, although password is given', advice: SECRET };
  if (username.includes(':')) return { what: `username: ${COLON}`, advice: APART };
  // The registry by default is that of the server that issued this token, so nobody learns anything.
  if (imageGiven || password === githubToken) return undefined;
  const [name = 'registry.example.com/owner/name'] = targets.map(({ repository }) => formatRepository(repository));
  return {
    what: 'image: empty, so nothing says for which registry username and password are',
    advice: `Set it, as in image: ${name}. If it is set by an expression, the expression is empty here.`,
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
