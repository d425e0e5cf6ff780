import { describe, expect, test } from '@jest/globals';
import { readRegistryAuth } from '../../src/config/registry-auth.ts';
import { ActionError } from '../../src/errors.ts';

function messageOf(text: string): string {
  try {
    readRegistryAuth(text);
  } catch (error) {
    if (error instanceof ActionError) return error.message;
    throw error;
  }
  return '';
}

describe('registry-auth', () => {
  test('a line end that YAML’s | leaves behind is no part of a password', () => {
    const [login] = readRegistryAuth('- registry: ghcr.io\n  username: |\n    u\n  password: |\n    p\n');
    expect(login).toMatchObject({ username: 'u', password: 'p' });
  });

  test('reads a list of logins with the passwords as written', () => {
    const text =
      '- registry: ghcr.io\n  username: me\n  password: 0123\n- { registry: "R.example:5000", username: u, password: "#x" }';
    expect(readRegistryAuth(text)).toEqual([
      {
        registry: 'ghcr.io',
        username: 'me',
        password: '0123',
        position: { document: 'registry-auth', line: 1, column: 3 },
      },
      {
        registry: 'r.example:5000',
        username: 'u',
        password: '#x',
        position: { document: 'registry-auth', line: 4, column: 3 },
      },
    ]);
  });

  test('nothing is no login', () => {
    expect(readRegistryAuth('')).toEqual([]);
  });

  test('an empty password, or none, is for whoever knows whether the run needs it', () => {
    const text = '- { registry: a, username: me, password: "" }\n- { registry: b, username: me, password: }';
    expect(readRegistryAuth(text).map(({ password }) => password)).toEqual(['', '']);
  });

  test.each([
    ['registry: ghcr.io', 'registry-auth:1:1: expected a list, not a map'],
    ['- { registry: ghcr.io, user: me, password: s3cret }', 'unknown key "user"; did you mean'],
    ['- { username: me, password: s3cret }', '[0]: registry is missing'],
    ['- { registry: "https://ghcr.io/v1", username: me, password: s3cret }', 'is not the host of a registry'],
    ['- { registry: "localhost:70000", username: me, password: s3cret }', '-auth:1:15: [0].registry: is not the host'],
    ['- { registry: 10.0.0.300, username: me, password: s3cret }', '[0].registry: is not the host of a registry'],
    ['- { registry: my_host, username: me, password: s3cret }', '[0].registry: is not the host of a registry'],
    ['- &a { registry: ghcr.io, username: me, password: s3cret }\n- *a', 'this registry is listed twice'],
    ['- { registry: ghcr.io, username: me, password: [s3cret] }', 'expected a single value'],
    ['- s3cret', '[0]: expected a map'],
    ['- { registry: ghcr.io, username: me, password: *s3cret }', 'put a text that begins with * in quotes'],
    ['- { registry: ghcr.io, username: me, password: !s3cret x }', 'tags'],
    ['- { registry: ghcr.io, username: me, password: @s3cret }', 'needs quotes'],
    ['- { registry: ghcr.io, username: me, password: "\\s3cret" }', 'unknown escape'],
    ['- registry: ghcr.io\n  password: s3cret: x', 'two keys on one line'],
    ['- registry: ghcr.io\n  password: %s3cret', 'needs quotes'],
    ['- registry: ghcr.io\n  password: "s3cret" s3cret', 'does not belong here'],
    ['- registry: ghcr.io\n  password: s3cret\n s3cret', 'registry-auth:3:'],
    ['- { registry: ghcr.io, s3cret: password }', '[0]: unknown key (not shown, since it may be a secret)'],
    ['- { registry: s3cret!, username: me, password: ghcr.io }', '[0].registry: is not the host of a registry'],
    ['- { s3cret: a, s3cret: b }', '[0]: the key (not shown, since it may be a secret) appears here twice'],
    ['- { registry: { s3cret: 1 } }', '[0].registry: expected a single value'],
    ['s3cret: { s3cret: *x }', 'this alias (*name) has no anchor'],
  ])('%j is refused without repeating the password', (text, sentence) => {
    const message = messageOf(text);
    expect(message).toContain(sentence);
    expect(message).not.toContain('s3cret');
  });
});
