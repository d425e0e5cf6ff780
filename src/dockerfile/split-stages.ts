import { type Problems, quote } from '../config/problems.ts';
import { didYouMean } from '../config/suggest.ts';
import { printable } from '../printable.ts';
import { ExpandFault, expand } from './expand.ts';
import type { DockerfileText, Instruction } from './instruction.ts';
import { splitBlanks, takeFlags } from './words.ts';

/** A stage as it stands in the file. */
export interface StageText {
  readonly index: number;
  /** In lower case, as names are compared; absent without `AS`. */
  readonly name?: string;
  /** An image, `scratch`, or an earlier stage; variables replaced. */
  readonly base: string;
  readonly from: Instruction;
  readonly instructions: readonly Instruction[];
}

export interface SplitDockerfile {
  /** ARGs before the first FROM, with their values. */
  readonly globalArgs: ReadonlyMap<string, string>;
  readonly stages: readonly StageText[];
}

/** What instructions there are. */
export const KEYWORDS = [
  ...['ADD', 'ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'FROM', 'HEALTHCHECK', 'LABEL', 'MAINTAINER'],
  ...['ONBUILD', 'RUN', 'SHELL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR'],
];

/** Where each stage begins, and on what. @param given `build-args` over those that BuildKit gives */
export function splitStages(
  { instructions, escapeCharacter }: DockerfileText,
  given: {
    readonly buildArg: (name: string) => string | undefined;
    readonly platformArgs: ReadonlyMap<string, string>;
  },
  problems: Problems,
): SplitDockerfile {
  const globalArgs = new Map(given.platformArgs);
  const stages: (StageText & { instructions: Instruction[] })[] = [];
  for (const instruction of instructions) {
    if (!KEYWORDS.includes(instruction.keyword)) unknown(instruction, problems);
    else if (instruction.keyword === 'FROM')
      stages.push(readFrom(instruction, stages.length, globalArgs, escapeCharacter, problems));
    else if (stages.length > 0) stages.at(-1)?.instructions.push(instruction);
    else if (instruction.keyword === 'ARG')
      readGlobalArg(instruction, globalArgs, given.buildArg, escapeCharacter, problems);
    else
      problems.add(
        { name: instruction.keyword, position: instruction.position },
        'stands before the first FROM; only ARG can',
      );
  }
  return { globalArgs, stages };
}

function unknown({ keyword, position }: Instruction, problems: Problems): void {
  problems.add({ name: '', position }, `${quote(keyword)} is not an instruction${didYouMean(keyword, KEYWORDS)}`);
}

function readFrom(
  instruction: Instruction,
  index: number,
  args: ReadonlyMap<string, string>,
  escapeCharacter: string,
  problems: Problems,
): StageText & { instructions: Instruction[] } {
  const { text, position } = instruction;
  const words = splitBlanks(text.slice(takeFlags(text, escapeCharacter).rest)).map((word) => word.text);
  const [written = '', as, name, ...more] = words;
  const base = expanded(written, args, escapeCharacter, instruction, problems);
  const sound = words.length === 1 || (as?.toUpperCase() === 'AS' && name !== undefined && more.length === 0);
  if (!sound)
    problems.add({ name: 'FROM', position }, 'expected an image and perhaps a name; write FROM scratch AS final');
  else if (base === '')
    problems.add(
      { name: 'FROM', position },
      `${quote(written)} comes to nothing; give the argument a default, or set it by build-args`,
    );
  return {
    index,
    ...(sound && name !== undefined ? { name: name.toLowerCase() } : {}),
    base,
    from: instruction,
    instructions: [],
  };
}

function readGlobalArg(
  instruction: Instruction,
  args: Map<string, string>,
  buildArg: (name: string) => string | undefined,
  escapeCharacter: string,
  problems: Problems,
): void {
  for (const { text } of splitBlanks(instruction.text)) {
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    const standard =
      equals < 0 ? undefined : expanded(text.slice(equals + 1), args, escapeCharacter, instruction, problems);
    const value = buildArg(name) ?? standard;
    if (value !== undefined) args.set(name, value);
  }
}

function expanded(
  text: string,
  args: ReadonlyMap<string, string>,
  escapeCharacter: string,
  { keyword, position }: Instruction,
  problems: Problems,
): string {
  try {
    return expand(text, (name) => args.get(name), { escapeCharacter, quotes: true });
  } catch (thrown) {
    if (!(thrown instanceof ExpandFault)) throw thrown;
    problems.add({ name: keyword, position }, `${quote(text)} cannot be read: ${printable(thrown.message, 200)}`);
    return '';
  }
}
