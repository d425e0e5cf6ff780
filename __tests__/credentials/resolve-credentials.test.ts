import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { RegistryLogin } from '../../src/config/registry-auth.ts';
import { type JobLogin, Logins, type TokenContext } from '../../src/credentials/logins.ts';
import { credentialResolver } from '../../src/credentials/resolve-credentials.ts';
import { Secrets } from '../../src/credentials/secrets.ts';
import type { Repository } from '../../src/oci/reference.ts';
import type { ProcessOptions, ProcessResult, ProcessRunner } from '../../src/ports.ts';
import { recordedLog } from '../support/publishing.ts';
import { realProcesses } from '../support/real-processes.ts';

const GHCR = { registry: 'ghcr.io', path: 'acme/app' };
const HUB = { registry: 'docker.io', path: 'acme/app' };

interface Given {
  readonly username?: string;
  readonly password?: string;
  readonly registryAuth?: readonly RegistryLogin[];
  readonly githubToken?: string;
  readonly jobLogin?: JobLogin;
}

const CONTEXT: TokenContext = { serverUrl: 'https://github.com', actor: 'octocat' };

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'credentials-'));
});
afterEach(() => rmSync(home, { recursive: true }));

function write(path: string, content: unknown): void {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), typeof content === 'string' ? content : JSON.stringify(content));
}

function auth(user: string, password: string) {
  return { auth: Buffer.from(`${user}:${password}`).toString('base64') };
}

interface Call extends ProcessOptions {
  readonly program: string;
  readonly args: readonly string[];
}

function helpers(answer: (call: Call) => Partial<ProcessResult>): ProcessRunner & { readonly calls: Call[] } {
  const calls: Call[] = [];
  return {
    calls,
    run: async (program, args, options) => {
      const call = { program, args, ...options };
      calls.push(call);
      return { exitCode: 0, stdout: '', stderr: '', ...answer(call) };
    },
  };
}

const noHelpers = helpers(() => {
  throw Object.assign(new Error('not found on PATH'), { code: 'ENOENT' });
});

function loginsOf({ username = '', password = '', registryAuth = [], githubToken = '', jobLogin }: Given) {
  const list = registryAuth.length === 0 ? '' : 'a list';
  const inputs = { username, password, 'registry-auth': list, 'github-token': githubToken };
  return Logins.read(inputs, jobLogin, async () => registryAuth, new Secrets());
}

/** With the proof, which credentials hand out to who asks for it alone. */
async function resolve(
  repository: Repository,
  inputs: Given = {},
  more: { environment?: Record<string, string>; processes?: ProcessRunner; context?: TokenContext } = {},
  log = recordedLog(),
) {
  const environment = { HOME: home, ...more.environment };
  const context = more.context ?? CONTEXT;
  const ports = { log, processes: more.processes ?? noHelpers };
  const found = await credentialResolver(await loginsOf(inputs), { environment, context }, ports)(repository);
  return found && { ...found.identity, ...found.reveal() };
}

describe('the order of credentials', () => {
  const all = {
    username: 'input',
    password: 'input-secret',
    registryAuth: [
      {
        registry: 'ghcr.io',
        username: 'list',
        password: 'list-secret',
        position: { document: '', line: 1, column: 1 },
      },
    ],
    githubToken: 'job-token',
  };

  test('inputs come before registry-auth before the docker configuration before the job’s token', async () => {
    write('.docker/config.json', { auths: { 'ghcr.io': auth('docker', 'docker-secret') } });
    const { registryAuth, githubToken } = all;
    expect(await resolve(GHCR, all)).toMatchObject({ username: 'input', origin: 'the inputs username and password' });
    expect(await resolve(GHCR, { registryAuth, githubToken })).toMatchObject({ username: 'list' });
    expect(await resolve(GHCR, { githubToken })).toMatchObject({ username: 'docker', password: 'docker-secret' });
    rmSync(join(home, '.docker'), { recursive: true });
    expect(await resolve(GHCR, { githubToken })).toMatchObject({ username: 'octocat', password: 'job-token' });
    expect(await resolve(GHCR)).toBeUndefined();
  });

  test('registry-auth finds Docker Hub under any of its names', async () => {
    const registryAuth = [{ ...all.registryAuth[0], registry: 'index.docker.io' } as (typeof all.registryAuth)[number]];
    expect(await resolve(HUB, { registryAuth })).toMatchObject({ username: 'list' });
    expect(await resolve(GHCR, { registryAuth })).toBeUndefined();
  });

  test('the job’s token goes to the container registry of its own server and nowhere else', async () => {
    const githubToken = 'job-token';
    const at = async (registry: string, serverUrl: string) =>
      (await resolve({ registry, path: 'a/b' }, { githubToken }, { context: { ...CONTEXT, serverUrl } }))?.origin;
    expect(await at('ghcr.io', 'https://github.com')).toBe('the input github-token');
    expect(await at('containers.ghes.example', 'https://ghes.example')).toBe('the input github-token');
    for (const [registry, server] of [
      ['docker.io', 'https://github.com'],
      ['ghcr.io', 'https://ghes.example'],
      ['ghcr.io', 'https://github.com.evil.example'],
      ['ghcr.io', 'not a url'],
      ['containers.github.com', 'https://github.com'],
      ['gitea.example', 'https://gitea.example'],
    ] as const) {
      expect(await at(registry, server)).toBeUndefined();
    }
  });

  test('what is found is masked, in base64 too: alone, as ghcr.io takes it, and with the user', async () => {
    const log = recordedLog();
    await resolve(GHCR, all, {}, log);
    const encoded = ['input:input-secret', 'input-secret'].map((text) => Buffer.from(text).toString('base64'));
    expect(log.secrets).toEqual(['input-secret', ...encoded]);
  });

  test.each(['identitytoken', 'registrytoken'])('a token is masked: %s', async (field) => {
    const log = recordedLog();
    write('.docker/config.json', { auths: { 'ghcr.io': { [field]: 'a-token' } } });
    await resolve(GHCR, {}, {}, log);
    expect(log.secrets).toEqual(['a-token']);
  });
});

