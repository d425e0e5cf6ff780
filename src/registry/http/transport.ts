import type { Dispatcher } from 'undici';
import type { Log } from '../../ports.ts';
import { USER_AGENT } from '../../version.ts';
import { ForbiddenAddress } from './address-guard.ts';
import { refuseAfter } from './cancellation.ts';
import { ConnectionFailure, connectionFailure } from './connection-failure.ts';
import { decodedBody, decodedPieces, encodedLimit } from './content-encoding.ts';
import type { GuardedOptions } from './guarded-dispatcher.ts';
import {
  type BodyReceiver,
  type HttpAnswer,
  type HttpRequest,
  header,
  printableUrl,
  type StreamedBody,
} from './message.ts';
import type { Target } from './origin.ts';
import { RefusedAddress } from './redirects.ts';
import { SecretQueries } from './secret-queries.ts';
import type { TrafficCounter } from './traffic.ts';
import { Watchdog } from './watchdog.ts';

export interface TransportSettings {
  /** Milliseconds in which some byte must move, and a piece of a body. */
  readonly timeout: number;
  /** Milliseconds that a registry may think after the last byte of a blob, and that it gets after any other body at the most. */
  readonly think: number;
}

const ERROR_LIMIT = 64 * 1024;
/** Pieces in which a body is handed over: small enough for a slow line to show that it moves. */
const PIECE = 256 * 1024;
/** An answer that trickles goes on for as long as so many times `timeout` at the most, and for that long again with each part of it. */
const WHOLE = 5;
const PART = 4 * 1024 * 1024;

/** One HTTP exchange: no redirects, no second try, and no credentials but those of its target. */
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

  /**
   * Sends `named` to its target. Resolves with any answer, whatever its status. Throws a ConnectionFailure, a
   * RefusedAddress, or an ActionError when `signal` is aborted.
   */
  async exchange(named: HttpRequest, target: Target, signal: AbortSignal): Promise<HttpAnswer> {
    refuseAfter(signal);
    const request = { ...named, url: target.url, headers: headersFor(named, target) };
    // Not performance.now(): Node loads eight modules for that.
    const began = process.hrtime.bigint();
    const exchange = new Exchange(request, target, this.#settings, signal, (bytes) => this.#traffic.sent(bytes));
    this.#traffic.request();
    this.#secrets.mask(target.url);
    try {
      const answer = await exchange.run(this.#dispatcher);
      const took = since(began);
      await connectionFree();
      this.#tell(request, String(answer.status), began);
      return { ...answer, took };
    } catch (thrown) {
      refuseAfter(signal);
      if (thrown instanceof ForbiddenAddress) {
        throw new RefusedAddress(`${thrown.message} (${printableUrl(target.url)}), so it is not asked`);
      }
      if (exchange.source !== undefined && !(thrown instanceof ConnectionFailure)) throw exchange.source.error;
      const failure = connectionFailure(thrown, request, exchange.sent);
      this.#tell(request, failure.problem, began);
      throw failure;
    }
  }

  #tell({ method, url }: HttpRequest, outcome: string, began: bigint): void {
    this.#log.debug(`${method} ${printableUrl(url)} ${outcome} ${Math.floor(since(began))} ms`);
  }
}

/** Milliseconds. */
function since(began: bigint): number {
  return Number(process.hrtime.bigint() - began) / 1e6;
}

/**
 * undici lends a connection again one turn of the event loop after its answer has ended. Whoever asks sooner gets a new
 * one, which costs up to three round trips.
 * https://github.com/nodejs/undici/blob/v7.16.0/lib/dispatcher/client-h1.js `onMessageComplete`
 */
function connectionFree(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

/** Headers that let somebody in. Those of a request are no secret, and a cookie stays with the origin that it was meant for. */
const SECRET_HEADERS = /^(?:proxy-)?authorization$/i;

function headersFor({ headers, url }: HttpRequest, target: Target): HttpRequest['headers'] {
  const names = Object.keys(headers);
  if (names.some((name) => SECRET_HEADERS.test(name))) throw new Error('A credential may only travel to its target');
  if (url.origin === target.url.origin) return headers;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'cookie'));
}

class Exchange {
  sent = 0;
  /** Milliseconds for which pieces of the body waited to be taken. */
  #waited = 0;
  /** The body could not be made, or the answer not be taken: that is no fault of the registry's. */
  source: { readonly error: unknown } | undefined;
  readonly #request: HttpRequest;
  readonly #target: Target;
  readonly #settings: TransportSettings;
  readonly #watchdog = new Watchdog();
  readonly #signal: AbortSignal;
  readonly #count: (bytes: number) => void;

