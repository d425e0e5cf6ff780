import type { Descriptor } from '../../oci/descriptor.ts';
import { platformReport } from '../delivery/published-report.ts';
import type { DeliveredPlatform } from '../publish-report.ts';
import { type MergeSettings, type MergeTarget, partsFor, rootOf } from './merge.ts';
import type { MergeEntry } from './merge-entry.ts';
import type { MergePart, Poll } from './merge-parts.ts';

export interface MergePreview {
  readonly root: Descriptor;
  readonly platforms: readonly DeliveredPlatform[];
}

/**
 * What a merge would publish, read from one repository: nothing is written, and nothing is waited for. Undefined where
 * an image is not there, as after jobs that did not push.
 */
export async function previewMerge(
  entries: readonly MergeEntry[],
  target: Pick<MergeTarget, 'client' | 'clientFor'>,
  { indexAnnotations, platforms }: Pick<MergeSettings, 'indexAnnotations' | 'platforms'>,
): Promise<MergePreview | undefined> {
  const parts = await orMissing((poll) => partsFor(entries, target, platforms, poll));
  return parts === undefined
    ? undefined
    : {
        root: rootOf(parts, indexAnnotations).descriptor,
        platforms: parts.map(({ image }) => platformReport(image, () => 'existed')),
      };
}

async function orMissing(read: (poll: Poll) => Promise<MergePart[]>): Promise<MergePart[] | undefined> {
  let missing = false;
  const once: Poll = async (ask) => {
    const answer = await ask();
    missing ||= answer === undefined;
    return answer;
  };
  try {
    return await read(once);
  } catch (error) {
    if (missing) return undefined;
    throw error;
  }
}
