import type { FileSource } from '../files/file-source.ts';
import { architectureOf } from './architecture.ts';
import { readDynamic, readInterpreter } from './elf/dynamic.ts';
import { ElfFile } from './elf/elf-file.ts';
import { ElfType, isElf } from './elf/header.ts';

/** What a program or a library beside the binary needs. */
export interface ElfFacts {
  /** As OCI names it; undefined where no image can. */
  readonly architecture: string | undefined;
  readonly interpreter: string | undefined;
  readonly neededLibraries: readonly string[];
}

const HEAD = 4096;

/** Undefined for what is no program and no library: objects, kernel modules, eBPF, and files that are damaged. */
export async function lookAtElf(source: FileSource): Promise<ElfFacts | undefined> {
  const head = Buffer.from(await source.read(0, Math.min(HEAD, source.size)));
  if (!isElf(head)) return undefined;
  try {
    const file = await ElfFile.open(source, head);
    const { type } = file.header;
    if (type !== ElfType.executable && type !== ElfType.shared) return undefined;
    return {
      architecture: knownArchitecture(file),
      interpreter: await readInterpreter(file),
      neededLibraries: (await readDynamic(file))?.needed ?? [],
    };
  } catch {
    return undefined;
  }
}

function knownArchitecture(file: ElfFile): string | undefined {
  try {
    return architectureOf(file.name, file.header);
  } catch {
    return undefined;
  }
}
