import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { AttestRequest } from '../../../src/attest/setting.ts';
import { readAttest } from '../../../src/inputs/attest-inputs.ts';
import { InputProblems } from '../../../src/inputs/input-problems.ts';
import { readInputs } from '../../../src/inputs/read-inputs.ts';
import { readAttestConfig } from '../../../src/run/attest/attest-config.ts';
import { recordedLog } from '../../support/publishing.ts';

const GITHUB = { GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: 'https://github.com' };
const IDENTITY = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://pipelines.example.com/token?v=1',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'the-request-token',
};
const KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

function request(inputs: Readonly<Record<string, string>>): AttestRequest | undefined {
  const problems = new InputProblems();
  const environment = Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
  const read = readAttest(readInputs(environment), problems);
  problems.throwIfAny();
  return read;
}

async function configOf(
  inputs: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = { ...GITHUB, ...IDENTITY },
  more: { visibility?: string; publishes?: boolean; platforms?: readonly string[]; workspace?: string } = {},
) {
  const { visibility = 'public', publishes = true, platforms = ['linux/amd64'], workspace = '.' } = more;
  const read = request({ attest: 'true', ...inputs });
  if (read === undefined) throw new Error('nothing was asked for');
  const log = recordedLog();
  return { ...(await readAttestConfig(read, { environment, log, visibility, publishes, platforms, workspace })), log };
}

describe('the inputs around attest', () => {
  test.each([
    ['true', [true, true, true]],
    ['sbom', [true, false, false]],
    ['provenance, signature', [false, true, true]],
    ['signature\nsbom', [true, false, true]],
  ])('attest: %j', (attest, [sbom, provenance, signature]) => {
    expect(request({ attest })).toMatchObject({ sbom, provenance, signature });
  });

  test('are nothing where nothing is asked for, and an SBOM can be written without attest', () => {
    expect(request({})).toBeUndefined();
    expect(request({ 'sbom-file': 'app.spdx.json' })).toMatchObject({ sbom: false, sbomFile: 'app.spdx.json' });
    expect(request({ 'sbom-file': 'app-{{ arch }}.spdx.json' })).toBeDefined();
  });

  test.each([
    [{ attest: 'yes' }, 'attest: "yes" is not true, false or a list of sbom, provenance, signature'],
    [{ 'signing-key': KEY }, 'signing-key: nothing is signed without `attest: true`'],
    [{ sigstore: 'public' }, 'sigstore: nothing is signed without `attest: true`'],
    [{ attest: 'sbom', sigstore: '{fulcio: "https://f.example.com"}' }, 'sigstore: nothing is signed without'],
    [{ attest: 'true', 'signing-key-password': 'x' }, 'signing-key-password: given although signing-key is not'],
    [{ 'sbom-file': 'app.json' }, 'sbom-file: "app.json" ends neither in .spdx.json nor in .cdx.json'],
    [
      { 'sbom-file': '{{platform}}-{{foo}}.spdx.json' },
      'sbom-file: nothing replaces {{foo}}; write {{platform}} or {{arch}}, or {{name}} where image has it too',
    ],
    [{ merge: 'digests', 'sbom-file': 'a.spdx.json' }, 'sbom-file: cannot be used together with merge'],
    [{ merge: 'digests', attest: 'true', sbom: 'a.json' }, 'sbom: cannot be used together with merge'],
    [{ sbom: 'mine.json' }, 'sbom: nothing is done with it without `attest: true` or `sbom-file`'],
  ])('%j is a problem', (inputs, message) => {
    expect(() => request(inputs)).toThrow(message);
  });
});

