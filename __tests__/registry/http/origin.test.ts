import { describe, expect, test } from '@jest/globals';
import type { Authenticator } from '../../../src/registry/auth/authenticator.ts';
import type { HttpAnswer, HttpRequest } from '../../../src/registry/http/message.ts';
import { type Secret, Target, TrustedOrigin } from '../../../src/registry/http/origin.ts';
import type { Transport } from '../../../src/registry/http/transport.ts';

const SECRET: Secret = { kind: 'header', authorization: 'Bearer secret' };

function decide(home: string, target: string): string {
  return told(Target.decide(TrustedOrigin.registry(new URL(home)), new URL(target), SECRET));
}

function told(decision: ReturnType<typeof Target.decide>): string {
  if ('refused' in decision) return `refused: ${decision.refused}`;
  expect(decision.trusted).toBe(decision.secret !== undefined);
  return decision.secret === SECRET ? 'with credentials' : 'without credentials';
}

/** What the token server at `realm` is told, when it is asked itself and when it leads to `next`. */
function ask(home: string, realm: string, next = realm): string {
  const server = TrustedOrigin.registry(new URL(home)).tokenServer(new URL(realm));
  return 'refused' in server ? `refused: ${server.refused}` : told(Target.decide(server, new URL(next), SECRET));
}

describe('permission to ask a URL', () => {
  test('cannot be made up, and nothing else is taken by the transport', () => {
    const url = new URL('https://r.example.com');
    const secret: Secret = SECRET;
    const home = TrustedOrigin.registry(url);
    // @ts-expect-error the constructor is private
    expect(() => new Target(url, home, undefined, secret)).not.toThrow();
    // @ts-expect-error so is that of an origin
    expect(() => new TrustedOrigin(url, undefined, 'anywhere')).not.toThrow();
    // @ts-expect-error what looks like one is none
    const forged: Target = {
      url,
      secret,
      trusted: true,
      over: undefined,
      origin: home,
      namedBy: undefined,
      on: () => forged,
    };
    const send = (transport: Transport, request: HttpRequest) =>
      // @ts-expect-error and there is no way around it
      transport.exchange(request, new AbortController().signal);
    const ask = (authenticator: Authenticator, answer: HttpAnswer) =>
      // @ts-expect-error a challenge counts only once `isTrusted` has said so
      authenticator.refused(answer, undefined, { path: 'o/app', scopes: [] });
    // @ts-expect-error nor does a header take a credential along
    const headers: HttpRequest['headers'] = { authorization: 'Bearer secret' };
    expect([forged.secret, headers.authorization]).toEqual([secret, 'Bearer secret']);
    expect([typeof send, typeof ask]).toEqual(['function', 'function']);
  });

  test('leaves a credential behind for good once the way led elsewhere', () => {
    const home = TrustedOrigin.registry(new URL('https://r.example.com'));
    const first = Target.decide(home, home.url, SECRET) as Target;
    const away = first.on(new URL('https://storage.example.com')) as Target;
    const back = away.on(new URL('https://r.example.com/back')) as Target;
    expect([first, away, back].map(({ secret, trusted }) => [secret !== undefined, trusted])).toEqual([
      [true, true],
      [false, false],
      [false, false],
    ]);
    expect([first, away, back].map(({ namedBy }) => namedBy)).toEqual([undefined, 'r.example.com', undefined]);
  });
});

