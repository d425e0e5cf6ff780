import { expect, test } from '@jest/globals';
import { Secrets } from '../../src/credentials/secrets.ts';
import { readInputs } from '../../src/inputs/read-inputs.ts';
import { hideSecrets } from '../../src/run/hide-secrets.ts';

test('what a run is given is hidden before anything else: secret inputs, and passwords in URLs of inputs and variables', () => {
  const masked: string[] = [];
  const environment = {
    INPUT_PASSWORD: 'input-secret',
    'INPUT_GITHUB-TOKEN': 'job-token',
    'INPUT_SIGNING-KEY-PASSWORD': 'key-password',
    INPUT_IMAGE: 'https://me:image-secret@ghcr.io/o/app, you:bare-secret@quay.io/o/app',
    INPUT_MERGE: 'app:latest@sha256:00',
    GITHUB_SERVER_URL: 'https://x:server-secret@git.test',
    https_proxy: 'http://y:proxy-secret@proxy.test:3128',
    OTHER: 'https://z:other@host',
  };
  hideSecrets(readInputs(environment), environment, new Secrets((secret) => masked.push(secret)));
  expect(masked.sort()).toEqual(
    [
      'bare-secret',
      'image-secret',
      'input-secret',
      'job-token',
      'key-password',
      'proxy-secret',
      'server-secret',
    ].sort(),
  );
});

test.each([
  ['a password in the name of an archive', 'OUTPUT', 'docker-archive:app.tar:me:Hunter2-%2Fsecret@git.test/o/app'],
  ['a token behind a repository', 'IMAGE', 'git.test/o/app?x=1&access_token=Hunter2-%2Fsecret'],
  ['a key behind a host', 'INSECURE', 'git.test:5000#api-key=Hunter2-%2Fsecret'],
  ['a password after two slashes', 'IMAGE', '//me:Hunter2-%2Fsecret@git.test/o/app'],
])('%s is not printed, be it changed to lower case', (_, name, value) => {
  const environment = { [`INPUT_${name}`]: value };
  const secrets = new Secrets();
  hideSecrets(readInputs(environment), environment, secrets);
  const printed = secrets.redact(`"Hunter2-%2Fsecret", Hunter2-/secret, "${value}", "${value.toLowerCase()}"`);
  expect(printed).not.toMatch(/hunter2/i);
});

test('what only looks like a parameter hides nothing', () => {
  const environment = {
    INPUT_TAGS: 'type=raw,value={{#if latest}}token=edge',
    INPUT_LABELS: 'a=https://git.test/?tab=readme\nkey=value',
    INPUT_MERGE: 'digests/?/key-*=1',
  };
  const secrets = new Secrets();
  hideSecrets(readInputs(environment), environment, secrets);
  const printed = Object.values(environment).join(' edge readme value ');
  expect(secrets.redact(printed)).toBe(printed);
});

test('a private key is not printed, whichever input it is given as', () => {
  const line = 'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg';
  const environment = { INPUT_SIGSTORE: `-----BEGIN PRIVATE KEY-----\n${line}\n-----END PRIVATE KEY-----` };
  const secrets = new Secrets();
  hideSecrets(readInputs(environment), environment, secrets);
  expect(secrets.redact(`sigstore: "${line}", ${line.toLowerCase()}`)).toBe('sigstore: "***", ***');
});
