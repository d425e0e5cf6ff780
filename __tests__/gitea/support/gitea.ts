import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { startBackground } from '../../real/support/background.ts';
import { freePort } from '../../real/support/free-port.ts';
import { output } from '../../real/support/process.ts';
import { temporaryFolder } from '../../real/support/temporary-folder.ts';
import { buildGitea, type GiteaProgram } from './build-gitea.ts';

export interface Gitea {
  /** `http://127.0.0.1:40000` */
  readonly origin: string;
  readonly host: string;
  readonly user: string;
  /** A new access token of the user with these scopes: `write:package`. */
  token(...scopes: readonly string[]): Promise<string>;
  /** The tags of the user's container packages of this name, as the packages API lists them. */
  packageVersions(name: string, token: string): Promise<readonly string[]>;
  stop(): Promise<void>;
}

const USER = 'ada';

/** As root it wants to hear that this is meant. */
const ENVIRONMENT = { ...process.env, GITEA_I_AM_BEING_UNSAFE_RUNNING_AS_ROOT: 'true' };

/** A Gitea of its own on loopback, with one user. */
export async function startGitea(): Promise<Gitea> {
  const built = await buildGitea();
  const folder = await temporaryFolder('gitea');
  const host = `127.0.0.1:${await freePort()}`;
  const origin = `http://${host}`;
  const config = join(folder, 'app.ini');
  await writeFile(config, configuration(folder, host, built));
  const ready = async () => (await fetch(`${origin}/api/healthz`)).ok;
  const server = await startBackground(built.program, ['-c', config, 'web'], { env: ENVIRONMENT, ready });
  const admin = (...args: string[]) => output(built.program, ['-c', config, 'admin', ...args], { env: ENVIRONMENT });
  const password = ['--password', 'Corr3ct-horse', '--must-change-password=false'];
  await admin('user', 'create', '--username', USER, '--email', `${USER}@example.com`, ...password);
  let tokens = 0;
  return {
    origin,
    host,
    user: USER,
    token: async (...scopes) => {
      tokens += 1;
      const named = ['--token-name', `token-${tokens}`, '--scopes', scopes.join(','), '--raw'];
      const printed = await admin('user', 'generate-access-token', '--username', USER, ...named);
      return printed.trim().split('\n').at(-1) ?? '';
    },
    packageVersions: async (name, token) => {
      const headers = { authorization: `token ${token}` };
      const answer = await fetch(`${origin}/api/v1/packages/${USER}?type=container&limit=50`, { headers });
      const found = (await answer.json()) as readonly { readonly name: string; readonly version: string }[];
      const tags = found.filter((one) => one.name === name && !one.version.startsWith('sha256:'));
      return tags.map(({ version }) => version).sort();
    },
    stop: () => server.stop(),
  };
}

/** https://docs.gitea.com/administration/config-cheat-sheet */
function configuration(folder: string, host: string, { files }: GiteaProgram): string {
  const [address, port] = host.split(':');
  return `WORK_PATH = ${folder}
RUN_USER = ${userInfo().username}
[server]
HTTP_ADDR = ${address}
HTTP_PORT = ${port}
ROOT_URL = http://${host}/
STATIC_ROOT_PATH = ${files}
DISABLE_SSH = true
OFFLINE_MODE = true
[database]
DB_TYPE = sqlite3
PATH = ${join(folder, 'gitea.db')}
[security]
INSTALL_LOCK = true
SECRET_KEY = only-for-this-test
[log]
LEVEL = Warn
`;
}
