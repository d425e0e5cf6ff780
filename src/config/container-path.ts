import { type Problems, quote } from './problems.ts';
import { readText } from './readers.ts';
import type { Value } from './value.ts';

/** https://man7.org/linux/man-pages/man7/path_resolution.7.html and limits.h: PATH_MAX counts the closing NUL. */
const PATH_BYTES = 4095;
const NAME_BYTES = 255;

/** What is wrong with a path inside of the image, or undefined. */
export function pathFault(path: string): string | undefined {
  if (!path.startsWith('/')) return `${quote(path)} is not absolute; paths in the image begin with /`;
  const fault = nameFault(path);
  if (fault !== undefined) return fault;
  if (path.split('/').includes('..')) return `${quote(path)} holds ".."; write where it really is`;
  return undefined;
}

/** What no path can have, relative or absolute: control characters, and more bytes than Linux takes. */
export function nameFault(path: string): string | undefined {
  if (/\p{Cc}/u.test(path)) return `${quote(path)} contains a control character`;
  if (Buffer.byteLength(path) > PATH_BYTES) return `${quote(path)} is longer than ${PATH_BYTES} bytes`;
  const long = path.split('/').find((part) => Buffer.byteLength(part) > NAME_BYTES);
  return long === undefined ? undefined : `${quote(long)} is longer than the ${NAME_BYTES} bytes that a name can have`;
}

/** An absolute path without `//`, `.` and, unless it means something, the slash at the end. */
export function normalPath(path: string, keepSlash: boolean): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const slash = keepSlash && /\/\.?$/.test(path) && parts.length > 0 ? '/' : '';
  return `/${parts.join('/')}${slash}`;
}

function read(value: Value, problems: Problems, keepSlash: boolean): string | undefined {
  const text = readText(value, problems);
  if (text === undefined) return undefined;
  const fault = pathFault(text);
  return fault === undefined ? normalPath(text, keepSlash) : problems.add(value, fault);
}

/** A directory: `/data/` is `/data`. */
export function readDirectoryPath(value: Value, problems: Problems): string | undefined {
  return read(value, problems, false);
}

/** The place of a file: a slash at the end is kept, it means "into this directory". */
export function readPath(value: Value, problems: Problems): string | undefined {
  return read(value, problems, true);
}

/** A directory other than the root. */
export function readInnerDirectory(value: Value, problems: Problems): string | undefined {
  const path = readDirectoryPath(value, problems);
  return path === '/' ? problems.add(value, '"/" cannot be used here; name a directory in it') : path;
}
