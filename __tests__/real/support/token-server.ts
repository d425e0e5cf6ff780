import { createPrivateKey, createSign, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { output } from './process.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface TokenServer {
  /** The `auth:` of a distribution registry that believes this server. */
  readonly config: string;
  readonly user: { readonly username: string; readonly password: string };
  /** Tokens that were given. */
  readonly given: number;
  stop(): Promise<void>;
}

const USER = { username: 'octocat', password: 'correct-horse' };
const ISSUER = 'from-scratch tests';
const SERVICE = 'registry';

interface Grant {
  readonly type: string;
  readonly name: string;
  readonly actions: readonly string[];
}

/** A token server as https://distribution.github.io/distribution/spec/auth/token/ has it, with a certificate of its own. */
export async function startTokenServer(): Promise<TokenServer> {
  const folder = await temporaryFolder('tokens');
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const subject = ['-subj', '/CN=from-scratch', '-days', '2'];
  await output('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    key,
    '-out',
    certificate,
    ...subject,
  ]);
  const signer = createPrivateKey(await readFile(key, 'utf8'));
  const chain = [new X509Certificate(await readFile(certificate)).raw.toString('base64')];
  let given = 0;
  const server = createServer((request, response) => {
    if (!isUser(request)) {
      response.writeHead(401).end('{"details":"incorrect username or password"}');
      return;
    }
    given += 1;
    response.end(JSON.stringify({ token: tokenFor(grantsOf(request), signer, chain), expires_in: 60 }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // crane takes no realm at a loopback address, but at a loopback name.
  const realm = `http://localhost:${(server.address() as AddressInfo).port}/token`;
  const options = { realm, service: SERVICE, issuer: ISSUER, rootcertbundle: certificate };
  return {
    config: `auth: { token: ${JSON.stringify(options)} }\n`,
    user: USER,
    get given() {
      return given;
    },
    stop: () => stop(server),
  };
}

function isUser({ headers }: IncomingMessage): boolean {
  const pair = Buffer.from(`${USER.username}:${USER.password}`).toString('base64');
  return headers.authorization === `Basic ${pair}`;
}

function grantsOf({ url = '' }: IncomingMessage): readonly Grant[] {
  const scopes = new URL(url, 'http://localhost').searchParams.getAll('scope').flatMap((scope) => scope.split(' '));
  return scopes.map((scope) => {
    const [type = '', name = '', actions = ''] = scope.split(':');
    return { type, name, actions: actions.split(',') };
  });
}

function tokenFor(access: readonly Grant[], key: KeyObject, x5c: readonly string[]): string {
  const now = Math.floor(Date.now() / 1000);
  const times = { iat: now, nbf: now - 10, exp: now + 60 };
  const claims = { iss: ISSUER, sub: USER.username, aud: SERVICE, jti: `${now}`, ...times, access };
  const parts = [{ typ: 'JWT', alg: 'RS256', x5c }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const text = parts.join('.');
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
