import type { ConfigBlock } from '../config/config-block.ts';
import { suggest } from '../config/suggest.ts';
import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { FileEntry } from '../rootfs/entry.ts';
import { type FileTree, isProgram } from './file-tree.ts';
import { DEFAULT_PATH } from './runtime-config.ts';

type Command = Pick<ConfigBlock, 'entrypoint' | 'cmd' | 'env' | 'workdir' | 'volumes' | 'healthcheck'>;

/** Refuses an image whose first program is not in it: it could not start. */
export function checkProgram(block: Command, binaryPath: string | undefined, tree: FileTree): void {
  const [program] = commandOf(block, binaryPath);
  if (program === undefined) return;
  const fault = programFault(program, block, tree);
  if (fault === undefined) return;
  const key = block.entrypoint?.length === 0 ? 'cmd' : 'entrypoint';
  throw new ActionError('image', `${key}: the image could not start, its program ${quoted(program)} ${fault}`, {
    hint: hintFor(program, binaryPath, tree),
  });
}

function commandOf({ entrypoint, cmd = [] }: Command, binaryPath: string | undefined): string[] {
  return [...(entrypoint ?? (binaryPath === undefined ? [] : [binaryPath])), ...cmd];
}

/** The file that is started first, where it is in the image. */
export function programOf(block: Command, tree: FileTree): FileEntry | undefined {
  const [program] = commandOf(block, undefined);
  const found = program === undefined ? [] : placesOf(program, block).map((path) => tree.find(path));
  return found.find((node) => node?.type === 'file');
}

/** A health check that cannot run does not keep the image from starting. */
export function healthcheckWarning(block: Command, tree: FileTree): string | undefined {
  const [kind, program] = block.healthcheck?.Test ?? [];
  const fault = kind === 'CMD' && program !== undefined ? programFault(program, block, tree) : undefined;
  return fault === undefined ? undefined : `healthcheck: its program ${quoted(program ?? '')} ${fault}.`;
}

function programFault(program: string, block: Command, tree: FileTree): string | undefined {
  const candidates = placesOf(program, block);
  if (candidates.some((path) => isInVolume(path, block.volumes))) return undefined;
  const found = candidates.map((path) => tree.find(path)).filter((node) => node !== undefined);
  if (found.some(isProgram)) return undefined;
  if (found.some(({ type }) => type === 'directory')) return 'is a directory';
  return found.length > 0 ? 'has no mode that would let anyone run it' : 'is not in it';
}

/** Where a runtime looks: a name alone is looked up in PATH, anything else from the working directory. */
function placesOf(program: string, { env, workdir = '/' }: Command): string[] {
  if (program.startsWith('/')) return [program];
  if (program.includes('/')) return [`${workdir}/${program}`];
  const path = Object.hasOwn(env, 'PATH') ? env.PATH : DEFAULT_PATH;
  return (path ?? '').split(':').map((directory) => `${directory || workdir}/${program}`);
}

/** What is mounted there when the image runs cannot be known here. */
function isInVolume(path: string, volumes: readonly string[]): boolean {
  return volumes.some((volume) => path.startsWith(`${volume}/`));
}

function hintFor(program: string, binaryPath: string | undefined, tree: FileTree): string {
  if (/^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a|z)?sh$/.test(program)) {
    return 'A scratch image has no shell; name the program itself, as entrypoint: [/app, --flag].';
  }
  if (/\s/.test(program))
    return 'A text is one argument, as there is no shell; write a list: entrypoint: [/app, serve].';
  const meant = suggest(program, tree.programs());
  if (meant !== undefined) return `Did you mean ${meant}?`;
  if (binaryPath === undefined) return 'Copy it into the image.';
  return `The binary is at ${binaryPath}; leave out entrypoint to run it, or add the program under files.`;
}

function quoted(program: string): string {
  return `"${printable(program, 100)}"`;
}
