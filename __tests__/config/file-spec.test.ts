import { describe, expect, test } from '@jest/globals';
import type { FileSpec } from '../../src/config/config-block.ts';
import { readConfigBlock } from '../../src/config/read-config-block.ts';
import { configProblems } from '../support/config-problems.ts';

function file(text: string): FileSpec | undefined {
  return readConfigBlock(`files: [{ ${text} }]`, 'config').files[0];
}

describe('an entry of files', () => {
  test.each([
    ['dst: /a, content: x', { type: 'text', dst: '/a', content: 'x' }],
    ['dst: /a, content: 1.10', { type: 'text', content: '1.10' }],
    ['dst: /a, content: ', { type: 'text', content: '' }],
    ['dst: /a, content: "", type: file', { type: 'text', content: '' }],
    ['dst: /a, content: null', { type: 'text', content: '' }],
    ['dst: /a/, src: x', { type: 'copy', dst: '/a/', src: 'x' }],
    ['dst: /, src: static/', { type: 'copy', dst: '/', src: 'static/' }],
    ['dst: //a/./b, src: x', { type: 'copy', dst: '/a/b' }],
    ['dst: /a/, type: directory', { type: 'directory', dst: '/a' }],
    ['dst: /a, type: symlink, target: ../b', { type: 'symlink', target: '../b' }],
    ['dst: /a, src: x, owner: root', { owner: { user: 'root' } }],
  ])('%s', (text, spec) => {
    expect(file(text)).toMatchObject(spec);
  });

  test.each([
    ['0644', 0o644],
    ['644', 0o644],
    ['"0o644"', 0o644],
    ['0o644', 0o644],
    ['1777', 0o1777],
    ['04755', 0o4755],
    ['0', 0],
    ['0000', 0],
  ])('mode %s is octal as written', (text, mode) => {
    expect(file(`dst: /a, src: x, mode: ${text}`)?.mode).toBe(mode);
  });

  test.each(['888', '0999', 'u+x', 'rwxr-xr-x', '-644', '77777', '0x1a4', '""'])('mode %s is refused', (text) => {
    expect(configProblems(`files: [{ dst: /a, src: x, mode: ${text} }]`)).toEqual([
      expect.stringMatching(/files\[0\]\.mode: ".*" is not a mode; write it in octal/),
    ]);
  });

  test.each([
    ['src: x', 'dst is missing'],
    ['dst: /a', 'src, content or type is missing'],
    ['dst: /a, src: x, content: y', 'src and content exclude each other'],
    ['dst: /a, type: directory, src: x', 'leave out the type to copy a directory with src'],
    ['dst: /a, type: directory, content: x', 'leave out the type'],
    ['dst: /a, type: directory, target: /b', 'a target needs type: symlink'],
    ['dst: /a, type: symlink', 'a symlink needs a target'],
    ['dst: /a, type: symlink, target: ""', 'files[0].target: an empty target'],
    ['dst: /a, type: symlink, target: /b, src: x', 'neither src nor content'],
    ['dst: /a, type: symlink, target: /b, mode: 0644', 'a symlink has no mode of its own'],
    ['dst: /a, type: symlink, target: "b\\0"', 'NUL'],
    ['dst: /a, type: symlink, target: "b\\n"', 'control character'],
    ['dst: /a, target: /b', 'a target needs type: symlink'],
    ['dst: /a, type: file', 'a file needs src or content'],
    ['dst: /a, type: hardlink', 'is not a type'],
    ['dst: /a/, content: x', 'ends with a slash; name the file itself'],
    ['dst: /a/, type: symlink, target: /b', 'ends with a slash'],
    ['dst: /, type: directory', 'is always there'],
    ['dst: a, src: x', 'is not absolute'],
    ['dst: ../a, src: x', 'is not absolute'],
    ['dst: /a/../../etc/shadow, src: x', 'holds ".."'],
    ['dst: "/a\\nb", src: x', 'control character'],
    ['dst: "/a\\0b", src: x', 'NUL'],
    [`dst: /${'ä'.repeat(128)}, src: x`, 'longer than the 255 bytes'],
    [`dst: ${'/abcdefg'.repeat(512)}, src: x`, 'longer than 4095 bytes'],
    ['dst: /a, src: ""', 'an empty path'],
    ['dst: /a, src: "x/{{arhc}}"', '"{{arhc}}" is not known; did you mean "{{arch}}"?'],
    ['dst: /a, src: "x/{{ arch }}"', 'is not known; did you mean "{{arch}}"?'],
    ['dst: /a, src: x/{{arch}}', 'put a text with {{ }} in quotes'],
    ['dst: /a, src: [x]', 'expected a single value, not a list'],
  ])('%s is refused', (text, sentence) => {
    const problems = configProblems(`files: [{ ${text} }]`);
    expect(problems.join('\n')).toContain(sentence);
    expect(problems[0]).toMatch(/^config:1:\d+: /);
  });
});
