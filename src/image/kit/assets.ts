import { createHash } from 'node:crypto';
import { brotliDecompressSync } from 'node:zlib';
import { ActionError } from '../../errors.ts';
import type { AssetPackage } from './kit-part.ts';
import type { ZoneArchive } from './zone-set.ts';

/** Mozilla's certificates as a PEM file. */
export interface CaBundle {
  readonly pem: string;
  /** Of the package it was taken from: `ca-certificates 20250419`. */
  readonly origin: string;
  readonly package: AssetPackage;
}

/** What the project brings along for images: read only where an image gets it, and once for all images of a run. */
export interface Assets {
  caBundle(): Promise<CaBundle>;
  zoneinfo(): Promise<ZoneArchive>;
}

/** A row of assets/assets.json, which `npm run update-assets` writes. */
interface AssetRecord {
  readonly file: string;
  readonly package: string;
  readonly version: string;
  readonly licence?: string;
  /** Of the file when unpacked, in hexadecimal. */
  readonly sha256: string;
  /** Of time zones: zones and links. */
  readonly count?: number;
  /** Bytes of the zones. */
  readonly contentSize?: number;
}

type Read = (file: string) => Promise<Uint8Array>;

/** @param read the bytes of a file of the assets folder */
export function assetsFrom(read: Read): Assets {
  return { caBundle: once(() => loadBundle(read)), zoneinfo: once(() => loadZones(read)) };
}

async function loadBundle(read: Read): Promise<CaBundle> {
  const { bytes, origin, record } = await load(read, 'ca-certificates');
  return { pem: bytes.toString('utf8'), origin, package: packageOf(record) };
}

async function loadZones(read: Read): Promise<ZoneArchive> {
  const { bytes, origin, record } = await load(read, 'zoneinfo');
  const { count = 0, contentSize = 0 } = record;
  return { origin, tar: bytes, count, contentSize, package: packageOf(record) };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

async function load(read: Read, name: string) {
  const records: Record<string, AssetRecord> = JSON.parse(Buffer.from(await read('assets.json')).toString('utf8'));
  const record = records[name];
  if (record === undefined) throw damaged(name);
  const bytes = brotliDecompressSync(await read(record.file));
  if (createHash('sha256').update(bytes).digest('hex') !== record.sha256) throw damaged(name);
  return { bytes, origin: `${record.package} ${record.version}`, record };
}

/** "public domain" is no identifier of a licence. */
function packageOf({ package: name, version, licence = '' }: AssetRecord): AssetPackage {
  return { name, version, ...(/^[\w.+-]+$/.test(licence) ? { licence } : {}) };
}

function damaged(name: string): ActionError {
  return new ActionError('internal', `The asset ${name} of this action is not what its record says`, {
    hint: 'Check the action out again: a file of its folder assets is missing or damaged.',
  });
}
