import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { zonesIn } from '../../../src/image/kit/zone-set.ts';
import { zonesPart } from '../../../src/image/kit/zones.ts';
import { buildTar } from '../../../src/rootfs/build-tar.ts';
import { contentSize, type Entry } from '../../../src/rootfs/entry.ts';
import { readTar } from '../../../src/rootfs/read-tar.ts';
import { ASSETS, NO_ASSETS } from '../../support/kit-assets.ts';
import { entriesIn, linesOf } from '../../support/tar-listing.ts';

const YES = { included: true, reason: 'asked for' };
const ALL = { names: undefined, alone: false };

async function lines(names?: readonly string[]): Promise<string[]> {
  return linesOf(await entriesIn(await buildTar((await zonesPart(YES, { names, alone: false }, ASSETS)).entries)));
}

async function bytesOf(entries: readonly Entry[]): Promise<Buffer> {
  return buffer(readTar(await buildTar(entries)));
}

describe('the zones of an image', () => {
  test('are those asked for, each a file of its own', async () => {
    expect(await lines(['Europe/Zurich', 'UTC'])).toEqual([
      'directory /usr 755 0:0',
      'directory /usr/share 755 0:0',
      'directory /usr/share/zoneinfo 755 0:0',
      'directory /usr/share/zoneinfo/Europe 755 0:0',
      'file /usr/share/zoneinfo/Europe/Zurich 644 0:0',
      'file /usr/share/zoneinfo/UTC 644 0:0',
    ]);
  });

  test('are links where they mean a zone that is there, too', async () => {
    const { links } = zonesIn(await ASSETS.zoneinfo());
    expect(links.get('Asia/Calcutta')).toBe('Asia/Kolkata');
    expect(
      (await lines(['Asia/Calcutta', 'Asia/Kolkata', 'UTC', 'Etc/UTC'])).filter((line) => line.includes('->')),
    ).toEqual([
      'symlink /usr/share/zoneinfo/Asia/Calcutta 777 0:0 -> Kolkata',
      'symlink /usr/share/zoneinfo/UTC 777 0:0 -> Etc/UTC',
    ]);
    expect(await lines(['Asia/Calcutta'])).toContain('file /usr/share/zoneinfo/Asia/Calcutta 644 0:0');
  });

  test('are all of them where no names are given', async () => {
    const part = await zonesPart(YES, ALL, ASSETS);
    expect(part.entries.length).toBeGreaterThan(590);
    expect(part.decision.detail).toMatch(/^\d+ names, tzdata 20\d\d[a-z]/);
    const entries = await entriesIn(await buildTar(part.entries));
    const paths = new Set(entries.map(({ path }) => path));
    for (const { type, path, target = '' } of entries) {
      if (type === 'symlink') expect(paths).toContain(new URL(target, `file://${path}`).pathname);
    }
  });

  test('are TZif in the slim format', async () => {
    const { zones } = zonesIn(await ASSETS.zoneinfo());
    const zurich = Buffer.from(zones.get('Europe/Zurich') ?? []);
    expect(zurich.subarray(0, 5).toString('latin1')).toMatch(/^TZif[234]$/);
    expect(zurich.toString('latin1')).toMatch(/\nCET-1CEST,M3\.5\.0,M10\.5\.0\/3\n$/);
    expect(zurich.length).toBeLessThan(600);
    expect([...zones.values()].every((bytes) => Buffer.from(bytes).toString('latin1', 0, 4) === 'TZif')).toBe(true);
  });

  test('an unknown name is an error that proposes another', async () => {
    await expect(lines(['Europe/Zürich'])).rejects.toThrow(
      /knows no zone "Europe\/Zürich"; did you mean "Europe\/Zurich"\?/,
    );
    await expect(lines(['Mars/Base', 'Moon/Base'])).rejects.toMatchObject({
      problems: [expect.any(String), expect.any(String)],
    });
  });

  test('are not read where they are left out', async () => {
    const part = await zonesPart({ included: false, reason: 'no evidence' }, ALL, NO_ASSETS);
    expect(part).toEqual({ entries: [], decision: { part: 'zones', included: false, reason: 'no evidence' } });
  });
});

describe('zones that nothing else can meet', () => {
  test('are one entry, with the bytes that the single ones have', async () => {
    const one = await zonesPart(YES, { ...ALL, alone: true }, ASSETS);
    const each = await zonesPart(YES, ALL, ASSETS);
    expect(one.entries).toHaveLength(1);
    expect(one.decision).toEqual(each.decision);
    const [laid, expected] = [await bytesOf(one.entries), await bytesOf(each.entries)];
    expect(laid.equals(expected)).toBe(true);
  });

  test('count as many as they are', async () => {
    const [one] = (await zonesPart(YES, { ...ALL, alone: true }, ASSETS)).entries;
    const { entries } = await zonesPart(YES, ALL, ASSETS);
    expect(one).toMatchObject({ type: 'subtree', count: entries.length, contentSize: contentSize(entries) });
  });

  test('are single entries where names are given', async () => {
    expect((await zonesPart(YES, { names: ['UTC'], alone: true }, ASSETS)).entries).toMatchObject([{ type: 'file' }]);
  });
});
