import { type BundleWithDsseEnvelope, bundleToJSON, type SerializedBundle, toDSSEBundle } from '@sigstore/bundle';
import { dsse } from '@sigstore/core';
import { ActionError } from '../../errors.ts';
import { PAYLOAD_TYPE } from '../statement/in-toto.ts';
import { assertTimely } from './assert-timely.ts';
import type { Signer } from './signer.ts';
import { AlreadyLogged, type SignedStatement, type Testimony, type Witness } from './witness.ts';

/** https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_bundle.proto */
export const BUNDLE_MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

const MOST_TRIES = 3;

/** Signs a statement in a DSSE envelope, has it witnessed by all witnesses at once, and puts both into a bundle. */
export async function signStatement(
  statement: Buffer,
  signer: Signer,
  witnesses: readonly Witness[],
): Promise<SerializedBundle> {
  for (let tries = 1; ; tries += 1) {
    const signed = await sign(statement, signer);
    try {
      const testimonies = await Promise.all(witnesses.map((witness) => witness(signed)));
      assertTimely(signed.material, testimonies);
      return bundleOf(signed, testimonies);
    } catch (error) {
      if (!(error instanceof AlreadyLogged)) throw error;
      if (tries === MOST_TRIES) throw new ActionError('attest', error.message);
    }
  }
}

async function sign(statement: Buffer, signer: Signer): Promise<SignedStatement> {
  const encoded = dsse.preAuthEncoding(PAYLOAD_TYPE, Buffer.from(statement));
  return { ...(await signer.sign(encoded)), statement, payloadType: PAYLOAD_TYPE, encoded };
}

function bundleOf({ statement, bytes, material }: SignedStatement, testimonies: readonly Testimony[]) {
  const bundle: BundleWithDsseEnvelope = toDSSEBundle({
    artifact: statement,
    artifactType: PAYLOAD_TYPE,
    signature: bytes,
    certificateChain: false,
    ...(material.kind === 'certificate' ? { certificate: material.der } : { keyHint: material.hint }),
  });
  // cosign takes the key's hint for the name of another key, and looks no further.
  for (const signature of bundle.content.dsseEnvelope.signatures) signature.keyid = '';
  for (const testimony of testimonies) {
    if (testimony.kind === 'log') bundle.verificationMaterial.tlogEntries.push(testimony.entry);
    else {
      bundle.verificationMaterial.timestampVerificationData ??= { rfc3161Timestamps: [] };
      bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps.push({ signedTimestamp: testimony.der });
    }
  }
  return bundleToJSON(bundle);
}