describe('the configurations of docker and podman', () => {
  test('DOCKER_AUTH_CONFIG comes first, DOCKER_CONFIG takes the place of ~/.docker', async () => {
    write('.docker/config.json', { auths: { 'ghcr.io': auth('home', 'secret') } });
    write('other/config.json', { auths: { 'ghcr.io': auth('other', 'secret') } });
    const environment = { DOCKER_CONFIG: join(home, 'other') };
    expect(await resolve(GHCR)).toMatchObject({ username: 'home', origin: join(home, '.docker/config.json') });
    expect(await resolve(GHCR, {}, { environment })).toMatchObject({ username: 'other' });
    const given = JSON.stringify({ auths: { 'ghcr.io': auth('variable', 'secret') }, credsStore: '', unknown: [] });
    expect(await resolve(GHCR, {}, { environment: { ...environment, DOCKER_AUTH_CONFIG: given } })).toMatchObject({
      username: 'variable',
      origin: 'DOCKER_AUTH_CONFIG',
    });
  });

  test('podman’s places follow, and the first configuration with a match wins', async () => {
    write('.docker/config.json', { auths: { 'other.example': auth('docker', 'secret') } });
    write('.config/containers/auth.json', { auths: { 'ghcr.io/acme': auth('config', 'secret') } });
    expect(await resolve(GHCR)).toMatchObject({ username: 'config' });
    write('run/containers/auth.json', { auths: { 'ghcr.io': auth('runtime', 'secret') } });
    expect(await resolve(GHCR, {}, { environment: { XDG_RUNTIME_DIR: join(home, 'run') } })).toMatchObject({
      username: 'runtime',
    });
    write('file.json', { auths: { 'ghcr.io': auth('file', 'secret') } });
    const environment = { XDG_RUNTIME_DIR: join(home, 'run'), REGISTRY_AUTH_FILE: join(home, 'file.json') };
    expect(await resolve(GHCR, {}, { environment })).toMatchObject({ username: 'file' });
  });

  test.each([
    [{ auth: Buffer.from('u:p:q\0').toString('base64') }, { kind: 'basic', username: 'u', password: 'p:q' }],
    [
      { username: 'u', password: 'p' },
      { kind: 'basic', username: 'u', password: 'p' },
    ],
    [{ ...auth('<token>', 't') }, { kind: 'identity-token', token: 't' }],
    [
      { ...auth('00000000', ''), identitytoken: 't' },
      { kind: 'identity-token', token: 't' },
    ],
    [
      { identitytoken: 'i', registrytoken: 'r' },
      { kind: 'registry-token', token: 'r' },
    ],
  ])('an entry of the form %j is understood', async (entry, expected) => {
    write('.docker/config.json', { auths: { 'ghcr.io': entry } });
    expect(await resolve(GHCR)).toMatchObject(expected);
  });

  test('an entry without a user is an error that names file and registry, not the secret', async () => {
    write('.docker/config.json', { auths: { 'ghcr.io': { auth: Buffer.from('nocolon').toString('base64') } } });
    await expect(resolve(GHCR)).rejects.toThrow(/The "auth" for "ghcr\.io" in .*config\.json is not user:password/);
    expect(await resolve(HUB)).toBeUndefined();
  });

  test('a malformed file is an error that names it, an unreadable one a warning', async () => {
    write('.docker/config.json', '{');
    await expect(resolve(GHCR)).rejects.toThrow(/config\.json cannot be used as a docker configuration/);
    rmSync(join(home, '.docker/config.json'));
    mkdirSync(join(home, '.docker/config.json'));
    const log = recordedLog();
    expect(await resolve(GHCR, {}, {}, log)).toBeUndefined();
    expect(log.lines).toEqual([expect.stringMatching(/^warning: .*config\.json cannot be read/)]);
  });

  test('a huge file is refused without being read', async () => {
    write('.docker/config.json', ' '.repeat(1024 * 1024 + 1));
    chmodSync(join(home, '.docker/config.json'), 0o600);
    await expect(resolve(GHCR)).rejects.toThrow(/is larger than 1048576 bytes/);
  });
});

