import { type Digest, hexOf } from '../../oci/digest.ts';
import { formatBytes } from '../../quantities.ts';
import type { BlobOutcome, BlobSource, PushBlobOptions } from '../api.ts';
import type { Outcome, RequestContext } from '../errors/facts.ts';
import { registryError } from '../errors/registry-error.ts';
import { header, type StreamedBody } from '../http/message.ts';
import type { RetryBudget } from '../http/retry.ts';
import type { Endpoint } from '../protocol/endpoints.ts';
import { stopWhereItExists } from './existence.ts';
import { openUpload } from './open-upload.ts';
import { ReadyBytes } from './ready-bytes.ts';
import { type Attempt, Recovery } from './recovery.ts';
import type { Session } from './session.ts';
import {
  chunked,
  monolithic,
  type Strategy,
  type StrategyName,
  stream,
  type Transfer,
  type UploadResult,
} from './strategies.ts';
import { planChunks, SMALL } from './strategy-choice.ts';
import type { UploadContext } from './upload-context.ts';

/** Brings a blob into a repository. */
export async function pushBlob(
  context: UploadContext,
  blob: BlobSource,
  { mountFrom = [], askFirst = true, present = new Set() }: PushBlobOptions,
): Promise<BlobOutcome> {
  const retryBudget = context.retryBudget();
  const requestContext = () => describe(context, blob);
  const opened = await openUpload({ context, blob, retryBudget, requestContext, mountFrom, askFirst, present });
  if (typeof opened === 'string') return { descriptor: await blob.descriptor, result: opened };
  return new BlobUpload(context, blob, present, retryBudget, requestContext).run(opened);
}

/** `Uploading layer "binary" sha256:0123456789ab… (42.8 MB) to ghcr.io/o/app` */
function describe({ place, path }: UploadContext, blob: BlobSource): RequestContext {
  const known = blob.known();
  const which = known === undefined ? '' : ` sha256:${hexOf(known.digest).slice(0, 12)}… (${formatBytes(known.size)})`;
  const action = `Uploading ${blob.label}${which} to ${place.registry}/${path}`;
  return { ...place, action };
}

const STRATEGIES: Readonly<Record<StrategyName, Strategy>> = { monolithic, stream, chunked };

/** Sends one blob, whatever it takes, beginning with a session that is open. */
export class BlobUpload {
  readonly #context: UploadContext;
  readonly #blob: BlobSource;
  readonly #present: ReadonlySet<Digest>;
  readonly #requestContext: () => RequestContext;
  readonly #retryBudget: RetryBudget;
  readonly #recovery: Recovery;
  readonly #ready: ReadyBytes;
  /** Aborted when the blob is found to be there already. */
  readonly #found = new AbortController();
  readonly #signal: AbortSignal;
  #at = 0;

  constructor(
    context: UploadContext,
    blob: BlobSource,
    present: ReadonlySet<Digest>,
    retryBudget: RetryBudget,
    requestContext: () => RequestContext,
  ) {
    this.#context = context;
    this.#blob = blob;
    this.#present = present;
    this.#requestContext = requestContext;
    this.#retryBudget = retryBudget;
    this.#signal = AbortSignal.any([context.signal, this.#found.signal]);
    this.#recovery = new Recovery(context, blob, retryBudget, requestContext);
    this.#ready = new ReadyBytes(blob, this.#signal);
  }

  async run(opened: Session): Promise<BlobOutcome> {
    const { sessions, progress } = this.#context;
    let attempt = this.#recovery.first(opened);
    progress.begin(this.#blob);
    this.#look().catch(() => undefined);
    try {
      for (;;) {
        const next = await this.#try(attempt);
        if (next === 'stored') {
          sessions.remove(attempt.session);
          return { descriptor: await this.#blob.descriptor, result: 'sent' };
        }
        if (next.session !== attempt.session) sessions.cancel(attempt.session);
        attempt = next;
      }
    } catch (thrown) {
      sessions.cancel(attempt.session);
      if (!this.#found.signal.aborted || this.#context.signal.aborted) throw thrown;
      return { descriptor: await this.#blob.descriptor, result: 'existed' };
    } finally {
      this.#found.abort();
      this.#ready.close();
      progress.end(this.#blob);
    }
  }

  async #try(attempt: Attempt): Promise<Attempt | 'stored'> {
    const ending = await STRATEGIES[attempt.strategy].send(this.#transfer(attempt.session));
    if (!ending.stored) return this.#recovery.after(ending, attempt);
    await this.#check(ending);
    return 'stored';
  }

  /** The blob had no digest when its upload began: look again once it has one. */
  async #look(): Promise<void> {
    const wasKnown = this.#blob.known() !== undefined;
    const { digest } = this.#blob.known() ?? (await this.#blob.descriptor);
    if (this.#present.has(digest)) this.#found.abort();
    else if (!wasKnown) await stopWhereItExists(this.#context, this.#blob, () => this.#at, this.#found);
  }

  /** A registry that names another digest than ours has stored something else. */
  async #check({ outcome }: UploadResult): Promise<void> {
    if (outcome instanceof Error) return;
    const named = header(outcome, 'docker-content-digest');
    const { digest } = await this.#blob.descriptor;
    if (named === undefined || named === digest || !named.startsWith('sha256:')) return;
    throw registryError(outcome, this.#requestContext(), `the registry says it stored ${named.slice(0, 80)}`);
  }

  #transfer(session: Session): Transfer {
    const { chunkSize, traits, memory } = this.#context.preferences;
    this.#at = session.offset;
    return {
      blob: this.#blob,
      session,
      ready: this.#ready,
      chunks: planChunks(chunkSize, session, traits, memory.bodyLimit),
      send: (endpoint, body, endsBlob) => this.#send(session, endpoint, body, endsBlob),
      arrived: () => {
        this.#at = session.offset;
        this.#recovery.arrived(session.offset);
      },
    };
  }

  #send({ cookies }: Session, endpoint: Endpoint, body: StreamedBody | undefined, endsBlob = false): Promise<Outcome> {
    const from = this.#at;
    const reopen = ({ open }: StreamedBody, signal: AbortSignal) => {
      this.#at = from;
      return open(signal);
    };
    const onSent = (bytes: number) => {
      this.#at += bytes;
      this.#context.progress.at(this.#blob, this.#at, bytes);
    };
    const { scope, requester } = this.#context;
    const payload =
      body === undefined ? {} : { body: { ...body, open: (signal: AbortSignal) => reopen(body, signal) } };
    const options = { signal: this.#signal, retryBudget: this.#retryBudget };
    const call = { endpoint, scope, cookies, endsBlob: endsBlob && !this.#isSmall(), onSent, ...payload };
    return requester.once(call, options);
  }

  /** Nobody has to think for minutes about a few bytes. */
  #isSmall(): boolean {
    return (this.#blob.known()?.size ?? this.#blob.sizeLimit) <= SMALL;
  }
}
