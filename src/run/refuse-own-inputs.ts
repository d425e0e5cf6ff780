import { join, resolve } from 'node:path';
import { DiskFile } from '../files/disk-file.ts';
import type { FileSource } from '../files/file-source.ts';
import { pemPathsOf } from '../image/kit/assemble-kit.ts';
import type { Written } from '../layout/refuse-inputs.ts';
import { formatPlatform } from '../oci/platform.ts';
import type { MergeLine } from '../publish/merge/merge-entry.ts';
import type { Planned } from './make-plans.ts';
import type { RunConfig } from './resolve-config.ts';

/** What is read of a `dist` beside its binaries. */
const GORELEASER_FILES = ['artifacts.json', 'metadata.json'];

/**
 * What is read for one of the images must not be what is written for any.
 * @param files all that the plans have opened
 */
export async function refuseOwnInputs(plans: readonly Planned[], files: readonly FileSource[]): Promise<void> {
  const written = (await Promise.all(plans.map(writtenFor))).flat();
  if (written.length === 0) return;
  const binaries = plans.flatMap(({ config }) => config.binaries.map(({ source }) => source));
  const opened = [...binaries, ...files].flatMap((file): readonly (string | DiskFile)[] => {
    if (file instanceof DiskFile) return [file];
    return file.path === undefined ? [] : [file.path];
  });
  const { refuseInputs } = await import('../layout/refuse-inputs.ts');
  const named = await Promise.all(plans.map(({ config }) => namedBy(config)));
  await refuseInputs(written, [...opened, ...named.flat()]);
}

/** A digest file that is joined must not be the one that tells of the joined image. */
export async function refuseMerged(digestFile: string, lines: readonly MergeLine[], workspace: string): Promise<void> {
  const written = { input: 'digest-file', text: digestFile, path: resolve(workspace, digestFile), isFolder: false };
  const files = new Set(lines.flatMap(({ file }) => file ?? []));
  const { refuseInputs } = await import('../layout/refuse-inputs.ts');
  await refuseInputs(
    [written],
    [...files].map((file) => resolve(workspace, file)),
  );
}

/** Every file and folder that the inputs of an image ask for. */
async function writtenFor({ config, plan }: Planned): Promise<Written[]> {
  const { outputs, request, attest, workspace } = config;
  const sbomFile = attest?.request.sbomFile ?? '';
  const all: Written[] = outputs.map(({ kind, path }) => {
    return { input: 'output', text: `${kind}:${path}`, path: resolve(workspace, path), isFolder: kind === 'oci' };
  });
  const file = (input: string, text: string) => {
    all.push({ input, text, path: resolve(workspace, text), isFolder: false });
  };
  if (request.digestFile !== '') file('digest-file', request.digestFile);
  if (sbomFile !== '') {
    const { sbomPath } = await import('./attest/write-sbom-files.ts');
    for (const { platform } of plan.platforms) file('sbom-file', sbomPath(sbomFile, formatPlatform(platform)));
  }
  return all;
}

/** Files that the inputs and the config block of an image name, and those that are looked for beside them. */
async function namedBy({ block, configFile, request, attest, workspace }: RunConfig): Promise<string[]> {
  const { dockerfile, binaries } = request;
  const copied = block.files.flatMap((spec) => (spec.type === 'copy' ? [spec.src] : []));
  const lists = binaries.flatMap(({ pattern }) => [pattern, ...GORELEASER_FILES.map((name) => join(pattern, name))]);
  const build = dockerfile === undefined ? [] : [dockerfile.path, `${dockerfile.path}.dockerignore`, '.dockerignore'];
  const named = [...copied, ...pemPathsOf(block), ...lists, ...build, ...(await sbomsNamedBy(attest))];
  return [...named, ...(configFile === undefined ? [] : [configFile])].map((path) => resolve(workspace, path));
}

async function sbomsNamedBy(attest: RunConfig['attest']): Promise<string[]> {
  const sources = attest?.request.sbomSources ?? 'auto';
  if (sources === 'auto') return [];
  const { readSbomEntry } = await import('./attest/read-own-sboms.ts');
  return sources.map((entry) => readSbomEntry(entry).path);
}