describe('addresses that a registry hands out', () => {
  test.each([
    ['https://r.example.com', 'https://r.example.com/x', 'with credentials'],
    ['https://r.example.com', 'https://r.example.com:443/x', 'with credentials'],
    ['https://r.example.com', 'https://r.example.com:8443/x', 'without credentials'],
    ['https://r.example.com', 'https://storage.example.com/x', 'without credentials'],
    ['https://example.com', 'https://example.com.evil.net/x', 'without credentials'],
    ['http://127.0.0.1:5000', 'http://127.0.0.1:5001/x', 'without credentials'],
    ['http://localhost:5000', 'http://127.0.0.1:5000/x', 'without credentials'],
    ['http://127.0.0.1:5000', 'https://storage.example.com/x', 'without credentials'],
    ['http://10.0.0.1:5000', 'http://10.0.0.2:9000/x', 'without credentials'],
    ['https://10.0.0.1', 'https://10.0.0.1:9000/x', 'without credentials'],
  ])('from %s to %s: %s', (home, target, expected) => {
    expect(decide(home, target)).toBe(expected);
  });

  test.each([
    ['https://r.example.com', 'http://r.example.com:8080/x', /is not encrypted/],
    ['https://r.example.com:5000', 'http://r.example.com/x', /is not encrypted/],
    ['https://r.example.com', 'https://[64:ff9b::a9fe:a9fe]/x', /is a link-local address/],
    ['https://r.example.com', 'https://[2002:7f00:1::]/x', /is a loopback address/],
    ['https://r.example.com', 'https://metadata.google.internal/x', /is a cloud's metadata service/],
    ['http://10.0.0.1', 'http://metadata/x', /is a cloud's metadata service/],
    ['http://127.0.0.1:5000', 'http://100.100.100.200/x', /is a cloud's metadata service/],
    ['https://r.example.com', 'http://127.0.0.1/x', /is not encrypted/],
    ['https://r.example.com', 'https://127.0.0.1/x', /is a loopback address/],
    ['https://r.example.com', 'https://localhost/x', /is a loopback address/],
    ['https://r.example.com', 'https://a.localhost./x', /is a loopback address/],
    ['https://r.example.com', 'https://[::1]/x', /is a loopback address/],
    ['https://r.example.com', 'https://[::ffff:127.0.0.1]/x', /is a loopback address/],
    ['https://r.example.com', 'https://2130706433/x', /is a loopback address/],
    ['https://r.example.com', 'https://0x7f.1/x', /is a loopback address/],
    ['https://r.example.com', 'https://10.1.2.3/x', /is a private address/],
    ['https://r.example.com', 'https://172.16.0.1/x', /is a private address/],
    ['https://r.example.com', 'https://192.168.1.1/x', /is a private address/],
    ['https://r.example.com', 'https://0.0.0.0/x', /is a private address/],
    ['https://r.example.com', 'https://[fd00::1]/x', /is a private address/],
    ['https://r.example.com', 'https://169.254.169.254/latest', /is a link-local address/],
    ['http://127.0.0.1:5000', 'http://169.254.169.254/latest', /is a link-local address/],
    ['http://10.0.0.1', 'http://169.254.169.254/latest', /is a link-local address/],
    ['http://10.0.0.1', 'http://127.0.0.1/x', /is a loopback address/],
    ['https://r.example.com', 'ftp://r.example.com/x', /neither https nor http/],
    ['https://r.example.com', 'file:///etc/passwd', /neither https nor http/],
    ['https://r.example.com', 'https://user:pass@r.example.com/x', /carries a user name/],
  ])('from %s to %s: refused', (home, target, why) => {
    expect(decide(home, target)).toMatch(why);
  });
});

describe('realms that a challenge names', () => {
  test.each([
    ['https://r.example.com', 'https://auth.example.com/token'],
    ['http://127.0.0.1:5000', 'http://127.0.0.1:5001/token'],
    ['http://127.0.0.1:5000', 'https://auth.example.com/token'],
    ['http://127.0.0.1:5000', 'http://10.0.0.1/token'],
    ['http://r.example.com', 'http://auth.example.com/token'],
  ])('from %s, %s gets the credentials', (home, target) => {
    expect(ask(home, target)).toBe('with credentials');
  });

  test.each([
    ['https://r.example.com', 'http://auth.example.com/token'],
    ['http://127.0.0.1:5000', 'http://auth.example.com/token'],
    ['https://r.example.com', 'https://user:pass@auth.example.com/token'],
    ['https://r.example.com', 'https://metadata.google.internal/token'],
    ['https://r.example.com', 'https://169.254.169.254/token'],
    ['https://r.example.com', 'https://127.0.0.1/token'],
    ['http://127.0.0.1:5000', 'http://169.254.169.254/token'],
  ])('from %s, %s gets nothing', (home, target) => {
    expect(ask(home, target)).toMatch(/^refused/);
  });

  test.each([
    ['https://auth.example.com/token', 'https://auth.example.com/v2/token', 'with credentials'],
    ['https://auth.example.com/token', 'https://auth.example.com:8443/token', /^refused: .* is not the token server/],
    ['https://auth.example.com/token', 'https://other.example.com/token', /^refused: .* is not the token server/],
    ['https://auth.example.com/token', 'https://r.example.com/token', /^refused: .* is not the token server/],
    ['https://auth.example.com/token', 'http://auth.example.com:8080/token', /^refused/],
  ])('%s leads to %s: %s', (realm, next, expected) => {
    expect(ask('https://r.example.com', realm, next)).toEqual(
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
    );
  });
});

describe('an address with the host and port of the registry', () => {
  function urlOf(home: string, target: string): string {
    const decision = Target.decide(TrustedOrigin.registry(new URL(home)), new URL(target), undefined);
    return 'refused' in decision ? 'refused' : decision.url.href;
  }

  test.each([
    ['https://r.example.com', 'http://r.example.com/x?a=b%3D', 'https://r.example.com/x?a=b%3D'],
    ['https://r.example.com:8443', 'http://r.example.com:8443/x', 'https://r.example.com:8443/x'],
  ])('at %s is asked by https, though it is called %s', (home, target, expected) => {
    expect(urlOf(home, target)).toBe(expected);
  });

  test.each([
    ['https://r.example.com', 'http://r.example.com:8080/x'],
    ['https://r.example.com:8443', 'http://r.example.com/x'],
    ['https://r.example.com', 'http://example.com/x'],
    ['https://r.example.com', 'ftp://r.example.com/x'],
    ['http://r.example.com', 'https://r.example.com/x'],
    ['http://r.example.com', 'http://r.example.com/x'],
  ])('at %s: %s stays what it is', (home, target) => {
    expect(urlOf(home, target)).toMatch(new RegExp(`^(${target}|refused)$`));
  });
});
