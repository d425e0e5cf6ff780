import { once } from 'node:events';
import { connect } from 'node:net';

/**
 * Keeps the port of a server that is away for a while: connections to it are refused, and the system gives it to nobody
 * else. A socket that is connected to itself does both, since a port in use has no listener and yet is in nobody's choice.
 *
 * @returns gives the port back
 */
export async function holdPort(host: string, port: number): Promise<() => Promise<void>> {
  const holder = connect({ host, port, localAddress: host, localPort: port });
  await once(holder, 'connect');
  return async () => {
    const closed = once(holder, 'close');
    holder.resetAndDestroy();
    await closed;
  };
}
