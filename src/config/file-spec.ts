import type { FileSpec, Owner } from './config-block.ts';
import { nameFault, readPath } from './container-path.ts';
import { type Problems, quote } from './problems.ts';
import { fields, has, present, type Reader, readText } from './readers.ts';
import { didYouMean } from './suggest.ts';
import type { Value } from './value.ts';

const PLACEHOLDERS = ['{{os}}', '{{arch}}', '{{variant}}', '{{platform}}'];

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
    { src: readSource, dst: readPath, content: readText, type: readType, target: readTarget, mode: readMode, owner },
    SYNONYMS,
  );
  return (value, problems) => {
    const read = readFields(value, problems);
    if (read === undefined || value.kind !== 'map') return undefined;
    const fault = combinationFault(value, read.type);
    if (fault !== undefined) return problems.add(value, fault);
    if (read.dst === undefined) return undefined;
    const base = { dst: read.dst, position: value.position, ...present({ mode: read.mode, owner: read.owner }) };
    return specOf(value, base, read, problems);
  };
}

type Base = Pick<FileSpec, 'dst' | 'mode' | 'owner' | 'position'>;

interface Kinds {
  readonly type?: Type;
  readonly src?: string;
  readonly content?: string;
  readonly target?: string;
}

function specOf(
  value: Value,
  base: Base,
  { type, src, content, target }: Kinds,
  problems: Problems,
): FileSpec | undefined {
  if (type === 'directory') return directory(value, base, problems);
  if (src !== undefined) return { ...base, type: 'copy', src };
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
