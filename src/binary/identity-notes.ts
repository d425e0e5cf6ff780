import type { PackageNote } from './binary.ts';
import type { Note } from './elf/notes.ts';

/** `NT_FDO_PACKAGING_METADATA`, by systemd. https://systemd.io/ELF_PACKAGE_METADATA/ */
const PACKAGE = 0xcafe1a7e;
const GNU_BUILD_ID = 3;
const GO_BUILD_ID = 4;
const MAX_LENGTH = 4096;

/** The package that the binary was built as: the one way in which a C, C++ or Zig program says what it is. */
export function packageNoteOf(notes: readonly Note[]): PackageNote | undefined {
  const note = notes.find(({ owner, type }) => owner === 'FDO' && type === PACKAGE);
  if (note === undefined || note.description.length > MAX_LENGTH) return undefined;
  const fields = objectIn(textOf(note));
  const [type, name, version] = [
    textAt(fields, 'type') || 'generic',
    textAt(fields, 'name'),
    textAt(fields, 'version'),
  ];
  if (!/^[a-z][a-z0-9.+-]*$/.test(type) || name === '' || version === '') return undefined;
  return { type, name, version, os: textAt(fields, 'os'), architecture: textAt(fields, 'architecture') };
}

/** The linker's own number for the file, or Go's. */
export function buildIdOf(notes: readonly Note[]): string | undefined {
  const gnu = notes.find(({ owner, type }) => owner === 'GNU' && type === GNU_BUILD_ID);
  if (gnu !== undefined && gnu.description.length <= 64) return hexOf(gnu);
  const go = notes.find(({ owner, type }) => owner === 'Go' && type === GO_BUILD_ID);
  return go === undefined || go.description.length > MAX_LENGTH ? undefined : textOf(go);
}

function textOf({ description }: Note): string {
  return description.text(0, description.length);
}

function hexOf({ description }: Note): string {
  return description.bytes.toString('hex');
}

function objectIn(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function textAt(fields: object, key: string): string {
  const value = Object.hasOwn(fields, key) ? (fields as Readonly<Record<string, unknown>>)[key] : undefined;
  return typeof value === 'string' ? value : '';
}
