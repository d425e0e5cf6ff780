import { realpath } from 'node:fs/promises';
import type { Binary } from '../binary/binary.ts';
import { sourceFinder } from '../files/find-sources.ts';
import { fileEntries } from '../image/file-entries.ts';
import type { Kit } from '../image/kit/assemble-kit.ts';
import { targetPlatforms } from '../image/target-platforms.ts';
import { formatPlatform, samePlatform } from '../oci/platform.ts';
import type { Entry, FileEntry } from '../rootfs/entry.ts';
import { temporaryFolderOf } from './folders.ts';
import type { PlanSources } from './make-plans.ts';
import type { RunPorts } from './run-ports.ts';

/** What `files` of the config block brings. */
export interface FilesRead {
  /** By the platform's text. */
  readonly byPlatform: ReadonlyMap<string, readonly Entry[]>;
  readonly warnings: readonly string[];
}

export async function readConfigFiles(
  { request, block, binaries, version, workspace }: PlanSources,
  kit: Kit,
  mtime: number,
  { environment }: RunPorts,
): Promise<FilesRead> {
  const find = sourceFinder(workspace, temporaryFolderOf(environment));
  const warnings = new Set<string>();
  const warn = (sentence: string) => void warnings.add(sentence);
  const entries = targetPlatforms(binaries, request.platforms).map(async (platform) => {
    const found = await fileEntries(
      { specs: block.files, platform, version, users: block.users, mtime, kit: kit.entries },
      find,
      warn,
    );
    const binary = binaries.find((one) => samePlatform(one.platform, platform));
    return [formatPlatform(platform), await withProgram(found, binary)] as const;
  });
  const byPlatform = new Map(await Promise.all(entries));
  return { byPlatform, warnings: [...warnings].toSorted() };
}

/** The binary may lie in what is copied: then it is the very same file, and not a second one. */
async function withProgram(entries: readonly Entry[], binary: Binary | undefined): Promise<readonly Entry[]> {
  const path = binary?.source.path;
  if (binary === undefined || path === undefined || entries.length === 0) return entries;
  const real = await realpath(path).catch(() => path);
  const { source } = binary;
  const isProgram = (entry: Entry): entry is FileEntry => {
    return entry.type === 'file' && entry.content.size === source.size && entry.content.path === real;
  };
  if (!entries.some(isProgram)) return entries;
  return entries.map((entry) => (isProgram(entry) ? { ...entry, content: source } : entry));
}
