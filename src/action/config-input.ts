import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { ActionError, messageOf } from '../errors.ts';
import { printable } from '../printable.ts';

export interface ConfigText {
  readonly text: string;
  /** How positions in it are named: `config` where it is inline, else its path. */
  readonly document: string;
}

/** A config block is small; a large file is another one, named by mistake. */
const LIMIT = 1024 * 1024;

/** The input `config` is YAML, or the path of a file with it. YAML of one line holds `: ` or begins with `{`; a path does neither. */
export async function readConfigInput(input: string, workspace: string): Promise<ConfigText> {
  const inline =
    input === '' || input.includes('\n') || input.startsWith('{') || /:(\s|$)/.test(input) || input.startsWith('#');
  if (inline) return { text: input, document: 'config' };
  const path = isAbsolute(input) ? input : join(workspace, input);
  try {
    const { size } = await stat(path);
    if (size > LIMIT) throw new Error(`it has ${size} bytes, a config block is at most 1 MiB`);
    return { text: await readFile(path, 'utf8'), document: input };
  } catch (error) {
    throw new ActionError('input', `config: the file "${printable(input, 200)}" cannot be read: ${messageOf(error)}`, {
      hint: 'Give the path from the workspace, or the YAML itself after config: |.',
      cause: error,
    });
  }
}
