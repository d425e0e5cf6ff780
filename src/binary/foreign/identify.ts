import { ActionError } from '../../errors.ts';
import { printable } from '../../printable.ts';
import { wrappedProgram } from './containers.ts';
import { foreignProgram } from './programs.ts';
import { textFile } from './text.ts';

/** The refusal of a file that is not an ELF file, by its first bytes. */
export function notElf(name: string, head: Buffer): ActionError {
  const { is, hint } = identify(head);
  return new ActionError('binary', `${name} is ${printable(is)}`, { hint });
}

function identify(head: Buffer): ForeignKind {
  if (head.length === 0) return EMPTY;
  return foreignProgram(head) ?? wrappedProgram(head) ?? textFile(head) ?? unknown(head);
}

const EMPTY: ForeignKind = {
  is: 'empty (0 bytes)',
  hint: 'Check the step that builds, downloads or copies it: it left no content.',
};

function unknown(head: Buffer): ForeignKind {
  const start = head.subarray(0, 8).toString('hex').replace(/../g, '$& ').trim();
  const what = head.every((byte) => byte === 0)
    ? 'nothing but zeros'
    : `no program of any kind that is known here (it begins with ${start})`;
  return { is: what, hint: 'Give a static ELF program for Linux, as `CGO_ENABLED=0 go build` writes it.' };
}

/** What a file is that is not an ELF file: completes "dist/app is …". */
export interface ForeignKind {
  readonly is: string;
  readonly hint: string;
}
