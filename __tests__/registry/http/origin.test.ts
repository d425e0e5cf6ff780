import { describe, expect, test } from '@jest/globals';
import { asKnown, passage, type Role } from '../../../src/registry/http/origin.ts';

function pass(home: string, target: string, role: Role = 'address'): string {
  const allowed = passage(new URL(home), new URL(target), role);
  if (!allowed.follow) return `refused: ${allowed.why}`;
  return allowed.credential ? 'with credentials' : 'without credentials';
}

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
    expect(pass(home, target)).toBe(expected);
  });

  test.each([
    ['https://r.example.com', 'http://r.example.com/x', /is not encrypted/],
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
    expect(pass(home, target)).toMatch(why);
  });
});

describe('realms that a challenge names', () => {
  test.each([
    ['https://r.example.com', 'https://auth.example.com/token'],
    ['http://127.0.0.1:5000', 'http://127.0.0.1:5001/token'],
    ['http://127.0.0.1:5000', 'https://auth.example.com/token'],
  ])('from %s, %s gets the credentials', (home, target) => {
    expect(pass(home, target, 'realm')).toBe('with credentials');
  });

  test.each([
    ['https://r.example.com', 'http://auth.example.com/token'],
    ['https://r.example.com', 'https://169.254.169.254/token'],
    ['https://r.example.com', 'https://127.0.0.1/token'],
    ['http://127.0.0.1:5000', 'http://169.254.169.254/token'],
  ])('from %s, %s gets nothing', (home, target) => {
    expect(pass(home, target, 'realm')).toMatch(/^refused/);
  });
});

describe('an address with the host and port of the registry', () => {
  test.each([
    ['https://r.example.com', 'http://r.example.com/x?a=b%3D', 'https://r.example.com/x?a=b%3D'],
    ['https://r.example.com:8443', 'http://r.example.com:8443/x', 'https://r.example.com:8443/x'],
  ])('at %s is asked by https, though it is called %s', (home, target, expected) => {
    expect(asKnown(new URL(home), new URL(target)).href).toBe(expected);
  });

  test.each([
    ['https://r.example.com', 'http://r.example.com:8080/x'],
    ['https://r.example.com:8443', 'http://r.example.com/x'],
    ['https://r.example.com', 'http://example.com/x'],
    ['https://r.example.com', 'ftp://r.example.com/x'],
    ['http://r.example.com', 'https://r.example.com/x'],
    ['http://r.example.com', 'http://r.example.com/x'],
  ])('at %s: %s stays what it is', (home, target) => {
    expect(asKnown(new URL(home), new URL(target)).href).toBe(target);
  });
});
