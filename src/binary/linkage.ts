import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';
import { readDynamic, readInterpreter } from './elf/dynamic.ts';
import type { ElfFile } from './elf/elf-file.ts';
import { ElfType } from './elf/header.ts';

export interface Linkage {
  readonly kind: 'static' | 'static-pie' | 'dynamic';
  /** Path of the loader that the kernel is asked to start first. */
  readonly interpreter?: string;
  readonly needed: readonly string[];
}

/**
 * How the program gets its code together. The kernel itself needs nothing but segments; PT_INTERP makes it start a
 * loader, which a scratch image does not have. A dynamic section alone is no sign: static-pie files relocate themselves.
 */
export async function findLinkage(file: ElfFile): Promise<Linkage> {
  const interpreter = await readInterpreter(file);
  const dynamic = await readDynamic(file);
  const needed = (dynamic?.needed ?? []).map((name) => printable(name, 200));
  if (interpreter !== undefined) return { kind: 'dynamic', interpreter: printable(interpreter, 200), needed };
  if (file.header.type === ElfType.executable && needed.length === 0) return { kind: 'static', needed };
  const library = dynamic === undefined || file.header.entry === 0 || (!dynamic.pie && dynamic.soname !== undefined);
  if (library || needed.length > 0) throw sharedLibrary(file.name, needed);
  return { kind: 'static-pie', needed };
}

function sharedLibrary(name: string, needed: readonly string[]): ActionError {
  const libraries = needed.length === 0 ? '' : ` (it needs ${needed.join(', ')})`;
  return new ActionError(
    'binary',
    `${name} is a shared library, which other programs load and no kernel starts${libraries}`,
    {
      hint: 'Give the program itself. If this should be one: build it without -shared (C), -buildmode=c-shared (Go) or crate-type cdylib (Rust).',
    },
  );
}