describe('what docker and podman write besides plain entries', () => {
  const HUB_KEY = 'https://index.docker.io/v1/';

  test.each([
    [{ 'docker.io': auth('short', 's'), [HUB_KEY]: auth('long', 's') }],
    [{ [HUB_KEY]: auth('long', 's'), 'docker.io': auth('short', 's') }],
    [{ 'registry-1.docker.io': auth('api', 's'), 'index.docker.io': auth('index', 's'), [HUB_KEY]: auth('long', 's') }],
  ])('of several entries for Docker Hub the one that docker writes wins, in any order', async (auths) => {
    write('.docker/config.json', { auths });
    expect(await resolve(HUB)).toMatchObject({ username: 'long' });
  });

  test('the tokens of docker’s own API are nobody’s password', async () => {
    const tokens = { [`${HUB_KEY}access-token`]: auth('a', 'x'), [`${HUB_KEY}refresh-token`]: auth('r', 'x') };
    write('.docker/config.json', { auths: tokens });
    expect(await resolve(HUB)).toBeUndefined();
    write('.docker/config.json', { auths: { ...tokens, 'docker.io': auth('user', 's') } });
    expect(await resolve(HUB)).toMatchObject({ username: 'user' });
  });

  test('an entry that names a user without a secret hides no other one', async () => {
    write('.docker/config.json', { auths: { [HUB_KEY]: { username: 'u' }, 'docker.io': auth('user', 's') } });
    expect(await resolve(HUB)).toMatchObject({ username: 'user' });
  });

  test.each([
    ['auth', { auth: Buffer.from('u:p\n').toString('base64') }],
    ['auth with CR LF', { auth: Buffer.from('u:p\r\n').toString('base64') }],
    ['auth that base64 wrapped', { auth: `${Buffer.from('u:p').toString('base64')}\n` }],
    ['password', { username: 'u', password: 'p\n' }],
  ])('a line end at the end of %s is no part of it', async (_, entry) => {
    write('.docker/config.json', { auths: { 'ghcr.io': entry } });
    expect(await resolve(GHCR)).toMatchObject({ username: 'u', password: 'p' });
  });

  test.each(['identitytoken', 'registrytoken'])('a line end at the end of %s is no part of it', async (field) => {
    write('.docker/config.json', { auths: { 'ghcr.io': { [field]: 't\n' } } });
    expect(await resolve(GHCR)).toMatchObject({ token: 't' });
  });

  test('$REGISTRY_AUTH_FILE has entries for repositories, of which the nearest wins', async () => {
    const auths = {
      'ghcr.io': auth('host', 's'),
      'ghcr.io/acme': auth('owner', 's'),
      'ghcr.io/acme/app': auth('app', 's'),
    };
    write('auth.json', { auths });
    const environment = { REGISTRY_AUTH_FILE: join(home, 'auth.json') };
    const userFor = async (path: string) =>
      (await resolve({ registry: 'ghcr.io', path }, {}, { environment })) as { readonly username: string };
    expect((await userFor('acme/app')).username).toBe('app');
    expect((await userFor('acme/app/part')).username).toBe('app');
    expect((await userFor('acme/application')).username).toBe('owner');
    expect((await userFor('other/app')).username).toBe('host');
  });
});

