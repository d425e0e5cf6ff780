import type { GoBuildInfo } from './binary.ts';
import type { ElfFile } from './elf/elf-file.ts';
import { SectionType } from './elf/sections.ts';
import { SegmentType } from './elf/segments.ts';
import { findGoFunctions } from './go-functions.ts';
import { type Range, searchTexts } from './search.ts';

/** What was seen in the bytes; each text completes "it …" for the report. */
export interface Traces {
  readonly certificates?: string;
  readonly zones?: string;
  readonly ownZones?: string;
  readonly nsswitch?: string;
}

/** Go's functions show it exactly; where there are none, and where C is linked in, the texts of paths do. */
export async function findTraces(file: ElfFile, go: GoBuildInfo | undefined): Promise<Traces> {
  // Other build systems (Bazel, esbuild's) leave out the build information, and the table of functions stays.
  const functions = await goTraces(file);
  if (functions !== undefined && go?.settings.CGO_ENABLED !== '1') return functions;
  return { ...(await textTraces(file, go !== undefined)), ...functions };
}

async function goTraces(file: ElfFile): Promise<Traces | undefined> {
  const found = await findGoFunctions(file, [
    'crypto/x509.loadSystemRoots',
    'time.loadLocation',
    'time.LoadLocation',
    'time/tzdata.loadFromEmbeddedTZData',
    'net.parseNSSConf',
    'net.parseNSSConfFile',
  ]);
  if (found === undefined) return undefined;
  const named = found.has('time.LoadLocation');
  return {
    ...(found.has('crypto/x509.loadSystemRoots') ? { certificates: 'checks certificates (Go crypto/x509)' } : {}),
    ...(found.has('time.loadLocation') || named
      ? {
          zones: named
            ? 'asks for time zones by name (time.LoadLocation)'
            : 'shows local time, in the zone that TZ names',
        }
      : {}),
    ...(found.has('time/tzdata.loadFromEmbeddedTZData') ? { ownZones: 'carries time/tzdata' } : {}),
    ...(found.has('net.parseNSSConf') || found.has('net.parseNSSConfFile')
      ? { nsswitch: 'looks up host names with Go’s own resolver' }
      : {}),
  };
}

/**
 * OpenSSL looks where the machine that compiled it keeps certificates (Alpine's: /etc/ssl/cert.pem), unless this variable
 * says otherwise; so it counts also where the path of a bundle stands beside it, which need not be the one it takes.
 */
const OPENSSL = 'SSL_CERT_FILE';
const OPENSSL_READS =
  'reads SSL_CERT_FILE, as OpenSSL does (if it finds no certificates, set `SSL_CERT_FILE: /etc/ssl/certs/ca-certificates.crt` under `env`)';
const CERTIFICATES = [
  '/etc/ssl/certs',
  '/etc/ssl/cert.pem',
  '/etc/pki/tls/cert',
  '/etc/pki/ca-trust/',
  OPENSSL,
] as const;
const ZONES = ['/usr/share/zoneinfo'] as const;
const GO_ZONES = 'time/tzdata';
const GO_RESOLVER = 'nsswitch.conf';

async function textTraces(file: ElfFile, go: boolean): Promise<Traces> {
  const texts = [...CERTIFICATES, ...ZONES, ...(go ? ([GO_ZONES, GO_RESOLVER] as const) : [])];
  const found = await searchTexts(file, textData(file), texts);
  const certificates = CERTIFICATES.find((text) => found.has(text));
  const zones = ZONES.find((text) => found.has(text));
  return {
    ...(certificates ? { certificates: found.has(OPENSSL) ? OPENSSL_READS : `names ${certificates}` } : {}),
    ...(zones ? { zones: `names ${zones}` } : {}),
    ...(found.has(GO_ZONES) ? { ownZones: `carries ${GO_ZONES}` } : {}),
    ...(found.has(GO_RESOLVER) ? { nsswitch: 'names /etc/nsswitch.conf' } : {}),
  };
}

/** Tables for linkers, debuggers and runtimes, which name nothing that the program looks for. */
const TABLES = /^\.(eh_frame|gcc_except_table|gopclntab|data\.rel\.ro\.gopclntab|gnu\.hash|hash|dynsym|dynstr|rela?\b)/;

/**
 * Where texts stand: `.rodata` as a rule, `.data` with OCaml and Free Pascal, so all that is loaded and not executed; without a
 * table of sections, all that is loaded.
 */
function textData(file: ElfFile): readonly Range[] {
  const sections = file.sections.filter(
    ({ name, type, allocated, executable }) =>
      allocated && !executable && type !== SectionType.noBits && !TABLES.test(name),
  );
  if (sections.length > 0)
    return sections.toSorted((a, b) => Number(/rodata/.test(b.name)) - Number(/rodata/.test(a.name)));
  return file.segments
    .filter(({ type }) => type === SegmentType.load)
    .map(({ offset, fileSize }) => ({ offset, size: fileSize }));
}
