import { posix } from 'node:path';
import { formatPosition } from '../config/problems.ts';
import { present } from '../config/readers.ts';
import { changedMode } from '../dockerfile/chmod.ts';
import { cleanPath, IgnorePatterns } from '../dockerfile/ignore-patterns.ts';
import type { CopyStep, DirectoryStep, LinkStep, Origin, Step, TextStep } from '../dockerfile/step.ts';
import { hasWildcards } from '../dockerfile/wildcard.ts';
import { ActionError, ProblemsError } from '../errors.ts';
import { bytesSource } from '../files/bytes-source.ts';
import type { FileSource } from '../files/file-source.ts';
import type { SourceTree } from '../files/source-tree.ts';
import { printable } from '../printable.ts';
import { parentPath } from '../rootfs/entry.ts';
import { copiesWithParents } from './copy-parents.ts';
import { type CopiedItem, type FoundCopy, findCopies } from './find-copies.ts';
import { ownershipIn } from './image-accounts.ts';
import { readTarItems } from './read-tar-items.ts';
import { type Ownership, StageTree } from './stage-tree.ts';

/** A place in which the files of an origin are looked for. */
export interface OriginTree {
  readonly tree: SourceTree;
  /** What the project brings in the place of what a stage would have: only these paths and what lies below them. */
  readonly kit?: readonly string[];
}

/** A program that is there already, for the COPY that would bring it. */
export interface ProgramFile {
  /** The last part of its path in the image. */
  readonly name: string;
  readonly content: FileSource;
}

/** The trees of an origin, in the order in which they are asked; none where nothing is known about it. */
export type TreesOf = (origin: Origin) => Promise<readonly OriginTree[]>;

export interface BuiltStage {
  readonly tree: StageTree;
  /** Contents that begin as ELF files do. */
  readonly elf: ReadonlySet<FileSource>;
  /** From where each file came, by its path, for the plan that is printed. */
  readonly origins: ReadonlyMap<string, string>;
  /** What came from the kit, as sentences. */
  readonly fromKit: readonly string[];
  readonly notices: readonly string[];
}

/** Carries out what the instructions of a stage ask for. All that is wrong is reported at once, each with its place. */
export async function buildStage(steps: readonly Step[], treesOf: TreesOf, program?: ProgramFile): Promise<BuiltStage> {
  const builder = new StageBuilder(treesOf, program);
  const problems: string[] = [];
  for (const step of steps) {
    try {
      await builder.carryOut(step);
    } catch (thrown) {
      if (!(thrown instanceof ActionError)) throw thrown;
      problems.push(problemOf(step, thrown));
    }
  }
  if (problems.length > 0) throw new ProblemsError('config', [...new Set(problems)]);
  return builder.built();
}

function problemOf({ position, keyword }: Step, { message, hint }: ActionError): string {
  return `${formatPosition(position)}: ${keyword}: ${message}${hint === undefined ? '' : `. ${hint}`}`;
}

const ROOT: Ownership = { uid: 0, gid: 0 };

class StageBuilder {
  readonly #treesOf: TreesOf;
  readonly #program: ProgramFile | undefined;
  readonly #tree = new StageTree();
  readonly #elf = new Set<FileSource>();
  readonly #origins = new Map<string, string>();
  readonly #fromKit: string[] = [];
  readonly #notices: string[] = [];

  constructor(treesOf: TreesOf, program: ProgramFile | undefined) {
    this.#treesOf = treesOf;
    this.#program = program;
  }