describe('the scoped configurations of buildx and docker/login-action', () => {
  const scoped = (folder: string, user: string, host = 'ghcr.io') =>
    write(`.docker/buildx/config/${folder}/config.json`, { auths: { [host]: auth(user, 's') } });

  test('come before ~/.docker/config.json, the most specific first', async () => {
    write('.docker/config.json', { auths: { 'ghcr.io': auth('home', 's') } });
    const order = ['ghcr.io', 'ghcr.io@push', 'ghcr.io/@push', 'ghcr.io/acme/app', 'ghcr.io/acme/app@push,pull'];
    for (const folder of order) {
      scoped(folder, folder);
      expect(await resolve(GHCR)).toMatchObject({ username: folder });
    }
  });

  test.each(['ghcr.io/acme/app@pull', 'ghcr.io/acme/app@push,delete', 'ghcr.io/acme', 'ghcr.io/acme/ap', 'xghcr.io'])(
    '%s is for somebody else',
    async (folder) => {
      scoped(folder, 'scoped');
      expect(await resolve(GHCR)).toBeUndefined();
    },
  );

  test('Docker Hub’s are found under the name of its API', async () => {
    scoped('registry-1.docker.io/acme/app@push', 'hub', 'https://index.docker.io/v1/');
    expect(await resolve(HUB)).toMatchObject({ username: 'hub' });
  });

  test('DOCKER_CONFIG and BUILDX_CONFIG say where they are, and a helper may be named there', async () => {
    write('other/buildx/config/ghcr.io/config.json', { auths: { 'ghcr.io': auth('docker', 's') } });
    write('buildx/config/ghcr.io/config.json', { credsStore: 'all' });
    const environment = { DOCKER_CONFIG: join(home, 'other') };
    expect(await resolve(GHCR, {}, { environment })).toMatchObject({ username: 'docker' });
    const processes = helpers(() => ({ stdout: '{"Username":"helper","Secret":"s"}' }));
    const more = { environment: { ...environment, BUILDX_CONFIG: join(home, 'buildx') }, processes };
    expect(await resolve(GHCR, {}, more)).toMatchObject({ username: 'helper' });
  });
});

