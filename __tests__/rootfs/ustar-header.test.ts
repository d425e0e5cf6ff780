import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pack } from 'tar-stream';
import { prefixLength, type UstarFields, ustarHeader } from '../../src/rootfs/ustar-header.ts';

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

describe('a ustar header', () => {
  test('is the one that tar-stream writes', async () => {
    const check = async (given: UstarFields) => {
      const own = ustarHeader(given);
      expect(own.toString('latin1')).toBe((await byTarStream(given)).toString('latin1'));
    };
    await fc.assert(fc.asyncProperty(fields, check), { seed: 20261121, numRuns: 2000 });
  });
});
