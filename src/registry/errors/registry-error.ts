import { ActionError, type ErrorCode } from '../../errors.ts';
import { printable } from '../../printable.ts';
import { ConnectionFailure } from '../http/connection-failure.ts';
import { type HttpAnswer, header, headerLines, printableUrl } from '../http/message.ts';
import { RefusedAddress } from '../http/redirects.ts';
import { isTooMany } from '../http/retry.ts';
import { parseChallenges } from '../protocol/challenge.ts';
import { parseErrorBody } from '../protocol/error-body.ts';
import { parseLocation } from '../protocol/location.ts';
import { traitsOf } from '../protocol/traits.ts';
import { hintFor } from './causes.ts';
import type { Facts, Outcome, Problem, RequestContext } from './facts.ts';

/** A registry, or the way to it, failed for good. */
export class RegistryError extends ActionError {
  override readonly name = 'RegistryError';
  readonly status: number | undefined;
  /** The registry's own error codes, upper case. */
  readonly codes: readonly string[];
  readonly problem: Problem | undefined;
  /** A limit on the number of requests was reached, whatever the status. */
  readonly limited: boolean;
  /** An earlier try got no answer, and may have been carried out. */
  readonly repeated: boolean;

  constructor(code: ErrorCode, message: string, hint: string | undefined, facts: Partial<Facts>, cause?: unknown) {
    super(code, message, { hint, cause });
    this.status = facts.status;
    this.codes = facts.codes ?? [];
    this.problem = facts.problem;
    this.limited = facts.limited ?? false;
    this.repeated = facts.repeated ?? false;
  }
}

/** One sentence of what was tried and what came of it, with the hint for a known cause; `note` says what was done about it. */
export function registryError(failed: Outcome, context: RequestContext, note = ''): RegistryError {
  const facts = factsOf(failed, context);
  const outcome = failed instanceof Error ? printable(failed.message) : answerLine(failed, facts);
  const code = facts.status === 401 && facts.elsewhere === undefined ? 'credentials' : 'registry';
  const message = `${context.action} failed: ${outcome}${note === '' ? '' : ` (${note})`}`;
  return new RegistryError(code, message, hintFor(facts), facts, failed instanceof Error ? failed : undefined);
}

function answerLine({ request, url, status, target }: HttpAnswer, facts: Facts): string {
  // The title of a proxy's page begins with the status itself.
  const words = facts.text.startsWith(String(status)) ? facts.text : `${status} ${facts.text}`.trim();
  const onward = facts.location === undefined ? '' : `, a redirect to ${facts.location}`;
  const leader = facts.ledBack === true ? facts.elsewhere : target?.origin.url.host;
  const led = facts.elsewhere === undefined ? '' : `, where ${printable(leader ?? facts.registry, 100)} led`;
  return `${words}${onward} (${request.method} ${printable(printableUrl(url), 300)}${led})`;
}

function factsOf(failed: Outcome, context: RequestContext): Facts {
  const nothing = { codes: [], text: '', html: false, server: '', challenge: false };
  if (failed instanceof RefusedAddress) return { ...context, ...nothing, method: '', problem: 'address' };
  if (failed instanceof ConnectionFailure) {
    const { message: text, problem, request } = failed;
    return {
      ...context,
      ...nothing,
      ...otherThan(context.registry, request.url),
      method: request.method,
      problem,
      text,
    };
  }
  return { ...context, ...otherThan(context.registry, failed.url), ...answerFacts(failed), ...accessOf(failed) };
}

function accessOf(answer: HttpAnswer): Pick<Facts, 'elsewhere' | 'ledBack' | 'granted' | 'challenged' | 'unshown'> {
  const { target, url } = answer;
  if (target?.over !== undefined) return { elsewhere: target.over, ledBack: url.origin === target.origin.url.origin };
  const granted = target?.granted === true;
  const challenges = parseChallenges(headerLines(answer, 'www-authenticate'));
  const challenged = challenges.map(({ parameters }) => parameters.error).find((error) => error !== undefined);
  const schemes = printable([...new Set(challenges.map(({ scheme }) => scheme))].join(', '), 100);
  const unshown = target === undefined || target.shows ? {} : { unshown: schemes };
  return { granted, ...unshown, ...(challenged === undefined ? {} : { challenged }) };
}

function answerFacts(answer: HttpAnswer): Omit<Facts, keyof RequestContext> {
  const server = [answer.headers.server, answer.headers.via].flat().filter(Boolean).join(', ');
  const words = parseErrorBody(answer.body);
  const challenge = header(answer, 'cf-mitigated') === 'challenge';
  const moved = answer.status >= 300 && answer.status < 400;
  const next = moved ? parseLocation(header(answer, 'location'), answer.url) : undefined;
  const location = next === undefined ? {} : { location: printable(printableUrl(next), 300) };
  const limited = isTooMany(answer);
  return { ...words, method: answer.request.method, status: answer.status, server, limited, challenge, ...location };
}

/** Who failed, where it was somebody else than the registry. */
function otherThan(registry: string, { host, hostname }: URL): Pick<Facts, 'otherHost' | 'otherPort'> {
  const { apiHost = registry } = traitsOf(registry);
  const own = URL.canParse(`https://${apiHost}`) ? new URL(`https://${apiHost}`) : undefined;
  if (own === undefined || own.host === host || registry === host) return {};
  return own.hostname === hostname ? { otherPort: printable(host, 100) } : { otherHost: printable(host, 100) };
}
