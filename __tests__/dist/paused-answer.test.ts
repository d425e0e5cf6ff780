import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { build, type Plugin } from 'esbuild';
import { undiciPausedParser } from '../../scripts/undici-paused-parser.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

/** Reads an answer late, of a server that sends it at once and ends the connection. */
const LATE_READER = `
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { request } from 'undici';
const [size, framing] = [Number(process.argv[2]), process.argv[3]];
const head = { length: 'Content-Length: ' + size + '\\r\\n', chunked: 'Transfer-Encoding: chunked\\r\\n', end: '' }[framing];
const server = createServer((socket) => {
  socket.once('data', () => {
    socket.write('HTTP/1.1 200 OK\\r\\n' + head + 'Connection: close\\r\\n\\r\\n');
    if (framing === 'chunked') socket.write(size.toString(16) + '\\r\\n');
    socket.write(Buffer.alloc(size, 97));
    socket.end(framing === 'chunked' ? '\\r\\n0\\r\\n\\r\\n' : '');
  });
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const answer = await request('http://127.0.0.1:' + server.address().port + '/');
await wait(200);
let read = 0;
for await (const piece of answer.body) read += piece.length;
console.log(read);
server.close();
`;

describe('an answer that is there before it is read, over a connection that has ended', () => {
  const folder = scratchFolder('paused-answer');

  test.each([
    ['length', 65_536],
    ['length', 200_000],
    ['chunked', 65_536],
    ['end', 65_536],
    ['end', 131_072],
  ])('is read to its end (%s, %d bytes)', async (framing, size) => {
    const bundle = await bundled(folder, [undiciPausedParser]);
    expect(started(bundle, size, framing)).toMatchObject({ status: 0, stdout: `${size}\n` });
  });

  test('would end the process without the repair: when it no longer does, scripts/undici-paused-parser.ts can go', async () => {
    const bundle = await bundled(folder, []);
    expect(started(bundle, 65_536, 'length').stderr).toContain('assert(!this.paused)');
  });
});

function started(bundle: string, size: number, framing: string) {
  return spawnSync(process.execPath, [bundle, `${size}`, framing], { encoding: 'utf8' });
}

async function bundled(folder: string, plugins: Plugin[]): Promise<string> {
  const [entry, outfile] = [join(folder, 'late-reader.mjs'), join(folder, `bundle-${plugins.length}.mjs`)];
  writeFileSync(entry, LATE_READER);
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
  const nodePaths = [join(import.meta.dirname, '../../node_modules')];
  await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    plugins,
    banner,
    nodePaths,
  });
  return outfile;
}
