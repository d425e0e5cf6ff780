import { describe, expect, test } from '@jest/globals';
import { packZoneSet, parseZoneSet } from '../../../src/image/kit/zone-set.ts';
import { zonesPart } from '../../../src/image/kit/zones.ts';
import { layTar } from '../../../src/rootfs/lay-tar.ts';
import { ASSETS, NO_ASSETS } from '../../support/kit-assets.ts';
import { entriesIn, linesOf } from '../../support/tar-listing.ts';

const YES = { included: true, reason: 'asked for' };

async function lines(names?: readonly string[]): Promise<string[]> {
  return linesOf(await entriesIn(await layTar((await zonesPart(YES, names, ASSETS)).entries)));
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
    const { links } = await ASSETS.zoneinfo();
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
    const part = await zonesPart(YES, undefined, ASSETS);
    expect(part.entries.length).toBeGreaterThan(590);
    expect(part.decision.detail).toMatch(/^\d+ names, tzdata 20\d\d[a-z]/);
    const entries = await entriesIn(await layTar(part.entries));
    const paths = new Set(entries.map(({ path }) => path));
    for (const { type, path, target = '' } of entries) {
      if (type === 'symlink') expect(paths).toContain(new URL(target, `file://${path}`).pathname);
    }
  });

  test('are TZif in the slim format', async () => {
    const { zones } = await ASSETS.zoneinfo();
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
    const part = await zonesPart({ included: false, reason: 'no evidence' }, undefined, NO_ASSETS);
    expect(part).toEqual({ entries: [], decision: { part: 'zones', included: false, reason: 'no evidence' } });
  });
});

describe('a packed set of zones', () => {
  test('comes back as it was', () => {
    const zones = new Map([
      ['B', Buffer.from('second')],
      ['A', Buffer.from('first\n')],
    ]);
    const links = new Map([['C', 'A']]);
    const set = parseZoneSet(packZoneSet({ zones, links }), 'tzdata 1');
    expect([...set.zones].map(([name, bytes]) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['B', 'second'],
      ['A', 'first\n'],
    ]);
    expect(set.links).toEqual(links);
  });
});
