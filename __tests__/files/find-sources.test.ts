import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sourceFinder } from '../../src/files/find-sources.ts';
import type { FoundSources } from '../../src/files/found-sources.ts';
import { scratchFolder, writeTree } from '../support/scratch-folder.ts';

const outer = scratchFolder('find-sources');
const workspace = join(outer, 'workspace');

beforeAll(async () => {
  await writeTree(outer, { 'secret/key': 'private' });
  await writeTree(workspace, {
    'config.yaml': 'a: 1\n',
    'static/index.html': '<p>',
    'static/css/site.css': 'p{}',
    'static/.well-known/x': '',
    'tools/helper': '\x7fELF and more',
    'tools/script.sh': '#!/bin/sh',
    'many/a/one.txt': '1',
    'many/b/two.txt': '2',
    'large.bin': Buffer.alloc(100_000, 7),
  });
});

function find(src: string): Promise<FoundSources> {
  return sourceFinder(workspace)(src);
}

async function itemsOf(src: string): Promise<string[]> {
  const { sources } = await find(src);
  return sources.flatMap(({ items }) =>
    [...items].map((item) => `${item.kind} ${item.path}${item.kind === 'symlink' ? ` -> ${item.target}` : ''}`),
  );
}

async function linked(name: string, target: string): Promise<string> {
  const directory = join(workspace, name);
  await writeTree(directory, { 'inside/file': '' });
  await symlink(target, join(directory, 'link'));
  return name;
}

describe('what a source comes to', () => {
  test('refuses a file that says it is empty and is not', async () => {
    await expect(find('/proc/self/status')).rejects.toMatchObject({
      code: 'file',
      message: '"/proc/self/status" does not say how large it is, as files of /proc',
    });
  });

  test('a file', async () => {
    const { single, sources } = await find('config.yaml');
    expect(single).toBe(true);
    expect(sources).toMatchObject([
      { kind: 'file', name: 'config.yaml', items: [{ kind: 'file', path: '', elf: false }] },
    ]);
  });

  test('a directory: everything in it, in the order of bytes', async () => {
    const expected = [
      'directory ',
      'directory .well-known',
      'file .well-known/x',
      'directory css',
      'file css/site.css',
      'file index.html',
    ];
    for (const src of ['static', 'static/', './static/', join(workspace, 'static'), 'static\\']) {
      expect(await itemsOf(src)).toEqual(expected);
    }
  });

  test('a pattern: each match for itself', async () => {
    const { single, sources } = await find('tools/*');
    expect(single).toBe(false);
    expect(sources.map(({ name, items }) => [name, [...items][0]])).toMatchObject([
      ['helper', { elf: true }],
      ['script.sh', { elf: false }],
    ]);
    expect(await itemsOf('many/*')).toEqual(['directory ', 'file one.txt', 'directory ', 'file two.txt']);
  });

  test('a pattern with **: what matches, at its place below', async () => {
    expect(await itemsOf('many/**/*.txt')).toEqual([
      'directory ',
      'directory a',
      'directory b',
      'file a/one.txt',
      'file b/two.txt',
    ]);
  });

  test('small files are in memory, large ones are opened when they are read', async () => {
    const [small, large] = await Promise.all([find('config.yaml'), find('large.bin')]);
    const contents = [small, large].map(({ sources }) => sources[0] && [...sources[0].items][0]);
    expect(contents[0]).toMatchObject({ content: { bytes: Buffer.from('a: 1\n') } });
    const item = contents[1];
    if (item?.kind !== 'file') throw new Error('no file');
    expect(item.content.bytes).toBeUndefined();
    expect(Buffer.from(await item.content.read(99_999, 1))).toEqual(Buffer.from([7]));
    await writeFile(join(workspace, 'large.bin'), Buffer.alloc(100_000, 8));
    await expect(item.content.read(0, 1)).rejects.toThrow(/"large.bin" changed while/);
    await expect(item.content.assertUnchanged()).rejects.toThrow(/changed while/);
  });

  test('a link that is named itself is followed and keeps its name', async () => {
    await symlink('config.yaml', join(workspace, 'alias.yaml'));
    await symlink('static', join(workspace, 'public'));
    expect((await find('alias.yaml')).sources).toMatchObject([{ kind: 'file', name: 'alias.yaml' }]);
    expect(await itemsOf('public')).toContain('file index.html');
  });

  test('links inside of a directory stay links, also broken ones and ones to where they stand', async () => {
    await writeTree(workspace, { 'links/a/file': '' });
    await symlink('a/file', join(workspace, 'links/to-file'));
    await symlink('../a', join(workspace, 'links/a/up'));
    await symlink('.', join(workspace, 'links/self'));
    await symlink('a/missing', join(workspace, 'links/to-nothing'));
    expect(await itemsOf('links')).toEqual([
      'directory ',
      'directory a',
      'file a/file',
      'symlink a/up -> ../a',
      'symlink self -> .',
      'symlink to-file -> a/file',
      'symlink to-nothing -> a/missing',
    ]);
  });

  test('a path of 300 characters is nothing special', async () => {
    const deep = Array.from({ length: 30 }, () => 'ninechars').join('/');
    await writeTree(workspace, { [`tall/${deep}/file`]: 'x' });
    expect(await itemsOf('tall')).toContain(`file ${deep}/file`);
  });
});

