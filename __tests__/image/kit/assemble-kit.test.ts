import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { Evidence } from '../../../src/binary/binary.ts';
import { assembleKit, type Kit, type KitRequest, pemPathsOf } from '../../../src/image/kit/assemble-kit.ts';
import { buildTar } from '../../../src/rootfs/build-tar.ts';
import { ASSETS, NO_ASSETS } from '../../support/kit-assets.ts';
import { bytesOf, entriesIn, linesOf } from '../../support/tar-listing.ts';

const DEFAULTS: KitRequest['options'] = {
  kit: true,
  users: [],
  tmp: true,
  caCertificates: 'auto',
  timeZones: 'auto',
  nsswitch: 'auto',
};

function evidence(found: Partial<Omit<Evidence, 'reasons'>> = {}): Evidence {
  const reason = (kind: string, yes: boolean | undefined) => `${kind}: ${yes ? 'needed' : 'not needed'}`;
  return {
    certificates: false,
    zones: false,
    nsswitch: false,
    ...found,
    reasons: {
      certificates: reason('certificates', found.certificates),
      zones: reason('zones', found.zones),
      nsswitch: reason('nsswitch', found.nsswitch),
    },
  };
}

function kitOf(
  options: Partial<KitRequest['options']> = {},
  found: readonly Evidence[] = [evidence()],
  assets = ASSETS,
): Promise<Kit> {
  return assembleKit(
    { options: { ...DEFAULTS, ...options }, evidence: found, pemFiles: [], alone: false, now: 0 },
    assets,
  );
}

async function listing(kit: Kit): Promise<string[]> {
  return linesOf(await entriesIn(await buildTar(kit.entries)));
}

async function textOf(kit: Kit, path: string): Promise<string | undefined> {
  return (await entriesIn(await buildTar(kit.entries))).find((entry) => entry.path === path)?.text;
}

async function digestOf(kit: Kit): Promise<string> {
  return createHash('sha256')
    .update(await bytesOf(await buildTar(kit.entries)))
    .digest('hex');
}

describe('the kit', () => {
  test('of a program that needs nothing is users and /tmp, and reads no asset', async () => {
    const kit = await kitOf({}, [evidence()], NO_ASSETS);
    expect(await listing(kit)).toEqual([
      'directory /etc 755 0:0',
      'file /etc/group 644 0:0',
      'file /etc/passwd 644 0:0',
      'directory /tmp 1777 0:0',
    ]);
    expect(await textOf(kit, '/etc/passwd')).toBe(
      'root:x:0:0:root:/root:/sbin/nologin\n' +
        'nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\n' +
        'nonroot:x:65532:65532:nonroot:/:/sbin/nologin\n',
    );
    expect(await textOf(kit, '/etc/group')).toBe('root:x:0:\nnobody:x:65534:\nnonroot:x:65532:\n');
  });

  test('has what the evidence asks for, and says why', async () => {
    const kit = await kitOf({}, [evidence({ certificates: true, nsswitch: true })]);
    expect(await listing(kit)).toEqual([
      'directory /etc 755 0:0',
      'file /etc/group 644 0:0',
      'file /etc/nsswitch.conf 644 0:0',
      'file /etc/passwd 644 0:0',
      'directory /etc/ssl 755 0:0',
      'directory /etc/ssl/certs 755 0:0',
      'file /etc/ssl/certs/ca-certificates.crt 644 0:0',
      'directory /tmp 1777 0:0',
    ]);
    expect(await textOf(kit, '/etc/nsswitch.conf')).toBe('hosts: files dns\n');
    expect(kit.decisions.map(({ part, included, reason }) => [part, included, reason])).toEqual([
      ['users', true, 'every image has them'],
      ['tmp', true, 'every image has it'],
      ['certificates', true, 'certificates: needed'],
      ['zones', false, 'zones: not needed'],
      ['nsswitch', true, 'nsswitch: needed'],
    ]);
  });

  test('has for all platforms what one of the binaries needs', async () => {
    const kit = await kitOf({}, [evidence(), evidence({ nsswitch: true })]);
    expect(kit.decisions.find(({ part }) => part === 'nsswitch')).toMatchObject({
      included: true,
      reason: 'nsswitch: needed',
    });
  });

  test('does what options say, whatever the evidence', async () => {
    const all = evidence({ certificates: true, zones: true, nsswitch: true });
    const options = { tmp: false, caCertificates: false, timeZones: false, nsswitch: false } as const;
    const kit = await kitOf(options, [all], NO_ASSETS);
    expect(await listing(kit)).toEqual([
      'directory /etc 755 0:0',
      'file /etc/group 644 0:0',
      'file /etc/passwd 644 0:0',
    ]);
    expect(kit.decisions.map(({ reason }) => reason)).toEqual([
      'every image has them',
      'tmp: false',
      'ca-certificates: false',
      'time-zones: false',
      'nsswitch: false',
    ]);
  });

  test('is nothing with kit: false', async () => {
    const options = { kit: false, caCertificates: true, timeZones: true, nsswitch: true } as const;
    expect(await kitOf(options, [evidence()], NO_ASSETS)).toEqual({ entries: [], decisions: [], warnings: [] });
    expect(pemPathsOf({ ...DEFAULTS, kit: false, caCertificates: ['corp.pem'] })).toEqual([]);
  });

  test('has the users asked for, and one group for each number', async () => {
    const kit = await kitOf({
      users: [
        { name: 'app', uid: 1001, gid: 1001, home: '/' },
        { name: 'helper', uid: 1002, gid: 1001, home: '/data' },
        { name: 'shift', uid: 1003, gid: 0, home: '/' },
      ],
    });
    expect((await textOf(kit, '/etc/passwd'))?.split('\n').slice(3)).toEqual([
      'app:x:1001:1001:app:/:/sbin/nologin',
      'helper:x:1002:1001:helper:/data:/sbin/nologin',
      'shift:x:1003:0:shift:/:/sbin/nologin',
      '',
    ]);
    expect((await textOf(kit, '/etc/group'))?.split('\n').slice(3)).toEqual(['app:x:1001:', '']);
  });

  test('names the PEM files that must be read', () => {
    expect(pemPathsOf({ ...DEFAULTS, caCertificates: ['public', 'corp.pem', 'lab.pem'] })).toEqual([
      'corp.pem',
      'lab.pem',
    ]);
    expect(pemPathsOf(DEFAULTS)).toEqual([]);
  });

  test.each([
    ['the smallest', {}, [evidence()], '9d677d5a88b3f44f7a81574216a3f61fab4d22d615788042634730bc7e1a581f'],
    [
      'with certificates',
      { caCertificates: true },
      [evidence()],
      'd3a748d7f1481468cc1382dde6e3d3354a61e288d13a4566451b3163e38293cf',
    ],
    [
      'with zones',
      { timeZones: true },
      [evidence()],
      'f71d4a2926e5ea23a5e22bd603e38837216b22a6140fc516d4048fd19bfbc560',
    ],
    [
      'with all',
      {},
      [evidence({ certificates: true, zones: true, nsswitch: true })],
      'bea8987d0ab18d8b5e018f6307b262938d93b2f3818016d529065d7f7186d664',
    ],
  ] as const)('%s has the digest that it had when this was written', async (_name, options, found, digest) => {
    expect(await digestOf(await kitOf(options, found))).toBe(digest);
  });
});
