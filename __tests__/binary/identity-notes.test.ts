import { describe, expect, test } from '@jest/globals';
import { buildElf, type NoteSpec } from '../support/elf-builder.ts';
import { inspectBytes } from '../support/inspect-bytes.ts';

const PACKAGE = 0xcafe1a7e;

function packageNote(fields: unknown): NoteSpec {
  return { owner: 'FDO', type: PACKAGE, description: Buffer.from(`${JSON.stringify(fields)}\0`) };
}

function inspected(...notes: NoteSpec[]) {
  return inspectBytes(buildElf({ notes }));
}

describe('the notes of a program that say what it is', () => {
  test('give its package, as systemd describes it', async () => {
    const note = packageNote({ type: 'deb', os: 'debian', name: 'app', version: '1.2-3', architecture: 'amd64' });
    const expected = { type: 'deb', os: 'debian', name: 'app', version: '1.2-3', architecture: 'amd64' };
    expect((await inspected(note)).packageNote).toEqual(expected);
  });

  test.each<[string, unknown]>([
    ['no name', { type: 'deb', version: '1' }],
    ['no version', { type: 'deb', name: 'app' }],
    ['a type that is none', { type: '../x', name: 'app', version: '1' }],
    ['a name that is a number', { type: 'deb', name: 1, version: '1' }],
    ['no object', 'app'],
  ])('are left alone with %s', async (_, fields) => {
    expect((await inspected(packageNote(fields))).packageNote).toBeUndefined();
  });

  test("give the linker's build id before Go's", async () => {
    const gnu = { owner: 'GNU', type: 3, description: Buffer.from('c0ffee', 'hex') };
    const go = { owner: 'Go', type: 4, description: Buffer.from('abc/def') };
    expect((await inspected(go, gnu)).buildId).toBe('c0ffee');
    expect((await inspected(go)).buildId).toBe('abc/def');
    expect((await inspected()).buildId).toBeUndefined();
  });
});
