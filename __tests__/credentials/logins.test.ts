import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { readRegistryAuth } from '../../src/config/registry-auth.ts';
import { Logins, refuseBoth } from '../../src/credentials/logins.ts';
import { Secrets } from '../../src/credentials/secrets.ts';

interface Given {
  readonly username?: string;
  readonly password?: string;
  readonly registryAuth?: string;
  readonly githubToken?: string;
  readonly imageGiven?: boolean;
}

const GHCR = { registry: 'ghcr.io', path: 'acme/app' };
const OTHER = { registry: 'r.example.com', path: 'acme/app' };

function read({ username = '', password = '', registryAuth = '', githubToken = '' }: Given, secrets = new Secrets()) {
  const inputs = { username, password, 'registry-auth': registryAuth, 'github-token': githubToken };
  return Logins.read(inputs, undefined, async (text) => readRegistryAuth(text), secrets);
}

async function loginsOf({ imageGiven = true, ...given }: Given, publishes: boolean) {
  const problems: string[] = [];
  const notices: string[] = [];
  const logins = (await read(given)).usable(
    { publishes, imageGiven, image: 'ghcr.io/acme/app' },
    (text) => problems.push(text),
    (text) => notices.push(text),
  );
  return { logins, problems, notices };
}

const ENTRY =
  '- { registry: ghcr.io, username: me, password: x }\n- { registry: r.example.com, username: me, password: ';

describe('a login that is only half given', () => {
  const cases: [string, Given, string][] = [
    ['without a password', { username: 'me' }, 'password: empty, although username is given'],
    ['without a user name', { password: 'x' }, 'username: empty, although password is given'],
    [
      'with an empty secret',
      { registryAuth: `${ENTRY} }` },
      'registry-auth:2:3: the password for r.example.com is empty',
    ],
    [
      'with quotes around nothing',
      { registryAuth: `${ENTRY}"" }` },
      'registry-auth:2:3: the password for r.example.com is empty',
    ],
  ];

  test.each(cases)('%s is an error where the run publishes, which asks for the secret', async (_, given, what) => {
    const { problems, notices } = await loginsOf(given, true);
    expect(problems).toEqual([`${what}. Is the secret defined, and visible to this event?`]);
    expect(notices).toEqual([]);
  });

  test.each(cases)('%s is one notice where nothing is published, and is not used', async (_, given, what) => {
    const { logins, problems, notices } = await loginsOf(given, false);
    expect(problems).toEqual([]);
    expect(notices).toEqual([`${what}. Nothing is published here, so it is not needed`]);
    expect(logins.given(OTHER)).toBeUndefined();
    expect(logins.given(GHCR)?.identity.origin).toBe(given.registryAuth ? 'the input registry-auth' : undefined);
  });
});

describe('a user name with a colon', () => {
  test.each<[string, Given]>([
    ['username:', { username: 'me:s3cret', password: 'x' }],
    [
      'registry-auth:2:3: the username for r.example.com',
      {
        registryAuth:
          '- { registry: ghcr.io, username: me, password: x }\n- { registry: r.example.com, username: "me:s3cret", password: x }',
      },
    ],
  ])('is an error where the run publishes, which does not repeat it: %s', async (place, given) => {
    const { problems } = await loginsOf(given, true);
    expect(problems).toEqual([
      `${place} has a colon, which no user name can have. Are user name and password in one value? Give the password by itself`,
    ]);
    expect(await loginsOf(given, false)).toMatchObject({
      problems: [],
      notices: [expect.stringContaining('has a colon')],
    });
  });
});

describe('a login for a registry that nobody named', () => {
  const login = { username: 'me', password: 'of-docker-hub', imageGiven: false };

  test('is an error that says what to write, since the default registry is not to learn the password', async () => {
    expect((await loginsOf(login, true)).problems).toEqual([
      'image: empty, so nothing says for which registry username and password are. Set it, as in image: ghcr.io/acme/app. If it is set by an expression, the expression is empty here.',
    ]);
    expect((await loginsOf(login, false)).logins.given(GHCR)).toBeUndefined();
  });

  test("is none where it is the job's own token", async () => {
    const { logins, problems } = await loginsOf({ ...login, githubToken: 'of-docker-hub' }, true);
    expect(problems).toEqual([]);
    expect(logins.given(GHCR)?.reveal()).toEqual({ kind: 'basic', username: 'me', password: 'of-docker-hub' });
  });
});

test('the passwords of registry-auth are masked as soon as they are read', async () => {
  const masked: string[] = [];
  await read({ registryAuth: `${ENTRY}of-example }` }, new Secrets((secret) => masked.push(secret)));
  expect(masked).toEqual(['of-example']);
});

test('a user name is for one registry', async () => {
  const logins = await read({ username: 'me', password: 'x' });
  expect(() => logins.checkOneHost([GHCR, { ...GHCR, path: 'acme/other' }])).not.toThrow();
  expect(() => logins.checkOneHost([GHCR, OTHER])).toThrow(
    'username: there are several registries (ghcr.io, r.example.com), and it is for one',
  );
});

test.each(['username', 'password'])('registry-auth and %s are not for one run', (name) => {
  const inputs = { username: '', password: '', 'registry-auth': ENTRY, 'github-token': '' };
  expect(() => refuseBoth(inputs)).not.toThrow();
  expect(() => refuseBoth({ ...inputs, [name]: 'x' })).toThrow('registry-auth: cannot be used together with');
});

test('what is read from inputs shows no password, be it printed or turned into JSON', async () => {
  const logins = await read({ username: 'me', password: 'hunter22', githubToken: 'hunter23' });
  expect(`${inspect(logins, { depth: 9, showHidden: true })} ${JSON.stringify(logins)}`).not.toContain('hunter');
});
