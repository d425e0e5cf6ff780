import { realpath } from 'node:fs/promises';
import type { UserSpec } from '../config/config-block.ts';
import type { IgnorePatterns } from '../dockerfile/ignore-patterns.ts';
import type { StageMapping } from '../dockerfile/stage-lines.ts';
import type { Origin } from '../dockerfile/step.ts';
import { about } from '../errors.ts';
import { diskTree } from '../files/disk-tree.ts';
import { filteredTree } from '../files/filtered-tree.ts';
import type { SmallFileBudget } from '../files/inspect-file.ts';
import { mountedTree } from '../files/mounted-tree.ts';
import { locateSource } from '../files/workspace.ts';
import { expandPlatform } from '../image/find-for-platform.ts';
import { assembleKit } from '../image/kit/assemble-kit.ts';
import { kitDirectory, kitLink } from '../image/kit/kit-part.ts';
import type { Platform } from '../oci/platform.ts';
import { buildStage, type OriginTree, type TreesOf } from '../stage/build-stage.ts';
import { entryTree } from '../stage/entry-tree.ts';
import type { RunPorts } from './run-ports.ts';

export interface OriginSources {
  readonly mappings: readonly StageMapping[];
  /** Absolute. */
  readonly context: string;
  readonly workspace: string;
  readonly ignore: IgnorePatterns;
  readonly budget: SmallFileBudget;
  /** Users that the kit's /etc/passwd has beside the known ones. */
  readonly users: readonly UserSpec[];
  readonly platform: Platform;
  readonly ports: Pick<RunPorts, 'assets' | 'clock'>;
}

/** Where other images keep what the project brings. */
const KIT_PATHS = [
  'etc/ssl/certs',
  'etc/ssl/cert.pem',
  'etc/pki/tls/certs/ca-bundle.crt',
  'usr/share/ca-certificates',
  'usr/share/zoneinfo',
  'etc/nsswitch.conf',
  'etc/passwd',
  'etc/group',
  'tmp',
];

const KIT = {
  kit: true,
  tmp: true,
  caCertificates: true,
  timeZones: true,
  nsswitch: true,
} as const;

/** Where the files of the build context and of each stage are looked for; what is asked for twice is read once. */
export function originTrees(sources: OriginSources): TreesOf {
  const known = new Map<unknown, Promise<readonly OriginTree[]>>();
  let kit: Promise<OriginTree> | undefined;
  const kitOnce = () => {
    kit ??= kitTree(sources);
    return kit;
  };
  const treesOf: TreesOf = (origin) => {
    const key = origin.kind === 'scratch' ? origin.steps : origin.kind === 'context' ? '' : origin.names.join('\n');
    const trees = known.get(key) ?? readTrees(origin, sources, kitOnce, treesOf);
    known.set(key, trees);
    return trees;
  };
  return treesOf;
}

async function readTrees(
  origin: Origin,
  sources: OriginSources,
  kit: () => Promise<OriginTree>,
  treesOf: TreesOf,
): Promise<OriginTree[]> {
  if (origin.kind === 'context') {
    const disk = diskTree('', await realpath(sources.context), sources.budget);
    return [{ tree: filteredTree(disk, sources.ignore) }];
  }
  const mapped = await mappedTree(origin, sources);
  if (origin.kind === 'mapped') return [...mapped, await kit()];
  const { tree, elf } = await buildStage(origin.steps, treesOf);
  return [...mapped, { tree: entryTree(`the stage ${origin.name}`, tree.entries(), elf) }];
}

async function mappedTree(
  { name, names }: { name: string; names: readonly string[] },
  sources: OriginSources,
): Promise<OriginTree[]> {
  const wanted = [name, ...names].map((one) => one.toLowerCase());
  const lines = sources.mappings.filter(({ stage }) => wanted.includes(stage.toLowerCase()));
  if (lines.length === 0) return [];
  const mounts = await Promise.all(
    lines.map(async ({ path, local: written }) => {
      const local = expandPlatform(written, sources.platform);
      const root = await locateSource(local, sources.workspace).catch((thrown) => {
        throw about('stages', thrown);
      });
      return { path, tree: diskTree(local, root, sources.budget) };
    }),
  );
  return [{ tree: mountedTree(lines.map(({ local }) => local).join(', '), mounts) }];
}

/** The kit as the part of a stage that it stands in for. */
async function kitTree({ users, ports }: OriginSources): Promise<OriginTree> {
  const request = { options: { ...KIT, users }, evidence: [], pemFiles: [], alone: false, now: ports.clock.now() };
  const { entries } = await assembleKit(request, ports.assets);
  const others = [
    kitLink('etc/ssl/cert.pem', 'certs/ca-certificates.crt'),
    kitLink('etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/certs/ca-certificates.crt'),
    kitDirectory('usr/share/ca-certificates', 0o755),
  ];
  return { tree: entryTree('from-scratch', [...entries, ...others], new Set()), kit: KIT_PATHS };
}
