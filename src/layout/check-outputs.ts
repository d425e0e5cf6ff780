import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ActionError, ProblemsError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { OutputTarget } from './output-target.ts';
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

function isInside(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** With the links of its folder followed; the file itself need not be there. */
async function realPlace(path: string): Promise<string> {
  return await realpath(path).catch(async () => {
    const parent = dirname(path);
    return parent === path ? path : join(await realPlace(parent), basename(path));
  });
}

/**
 * Refuses outputs that would replace, or be written beside, what this very run reads: the binary, the config file, a file that is
 * copied into the image.
 * @param inputs absolute paths
 */
export async function refuseInputs(
  targets: readonly OutputTarget[],
  workspace: string,
  inputs: readonly string[],
): Promise<void> {
  const places = await Promise.all(inputs.map(realPlace));
  for (const target of targets) {
    const path = await realPlace(resolve(workspace, target.path));
    const input = places.find((place) => place === path || (target.kind === 'oci' && isInside(path, place)));
    if (input === undefined) continue;
    const message = `output: ${named(target)} would replace ${printable(input, 200)}, which is read for the image`;
    throw new ActionError('output', message, { hint: 'Name another path for the output.' });
  }
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
