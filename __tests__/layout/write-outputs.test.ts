import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Extract, extract } from 'tar-stream';
import { checkOutputs } from '../../src/layout/check-outputs.ts';
import { parseOutput } from '../../src/layout/output-target.ts';
import { refuseInputs } from '../../src/layout/refuse-inputs.ts';
import { writeOutputs } from '../../src/layout/write-outputs.ts';
import { hexOf } from '../../src/oci/digest.ts';
import { layoutReader } from '../../testing/oracle/layout-reader.ts';
import { validateContents } from '../../testing/validate-image.ts';
import { type FinishedSet, finishedSet } from '../support/finished-images.ts';
import { scratchFolder, writeTree } from '../support/scratch-folder.ts';
import { file } from '../support/tar-listing.ts';

const workspace = scratchFolder('outputs');
const KIT = [file('etc/passwd', 'root:x:0:0::/:\n')];

let single: FinishedSet;
let several: FinishedSet;

beforeAll(async () => {
  single = await finishedSet({ 'linux/amd64': [KIT, [file('app', 'amd64', { mode: 0o755 })]] });
  several = await finishedSet({
    'linux/amd64': [KIT, [file('app', 'amd64', { mode: 0o755 })]],
    'linux/arm64': [KIT, [file('app', 'arm64', { mode: 0o755 })]],
  });
});

async function write({ images, readTar }: FinishedSet, ...outputs: string[]): Promise<void> {
  const targets = outputs.map(parseOutput);
  await checkOutputs(targets, workspace, images.images.length);
  await writeOutputs(targets, images, readTar, workspace);
}

async function json(path: string): Promise<unknown> {
  return JSON.parse(await readFile(join(workspace, path), 'utf8'));
}

async function tarContents(path: string): Promise<Map<string, Buffer>> {
  const contents = new Map<string, Buffer>();
  const tar: Extract = extract();
  createReadStream(join(workspace, path)).pipe(tar as unknown as NodeJS.WritableStream);
  for await (const entry of tar)
    contents.set(entry.header.name, await buffer(entry as unknown as AsyncIterable<Buffer>));
  return contents;
}

async function sha256(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(join(workspace, path)))
    .digest('hex');
}

