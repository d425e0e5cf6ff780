import { describe, expect, test } from '@jest/globals';
import { requireTags } from '../../../src/publish/tags/resolve-tags.ts';
import { planFor, pushOf } from '../../support/publishing.ts';

const REVISION = '0123456789abcdef0123456789abcdef01234567';
const TAG = pushOf('refs/tags/v1.4.2', { revision: REVISION });
const BRANCH = pushOf('refs/heads/feature/x', { revision: REVISION });

const all = (context: typeof TAG, tags: string[], inputs = {}) => {
  const { exact, plain, moving } = planFor(context, tags, inputs);
  return { exact, plain, moving: moving.map(({ name }) => name) };
};

describe('the input tags', () => {
  test('names are orders, patterns of a range move, versions in full are exact', () => {
    const tags = ['{{version}}', 'v{{version}}', '{{ major }}.{{minor}}', '{{major}}', 'sha-{{sha}}', 'latest', '1.3'];
    expect(all(TAG, tags)).toEqual({
      exact: ['1.4.2', 'v1.4.2'],
      plain: ['sha-0123456', 'latest', '1.3'],
      moving: ['1.4', '1'],
    });
  });

  test('{{branch}} is the branch as a tag', () => {
    expect(all(BRANCH, ['{{branch}}-{{sha}}']).plain).toEqual(['feature-x-0123456']);
  });

  test('explicit version tags and automatic ones are one list without duplicates', () => {
    expect(all(TAG, ['auto', '1.4.2', 'latest'])).toEqual({
      exact: ['1.4.2'],
      plain: ['latest'],
      moving: ['1.4', '1'],
    });
  });

  test('a pattern without a value is skipped and said; nothing left is an error for a run that publishes', () => {
    const plan = planFor(BRANCH, ['{{version}}', '{{major}}']);
    expect(plan.notices).toEqual([
      'tags: {{version}} was skipped: there is no version here',
      'tags: {{major}} was skipped: there is no major here',
    ]);
    expect(() => requireTags(plan, { registry: 'ghcr.io', path: 'a/b' })).toThrow(
      /^There is no tag for ghcr\.io\/a\/b: tags: \{\{version\}\} was skipped/,
    );
  });

  test('a pre-release and a version below 1.0.0 have no tags of ranges', () => {
    const ranges = ['{{version}}', '{{major}}.{{minor}}', '{{major}}'];
    expect(all(pushOf('refs/tags/v2.0.0-rc.1'), ranges)).toEqual({ exact: ['2.0.0-rc.1'], plain: [], moving: [] });
    expect(all(pushOf('refs/tags/v0.3.0'), ranges)).toEqual({ exact: ['0.3.0'], plain: [], moving: ['0.3'] });
  });

  test('none is alone and means the digest', () => {
    expect(planFor(TAG, ['none'])).toMatchObject({ digestOnly: true, exact: [], plain: [], moving: [] });
    expect(() => planFor(TAG, ['none', 'auto'])).toThrow('none cannot stand beside other tags');
  });

  test('an unknown placeholder is an error that names the known ones', () => {
    expect(() => planFor(TAG, ['{{raw}}', '{{date}}'])).toThrow(
      'tags: {{raw}} is not known; there are {{version}} {{major}} {{minor}} {{sha}} {{branch}}\n' +
        'tags: {{date}} is not known; there are {{version}} {{major}} {{minor}} {{sha}} {{branch}}',
    );
  });

  test.each([
    [['type=semver', 'pattern={{major}}.{{minor}}'], '{{major}}.{{minor}}'],
    [['type=semver,pattern={{version}},prefix=v'], 'v{{version}}'],
    [['type=semver', 'pattern={{raw}}'], 'auto or the name itself'],
    [['type=sha'], 'sha-{{sha}}'],
    [['type=raw', 'value=edge', 'enable=true'], 'edge'],
    [['type=ref', 'event=branch'], '{{branch}}'],
    [['type=ref', 'event=tag'], 'auto'],
    [['type=schedule'], 'auto'],
  ])('%j, which is for docker/metadata-action, is refused with %s in its place', (lines, instead) => {
    const message = `tags: "${lines.join(',')}" is a line for docker/metadata-action; write ${instead} instead`;
    expect(() => planFor(TAG, ['auto', ...lines])).toThrow(message);
  });

  test.each([
    ['feature/x', 'feature-x'],
    ['1.2.3+b', '1.2.3_b'],
    ['-x', 'x'],
    ['a b:c', 'a-b-c'],
    ['x'.repeat(200), 'x'.repeat(128)],
  ])('%j becomes %s, which is said', (name, tag) => {
    const plan = planFor(TAG, [name]);
    expect([...plan.exact, ...plan.plain]).toEqual([tag]);
    expect(plan.notices).toEqual([expect.stringContaining(`is no valid tag and is written as ${tag}`)]);
  });

  test('a version that is none is refused with what to write', () => {
    expect(() => planFor(TAG, ['auto'], { version: '1.2' })).toThrow('version: "1.2" is no SemVer version');
    expect(() => planFor(TAG, ['auto'], { version: 'latest' })).toThrow('version: "latest" is no SemVer version');
  });

  test('a tag that would be a version with the right prefix says so', () => {
    expect(planFor(pushOf('refs/tags/app/v1.4.2')).notices).toContainEqual(
      'tag-prefix: app/ would make app/v1.4.2 the version 1.4.2',
    );
  });
});
