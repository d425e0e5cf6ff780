import { isMap, isScalar, parseDocument } from 'yaml';
import { EXPRESSION_DEFAULTS, SWITCH_INPUTS } from '../inputs/input-table.ts';
import { OWN_FLAGS } from './command-line.ts';

export interface FlagDescription {
  readonly name: string;
  /** `--image VALUE`. */
  readonly usage: string;
  /** Sentences. */
  readonly text: string;
  /** Empty = none. */
  readonly preset: string;
}

interface OwnFlagText {
  readonly value?: string;
  readonly text: string;
}

export interface FlagGroup {
  readonly title: string;
  readonly flags: readonly FlagDescription[];
}

/** What is another on a command line than in a workflow. */
const TOLD_OTHERWISE: Readonly<Record<string, Partial<FlagDescription>>> = {
  binary: {
    text: 'The static binary, or several: the same as naming them without a flag. A list of `path` or `platform=path`, globs allowed.',
  },
  push: {
    text: 'Push. `on-tag` pushes where a CI system says that a git tag was pushed, `auto` on branches too; without a push all is built and checked, and the digest is told.',
    preset: 'on-tag',
  },
  'github-token': {
    text: 'Token for ghcr.io, where nothing else is configured. Default: the variable GITHUB_TOKEN.',
    preset: '',
  },
  summary: { text: 'Print the summary.' },
};

/** Every flag in the groups of action.yml, whose comments are their titles; what only the command has comes last. */
export function flagGroups(actionYml: string): FlagGroup[] {
  const groups: { title: string; flags: FlagDescription[] }[] = [];
  const inputs = parseDocument(actionYml).get('inputs');
  if (!isMap(inputs)) throw new Error('action.yml has no inputs');
  inputs.items.forEach(({ key, value }, place) => {
    if (!isScalar(key)) return;
    // The first comment of a map belongs to the map.
    const title = (place === 0 ? inputs.commentBefore : key.commentBefore)?.trim();
    if (title || groups.length === 0) groups.push({ title: title || 'Flags', flags: [] });
    groups.at(-1)?.flags.push(describeInput(String(key.value), value));
  });
  const own = Object.entries<OwnFlagText>(OWN_FLAGS).map(([name, flag]) => ({
    name,
    usage: ownUsage(name, flag),
    text: flag.text,
    preset: '',
  }));
  return [...groups, { title: 'The command itself', flags: own }];
}

function describeInput(name: string, value: unknown): FlagDescription {
  const told = isMap(value)
    ? { text: String(value.get('description') ?? ''), preset: String(value.get('default') ?? '') }
    : { text: '', preset: '' };
  const preset = name in EXPRESSION_DEFAULTS ? '' : told.preset;
  const usage = SWITCH_INPUTS.has(name) ? `--${name}[=VALUE]` : `--${name} VALUE`;
  return { name, usage, text: told.text, preset, ...TOLD_OTHERWISE[name] };
}

function ownUsage(name: string, flag: OwnFlagText): string {
  if (name === 'help') return '-h, --help [FLAG]';
  return flag.value === undefined ? `--${name}` : `--${name} ${flag.value}`;
}
