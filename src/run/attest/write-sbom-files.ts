import { writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ImageDigests } from '../../attest/attached.ts';
import type { Document } from '../../attest/predicate.ts';
import { ActionError, messageOf } from '../../errors.ts';
import { makeDirectory } from '../../layout/make-directory.ts';
import { printable } from '../../printable.ts';

/**
 * Writes the SBOM of each platform to where the input `sbom-file` says. Resolves with the paths.
 * @param pattern ends in `.spdx.json` or `.cdx.json`; may hold `{{platform}}` and `{{arch}}`
 */
export async function writeSbomFiles(
  pattern: string,
  image: ImageDigests,
  documents: readonly Document[],
  workspace: string,
): Promise<string[]> {
  const mediaType = pattern.endsWith('.cdx.json') ? 'application/vnd.cyclonedx+json' : 'application/spdx+json';
  const written = image.platforms.flatMap(({ platform, digest }) => {
    const found = documents.find((document) => document.subject === digest && document.mediaType === mediaType);
    return found === undefined ? [] : [{ path: sbomPath(pattern, platform), bytes: found.bytes }];
  });
  await Promise.all(written.map(({ path, bytes }) => write(resolve(workspace, path), bytes)));
  return written.map(({ path }) => path);
}

/** Where the SBOM of a platform lies: `linux/arm/v7` as `linux-arm-v7`, and its architecture. */
export function sbomPath(pattern: string, platform: string): string {
  const [, ...architecture] = platform.split('/');
  return pattern
    .replace(/\{\{\s*platform\s*\}\}/g, platform.replaceAll('/', '-'))
    .replace(/\{\{\s*arch\s*\}\}/g, architecture.join(''));
}

/** Whether the files of several platforms would be one. */
export function checkSbomFile(pattern: string, platforms: number): void {
  if (platforms < 2 || /\{\{\s*(platform|arch)\s*\}\}/.test(pattern)) return;
  const name = pattern.replace(/(\.\w+\.json)$/, '-{{arch}}$1');
  throw new ActionError('input', `sbom-file: there are ${platforms} platforms and one file. Write it as ${name}`);
}

async function write(path: string, bytes: Buffer): Promise<void> {
  try {
    await makeDirectory(dirname(path));
    await writeFile(path, bytes);
  } catch (error) {
    throw new ActionError(
      'output',
      `sbom-file: ${printable(path, 300)} cannot be written: ${printable(messageOf(error))}`,
      {
        cause: error,
      },
    );
  }
}
