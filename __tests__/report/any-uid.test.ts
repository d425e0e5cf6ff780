import { describe, expect, test } from '@jest/globals';
import { anyUid } from '../../src/report/any-uid.ts';
import type { Entry } from '../../src/rootfs/entry.ts';
import { directoryAt, fileAt, linkAt } from '../support/plan-values.ts';

const PROGRAM = fileAt('app', 'program', 0o755);
const TMP = directoryAt('tmp', 0o1777);

function owned(entry: Entry, uid: number, gid: number): Entry {
  return { ...entry, uid, gid };
}

describe('the line on a user id that nobody chose', () => {
  test('is fine where everybody can read all, and names where they can write', () => {
    expect(anyUid([PROGRAM, TMP])).toEqual({
      state: 'ok',
      label: 'Any user id',
      detail: 'any user id can read every file, and write to /tmp',
    });
    expect(anyUid([PROGRAM, linkAt('bin/tool', '/app')]).detail).toBe('any user id can read every file');
  });

  test('counts the rights of group 0, in which such a user is', () => {
    const secret = owned(fileAt('etc/key', 'x', 0o640), 1001, 0);
    const data = owned(directoryAt('data', 0o770), 1001, 0);
    expect(anyUid([secret, data]).detail).toBe('any user id can read every file, and write to /data');
  });

  test('names files and directories that only their owner can read', () => {
    const files = [1, 2, 3, 4].map((place) => owned(fileAt(`etc/key${place}`, 'x', 0o640), 1001, 1001));
    expect(anyUid(files)).toMatchObject({
      state: 'none',
      detail: 'no other user than its own can read /etc/key1, /etc/key2, /etc/key3 and 1 more',
    });
    expect(anyUid([owned(directoryAt('srv', 0o744), 1, 1)]).detail).toContain('/srv');
  });

  test('names directories that only their owner can write to', () => {
    expect(anyUid([TMP, owned(directoryAt('data'), 1001, 1001)])).toMatchObject({
      state: 'none',
      detail: 'no other user than its own can write to /data',
    });
  });
});
