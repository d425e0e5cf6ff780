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
  test('release tags move, versions in full are exact, other names are written as they are', () => {
    const tags = ['{{version}}', 'v{{version}}', '{{ major }}.{{minor}}', '{{major}}', 'sha-{{sha}}', 'latest', '1.3'];
    expect(all(TAG, tags)).toEqual({
      exact: ['1.4.2', 'v1.4.2'],
      plain: ['sha-0123456'],
      moving: ['1.4', '1', 'latest', '1.3'],
    });
  });

  test('{{branch}} is the branch as a tag', () => {
    expect(all(BRANCH, ['{{branch}}-{{sha}}']).plain).toEqual(['feature-x-0123456']);
  });

  test('explicit version tags and automatic ones are one list without duplicates', () => {
    expect(all(TAG, ['auto', '1.4.2', 'latest'])).toEqual({
      exact: ['1.4.2'],
      plain: [],
      moving: ['1.4', '1', 'latest'],
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
    expect(() => planFor(TAG, ['none', 'auto'])).toThrow('none cannot be combined with other tags');
  });

  test('the expressions of metadata-action may stand in a pattern', () => {
    const now = Date.parse('2026-11-25T23:30:00Z');
    const patterns = [
      "nightly-{{date 'YYYYMMDD' tz='Europe/Zurich'}}",
      '{{tag}}-{{sha}}',
      '{{major}}.{{minor}}.{{patch}}',
    ];
    expect(all(TAG, patterns, { now })).toEqual({
      exact: ['1.4.2'],
      plain: ['nightly-20261126', 'v1.4.2-0123456'],
      moving: [],
    });
  });

  test('an unknown placeholder is an error that names the known ones', () => {
    const known =
      '{{version}} {{major}} {{minor}} {{patch}} {{sha}} {{branch}} {{tag}} {{base_ref}} {{date}} {{commit_date}}';
    expect(() => planFor(TAG, ['{{vresion}}', '{{#if x}}y{{/if}}', '{{version'])).toThrow(
      `tags: {{vresion}} is not known; there are ${known}\n` +
        "tags: {{#if x}} is not understood; write {{name}}, or {{date 'YYYYMMDD' tz='Europe/Zurich'}}\n" +
        'tags: "{{version" has a {{ without its }}, or a }} without its {{',
    );
  });

  test('names of branches and git tags become valid tags, which is said', () => {
    const plan = planFor(pushOf(`refs/heads/feature/${'x'.repeat(200)}`));
    expect(plan.plain).toEqual([`feature-${'x'.repeat(120)}`]);
    expect(plan.notices).toEqual([expect.stringContaining('is not a valid tag and is written as feature-x')]);
    expect(planFor(pushOf('refs/tags/v1.4.2+b')).exact).toEqual(['1.4.2_b']);
  });

  test('a version that is none is refused with what to write', () => {
    expect(() => planFor(TAG, ['auto'], { version: '1.2' })).toThrow('version: "1.2" is not a valid SemVer version');
    expect(() => planFor(TAG, ['auto'], { version: 'latest' })).toThrow(
      'version: "latest" is not a valid SemVer version',
    );
  });

  test.each([
    ['V1.4.2', 'Write three numbers, as in 1.4.2 or 2.0.0-rc.1.'],
    ['"1.4.2"', 'Write three numbers, as in 1.4.2 or 2.0.0-rc.1.'],
    ['v1.4', 'Write three numbers, as in 1.4.0 or 2.0.0-rc.1.'],
    ['next', 'Write three numbers, as in 1.2.3 or 2.0.0-rc.1.'],
    ['app@1.4.2', 'Is this a monorepo? tag-prefix: app@ would make app@1.4.2 the version 1.4.2.'],
    [
      'refs/tags/v1.4.2',
      `It is the full name of a Git ref. Write $\{{ github.ref_name }}, or leave it out: a pushed tag is read by itself.`,
    ],
  ])('version: %s is met with what was meant', (version, hint) => {
    expect(() => planFor(TAG, ['auto'], { version })).toThrow(expect.objectContaining({ hint }));
  });

  test.each([
    ['', 'neither a tag nor a branch was given by the event'],
    ['v1.4.2', 'the ref "v1.4.2" is neither a branch (refs/heads/…) nor a tag (refs/tags/…)'],
  ])('the ref "%s" has no tag, and why is said', (ref, why) => {
    expect(planFor(pushOf(ref)).notices).toEqual([`tags: auto has no tag here: ${why}`]);
  });

  test('a git tag whose name no tag can have is told once', () => {
    const plan = planFor(pushOf('refs/tags/üñ'));
    expect(() => requireTags(plan, { registry: 'ghcr.io', path: 'a/b' })).toThrow(
      /^There is no tag for ghcr\.io\/a\/b: "üñ" was skipped: none of it is allowed in a tag$/,
    );
  });

  test.each(['ver1.4.2', 'v1.4.2rc1', 'v1.4.2_1', 'V1.4.2'])('%s is told how other versions are read', (name) => {
    expect(planFor(pushOf(`refs/tags/${name}`)).notices.join()).toMatch(/latest is not moved\. .*type=pep440/);
  });

  test('a tag that would be a version with the right prefix says so', () => {
    expect(planFor(pushOf('refs/tags/app/v1.4.2')).notices).toContainEqual(
      'tag-prefix: app/ would make app/v1.4.2 the version 1.4.2',
    );
  });
});