describe('who signs', () => {
  test.each([
    ['a public repository on github.com', {}, 'public', 'https://fulcio.sigstore.dev/'],
    ['a private one', {}, 'private', 'https://fulcio.githubapp.com/'],
    ['one of which nothing is known', {}, '', 'https://fulcio.githubapp.com/'],
    ['a private one that says public', { sigstore: 'public' }, 'private', 'https://fulcio.sigstore.dev/'],
    ['a public one that says github', { sigstore: 'github' }, 'public', 'https://fulcio.githubapp.com/'],
    [
      'an instance of its own',
      { sigstore: '{fulcio: "https://f.example.com", tsa: "https://t.example.com"}' },
      'private',
      'https://f.example.com/',
    ],
  ])('%s', async (_, inputs, visibility, fulcio) => {
    const { signing } = await configOf(inputs, { ...GITHUB, ...IDENTITY }, { visibility });
    expect(signing).toMatchObject({ kind: 'keyless', instance: { fulcio: new URL(fulcio) } });
  });

  test('on GitHub with data residence it is the instance of that host', async () => {
    const environment = { ...GITHUB, ...IDENTITY, GITHUB_SERVER_URL: 'https://acme.ghe.com' };
    const { signing } = await configOf({}, environment, { visibility: 'private' });
    expect(signing).toMatchObject({ instance: { fulcio: new URL('https://fulcio.acme.ghe.com') } });
  });

  test('a key signs without an identity, and nothing goes to a log', async () => {
    expect((await configOf({ 'signing-key': KEY }, GITHUB)).signing).toMatchObject({ kind: 'key', services: {} });
    const logged = await configOf({ 'signing-key': KEY, sigstore: 'public' }, GITHUB);
    expect(logged.signing).toMatchObject({ services: { rekor: { version: 1 } } });
  });

  test('where nothing is published nobody does', async () => {
    expect((await configOf({}, GITHUB, { publishes: false })).signing).toBeUndefined();
  });

  test('every secret is masked, a key line by line', async () => {
    const { log } = await configOf({ 'signing-key': KEY, 'signing-key-password': 'a password' });
    expect(log.secrets).toEqual(expect.arrayContaining(['a password', 'the-request-token', KEY.split('\n')[1]]));
  });
});

describe('before anything is sent', () => {
  test.each([
    ['without id-token: write', GITHUB, 'public', {}, 'Add `id-token: write` to the permissions of this job'],
    [
      'on GitLab without id_tokens',
      { GITLAB_CI: 'true' },
      'public',
      {},
      'id_tokens: { SIGSTORE_ID_TOKEN: { aud: sigstore } }',
    ],
    ['elsewhere', {}, 'public', {}, 'SIGSTORE_ID_TOKEN'],
    [
      'a private project on GitLab',
      { GITLAB_CI: 'true', CI_SERVER_URL: 'https://gitlab.com', SIGSTORE_ID_TOKEN: 'x' },
      'private',
      {},
      'Sign with a key of your own',
    ],
    [
      'a server of GitHub Enterprise',
      { ...IDENTITY, GITHUB_SERVER_URL: 'https://github.example.com' },
      'public',
      {},
      'Sign with a key of your own',
    ],
  ])('says what to do %s', async (_, environment, visibility, inputs, hint) => {
    await expect(configOf(inputs, environment, { visibility })).rejects.toMatchObject({
      hint: expect.stringContaining(hint),
    });
  });

  test.each([
    ['sigstore', 'somewhere', 'sigstore: "somewhere" is not auto, public, github or a map'],
    ['a map without Fulcio', '{tsa: "https://t.example.com"}', 'fulcio is missing'],
    ['nobody who says the time', '{fulcio: "https://f.example.com"}', 'tsa is missing'],
    [
      'Rekor 2 alone',
      '{fulcio: "https://f.example.com", rekor: "https://r.example.com", rekor-version: 2}',
      'tsa is missing',
    ],
    [
      'a token for everybody to read',
      '{fulcio: "http://f.example.com", tsa: "https://t.example.com"}',
      'is not encrypted',
    ],
    ['another version', '{fulcio: "https://f.example.com", tsa: "https://t", rekor-version: 3}', 'is neither 1 nor 2'],
    ['a wrong key', '{fulcio-url: "https://f.example.com"}', 'did you mean "fulcio"?'],
  ])('refuses %s', async (_, sigstore, message) => {
    await expect(configOf({ sigstore })).rejects.toThrow(message);
  });

  test('refuses a key that the log would not take', async () => {
    const key = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const sigstore = '{rekor: "https://r.example.com", rekor-version: 2}';
    await expect(configOf({ 'signing-key': key, sigstore }, GITHUB)).rejects.toThrow(
      'Rekor 2 takes signatures of P-256 keys only',
    );
  });

  test('one file for the SBOMs of several platforms is an error that says how to write it', async () => {
    await expect(
      configOf(
        { 'sbom-file': 'app.spdx.json' },
        { ...GITHUB, ...IDENTITY },
        { platforms: ['linux/amd64', 'linux/arm64'] },
      ),
    ).rejects.toThrow('Write it as app-{{arch}}.spdx.json');
  });
});