  built(): BuiltStage {
    return { tree: this.#tree, elf: this.#elf, origins: this.#origins, fromKit: this.#fromKit, notices: this.#notices };
  }

  async carryOut(step: Step): Promise<void> {
    const owner = await ownershipIn(this.#tree, step.owner);
    if (step.type === 'directory') this.#directory(step, owner);
    else if (step.type === 'symlink') this.#link(step, owner);
    else if (step.type === 'text') this.#text(step, owner);
    else await this.#copy(step, owner);
  }

  #directory({ path, mode }: DirectoryStep, owner: Ownership): void {
    this.#tree.makeDirectories(this.#tree.resolve(path), owner, mode);
  }

  #link({ path, target }: LinkStep, owner: Ownership): void {
    const place = posix.join(this.#tree.resolve(posix.dirname(path)), posix.basename(path));
    this.#tree.makeDirectories(parentPath(place), owner);
    this.#tree.put({ type: 'symlink', path: place, target, mode: 0o777, mtime: 0, ...owner });
  }

  #text({ name, content, dst, chmod, keyword }: TextStep, owner: Ownership): void {
    const source = bytesSource(`the text of ${keyword}`, Buffer.from(content, 'utf8'));
    const items: CopiedItem[] = [{ kind: 'file', path: '', mode: 0o644, content: source, elf: false }];
    this.#place({ name, path: name, kind: 'file', items }, { dst, ...present({ chmod }) }, owner);
  }

  async #copy(step: CopyStep, owner: Ownership): Promise<void> {
    const trees = await this.#treesOf(step.from);
    for (const source of step.sources) {
      const { copies, from } = await this.#find(step, source, trees);
      this.#assertRoom(step, source, copies);
      for (const copy of copies) {
        const whole = step.unpack ? await unpackedCopy(copy) : copy;
        this.#place(whole, step, step.owner === undefined ? undefined : owner, from);
      }
      this.#remark(step, source, copies, from);
    }
  }

  /** One more match must not change what a path means. */
  #assertRoom({ dst }: CopyStep, source: string, { length }: readonly FoundCopy[]): void {
    if (length < 2 || dst.endsWith('/') || this.#tree.isDirectory(this.#tree.resolve(dst))) return;
    throw new ActionError(
      'config',
      `"${printable(source, 200)}" matches ${length} files, which cannot all become ${dst}`,
      {
        hint: `If it is the directory that they go into, write ${dst}/`,
      },
    );
  }

  #remark({ position, keyword }: CopyStep, source: string, [copy]: readonly FoundCopy[], { kit }: OriginTree): void {
    const place = formatPosition(position);
    if (copy === undefined) this.#notices.push(`${place}: ${keyword}: nothing matches "${printable(source, 200)}"`);
    else if (kit !== undefined) {
      this.#fromKit.push(`${place}: /${copy.path} comes from what the project brings, as stages does not map it`);
    }
  }

  /** In the first tree that has it. */
  async #find(
    step: CopyStep,
    source: string,
    trees: readonly OriginTree[],
  ): Promise<{ copies: FoundCopy[]; from: OriginTree }> {
    const { exclude } = step;
    const patterns = IgnorePatterns.from(exclude, (index) => {
      throw new ActionError('config', `--exclude="${printable(exclude[index] ?? '', 100)}" is not a valid pattern`);
    });
    const leftOut = (path: string) => exclude.length > 0 && patterns.leavesOut(path);
    for (const from of trees) {
      if (from.kit !== undefined && !isWithin(source, from.kit)) continue;
      const copies = await (step.parents ? copiesWithParents : findCopies)(from.tree, source, leftOut);
      if (copies.length > 0) return { copies, from };
    }
    const [first] = trees;
    if (first !== undefined && first.kit === undefined && hasWildcards(source)) return { copies: [], from: first };
    const program = this.#programFor(step, source);
    if (program !== undefined && first !== undefined) return { copies: [program], from: { tree: first.tree } };
    throw notFound(step.from, source, first);
  }

  /** The input `binary`, where the copy from another stage would bring the program; runnable, whatever the runner's disk says. */
  #programFor({ from, dst }: CopyStep, source: string): FoundCopy | undefined {
    const name = posix.basename(source);
    const target = dst.endsWith('/') ? name : posix.basename(dst);
    if (from.kind !== 'mapped' || this.#program === undefined || target !== this.#program.name) return undefined;
    const item: CopiedItem = { kind: 'file', path: '', mode: 0o755, content: this.#program.content, elf: true };
    return { name, path: source, kind: 'file', items: [item] };
  }

  /** Where a copy goes, as BuildKit decides it: https://github.com/tonistiigi/fsutil/blob/master/copy/copy.go (prepareTargetDir). */
  #place(
    { kind, name, items }: FoundCopy,
    { dst, chmod }: Pick<CopyStep, 'dst' | 'chmod'>,
    given: Ownership | undefined,
    from?: OriginTree,
  ): void {
    const tree = this.#tree;
    const owner = given ?? ROOT;
    tree.makeDirectories(tree.resolve(dst.endsWith('/') ? dst : posix.dirname(dst)), owner);
    const written = tree.resolve(dst);
    const place = kind === 'file' && tree.isDirectory(written) ? posix.join(written, name) : written;
    // BuildKit makes the directory that is copied itself with 0755; nobody who copies /tmp wants that.
    const mode = from?.kit !== undefined && items[0]?.kind === 'directory' ? items[0].mode : 0o755;
    tree.makeDirectories(kind === 'directory' ? place : parentPath(place), owner, mode);
    for (const item of items) this.#put(item, posix.join(place, item.path), chmod, given ?? item.owner ?? ROOT, from);
  }

  #put(item: CopiedItem, at: string, chmod: CopyStep['chmod'], owner: Ownership, from: OriginTree | undefined): void {
    const path = at.replace(/^\.$|\/$/, '');
    const common = { path, mtime: 0, ...owner };
    this.#tree.makeDirectories(parentPath(path), ROOT);
    if (item.kind === 'symlink') {
      this.#tree.put({ type: 'symlink', mode: 0o777, target: item.target, ...common });
      return;
    }
    const mode = chmod === undefined ? item.mode : changedMode(chmod, item.mode, item.kind === 'directory');
    if (item.kind === 'directory') {
      // The directory that is copied itself was made before its contents, and keeps what it was made with.
      if (item.path !== '') this.#tree.putDirectory({ type: 'directory', mode, ...common });
      return;
    }
    this.#tree.put({ type: 'file', mode, content: item.content, ...common });
    if (item.elf) this.#elf.add(item.content);
    this.#origins.set(path, from?.kit === undefined ? item.content.name : `the kit, ${item.content.name}`);
  }
}

