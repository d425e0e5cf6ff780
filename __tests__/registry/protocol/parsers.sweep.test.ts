import { describe, test } from '@jest/globals';
import fc from 'fast-check';
import { mergeScopes, splitScopes } from '../../../src/registry/auth/scope.ts';
import { parseToken } from '../../../src/registry/auth/token-answer.ts';
import { parseReceived } from '../../../src/registry/protocol/byte-range.ts';
import { parseChallenges } from '../../../src/registry/protocol/challenge.ts';
import { parseErrorBody } from '../../../src/registry/protocol/error-body.ts';
import { nextLink } from '../../../src/registry/protocol/link.ts';
import { parseLocation } from '../../../src/registry/protocol/location.ts';
import { parseRetryAfter } from '../../../src/registry/protocol/retry-after.ts';
import { mutationsOf } from '../../support/mutations.ts';
import { casesOf } from '../../support/part-of-sweep.ts';

/** Reads so many random and mutated texts, the same ones each time. */
function forMany(samples: readonly string[], check: (text: string) => void): void {
  fc.assert(fc.property(mutationsOf(samples), check), { numRuns: casesOf(100_000), seed: 20_260_101 });
}

describe('random and mutated inputs', () => {
  test('WWW-Authenticate: every scheme and parameter is text', () => {
    const samples = [
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:o/app:pull,push"',
      'Basic realm="harbor", Bearer realm="/token" , error="insufficient_scope"',
      'Bearer scope="a\\"b", realm=unquoted,,',
      'Negotiate',
    ];
    forMany(samples, (text) => {
      for (const { scheme, parameters } of parseChallenges([text, text.slice(3)])) {
        if (scheme !== scheme.toLowerCase()) throw new Error(scheme);
        for (const value of Object.values(parameters)) if (typeof value !== 'string') throw new Error(String(value));
      }
    });
  });

  test('scopes: what is merged covers what was wanted', () => {
    forMany(['repository:o/app:pull,push', 'repository:a/b:pull *', 'registry:catalog:*'], (text) => {
      const merged = mergeScopes(['repository:o/app:pull,push'], splitScopes(text));
      if (merged[0] !== 'repository:o/app:pull,push') throw new Error(merged.join());
    });
  });

  test('Location: nothing, or an address that is http or not', () => {
    const samples = [
      '/v2/o/app/blobs/uploads/1?_state=abc%3D&x=y',
      'https://storage.example.com/upload?X-Amz-Signature=1',
      'registry.example.com:5000/v2/o/app/blobs/uploads/1',
      '//other.example.com/x',
      '[::1]:5000/v2/a/blobs/uploads/x',
    ];
    const from = new URL('http://127.0.0.1:5000/v2/o/app/blobs/uploads/');
    forMany(samples, (text) => {
      const url = parseLocation(text, from);
      if (url !== undefined && !(url instanceof URL)) throw new Error(String(url));
    });
  });

  test('Range: nothing, or a number of bytes', () => {
    forMany(['0-0', '0-1023', 'bytes=0--1', 'bytes=0-9', '22-41', '0-99999999999999999999', '-'], (text) => {
      const received = parseReceived(text);
      if (received !== undefined && !(Number.isSafeInteger(received) && received >= 0)) throw new Error(`${received}`);
    });
  });

  test('Retry-After: nothing, or a time that is not negative', () => {
    const samples = [
      '120',
      '1.889377ms, allowed: 2000/minute',
      '1h2m3.5s',
      'Sun, 06 Nov 2094 08:49:37 GMT',
      '-1',
      '1e9',
    ];
    forMany(samples, (text) => {
      const wait = parseRetryAfter(text, 1_700_000_000_000);
      if (wait !== undefined && !(Number.isFinite(wait) && wait >= 0)) throw new Error(`${text}: ${wait}`);
    });
  });

  test('Link: nothing, or a part of the header', () => {
    const samples = ['</v2/o/app/tags/list?last=b&n=2>; rel="next"', '<a>; rel=prev, <b>; title="x"; rel="next last"'];
    forMany(samples, (text) => {
      const target = nextLink([text]);
      if (target !== undefined && !text.includes(target)) throw new Error(target);
    });
  });

  test('errors: one line without workflow commands', () => {
    const samples = [
      '{"errors":[{"code":"DENIED","message":"permission_denied: write_package","detail":{"a":1}}]}',
      '{"errors":[{"status":416,"message":"x"}]}',
      '{"details":"incorrect username or password"}',
      '<html><head><title>413 Request Entity Too Large</title></head></html>',
      '::set-output name=a::b\n##[error]x',
      '{"errors":[null,1,"x",{"code":{},"message":[]}]}',
    ];
    forMany(samples, (text) => {
      const { text: said, codes } = parseErrorBody(Buffer.from(text));
      for (const line of [said, ...codes]) {
        const withoutAddresses = line.replace(/(?<=.)(?:\[::\]|[\da-f.:]*\d[\da-f.:]*)/gi, 'x');
        if (/::|##\[|[\n\r]/.test(withoutAddresses)) throw new Error(line);
      }
    });
  });

  test('tokens: nothing, or one that fits into a header and ends after it began', () => {
    const samples = [
      '{"token":"abc","expires_in":300}',
      '{"access_token":"abc"}',
      '{"token":"a b","expires_in":"x"}',
      'null',
    ];
    forMany(samples, (text) => {
      const token = parseToken(Buffer.from(text), 1000);
      if (token !== undefined && !(token.expires > 1000 && /^[\x21-\x7e]+$/.test(token.value))) throw new Error(text);
    });
  });
});
