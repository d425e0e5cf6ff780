import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { startBackground } from './background.ts';
import { freePort } from './free-port.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { type Certificates, makeCertificates } from './tls-certificates.ts';

/** A web server or load balancer in front of a registry. */
export interface Front {
  /** As it stands in a reference. */
  readonly host: string;
  /** XDG_CONFIG_HOME with the certificates that a client needs. */
  readonly environment: Readonly<Record<string, string>>;
  log(): string;
  stop(): Promise<void>;
}

export interface User {
  readonly username: string;
  readonly password: string;
}

/** What all of them are set up with. */
interface Setting {
  /** `127.0.0.1:5123` of the registry behind. */
  readonly backend: string;
  readonly folder: string;
  /** `127.0.0.1:8443` or `[::1]:8443`. */
  readonly listen: string;
  readonly tls: Certificates;
  readonly user: User;
}

/** nginx with TLS and HTTP/2, its usual buffering, no X-Forwarded-Proto, Basic authentication, and bodies of 10 MB at most. */
export function startNginx(backend: string, user: User): Promise<Front> {
  return start('nginx', '127.0.0.1', backend, user, async (setting) =>
    nginx(setting, `listen ${setting.listen} ssl http2; client_max_body_size 10m;`),
  );
}

/** nginx without TLS on the IPv6 loopback address, that passes bodies on as they come. */
export function startNginxOnIpv6(backend: string, user: User): Promise<Front> {
  return start('nginx', '[::1]', backend, user, async (setting) =>
    nginx(setting, `listen ${setting.listen}; client_max_body_size 0; proxy_request_buffering off;`),
  );
}

async function nginx({ backend, folder, tls, user }: Setting, server: string): Promise<string[]> {
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  await writeFile(join(folder, 'users'), `${user.username}:{PLAIN}${user.password}\n`);
  // Its workers are another user's as a rule, who may not read the folder of a test.
  const text = `daemon off; user ${userInfo().username}; pid ${folder}/pid; error_log stderr; worker_processes 1;
    events {}
    http {
      access_log off;
      ${places.map((place) => `${place}_temp_path ${folder}/${place};`).join(' ')}
      ssl_certificate ${tls.certificate}; ssl_certificate_key ${tls.key};
      server {
        ${server}
        auth_basic registry; auth_basic_user_file ${folder}/users;
        location / { proxy_http_version 1.1; proxy_set_header Host $http_host; proxy_pass http://${backend}; }
      }
    }
  `;
  await writeFile(join(folder, 'nginx.conf'), text);
  return ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'];
}

/** HAProxy with TLS and HTTP/2, that lets nobody in without a client certificate and a password. */
export function startHaproxy(backend: string, user: User): Promise<Front> {
  return start('haproxy', '127.0.0.1', backend, user, async ({ folder, listen, tls }) => {
    const text = `global
  log stdout format raw daemon
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
userlist users
  user ${user.username} insecure-password ${user.password}
frontend tls
  bind ${listen} ssl crt ${tls.both} alpn h2,http/1.1 ca-file ${tls.authority} verify required
  http-request auth realm registry unless { http_auth(users) }
  http-request set-header X-Forwarded-Proto https
  default_backend registry
backend registry
  server one ${backend}
`;
    await writeFile(join(folder, 'haproxy.cfg'), text);
    return ['-f', join(folder, 'haproxy.cfg')];
  });
}

/** Caddy with TLS and HTTP/2, and bodies of 100 MB at most; it asks nobody for a password. */
export function startCaddy(backend: string, user: User): Promise<Front> {
  return start('caddy', '127.0.0.1', backend, user, async ({ folder, listen, tls }) => {
    const text = `{
  admin off
  auto_https off
  storage file_system ${folder}
}
https://${listen} {
  tls ${tls.certificate} ${tls.key}
  request_body {
    max_size 100MB
  }
  reverse_proxy ${backend}
}
`;
    await writeFile(join(folder, 'Caddyfile'), text);
    return ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'];
  });
}

async function start(
  program: string,
  address: string,
  backend: string,
  user: User,
  configure: (setting: Setting) => Promise<string[]>,
): Promise<Front> {
  const folder = await temporaryFolder(program);
  const port = await freePort();
  const host = `${address}:${port}`;
  const tls = await makeCertificates(folder);
  const args = await configure({ backend, folder, listen: host, tls, user });
  const env = { ...process.env, HOME: folder };
  const ready = () => isOpen(address.replace(/[[\]]/g, ''), port);
  const background = await startBackground(program, args, { env, ready });
  const home = join(folder, 'config');
  await mkdir(join(home, 'docker/certs.d'), { recursive: true });
  await tls.copyInto(join(home, 'docker/certs.d', host));
  return { host, environment: { XDG_CONFIG_HOME: home }, log: background.log, stop: background.stop };
}

function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