  constructor(
    request: HttpRequest,
    target: Target,
    settings: TransportSettings,
    signal: AbortSignal,
    count: (bytes: number) => void,
  ) {
    this.#request = request;
    this.#target = target;
    this.#settings = settings;
    this.#signal = AbortSignal.any([signal, this.#watchdog.signal]);
    this.#count = count;
  }

  async run(dispatcher: Dispatcher): Promise<Omit<HttpAnswer, 'took'>> {
    const body = this.#body;
    if (Buffer.isBuffer(body)) this.#gone(body.length);
    this.#watchdog.arm(this.#leftForBody());
    try {
      return await this.#answer(await dispatcher.request(this.#options()));
    } catch (thrown) {
      const { signal } = this.#watchdog;
      throw signal.aborted ? connectionFailure(signal.reason, this.#request, this.sent) : thrown;
    } finally {
      this.#watchdog.end();
    }
  }

  /** A body that is a secret goes where its target lets it, and nowhere else. */
  get #body(): Buffer | StreamedBody | undefined {
    const { secret } = this.#target;
    return secret?.kind === 'body' ? secret.body : this.#request.body;
  }

  #options(): Dispatcher.RequestOptions {
    const { method, url } = this.#request;
    const body = this.#body;
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
      namedBy: this.#target.namedBy,
    } as Dispatcher.RequestOptions & GuardedOptions;
  }

  #headers(): Record<string, string> {
    const { body } = this.#request;
    const { secret } = this.#target;
    const headers = { 'user-agent': USER_AGENT, ...this.#request.headers };
    const all = secret?.kind === 'header' ? { ...headers, authorization: secret.authorization } : headers;
    if (body === undefined || Buffer.isBuffer(body) || body.length === undefined) return all;
    return { ...all, 'content-length': String(body.length) };
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
    this.#watchdog.arm(this.#request.endsBlob ? this.#settings.think : this.#leftForBody());
  }

  /**
   * The kernel takes some MB at once, and does not say when they arrive. Each piece that went out may take `timeout`, as if
   * it had been waited for; what was waited already is taken off.
   */
  #leftForBody(): number {
    const { timeout, think } = this.#settings;
    const left = timeout * (1 + Math.floor(this.sent / PIECE)) - this.#waited;
    return Math.max(timeout, Math.min(think, left));
  }

  *#pieces(bytes: Uint8Array): Generator<Uint8Array> {
    for (let from = 0; from < bytes.length; from += PIECE) {
      const piece = bytes.subarray(from, from + PIECE);
      this.#watchdog.arm(this.#settings.timeout);
      const began = process.hrtime.bigint();
      yield piece;
      this.#waited += Number((process.hrtime.bigint() - began) / 1_000_000n);
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

  async #answer(response: Dispatcher.ResponseData): Promise<Omit<HttpAnswer, 'took'>> {
    const limit = response.statusCode < 300 ? (this.#request.answerLimit ?? ERROR_LIMIT) : ERROR_LIMIT;
    const receive = response.statusCode < 300 ? this.#request.receiver?.() : undefined;
    const chunks: Buffer[] = [];
    let size = 0;
    this.#watchdog.arm(this.#settings.timeout);
    this.#watchdog.limit(WHOLE * this.#settings.timeout);
    const { statusCode: status, headers } = response;
    const encoding = header({ headers }, 'content-encoding');
    const most = encodedLimit(limit, encoding);
    const pieces = receive === undefined ? response.body : decodedPieces(response.body, encoding);
    for await (const chunk of pieces as AsyncIterable<Buffer>) {
      if (Math.floor((size + chunk.length) / PART) > Math.floor(size / PART)) {
        this.#watchdog.limit(WHOLE * this.#settings.timeout);
      }
      size += chunk.length;
      if (receive !== undefined) await this.#handOver(chunk, receive);
      else chunks.push(chunk);
      if (receive === undefined && size > most) break;
      this.#watchdog.arm(this.#settings.timeout);
    }
    const raw = Buffer.concat(chunks);
    const body = await decodedBody(raw, encoding, limit);
    return {
      request: this.#request,
      url: this.#request.url,
      target: this.#target,
      status,
      headers,
      body: (body ?? raw).subarray(0, limit),
      truncated: body === undefined || body.length > limit,
      sent: this.sent,
    };
  }
}
