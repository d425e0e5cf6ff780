import type { Binary } from '../binary/binary.ts';
import { formatPlatform } from '../oci/platform.ts';
import { formatBytes } from '../quantities.ts';
import type { Entry } from '../rootfs/entry.ts';
import { anyUid } from './any-uid.ts';
import type { Check, Decision } from './run-report.ts';

export interface ChecklistFacts {
  readonly binaries: readonly Binary[];
  /** As the image's configuration has it: `65532:65532`. */
  readonly user: string;
  /** What the image's layers have. */
  readonly entries: readonly Entry[];
  readonly decisions: readonly Decision[];
  /** Compressed bytes of all platforms. */
  readonly size: number;
}

/** What to look at before an image of a static binary is shipped, each line from what was found and not from what was asked for. */
export function checklistOf(facts: ChecklistFacts): Check[] {
  return [
    linkage(facts.binaries),
    user(facts.user),
    anyUid(facts.entries),
    part(facts, 'certificates', 'Certificates', ({ evidence }) => evidence.certificates),
    part(facts, 'zones', 'Time zones', ({ evidence }) => evidence.zones),
    size(facts),
    stripped(facts.binaries),
    buildInformation(facts.binaries),
    sourceState(facts.binaries),
  ];
}

function linkage(binaries: readonly Binary[]): Check {
  const dynamic = binaries.filter((binary) => binary.linkage === 'dynamic');
  if (dynamic.length === 0)
    return { state: 'ok', label: 'Static', detail: 'runs without a loader and without libraries' };
  const names = dynamic.map(({ source, interpreter }) => `${source.name} needs ${interpreter ?? 'shared libraries'}`);
  return { state: 'warning', label: 'Static', detail: `${names.join('; ')}: add it by files, or link statically` };
}

function user(text: string): Check {
  const [name = ''] = text.split(':');
  if (name === '0' || name === 'root' || name === '') {
    return {
      state: 'warning',
      label: 'Not root',
      detail: 'the program runs as root; user: nonroot, unless it really must',
    };
  }
  return { state: 'ok', label: 'Not root', detail: `runs as ${text}` };
}

/** The key of the config block that decides about a part. */
const KEY = { certificates: 'ca-certificates', zones: 'time-zones' } as const;

/** A part of the kit: there, rightly absent, or missing although the binary looks for it. */
function part(
  { binaries, decisions }: ChecklistFacts,
  name: keyof typeof KEY,
  label: string,
  wants: (binary: Binary) => boolean,
): Check {
  const decision = decisions.find((one) => one.part === name);
  if (decision?.included === true) return { state: 'ok', label, detail: decision.reason };
  const wanting = binaries.filter(wants);
  if (wanting.length === 0)
    return { state: 'none', label, detail: decision?.reason ?? 'the binary does not look for them' };
  return {
    state: 'warning',
    label,
    detail: `the binary looks for them and the image has none; set ${KEY[name]}: true in config`,
  };
}

function size({ binaries, size: compressed }: ChecklistFacts): Check {
  const plain = binaries.reduce((sum, { source }) => sum + source.size, 0);
  return {
    state: 'ok',
    label: 'Size',
    detail: `${formatBytes(compressed)} compressed, ${formatBytes(plain)} of program`,
  };
}

/** Worth a word from a fifth of the file on. */
function stripped(binaries: readonly Binary[]): Check {
  const debug = binaries.reduce((sum, { debugBytes }) => sum + debugBytes, 0);
  const all = binaries.reduce((sum, { source }) => sum + source.size, 0);
  if (debug * 5 < all) return { state: 'ok', label: 'Stripped', detail: 'next to nothing in it is for a debugger' };
  const hint = binaries.find(({ stripHint }) => stripHint !== undefined)?.stripHint;
  const share = `${formatBytes(debug)} of ${formatBytes(all)} are for a debugger`;
  return { state: 'warning', label: 'Stripped', detail: hint ?? share };
}

function buildInformation(binaries: readonly Binary[]): Check {
  const label = 'Build information';
  const found = binaries.flatMap((binary) => buildInformationOf(binary) ?? []);
  if (found.length === 0) return { state: 'none', label, detail: 'none in the binary; scanners will see no packages' };
  return { state: 'ok', label, detail: [...new Set(found)].join('; ') };
}

function buildInformationOf({ go, rust, compiler }: Binary): string | undefined {
  if (go !== undefined)
    return `${go.goVersion}, ${go.main?.path ?? go.path ?? 'no module'}, ${go.dependencies.length} dependencies`;
  if (rust !== undefined) return `Rust, ${rust.packages.filter(({ kind }) => kind === 'runtime').length} packages`;
  return compiler;
}

function sourceState(binaries: readonly Binary[]): Check {
  const label = 'Source state';
  const states = binaries.map(({ go }) => go?.settings['vcs.modified']);
  const revisions = [...new Set(binaries.flatMap(({ go }) => go?.settings['vcs.revision'] ?? []))];
  if (states.includes('true')) {
    return {
      state: 'warning',
      label,
      detail: 'built from a checkout with changes that are not committed (vcs.modified)',
    };
  }
  if (revisions.length > 1) {
    return { state: 'warning', label, detail: `the binaries are from different commits: ${revisions.join(', ')}` };
  }
  if (revisions.length === 0) return { state: 'none', label, detail: 'the binary does not name a commit' };
  const platforms = binaries.map(({ platform }) => formatPlatform(platform)).join(', ');
  return { state: 'ok', label, detail: `commit ${revisions[0]?.slice(0, 12)} for ${platforms}, no changes` };
}
