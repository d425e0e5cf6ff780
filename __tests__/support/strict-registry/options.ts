import type { FaultPlan } from './fault.ts';
import type { Quirks } from './quirks.ts';

export type AuthOptions =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly users: Readonly<Record<string, string>> }
  | {
      readonly kind: 'bearer';
      readonly users: Readonly<Record<string, string>>;
      /** Seconds that a token lives; default 300. */
      readonly lifetime?: number;
      /** Everybody may pull. */
      readonly anonymousPull?: boolean;
      /** OAuth2 refresh tokens that are taken. */
      readonly identityTokens?: readonly string[];
    };

/** Something that a registry in the field does, under a name: the quirks, faults and authentication that make it up. */
export interface Behaviour {
  readonly name: string;
  readonly quirks?: Partial<Quirks>;
  readonly auth?: AuthOptions;
  readonly faults?: readonly FaultPlan[];
}

export interface StrictRegistryOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0, a free one. */
  readonly port?: number;
  /** Blobs are kept as files here; without it, in memory. It has to exist. */
  readonly directory?: string;
  readonly auth?: AuthOptions;
  readonly behaviours?: readonly Behaviour[];
  /** Over those of the behaviours. */
  readonly quirks?: Partial<Quirks>;
  readonly faults?: readonly FaultPlan[];
  /** Milliseconds, for limits on the number of requests; the process's own clock where nothing is said. */
  readonly now?: () => number;
  /** Milliseconds before each request is looked at. */
  readonly latency?: number;
}
