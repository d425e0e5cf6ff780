import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import type { Fault } from './fault.ts';
import type { RecordedRequest } from './record.ts';
import { type Refusal, refused } from './refusal.ts';

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A fault or the client itself ended the exchange: nothing is left to be answered. */
export class Interrupted extends Error {}

/** Called when a fault strikes; gives headers for its answer. */
export type OnFault = (fault: Fault, exchange: Exchange) => Headers;

export interface ExchangeRules {
  readonly fault: Fault | undefined;
  readonly onFault: OnFault;
  /** Bytes. */
  readonly bodyLimit: number;
  /** What is read is sent compressed, though nobody asked. */
  readonly compresses: boolean;
}

/** One request and its answer, with the fault that was planned for it. Handlers read and answer through this alone. */
export class Exchange {
  readonly record: RecordedRequest;
  readonly query: URLSearchParams;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #fault: Fault | undefined;
  readonly #onFault: OnFault;
  readonly #bodyLimit: number;
  readonly #compresses: boolean;

  constructor(request: IncomingMessage, response: ServerResponse, record: RecordedRequest, rules: ExchangeRules) {
    this.record = record;
    this.query = new URLSearchParams(record.query);
    this.#request = request;
    this.#response = response;
    this.#fault = rules.fault;
    this.#onFault = rules.onFault;
    this.#bodyLimit = rules.bodyLimit;
    this.#compresses = rules.compresses;
  }

  get method(): string {
    return this.record.method;
  }

  get path(): string {
    return this.record.path;
  }

  get answered(): boolean {
    return this.#response.headersSent;
  }

  header(name: string): string | undefined {
    const value = this.record.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  /** Of the body; undefined where the client did not say. */
  get contentLength(): number | undefined {
    const text = this.header('content-length');
    return text === undefined ? undefined : Number(text);
  }

  get hasBody(): boolean {
    return this.header('transfer-encoding') !== undefined || (this.contentLength ?? 0) > 0;
  }

  /** Meets the faults that come before anything is read. */
  async begin(): Promise<void> {
    const when = this.#fault?.when;
    if (when === 'at-once' || (!this.hasBody && (when === 'mid-body' || when === 'after-body'))) await this.#strike();
  }

  /** The body as it arrives; what a handler leaves of it is drained by Node, the connection lives on. */
  async *body(): AsyncGenerator<Buffer> {
    const middle = Math.floor((this.contentLength ?? 128 * 1024) / 2);
    if ((this.contentLength ?? 0) > this.#bodyLimit) throw tooLarge();
    for await (const bytes of this.#chunks()) {
      this.record.bytesReceived += bytes.length;
      if (this.record.bytesReceived > this.#bodyLimit) throw tooLarge();
      yield bytes;
      if (this.#fault?.when === 'mid-body' && this.record.bytesReceived >= middle) await this.#strike();
    }
    if (this.#fault?.when === 'mid-body' || this.#fault?.when === 'after-body') await this.#strike();
  }

  async *#chunks(): AsyncGenerator<Buffer> {
    try {
      yield* this.#request.iterator({ destroyOnReturn: false });
    } catch (error) {
      throw new Interrupted('the client left', { cause: error });
    }
  }

  /** The whole body; undefined where it is longer than `limit`. */
  async bytes(limit: number): Promise<Buffer | undefined> {
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of this.body()) {
      size += part.length;
      if (size <= limit) parts.push(part);
    }
    return size > limit ? undefined : Buffer.concat(parts);
  }

  async answer(status: number, headers: Headers, body: Buffer | Readable = Buffer.alloc(0)): Promise<void> {
    if (this.#fault?.when === 'after-commit') {
      if (this.#fault.act === 'truncate') return this.#truncate(status, headers, body);
      await this.#strike();
    }
    if (this.#compresses && this.method === 'GET' && status === 200) {
      const compressed = body instanceof Readable ? body.pipe(createGzip()) : gzipSync(body);
      return this.#send(status, { ...headers, 'content-length': undefined, 'content-encoding': 'gzip' }, compressed);
    }
    await this.#send(status, headers, body);
  }

  async #send(status: number, headers: Headers, body: Buffer | Readable): Promise<void> {
    this.record.status = status;
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined) this.#response.setHeader(name, value);
    }
    const stated = this.#response.hasHeader('content-length') || body instanceof Readable || status === 204;
    if (!stated) this.#response.setHeader('content-length', body.length);
    this.#response.writeHead(status);
    if (this.method === 'HEAD' || status === 204) this.#response.end();
    else if (body instanceof Readable) await pipeline(body, this.#response).catch(() => this.#cut());
    else this.#response.end(body);
  }

  /** Does what the fault says; always ends in Interrupted. */
  async #strike(): Promise<never> {
    const fault = this.#fault as Fault;
    this.record.fault = fault.name;
    const headers = this.#onFault(fault, this);
    if (fault.act === 'stall') await this.#closed();
    if (fault.act === 'reset') this.#cut();
    if (fault.act === 'answer' && fault.answer !== undefined) {
      const { status, body, ...rest } = typeof fault.answer === 'function' ? fault.answer() : fault.answer;
      await this.#send(status, { ...headers, ...rest.headers }, Buffer.from(body));
      this.#request.resume();
    }
    throw new Interrupted(fault.name);
  }

  /** The first half of the answer, then nothing. */
  #truncate(status: number, headers: Headers, body: Buffer | Readable): void {
    this.record.fault = this.#fault?.name ?? '';
    this.record.status = status;
    const lines = Object.entries({ ...headers, 'content-length': body instanceof Readable ? 1000 : body.length + 100 })
      .filter(([name, value]) => value !== undefined && name !== 'connection')
      .map(([name, value]) => `${name}: ${value}\r\n`);
    const head = `HTTP/1.1 ${status} Cut\r\n${lines.join('')}\r\n`;
    const half = body instanceof Readable ? Buffer.from('half') : body.subarray(0, body.length / 2);
    // An answer without a body can only be cut in its head.
    const bodiless = this.method === 'HEAD' || status === 204;
    this.#response.socket?.end(bodiless ? head.slice(0, head.length / 2) : Buffer.concat([Buffer.from(head), half]));
  }

  #cut(): void {
    this.#request.socket.resetAndDestroy();
  }

  async #closed(): Promise<void> {
    const { socket } = this.#request;
    if (!socket.destroyed) await new Promise((resolve) => socket.once('close', resolve));
  }
}

function tooLarge(): Refusal {
  return refused(413, 'SIZE_INVALID', 'Request Entity Too Large');
}
