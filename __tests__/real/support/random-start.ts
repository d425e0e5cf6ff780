import type { Random } from '../../../src/ports.ts';
import type { Entry, FileEntry } from '../../../src/rootfs/entry.ts';
import { directoryAt, fileAt, linkAt } from '../../support/plan-values.ts';

/** A small image: what its config block says, and what its files bring. */
export interface StartCase {
  readonly block: string;
  readonly entries: readonly Entry[];
}

const MODES = [0o755, 0o755, 0o755, 0o711, 0o750, 0o700, 0o644, 0o001, 0o555];
const OWNERS = [0, 0, 0, 5, 65532];
const USERS = ['', '', 'root', '"5:5"', '"5:6"', '"0:5"', '7'];
const DIRECTORIES = ['opt', 'bin', 'srv', 'srv/inner', 'proc', 'opt/deep/er', 'dev', 'work'];
const PLACES = ['/app', '/opt/app', '/srv/inner/app', '/bin/app', '/proc/app', '/dev/app', '/opt/deep/er/app'];
const ENTRYPOINTS = [
  'app',
  './app',
  '/app',
  '/opt/app',
  'tool',
  '/bin/tool',
  '../bin/tool',
  '/link',
  '/link/app',
  '/none',
  'work/tool',
  '/bin',
  'dir/app',
];
const SEARCHED = [
  '/bin',
  '/',
  '/opt:/bin',
  '',
  ':/bin',
  'bin:/bin',
  '.',
  '/srv/inner:/',
  '/proc:/bin',
  '/none:/bin:/opt',
];
const WORKDIRS = [
  '',
  '',
  '/srv',
  '/opt',
  '/bin/tool',
  '/link',
  '/proc',
  '/proc/x',
  '/dev/shm',
  '/new/dir',
  '/jobs',
  '/dangling',
];
const TARGETS = [
  '/bin',
  '/opt',
  'opt/app',
  '/bin/tool',
  '/proc',
  '/proc/self',
  '/nothing',
  'link',
  '/srv/../bin/tool',
  '../../bin',
];

/** @param program a static program, as bytes */
export function randomStart(random: Random, program: FileEntry['content']): StartCase {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const chance = (share: number) => random() < share;
  const owned = <E extends Entry>(entry: E): E => ({
    ...entry,
    mode: pick(MODES),
    uid: pick(OWNERS),
    gid: pick(OWNERS),
  });
  const some = <T>(list: readonly T[], share: number) => list.filter(() => chance(share));
  const tool = (path: string) => owned({ ...fileAt(path), content: program } as FileEntry);
  const entries = [
    ...some(DIRECTORIES, 0.35).map((path) => owned(directoryAt(path))),
    ...some(['bin/tool', 'opt/tool', 'work/tool', 'srv/inner/tool'], 0.5).map(tool),
    ...(chance(0.4) ? [linkAt('link', pick(TARGETS))] : []),
    ...(chance(0.1) ? [linkAt('dangling', '/nothing/here')] : []),
    ...(chance(0.05) ? [fileAt(pick(['proc', 'sys', 'dev']))] : []),
  ];
  const [user, workdir] = [pick(USERS), pick(WORKDIRS)];
  const lines = [
    `path: ${pick(PLACES)}`,
    ...(chance(0.6) ? [`entrypoint: ["${pick(ENTRYPOINTS)}"]`] : []),
    ...(user === '' ? [] : [`user: ${user}`]),
    ...(workdir === '' ? [] : [`workdir: ${workdir}`]),
    ...(chance(0.4) ? [`env: { PATH: "${pick(SEARCHED)}" }`] : []),
    ...(chance(0.2) ? [`binary: { mode: 0${pick(MODES).toString(8)}, owner: "${pick(OWNERS)}:${pick(OWNERS)}" }`] : []),
  ];
  return { block: lines.join('\n'), entries: withoutDoubles(entries) };
}

function withoutDoubles(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [entry.path, entry])).values()];
}
