import type { BlobSource } from '../api.ts';
import type { Outcome, RequestContext } from '../errors/facts.ts';
import { registryError } from '../errors/registry-error.ts';
import { ConnectionFailure } from '../http/connection-failure.ts';
import { isTrusted } from '../http/origin.ts';
import { RefusedAddress } from '../http/redirects.ts';
import { isTooMany, mayPass, type RetryBudget } from '../http/retry.ts';
import { parseErrorBody } from '../protocol/error-body.ts';
import { exists } from './existence.ts';
import { adopt, openSession, resume, type Session } from './session.ts';
import type { StrategyName, UploadResult } from './strategies.ts';
import { MIN_BODY_LIMIT, strategiesFor } from './strategy-choice.ts';
import type { UploadContext } from './upload-context.ts';

/** What to try next: this strategy in this session. */
export interface Attempt {
  readonly session: Session;
  readonly strategy: StrategyName;
}

/** New sessions for one blob that nobody had to wait for. */
const MOST_SESSIONS = 6;

/** Times that bytes on the move count as progress though all of them were lost. */
const MOST_REVIVALS = 10;

const WORTH = 1024 * 1024;

/** Knows how the upload of one blob went so far, and finds the way on after each failure. */
export class Recovery {
  readonly #context: UploadContext;
  readonly #blob: BlobSource;
  readonly #retryBudget: RetryBudget;
  readonly #requestContext: () => RequestContext;
  readonly #refused = new Set<StrategyName>();
  #sessions = 0;
  #revivals = 0;
  #best = 0;
  #troubles = 0;
  #backwards = 0;
  #resumed = false;

  constructor(
    context: UploadContext,
    blob: BlobSource,
    retryBudget: RetryBudget,
    requestContext: () => RequestContext,
  ) {
    this.#context = context;
    this.#blob = blob;
    this.#retryBudget = retryBudget;
    this.#requestContext = requestContext;
  }

