/** Every input with the default that action.yml states too: other CI systems set only what they need. Empty = not given. */
export const INPUT_DEFAULTS = {
  binary: '',
  image: '',
  tags: 'auto',
  version: '',
  'tag-prefix': '',
  flavor: '',
  latest: 'auto',
  overwrite: 'false',
  config: '',
  dockerfile: '',
  target: '',
  'build-args': '',
  stages: '',
  platforms: '',
  labels: '',
  annotations: '',
  created: '',
  compression: 'gzip',
  push: 'auto',
  output: '',
  username: '',
  password: '',
  'registry-auth': '',
  'github-token': '',
  'chunk-size': 'auto',
  concurrency: '4',
  'retry-for': '2m',
  timeout: '60s',
  insecure: 'false',
  'allow-dynamic': 'false',
  'smoke-test': '',
  verify: 'auto',
  'digest-file': '',
  merge: '',
  attest: 'false',
  sbom: 'auto',
  'sbom-file': '',
  'signing-key': '',
  'signing-key-password': '',
  sigstore: 'auto',
  summary: 'true',
} as const satisfies Record<string, string>;

/** Inputs that are a secret as a whole. */
export const SECRET_INPUTS: readonly InputName[] = ['password', 'github-token', 'signing-key', 'signing-key-password'];

/** Inputs that are on or off, or more: on a command line they stand without a value, too. */
export const SWITCH_INPUTS: ReadonlySet<string> = new Set([
  'latest',
  'overwrite',
  'push',
  'insecure',
  'allow-dynamic',
  'smoke-test',
  'verify',
  'attest',
  'summary',
]);

/** Inputs with one value; the others are switches, or lists, which a command line may repeat. */
export const SINGLE_INPUTS: ReadonlySet<string> = new Set([
  'version',
  'tag-prefix',
  'config',
  'created',
  'compression',
  'username',
  'password',
  'github-token',
  'chunk-size',
  'concurrency',
  'retry-for',
  'timeout',
  'digest-file',
  'sbom-file',
  'signing-key',
  'signing-key-password',
  'sigstore',
  'dockerfile',
  'target',
]);

export type InputName = keyof typeof INPUT_DEFAULTS;

/** action.yml may use an expression where the code, which runs anywhere, has nothing to evaluate. */
export const EXPRESSION_DEFAULTS: Readonly<Partial<Record<InputName, string>>> = {
  'github-token': '$' + '{{ github.token }}',
};
