import { readCapabilities } from './capabilities.ts';
import type { FileSpec, Owner } from './config-block.ts';
import { nameFault, readPath } from './container-path.ts';
import { type Problems, quote } from './problems.ts';
import { fields, has, oneOrMore, present, type Reader, readText } from './readers.ts';
import { didYouMean } from './suggest.ts';
import type { Value } from './value.ts';

const PLACEHOLDERS = ['{{os}}', '{{arch}}', '{{variant}}', '{{platform}}', '{{version}}'];

const SYNONYMS = {
  source: 'src',
  from: 'src',
  dest: 'dst',
  destination: 'dst',
  to: 'dst',
  path: 'dst',
  text: 'content',
  chmod: 'mode',
  permissions: 'mode',
  chown: 'owner',
  user: 'owner',
} as const;

/** One entry of `files`; `owner` reads its owner. */
export function fileReader(owner: Reader<Owner>): Reader<FileSpec> {
  const readFields = fields(
    {
      src: readSource,
      dst: readPath,
      exclude: oneOrMore(readExclude),
      content: readText,
      type: readType,
      target: readTarget,
      mode: orKeep(readMode),
      modes: readKeep,
      owner: orKeep(owner),
      owners: readKeep,
      capabilities: readCapabilities,
    },
    SYNONYMS,
  );
  return (value, problems) => {
    const read = readFields(value, problems);
    if (read === undefined || value.kind !== 'map') return undefined;
    const fault = combinationFault(value, read.type) ?? copyFault(value);
    if (fault !== undefined) return problems.add(value, fault);
    if (read.dst === undefined) return undefined;
    const { mode = read.modes, owner: owned = read.owners, capabilities } = read;
    const base = { dst: read.dst, position: value.position, ...present({ mode, owner: owned, capabilities }) };
    return specOf(value, base, read, problems);
  };
}

type Base = Pick<FileSpec, 'dst' | 'mode' | 'owner' | 'capabilities' | 'position'>;

interface Kinds {
  readonly type?: Type;
  readonly src?: string;
  readonly exclude?: readonly string[];
  readonly content?: string;
  readonly target?: string;
}

function specOf(
  value: Value,
  base: Base,
  { type, src, exclude, content, target }: Kinds,
  problems: Problems,
): FileSpec | undefined {
  if (type === 'directory') return directory(value, base, problems);
  if (src !== undefined)
    return { ...base, type: 'copy', src, ...present({ exclude, unpack: type === 'file' ? false : undefined }) };
  if (content === undefined && !hasContent(value) && target === undefined) return undefined;
  if (base.dst.endsWith('/'))
    return problems.add(value, `dst ${quote(base.dst)} ends with a slash; name the file itself`);
  if (target !== undefined) return { ...base, type: 'symlink', target };
  return { ...base, type: 'text', content: content ?? '' };
}

function directory(value: Value, base: Base, problems: Problems): FileSpec | undefined {
  const dst = base.dst.replace(/\/$/, '');
  return dst === '' ? problems.add(value, 'the directory / is always there') : { ...base, dst, type: 'directory' };
}

type Type = 'file' | 'directory' | 'symlink';

/** An empty `content:` is an empty file: an expression of the workflow may have nothing in it. */
function hasContent(value: Value): boolean {
  return value.kind === 'map' && value.fields.some(({ key }) => key === 'content');
}

function combinationFault(value: Value, type: Type | undefined): string | undefined {
  const [src, content, target] = [has(value, 'src'), hasContent(value), has(value, 'target')];
  if (!has(value, 'dst')) return 'dst is missing: where in the image does it go?';
  if (src && content) return 'src and content exclude each other: the bytes come from one of them';
  if (type === 'directory' && (src || content)) {
    return 'type: directory makes an empty one; leave out the type to copy a directory with src';
  }
  if (type === 'symlink' && (src || content)) return 'a symlink has a target, and neither src nor content';
  if (type === 'symlink' && !target) return 'a symlink needs a target: { dst: /bin/tool, type: symlink, target: /app }';
  if (type === 'symlink' && has(value, 'mode')) return 'a symlink has no mode of its own; leave out mode';
  if (type !== 'symlink' && target && (type !== undefined || !has(value, 'type')))
    return 'a target needs type: symlink';
  if (!src && !content && !has(value, 'type')) return 'src, content or type is missing: what goes to dst?';
  if (!src && !content && type === 'file') return 'a file needs src or content';
  return undefined;
}

