import { type FinishedImages, finishImages } from '../image/finished-images.ts';
import type { Plan } from '../image/plan.ts';
import type { ImagesInTheMaking } from './make-images.ts';
import type { Planned } from './make-plans.ts';
import type { RunConfig } from './resolve-config.ts';
import type { RunPorts } from './run-ports.ts';

export interface Making extends Planned {
  readonly making: ImagesInTheMaking;
  /** Where the whole image was made here. */
  readonly finished?: FinishedImages;
  /** What kept it from being made. */
  readonly failure?: unknown;
}

/** Whether the whole image has to be made here, whatever the registries have. */
export function isLocal({ decision, outputs, request }: RunConfig): boolean {
  return !decision.publish || outputs.length > 0 || request.smokeTest !== undefined;
}

/** What failed here stays here. */
export function isToBeSent({ config, failure }: Making): boolean {
  return config.decision.publish && failure === undefined;
}

/** Makes every byte, tries the image out and writes it to where the user wants it; all of it before anything is sent. */
async function makeLocally(
  { images, readTar }: ImagesInTheMaking,
  plan: Plan,
  { request, outputs, workspace }: RunConfig,
  ports: RunPorts,
): Promise<FinishedImages> {
  const finished = await finishImages(images, plan.annotations.index);
  if (request.smokeTest !== undefined) {
    const { runSmokeTest } = await import('./run-smoke-test.ts');
    await runSmokeTest(finished, readTar, request.smokeTest, ports);
  }
  if (outputs.length > 0) {
    const { writeOutputs } = await import('../layout/write-outputs.ts');
    await writeOutputs(outputs, finished, readTar, workspace, ports.signal);
  }
  return finished;
}

/** One after the other, as each may start a container. One that fails keeps no other from being made. */
export async function finishLocally(all: readonly Making[], ports: RunPorts): Promise<Making[]> {
  const made: Making[] = [];
  for (const image of all) {
    const { making, plan, config } = image;
    try {
      made.push(isLocal(config) ? { ...image, finished: await makeLocally(making, plan, config, ports) } : image);
    } catch (failure) {
      ports.signal.throwIfAborted();
      made.push({ ...image, failure });
    }
  }
  return made;
}
