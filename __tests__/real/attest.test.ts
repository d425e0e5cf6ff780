import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { REQUEST_TOKEN } from '../support/identity-provider.ts';
import { plantReferrer, referrersOn, removeReferrers } from '../support/planted-referrer.ts';
import { runAct } from './support/act.ts';
import { buildGo } from './support/build.ts';
import { installedNode } from './support/node-versions.ts';
import { type Finished, output, run as runProcess } from './support/process.ts';
import { TINY_GO } from './support/programs.ts';
import { type RealRegistry, startDockerRegistry } from './support/registry.ts';
import { type ActionRun, PROJECT } from './support/run-action.ts';
import { runCommand } from './support/run-command.ts';
import {
  cosign,
  IDENTITY,
  keylessOptions,
  keyOptions,
  NO_LOG,
  verify,
  verifyAttestation,
} from './support/sigstore/cosign.ts';
import { GITLAB_IDENTITY, gitlabJob } from './support/sigstore/gitlab-job.ts';
import { type Form, signedPush, sigstoreInput, workspaceWith } from './support/sigstore/signed-push.ts';
import { type Sigstore, startSigstore } from './support/sigstore/sigstore.ts';
import { sigstoreTool } from './support/sigstore/tools.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

const PLATFORMS = { amd64: 'linux/amd64', arm64: 'linux/arm64', s390x: 'linux/s390x' };
const PASSWORD = 'correct horse battery';
const TYPES = ['slsaprovenance1', 'spdxjson', 'cyclonedx'];

let sigstore: Sigstore;
let listing: StrictRegistry;
let tagging: RealRegistry;
let workspace: string;
beforeAll(async () => {
  const build = (arch: string) => buildGo(TINY_GO, { arch, flags: ['-ldflags=-s -w'] }).then((path) => readFile(path));
  const binaries = await Promise.all(
    Object.keys(PLATFORMS).map(async (arch) => [`app-${arch}`, await build(arch)] as const),
  );
  workspace = await workspaceWith(Object.fromEntries(binaries));
  [sigstore, listing, tagging] = await Promise.all([
    startSigstore(),
    startStrictRegistry({ quirks: { referrers: 'listed' } }),
    startDockerRegistry(),
  ]);
}, 300_000);
afterAll(async () => {
  await sigstore?.stop();
  await Promise.all([listing?.close(), tagging?.stop()]);
  await removeTemporaryFolders();
});

const ONE = 'app-amd64';
const THREE = Object.keys(PLATFORMS)
  .map((arch) => `app-${arch}`)
  .join('\n');

/** The repositories of a test: one that lists referrers, and one whose list is a tag. */
function both(name: string): string {
  return [`${listing.host}/acme/${name}`, `${tagging.host}/acme/${name}`].join('\n');
}

/** Every image of a push, index and platforms, in every registry. */
function referencesOf({ outputs }: ActionRun): string[] {
  const attached = JSON.parse(outputs.attestations ?? '[]') as { subject: string }[];
  return [...new Set(attached.map(({ subject }) => subject))];
}

/** Empty where it ended well. */
function failureOf({ exitCode, stdout, stderr }: Finished): string {
  return exitCode === 0 ? '' : `${exitCode}: ${stderr}${stdout}`;
}

async function expectVerified(run: ActionRun, options: readonly string[], subjects: number): Promise<void> {
  expect(failureOf(run)).toBe('');
  const references = referencesOf(run);
  expect(references).toHaveLength(subjects);
  for (const reference of references) {
    const checks = [verify(reference, options), ...TYPES.map((type) => verifyAttestation(reference, type, options))];
    for (const check of await Promise.all(checks)) expect(failureOf(check)).toBe('');
  }
}

const KEYS: readonly (readonly [string, () => Promise<SigningKey>])[] = [
  [
    'PEM, EC P-256',
    async () => {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return pemKey(privateKey, publicKey);
    },
  ],
  [
    'PEM, EC P-384',
    async () => {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
      return pemKey(privateKey, publicKey);
    },
  ],
  [
    'PEM, Ed25519',
    async () => {
      const { privateKey, publicKey } = generateKeyPairSync('ed25519');
      return pemKey(privateKey, publicKey);
    },
  ],
  ["cosign's own", cosignKey],
];

