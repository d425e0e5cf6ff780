import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { refuseUntil } from '../../../testing/refuse-until.ts';
import { type HttpProxy, startHttpProxy } from './http-proxy.ts';

export type OutageKind = '503' | 'reset' | 'refused';

export interface OutageProxy extends HttpProxy {
  /** Requests that met the outage; those that were refused before they came are not seen. */
  readonly failed: number;
}

export interface OutagePlan {
  readonly kind: OutageKind;
  /** The number of the request (from 1) with which it begins. */
  readonly from: number;
  readonly milliseconds: number;
}

/** Stands before a registry that is gone for a while. */
export async function startOutageProxy(target: string, { kind, from, milliseconds }: OutagePlan): Promise<OutageProxy> {
  let [number, failed] = [0, 0];
  let state: 'before' | 'on' | 'after' = 'before';
  const sockets = new Set<Socket>();
  const proxy = await startHttpProxy(target, (request, response) => {
    number += 1;
    if (state === 'before' && number >= from) begin();
    if (state !== 'on') return false;
    failed += 1;
    if (kind === '503') response.writeHead(503, { 'content-type': 'text/plain' }).end('no healthy upstream');
    else request.socket.resetAndDestroy();
    return true;
  });
  proxy.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
  });

  function begin(): void {
    state = 'on';
    const end = delay(milliseconds).then(() => {
      state = 'after';
    });
    if (kind === 'refused') void refuseUntil(proxy.server, end);
    if (kind !== '503') for (const socket of sockets) socket.resetAndDestroy();
  }

  return Object.defineProperty(proxy, 'failed', { get: () => failed }) as unknown as OutageProxy;
}