describe('an OCI layout', () => {
  test('is an image that the oracle accepts, with one descriptor and no name', async () => {
    await write(single, 'oci:plain');
    expect(await readFile(join(workspace, 'plain/oci-layout'), 'utf8')).toBe('{"imageLayoutVersion":"1.0.0"}');
    const { root } = single.images;
    expect(await json('plain/index.json')).toEqual({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: [{ mediaType: root.mediaType, digest: root.digest, size: root.size }],
    });
    const image = await validateContents(layoutReader(join(workspace, 'plain')), root.digest);
    expect(image.platforms[0]?.layers.map(({ entries }) => entries?.at(-1)?.text)).toEqual([
      'root:x:0:0::/:\n',
      'amd64',
    ]);
    expect(await readdir(join(workspace, 'plain/blobs/sha256'))).toHaveLength(4);
  });

  test('has the name that is given', async () => {
    await write(single, 'oci:named:1.2.3');
    expect(await json('named/index.json')).toMatchObject({
      manifests: [{ annotations: { 'org.opencontainers.image.ref.name': '1.2.3' } }],
    });
  });

  test('holds several platforms and what they share once', async () => {
    await write(several, 'oci:several');
    const image = await validateContents(layoutReader(join(workspace, 'several')), several.images.root.digest);
    expect(image.platforms.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64']);
    expect(await readdir(join(workspace, 'several/blobs/sha256'))).toHaveLength(1 + 2 * 3 + 1);
  });

  test('replaces a layout that is there, and what is left of a run that was cut off', async () => {
    await write(several, 'oci:again');
    await writeTree(workspace, { 'again/index.json.partial': '{', 'again/blobs/sha256/abc.partial': 'x' });
    await write(single, 'oci:again:new');
    await write(single, 'oci:fresh:new');
    expect(await readdir(join(workspace, 'again/blobs/sha256'))).toEqual(
      await readdir(join(workspace, 'fresh/blobs/sha256')),
    );
    expect(await sha256('again/index.json')).toBe(await sha256('fresh/index.json'));
  });

  test('goes into an empty directory', async () => {
    await mkdir(join(workspace, 'empty'));
    await write(single, 'oci:empty');
    expect((await readdir(join(workspace, 'empty'))).sort()).toEqual(['blobs', 'index.json', 'oci-layout']);
  });
});

describe('an OCI archive', () => {
  test('is the layout in a tar, the same bytes every time', async () => {
    await write(several, 'oci:unpacked:v1', 'oci-archive:made/one.tar:v1', 'oci-archive:made/two.tar:v1');
    const contents = await tarContents('made/one.tar');
    expect([...contents.keys()].slice(0, 4)).toEqual(['blobs/', 'blobs/sha256/', 'oci-layout', 'index.json']);
    for (const [name, bytes] of contents) {
      if (!name.endsWith('/')) expect(bytes.equals(await readFile(join(workspace, 'unpacked', name)))).toBe(true);
    }
    expect(await sha256('made/one.tar')).toBe(await sha256('made/two.tar'));
    expect(await readdir(join(workspace, 'made'))).toEqual(['one.tar', 'two.tar']);
  });
});

describe('a docker archive', () => {
  test('holds the config as the image ID and layers as they were before compression', async () => {
    await write(single, 'docker-archive:docker.tar:app:1');
    const contents = await tarContents('docker.tar');
    const [image] = single.images.images;
    const config = `${hexOf(image?.config.descriptor.digest ?? 'sha256:')}.json`;
    const layers = image?.layers.map(({ diffId }) => `${hexOf(diffId)}.tar`) ?? [];
    expect(JSON.parse(String(contents.get('manifest.json')))).toEqual([
      { Config: config, RepoTags: ['app:1'], Layers: layers },
    ]);
    for (const [name, bytes] of contents) {
      if (name !== 'manifest.json')
        expect(`${createHash('sha256').update(bytes).digest('hex')}`).toBe(name.split('.')[0]);
    }
    expect([...contents.keys()].sort()).toEqual(['manifest.json', config, ...layers].sort());
  });

  test('is the same bytes every time', async () => {
    await write(single, 'docker-archive:first.tar:app:1', 'docker-archive:second.tar:app:1');
    expect(await sha256('first.tar')).toBe(await sha256('second.tar'));
  });

  test('has no tag where none is given', async () => {
    await write(single, 'docker-archive:untagged.tar');
    const contents = await tarContents('untagged.tar');
    expect(JSON.parse(String(contents.get('manifest.json')))).toMatchObject([{ RepoTags: null }]);
  });

  test('takes the place of a file', async () => {
    await writeFile(join(workspace, 'old.tar'), 'something old');
    await write(single, 'docker-archive:old.tar');
    expect((await tarContents('old.tar')).size).toBe(4);
  });
});

describe('before anything is written', () => {
  test.each([
    [
      'several platforms in a docker archive',
      ['docker-archive:x.tar'],
      2,
      /cannot hold 2 platforms; write oci-archive:/,
    ],
    ['one place twice', ['oci:x', 'oci-archive:./x'], 1, /oci-archive:.\/x is there twice/],
    ['a folder with other things', ['oci:foreign'], 1, /oci:foreign holds something else \(precious.txt\)/],
    ['a folder that only looks like a layout', ['oci:half'], 1, /is not an OCI layout/],
    ['a file for a folder', ['oci:foreign/precious.txt'], 1, /is a file, and a layout is a directory/],
    ['a folder for a file', ['oci-archive:foreign'], 1, /exists and is not a file/],
  ])('%s is an error', async (_name, outputs, platforms, message) => {
    await writeTree(workspace, { 'foreign/precious.txt': 'keep', 'half/index.json': '{}' });
    await expect(checkOutputs(outputs.map(parseOutput), workspace, platforms)).rejects.toThrow(message);
  });

  test('all problems are told together', async () => {
    await writeTree(workspace, { 'foreign/precious.txt': 'keep' });
    const targets = ['docker-archive:x.tar', 'oci:foreign'].map(parseOutput);
    await expect(checkOutputs(targets, workspace, 3)).rejects.toMatchObject({
      problems: [expect.any(String), expect.any(String)],
    });
  });
});

describe('where writing fails', () => {
  test('the error names the output, and no part of a file stays', async () => {
    await writeTree(workspace, { blocked: 'a file' });
    await expect(write(single, 'oci-archive:blocked/x.tar')).rejects.toThrow(
      /^output: oci-archive:blocked\/x.tar cannot be written/,
    );
  });

  test('a layer that breaks off leaves the old archive as it was', async () => {
    await write(single, 'docker-archive:kept.tar');
    const before = await sha256('kept.tar');
    const { images } = single;
    const broken = writeOutputs(
      [parseOutput('docker-archive:kept.tar')],
      images,
      async function* () {
        yield Buffer.alloc(10);
      },
      workspace,
    );
    await expect(broken).rejects.toThrow(/has 10 bytes where \d+ were announced/);
    expect(await sha256('kept.tar')).toBe(before);
    await expect(stat(join(workspace, 'kept.tar.partial'))).rejects.toThrow();
  });
});

describe('what is not of this output', () => {
  const blobsOf = (name: string) => readdir(join(workspace, name, 'blobs/sha256'));
  const check = (...outputs: string[]) => checkOutputs(outputs.map(parseOutput), workspace, 1);

  test('a store behind a link of the layout keeps its blobs', async () => {
    await writeTree(workspace, { 'store/sha256/precious': 'x', 'shared/oci-layout': '{}', 'outer/oci-layout': '{}' });
    await symlink(join(workspace, 'store'), join(workspace, 'shared/blobs'));
    await mkdir(join(workspace, 'outer/blobs'));
    await symlink(join(workspace, 'store/sha256'), join(workspace, 'outer/blobs/sha256'));
    await expect(check('oci:shared')).rejects.toThrow('has a symbolic link at blobs');
    await expect(check('oci:outer')).rejects.toThrow('has a symbolic link at blobs/sha256');
    await expect(writeOutputs([parseOutput('oci:shared')], single.images, single.readTar, workspace)).rejects.toThrow(
      'has a symbolic link',
    );
    expect(await readdir(join(workspace, 'store/sha256'))).toEqual(['precious']);
  });

  test('a blob that no image of the layout needed stays', async () => {
    await write(several, 'oci:mixed');
    await writeTree(workspace, { [`mixed/blobs/sha256/${'a'.repeat(64)}`]: 'somebody else put it there' });
    await write(single, 'oci:mixed');
    expect(await blobsOf('mixed')).toContain('a'.repeat(64));
    expect(await blobsOf('mixed')).toHaveLength(5);
  });

  test('another tag in the folder is not replaced', async () => {
    await write(single, 'oci:tagged:1.0');
    await expect(check('oci:tagged:1.1')).rejects.toThrow('holds the image "1.0", which is not replaced');
    await expect(check('oci:tagged')).rejects.toThrow('holds the image "1.0"');
    await expect(check('oci:tagged:1.0')).resolves.toBeUndefined();
  });

  test.each([
    ['nothing but a half written blob', { 'blobs/sha256/0000.77.00000000.partial': 'x' }],
    ['the first file', { 'oci-layout.999999999.00000000.partial': '{' }],
    ['all but the index', { 'oci-layout': '{}', [`blobs/sha256/${'b'.repeat(64)}`]: 'x' }],
  ])('a run that was ended after %s does not keep the next one from writing', async (name, files) => {
    const folder = `ended-${name.length}`;
    await writeTree(join(workspace, folder), files);
    await write(single, `oci:${folder}`);
    await validateContents(layoutReader(join(workspace, folder)), single.images.root.digest);
    expect((await readdir(join(workspace, folder))).toSorted()).toEqual(['blobs', 'index.json', 'oci-layout']);
  });

  test('three runs at once leave a whole image of one of them', async () => {
    const sets = [single, several, single, several, single, several];
    for (let round = 0; round < 5; round++) {
      await Promise.all(sets.map((set) => write(set, 'oci:together')));
      const { manifests } = JSON.parse(await readFile(join(workspace, 'together/index.json'), 'utf8'));
      await validateContents(layoutReader(join(workspace, 'together')), manifests[0].digest);
    }
    await Promise.all(sets.map((set) => write(set, 'oci-archive:together.tar')));
    expect((await readdir(workspace)).filter((name) => name.startsWith('together.tar'))).toEqual(['together.tar']);
  });

  test('an output inside of another one is refused', async () => {
    await expect(check('oci:N', 'oci-archive:N/x.tar')).rejects.toThrow(
      'output: oci-archive:N/x.tar and oci:N are one inside the other',
    );
    await expect(check('oci:N/inner', 'oci:N')).rejects.toThrow('are one inside the other');
    await symlink(join(workspace, 'real'), join(workspace, 'way')).then(() => mkdir(join(workspace, 'real')));
    await expect(check('oci:real', 'oci-archive:way/x.tar')).rejects.toThrow('are one inside the other');
    await rm(join(workspace, 'way'));
  });

  test('what the image is made of is not replaced', async () => {
    await writeTree(workspace, { 'dist/app': 'program' });
    await symlink('dist/app', join(workspace, 'app-link'));
    const program = join(workspace, 'dist/app');
    const refuse = (text: string, input: string | { path: string } = program) => {
      const { kind, path } = parseOutput(text);
      const written = { input: 'output', text, path: join(workspace, path), isFolder: kind === 'oci' };
      return refuseInputs([written], [input]);
    };
    for (const output of ['oci-archive:dist/app', 'docker-archive:app-link', 'oci:dist']) {
      await expect(refuse(output)).rejects.toThrow('which is read for the image');
      await expect(refuse(output, { path: await realpath(program) })).rejects.toThrow('which is read for the image');
    }
    await expect(refuse('oci-archive:dist/app.tar')).resolves.toBeUndefined();
  });
});
