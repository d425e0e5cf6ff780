/** Fails where dist/ is not what the sources build. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildInto } from './build.ts';

const root = join(import.meta.dirname, '..');

async function contents(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = await Promise.all(
    names.map(async (name) => [name.slice(folder.length + 1), await readFile(name)] as const),
  );
  return new Map(read);
}

const fresh = await mkdtemp(join(tmpdir(), 'from-scratch-dist-'));
try {
  await buildInto(fresh);
  const [built, committed] = [await contents(fresh), await contents(join(root, 'dist'))];
  const names = [...new Set([...built.keys(), ...committed.keys()])].sort();
  const differing = names.filter((name) => {
    const [ours, theirs] = [built.get(name), committed.get(name)];
    return ours === undefined || theirs === undefined || !ours.equals(theirs);
  });
  if (differing.length > 0) {
    console.error(
      `dist/ is not what the sources build; run npm run bundle and commit. Differing: ${differing.join(', ')}`,
    );
    process.exitCode = 1;
  } else console.log(`dist/ is fresh: ${names.length} files`);
} finally {
  await rm(fresh, { recursive: true, force: true });
}
