import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ActionError, messageOf } from '../errors.ts';
import type { Environment } from '../ports.ts';
import { printable } from '../printable.ts';
import { temporaryFolderOf } from './folders.ts';

/** Gives a new folder to some work and removes it afterwards, also where the process ends before the work does. */
export async function withTemporaryFolder<T>(
  prefix: string,
  environment: Environment,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await makeFolder(prefix, temporaryFolderOf(environment));
  const removeNow = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeNow);
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
    process.off('exit', removeNow);
  }
}

async function makeFolder(prefix: string, parent: string): Promise<string> {
  try {
    return await mkdtemp(join(parent, prefix));
  } catch (error) {
    const message = `A temporary folder in ${printable(parent, 300)} cannot be made: ${printable(messageOf(error), 300)}`;
    throw new ActionError('runtime', message, {
      hint: 'Let RUNNER_TEMP be a folder that this run may write to. Nothing was pushed.',
      cause: error,
    });
  }
}
