import type { FileSource } from '../files/file-source.ts';
import type { Platform } from '../oci/platform.ts';
import { printable } from '../printable.ts';
import { amd64LevelOf } from './amd64-level.ts';
import type { Binary } from './binary.ts';
import { ElfFile } from './elf/elf-file.ts';
import { isElf } from './elf/header.ts';
import { readNotes } from './elf/notes.ts';
import { weighEvidence } from './evidence.ts';
import { assertEntry, assertExecutable } from './executable.ts';
import { readGoBuildInfo } from './go-build-info.ts';
import { buildIdOf, packageNoteOf } from './identity-notes.ts';
import { findLinkage, packedLinkage } from './linkage.ts';
import { agreedPlatform, assertSystem, findPlatform } from './platform.ts';
import { readRustAudit } from './rust-audit.ts';
import { debugBytesOf, stripHintOf } from './strip.ts';
import { compilerOf, detectToolchain, readComments } from './toolchain.ts';
import { findTraces } from './traces.ts';
import { assertFinished } from './unfinished.ts';
import type { PackedProgram } from './upx/packed-program.ts';
import { warningsOf } from './warnings.ts';

export interface InspectOptions {
  /** Take a program that needs a loader all the same. */
  readonly allowDynamic: boolean;
  /** The platform that the user wrote before the path. */
  readonly stated?: Platform | undefined;
  /** Systems beside Linux that the user wants images for: `freebsd`. */
  readonly systems?: readonly string[];
}

/** Enough for the header, the segments and, in most files, the notes and the loader's name. */
const HEAD = 4096;

/** Reads what a program's bytes say. Fails with what the file is and what to do where no scratch image could start it. */
export async function inspectBinary(
  source: FileSource,
  { allowDynamic, stated, systems = [] }: InspectOptions,
): Promise<Binary> {
  const file = await openProgram(source);
  const notes = await readNotes(file);
  const go = await readGoBuildInfo(file);
  const found = await findPlatform(file, notes, go);
  const platform = agreedPlatform(file.name, found, stated);
  // Packed programs have no sections, so that other files are not read for it.
  const packed = file.sections.length > 0 ? undefined : await readPacked(file);
  const linkage = packed === undefined ? await findLinkage(file) : packedLinkage(packed);
  await assertEntry(file);
  await assertFinished(file);

  const rust = await readRustAudit(file);
  const comments = await readComments(file);
  const compiler = compilerOf(comments);
  const signs = { file, comments, needed: linkage.needed, go, rust };
  const toolchain = packed === undefined ? await detectToolchain(signs, linkage.kind === 'dynamic') : 'packed';
  const { name, size } = file;
  assertSystem(name, platform, { stated, systems, go });
  if (linkage.kind === 'dynamic' && !allowDynamic) {
    const { needsLoader } = await import('./static-link.ts');
    throw needsLoader({ name, platform, linkage, toolchain, compiler });
  }

  const upx = packed !== undefined;
  const debugBytes = debugBytesOf(file);
  const amd64Level = platform.architecture === 'amd64' ? amd64LevelOf(notes, go) : undefined;
  return {
    source,
    platform,
    linkage: linkage.kind,
    interpreter: linkage.interpreter,
    neededLibraries: linkage.needed,
    go,
    rust,
    packageNote: packageNoteOf(notes),
    buildId: buildIdOf(notes),
    compiler,
    debugBytes,
    stripHint: stripHintOf(toolchain, debugBytes, size),
    upx,
    amd64Level,
    evidence: weighEvidence({ traces: await findTraces(file, go), go, rust, upx }),
    warnings: warningsOf({ name, found, stated, go, upx, amd64Level }),
  };
}

async function openProgram(source: FileSource): Promise<ElfFile> {
  const head = Buffer.from(await source.read(0, Math.min(HEAD, source.size)));
  if (!isElf(head)) throw (await import('./foreign/identify.ts')).notElf(printable(source.name), head);
  const file = await ElfFile.open(source, head);
  assertExecutable(file);
  return file;
}

/** Few programs are packed, and their unpackers are large. */
async function readPacked(file: ElfFile): Promise<PackedProgram | undefined> {
  return (await import('./upx/packed-program.ts')).readPacked(file);
}
