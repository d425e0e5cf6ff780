import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pack } from 'tar-stream';
import { prefixLength, type UstarFields, UstarHeaders } from '../../src/rootfs/ustar-header.ts';

const part = fc.string({ unit: fc.constantFrom(...'abcxyzABC019._- ~'), minLength: 1, maxLength: 60 });
const name = fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => parts.join('/'));

const fields: fc.Arbitrary<UstarFields> = fc
  .record({
    name: name.filter((text) => prefixLength(`${text}/`) !== undefined && prefixLength(text) !== undefined),
    mode: fc.integer({ min: 0, max: 0o7777 }),
    uid: fc.integer({ min: 0, max: 0o777777 }),
    gid: fc.integer({ min: 0, max: 0o777777 }),
    size: fc.integer({ min: 0, max: 0o77777777777 }),
    mtime: fc.integer({ min: 0, max: 0x7fffffff }),
    type: fc.constantFrom('file', 'hardlink', 'symlink', 'directory'),
    linkname: name.map((text) => text.slice(0, 100)),
  })
  .map(({ type, size, linkname, ...rest }) => ({
    ...rest,
    type,
    name: type === 'directory' ? `${rest.name}/` : rest.name,
    size: type === 'file' ? size : 0,
    linkname: type === 'hardlink' || type === 'symlink' ? linkname : '',
  }));

async function byTarStream({ type, mode, mtime, ...rest }: UstarFields): Promise<Buffer> {
  const tar = pack();
  const kind = type === 'hardlink' ? 'link' : type;
  // With a bit that it masks away, tar-stream takes mode 0 as it is.
  tar.entry({ ...rest, type: kind, mode: 0o100000 | mode, mtime: new Date(mtime * 1000), uname: '', gname: '' });
  await new Promise<void>((resolve) => tar.once('readable', resolve));
  return tar.read() as Buffer;
}

/** Neighbours in a tar: all of a kind, or each with something of its own. */
const neighbours = fc
  .array(fc.record({ entry: fields, alike: fc.boolean() }), { minLength: 1, maxLength: 6 })
  .map((drawn) =>
    drawn.map(({ entry, alike }) => {
      const { mode, uid, gid, mtime } = drawn[0]?.entry ?? entry;
      return alike ? { ...entry, mode, uid, gid, mtime } : entry;
    }),
  );

test('ustar headers are those that tar-stream writes, whichever stands before', async () => {
  const check = async (given: readonly UstarFields[]) => {
    const headers = new UstarHeaders();
    const own = given.map((entry) => headers.blockOf(entry).toString('latin1'));
    const theirs = given.map(async (entry) => (await byTarStream(entry)).toString('latin1'));
    expect(own).toEqual(await Promise.all(theirs));
  };
  await fc.assert(fc.asyncProperty(neighbours, check), { seed: 20261121, numRuns: 1000 });
});
