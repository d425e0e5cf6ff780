import { describe, expect, test } from '@jest/globals';
import { Secrets } from '../../src/credentials/secrets.ts';
import { SECRET_VARIABLES } from '../../src/inputs/ci-context.ts';
import { SECRET_INPUTS } from '../../src/inputs/input-table.ts';
import { readInputs } from '../../src/inputs/read-inputs.ts';

const SECRET = 'S3cret/p+ss "w:ö::rd"';

function knowing(...secrets: string[]): Secrets {
  const known = new Secrets();
  for (const secret of secrets) known.add(secret);
  return known;
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a secret', () => {
  test.each([
    ['as it is', SECRET],
    ['in base64', base64(SECRET)],
    ['in base64 without padding', base64(SECRET).replace(/=+$/, '')],
    ['in base64 for URLs', Buffer.from(SECRET).toString('base64url')],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in a form', encodeURIComponent(SECRET).replaceAll('%20', '+')],
    [
      'in a URL with small hexadecimal digits',
      encodeURIComponent(SECRET).replace(/%../g, (byte) => byte.toLowerCase()),
    ],
    ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
    ['as printable text', SECRET.replaceAll('::', ': :')],
  ])('is replaced %s', (_, printed) => {
    expect(knowing(SECRET).redact(`before ${printed} after`)).toBe('before *** after');
  });

  test.each(['', 'u', 'us', 'robot$acme'])('is not left in the base64 of "%s" and itself', (user) => {
    const pair = base64(`${user}:${SECRET}`);
    const redacted = knowing(SECRET).redact(`Authorization: Basic ${pair}`);
    const inner = pair.slice(Math.ceil((user.length + 1) / 3) * 4, -4);
    expect(redacted).not.toContain(inner.slice(0, 8));
  });

  test('is announced once, however often and by whomever it is added', () => {
    const announced: string[] = [];
    const secrets = new Secrets((secret) => announced.push(secret));
    for (const secret of [SECRET, 'other', SECRET, '', 'abc', 'other']) secrets.add(secret);
    expect(announced).toEqual([SECRET, 'other']);
  });

  test('of many lines is replaced line by line, but not the words around a key', () => {
    const key = '-----BEGIN KEY-----\nMIGHAgEAMBMGBy\nqGSM49AgEGCCqGSM49\n-----END KEY-----';
    expect(knowing(key).redact('-----BEGIN KEY----- qGSM49AgEGCCqGSM49')).toBe('-----BEGIN KEY----- ***');
  });

  test('that was cut off with a text is replaced, too', () => {
    expect(knowing('correct horse battery').redact('it said: correct hor… and more')).toBe('it said: ***… and more');
  });

  test('that is part of another leaves nothing of it', () => {
    expect(knowing('pass', 'password').redact('password pass')).toBe('*** ***');
  });
});

describe('a secret that a server folds', () => {
  const secret = 'a+b/c.d*(e)[f]\\g^$|{h}?-i~';

  test.each([
    ['as it is', secret],
    ['in base64', Buffer.from(`user:${secret}`).toString('base64')],
  ])('over lines, %s, is replaced', (_, printed) => {
    const secrets = new Secrets();
    secrets.add(secret);
    for (const width of [1, 7]) {
      const text = secrets.redact(`bad: ${printed.replace(new RegExp(`.{${width}}`, 'g'), '$&\n ')}!`);
      expect(text).toContain('***');
      expect(text.replace(/\s/g, '')).not.toContain(printed.slice(8, -8));
    }
  });

  test('is not looked for in words that are only short together', () => {
    const secrets = new Secrets();
    secrets.add('to be');
    expect(secrets.redact('t o b e')).toBe('t o b e');
  });
});

describe('a user name and password in a URL', () => {
  test.each([
    ['https://user:PASS@host/path', 'https://***@host/path'],
    ['http://PASS@host', 'http://***@host'],
    ['https://user:P@SS@host/x and https://host/a@b', 'https://***@host/x and https://host/a@b'],
    ['https://user:PA/SS@host/x', 'https://***@host/x'],
    ['oci://host:5000/app@sha256:00', 'oci://host:5000/app@sha256:00'],
    ['https://host:5000/app@x', 'https://host:5000/app@x'],
  ])('%s is printed as %s', (text, expected) => {
    expect(new Secrets().redact(text)).toBe(expected);
  });

  test.each([
    ['https://user:hunter22@host/app', 'hunter22'],
    ['user:hunter22@host/app', 'hunter22'],
    ['a, http://user:hunter%3222@host', 'hunter222'],
  ])('of %s is a secret from then on', (text, password) => {
    const secrets = new Secrets();
    secrets.addUserinfo(text);
    expect(secrets.redact(`it is ${password}`)).toBe('it is ***');
  });

  test('is not what stands before a digest', () => {
    const secrets = new Secrets();
    secrets.addUserinfo('app:latest@sha256:00');
    expect(secrets.redact('latest')).toBe('latest');
  });
});

function hide(environment: Record<string, string>, secrets: Secrets): void {
  secrets.addInputs(readInputs(environment), SECRET_INPUTS);
  secrets.addVariables(environment, SECRET_VARIABLES);
}

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
    CI_JOB_TOKEN: 'ci-secret',
    OTHER: 'https://z:other@host',
  };
  hide(environment, new Secrets((secret) => masked.push(secret)));
  expect(masked.sort()).toEqual(
    [
      'bare-secret',
      'ci-secret',
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
  hide(environment, secrets);
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
  hide(environment, secrets);
  const printed = Object.values(environment).join(' edge readme value ');
  expect(secrets.redact(printed)).toBe(printed);
});

test('a private key is not printed, whichever input it is given as', () => {
  const line = 'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg';
  const environment = { INPUT_SIGSTORE: `-----BEGIN PRIVATE KEY-----\n${line}\n-----END PRIVATE KEY-----` };
  const secrets = new Secrets();
  hide(environment, secrets);
  expect(secrets.redact(`sigstore: "${line}", ${line.toLowerCase()}`)).toBe('sigstore: "***", ***');
});
