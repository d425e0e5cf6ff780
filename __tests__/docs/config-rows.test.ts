import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { pack } from 'tar-stream';
import { buildTar } from '../../src/rootfs/build-tar.ts';
import { ASSETS } from '../support/kit-assets.ts';
import { planInWorkspace } from '../support/plan-in-workspace.ts';
import { binaryOf } from '../support/plan-values.ts';
import { scratchFolder, writeTree } from '../support/scratch-folder.ts';

const workspace = scratchFolder('config-rows');

const NAMED = [
  'config.yaml',
  'static/index.html',
  'static/README.md',
  'plugins/amd64/x.so',
  'lib/amd64/x.so',
  'rootfs/etc/motd',
  'run.sh',
  'data/x',
  'ping',
  'manifests/app.yaml',
  'a.json',
  'data.bin',
];

beforeAll(async () => {
  await writeTree(workspace, Object.fromEntries(NAMED.map((name) => [name, name])));
  const { pem } = await ASSETS.caBundle();
  await writeFile(
    join(workspace, 'corp.pem'),
    `${pem.split('-----END CERTIFICATE-----')[0]}-----END CERTIFICATE-----\n`,
  );
  const tar = pack();
  tar.entry({ name: './etc/os-release', mtime: new Date(0) }, 'x');
  tar.finalize();
  await writeFile(join(workspace, 'rootfs.tar.gz'), gzipSync(await buffer(tar as unknown as AsyncIterable<Buffer>)));
});

/** The cells of the tables of a page that hold what is to be written. */
function cellsOf(page: string, column: number): string[] {
  const text = readFileSync(join(import.meta.dirname, '../../docs', page), 'utf8');
  return text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map(
      (line) =>
        line
          .split(/(?<!\\)\|/)
          [column]?.trim()
          .replaceAll('\\|', '|') ?? '',
    )
    .map((cell) => /^`(.*)`$/.exec(cell)?.[1] ?? '')
    .filter((cell) => cell !== '');
}

const USERS = 'users: [{ name: app, uid: 1001 }]';

describe.each([
  ['config.md', 4],
  ['from-dockerfile.md', 2],
])('each row of docs/%s', (page, column) => {
  const rows = cellsOf(page, column).filter((row) => !/^binary: \w/.test(row));

  test.each(rows)('%s is an image', async (row) => {
    const config = row === 'user: app' ? `${row}\n${USERS}` : row;
    const source = row.includes('data,') ? row.replace('src: data,', 'src: data.bin,') : config;
    const { platforms } = await planInWorkspace(workspace, source, [binaryOf('dist/app')]);
    for (const { entries, lower } of platforms[0]?.layers ?? []) {
      expect((await buildTar(entries, { lower })).size).toBeGreaterThan(1024);
    }
  });
});
