import { readdir, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ProblemsError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { OutputTarget } from './output-target.ts';

/** What an OCI layout consists of; a folder with anything else in it is somebody else's. */
const LAYOUT = new Set(['oci-layout', 'index.json', 'blobs']);

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
  const seen = new Set<string>();
  for (const target of targets) {
    const path = resolve(workspace, target.path);
    const fault = seen.has(path) ? 'is there twice' : await faultOf(target, path, platforms);
    seen.add(path);
    if (fault !== undefined) problems.push(`output: ${target.kind}:${printable(target.path, 200)} ${fault}`);
  }
  if (problems.length > 0) throw new ProblemsError('output', problems);
}

function faultOf({ kind }: OutputTarget, path: string, platforms: number): Promise<string | undefined> | string {
  if (kind === 'docker-archive' && platforms > 1) {
    return `cannot hold ${platforms} platforms; write oci-archive: instead, or build one platform`;
  }
  return kind === 'oci' ? directoryFault(path) : fileFault(path);
}

async function fileFault(path: string): Promise<string | undefined> {
  const stats = await stat(path).catch(() => undefined);
  return stats === undefined || stats.isFile() ? undefined : 'exists and is not a file; name the file to write';
}

async function directoryFault(path: string): Promise<string | undefined> {
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined) return undefined;
  if (!stats.isDirectory()) return 'is a file, and a layout is a directory; write oci-archive: for a file';
  const names = await readdir(path);
  const foreign = names.find((name) => !LAYOUT.has(name.replace(/\.partial$/, '')));
  if (foreign !== undefined) return `holds something else (${printable(foreign, 100)}), which is not overwritten`;
  return names.length === 0 || names.includes('oci-layout') ? undefined : 'is not an OCI layout and is not overwritten';
}