  first(session: Session): Attempt {
    const [strategy = 'stream'] = strategiesFor(this.#blob, session, this.#context.preferences);
    return { session, strategy };
  }

  /** The registry has confirmed everything before `offset`. */
  arrived(offset: number): void {
    this.#troubles = 0;
    if (offset <= this.#best) return;
    this.#best = offset;
    this.#sessions = 0;
    this.#revivals = 0;
    this.#retryBudget.progress();
  }

  /** Resolves with the next attempt, or with `stored` where the registry turns out to have the blob. Throws a RegistryError. */
  async after(ending: UploadResult, last: Attempt): Promise<Attempt | 'stored'> {
    const step = stepAfter(ending, last.strategy);
    if ((step === 'fail' || step === 'refused') && (await this.#isDuplicate(ending, last))) {
      this.#context.sessions.cancel(last.session);
      return 'stored';
    }
    switch (step) {
      case 'fail':
        throw registryError(ending.outcome, this.#requestContext());
      case 'refused':
        return this.#otherStrategy(ending, last);
      case 'too-large':
        return this.#smaller(ending, last);
      case 'new-session':
        return this.#lostSession(ending, last);
      case 'resync':
        return this.#outOfStep(ending, last);
      case 'wait':
      case 'wait-same':
        return this.#wait(ending, last, step);
    }
  }

  /** Nothing of this kind gets through here: the next one that was not refused, in a new session. */
  async #otherStrategy(ending: UploadResult, last: Attempt): Promise<Attempt | 'stored'> {
    if (this.#resumed) {
      // What was resumed and is refused in the end was resumed at the wrong place.
      this.#context.preferences.memory.resumeUnsound = true;
      return this.#restart(ending, last.strategy);
    }
    this.#refused.add(last.strategy);
    this.#context.preferences.memory.refused.add(last.strategy);
    return this.#restart(ending, this.#nextStrategy(ending, last.session));
  }

  #nextStrategy(ending: UploadResult, session: Session): StrategyName {
    const left = strategiesFor(this.#blob, session, this.#context.preferences).filter(
      (name) => !this.#refused.has(name),
    );
    const [next] = left;
    if (next === undefined)
      throw registryError(ending.outcome, this.#requestContext(), 'every way to upload was tried');
    return next;
  }

  /** What refused the size did not let it reach the session, which goes on with smaller chunks. */
  async #smaller(ending: UploadResult, last: Attempt): Promise<Attempt | 'stored'> {
    const { memory, chunkSize } = this.#context.preferences;
    const length = ending.length ?? sentOf(ending);
    const smaller = memory.tooLarge(Math.max(length, MIN_BODY_LIMIT));
    if (chunkSize === 'none') throw registryError(ending.outcome, this.#requestContext());
    if (last.strategy === 'chunked') return smaller ? last : this.#otherStrategy(ending, last);
    this.#refused.add(last.strategy);
    return this.#restart(ending, this.#refused.has('chunked') ? this.#nextStrategy(ending, last.session) : 'chunked');
  }

  /** 401 or 404 in the middle: the session is gone, unless the blob is there (two tries may have overlapped). */
  async #lostSession(ending: UploadResult, last: Attempt): Promise<Attempt | 'stored'> {
    if (await this.#isThere()) return 'stored';
    const { outcome } = ending;
    // A host that the registry led to and that wants credentials gets none in the next session either.
    const elsewhere = !(outcome instanceof Error) && outcome.status === 401 && !isTrusted(outcome);
    if (elsewhere && this.#sessions > 0) throw registryError(outcome, this.#requestContext());
    // Servers that do not share their uploads: the one that knows this one may be met next time.
    if (isForgotten(outcome) && last.strategy !== 'chunked') {
      const other = this.#sessions % 2 === 1 ? 'stream' : 'monolithic';
      return this.#restart(ending, this.#sessions === 0 ? last.strategy : other);
    }
    // Artifactory 6 answers 404 to a PUT with a body, and takes the same bytes by PATCH.
    const repeated = this.#sessions > 0 && last.strategy === 'monolithic';
    return repeated ? this.#otherStrategy(ending, last) : this.#restart(ending, last.strategy);
  }

  /** 416: the registry is somewhere else, or takes no chunk like this one. */
  async #outOfStep(ending: UploadResult, last: Attempt): Promise<Attempt | 'stored'> {
    const { session } = last;
    const ours = session.offset;
    if (ours === 0 || ending.outcome instanceof Error) return this.#otherStrategy(ending, last);
    const most = ours + sentOf(ending);
    const found =
      adopt(session, ending.outcome, most) || (await resume(this.#context, session, most, this.#retryBudget));
    if (!found || session.offset === ours) return this.#otherStrategy(ending, last);
    return this.#goOn(ending, last, ours);
  }

  async #wait(ending: UploadResult, last: Attempt, step: Step): Promise<Attempt | 'stored'> {
    const { outcome } = ending;
    this.#revive(last.session.offset + sentOf(ending));
    if (outcome instanceof RefusedAddress) throw registryError(outcome, this.#requestContext());
    const givenUp = await this.#retryBudget.pause(outcome);
    if (givenUp !== undefined) throw registryError(outcome, this.#requestContext(), givenUp);
    if (step === 'wait-same') return last;
    if (await this.#isThere()) return 'stored';
    return this.#pickUp(ending, last);
  }

  /** Goes on in the same session where the registry can say what it has of it. */
  async #pickUp(ending: UploadResult, last: Attempt): Promise<Attempt | 'stored'> {
    const ours = last.session.offset;
    const most = ours + sentOf(ending);
    if (this.#mayResume(ending, last, most) && (await resume(this.#context, last.session, most, this.#retryBudget))) {
      return this.#goOn(ending, last, ours);
    }
    this.#troubles += 1;
    return this.#restart(ending, this.#rotated(last), true);
  }

  #mayResume(ending: UploadResult, last: Attempt, most: number): boolean {
    const { memory, traits, chunkSize } = this.#context.preferences;
    if (memory.resumeUnsound) return false;
    if (last.strategy === 'chunked' || ending.stage === 'close') return true;
    return most >= WORTH && chunkSize !== 'none' && !traits.refusesRanges && !memory.refused.has('chunked');
  }

  /** From a known offset on only chunks lead further; a registry that goes backwards twice cannot be believed. */
  #goOn(ending: UploadResult, last: Attempt, ours: number): Promise<Attempt | 'stored'> | Attempt {
    if (last.session.offset < ours) this.#backwards += 1;
    const complete = last.session.offset === this.#blob.known()?.size;
    const rangeless = this.#context.preferences.traits.refusesRanges === true && last.strategy !== 'chunked';
    if (this.#backwards > 1 || (rangeless && !complete)) return this.#restart(ending, last.strategy, true);
    this.#resumed ||= last.session.offset > 0;
    return { session: last.session, strategy: 'chunked' };
  }

  /** After two troubles in a row another strategy may fare better: some proxies only cut what is too long for them. */
  #rotated(last: Attempt): StrategyName {
    if (this.#troubles % 2 === 1) return last.strategy;
    const names = strategiesFor(this.#blob, last.session, this.#context.preferences).filter(
      (name) => name !== 'chunked' || !this.#context.preferences.traits.refusesRanges,
    );
    return names[(names.indexOf(last.strategy) + 1) % names.length] ?? last.strategy;
  }

  async #restart(ending: UploadResult, strategy: StrategyName, waited = false): Promise<Attempt> {
    if (!waited) this.#sessions += 1;
    if (this.#sessions > MOST_SESSIONS) {
      throw registryError(
        ending.outcome,
        this.#requestContext(),
        `${MOST_SESSIONS} new upload sessions ended like this`,
      );
    }
    this.#resumed = false;
    this.#backwards = 0;
    const session = await openSession(this.#context, this.#requestContext(), this.#retryBudget);
    return { session, strategy };
  }

  async #isThere(): Promise<boolean> {
    const known = this.#blob.known();
    return known !== undefined && (await exists(this.#context, known));
  }

  /** A registry may refuse what it has by now: another run has sent it, or nobody asked before. */
  async #isDuplicate({ outcome, stage }: UploadResult, { strategy }: Attempt): Promise<boolean> {
    const namedIt = stage === 'close' || strategy === 'monolithic';
    return namedIt && !(outcome instanceof Error) && (await this.#isThere());
  }

  /** Bytes that moved are progress, even where a cut connection then lost them all; but not for ever. */
  #revive(reached: number): void {
    if (reached < WORTH || this.#revivals >= MOST_REVIVALS) return;
    this.#revivals += 1;
    this.#retryBudget.progress();
  }
}

function isForgotten(outcome: Outcome): boolean {
  return !(outcome instanceof Error) && parseErrorBody(outcome.body).codes.includes('BLOB_UPLOAD_UNKNOWN');
}

function sentOf({ outcome }: UploadResult): number {
  return outcome instanceof RefusedAddress ? 0 : outcome.sent;
}

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
export function stepAfter({ outcome, stage }: Pick<UploadResult, 'outcome' | 'stage'>, strategy: StrategyName): Step {
  if (outcome instanceof RefusedAddress) return 'fail';
  if (outcome instanceof ConnectionFailure) return mayPass(outcome) ? 'wait' : 'fail';
  const { status } = outcome;
  if (status === 401 || status === 404 || status === 410) return 'new-session';
  if (status === 413) return 'too-large';
  if (status === 416) return strategy === 'chunked' ? 'resync' : 'refused';
  if (STRATEGY_REFUSED.has(status)) return isFinal(outcome) ? 'fail' : 'refused';
  if (!mayPass(outcome)) return 'fail';
  return strategy === 'chunked' && stage === 'body' && (isTooMany(outcome) || status === 503) ? 'wait-same' : 'wait';
}

function isFinal(outcome: Exclude<Outcome, Error>): boolean {
  return parseErrorBody(outcome.body).codes.some((code) => CUTS_SHORT.test(code));
}
