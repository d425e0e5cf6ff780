import { describe, expect, test } from '@jest/globals';
import { tagNames } from '../../../src/publish/tags/tag-plan.ts';
import type { SourceContext } from '../../../src/source-context.ts';
import { contextOf, plainEvent, pullRequestEvent, releaseEvent } from '../../support/github-events.ts';
import { MemoryRegistry } from '../../support/memory-registry.ts';
import { planFor, publishTo, pushOf, type TagInputs } from '../../support/publishing.ts';
import { imageSet, testImage, testLayer } from '../../support/test-images.ts';

const app = (content: string) => imageSet([testImage({ layers: [testLayer(content)] })]);

/** Publishes what a run on this event with these tags would, and tells what became of each tag. */
async function publish(
  registry: MemoryRegistry,
  context: SourceContext,
  tags: readonly string[] = ['auto'],
  inputs: TagInputs = {},
): Promise<Record<string, string>> {
  const content = `${context.ref} ${tags.join()}`;
  const plan = planFor(context, tags, inputs);
  const report = await publishTo(registry.client(), plan, app(content), { overwrite: inputs.overwrite ?? false });
  return Object.fromEntries(report.tags.map(({ name, state }) => [name, state]));
}

const tag = (name: string) => pushOf(`refs/tags/${name}`);
const branch = (name: string) => pushOf(`refs/heads/${name}`);

async function withReleases(...versions: string[]): Promise<MemoryRegistry> {
  const registry = new MemoryRegistry();
  for (const version of versions) await publish(registry, tag(version));
  return registry;
}

const LINES = [
  'type=semver,pattern={{version}}',
  'type=semver,pattern={{major}}.{{minor}}',
  'type=semver,pattern={{major}}',
];

describe('release tags move forward only, however they were asked for', () => {
  test.each([
    ['by auto', ['auto'], {}],
    ['by name', ['1.1.1', '1.1', '1', 'latest'], {}],
    ['by pattern', ['{{version}}', '{{major}}.{{minor}}', '{{major}}', 'latest'], {}],
    ['by lines of metadata-action', LINES, {}],
    ['by lines and a name', [...LINES, 'type=raw,value=latest'], {}],
    ['by flavor', ['{{version}}', '{{major}}.{{minor}}', '{{major}}'], { flavor: ['latest=true'] }],
  ])('%s, 1.1.1 after 1.2.0 and 2.0.0 moves none but 1.1', async (_, tags, inputs) => {
    const registry = await withReleases('v1.1.0', 'v1.2.0', 'v2.0.0');
    expect(await publish(registry, tag('v1.1.1'), tags, inputs)).toEqual({
      '1.1.1': 'written',
      '1.1': 'moved',
      '1': 'left alone',
      latest: 'left alone',
    });
  });

  test('without a version on the event, the version in the list counts', async () => {
    const registry = await withReleases('v2.0.0');
    const states = await publish(registry, branch('main'), ['1.4.2', 'latest', '1']);
    expect(states).toEqual({ '1.4.2': 'written', '1': 'written', latest: 'left alone' });
  });

  test('without any version they are written only where no release would lose them', async () => {
    expect(await publish(new MemoryRegistry(), branch('main'), ['latest', '42'])).toEqual({
      latest: 'written',
      '42': 'written',
    });
    const registry = await withReleases('v1.4.2');
    expect(await publish(registry, branch('main'), ['latest', '1.4', '1', '42'])).toEqual({
      latest: 'left alone',
      '1.4': 'left alone',
      '1': 'left alone',
      '42': 'written',
    });
  });

  test('a version outside of the range does not move it', async () => {
    const registry = await withReleases('v1.4.2');
    const states = await publish(registry, tag('v1.5.0'), ['{{version}}', '1.4', '2']);
    expect(states).toEqual({ '1.5.0': 'written', '1.4': 'left alone', '2': 'written' });
  });

  test('v-prefixed tags and a monotone latest go together', async () => {
    const registry = new MemoryRegistry();
    const tags = ['v{{version}}', 'v{{major}}', 'latest'];
    await publish(registry, tag('v2.1.0'), tags);
    expect(await publish(registry, tag('v2.0.1'), tags)).toEqual({
      'v2.0.1': 'written',
      v2: 'left alone',
      latest: 'left alone',
    });
  });

  test('latest: true and overwrite move back what was named', async () => {
    const registry = await withReleases('v2.0.0', 'v1.2.0');
    const inputs = { latest: true };
    expect(await publish(registry, tag('v1.1.1'), ['auto'], inputs)).toMatchObject({
      latest: 'moved',
      '1': 'left alone',
    });
    const named = await publish(registry, tag('v1.1.2'), ['1.1.2', '1', 'latest'], { overwrite: true });
    expect(named).toEqual({ '1.1.2': 'written', '1': 'moved', latest: 'moved' });
    const automatic = await publish(registry, tag('v1.1.3'), ['auto'], { overwrite: true });
    expect(automatic).toMatchObject({ '1': 'left alone', latest: 'left alone' });
  });

  test('versions of Python move latest by their own order', async () => {
    const registry = new MemoryRegistry();
    const lines = ['type=pep440,pattern={{version}}', 'type=pep440,pattern={{major}}'];
    await publish(registry, tag('24.10'), lines);
    expect(await publish(registry, tag('24.9'), lines)).toEqual({
      '24.9': 'written',
      '24': 'left alone',
      latest: 'left alone',
    });
    expect(await publish(registry, tag('24.11rc1'), lines)).toEqual({ '24.11rc1': 'written' });
    expect(await publish(registry, tag('24.11'), lines)).toEqual({
      '24.11': 'written',
      '24': 'moved',
      latest: 'moved',
    });
  });
});