/** Keys that say something about a source, and keys that exclude each other. */
function copyFault(value: Value): string | undefined {
  const src = has(value, 'src');
  if (has(value, 'mode') && has(value, 'modes')) return 'mode and modes exclude each other';
  if (has(value, 'owner') && has(value, 'owners')) return 'owner and owners exclude each other';
  if (has(value, 'exclude') && !src) return 'exclude needs a src: it leaves out some of what is copied';
  for (const key of ['mode', 'modes', 'owner', 'owners']) {
    if (!src && isKeep(value, key)) return `${key}: keep needs a src, whose own it is`;
  }
  if (has(value, 'capabilities') && !src && !hasContent(value)) return 'capabilities need a file: src or content';
  return undefined;
}

function isKeep(value: Value, key: string): boolean {
  const field = value.kind === 'map' ? value.fields.find((one) => one.key === key)?.value : undefined;
  return field?.kind === 'text' && field.text === 'keep';
}

/** The word `keep`, or what the reader takes. */
function orKeep<T>(reader: Reader<T>): Reader<T | 'keep'> {
  return (value, problems) => (value.kind === 'text' && value.text === 'keep' ? 'keep' : reader(value, problems));
}

function readKeep(value: Value, problems: Problems): 'keep' | undefined {
  const text = readText(value, problems);
  if (text === undefined || text === 'keep') return text;
  return problems.add(value, `${quote(text)} is not keep; a mode or an owner of one's own is mode: 0644, owner: "0:0"`);
}

function readExclude(value: Value, problems: Problems): string | undefined {
  const text = readText(value, problems);
  if (text === undefined) return undefined;
  const fault = excludeFault(text);
  return fault === undefined ? text : problems.add(value, `${quote(text)} ${fault}`);
}

function excludeFault(text: string): string | undefined {
  if (/^[./]*$/.test(text)) return 'names nothing below the source';
  if (text.startsWith('!')) return 'begins with "!", which is not read here; list what is to be left out';
  return text.split('/').includes('..') ? 'leaves the source' : undefined;
}

function readType(value: Value, problems: Problems): Type | undefined {
  const text = readText(value, problems);
  if (text === undefined || text === 'file' || text === 'directory' || text === 'symlink') return text;
  const hint = didYouMean(text, ['directory', 'symlink', 'file']) || '; write directory or symlink';
  return problems.add(value, `${quote(text)} is not a type${hint}`);
}

function readTarget(value: Value, problems: Problems): string | undefined {
  const text = readText(value, problems);
  if (text === undefined) return undefined;
  const fault = text === '' ? 'an empty target' : nameFault(text);
  return fault === undefined ? text : problems.add(value, fault);
}

function readSource(value: Value, problems: Problems): string | undefined {
  const text = readText(value, problems);
  if (text === undefined) return undefined;
  if (text === '') return problems.add(value, 'an empty path');
  const unknown = (text.match(/\{\{.*?\}\}/g) ?? []).find((placeholder) => !PLACEHOLDERS.includes(placeholder));
  if (unknown === undefined) return text;
  const hint = didYouMean(unknown, PLACEHOLDERS) || `; there are ${PLACEHOLDERS.join(' ')}`;
  return problems.add(value, `${quote(unknown)} is not known${hint}`);
}

/** Octal as written: `0644`, `644`, `"0o644"`, `1777`. */
export function readMode(value: Value, problems: Problems): number | undefined {
  const text = readText(value, problems);
  if (text === undefined) return undefined;
  if (/^(?:0o?)?[0-7]{1,4}$/.test(text)) return Number.parseInt(text.replace(/^0o/, ''), 8);
  return problems.add(value, `${quote(text)} is not a mode; write it in octal, as 0644 or 1777`);
}
