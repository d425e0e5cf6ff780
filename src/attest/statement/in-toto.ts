import { type Digest, hexOf } from '../../oci/digest.ts';
import { jsonBytes } from '../../oci/json.ts';
import type { Predicate } from '../predicate.ts';

/** https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
/** What a DSSE envelope calls a statement. */
export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

export interface Subject {
  /** `ghcr.io/o/app`. */
  readonly name: string;
  readonly digest: Digest;
}

/** GitHub stores attestations of at most so many. https://github.com/actions/attest#attestation-limits */
export const MOST_SUBJECTS = 1024;

/** The bytes of a statement. Readers look a subject up by its digest, so that one statement may stand for many images. */
export function statementOf(subjects: readonly Subject[], { predicateType, predicate }: Predicate): Buffer {
  return jsonBytes({
    _type: STATEMENT_TYPE,
    subject: subjects.map(({ name, digest }) => ({ name, digest: { sha256: hexOf(digest) } })),
    predicateType,
    predicate,
  });
}