/** Images of one platform and of three: the programs, and how many images that makes in two registries. */
const PROGRAMS = [
  ['one', ONE, 2],
  ['three', THREE, 8],
] as const;

const KEYLESS: readonly (readonly [Form, readonly string[]])[] = [
  ['rekor 2 and timestamp', []],
  ['timestamp only', NO_LOG],
  ['rekor 1', []],
];

describe('cosign accepts index and platforms, in registries with and without a list of referrers', () => {
  describe.each(PROGRAMS)('platforms: %s', (number, binary, subjects) => {
    test.each(KEYLESS)(
      'keyless, %s',
      async (form, options) => {
        const image = both(`keyless-${form.replaceAll(' ', '-')}-${number}`);
        const run = await signedPush({ binary, image, sigstore: sigstoreInput(form, sigstore) }, sigstore, workspace);
        await expectVerified(run, [...keylessOptions(sigstore), ...options], subjects);
        expect(leaks(run)).toEqual([]);
      },
      120_000,
    );

    test.each(KEYS)(
      'with a key: %s',
      async (name, make) => {
        const { key, password, publicKey } = await make();
        const inputs = {
          binary,
          image: both(`key-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${number}`),
          'signing-key': key,
        };
        const run = await signedPush({ ...inputs, 'signing-key-password': password }, sigstore, workspace, NO_IDENTITY);
        const options = await keyOptions(publicKey);
        await expectVerified(run, options, subjects);
        const older = [...options, '--trusted-root', sigstore.trustedRoot];
        for (const reference of referencesOf(run))
          expect(failureOf(await verify(reference, older, 'cosign2'))).toBe('');
        const [reference = ''] = referencesOf(run);
        const stranger = await keyOptions((await cosignKey()).publicKey);
        for (const program of ['cosign', 'cosign2'])
          expect((await verify(reference, stranger, program)).exitCode).not.toBe(0);
        const [path = '', digest = ''] = reference.slice(listing.host.length + 1).split('@');
        removeReferrers(listing.store.open(path), digest);
        expect(failureOf(await verify(reference, options, 'cosign2'))).toBe('');
        expect(failureOf(await verify(reference, options))).toBe('');
        expect(leaks(run, key, password)).toEqual([]);
      },
      120_000,
    );
  });

  test.each(['20.18.1', '22', '24'] as const)(
    'signed by Node %s',
    async (version) => {
      const node = await installedNode(version);
      const sigstoreYaml = sigstoreInput('timestamp only', sigstore);
      const inputs = { binary: ONE, image: both(`node-${version}`), sigstore: sigstoreYaml };
      const run = await signedPush(inputs, sigstore, workspace, {}, node);
      await expectVerified(run, [...keylessOptions(sigstore), ...NO_LOG], 2);
    },
    120_000,
  );
});

