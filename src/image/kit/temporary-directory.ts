import { type KitPart, kitDirectory, leftOut } from './kit-part.ts';

/** /tmp, where everyone may write and nobody may delete another's files. */
export function temporaryDirectoryPart(wanted: boolean): KitPart {
  if (!wanted) return leftOut('tmp', 'tmp: false');
  const decision = { part: 'tmp', included: true, reason: 'every image has it', detail: '/tmp, mode 1777' } as const;
  return { entries: [kitDirectory('tmp', 0o1777)], decision };
}
