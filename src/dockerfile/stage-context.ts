import { posix } from 'node:path';
import type { Position } from '../config/config-block.ts';
import { nameFault } from '../config/container-path.ts';
import { type Problems, quote } from '../config/problems.ts';
import type { Value } from '../config/value.ts';
import { printable } from '../printable.ts';
import { ExpandFault, expand } from './expand.ts';
import type { Instruction } from './instruction.ts';
import type { StageState } from './stage-state.ts';
import type { Origin } from './step.ts';
import { jsonList, splitBlanks, type Word } from './words.ts';

/** What is the same for all instructions of a stage. */
export interface StageSurroundings {
  readonly escapeCharacter: string;
  readonly problems: Problems;
  /** Sentences for the user that are no errors, each with its place. */
  readonly notice: (position: Position, sentence: string) => void;
  /** `build-args`; a name that is asked for counts as used. */
  readonly buildArg: (name: string) => string | undefined;
  /** Arguments from before the first FROM, and those that BuildKit gives (TARGETARCH). */
  readonly globalArg: (name: string) => string | undefined;
  /** What `--from` names. */
  readonly originOf: (name: string, fault: (sentence: string) => undefined) => Origin | undefined;
}

/** One instruction while it is read into the state of its stage. */
export class StageContext {
  readonly instruction: Instruction;
  readonly state: StageState;
  readonly around: StageSurroundings;

  constructor(instruction: Instruction, state: StageState, around: StageSurroundings) {
    this.instruction = instruction;
    this.state = state;
    this.around = around;
  }

  /** Adds to what is wrong; returns nothing, so that a reader can end with it. */
  fault(sentence: string, offset?: number): undefined {
    const { keyword, position, at } = this.instruction;
    return this.around.problems.add(
      { name: keyword, position: offset === undefined ? position : at(offset) },
      printable(sentence, 600),
    );
  }

  notice(sentence: string): void {
    this.around.notice(this.instruction.position, `${this.instruction.keyword}: ${printable(sentence, 600)}`);
  }

  /** A text with its variables replaced and its quotes taken off; undefined where that fails, which is then said. */
  expand(text: string, offset: number, quotes = true): string | undefined {
    try {
      const escapeCharacter = quotes ? this.around.escapeCharacter : '\\';
      return expand(text, (name) => this.state.scope.get(name), { escapeCharacter, quotes });
    } catch (thrown) {
      if (!(thrown instanceof ExpandFault)) throw thrown;
      return this.fault(`${quote(text)} cannot be read: ${printable(thrown.message, 200)}`, offset);
    }
  }

  /** The instruction's whole text as one value; an instruction without one is wrong. */
  single(example: string): string | undefined {
    const { text } = this.instruction;
    return text === '' ? this.fault(`nothing stands after it; write ${example}`) : this.expand(text, 0);
  }

  /** A JSON list or words between blanks, from an offset on; variables replaced. */
  list(from = 0): readonly Word[] | undefined {
    const text = this.instruction.text.slice(from);
    const json = jsonList(text);
    if (json !== undefined && 'fault' in json) return this.fault(json.fault, from);
    const words = json?.map((word) => ({ text: word, offset: 0 })) ?? splitBlanks(text);
    const read = words.map(({ text: word, offset }) => ({
      text: this.expand(word, from + offset),
      offset: from + offset,
    }));
    return read.some((word) => word.text === undefined) ? undefined : (read as Word[]);
  }

  /** What a reader of the config block reads. */
  value(text: string, offset?: number): Value {
    const { keyword, position, at } = this.instruction;
    return { kind: 'text', name: keyword, position: offset === undefined ? position : at(offset), text, plain: false };
  }

  /** An absolute path of the image, from the working directory on; a slash at its end stays. */
  path(text: string, offset?: number): string | undefined {
    const fault = nameFault(text);
    if (fault !== undefined) return this.fault(fault, offset);
    const path = posix.resolve('/', this.state.workdir, text);
    return /(?:^|\/)\.?$/.test(text) && path !== '/' ? `${path}/` : path;
  }
}
