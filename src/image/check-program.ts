import type { ConfigBlock } from '../config/config-block.ts';
import { suggest } from '../config/suggest.ts';
import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { FileEntry } from '../rootfs/entry.ts';
import { type FileTree, isProgram } from './file-tree.ts';
import { processUser } from './process-user.ts';
import { DEFAULT_PATH, environmentOf } from './runtime-config.ts';
import { type StartFacts, startFault, workdirFault } from './start-fault.ts';

type Command = Pick<
  ConfigBlock,
  'entrypoint' | 'cmd' | 'env' | 'literal' | 'workdir' | 'volumes' | 'healthcheck' | 'user' | 'users' | 'runAs'
>;

/** Refuses an image whose first program is not in it: it could not start. */
export function checkProgram(block: Command, binaryPath: string | undefined, tree: FileTree): void {
  const [program] = commandOf(block, binaryPath);
  if (program === undefined) return;
  checkSurroundings(block, [...commandOf(block, binaryPath), ...environmentOf(block)], tree);
  const fault = programFault(program, block, tree);
  if (fault === undefined) return;
  const key = block.entrypoint?.length === 0 ? 'cmd' : 'entrypoint';
  throw new ActionError('image', `${key}: the image could not start, its program ${quoted(program)} ${fault}`, {
    hint: fault.includes(' may not ') ? CLOSED : hintFor(program, binaryPath, tree),
  });
}

/** Bytes of one argument or variable, with the NUL at its end: MAX_ARG_STRLEN of https://man7.org/linux/man-pages/man2/execve.2.html */
const LONGEST_ARGUMENT = 131_072;

/** What keeps every program of the image from starting. */
function checkSurroundings(block: Command, texts: readonly string[], tree: FileTree): void {
  const facts = startFacts(block, tree);
  const fault = workdirFault(facts);
  if (fault !== undefined) {
    const message = `workdir: the image could not start, its working directory ${quoted(facts.workdir)} ${fault}`;
    throw new ActionError('image', message, { hint: 'Name a directory that the image’s user may enter.' });
  }
  const long = texts.find((text) => Buffer.byteLength(text) >= LONGEST_ARGUMENT);
  if (long === undefined) return;
  const message = `the image could not start: "${printable(long, 60)}" is longer than the ${LONGEST_ARGUMENT} bytes that Linux takes`;
  throw new ActionError('image', message, { hint: 'Put it into a file, by files.' });
}

function commandOf({ entrypoint, cmd = [] }: Command, binaryPath: string | undefined): string[] {
  return [...(entrypoint ?? (binaryPath === undefined ? [] : [binaryPath])), ...cmd];
}

/** The file that is started first, where it is in the image. */
export function programOf(block: Command, tree: FileTree): FileEntry | undefined {
  const [program] = commandOf(block, undefined);
  const found = program === undefined ? [] : placesOf(program, block).map((path) => tree.find(path));
  return found.find((node): node is FileEntry => node?.type === 'file' && isProgram(node));
}

/** A health check that cannot run does not keep the image from starting. */
export function healthcheckWarning(block: Command, tree: FileTree): string | undefined {
  const [kind, program] = block.healthcheck?.Test ?? [];
  const fault = kind === 'CMD' && program !== undefined ? programFault(program, block, tree) : undefined;
  return fault === undefined ? undefined : `healthcheck: its program ${quoted(program ?? '')} ${fault}.`;
}

/** Where a runtime looks: a name alone is looked up in PATH, anything else from the working directory. */
function placesOf(program: string, { env, workdir = '/' }: Command): string[] {
  if (program.startsWith('/')) return [program];
  if (program.includes('/')) return [`${workdir}/${program}`];
  const path = Object.hasOwn(env, 'PATH') ? env.PATH : DEFAULT_PATH;
  return (path ?? '').split(':').map((directory) => `${directory || workdir}/${program}`);
}

function programFault(program: string, block: Command, tree: FileTree): string | undefined {
  return startFault(program, startFacts(block, tree));
}

/** Why the interpreter of a script could not be started, or undefined. */
export function interpreterFault(interpreter: string, block: Command, tree: FileTree): string | undefined {
  return programFault(interpreter, block, tree);
}

function startFacts(block: Command, tree: FileTree): StartFacts {
  const { env, workdir = '/', volumes } = block;
  const searchPath = Object.hasOwn(env, 'PATH') ? env.PATH : DEFAULT_PATH;
  return { tree, user: processUser(block), workdir, searchPath: searchPath ?? '', volumes };
}

const CLOSED =
  'Give it a mode or an owner with which the user may, by files or binary: { mode: 0755 }, or the image another user.';

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
