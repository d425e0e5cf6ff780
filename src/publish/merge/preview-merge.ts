import type { Descriptor } from '../../oci/descriptor.ts';
import { platformReport } from '../held/published-report.ts';
import type { PlatformReport } from '../publish-report.ts';
import { type MergeSettings, type MergeTarget, partsFor, rootOf } from './merge.ts';
import type { MergeEntry } from './merge-entry.ts';
import { refuseOtherRegistries } from './merge-sources.ts';

export interface MergePreview {
  readonly root: Descriptor;
  readonly platforms: readonly PlatformReport[];
}

/** What a merge would publish, read from one repository: nothing is written, and nothing is waited for. */
export async function previewMerge(
  entries: readonly MergeEntry[],
  target: Pick<MergeTarget, 'client' | 'clientFor'>,
  { indexAnnotations, platforms }: Pick<MergeSettings, 'indexAnnotations' | 'platforms'>,
): Promise<MergePreview> {
  refuseOtherRegistries(entries, [target.client.repository]);
  const parts = await partsFor(entries, target, platforms, (ask) => ask());
  return {
    root: rootOf(parts, indexAnnotations).descriptor,
    platforms: parts.map(({ image }) => platformReport(image, () => 'existed')),
  };
}
