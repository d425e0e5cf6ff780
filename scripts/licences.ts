import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** The licence text of every package that has at least one byte in the bundles, sorted by name. */
export async function licencesOf(root: string, metafiles: readonly Metafile[]): Promise<string> {
  const folders = new Set(metafiles.flatMap((metafile) => Object.values(metafile.outputs)).flatMap(packageFolders));
  const sections = await Promise.all([...folders].sort().map((folder) => licenceOf(join(root, folder))));
  return sections.join(`\n${'-'.repeat(80)}\n\n`);
}

function packageFolders(output: Metafile['outputs'][string]): string[] {
  const used = Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return used.flatMap(([path]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
}

async function licenceOf(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? `Licence: ${license}\n` : await readFile(join(folder, file), 'utf8');
  return `${name} ${version} (${license})\n\n${text.trimEnd()}\n`;
}
