import type { Binary } from '../binary/binary.ts';
import { inspectBinary } from '../binary/inspect.ts';
import type { ConfigBlock } from '../config/config-block.ts';
import { ActionError, about } from '../errors.ts';
import { programOf } from '../image/check-program.ts';
import { FileTree } from '../image/file-tree.ts';
import { formatPlatform, type Platform, samePlatform } from '../oci/platform.ts';
import { printable } from '../printable.ts';
import type { FileEntry } from '../rootfs/entry.ts';
import type { BuiltStage } from '../stage/build-stage.ts';

export interface StageBinary {
  /** Absent where nothing is started, or a script. */
  readonly binary?: Binary;
  /** Absolute. */
  readonly path?: string;
  readonly warnings: readonly string[];
}

export interface StageBinaryOptions {
  readonly allowDynamic: boolean;
  /** The platform that the program must be for. */
  readonly stated: Platform | undefined;
  /** Of the input `binary`, looked at already. */
  readonly given?: Binary | undefined;
}

/** Looks at every ELF file of an image: the program that starts first decides, others are only warned about. */
export async function stageBinary(
  block: ConfigBlock,
  built: BuiltStage,
  platform: Platform,
  options: StageBinaryOptions,
): Promise<StageBinary> {
  const files = new FileTree(built.tree.entries());
  const program = programOf(block, files);
  const key = block.entrypoint?.length === 0 ? 'cmd' : 'entrypoint';
  const binary = program === undefined ? undefined : await inspectProgram(program, key, files, built, options);
  const others = built.tree
    .entries()
    .filter((entry): entry is FileEntry => entry.type === 'file' && entry !== program && built.elf.has(entry.content));
  const warnings = await otherWarnings(others, files, binary?.platform ?? platform);
  if (options.given !== undefined) warnings.push(...unusedWarning(options.given, program));
  return { ...(binary === undefined || program === undefined ? {} : { binary, path: `/${program.path}` }), warnings };
}

/** The very file may have come from the context: then nothing is left out. */
function unusedWarning({ source }: Binary, program: FileEntry | undefined): string[] {
  if (program?.content === source || program?.content.name === source.name) return [];
  const instead = program === undefined ? 'starts nothing' : `takes /${program.path} from ${program.content.name}`;
  return [`binary: ${printable(source.name, 200)} is not used; the Dockerfile ${printable(instead, 400)}.`];
}

async function inspectProgram(
  program: FileEntry,
  key: 'cmd' | 'entrypoint',
  files: FileTree,
  built: BuiltStage,
  { allowDynamic, stated, given }: StageBinaryOptions,
): Promise<Binary | undefined> {
  const { content, path } = program;
  if (given?.source === content) return given;
  if (!built.elf.has(content) && ((await isScript(program)) || stated?.architecture === 'wasm')) return undefined;
  try {
    const binary = await inspectBinary(content, { allowDynamic: true, stated });
    const loader = binary.interpreter;
    const hasLoader = loader === undefined || files.find(loader) !== undefined;
    if (binary.linkage !== 'dynamic' || allowDynamic || hasLoader) return binary;
    return await inspectBinary(content, { allowDynamic: false, stated });
  } catch (thrown) {
    throw about(`${key}: /${printable(path, 200)}`, thrown);
  }
}

/** The kernel starts what its first line names, which is in the image or not. */
async function isScript({ content }: FileEntry): Promise<boolean> {
  const head = await content.read(0, Math.min(2, content.size));
  return Buffer.from(head).toString('latin1') === '#!';
}

/** As many as are worth a warning each; libraries and objects are no programs, and nothing is said about them. */
async function otherWarnings(entries: readonly FileEntry[], files: FileTree, platform: Platform): Promise<string[]> {
  const warnings: string[] = [];
  for (const { content, path } of entries.slice(0, 50)) {
    const binary = await inspectBinary(content, { allowDynamic: true }).catch((thrown) => {
      if (thrown instanceof ActionError) return undefined;
      throw thrown;
    });
    if (binary === undefined) continue;
    const name = `/${printable(path, 200)}`;
    if (!samePlatform(binary.platform, platform)) {
      warnings.push(
        `${name} is for ${formatPlatform(binary.platform)}, and the image for ${formatPlatform(platform)}.`,
      );
    } else if (binary.interpreter !== undefined && files.find(binary.interpreter) === undefined) {
      warnings.push(
        `${name} needs ${printable(binary.interpreter, 100)}, which is not in the image, so that it cannot start.`,
      );
    }
  }
  return warnings;
}
