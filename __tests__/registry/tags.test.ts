import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { TagListReader } from '../../src/registry/tag-list-reader.ts';
import { startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { planForTag, publishTo, recordedLog } from '../support/publishing.ts';
import { imageSet, testImage } from '../support/test-images.ts';
import { failureOf } from './support/compatibility.ts';
import { connect } from './support/connect.ts';

function read(text: string, size = 7): { readonly tags: string[]; readonly complete: boolean } {
  const tags: string[] = [];
  const reader = new TagListReader((tag) => tags.push(tag));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) reader.write(bytes.subarray(at, at + size));
  return { tags, complete: reader.complete };
}

describe('a list of tags, read while it comes', () => {
  test.each([
    ['{"name":"o/app","tags":["a","b"]}', ['a', 'b']],
    ['{"tags": null, "name": "o/app"}', []],
    [' {\n"tags" : [ ] }\n', []],
    ['{"tags":["a\\u0062","c\\"d"],"more":{"tags":["x"],"y":[{"tags":["z"]}]}}', ['ab', 'c"d']],
    ['{"name":"tags","other":["no"],"tags":["yes",1,null,["deep"],{"k":"v"}]}', ['yes']],
    ['{}', []],
  ])('%s', (text, tags) => {
    for (const size of [1, 3, 1000]) expect(read(text, size)).toEqual({ tags, complete: true });
  });

  test.each(['', '[]', 'hello', '<html>', '{"tags":["a"', '{"tags":["a"]', '{}{}', '{"tags":["a}', '{]', '{"tags":[}'])(
    '%j is not one',
    (text) => {
      expect(read(text).complete).toBe(false);
    },
  );

  test('agrees with JSON.parse about any document, in pieces of any size', () => {
    const document = fc.record({ name: fc.string(), tags: fc.array(fc.string()), more: fc.jsonValue() });
    fc.assert(
      fc.property(document, fc.integer({ min: 1, max: 50 }), fc.boolean(), (value, size, pretty) => {
        const text = JSON.stringify(value, null, pretty ? 2 : 0);
        expect(read(text, size)).toEqual({ tags: JSON.parse(text).tags, complete: true });
      }),
      { numRuns: 2000, seed: 20_260_101 },
    );
  });
});

describe('lists of tags that are long', () => {
  const open: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  });

  async function serving(answer: (request: IncomingMessage, response: ServerResponse) => void) {
    const server: Server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push({ close: () => server.close(() => {}).closeAllConnections() });
    const connection = connect(`127.0.0.1:${(server.address() as AddressInfo).port}`, {
      settings: { timeout: 10_000 },
    });
    open.push(connection);
    return connection.client;
  }

  test('twenty thousand tags of commits leave the moving tags where they move', async () => {
    const registry = await startStrictRegistry();
    open.push(registry);
    const run = () => {
      const connection = connect(registry.host, {
        repository: 'acme/app',
        settings: { timeout: 20_000, think: 20_000 },
      });
      open.push(connection);
      return connection.client;
    };
    const first = await publishTo(run(), planForTag('1.0.0'), imageSet([testImage()]));
    const { tags } = registry.store.open('acme/app');
    const commit = (index: number) => `sha-${index.toString(16).padStart(40, '0')}`;
    for (let index = 0; index < 20_000; index += 1) tags.set(commit(index), first.image?.digest ?? '');
    const log = recordedLog();
    const report = await publishTo(
      run(),
      planForTag('0.9.0'),
      imageSet([testImage({ created: '2026-01-01T00:00:00Z' })]),
      {},
      log,
    );
    expect(report.error).toBeUndefined();
    expect(report.tags.find(({ name }) => name === 'latest')).toMatchObject({ state: 'left alone' });
    expect(log.lines.filter((line) => line.startsWith('warning'))).toEqual([]);
  });

  test('what nobody asked for is not kept, from a page of more than 4 MiB', async () => {
    const tags = Array.from({ length: 100_000 }, (_, index) => `sha-${index.toString(16).padStart(40, '0')}`);
    const body = JSON.stringify({ name: 'o/app', tags: [...tags, '1.0.0'] });
    expect(body.length).toBeGreaterThan(4 * 1024 * 1024);
    const client = await serving((_, response) => response.end(body));
    expect(await client.listTags((tag) => !tag.startsWith('sha-'))).toEqual(['1.0.0']);
  });

  test.each<[string, (text: string) => Buffer]>([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', (text: string) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ])('a list that comes as %s, though nobody asked for that, is read', async (encoding, compress) => {
    const tags = Array.from({ length: 100_000 }, (_, index) => `1.${index}.0`);
    const body = compress(JSON.stringify({ name: 'o/app', tags }));
    const client = await serving((_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body));
    expect((await client.listTags())?.join('\n')).toBe(tags.join('\n'));
  });

  test.each([
    ['cut', gzipSync('{"tags":["1.0.0"]}').subarray(0, 20)],
    ['something else', Buffer.from('{"tags":["1.0.0"]}')],
  ])('a compressed list that is %s is told as one that cannot be decoded', async (_, body) => {
    const client = await serving((__, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(body));
    expect((await failureOf(client.listTags())).message).toMatch(/is called gzip and cannot be decoded/);
  });

  test('a list that unpacks to gigabytes is given up after 64 MiB of them', async () => {
    // Pieces of gzip one after the other are gzip.
    const piece = gzipSync(Buffer.alloc(1024 * 1024, 'x'));
    const bomb = Buffer.concat([gzipSync('{"tags":["'), ...Array(2048).fill(piece)]);
    let sent = 0;
    const client = await serving((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      sent += 1;
      response.end(bomb);
    });
    expect((await failureOf(client.listTags())).message).toMatch(/longer than this client reads/);
    expect(sent).toBe(1);
  });

  test('pages without end are given up after a thousand, and asked for once', async () => {
    let requests = 0;
    const endless = (request: IncomingMessage, response: ServerResponse) => {
      if (!request.url?.includes('/tags/list')) return void response.writeHead(404).end();
      requests += 1;
      response.setHeader('link', `</v2/o/app/tags/list?last=${requests}>; rel="next"`);
      response.end(JSON.stringify({ tags: [`${requests}.0.0`] }));
    };
    const client = await serving(endless);
    expect((await failureOf(client.listTags())).message).toMatch(/there are more than 1000 pages/);
    expect(requests).toBe(1000);
  });

  test('a page without end is given up', async () => {
    const page = `${'"1.0.0",'.repeat(8000)}`;
    const client = await serving((_, response) => {
      response.write('{"tags":[');
      const more = () => {
        while (response.write(page));
        response.once('drain', more);
      };
      more();
    });
    expect((await failureOf(client.listTags())).message).toMatch(/longer than this client reads/);
  });
});
