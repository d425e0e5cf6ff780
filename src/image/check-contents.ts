import type { Binary } from '../binary/binary.ts';
import { lookAtElf } from '../binary/look-at-elf.ts';
import type { ConfigBlock } from '../config/config-block.ts';
import { ActionError } from '../errors.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import { printable } from '../printable.ts';
import type { Entry, FileEntry } from '../rootfs/entry.ts';
import { interpreterFault, programOf } from './check-program.ts';
import { FileTree } from './file-tree.ts';
import { fillBlock, valuesFor } from './fill-texts.ts';
import type { PlatformPlan } from './plan.ts';
import type { LayerPlan } from './plan-layers.ts';

/** More of one kind say no more. */
const MOST = 20;
const MOST_NAMED = 12;

/**
 * Looks at the bytes of every program and library that goes into an image. A program that it would start and cannot is refused;
 * what may never be started is warned about.
 */
export async function checkContents(
  block: ConfigBlock,
  platforms: readonly Pick<PlatformPlan, 'platform' | 'binary' | 'layers'>[],
): Promise<string[]> {
  const warnings = new Set<string>();
  for (const { platform, binary, layers } of platforms) {
    const elf = layers.flatMap(({ entries }) => entries.filter(isElf));
    const image = new ImageFiles(platform, layers);
    const filled = fillBlock(block, valuesFor(platform, ''));
    const startsBinary = binary !== undefined && filled.entrypoint === undefined;
    const program = platform.os === 'linux' && !startsBinary ? programOf(filled, image.tree) : undefined;
    if (program !== undefined && program.content !== binary?.source) await refuseProgram(program, filled, image);
    if (binary?.linkage === 'dynamic') for (const warning of dynamicWarnings(binary, image)) warnings.add(warning);
    for (const { content } of elf) {
      if (content === binary?.source) continue;
      const facts = await lookAtElf(content);
      if (facts === undefined) continue;
      const name = printable(content.name, 200);
      if (!runsOn(facts.architecture, platform)) warnings.add(otherMachine(name, facts.architecture, platform));
      else for (const warning of missingOf({ ...facts, source: content }, image)) warnings.add(`files: ${warning}`);
    }
  }
  const all = [...warnings];
  return all.length > MOST ? [...all.slice(0, MOST), `files: and ${all.length - MOST} more such warnings.`] : all;
}

function isElf(entry: Entry): entry is FileEntry {
  return entry.type === 'file' && entry.elf === true;
}

/** An image may have 100,000 files, and most have nothing in them that has to be looked for. */
class ImageFiles {
  readonly platform: Platform;
  readonly #layers: readonly Pick<LayerPlan, 'entries'>[];
  #tree: FileTree | undefined;
  #names: ReadonlySet<string> | undefined;

  constructor(platform: Platform, layers: readonly Pick<LayerPlan, 'entries'>[]) {
    this.platform = platform;
    this.#layers = layers;
  }

  get tree(): FileTree {
    this.#tree ??= new FileTree(...this.#layers.map(({ entries }) => entries));
    return this.#tree;
  }

  /** The last parts of all paths. */
  get names(): ReadonlySet<string> {
    this.#names ??= new Set(
      this.#layers.flatMap(({ entries }) => entries.map(({ path }) => path.slice(path.lastIndexOf('/') + 1))),
    );
    return this.#names;
  }
}

async function refuseProgram({ content, path }: FileEntry, block: ConfigBlock, image: ImageFiles): Promise<void> {
  const facts = await lookAtElf(content);
  const fault = facts === undefined ? await scriptFault(content, block, image) : programFault(facts, image);
  if (fault === undefined) return;
  const message = `entrypoint: the image could not start, its program /${printable(path, 200)} (${printable(content.name, 200)}) ${fault}`;
  throw new ActionError('image', message, { hint: 'Name a static program, or add what is missing by files.' });
}

function programFault(
  { architecture, interpreter }: { architecture: string | undefined; interpreter: string | undefined },
  { platform, tree }: ImageFiles,
): string | undefined {
  if (!runsOn(architecture, platform))
    return `is for ${architecture ?? 'another machine'}, and the image for ${formatPlatform(platform)}`;
  if (interpreter === undefined || tree.find(interpreter) !== undefined) return undefined;
  return `needs the interpreter ${printable(interpreter, 200)}, which is not in the image`;
}

/** Bytes of the first line that Linux reads. https://man7.org/linux/man-pages/man2/execve.2.html */
const FIRST_LINE = 255;

async function scriptFault(
  content: FileEntry['content'],
  block: ConfigBlock,
  { tree }: ImageFiles,
): Promise<string | undefined> {
  const head = Buffer.from(await content.read(0, Math.min(FIRST_LINE, content.size))).toString('utf8');
  const [, interpreter] = /^#![ \t]*([^ \t\n]+)/.exec(head) ?? [];
  if (interpreter === undefined) return 'is neither an ELF program nor a script, so that no kernel runs it';
  const fault = interpreterFault(interpreter, block, tree);
  return fault === undefined ? undefined : `is a script for ${printable(interpreter, 200)}, which ${fault}`;
}

/** Machines that run the programs of an older one as well. */
const ALSO_RUNS: Readonly<Record<string, string>> = { amd64: '386', arm64: 'arm', mips64le: 'mipsle', mips64: 'mips' };

function runsOn(architecture: string | undefined, platform: Platform): boolean {
  return architecture === platform.architecture || architecture === ALSO_RUNS[platform.architecture];
}

function otherMachine(name: string, architecture: string | undefined, platform: Platform): string {
  return `files: ${name} is for ${architecture ?? 'a machine that no image can name'}, and the image for ${formatPlatform(platform)}.`;
}

/** `allow-dynamic` is never passed over in silence. */
function dynamicWarnings(binary: Binary, image: ImageFiles): string[] {
  const missing = missingOf(binary, image);
  if (missing.length > 0) return missing;
  return [
    `${printable(binary.source.name, 200)} is dynamically linked; the interpreter and the libraries that it names are in the image.`,
  ];
}

/** What a dynamic program or a library asks for and the image does not have; libraries by their names, wherever they lie. */
function missingOf(
  { source, interpreter, neededLibraries }: Pick<Binary, 'source' | 'interpreter' | 'neededLibraries'>,
  { tree, names }: ImageFiles,
): string[] {
  const libraries = neededLibraries.filter((name) => !names.has(name.slice(name.lastIndexOf('/') + 1)));
  const loader =
    interpreter === undefined || tree.find(interpreter) !== undefined ? [] : [`the interpreter ${interpreter}`];
  const all = [...loader, ...libraries].map((name) => printable(name, 200));
  if (all.length === 0) return [];
  const missing = all.length > MOST_NAMED ? [...all.slice(0, MOST_NAMED), `and ${all.length - MOST_NAMED} more`] : all;
  return [
    `${printable(source.name, 200)} is dynamically linked, and the image does not have what it needs: ${missing.join(', ')}.`,
  ];
}
