import { describe, expect, test } from '@jest/globals';
import { readAnnotationLines } from '../../src/config/annotation-lines.ts';
import { createdFrom } from '../../src/image/created.ts';
import { imageLabels, type LabelSources } from '../../src/image/labels.ts';
import type { SourceContext } from '../../src/source-context.ts';
import { blockOf, CONTEXT, goInfo } from '../support/plan-values.ts';

const FULL: SourceContext = {
  event: 'push',
  ref: 'refs/tags/v1.2.3',
  serverUrl: 'https://github.com',
  repository: 'acme/App',
  revision: 'f'.repeat(40),
  description: 'An app',
  htmlUrl: 'https://github.com/acme/App',
  license: 'MIT',
};

function labelsOf(changes: Partial<LabelSources>) {
  return imageLabels({
    context: FULL,
    version: '1.2.3',
    created: createdFrom({ input: '', commitTime: 86400, binaries: [] }),
    binaries: [],
    block: blockOf(''),
    labels: {},
    annotations: { manifest: {}, index: {} },
    ...changes,
  });
}

const key = (name: string) => `org.opencontainers.image.${name}`;

describe('labels and annotations', () => {
  test('the automatic ones tell where the image comes from, on config, manifest and index', () => {
    const { labels, annotations, chosen } = labelsOf({});
    expect(labels).toEqual({
      [key('title')]: 'App',
      [key('description')]: 'An app',
      [key('url')]: 'https://github.com/acme/App',
      [key('source')]: 'https://github.com/acme/App',
      [key('version')]: '1.2.3',
      [key('created')]: '1970-01-02T00:00:00Z',
      [key('revision')]: 'f'.repeat(40),
      [key('licenses')]: 'MIT',
    });
    expect(annotations).toEqual({ manifest: labels, index: labels });
    expect(chosen.size).toBe(0);
  });

  test('the automatic ones are one line each, which hides nothing and is not longer than registries show', () => {
    const description = `  An app 👩‍💻\u0000\u001b[31m\r\nwith \u202etricks ${'x'.repeat(5000)}`;
    const text = labelsOf({ context: { ...FULL, description } }).labels[key('description')] ?? '';
    expect(text).toMatch(/^An app 👩‍💻 \[31m with {2}tricks x+$/u);
    expect([...text]).toHaveLength(512);
    const own = { [key('description')]: 'two\nlines' };
    expect(labelsOf({ labels: own }).labels).toMatchObject(own);
  });

  test('what is not known is left out', () => {
    const created = createdFrom({ input: '', binaries: [] });
    expect(labelsOf({ context: { ...CONTEXT, description: ' ' }, version: '', created }).labels).toEqual({});
  });

  test('outside of a runner, Go tells name, revision and a released version', () => {
    const { go } = goInfo('example.com/tool/cmd', { 'vcs.revision': 'abc' });
    const released = go && { ...go, main: { path: 'example.com/tool', version: 'v2.0.1' } };
    const created = createdFrom({ input: '', binaries: [] });
    const binaries = [{}, ...(released === undefined ? [] : [{ go: released }])];
    expect(labelsOf({ context: CONTEXT, version: '', created, binaries }).labels).toEqual({
      [key('title')]: 'tool',
      [key('version')]: '2.0.1',
      [key('revision')]: 'abc',
    });
  });

  test('inputs win over the config block, and both over the automatic ones', () => {
    const block = blockOf(
      `labels: { ${key('title')}: Block, b: block }\nannotations: { ${key('title')}: Block, x: y }`,
    );
    const annotations = readAnnotationLines([`${key('title')}=Input`]);
    const read = labelsOf({ block, labels: { b: 'input' }, annotations });
    expect(read.labels).toMatchObject({ [key('title')]: 'Block', b: 'input' });
    expect(read.annotations.manifest).toMatchObject({ [key('title')]: 'Input', x: 'y' });
    expect([...read.chosen].sort()).toEqual(['b', key('title')]);
  });

  test('the time of the run, which metadata-action writes, is not chosen content', () => {
    const labels = { [key('created')]: '2026-11-25T12:00:00.000Z', [key('vendor')]: 'Acme' };
    const read = labelsOf({ labels });
    expect(read.labels).toMatchObject(labels);
    expect([...read.chosen]).toEqual([key('vendor')]);
  });

  test('levels put an annotation on the manifest, the index, or both', () => {
    const lines = ['manifest:m=1', 'index:i=2', 'manifest,index:b=3', 'n=4', 'org.example:colon=5=6'];
    const block = blockOf('annotations: { "index:i": block, "manifest:m": block }');
    const { annotations } = labelsOf({ context: CONTEXT, block, annotations: readAnnotationLines(lines) });
    expect(annotations.manifest).toMatchObject({ m: '1', b: '3', n: '4', 'org.example:colon': '5=6' });
    expect(annotations.index).toMatchObject({ i: '2', b: '3', n: '4' });
    expect(annotations.index).not.toHaveProperty('m');
    expect(annotations.manifest).not.toHaveProperty('i');
  });

  test('a level that does not exist here is refused, all at once', () => {
    const lines = ['manifest,layer:a=b', 'manifest[linux/amd64]:a=b', 'x', '=y'];
    expect(() => readAnnotationLines(lines)).toThrow(
      /"layer".*\n.*"manifest\[linux\/amd64\]".*\n.*"x" is not of the form key=value\n.*"=y"/,
    );
  });
});
