import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** Opening a pipe that nobody reads would never end without O_NONBLOCK; so it is an error (ENXIO). */
const FLAGS = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0);

/** Adds text to one of the runner's files. */
export async function appendText(file: string, text: string): Promise<void> {
  const handle = await open(file, FLAGS);
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}