/** A job without `id-token: write`. */
const NO_IDENTITY = { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' };

describe('cosign rejects', () => {
  let run: ActionRun;
  let other: ActionRun;
  let options: string[];
  const repository = () => listing.store.open('acme/rejected');
  const digestOf = ({ outputs }: ActionRun) => outputs.digest ?? '';
  const reference = (digest: string) => `${listing.host}/acme/rejected@${digest}`;
  const bundles = () => referrersOn(repository(), digestOf(run), BUNDLE);

  beforeAll(async () => {
    options = keylessOptions(sigstore);
    const inputs = {
      image: `${listing.host}/acme/rejected`,
      sigstore: sigstoreInput('rekor 2 and timestamp', sigstore),
    };
    run = await signedPush({ ...inputs, binary: 'app-amd64\napp-arm64' }, sigstore, workspace);
    other = await signedPush(
      { ...inputs, binary: 'app-amd64\napp-s390x', tags: 'other', attest: 'false', sigstore: '', sbom: '' },
      sigstore,
      workspace,
    );
    const accepted = await verify(reference(digestOf(run)), options);
    expect(failureOf(accepted)).toBe('');
  }, 60_000);

  test('another identity', async () => {
    const stranger = keylessOptions(sigstore, IDENTITY.replace('acme', 'evil'));
    expect((await verify(reference(digestOf(run)), stranger)).exitCode).not.toBe(0);
  });

  test('an image whose platform was swapped, and any other digest that the bundles are hung on', async () => {
    for (const bundle of await bundles()) plantReferrer(repository(), digestOf(other), BUNDLE, bundle);
    expect((await verify(reference(digestOf(other)), options)).exitCode).not.toBe(0);
    expect((await verifyAttestation(reference(digestOf(other)), 'slsaprovenance1', options)).exitCode).not.toBe(0);
  });

  test.each([
    ['a statement that was altered', (bundle: Bundle) => alterPayload(bundle)],
    ['a bundle without its timestamp', (bundle: Bundle) => withoutTimestamp(bundle)],
  ])('%s', async (_, change) => {
    const originals = await bundles();
    removeReferrers(repository(), digestOf(run));
    for (const bytes of originals) {
      const changed = JSON.stringify(change(JSON.parse(bytes.toString())));
      plantReferrer(repository(), digestOf(run), BUNDLE, Buffer.from(changed));
    }
    expect((await verify(reference(digestOf(run)), options)).exitCode).not.toBe(0);
    removeReferrers(repository(), digestOf(run));
    for (const bytes of originals) plantReferrer(repository(), digestOf(run), BUNDLE, bytes);
    expect((await verify(reference(digestOf(run)), options)).exitCode).toBe(0);
  });
});

describe('beside other runs and other tools', () => {
  test('a second run adds nothing, and the image is the same without proof', async () => {
    const image = both('twice');
    const inputs = { binary: THREE, image, sigstore: sigstoreInput('rekor 2 and timestamp', sigstore) };
    const plain = await signedPush(
      { ...inputs, attest: 'false', sigstore: '', sbom: '', tags: 'plain' },
      sigstore,
      workspace,
    );
    const first = await signedPush(inputs, sigstore, workspace);
    listing.forgetRequests();
    const second = await signedPush(inputs, sigstore, workspace);
    expect(second.outputs).toMatchObject({
      attestations: first.outputs.attestations ?? '',
      digest: plain.outputs.digest ?? '',
    });
    expect(listing.requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD')).toEqual([]);
  }, 60_000);

  test('what cosign signed before stays, and is made visible for readers that filter', async () => {
    const image = `${tagging.host}/acme/cosigned`;
    const inputs = { binary: ONE, image, sigstore: sigstoreInput('rekor 2 and timestamp', sigstore) };
    const plain = await signedPush({ ...inputs, attest: 'false', sigstore: '', sbom: '' }, sigstore, workspace);
    const { key, password, publicKey } = await cosignKey();
    await cosignSign(`${image}@${plain.outputs.digest}`, key, password);
    const tag = (plain.outputs.digest ?? '').replace(':', '-');
    const before = await fallbackEntries(image, tag);
    expect(before.some(({ annotations }) => annotations === undefined)).toBe(true);
    const run = await signedPush(inputs, sigstore, workspace);
    await expectVerified(run, keylessOptions(sigstore), 1);
    const reference = `${image}@${plain.outputs.digest}`;
    expect(failureOf(await verify(reference, await keyOptions(publicKey)))).toBe('');
    const after = await fallbackEntries(image, tag);
    const bundles = after.filter(({ artifactType = '' }) =>
      artifactType.startsWith('application/vnd.dev.sigstore.bundle'),
    );
    expect(bundles).toHaveLength(5);
    for (const entry of bundles) expect(entry.annotations).toBeDefined();
  }, 60_000);

  test.each([...KEYLESS.map(([form]) => form), 'key'] as const)(
    'the commands of the summary are what anybody has to run: %s',
    async (form) => {
      const signing =
        form === 'key'
          ? { 'signing-key': (await cosignKey()).key, 'signing-key-password': PASSWORD }
          : { sigstore: sigstoreInput(form, sigstore) };
      const image = both(`commands-${form.replaceAll(' ', '-')}`);
      const { summary } = await signedPush({ binary: THREE, image, ...signing }, sigstore, workspace);
      expect(summary).toContain('**Proved**: SBOM, provenance, signature, signed ');
      const block = /### Verify it yourself\n\n```sh\n([\s\S]*?)```/.exec(summary)?.[1] ?? '';
      const commands = block
        .replaceAll(/^trivy .*$/gm, '')
        .replaceAll(/^cosign (\S+)/gm, `'${sigstoreTool('cosign')}' $1 --allow-insecure-registry`);
      expect(commands.match(/--allow-insecure-registry/g)).toHaveLength(4);
      const folder = await temporaryFolder('reader');
      await copyFile(sigstore.trustedRoot, join(folder, 'trusted_root.json'));
      expect(failureOf(await runProcess('sh', ['-ec', commands], { cwd: folder }))).toBe('');
    },
    120_000,
  );

  test('images that other jobs pushed are signed where they are merged', async () => {
    const image = both('merged');
    const sigstoreYaml = sigstoreInput('rekor 2 and timestamp', sigstore);
    const parts = ['app-amd64', 'app-arm64'].map(async (binary) => {
      const run = await signedPush(
        { binary, image, tags: 'none', attest: 'false', sigstore: '', sbom: '' },
        sigstore,
        workspace,
      );
      return run.outputs.digest ?? '';
    });
    const merge = (await Promise.all(parts)).join('\n');
    const run = await signedPush({ merge, image, sigstore: sigstoreYaml, sbom: '' }, sigstore, workspace);
    expect(failureOf(run)).toBe('');
    const references = referencesOf(run);
    expect(references).toHaveLength(6);
    for (const reference of references) expect(failureOf(await verify(reference, keylessOptions(sigstore)))).toBe('');
  }, 60_000);
});

test('a job on GitLab signs with the token in SIGSTORE_ID_TOKEN, and run again adds nothing', async () => {
  const { gitlab } = sigstore;
  const image = `${tagging.host}/acme/gitlab`;
  const form = ['--attest', 'true', '--sigstore', sigstoreInput('rekor 2 and timestamp', sigstore)];
  const publish = async (job: string) => {
    const env = await gitlabJob(gitlab, job);
    return runCommand([ONE, '--image', image, '--json', ...form], { cwd: workspace, env });
  };
  const first = await publish('1');
  expect(failureOf(first)).toBe('');
  const { digest, attestations } = JSON.parse(first.stdout);
  const options = keylessOptions({ ...sigstore, issuer: gitlab }, GITLAB_IDENTITY);
  expect(failureOf(await verify(`${image}@${digest}`, options))).toBe('');
  const provenance = await verifyAttestation(`${image}@${digest}`, 'slsaprovenance1', options);
  expect(failureOf(provenance)).toBe('');
  const { payload } = JSON.parse(provenance.stdout.split('\n')[0] ?? '');
  expect(JSON.parse(Buffer.from(payload, 'base64').toString()).predicate).toMatchObject({
    buildDefinition: { buildType: expect.stringMatching(/^https:\/\/gitlab\.com\/gitlab-org\/gitlab-runner\//) },
    runDetails: { metadata: { invocationId: 'https://gitlab.example.com/acme/app/-/jobs/1' } },
  });
  const second = await publish('2');
  expect(JSON.parse(second.stdout).attestations).toEqual(attestations);
  const printed = [first, second].map(({ stdout, stderr }) => stdout + stderr).join('\n');
  expect(gitlab.tokens.filter((token) => printed.includes(token))).toEqual([]);
}, 120_000);

test("the README's workflow, run by act, gives an image that cosign accepts", async () => {
  const image = `${tagging.host}/acme/acted`;
  const { exitCode, stdout, stderr } = await runAct({
    event: 'push',
    payload: {
      ref: 'refs/tags/v1.4.2',
      repository: { full_name: 'acme/app', visibility: 'public', default_branch: 'main' },
    },
    workflow: await readmeWorkflow(image, sigstoreInput('rekor 2 and timestamp', sigstore)),
    tag: 'v1.4.2',
    env: sigstore.issuer.environment,
  });
  expect(exitCode === 0 ? '' : stdout + stderr).toBe('');
  const digest = (await output('crane', ['digest', '--insecure', `${image}:1.4.2`])).trim();
  for (const check of [
    await verify(`${image}@${digest}`, keylessOptions(sigstore)),
    await verifyAttestation(`${image}@${digest}`, 'slsaprovenance1', keylessOptions(sigstore)),
  ])
    expect(failureOf(check)).toBe('');
}, 120_000);

/** The steps of the section "Proof", with a program that is built already and services of our own. */
async function readmeWorkflow(image: string, sigstoreYaml: string): Promise<string> {
  const readme = await readFile(join(PROJECT, 'README.md'), 'utf8');
  const block = /## Proof\n[\s\S]*?```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const { permissions, steps } = parse(block);
  const local = steps.map((step: { uses?: string; run?: string; with?: object }) => {
    if (step.uses === undefined) return { run: 'cp examples/hello/hello-linux-amd64 app' };
    return { uses: './', with: { ...step.with, image, sigstore: sigstoreYaml } };
  });
  const job = { 'runs-on': 'ubuntu-latest', steps: [{ uses: 'actions/checkout@v5' }, ...local] };
  return stringify({ on: 'push', permissions, jobs: { image: job } });
}

interface ListEntry {
  readonly artifactType?: string;
  readonly annotations?: object;
}

async function fallbackEntries(image: string, tag: string): Promise<ListEntry[]> {
  return JSON.parse(await output('crane', ['manifest', '--insecure', `${image}:${tag}`])).manifests;
}

async function cosignSign(reference: string, key: string, password: string): Promise<void> {
  const folder = await temporaryFolder('cosign-sign');
  await writeFile(join(folder, 'cosign.key'), key);
  const config = join(folder, 'signing-config.json');
  const made = await cosign(['signing-config', 'create', '--out', config]);
  expect(failureOf(made)).toBe('');
  const args = [
    'sign',
    '--yes',
    '--allow-insecure-registry',
    '--key',
    'cosign.key',
    '--signing-config',
    config,
    reference,
  ];
  expect(failureOf(await cosign(args, 'cosign', { cwd: folder, password }))).toBe('');
}

const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

interface Bundle {
  readonly verificationMaterial: object;
  readonly dsseEnvelope: { readonly payload: string };
}

function alterPayload(bundle: Bundle): object {
  const statement = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString());
  const payload = Buffer.from(JSON.stringify({ ...statement, altered: true })).toString('base64');
  return { ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, payload } };
}

function withoutTimestamp(bundle: Bundle): object {
  return { ...bundle, verificationMaterial: { ...bundle.verificationMaterial, timestampVerificationData: undefined } };
}

interface SigningKey {
  readonly key: string;
  readonly password: string;
  readonly publicKey: string;
}

function pemKey(key: KeyObject, publicKey: KeyObject): SigningKey {
  return {
    key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    password: '',
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

async function cosignKey(): Promise<SigningKey> {
  const folder = await temporaryFolder('cosign-key');
  const made = await cosign(['generate-key-pair'], 'cosign', { cwd: folder, password: PASSWORD });
  expect(failureOf(made)).toBe('');
  const read = (name: string) => readFile(join(folder, name), 'utf8');
  return { key: await read('cosign.key'), password: PASSWORD, publicKey: await read('cosign.pub') };
}

/** What of the run's secrets stands in what it printed, beside the commands that mask them. */
function leaks({ stdout, stderr, outputs, summary }: ActionRun, ...secrets: readonly string[]): string[] {
  const printed = [stdout.replaceAll(/^::add-mask::.*$/gm, ''), stderr, JSON.stringify(outputs), summary].join('\n');
  const lines = secrets
    .flatMap((secret) => secret.split('\n'))
    .filter((line) => line.length > 8 && !line.startsWith('-----'));
  return [...lines, ...sigstore.issuer.tokens, REQUEST_TOKEN].filter((secret) => printed.includes(secret));
}
