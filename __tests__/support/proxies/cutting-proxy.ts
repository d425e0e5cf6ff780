import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

export interface CuttingProxy extends TcpProxy {
  /** Cuts so far. */
  readonly cuts: number;
}

/** Cuts the connection that carries the byte, each time as many bytes as `places` says have come from clients in all. */
export async function startCuttingProxy(target: string, places: readonly number[]): Promise<CuttingProxy> {
  const left = [...places].sort((a, b) => a - b);
  let passed = 0;
  const proxy = await startTcpProxy(target, {
    up(bytes, connection) {
      passed += bytes.length;
      const [next] = left;
      if (next === undefined || passed < next) return;
      left.shift();
      connection.cut();
    },
  });
  return Object.defineProperty(proxy, 'cuts', { get: () => places.length - left.length }) as CuttingProxy;
}
