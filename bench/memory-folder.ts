import { access, constants } from 'node:fs/promises';
import { tmpdir } from 'node:os';

/** A folder in memory where the system has one. */
export async function memoryFolder(): Promise<string> {
  try {
    await access('/dev/shm', constants.W_OK);
    return '/dev/shm';
  } catch {
    return tmpdir();
  }
}
