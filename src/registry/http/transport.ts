import type { Dispatcher } from 'undici';
import type { Log } from '../../ports.ts';
import { refuseAfter } from '../cancelled.ts';
import type { TrafficCounter } from '../traffic.ts';
import { ConnectionFailure, connectionFailure } from './connection-failure.ts';
import { type BodyReceiver, type HttpAnswer, type HttpRequest, printableUrl, type StreamedBody } from './message.ts';
import { SecretQueries } from './secret-queries.ts';
import { Watchdog } from './watchdog.ts';

export interface TransportSettings {
  /** Milliseconds in which some byte must move. */
  readonly timeout: number;
  /** Milliseconds that a registry may think after the last byte of a blob. */
  readonly think: number;
}

const ERROR_LIMIT = 64 * 1024;
/** Pieces in which a body is handed over: small enough for a slow line to show that it moves. */
const PIECE = 256 * 1024;

/** One HTTP exchange: no credentials, no redirects, no second try. */
export class Transport {
  readonly #dispatcher: Dispatcher;
  readonly #settings: TransportSettings;
  readonly #traffic: TrafficCounter;
  readonly #log: Log;
  readonly #secrets: SecretQueries;

  constructor(dispatcher: Dispatcher, settings: TransportSettings, traffic: TrafficCounter, log: Log) {
    this.#dispatcher = dispatcher;
    this.#settings = settings;
    this.#traffic = traffic;
    this.#log = log;
    this.#secrets = new SecretQueries(log);
  }

  /** Resolves with any answer, whatever its status. Throws a ConnectionFailure, or an ActionError when `signal` is aborted. */
  async exchange(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    refuseAfter(signal);
    // Not performance.now(): Node loads eight modules for that.
    const began = process.hrtime.bigint();
    const exchange = new Exchange(request, this.#settings, signal, (bytes) => this.#traffic.sent(bytes));
    this.#traffic.request();
    this.#secrets.mask(request.url);
    try {
      const answer = await exchange.run(this.#dispatcher);
      this.#tell(request, String(answer.status), began);
      return answer;
    } catch (thrown) {
      refuseAfter(signal);
      if (exchange.source !== undefined && !(thrown instanceof ConnectionFailure)) throw exchange.source.error;
      const failure = connectionFailure(thrown, request, exchange.sent);
      this.#tell(request, failure.problem, began);
      throw failure;
    }
  }

  #tell({ method, url }: HttpRequest, outcome: string, began: bigint): void {
    const milliseconds = (process.hrtime.bigint() - began) / 1_000_000n;
    this.#log.debug(`${method} ${printableUrl(url)} ${outcome} ${milliseconds} ms`);
  }
}

class Exchange {
  sent = 0;
  /** The body could not be made, or the answer not be taken: that is no fault of the registry's. */
  source: { readonly error: unknown } | undefined;
  readonly #request: HttpRequest;
  readonly #settings: TransportSettings;
  readonly #watchdog = new Watchdog();
  readonly #signal: AbortSignal;
  readonly #count: (bytes: number) => void;

  constructor(request: HttpRequest, settings: TransportSettings, signal: AbortSignal, count: (bytes: number) => void) {
    this.#request = request;
    this.#settings = settings;
    this.#signal = AbortSignal.any([signal, this.#watchdog.signal]);
    this.#count = count;
  }

  async run(dispatcher: Dispatcher): Promise<HttpAnswer> {
    const { body } = this.#request;
    this.#watchdog.arm(this.#settings.timeout);
    if (Buffer.isBuffer(body)) this.#gone(body.length);
    try {
      return await this.#answer(await dispatcher.request(this.#options()));
    } catch (thrown) {
      const { signal } = this.#watchdog;
      throw signal.aborted ? connectionFailure(signal.reason, this.#request, this.sent) : thrown;
    } finally {
      this.#watchdog.end();
    }
  }

  #options(): Dispatcher.RequestOptions {
    const { method, url, body } = this.#request;
    return {
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: method as Dispatcher.HttpMethod,
      headers: this.#headers(),
      body: body === undefined || Buffer.isBuffer(body) ? (body ?? null) : this.#stream(body),
      signal: this.#signal,
      headersTimeout: 0,
      bodyTimeout: 0,
      // undici would end the connection after each HEAD, for fear of a body: a new one costs up to three round trips.
      reset: false,
    } as Dispatcher.RequestOptions;
  }

  #headers(): Record<string, string> {
    const { headers, body } = this.#request;
    if (body === undefined || Buffer.isBuffer(body) || body.length === undefined) return { ...headers };
    return { ...headers, 'content-length': String(body.length) };
  }

  async *#stream(body: StreamedBody): AsyncGenerator<Uint8Array> {
    this.#watchdog.rest();
    try {
      for await (const bytes of body.open(this.#signal)) {
        yield* this.#pieces(bytes);
        this.#watchdog.rest();
      }
    } catch (error) {
      this.source = { error };
      throw error;
    }
    this.#watchdog.arm(this.#request.endsBlob ? this.#settings.think : this.#settings.timeout);
  }

  *#pieces(bytes: Uint8Array): Generator<Uint8Array> {
    for (let from = 0; from < bytes.length; from += PIECE) {
      const piece = bytes.subarray(from, from + PIECE);
      this.#watchdog.arm(this.#settings.timeout);
      yield piece;
      this.#gone(piece.length);
    }
  }

  #gone(bytes: number): void {
    this.sent += bytes;
    this.#count(bytes);
    this.#request.onSent?.(bytes);
  }

  async #handOver(chunk: Buffer, receive: BodyReceiver): Promise<void> {
    this.#watchdog.rest();
    try {
      await receive(chunk);
    } catch (error) {
      this.source = { error };
      throw error;
    }
  }

  async #answer(response: Dispatcher.ResponseData): Promise<HttpAnswer> {
    const limit = response.statusCode < 300 ? (this.#request.answerLimit ?? ERROR_LIMIT) : ERROR_LIMIT;
    const receive = response.statusCode < 300 ? this.#request.receiver?.() : undefined;
    const chunks: Buffer[] = [];
    let size = 0;
    this.#watchdog.arm(this.#settings.timeout);
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      if (receive === undefined) {
        chunks.push(chunk);
        size += chunk.length;
        if (size > limit) break;
      } else await this.#handOver(chunk, receive);
      this.#watchdog.arm(this.#settings.timeout);
    }
    const { statusCode: status, headers } = response;
    const body = Buffer.concat(chunks).subarray(0, limit);
    return {
      request: this.#request,
      url: this.#request.url,
      status,
      headers,
      body,
      truncated: size > limit,
      sent: this.sent,
    };
  }
}
