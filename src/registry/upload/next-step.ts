import { parseErrorBody } from '../errors/error-body.ts';
import type { Failed } from '../errors/registry-error.ts';
import { ConnectionFailure } from '../http/connection-failure.ts';
import { RefusedAddress } from '../http/redirects.ts';
import { mayPass } from '../retry.ts';
import type { Ending, StrategyName } from './transfer.ts';

/** What to do after a try that did not store the blob. */
export type Step =
  /** Nothing will help. */
  | 'fail'
  /** This registry does not take this strategy: a new session with the next one. */
  | 'refused'
  /** The body was too large for something on the way. */
  | 'too-large'
  /** The registry no longer knows the session, or wants other credentials: a new one. */
  | 'new-session'
  /** Wait, then see what the registry has. */
  | 'wait'
  /** Wait, then send the same again: nothing was taken. */
  | 'wait-same'
  /** The registry is at another offset than we are. */
  | 'resync';

const STRATEGY_REFUSED = new Set([400, 405, 411, 501]);
const CUTS_SHORT = /quota|denied|unauthorized|name_invalid|name_unknown/i;

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-blobs, as registries do it. */
export function stepAfter({ outcome, stage }: Pick<Ending, 'outcome' | 'stage'>, strategy: StrategyName): Step {
  if (outcome instanceof RefusedAddress) return 'fail';
  if (outcome instanceof ConnectionFailure) return mayPass(outcome) ? 'wait' : 'fail';
  const { status } = outcome;
  if (status === 401 || status === 404 || status === 410) return 'new-session';
  if (status === 413) return 'too-large';
  if (status === 416) return strategy === 'chunked' ? 'resync' : 'refused';
  if (STRATEGY_REFUSED.has(status)) return isFinal(outcome) ? 'fail' : 'refused';
  if (!mayPass(outcome)) return 'fail';
  return strategy === 'chunked' && stage === 'body' && (status === 429 || status === 503) ? 'wait-same' : 'wait';
}

function isFinal(outcome: Exclude<Failed, Error>): boolean {
  return parseErrorBody(outcome.body).codes.some((code) => CUTS_SHORT.test(code));
}
