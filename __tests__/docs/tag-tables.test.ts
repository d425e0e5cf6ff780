import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { tagNames } from '../../src/publish/tags/tag-plan.ts';
import type { SourceContext } from '../../src/source-context.ts';
import { contextOf, plainEvent, pullRequestEvent, pushEvent, releaseEvent } from '../support/github-events.ts';
import { planFor, pushOf } from '../support/publishing.ts';

const DOCS = join(import.meta.dirname, '../../docs');

/** The rows of the table with this head. */
function rowsOf(file: string, heading: string): string[][] {
  const lines = readFileSync(join(DOCS, file), 'utf8').split('\n');
  const head = lines.indexOf(`| ${heading} |`);
  const rest = lines.slice(head + 2);
  const rows = rest.slice(
    0,
    rest.findIndex((line) => !line.startsWith('|')),
  );
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

const codeOf = (cell: string) => cell.replaceAll('`', '');

/** The event that a cell speaks of: "the tag `v1.4.2`", "a schedule". */
function contextFor(cell: string): Promise<SourceContext> {
  const [, kind, name = ''] = /^the (tag|branch|release) `([^`]+)`/.exec(cell) ?? [];
  if (kind === 'tag') return contextOf(pushEvent(`refs/tags/${name}`));
  if (kind === 'branch') return contextOf(pushEvent(`refs/heads/${name}`));
  if (kind === 'release') return contextOf(releaseEvent(name, { prerelease: cell.includes('pre-release') }));
  if (cell === 'a schedule') return contextOf(plainEvent('schedule', 'refs/heads/main'));
  if (cell === 'a pull request') return contextOf(pullRequestEvent());
  if (cell === 'a merge queue') return contextOf(plainEvent('merge_group', 'refs/heads/gh-readonly-queue/main/pr-7-x'));
  throw new Error(`no event is known for: ${cell}`);
}

describe('the tables about tags', () => {
  const lines = rowsOf('coming-from.md', 'metadata-action | here | on');
  test('have rows', () => expect(lines.length).toBeGreaterThan(10));

  test.each(lines)('coming-from.md: %s and %s write the same on %s', async (line, own, on) => {
    const context = await contextFor(on ?? '');
    const entries = codeOf(own ?? '').split(/,\s*(?![^{]*\})/);
    const names = (tags: string[]) => tagNames(planFor(context, tags)).sort();
    expect(names(entries)).toEqual(names([codeOf(line ?? '')]));
    expect(names(entries)).not.toEqual([]);
  });

  test.each(rowsOf('workflows.md', 'on | `tags: auto` writes'))(
    'workflows.md: on %s, auto writes %s',
    async (on, written) => {
      const expected = written === 'nothing' ? [] : codeOf(written ?? '').split(', ');
      expect(tagNames(planFor(await contextFor(on ?? '')))).toEqual(expected);
    },
  );

  test.each(rowsOf('workflows.md', 'tags | written by | `tag-prefix`'))(
    'workflows.md: %s of %s is a release with tag-prefix %s',
    (tag, _, prefix) => {
      const tagPrefix = codeOf(prefix ?? '').replaceAll("'", '');
      const names = (name: string, inputs: { tagPrefix: string }) =>
        tagNames(planFor(pushOf(`refs/tags/${name}`), ['auto'], inputs));
      expect(names(codeOf(tag ?? ''), { tagPrefix })).toEqual(['1.4.2', '1.4', '1', 'latest']);
      expect(
        planFor(pushOf(`refs/tags/${codeOf(tag ?? '').replace('worker', 'api')}`), ['auto', 'latest'], { tagPrefix }),
      ).toMatchObject({
        exact: [],
        moving: [],
        notMeant: expect.stringMatching(/^This is not a release of (@acme\/)?worker: skipped/),
      });
      expect(planFor(pushOf(`refs/tags/${codeOf(tag ?? '')}`)).notices.join()).toContain(
        `tag-prefix: ${codeOf(prefix ?? '')} would make ${codeOf(tag ?? '')} the version 1.4.2`,
      );
      expect(() => planFor(pushOf('refs/heads/main'), ['auto'], { version: codeOf(tag ?? '') })).toThrow(
        expect.objectContaining({ hint: expect.stringContaining(`tag-prefix: ${codeOf(prefix ?? '')} would make`) }),
      );
    },
  );
});
