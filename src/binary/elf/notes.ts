import type { ElfFile } from './elf-file.ts';
import type { Fields } from './fields.ts';
import { SegmentType } from './segments.ts';

const MAX_NOTES = 65_536;
const MAX_SEGMENTS = 16;

export interface Note {
  /** Who defined the type: `GNU`, `Go`, `NetBSD`. */
  readonly owner: string;
  readonly type: number;
  readonly description: Fields;
}

/** https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.pheader.html#note_section */
export async function readNotes(file: ElfFile): Promise<Note[]> {
  const segments = file.segments.filter(({ type }) => type === SegmentType.note).slice(0, MAX_SEGMENTS);
  const notes: Note[] = [];
  for (const { offset, fileSize } of segments) {
    notes.push(...parseNotes(await file.fields(offset, Math.min(fileSize, MAX_NOTES))));
  }
  return notes;
}

function parseNotes(fields: Fields): Note[] {
  const notes: Note[] = [];
  for (let at = 0; at + 12 <= fields.length; ) {
    const ownerSize = fields.u32(at);
    const descriptionAt = at + 12 + align4(ownerSize);
    const end = descriptionAt + fields.u32(at + 4);
    if (end > fields.length) break;
    notes.push({
      owner: fields.text(at + 12, ownerSize),
      type: fields.u32(at + 8),
      description: fields.slice(descriptionAt, end),
    });
    at = align4(end);
  }
  return notes;
}

function align4(size: number): number {
  return Math.ceil(size / 4) * 4;
}
