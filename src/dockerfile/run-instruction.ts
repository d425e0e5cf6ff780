import { quote } from '../config/problems.ts';
import { readModeChange } from './chmod.ts';
import type { StageContext } from './stage-context.ts';
import type { Step } from './step.ts';
import { jsonList, splitWords, takeFlags } from './words.ts';

/** Arguments by which programs say that they are sound, or who they are. */
const SELF_TEST = /^(?:-{0,2}(?:version|help|check|test|self-?test|validate)|-[vVh])$/;

/** A RUN whose meaning is plain without running it: directories, links, and programs that only try themselves out. */
export function readRun(context: StageContext): undefined {
  const { instruction, around } = context;
  const { rest } = takeFlags(instruction.text, around.escapeCharacter);
  const text = instruction.text.slice(rest);
  const json = jsonList(text);
  if (text === '' && instruction.heredocs.length === 0) return context.fault('nothing stands after it');
  if (json !== undefined && 'fault' in json) return context.fault(json.fault);
  const commands = json === undefined ? shellCommands(context, text, rest) : [[...json]];
  const read = commands?.map((words) => plainMeaning(context, words));
  if (
    instruction.heredocs.length > 0 ||
    read === undefined ||
    read.length === 0 ||
    read.some((one) => one === undefined)
  ) {
    return context.fault(
      'nothing is run here, and a scratch image has nothing to run it with; do it in a step of the job and COPY what comes of it',
    );
  }
  for (const { steps, sentence } of read.filter((one) => one !== undefined)) {
    context.state.steps.push(...steps);
    context.notice(sentence);
  }
}

interface Meaning {
  readonly steps: readonly Step[];
  readonly sentence: string;
}

/** Commands between `&&`; undefined where there is more of a shell in it. */
function shellCommands(context: StageContext, text: string, offset: number): string[][] | undefined {
  if (/[|;<>(){}`*?#]|(?:^|[^&])&(?:[^&]|$)/.test(text.replace(/\$\{\w+\}/g, ''))) return undefined;
  const commands = text.split('&&').map((command) => splitWords(command, context.around.escapeCharacter));
  return commands.map((words) => words.flatMap((word) => context.expand(word.text, offset) ?? []));
}

function plainMeaning(context: StageContext, words: readonly string[]): Meaning | undefined {
  const [program = '', ...given] = words;
  const name = program.split('/').at(-1) ?? '';
  if (name === 'busybox') return plainMeaning(context, given);
  if (name === 'mkdir') return directories(context, given);
  if (name === 'ln') return link(context, given);
  if (['true', ':', 'test', '['].includes(name))
    return { steps: [], sentence: `${quote(words.join(' '))} only tests, and is left out` };
  if (program.startsWith('/') && given.length === 1 && SELF_TEST.test(given[0] ?? '')) {
    return {
      steps: [],
      sentence: `${quote(words.join(' '))} only tries the program out, and is left out; smoke-test does that`,
    };
  }
  return undefined;
}

/** `mkdir -p -m 0750 /data /srv`. */
function directories(context: StageContext, given: readonly string[]): Meaning | undefined {
  const paths: string[] = [];
  let mode: number | undefined;
  for (let at = 0; at < given.length; at += 1) {
    const word = given[at] ?? '';
    const [, inline] = /^(?:-m|--mode=)(.+)$/.exec(word) ?? [];
    if (inline !== undefined || word === '-m' || word === '--mode') {
      if (inline === undefined) at += 1;
      const change = readModeChange(inline ?? given[at] ?? '');
      if (change === undefined || !('mode' in change)) return undefined;
      mode = change.mode;
    } else if (!['-p', '-v', '-pv', '--parents', '--verbose'].includes(word)) {
      const path = word.startsWith('-') ? undefined : context.path(word);
      if (path === undefined) return undefined;
      if (path !== '/') paths.push(path.replace(/\/$/, ''));
    }
  }
  const { keyword, position } = context.instruction;
  const common = { keyword, position, ...(context.state.user === '' ? {} : { owner: context.state.user }) };
  const steps = paths.map(
    (path): Step => ({ type: 'directory', path, ...common, ...(mode === undefined ? {} : { mode }) }),
  );
  return paths.length === 0 ? undefined : { steps, sentence: `is not run; the directory ${paths.join(', ')} is made` };
}

/** `ln -s /app /bin/tool`. */
function link(context: StageContext, given: readonly string[]): Meaning | undefined {
  const flags = given.filter((word) => word.startsWith('-'));
  const [target, written, ...more] = given.filter((word) => !word.startsWith('-'));
  const symbolic = flags.some((flag) => flag === '--symbolic' || /^-[sfnv]*s[sfnv]*$/.test(flag));
  if (!symbolic || target === undefined || target === '' || written === undefined || more.length > 0) return undefined;
  const path = context.path(written);
  if (path === undefined || path.endsWith('/')) return undefined;
  const { keyword, position } = context.instruction;
  const owner = context.state.user === '' ? {} : { owner: context.state.user };
  return {
    steps: [{ type: 'symlink', path, target, keyword, position, ...owner }],
    sentence: `is not run; the link ${path} is made`,
  };
}
