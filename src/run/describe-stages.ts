import { formatPlatform } from '../oci/platform.ts';
import type { Log } from '../ports.ts';
import { printable } from '../printable.ts';
import { formatBytes } from '../quantities.ts';
import type { Entry } from '../rootfs/entry.ts';
import type { PlatformStage } from './read-stages.ts';

/** More lines than anybody compares by eye. */
const SHOWN = 1000;

/** Says what was made of a Dockerfile; where nothing is published, with every file, so that it can be compared with what `docker build` made. */
export async function describeStages(stages: readonly PlatformStage[], publish: boolean, log: Log): Promise<void> {
  for (const line of new Set(stages.flatMap(({ fromKit }) => fromKit))) log.info(line);
  for (const notice of new Set(stages.flatMap(({ notices }) => notices))) log.notice(notice);
  if (publish) return;
  for (const stage of stages) {
    await log.group(`The files for ${formatPlatform(stage.platform)}`, async () => {
      for (const line of fileLines(stage)) log.info(line);
    });
  }
}

/** As `ls -l` shows them, with where each came from. */
function fileLines({ entries, origins }: PlatformStage): string[] {
  const sorted = entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const lines = sorted.slice(0, SHOWN).map((entry) => fileLine(entry, origins.get(entry.path)));
  return sorted.length > SHOWN ? [...lines, `and ${sorted.length - SHOWN} more`] : lines;
}

function fileLine(entry: Entry, origin: string | undefined): string {
  const path = printable(`/${entry.path}`, 300);
  const target = entry.type === 'symlink' ? ` -> ${printable(entry.target, 200)}` : '';
  const size = entry.type === 'file' ? `, ${formatBytes(entry.content.size)}` : '';
  const from = origin === undefined ? '' : ` from ${printable(origin, 300)}`;
  return `${modeText(entry)} ${entry.uid}:${entry.gid} ${path}${target}${size}${from}`;
}

const KIND: Readonly<Partial<Record<Entry['type'], string>>> = { directory: 'd', symlink: 'l' };

/** `drwxr-xr-t`. */
export function modeText({ type, mode }: Pick<Entry, 'type' | 'mode'>): string {
  const bits = [8, 7, 6, 5, 4, 3, 2, 1, 0].map((bit, index) => ((mode >> bit) & 1 ? 'rwx'[index % 3] : '-'));
  const special: readonly (readonly [number, number, string])[] = [
    [0o4000, 2, 's'],
    [0o2000, 5, 's'],
    [0o1000, 8, 't'],
  ];
  for (const [bit, at, letter] of special) {
    if (mode & bit) bits[at] = bits[at] === 'x' ? letter : letter.toUpperCase();
  }
  return `${KIND[type] ?? '-'}${bits.join('')}`;
}
