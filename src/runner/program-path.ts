import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, relative, sep } from 'node:path';

/** What can be started without a shell. */
const SUFFIXES = process.platform === 'win32' ? ['.exe', '.com'] : [''];

/**
 * Where programs are looked for: what a checkout or an earlier step left in the workspace is never what runs as `git`,
 * `docker` or a credential helper, whatever PATH says.
 */
export class ProgramPath {
  readonly #path: string;
  readonly #workspace: string | undefined;
  #folders: readonly string[] | undefined;

  /** @param workspace absolute; undefined where there is none that strangers could fill */
  constructor(path: string, workspace: string | undefined) {
    this.#path = path;
    this.#workspace = workspace;
  }

  /** Absolute, outside of the workspace, in the order of PATH. Looked at when it is first needed: most runs start nothing. */
  get folders(): readonly string[] {
    this.#folders ??= this.#path.split(delimiter).filter((folder) => isAbsolute(folder) && this.#isTrusted(folder));
    return this.#folders;
  }

  /** The absolute path of a program; undefined where it is nowhere. */
  find(program: string): string | undefined {
    const candidates = this.folders.flatMap((folder) => SUFFIXES.map((suffix) => join(folder, program + suffix)));
    return candidates.find((candidate) => isProgram(candidate) && this.#isTrusted(candidate));
  }

  #isTrusted(path: string): boolean {
    return this.#workspace === undefined || !isInside(real(this.#workspace), real(path));
  }
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