describe('a pre-release writes only its own tag', () => {
  test.each([
    ['by name', ['2.0.0-rc.1', '2.0', '2', 'latest']],
    ['by lines', [...LINES, 'type=raw,value=latest']],
    ['by the name of the git tag', ['type=ref,event=tag', 'type=raw,value=2.0']],
  ])('%s', async (_, tags) => {
    const plan = planFor(tag('v2.0.0-rc.1'), tags);
    expect(plan.moving).toEqual([]);
    expect(tagNames(plan)).toHaveLength(1);
    expect(plan.notices.join()).toContain('latest was skipped: a pre-release writes only its own tag');
  });

  test('unless latest: true says so', () => {
    expect(tagNames(planFor(tag('v2.0.0-rc.1'), ['auto'], { latest: true }))).toEqual(['2.0.0-rc.1', 'latest']);
  });
});

describe('families of tags with a suffix', () => {
  const alpine: TagInputs = { flavor: ['suffix=-alpine,onlatest=true'] };

  test('are compared within themselves', async () => {
    const registry = await withReleases('v2.0.0');
    expect(await publish(registry, tag('v1.2.0'), ['auto'], alpine)).toEqual({
      '1.2.0-alpine': 'written',
      '1.2-alpine': 'written',
      '1-alpine': 'written',
      'latest-alpine': 'written',
    });
    expect(await publish(registry, tag('v1.1.0'), LINES, alpine)).toEqual({
      '1.1.0-alpine': 'written',
      '1.1-alpine': 'written',
      '1-alpine': 'left alone',
      'latest-alpine': 'left alone',
    });
  });

  test('are known in a list that another tool made', async () => {
    const registry = await withReleases();
    await publish(registry, tag('v1.2.0'), LINES, alpine);
    const pasted = ['1.1.0-alpine', '1.1-alpine', '1-alpine', 'latest-alpine'];
    expect(await publish(registry, tag('v1.1.0'), pasted)).toMatchObject({
      '1-alpine': 'left alone',
      'latest-alpine': 'left alone',
    });
  });

  test('share latest, where the flavor does not put the suffix on it', async () => {
    const registry = new MemoryRegistry();
    const shared = { flavor: ['suffix=-alpine'] };
    expect(await publish(registry, tag('v2.0.0'), LINES, shared)).toMatchObject({ latest: 'written' });
    expect(await publish(registry, tag('v1.9.0'), LINES, shared)).toMatchObject({ latest: 'left alone' });
  });
});

describe('names of branches and git tags', () => {
  test.each([
    ['1.4', ['auto']],
    ['latest', ['auto']],
    ['1', ['type=ref,event=branch']],
    ['v9.9.9', ['auto']],
    ['9.9.9', ['type=raw,value={{branch}}']],
    ['.1.4', ['{{branch}}']],
    ['1.4', ['1.4']],
    ['v2', ['{{branch}}']],
  ])('the branch %s does not get the tag of a release with %j', (name, tags) => {
    const plan = planFor(branch(name), tags);
    expect(tagNames(plan)).toEqual([]);
    expect(plan.notMeant).toContain(`the name of the branch ${name}`);
  });

  test.each(['release/1.4', 'feature-1', 'fix-1.4.2', 'v1-next', 'main'])('the branch %s gets its tag', (name) => {
    expect(planFor(branch(name)).plain).toContain(name.replace('/', '-'));
  });

  test('no branch gets one by what sanitising leaves of its name', () => {
    const parts = ['', '1', '.', '-', '/', 'v', '4', '１', '+', ' ', 'latest', '_'];
    const names = parts.flatMap((a) => parts.flatMap((b) => parts.map((c) => a + b + c)));
    const ways = ['auto', '{{branch}}', 'type=ref,event=branch', 'type=raw,value={{branch}}'];
    const taken = names.filter((name) => {
      const { exact, moving } = planFor(branch(name), ways);
      return exact.length + moving.length > 0;
    });
    expect(taken).toEqual([]);
  });

  test('a release from a branch of that name gets its tags', () => {
    const plan = planFor(branch('1.4'), ['auto'], { version: '1.4.2' });
    expect(tagNames(plan)).toEqual(['1.4.2', '1.4', '1', 'latest']);
  });

  test('a git tag called latest does not take latest', () => {
    expect(tagNames(planFor(tag('latest')))).toEqual([]);
    expect(planFor(tag('latest'), ['type=ref,event=tag']).notMeant).toContain('latest was skipped');
  });

  test.each([
    ['v1.2', 'v1.2'],
    ['24.4', '24.4'],
    ['2024.01.05', '2024.01.05'],
    ['1.2.3.4', '1.2.3.4'],
    ['V1.2.3', 'V1.2.3'],
  ])('the git tag %s, no SemVer version, is written alone, which is said', async (name, written) => {
    const registry = await withReleases('v99.0.0');
    expect(await publish(registry, tag(name))).toEqual({ [written]: 'written' });
    expect(planFor(tag(name)).notices.join()).toMatch(
      /is not a SemVer version, so only its own tag is written, and latest is not moved\. .*type=pep440/,
    );
  });

  test('a git tag with two numbers does not take the tag of published releases', async () => {
    const registry = await withReleases('v1.4.2');
    expect(await publish(registry, tag('1.4'))).toEqual({ '1.4': 'left alone' });
  });
});

