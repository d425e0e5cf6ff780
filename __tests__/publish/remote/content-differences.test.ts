import { describe, expect, test } from '@jest/globals';
import type { Digest } from '../../../src/oci/digest.ts';
import type { ImageConfig, RuntimeConfig } from '../../../src/oci/image-config.ts';
import { contentDifferences } from '../../../src/publish/remote/content-differences.ts';

const id = (letter: string) => `sha256:${letter.repeat(64)}` as Digest;
const LINES = ['COPY kit / # from-scratch: users', 'COPY files / # from-scratch: /a', 'COPY /app /app # from-scratch'];

function image(layers: string, config: RuntimeConfig = {}, architecture = 'amd64'): ImageConfig {
  const history = LINES.slice(0, layers.length).map((line) => ({ created_by: line }));
  const diff_ids = [...layers].map(id);
  return { architecture, os: 'linux', config, rootfs: { type: 'layers', diff_ids }, history };
}

const differ = (ours: ImageConfig[], theirs: ImageConfig[], chosen: string[] = []) =>
  contentDifferences(ours, theirs, new Set(chosen));
const whats = (...args: Parameters<typeof differ>) => differ(...args).map(({ what }) => what);

describe('what differs between two images', () => {
  test.each([
    ['the binary', image('abd'), /-trimpath/],
    ['a file', image('adc'), /earlier step/],
    ['the kit', image('dbc'), /version of this action/],
    ['configuration (Env, User)', image('abc', { User: '1', Env: ['A=1'] }), /config/],
    ['labels (team)', image('abc', { Labels: { team: 'core' } }), /annotations/],
  ])('may be %s', (what, ours, cause) => {
    expect(differ([ours], [image('abc')])).toEqual([{ what, cause: expect.stringMatching(cause) }]);
  });

  test('is named from what matters most to what matters least, once for all platforms', () => {
    const ours = ['amd64', 'arm64'].map((one) => image('dbe', { User: '1' }, one));
    const theirs = ['amd64', 'arm64'].map((one) => image('abc', {}, one));
    expect(whats(ours, theirs)).toEqual(['the binary', 'the kit', 'configuration (User)']);
  });

  test('is explained by the commit, where the tag was moved to another one', () => {
    const from = (layers: string, revision: string) =>
      image(layers, { Labels: { 'org.opencontainers.image.revision': revision.repeat(40) } });
    expect(differ([from('abd', '1')], [from('abc', '2')])).toEqual([
      { what: expect.stringMatching(/^the commit \(2{12} is published, this is 1{12}\)$/), cause: expect.any(String) },
      { what: 'the binary' },
    ]);
    expect(whats([from('abc', '1')], [from('abc', '2')])).toEqual([]);
    expect(whats([from('abd', '1')], [from('abc', '1')])).toEqual(['the binary']);
  });

  test('may be platforms or files that only the published one has', () => {
    const arm = image('abc', {}, 'arm64');
    expect(whats([image('abc'), arm], [image('abc')])).toEqual(['linux/arm64, which is not published']);
    expect(whats([image('abc')], [image('abc'), arm])).toEqual(['linux/arm64, which is not made here']);
    expect(whats([image('ab')], [image('abc')])).toEqual(['files that are not made here']);
  });

  test('are automatic labels only where somebody set them', () => {
    const created = 'org.opencontainers.image.revision';
    const ours = image('abc', { Labels: { [created]: 'x' } });
    expect(whats([ours], [image('abc')])).toEqual([]);
    expect(whats([ours], [image('abc')], [created])).toEqual([`labels (${created})`]);
  });

  test('is nothing where other tools only write what is not set', () => {
    const docker = { Entrypoint: null, Volumes: {}, Hostname: '' } as unknown as RuntimeConfig;
    expect(whats([image('abc')], [image('abc', docker)])).toEqual([]);
  });
});