describe('credential helpers', () => {
  test.each(['ghcr.io', 'https://ghcr.io'])(
    'an empty name for %s means none, although there is a store',
    async (key) => {
      write('.docker/config.json', {
        credHelpers: { [key]: '' },
        credsStore: 'all',
        auths: { 'ghcr.io': auth('u', 's') },
      });
      expect(await resolve(GHCR)).toMatchObject({ username: 'u' });
      write('.docker/config.json', { credHelpers: { [key]: '' }, credsStore: 'all' });
      expect(await resolve(GHCR)).toBeUndefined();
    },
  );

  test('of several helpers for Docker Hub the one under the name that docker writes is asked', async () => {
    const credHelpers = { 'docker.io': 'short', 'https://index.docker.io/v1/': 'long' };
    write('.docker/config.json', { credHelpers });
    const processes = helpers(() => ({ stdout: '{"Username":"u","Secret":"s"}' }));
    await resolve(HUB, {}, { processes });
    expect(processes.calls[0]).toMatchObject({ program: 'docker-credential-long' });
  });

  test('a line end in an answer is no part of the secret', async () => {
    write('.docker/config.json', { credsStore: 'all' });
    const processes = helpers(() => ({ stdout: '{"Username":"u","Secret":"s\\n"}' }));
    expect(await resolve(GHCR, {}, { processes })).toMatchObject({ username: 'u', password: 's' });
  });

  test('the registry’s own helper is asked for the key as it is written, with a limit in time', async () => {
    write('.docker/config.json', { credHelpers: { 'ghcr.io': 'own' }, credsStore: 'all', auths: { 'ghcr.io': {} } });
    const processes = helpers(() => ({ stdout: '{"ServerURL":"ghcr.io","Username":"u","Secret":"s"}' }));
    expect(await resolve(GHCR, {}, { processes })).toMatchObject({ kind: 'basic', username: 'u', password: 's' });
    expect(processes.calls).toEqual([
      { program: 'docker-credential-own', args: ['get'], input: 'ghcr.io', timeout: 30_000 },
    ]);
  });

  test('the store is asked for all others, for Docker Hub by its old address; <token> means a token', async () => {
    write('.docker/config.json', { credHelpers: { 'ghcr.io': 'own' }, credsStore: 'all' });
    const processes = helpers(() => ({ stdout: '{"Username":"<token>","Secret":"t"}' }));
    expect(await resolve(HUB, {}, { processes })).toMatchObject({ kind: 'identity-token', token: 't' });
    expect(processes.calls[0]).toMatchObject({
      program: 'docker-credential-all',
      input: 'https://index.docker.io/v1/',
    });
  });

  test('what a helper does not have is looked for in auths and after', async () => {
    write('.docker/config.json', { credsStore: 'all', auths: { 'ghcr.io': auth('auths', 'secret') } });
    const processes = helpers(() => ({ exitCode: 1, stdout: 'credentials not found in native keychain\n' }));
    expect(await resolve(GHCR, {}, { processes })).toMatchObject({ username: 'auths' });
    expect(await resolve(HUB, {}, { processes })).toBeUndefined();
  });

  test.each([
    [
      'ends with an error',
      () => ({ exitCode: 1, stderr: 'locked ::error::x' }),
      /it ended with 1: locked : :error: :x/,
    ],
    ['answers nonsense', () => ({ stdout: '{"Secret": 1}' }), /its answer is not/],
    [
      'takes too long',
      () => {
        throw new Error('docker-credential-all did not end within 30 s');
      },
      /did not end within 30 s/,
    ],
  ])('a helper that %s is an error, although auths and a token are there', async (_, answer, message) => {
    write('.docker/config.json', { credsStore: 'all', auths: { 'ghcr.io': auth('auths', 'secret') } });
    await expect(resolve(GHCR, { githubToken: 't' }, { processes: helpers(answer) })).rejects.toThrow(message);
  });

  test('a helper that is not there is named', async () => {
    write('.docker/config.json', { credsStore: 'all' });
    await expect(resolve(GHCR)).rejects.toThrow(
      /docker-credential-all, which .*config\.json names for ghcr\.io, failed: it is not on PATH/,
    );
  });

  test.each(['../evil', 'a/b', 'a b', '$(id)', 'x;y'])(
    '%j is not a name of a helper and is not run',
    async (credsStore) => {
      write('.docker/config.json', { credsStore });
      const processes = helpers(() => ({}));
      await expect(resolve(GHCR, {}, { processes })).rejects.toThrow(/its name is not that of a program/);
      expect(processes.calls).toEqual([]);
    },
  );

  test('a real program on PATH is asked and answers', async () => {
    write(
      'bin/docker-credential-real',
      '#!/bin/sh\nread server\necho "{\\"Username\\":\\"$1\\",\\"Secret\\":\\"for $server\\"}"\n',
    );
    chmodSync(join(home, 'bin/docker-credential-real'), 0o755);
    write('.docker/config.json', { credsStore: 'real' });
    const path = process.env['PATH'];
    process.env['PATH'] = `${join(home, 'bin')}:${path}`;
    try {
      expect(await resolve(GHCR, {}, { processes: realProcesses })).toMatchObject({
        username: 'get',
        password: 'for ghcr.io',
      });
    } finally {
      process.env['PATH'] = path;
    }
  });

  test('a real program that is not there is told from one that fails', async () => {
    write('.docker/config.json', { credsStore: 'nowhere-to-be-found' });
    await expect(resolve(GHCR, {}, { processes: realProcesses })).rejects.toThrow(/it is not on PATH/);
  });
});

describe('a job’s own login', () => {
  const jobLogin = { registry: 'Registry.Example.com:5050', username: 'gitlab-ci-token', password: 'job-secret' };
  const find = (registry: string, inputs: Given = {}, context = CONTEXT) =>
    resolve({ registry, path: 'acme/app' }, inputs, { context });

  test('is for the registry of the CI system, and for no other', async () => {
    expect(await find('registry.example.com:5050', { jobLogin })).toMatchObject({ password: 'job-secret' });
    for (const other of ['registry.example.com', 'example.com:5050', 'ghcr.io', 'docker.io']) {
      expect(await find(other, { jobLogin })).toBeUndefined();
    }
  });

  test('gives way to what the user says', async () => {
    const given = { jobLogin, username: 'me', password: 'mine' };
    expect(await find('registry.example.com:5050', given)).toMatchObject({ username: 'me', password: 'mine' });
    write('.docker/config.json', { auths: { 'registry.example.com:5050': auth('docker', 'its own') } });
    expect(await find('registry.example.com:5050', { jobLogin })).toMatchObject({ username: 'docker' });
  });

  test('of Gitea is the token, for its own host only', async () => {
    const context = { serverUrl: 'http://git.test:3000', actor: 'ada', ownRegistry: 'git.test:3000' };
    const inputs = { githubToken: 'token' };
    expect(await find('git.test:3000', inputs, context)).toMatchObject({ username: 'ada', password: 'token' });
    for (const other of ['ghcr.io', 'git.test', 'containers.git.test:3000']) {
      expect(await find(other, inputs, context)).toBeUndefined();
    }
  });
});
