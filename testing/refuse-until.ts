import { once } from 'node:events';
import { type AddressInfo, connect, type Server } from 'node:net';

/**
 * Has a server refuse connections until then. It comes back at its port, which nobody else is given meanwhile.
 *
 * @returns resolves when it listens again
 */
export async function refuseUntil(server: Server, end: Promise<unknown>): Promise<void> {
  const { address, port } = server.address() as AddressInfo;
  server.close();
  const giveBack = await holdPort(address, port);
  await end;
  await giveBack();
  await once(server.listen(port, address), 'listening');
}

/** A socket that is connected to itself: a port in use has no listener, and yet is in nobody's choice. */
async function holdPort(host: string, port: number): Promise<() => Promise<void>> {
  const holder = connect({ host, port, localAddress: host, localPort: port });
  await once(holder, 'connect');
  return async () => {
    const closed = once(holder, 'close');
    holder.resetAndDestroy();
    await closed;
  };
}