describe('a source cannot leave the workspace', () => {
  test.each([
    '../secret/key',
    'static/../../secret/key',
    '..',
    '../secret/*',
    'static/*/../../../secret/key',
    '..\\secret\\key',
  ])('by its text: %s', async (src) => {
    await expect(find(src)).rejects.toThrow(/(is|points) outside (of )?the workspace/);
  });

  test('by a link that is named', async () => {
    await symlink('../secret/key', join(workspace, 'stolen'));
    await symlink('../secret', join(workspace, 'stolen-directory'));
    for (const src of [
      'stolen',
      'stolen-directory',
      'stolen-directory/key',
      'stole*',
      'stolen-directory/*',
      'stolen-directory/**',
    ]) {
      await expect(find(src)).rejects.toThrow(/symbolic link that points outside the workspace/);
    }
  });

  test.each([
    ['absolute', '/etc/shadow'],
    ['relative', '../../secret/key'],
    ['to nothing outside', '../missing'],
    ['absolute but inside', join(workspace, 'config.yaml')],
  ])('by a link in a directory, %s', async (name, target) => {
    const src = await linked(`escape ${name}`, target);
    await expect(find(src)).rejects.toThrow(`"${src}/link" is a symbolic link that points outside its directory`);
    await expect(find(`${src}/**`)).rejects.toThrow(/points outside its directory/);
  });

  test('by a chain of links that each look harmless', async () => {
    const directory = join(workspace, 'chain');
    await mkdir(join(directory, 'deep/er'), { recursive: true });
    await symlink('deep/er', join(directory, 'down'));
    await symlink('down/../../../secret', join(directory, 'out'));
    await expect(find('chain')).rejects.toThrow(/points outside its directory/);
  });

  test('an absolute path is taken as written', async () => {
    expect((await find(join(outer, 'secret/key'))).sources).toMatchObject([{ kind: 'file', name: 'key' }]);
    expect((await find(join(outer, 'secret/*'))).sources).toMatchObject([{ kind: 'file', name: 'key' }]);
    expect(await itemsOf(join(outer, 'secret'))).toEqual(['directory ', 'file key']);
  });
});

describe('a source is refused', () => {
  test('where it does not exist', async () => {
    await expect(find('conifg.yaml')).rejects.toMatchObject({
      message: '"conifg.yaml" does not exist',
      hint: 'Near it: config.yaml.',
    });
    await expect(find('config.yaml/')).rejects.toThrow(/does not exist|is a file/);
  });

  test('where links lead in a circle', async () => {
    await mkdir(join(workspace, 'circle'));
    await symlink('b', join(workspace, 'circle/a'));
    await symlink('a', join(workspace, 'circle/b'));
    await expect(find('circle')).rejects.toThrow('"circle/a" is a symbolic link in a loop');
    await expect(find('circle/a')).rejects.toThrow(/in a loop/);
  });

  test('where a directory holds a pipe', async () => {
    await mkdir(join(workspace, 'pipes'));
    execFileSync('mkfifo', [join(workspace, 'pipes/fifo')]);
    for (const src of ['pipes', 'pipes/fifo', 'pipes/*', 'pipes/**']) {
      await expect(find(src)).rejects.toThrow('"pipes/fifo" is a named pipe (FIFO), which cannot be copied');
    }
  });

  test('where it is a device', async () => {
    await expect(find('/dev/null')).rejects.toThrow('"/dev/null" is a device, which cannot be copied');
  });

  test('where a name is not UTF-8', async () => {
    await mkdir(join(workspace, 'latin'));
    await writeFile(Buffer.concat([Buffer.from(join(workspace, 'latin/caf')), Buffer.from([0xe9])]), '');
    await expect(find('latin')).rejects.toThrow(/is not valid UTF-8/);
    await expect(find('latin/*')).rejects.toThrow(/is not valid UTF-8/);
    await expect(find('latin/**')).rejects.toThrow(/is not valid UTF-8/);
  });

  test.each([
    ['a line break', 'a\nb', /line break/],
    ['an escape sequence', 'a\x1b[31m', /control character/],
    ['the mark of a deletion', '.wh.passwd', /means "delete"/],
  ])('where a name holds %s', async (what, name, message) => {
    const directory = `names ${what}`;
    await writeTree(workspace, { [`${directory}/${name}`]: '' });
    for (const src of [directory, `${directory}/*`, `${directory}/**`])
      await expect(find(src)).rejects.toThrow(message);
  });
});
