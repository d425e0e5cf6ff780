import { test } from '@jest/globals';
import fc from 'fast-check';
import { credentialsOf } from '../../src/credentials/auth-entry.ts';
import { parseDockerConfig } from '../../src/credentials/docker-config.ts';
import { bestEntry } from '../../src/credentials/registry-key.ts';
import { ActionError } from '../../src/errors.ts';
import { casesOf } from '../support/part-of-sweep.ts';

const REPOSITORY = { registry: 'ghcr.io', path: 'acme/app' };

/** Everything between the text of a configuration and the credentials for a repository. */
function readAll(text: string): void {
  const config = parseDockerConfig(text, 'config.json');
  const best = bestEntry(config.auths, REPOSITORY);
  if (best !== undefined) credentialsOf(best.value, best.key, 'config.json');
}

function typed(read: () => void): boolean {
  try {
    read();
  } catch (error) {
    return error instanceof ActionError && error.code === 'credentials';
  }
  return true;
}

const odd = fc.constantFrom<unknown>(null, true, 0, '', 'text', [], {}, [{}], { auth: {} });
const secret = fc.oneof(fc.string(), fc.base64String(), fc.constant(Buffer.from('u:p:q\0').toString('base64')), odd);
const fields = ['auth', 'username', 'password', 'identitytoken', 'registrytoken'];
const keys = ['ghcr.io', 'https://ghcr.io/v1/', 'ghcr.io/acme', 'ghcr.io/acme/app', '__proto__', '', '://', 'x'];
const entry = fc.oneof(fc.dictionary(fc.constantFrom(...fields), secret, { maxKeys: 3 }), odd);
const entries = (value: fc.Arbitrary<unknown>) => fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 3 });
const config = fc.record(
  { auths: fc.oneof(entries(entry), odd), credHelpers: fc.oneof(entries(secret), odd), credsStore: secret },
  { requiredKeys: [] },
);
const text = fc.oneof(
  config.map((value) => JSON.stringify(value)),
  fc.tuple(config, fc.nat(), fc.string({ maxLength: 3 })).map(([value, place, insert]) => {
    const whole = JSON.stringify(value);
    const at = place % (whole.length + 1);
    return whole.slice(0, at) + insert + whole.slice(at + insert.length);
  }),
  fc.string(),
);

test('random and mutated docker configurations end in credentials, nothing, or one typed error', () => {
  fc.assert(
    fc.property(text, (input) => typed(() => readAll(input))),
    { seed: 20261121, numRuns: casesOf(100_000) },
  );
}, 120_000);