function isWithin(source: string, paths: readonly string[]): boolean {
  const path = cleanPath(source);
  return paths.some((one) => path === one || path.startsWith(`${one}/`));
}

function notFound(origin: Origin, source: string, first: OriginTree | undefined): ActionError {
  const path = printable(source.replace(/^\/*/, '/'), 200);
  if (origin.kind === 'context') {
    return new ActionError('file', `"${printable(source, 200)}" is not in the context`, {
      hint: 'Was it built in an earlier step of the same job, and does .dockerignore leave it in?',
    });
  }
  const line = `${origin.name}:${path}=PATH`;
  if (origin.kind === 'scratch' || (first !== undefined && first.kit === undefined)) {
    return new ActionError(
      'file',
      `${path} is not in the stage ${printable(origin.name, 100)}, which is ${printable(first?.tree.name ?? '', 200)} here`,
      {
        hint: `If it lies elsewhere, add to the step: stages: ${line}`,
      },
    );
  }
  return new ActionError(
    'config',
    `--from=${printable(origin.name, 100)}: nothing says where the files of that stage lie`,
    {
      hint: `Build ${path} in a step before, and add its place to this one: stages: ${line}`,
    },
  );
}

/** ADD: an archive comes as what is in it, with its own owners unless `--chown` gives another one. */
async function unpackedCopy(copy: FoundCopy): Promise<FoundCopy> {
  const [item] = copy.items;
  if (copy.kind !== 'file' || item?.kind !== 'file') return copy;
  const items = await readTarItems(item.content.name, item.content);
  return items === undefined ? copy : { ...copy, kind: 'directory', items };
}
