import { about } from '../errors.ts';
import { readText } from '../files/read-text.ts';
import { locateSource } from '../files/workspace.ts';

export interface ConfigText {
  readonly text: string;
  /** How positions in it are named: `config` where it is inline, else its path. */
  readonly document: string;
}

/** A config block is small; a large file is another one, named by mistake. */
const LIMIT = 1024 * 1024;

/**
 * The input `config` is YAML, or the path of a file with it, which is read as a source of `files` is. YAML of one line
 * holds `: ` or begins with `{`; a path does neither.
 */
export async function readConfigInput(input: string, workspace: string): Promise<ConfigText> {
  const inline =
    input === '' || input.includes('\n') || input.startsWith('{') || /:(\s|$)/.test(input) || input.startsWith('#');
  if (inline) return { text: input, document: 'config' };
  try {
    return { text: await readText(input, await locateSource(input, workspace), LIMIT), document: input };
  } catch (error) {
    throw about('config', error);
  }
}
