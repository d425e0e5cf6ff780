import { expect, test } from '@jest/globals';
import { INPUT_DEFAULTS } from '../../src/inputs/input-table.ts';
import { withName } from '../../src/run/program-inputs.ts';

const TEXT = 'a {{name}} b';

test.each(['password', 'github-token', 'registry-auth', 'signing-key', 'signing-key-password'] as const)(
  '%s is no template: a secret stays as it is',
  (input) => {
    expect(withName({ ...INPUT_DEFAULTS, [input]: TEXT }, 'api')[input]).toBe(TEXT);
  },
);

test.each(['image', 'tags', 'labels', 'config', 'output', 'sbom-file'] as const)('%s takes the name', (input) => {
  expect(withName({ ...INPUT_DEFAULTS, [input]: TEXT }, 'api')[input]).toBe('a api b');
});
