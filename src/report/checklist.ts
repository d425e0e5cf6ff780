import type { Proof } from '../attest/attached.ts';
import type { Binary } from '../binary/binary.ts';
import { formatPlatform } from '../oci/platform.ts';
import { formatBytes } from '../quantities.ts';
import type { Entry } from '../rootfs/entry.ts';
import { anyUid } from './any-uid.ts';
import { proved } from './proved.ts';
import type { Check, Decision } from './run-report.ts';

export interface ChecklistFacts {
  readonly binaries: readonly Binary[];
  /** Whether a container of the image runs a program of its own accord. */
  readonly starts: boolean;
  /** As the image's configuration has it: `65532:65532`. */
  readonly user: string;
  /** What the image's layers have. */
  readonly entries: readonly Entry[];
  readonly decisions: readonly Decision[];
  /** The image is a Dockerfile's: what is missing is added there. */
  readonly fromDockerfile?: boolean;
  /** That the binaries are from another commit than this run, in words. */
  readonly strangeCommit?: string | undefined;
  /** Compressed bytes of all platforms. */
  readonly size: number;
  /** Undefined where nothing was to be proved. */
  readonly proof?: Proof | undefined;
}

/** What to look at before an image of a static binary is shipped, each line from what was found and not from what was asked for. */
export function checklistOf(facts: ChecklistFacts): Check[] {
  const { binaries, starts, fromDockerfile = false } = facts;
  const runs = starts ? [user(facts.user, fromDockerfile ? 'USER 65532:65532' : 'user: nonroot')] : [STARTS_NOTHING];
  if (binaries.length === 0) return [...runs, anyUid(facts.entries), size(facts), proved(facts.proof)];
  return [
    linkage(binaries),
    ...runs,
    anyUid(facts.entries),
    part(facts, 'certificates', 'Certificates', ({ evidence }) => evidence.certificates),
    part(facts, 'zones', 'Time zones', ({ evidence }) => evidence.zones),
    size(facts),
    stripped(binaries),
    buildInformation(binaries),
    sourceState(facts),
    proved(facts.proof),
  ];
}

const STARTS_NOTHING: Check = {
  state: 'none',
  label: 'Program',
  detail: 'starts nothing: no entrypoint and no cmd, as for a bundle or for COPY --from',
};

function linkage(binaries: readonly Binary[]): Check {
  const dynamic = binaries.filter((binary) => binary.linkage === 'dynamic');
  if (dynamic.length === 0)
    return { state: 'ok', label: 'Static', detail: 'needs neither a loader nor shared libraries' };
  const names = dynamic.map(({ source, interpreter }) => `${source.name} needs ${interpreter ?? 'shared libraries'}`);
  return { state: 'warning', label: 'Static', detail: `${names.join('; ')}: add them with files, or link statically` };
}

/** @param instead what to write for another user than root */
function user(text: string, instead: string): Check {
  const [name = ''] = text.split(':');
  if (name === '0' || name === 'root' || name === '') {
    return {
      state: 'warning',
      label: 'Not root',
      detail: `the program runs as root; ${instead}, unless it has to`,
    };
  }
  return { state: 'ok', label: 'Not root', detail: `runs as ${text}` };
}

/** What brings a part, in a config block and in a Dockerfile. */
const BRINGS = {
  certificates: ['set ca-certificates: true in config', 'COPY --from=certs /etc/ssl/certs /etc/ssl/certs brings them'],
  zones: ['set time-zones: true in config', 'COPY --from=zones /usr/share/zoneinfo /usr/share/zoneinfo brings them'],
} as const;

/** A part of the kit: there, rightly absent, or missing although the binary looks for it. */
function part(
  { binaries, decisions, fromDockerfile = false }: ChecklistFacts,
  name: keyof typeof BRINGS,
  label: string,
  wants: (binary: Binary) => boolean,
): Check {
  const decision = decisions.find((one) => one.part === name);
  if (decision?.included === true) return { state: 'ok', label, detail: `included: ${decision.reason}` };
  const wanting = binaries.filter(wants);
  if (wanting.length === 0)
    return { state: 'none', label, detail: `not included: ${decision?.reason ?? 'the program does not use them'}` };
  return {
    state: 'warning',
    label,
    detail: `the program uses them and the image has none; ${BRINGS[name][fromDockerfile ? 1 : 0]}`,
  };
}

function size({ binaries, size: compressed }: ChecklistFacts): Check {
  const plain = binaries.reduce((sum, { source }) => sum + source.size, 0);
  const what = binaries.length === 1 ? 'the program is' : 'its programs are';
  return {
    state: 'ok',
    label: 'Size',
    detail: `the image is ${formatBytes(compressed)} compressed${binaries.length === 0 ? '' : `; ${what} ${formatBytes(plain)}`}`,
  };
}

/** Worth a word from a fifth of the file on. */
function stripped(binaries: readonly Binary[]): Check {
  const debug = binaries.reduce((sum, { debugBytes }) => sum + debugBytes, 0);
  const all = binaries.reduce((sum, { source }) => sum + source.size, 0);
  if (debug * 5 < all) return { state: 'ok', label: 'Stripped', detail: 'it has next to no debug information' };
  const hint = binaries.find(({ stripHint }) => stripHint !== undefined)?.stripHint;
  const share = `${formatBytes(debug)} of ${formatBytes(all)} are debug information`;
  return { state: 'warning', label: 'Stripped', detail: hint ?? share };
}

function buildInformation(binaries: readonly Binary[]): Check {
  const label = 'Build information';
  const found = binaries.flatMap((binary) => buildInformationOf(binary) ?? []);
  if (found.length === 0)
    return { state: 'none', label, detail: 'the binary has none, so scanners will find no packages' };
  return { state: 'ok', label, detail: [...new Set(found)].join('; ') };
}

function buildInformationOf({ go, rust, compiler }: Binary): string | undefined {
  if (go !== undefined)
    return `${go.goVersion}, ${go.main?.path ?? go.path ?? 'no module'}, ${go.dependencies.length} dependencies`;
  if (rust !== undefined) return `Rust, ${rust.packages.filter(({ kind }) => kind === 'runtime').length} packages`;
  return compiler;
}

function sourceState({ binaries, strangeCommit }: ChecklistFacts): Check {
  const label = 'Source state';
  const states = binaries.map(({ go }) => go?.settings['vcs.modified']);
  const revisions = [...new Set(binaries.flatMap(({ go }) => go?.settings['vcs.revision'] ?? []))];
  if (states.includes('true')) {
    return {
      state: 'warning',
      label,
      detail: 'built from a checkout with uncommitted changes (vcs.modified)',
    };
  }
  if (revisions.length > 1) {
    return { state: 'warning', label, detail: `the binaries are from different commits: ${revisions.join(', ')}` };
  }
  if (strangeCommit !== undefined) return { state: 'warning', label, detail: strangeCommit };
  if (revisions.length === 0) return { state: 'none', label, detail: 'the binary does not name a commit' };
  const platforms = binaries.map(({ platform }) => formatPlatform(platform)).join(', ');
  return {
    state: 'ok',
    label,
    detail: `commit ${revisions[0]?.slice(0, 12)} for ${platforms}, no uncommitted changes`,
  };
}
