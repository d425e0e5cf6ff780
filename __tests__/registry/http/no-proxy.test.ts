import { describe, expect, test } from '@jest/globals';
import { readNoProxy } from '../../../src/registry/http/no-proxy.ts';

const direct = (list: string, url: string) => readNoProxy(list)(new URL(url));

describe('NO_PROXY', () => {
  test.each([
    ['*', 'https://ghcr.io'],
    ['other.test, *', 'https://ghcr.io'],
    ['example.com', 'https://example.com'],
    ['example.com', 'https://registry.example.com:5000'],
    ['EXAMPLE.com', 'https://registry.Example.COM'],
    ['.example.com', 'https://registry.example.com'],
    ['.example.com', 'https://example.com'],
    ['*.example.com', 'https://a.b.example.com'],
    ['example.com.', 'https://example.com'],
    ['example.com', 'https://example.com.'],
    ['a.test,b.test', 'https://b.test'],
    [' a.test , b.test ', 'https://b.test'],
    ['a.test b.test\tc.test', 'https://c.test'],
    [',,a.test,', 'https://a.test'],
    ['example.com:443', 'https://example.com'],
    ['example.com:80', 'http://example.com'],
    ['.example.com:5000', 'https://registry.example.com:5000'],
    ['bücher.example', 'https://bücher.example'],
    ['10.1.2.3', 'https://10.1.2.3:5000'],
    ['10.1.2.3:5000', 'https://10.1.2.3:5000'],
    ['10.0.0.0/8', 'https://10.255.0.1'],
    ['192.168.1.7/24', 'http://192.168.1.200:5000'],
    ['fd00::1', 'https://[fd00::1]'],
    ['[fd00::1]', 'https://[fd00::1]:5000'],
    ['[fd00::1]:5000', 'https://[fd00::1]:5000'],
    ['FD00:0::1', 'https://[fd00::1]'],
    ['fd00::/8', 'https://[fdff::1]'],
    ['10.1.2.3', 'https://[::ffff:10.1.2.3]'],
    ['', 'http://localhost:5000'],
    ['', 'http://registry.localhost:5000'],
    ['', 'http://127.8.9.1:5000'],
    ['', 'http://[::1]:5000'],
  ])('%j lets %s go without a proxy', (list, url) => {
    expect(direct(list, url)).toBe(true);
  });

  test.each([
    ['', 'https://ghcr.io'],
    ['example.com', 'https://notexample.com'],
    ['example.com', 'https://example.com.evil.test'],
    ['registry.example.com', 'https://example.com'],
    ['example.com:5000', 'https://example.com'],
    ['example.com:443', 'http://example.com'],
    ['10.1.2.3:5000', 'https://10.1.2.3'],
    ['10.0.0.0/8', 'https://11.0.0.1'],
    ['10.0.0.0/8', 'https://registry.test'],
    ['10.0.0.0/33', 'https://10.0.0.1'],
    ['0.1', 'https://10.0.0.1'],
    ['fd00::1', 'https://[fd00::2]'],
    ['[fd00::1]:5000', 'https://[fd00::1]'],
    ['fd00::/129', 'https://[fd00::1]'],
    ['[', 'https://example.com'],
    [':443', 'https://example.com'],
    ['.', 'https://example.com'],
    ['http://example.com', 'https://example.com'],
    ['*.', 'https://example.com'],
  ])('%j has %s asked through the proxy', (list, url) => {
    expect(direct(list, url)).toBe(false);
  });
});
