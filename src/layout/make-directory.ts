import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a directory and those above it. Node's own `recursive` never ends in a file system that answers "does not exist"
 * to every mkdir, as /proc does.
 * @param path absolute
 */
export async function makeDirectory(path: string): Promise<void> {
  if ((await tryMkdir(path)) === 'no parent') {
    await makeDirectory(dirname(path));
    // Another run may have made it by now.
    await mkdir(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function tryMkdir(path: string): Promise<'made' | 'no parent'> {
  try {
    await mkdir(path);
    return 'made';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && dirname(path) !== path) return 'no parent';
    if (code === 'EEXIST') return 'made';
    throw error;
  }
}
