import { LARGEST_ID } from '../config/accounts.ts';
import type { UserSpec } from '../config/config-block.ts';
import { ExpandFault, expand } from './expand.ts';
import { SETTINGS } from './settings.ts';
import type { StageText } from './split-stages.ts';
import { StageContext, type StageSurroundings } from './stage-context.ts';
import { emptyStage, type StageState } from './stage-state.ts';

const COMMAND = /\b(?:adduser|useradd)\s+([^&|;\n]+)/g;
const NAME = /^[a-z_][a-z0-9_-]{0,31}$/;
const WITH_VALUE = /^(?:-[hgsGkcdu]|--(?:home|gecos|shell|ingroup|uid|gid|group|groups|home-dir|comment|base-dir))$/;

/**
 * Users that a RUN of the file makes with a number of its own: `adduser -D -u 10001 app`, also by ENV and ARG of its stage:
 * `--uid "${UID}"`. Other numbers are the distribution's to choose.
 */
export function createdUsers(
  stages: readonly StageText[],
  around: (stage: StageText) => StageSurroundings,
): UserSpec[] {
  const users = new Map<string, UserSpec>();
  for (const stage of stages) {
    const state = emptyStage();
    const surroundings = around(stage);
    for (const instruction of stage.instructions) {
      const { keyword, text } = instruction;
      if (keyword === 'ENV' || keyword === 'ARG')
        SETTINGS[keyword]?.(new StageContext(instruction, state, surroundings));
      if (keyword !== 'RUN') continue;
      for (const [, args = ''] of text.matchAll(COMMAND)) {
        const user = userOf(withValues(args.slice(0, 2000), state).slice(0, 2000));
        if (user !== undefined && !users.has(user.name)) users.set(user.name, user);
      }
    }
  }
  return [...users.values()];
}

/** What a shell would put in the place of the variables; what only a shell understands stays. */
function withValues(args: string, { scope }: StageState): string {
  try {
    return expand(args, (name) => scope.get(name), { escapeCharacter: '\\', quotes: false });
  } catch (thrown) {
    if (!(thrown instanceof ExpandFault)) throw thrown;
    return args;
  }
}

function userOf(args: string): UserSpec | undefined {
  const words = (args.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
  const names = words.filter((word, index) => NAME.test(word) && !WITH_VALUE.test(words[index - 1] ?? ''));
  const uid = numberAfter(words, ['-u', '--uid']);
  const name = names.at(-1);
  if (name === undefined || uid === undefined || ['root', 'nobody', 'nonroot'].includes(name)) return undefined;
  return { name, uid, gid: numberAfter(words, ['-g', '--gid']) ?? uid, home: '/' };
}

function numberAfter(words: readonly string[], flags: readonly string[]): number | undefined {
  for (const [index, word] of words.entries()) {
    const [flag = '', inline] = word.split('=');
    const text = flags.includes(flag) ? (inline ?? words[index + 1] ?? '') : '';
    if (/^\d{1,10}$/.test(text) && Number(text) <= LARGEST_ID) return Number(text);
  }
  return undefined;
}
