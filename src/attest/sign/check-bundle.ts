import { verify } from 'node:crypto';
import { type BundleWithDsseEnvelope, bundleFromJSON, isBundleWithDsseEnvelope } from '@sigstore/bundle';
import { dsse } from '@sigstore/core';
import { type Digest, hexOf } from '../../oci/digest.ts';
import { jsonOf, textAt, valueAt } from '../service.ts';
import { PAYLOAD_TYPE, STATEMENT_TYPE } from '../statement/in-toto.ts';
import { publicKeyOf, type VerificationMaterial } from './signer.ts';

/** A bundle that was found in a registry: its signature is right, and its statement is read. Whose it is, is another question. */
export interface FoundBundle {
  readonly material: VerificationMaterial;
  readonly predicateType: string;
  readonly predicate: unknown;
  /** Hexadecimal SHA-256. */
  readonly subjects: ReadonlySet<string>;
  readonly logged: boolean;
  readonly timestamped: boolean;
  /** Absent where no log has it. */
  readonly logIndex?: string;
}

/**
 * Reads a bundle and checks its signature; undefined where anything about it is not as it should be.
 * @param own the key of this run, where it signs with one
 */
export function checkBundle(bytes: Buffer, own?: VerificationMaterial): FoundBundle | undefined {
  try {
    const bundle = bundleFromJSON(JSON.parse(bytes.toString('utf8')));
    return isBundleWithDsseEnvelope(bundle) ? read(bundle, own) : undefined;
  } catch {
    return undefined;
  }
}

function read(bundle: BundleWithDsseEnvelope, own: VerificationMaterial | undefined): FoundBundle | undefined {
  const { payload, payloadType, signatures } = bundle.content.dsseEnvelope;
  const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
  const material = materialOf(bundle, own);
  const statement = jsonOf({ body: payload });
  const predicateType = textAt(statement, 'predicateType');
  const [signature] = signatures;
  if (material === undefined || signature === undefined || predicateType === undefined) return undefined;
  if (payloadType !== PAYLOAD_TYPE || textAt(statement, '_type') !== STATEMENT_TYPE) return undefined;
  if (!isSigned(material, dsse.preAuthEncoding(payloadType, Buffer.from(payload)), signature.sig)) return undefined;
  const [entry] = tlogEntries;
  return {
    material,
    predicateType,
    predicate: valueAt(statement, 'predicate'),
    subjects: subjectsOf(valueAt(statement, 'subject')),
    logged: entry !== undefined,
    timestamped: (timestampVerificationData?.rfc3161Timestamps.length ?? 0) > 0,
    ...(entry === undefined ? {} : { logIndex: entry.logIndex }),
  };
}

function materialOf({ verificationMaterial: { content } }: BundleWithDsseEnvelope, own?: VerificationMaterial) {
  if (content.$case === 'certificate') return { kind: 'certificate', der: content.certificate.rawBytes } as const;
  const isOwn = content.$case === 'publicKey' && own?.kind === 'public-key' && content.publicKey.hint === own.hint;
  return isOwn ? own : undefined;
}

/** ECDSA over SHA-256, or Ed25519, by the kind of the key. */
export function isSigned(material: VerificationMaterial, data: Buffer, signature: Buffer): boolean {
  const key = publicKeyOf(material);
  return verify(key.asymmetricKeyType === 'ed25519' ? null : 'sha256', data, key, signature);
}

function subjectsOf(list: unknown): ReadonlySet<string> {
  const subjects = Array.isArray(list) ? list : [];
  return new Set(subjects.flatMap((subject) => textAt(subject, 'digest', 'sha256') ?? []));
}

export function coversAll({ subjects }: FoundBundle, digests: readonly Digest[]): boolean {
  return digests.every((digest) => subjects.has(hexOf(digest)));
}
