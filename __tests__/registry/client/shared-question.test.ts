import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { type Connection, connect } from '../support/connect.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const BODY = JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config: {}, layers: [] });

let server: Server;
let connection: Connection;

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await connection.close();
});

function event(): { readonly happened: Promise<void>; readonly happens: () => void } {
  let happens = () => {};
  const happened = new Promise<void>((resolve) => {
    happens = resolve;
  });
  return { happened, happens };
}

test('the question at /v2/ goes on when the request that asked it first is given up', async () => {
  const [asked, refused, givenUp] = [event(), event(), event()];
  server = createServer(async ({ url, headers }, response) => {
    if (url === '/v2/') {
      asked.happens();
      await givenUp.happened;
      response.writeHead(401, { 'www-authenticate': 'Basic realm="r"' }).end();
    } else if (headers.authorization === undefined) {
      response.writeHead(401).end();
      if (url?.endsWith('/v1') === true) refused.happens();
    } else {
      response.writeHead(200, { 'content-type': MANIFEST }).end(BODY);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  connection = connect(host, { settings: { timeout: 20_000 } });
  const { client } = connection;
  const glance = client.tryManifest('latest', 1000);
  await asked.happened;
  const read = client.getManifest('v1');
  await refused.happened;
  expect(await glance).toBeUndefined();
  givenUp.happens();
  expect((await read)?.bytes.toString()).toBe(BODY);
});
