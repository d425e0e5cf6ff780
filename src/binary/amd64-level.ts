import type { Binary, GoBuildInfo } from './binary.ts';
import type { Note } from './elf/notes.ts';

type Level = NonNullable<Binary['amd64Level']>;

/** https://gitlab.com/x86-psABIs/x86-64-ABI: NT_GNU_PROPERTY_TYPE_0 and its GNU_PROPERTY_X86_ISA_1_NEEDED */
const PROPERTY_NOTE = 5;
const ISA_NEEDED = 0xc0008002;
const LEVELS: readonly [number, Level][] = [
  [8, 'v4'],
  [4, 'v3'],
  [2, 'v2'],
  [1, 'v1'],
];

/** The instruction set that the file asks for, where it says so: most compilers leave no trace of `-march`. */
export function amd64LevelOf(notes: readonly Note[], go?: GoBuildInfo): Level | undefined {
  const setting = LEVELS.find(([, level]) => level === go?.settings.GOAMD64?.split(',')[0])?.[1];
  return setting ?? notes.map(levelOfNote).find((level) => level !== undefined);
}

function levelOfNote({ owner, type, description }: Note): Level | undefined {
  if (owner !== 'GNU' || type !== PROPERTY_NOTE) return undefined;
  for (let at = 0; at + 8 <= description.length; ) {
    const size = description.u32(at + 4);
    if (description.u32(at) === ISA_NEEDED) return levelOfBits(description.u32(at + 8));
    at += 8 + Math.ceil(size / 8) * 8;
  }
  return undefined;
}

function levelOfBits(bits: number): Level | undefined {
  return LEVELS.find(([bit]) => (bits & bit) !== 0)?.[1];
}
