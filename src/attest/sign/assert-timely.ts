import { X509Certificate } from 'node:crypto';
import { RFC3161Timestamp } from '@sigstore/core';
import { ActionError } from '../../errors.ts';
import type { VerificationMaterial } from './signer.ts';
import type { Testimony } from './witness.ts';

/** Verifiers reject a signature whose log entry or timestamp lies outside the certificate's validity. */
export function assertTimely(material: VerificationMaterial, testimonies: readonly Testimony[]): void {
  if (material.kind !== 'certificate') return;
  const { validFrom, validTo } = new X509Certificate(material.der);
  const [from, to] = [Date.parse(validFrom), Date.parse(validTo)];
  for (const testimony of testimonies) {
    const time = timeOf(testimony);
    if (time === undefined || (time >= from && time <= to)) continue;
    const who = testimony.kind === 'log' ? 'The transparency log' : 'The timestamp authority';
    const message = `${who} says it is ${iso(time)}, and the certificate from Fulcio is valid from ${iso(from)} to ${iso(to)}`;
    throw new ActionError('attest', message, {
      hint: 'The clock of one of the two is off, or the log took longer than the certificate lasts; run the job again.',
    });
  }
}

/** Milliseconds since 1970; undefined where it names none, as Rekor 2 does, or one that cannot be read, such as tenths of a second. */
function timeOf(testimony: Testimony): number | undefined {
  if (testimony.kind === 'log') {
    const seconds = Number(testimony.entry.integratedTime);
    return seconds > 0 ? seconds * 1000 : undefined;
  }
  try {
    return RFC3161Timestamp.parse(Buffer.from(testimony.der)).tstInfo.genTime.getTime();
  } catch {
    return undefined;
  }
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
