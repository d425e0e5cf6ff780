import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ProblemsError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { OutputTarget } from './output-target.ts';
import { isInside, realPlace } from './real-place.ts';
import { layoutFault } from './stored-layout.ts';

/**
 * Finds before anything is made what would keep an output from being written.
 * @param workspace where relative paths begin
 * @param platforms how many the image has
 */
export async function checkOutputs(
  targets: readonly OutputTarget[],
  workspace: string,
  platforms: number,
): Promise<void> {
  const problems: string[] = [];
  const seen: Placed[] = [];
  for (const target of targets) {
    const path = await realPlace(resolve(workspace, target.path));
    const other = seen.find((one) => one.path !== path && isNested(one, { target, path }));
    const twice = seen.some((one) => one.path === path);
    const within = other === undefined ? undefined : `and ${named(other.target)} are one inside the other`;
    const fault = twice ? 'is there twice' : (within ?? (await faultOf(target, path, platforms)));
    seen.push({ target, path });
    if (fault !== undefined) problems.push(`output: ${named(target)} ${fault}`);
  }
  if (problems.length > 0) throw new ProblemsError('output', problems);
}

function named({ kind, path }: OutputTarget): string {
  return `${kind}:${printable(path, 200)}`;
}

interface Placed {
  readonly target: OutputTarget;
  readonly path: string;
}

/** A layout is a folder, in which nothing but the layout may be. */
function isNested(a: Placed, b: Placed): boolean {
  return (a.target.kind === 'oci' && isInside(a.path, b.path)) || (b.target.kind === 'oci' && isInside(b.path, a.path));
}

function faultOf({ kind, name }: OutputTarget, path: string, platforms: number): Promise<string | undefined> | string {
  if (kind === 'docker-archive' && platforms > 1) {
    return `cannot hold ${platforms} platforms; write oci-archive: instead, or build one platform`;
  }
  return kind === 'oci' ? directoryFault(path, name) : fileFault(path);
}

async function fileFault(path: string): Promise<string | undefined> {
  const stats = await stat(path).catch(() => undefined);
  return stats === undefined || stats.isFile() ? undefined : 'exists and is not a file; name the file to write';
}

async function directoryFault(path: string, name: string | undefined): Promise<string | undefined> {
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined) return undefined;
  return stats.isDirectory()
    ? await layoutFault(path, name)
    : 'is a file, and a layout is a directory; write oci-archive: for a file';
}