describe('what is not merged or is gone', () => {
  test('a pull request never writes the tags of releases', async () => {
    const context = await contextOf(pullRequestEvent());
    const plan = planFor(context, ['auto', '1.4.2', '1.4', 'latest', 'v1', 'type=raw,value=latest'], { latest: true });
    expect(tagNames(plan)).toEqual(['pr-7']);
    expect(plan.notices).toContain('1.4.2 was skipped: a pull request never writes the tags of releases');
  });

  test.each([
    ['a merge queue', plainEvent('merge_group', 'refs/heads/gh-readonly-queue/main/pr-7-x')],
    ['a deletion', plainEvent('delete', 'refs/heads/main', { ref: 'v1.4.2', ref_type: 'tag' })],
  ])('latest: true on %s does what it does on a pull request', async (_, event) => {
    expect(tagNames(planFor(await contextOf(event), ['auto'], { latest: true }))).not.toContain('latest');
  });

  test('latest: true beside tags: none has no tag', () => {
    expect(tagNames(planFor(tag('v1.4.2'), ['none'], { latest: true }))).toEqual([]);
  });
});

describe('a release of another program', () => {
  test.each([
    ['api/v1.4.2', 'worker/', ['auto', 'latest', 'type=semver,pattern={{version}}']],
    ['api/v1.4.2', 'worker/', ['none']],
    ['app-extra-v1.4.2', 'app-', ['auto']],
    ['v1.4.2', 'worker/', ['auto']],
  ])('%s has no tags with tag-prefix: %s and %j', (name, tagPrefix, tags) => {
    const plan = planFor(tag(name), tags, { tagPrefix, latest: true });
    expect(tagNames(plan)).toEqual([]);
    expect(plan).toMatchObject({ digestOnly: false, notMeant: expect.stringContaining('This is not a release of') });
  });

  test.each([
    ['worker/v1.4.2', 'worker/', ['1.4.2', '1.4', '1', 'latest']],
    ['app-v1.4.2', 'app-', ['1.4.2', '1.4', '1', 'latest']],
    ['worker/nightly', 'worker/', ['nightly']],
  ])('but %s has with tag-prefix: %s', (name, tagPrefix, tags) => {
    expect(tagNames(planFor(tag(name), ['auto'], { tagPrefix }))).toEqual(tags);
  });

  test('lines of metadata-action read the tag without the prefix', () => {
    const lines = [...LINES, 'type=ref,event=tag'];
    const plan = planFor(tag('worker/v1.4.2'), lines, { tagPrefix: 'worker/' });
    expect(tagNames(plan)).toEqual(['1.4.2', 'v1.4.2', '1.4', '1', 'latest']);
  });

  test('a version that is given does not ask the git tag', () => {
    const plan = planFor(tag('api/v9.0.0'), ['auto'], { tagPrefix: 'worker/', version: '1.4.2' });
    expect(tagNames(plan)).toEqual(['1.4.2', '1.4', '1', 'latest']);
  });
});

describe('a release that its forge flags as a pre-release', () => {
  const flagged = async (name: string) => contextOf(releaseEvent(name, { prerelease: true }));

  test('writes only itself', async () => {
    expect(tagNames(planFor(await flagged('v2.0.0'), LINES))).toEqual(['2.0.0']);
    expect(tagNames(planFor(await flagged('v2.0.0'), ['{{version}}', '{{major}}', 'latest']))).toEqual(['2.0.0']);
  });
});
