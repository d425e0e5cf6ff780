import type { TransparencyLogEntry } from '@sigstore/bundle';
import type { Signature } from './signer.ts';

/** A signed statement before anybody has testified when that was. */
export interface SignedStatement extends Signature {
  readonly statement: Buffer;
  readonly payloadType: string;
  /** What was signed: the statement's pre-authentication encoding. */
  readonly encoded: Buffer;
}

export type Testimony =
  | { readonly kind: 'log'; readonly entry: TransparencyLogEntry }
  /** An RFC 3161 answer. */
  | { readonly kind: 'timestamp'; readonly der: Buffer };

/** A transparency log or a timestamp authority. */
export type Witness = (signed: SignedStatement) => Promise<Testimony>;

/** The log has this very signature and cannot say where: a new one has to be made. */
export class AlreadyLogged extends Error {
  override readonly name = 'AlreadyLogged';
}
