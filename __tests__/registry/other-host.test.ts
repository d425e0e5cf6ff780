import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { failureOf } from './support/compatibility.ts';
import { connect } from './support/connect.ts';
import { makeSampleImage, pushSample } from './support/sample-push.ts';

describe('a host that the registry leads to and that asks for credentials', () => {
  const servers: Server[] = [];

  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  async function serve(
    answer: RequestListener,
  ): Promise<{ host: string; seen: IncomingHttpHeaders[]; paths: string[] }> {
    const seen: IncomingHttpHeaders[] = [];
    const paths: string[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers);
      paths.push(request.url ?? '');
      request.resume();
      answer(request, response);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, seen, paths };
  }

  const asking = () =>
    serve((request, response) => {
      const realm = `http://${request.headers.host}/token`;
      response.writeHead(401, { 'www-authenticate': [`Bearer realm="${realm}"`, 'Basic realm="x"'] }).end();
    });

  async function failure(host: string, work: (client: ReturnType<typeof connect>['client']) => Promise<unknown>) {
    const connection = connect(host);
    try {
      return await failureOf(work(connection.client));
    } finally {
      await connection.close();
    }
  }

  test('as the Location of an upload: the error names both hosts, and neither got anything', async () => {
    const other = await asking();
    const registry = await serve((request, response) => {
      const location = `http://${other.host}/v2/o/app/blobs/uploads/1`;
      response.writeHead(request.method === 'POST' ? 202 : 404, { location }).end();
    });
    const error = await failure(registry.host, (client) => pushSample(client, makeSampleImage(1000), 'ready'));
    expect(error.message).toContain(
      `401 (PUT http://${other.host}/v2/o/app/blobs/uploads/1, where ${registry.host} led`,
    );
    expect(error.hint).toMatch(new RegExp(`^${other.host} is not ${registry.host}, so it was shown no credentials`));
    expect(error.code).toBe('registry');
    expect(other.seen.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
    expect(registry.seen.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
    // The address may have run out, so a second one was asked for, for each of the two blobs.
    expect(other.seen.filter(({ 'content-type': type }) => type !== undefined).length).toBeLessThanOrEqual(4);
  });

  test('a way that leads back to the registry: the error names both', async () => {
    let home = '';
    const other = await serve((_, response) => response.writeHead(307, { location: `http://${home}/back` }).end());
    const registry = await serve((request, response) => {
      if (request.url === '/back') response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
      else response.writeHead(307, { location: `http://${other.host}/away` }).end();
    });
    home = registry.host;
    const error = await failure(registry.host, (client) => client.getManifest('v1'));
    expect(error.message).toContain(`401 (GET http://${registry.host}/back, where ${other.host} led)`);
    expect(error.hint).toMatch(new RegExp(`^${registry.host} led to ${other.host}, and that led back`));
    expect([...registry.seen, ...other.seen].filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  });

  test('hands out no address of the registry, where credentials would follow', async () => {
    let home = '';
    const victim = () => `http://${home}/v2/o/app/manifests/latest`;
    const other = await serve((request, response) => {
      const link = `<${victim()}>; rel="next"`;
      const tags = request.method === 'GET' && request.url?.includes('tags');
      response.writeHead(tags ? 200 : 202, { location: victim(), link, warning: '299 - "log in at evil.test"' });
      response.end('{"tags": []}');
    });
    const registry = await serve((request, response) => {
      const { authorization } = request.headers;
      if (authorization === undefined) response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
      else if (request.url?.includes('/tags/'))
        response.writeHead(307, { location: `http://${other.host}/tags` }).end();
      else if (request.method !== 'POST') response.writeHead(404).end();
      else response.writeHead(202, { location: `http://${other.host}/v2/o/app/blobs/uploads/1` }).end();
    });
    home = registry.host;
    const connection = connect(registry.host, { settings: { retryFor: 0, chunkSize: 100_000 } });
    try {
      await connection.client.listTags();
      await failureOf(pushSample(connection.client, makeSampleImage(300_000), 'growing'));
    } finally {
      await connection.close();
    }
    expect(other.seen.length).toBeGreaterThan(2);
    expect(registry.paths.filter((path) => path.includes('/manifests/latest'))).toEqual([]);
    expect(connection.log.lines.join()).not.toContain('log in at evil.test');
  });

  test('as the next page of tags', async () => {
    const other = await asking();
    const registry = await serve((_, response) => {
      const link = `<http://${other.host}/v2/o/app/tags/list?last=a>; rel="next"`;
      response.writeHead(200, { link, 'content-type': 'application/json' }).end('{"tags": ["a"]}');
    });
    const error = await failure(registry.host, (client) => client.listTags());
    expect(error.message).toContain(`, where ${registry.host} led`);
  });

  test('a token server that leads elsewhere: the error names both, and the question goes no further', async () => {
    const other = await asking();
    const tokens = await serve((_, response) => response.writeHead(307, { location: `http://${other.host}/t` }).end());
    const registry = await serve((_, response) =>
      response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${tokens.host}/token"` }).end(),
    );
    const error = await failure(registry.host, (client) => client.getManifest('v1'));
    expect(error.message).toContain(`http://${other.host}/t is not the token server ${tokens.host} itself`);
    expect(other.seen).toEqual([]);
  });
});
