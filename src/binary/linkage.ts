import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';
import { readDynamic, readInterpreter } from './elf/dynamic.ts';
import type { ElfFile } from './elf/elf-file.ts';
import { ElfType } from './elf/header.ts';
import type { PackedProgram } from './upx/packed-program.ts';

export interface Linkage {
  readonly kind: 'static' | 'static-pie' | 'dynamic';
  /** Path of the loader that the kernel is asked to start first. */
  readonly interpreter?: string;
  readonly needed: readonly string[];
}

/**
 * How the program gets its code together. The kernel itself needs nothing but segments; PT_INTERP makes it start a
 * loader, which a scratch image does not have. A dynamic section alone does not show it: static-pie files relocate themselves.
 */
export async function findLinkage(file: ElfFile): Promise<Linkage> {
  const interpreter = await readInterpreter(file);
  const dynamic = await readDynamic(file);
  const needed = (dynamic?.needed ?? []).map((name) => printable(name, 200));
  if (interpreter !== undefined) return { kind: 'dynamic', interpreter: printable(interpreter, 200), needed };
  if (file.header.type === ElfType.executable && needed.length === 0) return { kind: 'static', needed };
  const library = dynamic?.pie !== true && (file.header.entry === 0 || dynamic?.soname !== undefined);
  if (library || needed.length > 0) throw sharedLibrary(file.name);
  return { kind: 'static-pie', needed };
}

/** The same for what UPX has packed: its own headers, with which it starts, say nothing of the program's. */
export function packedLinkage({ header, interpreter }: PackedProgram): Linkage {
  if (interpreter !== undefined) return { kind: 'dynamic', interpreter: printable(interpreter, 200), needed: [] };
  return { kind: header.type === ElfType.executable ? 'static' : 'static-pie', needed: [] };
}

/** ` and the libraries libm.so.6, libc.so.6`; nothing where none are needed. */
export function andLibraries(needed: readonly string[]): string {
  if (needed.length === 0) return '';
  const more = needed.length > MAX_NAMED ? ` and ${needed.length - MAX_NAMED} more` : '';
  return ` and the ${needed.length === 1 ? 'library' : 'libraries'} ${needed.slice(0, MAX_NAMED).join(', ')}${more}`;
}

const MAX_NAMED = 12;

function sharedLibrary(name: string): ActionError {
  return new ActionError('binary', `${name} is a shared library, which other programs load`, {
    hint: 'Give the program itself. If this should be one: build it without -shared (C), -buildmode=c-shared (Go) or crate-type cdylib (Rust).',
  });
}
