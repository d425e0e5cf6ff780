import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { ActionError } from '../../../src/errors.ts';
import { failureOf } from '../support/compatibility.ts';
import { connect } from '../support/connect.ts';
import { coded, toldWithout } from '../support/told.ts';

let server: Server;

afterEach(() => void server?.close());

/** What a client says that meets this server, and how often it asked. */
async function meet(answer: (socket: Socket) => void, scheme = 'http'): Promise<{ error: ActionError; asked: number }> {
  let asked = 0;
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (bytes) => {
      if (scheme === 'https' && bytes[0] !== 22) return socket.destroy();
      asked += 1;
      return answer(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const connection = connect(`127.0.0.1:${(server.address() as AddressInfo).port}`);
  try {
    return { error: await failureOf(connection.client.getManifest('v1')), asked };
  } finally {
    await connection.close();
  }
}

/** A server that ends the handshake with an alert: https://www.iana.org/assignments/tls-parameters#tls-parameters-6 */
const alert = (description: number) => (socket: Socket) =>
  void socket.end(Buffer.from([21, 3, 3, 0, 2, 2, description]));

describe('TLS that is refused is told as what it is, and at once', () => {
  test.each([
    [
      40,
      'handshake failure',
      'it wants a client certificate (client.cert and client.key in the directory certs.d/127.0.0.1:',
    ],
    [71, 'insufficient security', 'or it has no cipher of TLS 1.2 or 1.3 in common with this client'],
    [70, 'protocol version', 'speaks TLS 1.1 or older only'],
    [112, 'unrecognized name', 'knows no host named 127.0.0.1:'],
    [42, 'bad certificate', 'wants a client certificate that it trusts (mTLS)'],
    [48, 'unknown ca', 'wants a client certificate that it trusts (mTLS)'],
    [116, 'certificate required', 'wants a client certificate that it trusts (mTLS)'],
    [80, 'internal error', 'ended the TLS handshake for a reason of its own'],
  ])('alert %i', async (description, words, hint) => {
    const { error, asked } = await meet(alert(description), 'https');
    expect(error.message).toContain('failed: the TLS handshake was refused: ');
    expect(error.message).toContain(words);
    expect(error.message).not.toMatch(/SSL routines|deps\/openssl/);
    expect(error.hint).toContain(hint);
    expect(asked).toBe(1);
  });

  test('also as Node 20 says it', () => {
    const text = toldWithout(
      coded(
        'EPROTO',
        'write EPROTO 40E7:error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:../deps/x.c:1590:SSL alert number 40\n',
      ),
    );
    expect(text).toContain('the TLS handshake was refused: sslv3 alert handshake failure, EPROTO');
    expect(text).toContain('it wants a client certificate');
  });

  test('a key that is too weak', () => {
    const text = toldWithout(
      coded('ERR_SSL_EE_KEY_TOO_SMALL', '40E7:error:0A00018F:SSL routines:tls_process:ee key too small:../deps/x.c:1:'),
    );
    expect(text).toContain("is too weak for today's TLS");
  });
});

describe('HTTP that can be read in two ways is told at once', () => {
  test.each([
    ['Content-Length first', 'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n'],
    ['Transfer-Encoding first', 'Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\nok\r\n0\r\n\r\n'],
    ['two lengths', 'Content-Length: 2\r\nContent-Length: 3\r\n\r\nok'],
  ])('%s', async (_, rest) => {
    const { error, asked } = await meet((socket) => void socket.write(`HTTP/1.1 200 OK\r\n${rest}`));
    expect(error.message).toContain('the answer contradicts itself about its length');
    expect(error.hint).toContain('update or repair that proxy');
    expect(asked).toBeLessThan(3);
  });
});

describe('a host that is not the registry is told by its own name', () => {
  test.each([
    [coded('ENOTFOUND', 'getaddrinfo ENOTFOUND minio'), 'http://minio:9000/x'],
    [coded('ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.1:443'), 'https://s3.example.com/x'],
    [coded('DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'), 'https://auth.example.com/token'],
  ])('%s at %s', (thrown, at) => {
    const { host } = new URL(at);
    expect(toldWithout(thrown, at)).toContain(
      `r.example.com sends this on to ${host} (its storage, or its token server), and the way there does not work`,
    );
  });

  test('or as the registry on another port', () => {
    const other = toldWithout(
      coded('ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.1:8080'),
      'https://r.example.com:8080/x',
    );
    expect(other).toContain('names its own addresses with another port, or without one (r.example.com:8080)');
  });
});
