import { posix } from 'node:path';
import { nameFault } from '../config/container-path.ts';
import { quote } from '../config/problems.ts';
import { type ModeChange, readModeChange } from './chmod.ts';
import type { StageContext } from './stage-context.ts';
import type { Origin, Step } from './step.ts';
import { takeFlags, type Word } from './words.ts';

/** What BuildKit knows. `--link` and `--keep-git-dir` change nothing here: layers do not depend on one another. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  COPY: ['from', 'chown', 'chmod', 'link', 'parents', 'exclude'],
  ADD: ['chown', 'chmod', 'link', 'exclude', 'unpack', 'checksum', 'keep-git-dir'],
};

interface Options {
  readonly from?: string;
  readonly owner?: string;
  readonly chmod?: ModeChange;
  readonly parents: boolean;
  readonly unpack: boolean;
  readonly exclude: readonly string[];
}

/** COPY and ADD, with all their flags, several sources and here-documents. */
export function readCopy(context: StageContext): undefined {
  const { text } = context.instruction;
  const { flags, rest } = takeFlags(text, context.around.escapeCharacter);
  const options = readOptions(context, flags);
  const words = context.list(rest);
  if (options === undefined || words === undefined) return;
  const target = words.at(-1);
  const sources = words.slice(0, -1);
  if (target === undefined || sources.length === 0) {
    return context.fault(`needs what to copy and where to, as in ${context.instruction.keyword} app /app`);
  }
  const dst = context.path(target.text, target.offset);
  if (dst === undefined) return;
  if (sources.length > 1 && !dst.endsWith('/') && dst !== '/') {
    return context.fault(`several sources go into a directory, so that a slash must end it: ${dst}/`, target.offset);
  }
  addSteps(context, options, sources, dst);
}

function readOptions(context: StageContext, flags: ReturnType<typeof takeFlags>['flags']): Options | undefined {
  const allowed = FLAGS[context.instruction.keyword] ?? [];
  const values = new Map<string, string[]>();
  for (const { name, value, offset } of flags) {
    if (!allowed.includes(name))
      return context.fault(`${quote(`--${name}`)} is not known; there are --${allowed.join(', --')}`, offset);
    const text = context.expand(value, offset);
    if (text === undefined) return undefined;
    const known = values.get(name);
    if (known === undefined) values.set(name, [text]);
    else known.push(text);
  }
  const [from] = values.get('from') ?? [];
  const [owner] = values.get('chown') ?? [];
  const [chmodText] = values.get('chmod') ?? [];
  const chmod = chmodText === undefined ? undefined : readModeChange(chmodText);
  if (chmodText !== undefined && chmod === undefined) {
    return context.fault(`--chmod=${chmodText.slice(0, 40)} is not a valid mode; write octal digits as 0644, or u+x`);
  }
  return {
    ...(from === undefined ? {} : { from }),
    ...(owner === undefined || owner === '' ? {} : { owner }),
    ...(chmod === undefined ? {} : { chmod }),
    parents: isSet(values.get('parents')),
    unpack: values.has('unpack') ? isSet(values.get('unpack')) : context.instruction.keyword === 'ADD',
    exclude: values.get('exclude') ?? [],
  };
}

/** `--link` and `--link=true` are the same. */
function isSet(values: readonly string[] | undefined): boolean {
  return values !== undefined && values[0]?.toLowerCase() !== 'false';
}

function addSteps(context: StageContext, options: Options, sources: readonly Word[], dst: string): undefined {
  const { keyword, position, heredocs } = context.instruction;
  const { owner, chmod, parents, unpack, exclude } = options;
  const common = {
    keyword,
    position,
    dst,
    ...(owner === undefined ? {} : { owner }),
    ...(chmod === undefined ? {} : { chmod }),
  };
  const from = originOf(context, options);
  const paths = sources.filter(({ text }) => !isHeredoc(text)).flatMap((word) => checkedSource(context, word) ?? []);
  const steps: Step[] = [];
  if (from !== undefined && paths.length > 0) {
    steps.push({ ...common, type: 'copy', from, sources: paths, exclude, parents, unpack });
  }
  for (const { name, content, expand } of heredocs) {
    const text = expand ? context.expand(content, 0, false) : content;
    const fault =
      posix.basename(name) === name && name !== '.' && name !== '..'
        ? nameFault(name)
        : `${quote(name)} is not the name of a file`;
    if (fault !== undefined) context.fault(fault);
    else if (text !== undefined) steps.push({ ...common, type: 'text', name, content: text });
  }
  context.state.steps.push(...steps);
}

function originOf(context: StageContext, { from }: Options): Origin | undefined {
  if (from === undefined) return { kind: 'context' };
  return context.around.originOf(from, (sentence) => context.fault(sentence));
}

function isHeredoc(text: string): boolean {
  return /^\d*<<-?[^<]+$/.test(text);
}

const GIT = /^(?:git@|git:\/\/|ssh:\/\/)|^https?:\/\/.*\.git(?:[#?].*)?$/;

function checkedSource(context: StageContext, { text, offset }: Word): string | undefined {
  if (GIT.test(text)) {
    return context.fault(
      'a repository is not fetched here; write actions/checkout with a path as a step before, and COPY the folder',
      offset,
    );
  }
  if (/^https?:\/\//.test(text)) {
    const name =
      text
        .replace(/[?#].*$/, '')
        .split('/')
        .at(-1) || 'file';
    const hint = `download it in a step before, check its digest there, and write COPY ${name.slice(0, 60)} instead`;
    return context.fault(`a URL is not fetched here; ${hint}`, offset);
  }
  const fault = text === '' ? 'an empty source; is a variable not set?' : nameFault(text);
  return fault === undefined ? text : context.fault(fault, offset);
}
