import { chmod, chown, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { readAnnotationLines } from '../../src/config/annotation-lines.ts';
import { finishImages } from '../../src/image/finished-images.ts';
import type { Plan } from '../../src/image/plan.ts';
import { platformImage } from '../../src/image/platform-image.ts';
import type { Request } from '../../src/inputs/request.ts';
import type { Random } from '../../src/ports.ts';
import { buildTar } from '../../src/rootfs/build-tar.ts';
import { gzipLayer } from '../support/finished-images.ts';
import { casesOf } from '../support/part-of-sweep.ts';
import { planInWorkspace } from '../support/plan-in-workspace.ts';
import { binaryOf, goInfo } from '../support/plan-values.ts';
import { scratchFolder, writeTree } from '../support/scratch-folder.ts';
import { seeded } from '../support/seeded.ts';
import { bytesOf } from '../support/tar-listing.ts';

const workspace = scratchFolder('order');
const ORDERS = casesOf(60);

const FILES = { 'a/one': '1', 'a/sub/x': 'x', 'b/two': '#!/app', 'b/sub/y': 'y', 'c/sub/z': 'z', 'c/three': '3' };

/** Every list and map that has no order of its own. */
const CONFIG = {
  path: '/app',
  user: 'app:web',
  users: [
    { name: 'app', uid: 1001, gid: 500 },
    { name: 'web', uid: 1000, gid: 500 },
    { name: 'aaa', uid: 1002 },
  ],
  env: { ZONE: 'z', 'a.b': '1', LOG: 'info', PATH: '/bin:/' },
  expose: ['8080', '53/udp', '443'],
  volumes: ['/data', '/srv/sub', '/cache'],
  workdir: '/srv',
  labels: { b: '2', a: '1', 'org.example.z': 'z' },
  annotations: { 'index:a': 'index', a: 'both', 'manifest:b': 'manifest', b: 'both' },
  'time-zones': ['Europe/Zurich', 'Asia/Tokyo', 'UTC'],
  'ca-certificates': true,
  files: [
    { src: 'a/', dst: '/srv/', owner: '7:7' },
    { src: 'b/', dst: '/srv/' },
    { src: 'c/', dst: '/srv/', mode: '0640' },
    { dst: '/etc/motd', content: 'hello' },
    { dst: '/link', type: 'symlink', target: '/app' },
  ],
};

beforeAll(() => writeTree(workspace, FILES));

function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list
    .map((value) => ({ value, rank: random() }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ value }) => value);
}

/** The same in another order, at every depth. */
function reordered(value: unknown, random: Random): unknown {
  if (Array.isArray(value)) return shuffled(value, random).map((item) => reordered(item, random));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(shuffled(Object.entries(value), random).map(([key, one]) => [key, reordered(one, random)]));
}

/** What another user, umask and day leave on the disk. */
async function touch(random: Random): Promise<void> {
  for (const path of Object.keys(FILES)) {
    const file = join(workspace, path);
    await utimes(file, Math.floor(random() * 1e9), Math.floor(random() * 1e9));
    await chmod(file, random() < 0.5 ? 0o777 : 0o600);
    if (process.getuid?.() === 0) await chown(file, Math.floor(random() * 5), Math.floor(random() * 5));
  }
}

async function digestIn(random: Random): Promise<string> {
  const platforms = ['linux/amd64', 'linux/arm64', 'linux/s390x'];
  const binaries = platforms.map((platform, index) => {
    const settings = { 'vcs.revision': `${index}`.repeat(40), 'vcs.time': `2026-01-0${index + 1}T00:00:00Z` };
    return binaryOf(`dist/${platform}/app`, platform, goInfo(`example.com/p${index}`, settings));
  });
  const labels = Object.fromEntries(shuffled(Object.entries({ y: '1', x: '2' }), random));
  const request = { created: '', labels, platforms: [], smokeTest: undefined } as Partial<Request> as Request;
  const annotations = readAnnotationLines(shuffled(['index:c=1', 'c=2', 'manifest:d=3', 'd=4'], random));
  const config = JSON.stringify(reordered(CONFIG, random));
  return await digestOfPlan(
    await planInWorkspace(workspace, config, shuffled(binaries, random), { request, annotations }),
  );
}

async function digestOfPlan({ platforms, created, annotations }: Plan): Promise<string> {
  const images = [];
  for (const { platform, runtime, annotations: platformAnnotations, layers } of platforms) {
    const placed = [];
    for (const { entries, lower, label, createdBy } of layers) {
      placed.push({ layer: gzipLayer(label, await bytesOf(await buildTar(entries, { lower }))), createdBy });
    }
    images.push(platformImage({ platform, runtime, created: created.text }, placed, platformAnnotations));
  }
  return (await finishImages(images, annotations.index)).root.digest;
}

test('the order of every list and map, and whoever owns the files, change nothing of the digest', async () => {
  const random = seeded(18);
  const digests = new Set<string>();
  for (let order = 0; order < ORDERS; order++) {
    await touch(random);
    digests.add(await digestIn(random));
  }
  expect(digests.size).toBe(1);
}, 120_000);
