import { ActionError, about } from '../errors.ts';
import { readText } from '../files/read-text.ts';
import { locateSource } from '../files/workspace.ts';
import { printable } from '../printable.ts';

export interface ConfigText {
  readonly text: string;
  /** How positions in it are named: `config` where it is inline, else its path. */
  readonly document: string;
  /** Absolute, where it is a file. */
  readonly file?: string;
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
    const file = await locateSource(input, workspace);
    const text = await readText(input, file, LIMIT);
    refuseDockerfile(input, text);
    return { text, document: input, file };
  } catch (error) {
    throw about('config', error);
  }
}

/** Comments and parser directives, then an instruction that only a Dockerfile begins with. */
const DOCKERFILE = /^\ufeff?(?:\s*(?:#[^\n]*)?\n)*\s*(?:FROM|ARG)\s+\S/i;

function refuseDockerfile(name: string, text: string): void {
  const named = /(?:^|[\\/])(?:Docker|Container)file(?:\.[^\\/]*)?$|\.(?:docker|container)file$/i.test(name);
  if (!named && !DOCKERFILE.test(text)) return;
  throw new ActionError('config', `"${printable(name)}" is a Dockerfile, and not a config block`, {
    hint: `Write dockerfile: ${printable(name)} in the place of config; docs/from-dockerfile.md has each instruction as a key of the config block.`,
  });
}
