import { parseArgs } from 'node:util';
import { suggest } from '../config/suggest.ts';
import { INPUT_DEFAULTS, type InputName, SINGLE_INPUTS, SWITCH_INPUTS } from '../inputs/input-table.ts';
import { printable } from '../printable.ts';
import { UsageError } from './usage-error.ts';

/** Flags that are not inputs, with what they do. `value` is the name of what follows. */
export const OWN_FLAGS = {
  'dry-run': { text: 'Send nothing; show the plan, the tags and the digest.' },
  json: { text: 'Print the outputs as JSON instead of the image reference.' },
  'password-stdin': { text: 'Read the password from standard input.' },
  dotenv: {
    value: 'FILE',
    text: "Also write the outputs as FROM_SCRATCH_…=… lines, for GitLab's artifacts:reports:dotenv.",
  },
  debug: { text: 'Log every request, and where an error came from.' },
  completion: { value: 'SHELL', text: 'Print a completion script for bash, zsh or fish.' },
  version: { text: 'Print the version of this command.' },
  help: { text: 'Show this. With the name of a flag, all about it.' },
} as const satisfies Record<string, { readonly value?: string; readonly text: string }>;

export type OwnFlag = keyof typeof OWN_FLAGS;

/** What was asked for on the command line. */
export type CommandLine =
  | { readonly kind: 'help'; readonly topic: string }
  | { readonly kind: 'version' }
  | { readonly kind: 'completion'; readonly shell: string }
  | RunLine;

export interface RunLine {
  readonly kind: 'run';
  /** Only those that were given. */
  readonly inputs: Readonly<Partial<Record<InputName, string>>>;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly passwordStdin: boolean;
  readonly debug: boolean;
  /** Empty = none. */
  readonly dotenv: string;
}

type Given = readonly { readonly name: string; readonly value: string }[];

/** Reads the arguments of the command; throws a UsageError for what is wrong with them. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { flags, files } = readWords(args);
  const last = (name: string) => flags.findLast((flag) => flag.name === name)?.value;
  if (last('help') !== undefined) return { kind: 'help', topic: topicOf(last('help') ?? '', files) };
  if (last('completion') !== undefined) return { kind: 'completion', shell: last('completion') ?? '' };
  if (last('version') === '') return { kind: 'version' };
  if (args.length === 0) throw new UsageError('Nothing to publish was named', START);
  return {
    kind: 'run',
    inputs: inputsOf(flags, files),
    dryRun: last('dry-run') !== undefined,
    json: last('json') !== undefined,
    passwordStdin: last('password-stdin') !== undefined,
    debug: last('debug') !== undefined,
    dotenv: last('dotenv') ?? '',
  };
}

const START =
  'Give the static binary, and where it goes:\n  from-scratch ./app --image ghcr.io/you/app --tags 1.0.0 --push\nfrom-scratch --help tells the rest.';

/** `--help tags`, `--help=--tags`. */
function topicOf(value: string, [first = '']: readonly string[]): string {
  return (value || first).replace(/^-+/, '');
}

/** Every flag: the inputs, then what only a command has. */
export const FLAG_NAMES: readonly string[] = [
  ...Object.keys(INPUT_DEFAULTS),
  ...Object.keys(OWN_FLAGS).filter((name) => !(name in INPUT_DEFAULTS)),
];

/** `--version` alone asks for the command's own, as everywhere; with a value it is the input. */
export const FLAGS_WITHOUT_VALUE: ReadonlySet<string> = new Set(
  Object.entries(OWN_FLAGS).flatMap(([name, flag]) => ('value' in flag || name in INPUT_DEFAULTS ? [] : [name])),
);

function readWords(args: readonly string[]): { flags: Given; files: readonly string[] } {
  const types = FLAG_NAMES.map(
    (name) =>
      [name, { type: FLAGS_WITHOUT_VALUE.has(name) || SWITCH_INPUTS.has(name) ? 'boolean' : 'string' }] as const,
  );
  const options = Object.fromEntries([...types, ['help', { type: 'boolean', short: 'h' }] as const]);
  const words = withSwitchValues(args);
  const { tokens } = parseArgs({ args: words, options, strict: false, allowPositionals: true, tokens: true });
  const flags: { name: string; value: string }[] = [];
  const files: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') files.push(token.value);
    if (token.kind === 'option') flags.push(flagOf(token.rawName, token.name, token.value, token.inlineValue === true));
  }
  return { flags, files };
}

/** `--push false` means what it says, and no file that is called `false`. `--version` at the end has no value. */
function withSwitchValues(args: readonly string[]): string[] {
  const words: string[] = [];
  for (const word of args) {
    const before = words.at(-1) ?? '';
    const isSwitch = before.startsWith('--') && SWITCH_INPUTS.has(before.slice(2));
    if (isSwitch && /^(?:auto|on-tag|true|false)$/.test(word)) words[words.length - 1] = `${before}=${word}`;
    else words.push(word);
  }
  return words.at(-1) === '--version' ? [...words.slice(0, -1), '--version='] : words;
}

function flagOf(
  raw: string,
  name: string,
  value: string | undefined,
  inline: boolean,
): { name: string; value: string } {
  const negated = name.startsWith('no-') ? name.slice(3) : '';
  if (SWITCH_INPUTS.has(negated) && FLAG_NAMES.includes(negated) && !inline) return { name: negated, value: 'false' };
  if (!FLAG_NAMES.includes(name)) throw unknownFlag(raw, name);
  if (FLAGS_WITHOUT_VALUE.has(name)) {
    if (inline && name !== 'help') throw new UsageError(`${raw} takes no value`);
    return { name, value: value ?? '' };
  }
  if (SWITCH_INPUTS.has(name)) return { name, value: inline ? (value ?? '') : 'true' };
  if (value === undefined || (!inline && /^-./.test(value))) {
    throw new UsageError(
      `${raw} needs a value, as in ${raw}=VALUE`,
      `from-scratch --help ${name} tells what it takes.`,
    );
  }
  return { name, value };
}

function unknownFlag(raw: string, name: string): UsageError {
  const near = suggest(name, FLAG_NAMES);
  return new UsageError(`${printable(raw)} is not a flag${near === undefined ? '' : `; did you mean --${near}?`}`);
}

function inputsOf(flags: Given, files: readonly string[]): Partial<Record<InputName, string>> {
  const inputs: Record<string, string> = files.length === 0 ? {} : { binary: files.join('\n') };
  for (const { name, value } of flags) {
    if (!(name in INPUT_DEFAULTS)) continue;
    const before = SINGLE_INPUTS.has(name) || SWITCH_INPUTS.has(name) ? undefined : inputs[name];
    inputs[name] = before === undefined ? value : `${before}\n${value}`;
  }
  return inputs;
}
