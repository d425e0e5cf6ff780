import type { SerializedBundle } from '@sigstore/bundle';
import pLimit from 'p-limit';
import type { Digest } from '../oci/digest.ts';
import { jsonBytes } from '../oci/json.ts';
import type { Predicate } from './predicate.ts';
import { samePredicate } from './same-predicate.ts';
import { checkBundle, coversAll, type FoundBundle } from './sign/check-bundle.ts';
import { signStatement } from './sign/sign-statement.ts';
import type { Signing } from './sign/signing.ts';
import { MOST_SUBJECTS, statementOf } from './statement/in-toto.ts';

/** A statement that is to hang on every image that it is about. */
export interface Wanted extends Predicate {
  readonly digests: readonly Digest[];
}

export interface Attestation extends Wanted {
  /** A Sigstore bundle, as JSON. */
  readonly bundle: Buffer;
  /** Absent where no log has it. */
  readonly logIndex?: string;
}

interface Candidate {
  readonly bundle: Buffer;
  readonly found: FoundBundle;
}

/** Statements in the making at once: a log may take a second for each. */
const AT_ONCE = 4;

/**
 * Makes a bundle of each statement, or takes the one that an earlier run of the same build has made.
 * @param names of the repositories: `ghcr.io/o/app`
 * @param bundles what hangs on these images already, in any repository
 */
export async function attestAll(
  wanted: readonly Wanted[],
  names: readonly string[],
  bundles: readonly Buffer[],
  signing: Signing,
): Promise<Attestation[]> {
  const candidates = bundles.flatMap((bundle) => {
    const found = checkBundle(bundle, signing.own);
    return found === undefined ? [] : [{ bundle, found }];
  });
  const limit = pLimit(AT_ONCE);
  return Promise.all(wanted.map((one) => limit(() => attest(one, names, candidates, signing))));
}

async function attest(
  wanted: Wanted,
  names: readonly string[],
  candidates: readonly Candidate[],
  signing: Signing,
): Promise<Attestation> {
  for (const { bundle, found } of candidates) {
    if (found.predicateType !== wanted.predicateType || !coversAll(found, wanted.digests)) continue;
    if (!samePredicate(wanted, found.predicate) || !(await signing.isOurs(found))) continue;
    return { ...wanted, bundle, ...(found.logIndex === undefined ? {} : { logIndex: found.logIndex }) };
  }
  const subjects = names.flatMap((name) => wanted.digests.map((digest) => ({ name, digest })));
  const statement = statementOf(subjects.slice(0, MOST_SUBJECTS), wanted);
  const bundle = await signStatement(statement, signing.signer, signing.witnesses);
  const logIndex = firstLogIndex(bundle);
  return { ...wanted, bundle: jsonBytes(bundle), ...(logIndex === undefined ? {} : { logIndex }) };
}

/** JSON has neither an empty list nor a zero, whatever their types say. */
function firstLogIndex({ verificationMaterial }: SerializedBundle): string | undefined {
  const entries: readonly { readonly logIndex?: string }[] | undefined = verificationMaterial.tlogEntries;
  return entries?.[0] === undefined ? undefined : (entries[0].logIndex ?? '0');
}
