import { printable } from '../printable.ts';
import { type FileTree, isDirectoryNode, isProgram, type Node, type Step, type Way } from './file-tree.ts';
import { maySearchOrRun, type ProcessUser, userName } from './process-user.ts';

/** What a process of the image starts with. */
export interface StartFacts {
  readonly tree: FileTree;
  readonly user: ProcessUser;
  readonly workdir: string;
  /** The variable PATH. */
  readonly searchPath: string;
  /** What is mounted there when the image runs cannot be known here. */
  readonly volumes: readonly string[];
}

/** Where every runtime mounts something of its own. https://github.com/opencontainers/runtime-spec/blob/main/config-linux.md#default-filesystems */
const MOUNTED = ['/proc', '/sys', '/dev'];

/** What the runtime puts there itself. */
const MOUNTED_DIRECTORIES = ['/proc', '/sys', '/dev', '/dev/shm', '/dev/pts', '/dev/mqueue'];

/**
 * Why runc could not start a program of the image, or undefined: it changes to the working directory, looks the program up as Go's
 * exec.LookPath does, and asks the kernel to run it. Completes "its program x …".
 * https://github.com/opencontainers/runc/blob/main/libcontainer/standard_init_linux.go
 */
export function startFault(program: string, facts: StartFacts): string | undefined {
  if (program.includes('/')) return faultAt(absolute(program, facts.workdir), facts);
  if (facts.searchPath === '') return 'is a name alone, and PATH is empty; write its path';
  return searchFault(program, facts);
}

/** Why no program of the image could start, or undefined. A sentence without its beginning: "the working directory …". */
export function workdirFault(facts: StartFacts): string | undefined {
  const { workdir, tree, user } = facts;
  if (MOUNTED_DIRECTORIES.includes(workdir)) return undefined;
  const way = tree.follow(workdir, stepOf(facts, 'enter'));
  if (isUnknown(way, facts)) return undefined;
  if (way.end === 'stopped') return stoppedFault(way, user);
  // Runtimes make one that is missing, but not through a file or a link.
  if (way.end === 'missing') return hasNothingThere(workdir, facts) ? undefined : 'leads nowhere';
  return isDirectoryNode(way.node) ? undefined : 'is not a directory';
}

function hasNothingThere(workdir: string, { tree }: StartFacts): boolean {
  const parts = workdir.split('/').filter((part) => part !== '');
  for (let count = parts.length; count > 0; count--) {
    let link = false;
    const way = tree.follow(`/${parts.slice(0, count).join('/')}`, (_path, node) => {
      link ||= node?.type === 'symlink';
      return true;
    });
    if (link) return false;
    if (way.end === 'found') return isDirectoryNode(way.node);
  }
  return true;
}

function absolute(program: string, workdir: string): string {
  return program.startsWith('/') ? program : `${workdir}/${program}`;
}

/** The first that may be run; where there is none, what is wrong with the first that is there. */
function searchFault(program: string, facts: StartFacts): string | undefined {
  const faults: string[] = [];
  for (const directory of facts.searchPath.split(':')) {
    const fault = faultAt(absolute(`${directory || '.'}/${program}`, facts.workdir), facts);
    if (fault === undefined && directory.startsWith('/')) return undefined;
    // Go refuses what it finds by a relative entry. https://pkg.go.dev/os/exec#hdr-Executables_in_the_current_directory
    if (fault === undefined) {
      return `is found through the entry "${printable(directory, 60)}" of PATH, which is not absolute, so that runtimes refuse it; write its path`;
    }
    // What some may run ends the search in runtimes built with Go before 1.20, which ask for the mode alone.
    if (fault.startsWith(CLOSED)) return fault;
    faults.push(fault);
  }
  return faults.find((fault) => fault !== MISSING) ?? MISSING;
}

const MISSING = 'is not in it';
const CLOSED = 'may not be run by';

function faultAt(path: string, facts: StartFacts): string | undefined {
  const way = facts.tree.follow(path, stepOf(facts, 'run'));
  if (isUnknown(way, facts)) return undefined;
  if (way.end === 'missing') return MISSING;
  if (way.end === 'stopped') return stoppedFault(way, facts.user);
  if (isDirectoryNode(way.node)) return 'is a directory';
  if (!isProgram(way.node)) return 'has no mode that would let anyone run it';
  return maySearchOrRun(way.node, facts.user) ? undefined : `${CLOSED} ${userName(facts.user)} (${ownedBy(way.node)})`;
}

/** Stops where the user may not enter, and where the image's own files will not be seen. */
function stepOf({ user, volumes }: StartFacts, purpose: 'run' | 'enter'): Step {
  return (path, node, last) => {
    if (MOUNTED.includes(path) || volumes.includes(path)) return false;
    if (node === undefined || !isDirectoryNode(node)) return true;
    return (last && purpose === 'run') || maySearchOrRun(node, user);
  };
}

function isUnknown(way: Way, { volumes }: StartFacts): boolean {
  return way.end === 'stopped' && volumes.includes(way.path);
}

function stoppedFault({ path, node }: Extract<Way, { end: 'stopped' }>, user: ProcessUser): string {
  if (MOUNTED.includes(path)) return `lies in ${path}, where the runtime mounts what is its own`;
  const mode = node === undefined ? '' : ` (${ownedBy(node)})`;
  return `lies in ${printable(path, 200)}, which ${userName(user)} may not enter${mode}`;
}

function ownedBy({ mode, uid, gid }: Node): string {
  return `mode ${mode.toString(8).padStart(4, '0')}, owner ${uid}:${gid}`;
}
