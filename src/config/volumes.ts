import { readInnerDirectory } from './container-path.ts';
import type { Problems } from './problems.ts';
import { fields, has, oneOrMore, readBoolean } from './readers.ts';
import type { Value } from './value.ts';

export interface Volume {
  readonly path: string;
  /** Whether it is made as a directory of the image's user. */
  readonly create: boolean;
}

const readFields = fields({ path: readInnerDirectory, create: readBoolean });

export const readVolumes = oneOrMore(readVolume);

/** `/data`, or `{ path: /run/app.pid, create: false }`. A socket is mounted as a file, so that no directory may be there. */
function readVolume(value: Value, problems: Problems): Volume | undefined {
  if (value.kind !== 'map') {
    const path = readInnerDirectory(value, problems);
    return path === undefined ? undefined : { path, create: !path.endsWith('.sock') };
  }
  const read = readFields(value, problems);
  if (read === undefined) return undefined;
  if (!has(value, 'path')) return problems.add(value, 'path is missing; write { path: /data, create: false }');
  return read.path === undefined ? undefined : { path: read.path, create: read.create ?? !read.path.endsWith('.sock') };
}
