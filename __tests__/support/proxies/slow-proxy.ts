import { setTimeout as delay } from 'node:timers/promises';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

export interface Slowness {
  /** From clients, over all connections. */
  readonly bytesPerSecond?: number;
  /** Milliseconds before each piece of an answer. */
  readonly latency?: number;
}

/** A line as one has it at home. */
export function startSlowProxy(target: string, { bytesPerSecond, latency = 0 }: Slowness): Promise<TcpProxy> {
  let free = 0;
  return startTcpProxy(target, {
    async up(bytes) {
      if (bytesPerSecond === undefined) return;
      const now = performance.now();
      free = Math.max(free, now) + (bytes.length / bytesPerSecond) * 1000;
      await delay(free - now);
    },
    async down() {
      if (latency > 0) await delay(latency);
    },
  });
}
