import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { ANSWERS } from '../../testing/strict-registry/behaviours/answers.ts';
import { behaviourNamed, failureOf, pushAndValidate, WAYS } from './support/compatibility.ts';
import { connect } from './support/connect.ts';
import { makeSampleImage, pushSample } from './support/sample-push.ts';

describe('a server that says yes to everything and is not a registry', () => {
  let server: Server;

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  async function failure(answer: RequestListener) {
    server = createServer((request, response) => {
      request.resume().on('end', () => answer(request, response));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const connection = connect(`127.0.0.1:${(server.address() as AddressInfo).port}`);
    const pushing = pushSample(connection.client, makeSampleImage(1000), 'ready');
    return failureOf(pushing).finally(connection.close);
  }

  test('a web page is an error that says what came', async () => {
    const page = '<!DOCTYPE html><html><head><title>Sign in</title></head><body></body></html>';
    const error = await failure((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
    });
    expect(error.message).toMatch(/ failed: the answer is a web page, "Sign in" \(\w+ http:/);
    expect(error.hint).toMatch(/is a web server.*, not a registry: check host and port/);
  });

  test.each(['', '{}', 'OK'])(
    'the answer "%s" is an error, since the manifest is not there afterwards',
    async (body) => {
      const error = await failure((_, response) => response.writeHead(200).end(body));
      expect(error.message).toMatch(/^Writing the manifest .*:v1 failed: 200.*and yet the registry does not have it/);
    },
  );
});

test('a registry that names no digest and answers 200 is believed once it shows the manifest', async () => {
  const behaviour = behaviourNamed(ANSWERS, 'PUT answered with 200');
  const quirks = { ...behaviour.quirks, contentDigest: 'absent' } as const;
  await pushAndValidate({ ...behaviour, quirks }, WAYS[0]);
});
