/**
 * `npm run update-assets`: takes the public certificates and the time zones from Debian's packages into assets/.
 * Needs Debian or Ubuntu with apt-get, dpkg-deb and zic. Only files of the packages themselves are read, never the
 * machine's own store, which may hold certificates that are nobody else's business. The same packages give the same bytes.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliCompressSync, constants } from 'node:zlib';
import { pemOf } from '../src/image/kit/pem.ts';
import { ZONE_ROOT, type ZoneSet } from '../src/image/kit/zone-set.ts';
import { zoneEntries } from '../src/image/kit/zones.ts';
import { buildTar } from '../src/rootfs/build-tar.ts';
import { readTar } from '../src/rootfs/read-tar.ts';

const ASSETS = join(import.meta.dirname, '../assets');

interface DebianPackage {
  readonly name: string;
  readonly version: string;
  /** Of the .deb, in hexadecimal. */
  readonly sha256: string;
  /** Where it was unpacked. */
  readonly root: string;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function fetchPackage(name: string, directory: string): DebianPackage {
  execFileSync('apt-get', ['download', name], { cwd: directory, stdio: ['ignore', 'ignore', 'inherit'] });
  const file = readdirSync(directory).find((entry) => entry.startsWith(`${name}_`) && entry.endsWith('.deb'));
  if (file === undefined) throw new Error(`apt-get download ${name} left no package`);
  const path = join(directory, file);
  const root = join(directory, name);
  execFileSync('dpkg-deb', ['-x', path, root]);
  const version = execFileSync('dpkg-deb', ['-f', path, 'Version'], { encoding: 'utf8' }).trim();
  return { name, version, sha256: sha256(readFileSync(path)), root };
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Mozilla's certificates in the order of their file names. */
function certificates({ root }: DebianPackage): { bytes: Buffer; contents: string } {
  const directory = join(root, 'usr/share/ca-certificates/mozilla');
  const names = readdirSync(directory)
    .filter((name) => name.endsWith('.crt'))
    .sort(compareBytes);
  const blocks = names.map((name) => {
    const body = /-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/.exec(
      readFileSync(join(directory, name), 'utf8'),
    )?.[1];
    if (body === undefined) throw new Error(`${name} holds no certificate`);
    return pemOf(Buffer.from(body, 'base64'));
  });
  return { bytes: Buffer.from(blocks.join('')), contents: `${blocks.length} certificates` };
}

/** Every name of tzdata.zi, compiled in the slim format; names that mean another zone as links to it. */
async function zones({ root }: DebianPackage, directory: string) {
  const source = join(root, 'usr/share/zoneinfo/tzdata.zi');
  const out = join(directory, 'zoneinfo');
  execFileSync('zic', ['-b', 'slim', '-d', out, source]);
  const links = linksOf(readFileSync(source, 'utf8'));
  const compiled = new Map<string, Buffer>();
  for (const entry of readdirSync(out, { recursive: true, withFileTypes: true, encoding: 'utf8' })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(out.length + 1);
    if (entry.isFile() && !links.has(name)) compiled.set(name, readFileSync(path));
  }
  return {
    bytes: await laid({ zones: sorted(compiled), links: sorted(links) }),
    contents: `${compiled.size} zones and ${links.size} links`,
    count: compiled.size + links.size,
    contentSize: [...compiled.values()].reduce((sum, { length }) => sum + length, 0),
  };
}

/** What the tar of a layer holds between the header of usr/share/zoneinfo and its end. */
async function laid(set: ZoneSet): Promise<Buffer> {
  const tar = await buffer(readTar(await buildTar(zoneEntries(set))));
  const before = 512 * ZONE_ROOT.split('/').length;
  return tar.subarray(before, tar.length - 1024);
}

/** `L target name` lines, each followed to the zone at its end. https://man7.org/linux/man-pages/man8/zic.8.html */
function linksOf(source: string): Map<string, string> {
  const direct = new Map([...source.matchAll(/^L (\S+) (\S+)$/gm)].map(([, target = '', name = '']) => [name, target]));
  const followed = (name: string): string => {
    const target = direct.get(name);
    return target === undefined ? name : followed(target);
  };
  return new Map([...direct.keys()].map((name) => [name, followed(name)]));
}

function sorted<T>(map: ReadonlyMap<string, T>): Map<string, T> {
  return new Map([...map].sort(([a], [b]) => compareBytes(a, b)));
}

const MOZILLA = { upstream: 'https://wiki.mozilla.org/CA/Included_Certificates', licence: 'MPL-2.0' };
const IANA = { upstream: 'https://www.iana.org/time-zones', licence: 'public domain' };

function store(
  file: string,
  { name, version, sha256: packageSha256 }: DebianPackage,
  terms: { upstream: string; licence: string },
  { bytes, contents, ...more }: { bytes: Buffer; contents: string; count?: number; contentSize?: number },
) {
  const packed = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  writeFileSync(join(ASSETS, file), packed);
  return {
    file,
    contents,
    package: name,
    version,
    packageSha256,
    ...terms,
    size: bytes.length,
    sha256: sha256(bytes),
    ...more,
  };
}

const directory = mkdtempSync(join(tmpdir(), 'update-assets-'));
try {
  const ca = fetchPackage('ca-certificates', directory);
  const tz = fetchPackage('tzdata', directory);
  const records = {
    'ca-certificates': store('ca-certificates.pem.br', ca, MOZILLA, certificates(ca)),
    zoneinfo: store('zoneinfo.tar.br', tz, IANA, await zones(tz, directory)),
  };
  writeFileSync(join(ASSETS, 'assets.json'), `${JSON.stringify(records, null, 2)}\n`);
  for (const { file, contents, version } of Object.values(records)) console.log(`${file}: ${contents}, ${version}`);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
