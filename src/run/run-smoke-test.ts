import { join } from 'node:path';
import { ActionError, messageOf } from '../errors.ts';
import type { FinishedImages } from '../image/finished-images.ts';
import type { TarReader } from '../layout/docker-archive.ts';
import { writeOutput } from '../layout/write-outputs.ts';
import { hexOf } from '../oci/digest.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import { printable } from '../printable.ts';
import { smokeTest } from '../runner/smoke-test.ts';
import type { RunPorts } from './run-ports.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

/** What a runtime on this machine starts without emulation; containers are Linux wherever they run. */
function runnable({ os, architecture }: Platform): boolean {
  return os === 'linux' && architecture === (ARCHITECTURES[process.arch] ?? process.arch);
}

/** Starts the image of this machine's platform from an archive. Other platforms are left out, and that is said. */
export async function runSmokeTest(
  finished: FinishedImages,
  readTar: TarReader,
  args: readonly string[],
  { environment, processes, log, signal }: RunPorts,
): Promise<void> {
  const image = finished.images.find(({ platform }) => runnable(platform));
  const others = finished.images.filter((one) => one !== image).map(({ platform }) => formatPlatform(platform));
  if (others.length > 0) log.notice(`The smoke test leaves out ${others.join(', ')}: this machine cannot run it`);
  if (image === undefined) return;
  await withTemporaryFolder('smoke-test-', environment, async (folder) => {
    const archive = join(folder, 'image.tar');
    const container = `from-scratch-${hexOf(image.config.descriptor.digest).slice(0, 12)}-${process.pid}`;
    const reference = `localhost/${container}:smoke-test`;
    const images = { root: image.manifest.descriptor, images: [image] };
    await writeOutput({ kind: 'docker-archive', path: archive, name: reference }, images, readTar, signal).catch(
      (error) => refuseArchive(folder, error),
    );
    await log.group('Smoke test', () => smokeTest({ archive, reference, args, container }, processes));
  });
}

function refuseArchive(folder: string, error: unknown): never {
  if (error instanceof ActionError) throw error;
  const message = `smoke-test: the image cannot be written to ${printable(folder, 300)}: ${printable(messageOf(error))}`;
  const hint = 'It is loaded into docker or podman from there. RUNNER_TEMP says where the folder lies.';
  throw new ActionError('output', message, { cause: error, hint });
}
