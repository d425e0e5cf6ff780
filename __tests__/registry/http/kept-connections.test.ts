import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { digestOf } from '../../../src/oci/digest.ts';
import { connect } from '../support/connect.ts';

const BLOB = digestOf(Buffer.from('blob'));
const sockets = new Set<Socket>();
const closing: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Answers every request with `answer`, and counts connections. */
async function client(answer: string) {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('data', () => socket.write(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const connection = connect(`127.0.0.1:${(server.address() as AddressInfo).port}`);
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    server.close();
  });
  closing.push(() => connection.close());
  return connection.client;
}

test('connections are used again after a HEAD', async () => {
  const registry = await client('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n');
  for (let round = 0; round < 6; round++) expect(await registry.hasBlob(BLOB)).toBe(true);
  expect(sockets.size).toBe(1);
});

test('a HEAD that is answered with a body does no harm to what follows', async () => {
  const registry = await client('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nblob');
  for (let round = 0; round < 5; round++) expect(await registry.hasBlob(BLOB)).toBe(true);
});
