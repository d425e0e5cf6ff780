import { resolve } from 'node:path';
import type { FileSource } from '../files/file-source.ts';
import { pemPathsOf } from '../image/kit/assemble-kit.ts';
import type { Written } from '../layout/refuse-inputs.ts';
import { formatPlatform } from '../oci/platform.ts';
import type { Planned } from './make-plans.ts';
import type { RunConfig } from './resolve-config.ts';

/**
 * What is read for one of the images must not be what is written for any.
 * @param files all that the plans have opened
 */
export async function refuseOwnInputs(plans: readonly Planned[], files: readonly FileSource[]): Promise<void> {
  const written = (await Promise.all(plans.map(writtenFor))).flat();
  if (written.length === 0) return;
  const binaries = plans.flatMap(({ order }) => order.binaries.map(({ source }) => source));
  const opened = [...binaries, ...files].flatMap(({ path }) => path ?? []);
  const { refuseInputs } = await import('../layout/refuse-inputs.ts');
  await refuseInputs(written, [...opened, ...plans.flatMap(({ order }) => namedBy(order))]);
}

/** Every file and folder that the inputs of an image ask for. */
async function writtenFor({ order, plan }: Planned): Promise<Written[]> {
  const { outputs, request, attest, workspace } = order;
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

/** Files that the inputs and the config block name, and the config block's own. */
function namedBy({ block, configFile, request, workspace }: RunConfig): string[] {
  const copied = block.files.flatMap((spec) => (spec.type === 'copy' ? [spec.src] : []));
  const named = [...copied, ...pemPathsOf(block), request.dockerfile?.path ?? [], configFile ?? []].flat();
  return named.map((path) => resolve(workspace, path));
}
