import { describe, expect, test } from '@jest/globals';
import { readRegistryAuth } from '../../src/config/registry-auth.ts';
import { usableLogins } from '../../src/inputs/logins.ts';
import { parseRepository } from '../../src/oci/reference.ts';

interface Given {
  readonly username?: string;
  readonly password?: string;
  readonly registryAuth?: string;
  readonly githubToken?: string;
  readonly imageGiven?: boolean;
}

function loginsOf({ registryAuth = '', ...given }: Given, publishes: boolean) {
  const problems: string[] = [];
  const notices: string[] = [];
  const targets = [{ repository: parseRepository('ghcr.io/acme/app'), tags: [] }];
  const all = { username: '', password: '', githubToken: '', imageGiven: true, targets, ...given };
  const logins = usableLogins(
    { ...all, registryAuth: readRegistryAuth(registryAuth) },
    publishes,
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

  test.each(cases)('%s is an error where the run publishes, which asks for the secret', (_, given, what) => {
    const { problems, notices } = loginsOf(given, true);
    expect(problems).toEqual([`${what}. Is the secret defined, and visible to this event?`]);
    expect(notices).toEqual([]);
  });

  test.each(cases)('%s is one notice where nothing is published, and is not used', (_, given, what) => {
    const { logins, problems, notices } = loginsOf(given, false);
    expect(problems).toEqual([]);
    expect(notices).toEqual([`${what}. Nothing is published here, so it is not needed`]);
    expect(logins).toMatchObject({ username: '', password: '' });
    expect(logins.registryAuth.map(({ registry }) => registry)).toEqual(given.registryAuth ? ['ghcr.io'] : []);
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
  ])('is an error where the run publishes, which does not repeat it: %s', (place, given) => {
    const { problems } = loginsOf(given, true);
    expect(problems).toEqual([
      `${place} has a colon, which no user name can have. Are user name and password in one value? Give the password by itself`,
    ]);
    expect(loginsOf(given, false)).toMatchObject({ problems: [], notices: [expect.stringContaining('has a colon')] });
  });
});

describe('a login for a registry that nobody named', () => {
  const login = { username: 'me', password: 'of-docker-hub', imageGiven: false };

  test('is an error that says what to write, since the default registry is not to learn the password', () => {
    expect(loginsOf(login, true).problems).toEqual([
      'image: empty, so nothing says for which registry username and password are. Set it, as in image: ghcr.io/acme/app. If it is set by an expression, the expression is empty here.',
    ]);
    expect(loginsOf(login, false).logins).toMatchObject({ username: '', password: '' });
  });

  test("is none where it is the job's own token", () => {
    expect(loginsOf({ ...login, githubToken: 'of-docker-hub' }, true)).toMatchObject({
      problems: [],
      logins: { username: 'me', password: 'of-docker-hub' },
    });
  });
});
