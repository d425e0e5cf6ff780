import { describe, expect, it } from '@jest/globals';
import { inFlags } from '../../src/cli/in-flags.ts';

describe('what is said to somebody at a command line', () => {
  it.each([
    ['image: there is no default here', '--image: there is no default here'],
    ['- tags: too long\n- sbom-file: cannot be written', '- --tags: too long\n- --sbom-file: cannot be written'],
    ['binary: dist/app does not exist', 'binary: dist/app does not exist'],
    ['overwrite: true replaces it', '--overwrite: true replaces it'],
    ['Set overwrite: true to replace it.', 'Set --overwrite to replace it.'],
    ['write `latest: false`, or', 'write `--no-latest`, or'],
    ['as in image: registry.example.com/owner/name.', 'as in --image=registry.example.com/owner/name.'],
    ['with compression: gzip it is', 'with --compression=gzip it is'],
  ])('names inputs as flags: %s', (text, said) => expect(inFlags(text)).toBe(said));

  it.each(['labels: a key', 'The config block says env: none', 'metatags: true', 'permissions: id-token: write'])(
    'leaves what is not an input as it is: %s',
    (text) => expect(inFlags(` ${text}`)).toBe(` ${text}`),
  );
});
