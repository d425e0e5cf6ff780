import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../../testing/strict-registry/strict-registry.ts';
import { validateImage } from '../../../testing/validate-image.ts';
import { PROJECT, runAction } from '../../real/support/run-action.ts';
import { removeTemporaryFolders } from '../../real/support/temporary-folder.ts';

const binary = join(PROJECT, 'examples/hello/hello-linux-amd64');

/** What somebody could put into a name or a title to command the runner, to break the page or to fill the log. */
const HOSTILE = [
  '::set-output name=digest::sha256:0',
  '::error::x ##[error]y ##vso[task.setvariable variable=a]b',
  '<img src=x onerror=alert(1)></table><script>alert(1)</script>',
  '`code` ```fence``` | cell | [link](javascript:alert(1)) @everyone',
  '\u001b[31m\u202e\u0000',
  'x'.repeat(5000),
].join('\r\n');

const EVENTS: Readonly<Record<string, { readonly name: string; readonly ref: string; readonly more?: object }>> = {
  branch: { name: 'push', ref: `refs/heads/${HOSTILE}` },
  tag: { name: 'push', ref: `refs/tags/${HOSTILE}` },
  release: { name: 'release', ref: '', more: { release: { tag_name: HOSTILE, name: HOSTILE, body: HOSTILE } } },
  title: {
    name: 'pull_request',
    ref: `refs/pull/7/${HOSTILE}`,
    more: {
      number: 7,
      pull_request: { number: 7, title: HOSTILE, body: HOSTILE, head: { ref: HOSTILE, sha: HOSTILE, label: HOSTILE } },
    },
  },
  'every field': { name: 'workflow_dispatch', ref: 'refs/heads/main', more: { inputs: { version: HOSTILE } } },
};

const REPOSITORY = {
  full_name: HOSTILE,
  name: HOSTILE,
  html_url: HOSTILE,
  description: HOSTILE,
  default_branch: HOSTILE,
  license: { spdx_id: HOSTILE },
};

let registry: StrictRegistry;
beforeAll(async () => {
  registry = await startStrictRegistry();
});
afterAll(() => registry.close());

/** Environment variables cannot hold a NUL. */
const variable = (text: string) => text.replaceAll('\0', '');

describe('an event whose every text is hostile', () => {
  test.each(Object.keys(EVENTS))('as %s commands nothing and breaks nothing', async (kind) => {
    const { name, ref, more } = EVENTS[kind] ?? { name: '', ref: '' };
    const path = `acme/${kind.replaceAll(' ', '-')}`;
    const payload = { ref, repository: REPOSITORY, sender: { login: HOSTILE }, ...more };
    const environment = {
      GITHUB_EVENT_NAME: name,
      GITHUB_REF: variable(ref),
      GITHUB_REF_NAME: variable(HOSTILE),
      GITHUB_ACTOR: variable(HOSTILE),
      GITHUB_WORKFLOW: variable(HOSTILE),
      GITHUB_HEAD_REF: variable(HOSTILE),
      GITHUB_REPOSITORY: kind === 'every field' ? variable(HOSTILE) : 'acme/app',
    };
    const inputs = { binary, image: `${registry.host}/${path}` };
    const run = await runAction(inputs, environment, { event: payload });
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    expectNoCommands(run.stdout);
    expectHarmlessPage(run.summary);
    expect(run.environment).toBe('');
    expect(Object.keys(run.outputs).toSorted()).toEqual([
      ...[
        'attestations',
        'digest',
        'image',
        'imageid',
        'images',
        'metadata',
        'name',
        'platforms',
        'pushed',
        'sbom',
        'size',
        'tags',
        'version',
      ],
    ]);
    if (run.outputs['pushed'] === 'true') await expectHarmlessLabels(path, run.outputs['digest'] ?? '');
    expect(registry.violations).toEqual([]);
  });

  test('says in one annotation that a hostile version is none', async () => {
    const text = variable(HOSTILE);
    const run = await runAction({ binary, image: `${registry.host}/acme/x`, version: text, tags: text });
    expect(run.exitCode).toBe(1);
    expectNoCommands(run.stdout, ['error']);
    expect(run.stdout.match(/^::error/gm)).toHaveLength(1);
  });
});

/** The runner reads `::` at the start of a line, and `##[` and `##vso[` anywhere. */
function expectNoCommands(stdout: string, allowed: readonly string[] = []): void {
  const commands = [...stdout.matchAll(/^\s*::([a-z-]+)/gm)].map(([, command = '']) => command);
  const harmless = new Set(['group', 'endgroup', 'notice', 'debug', 'add-mask', ...allowed]);
  expect(commands.filter((command) => !harmless.has(command))).toEqual([]);
  expect(stdout).not.toMatch(/##\[/);
  expect(stdout).not.toMatch(/[\u0000\u001b\u202e]/);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThan(4200);
}

function expectHarmlessPage(page: string): void {
  expect(page).toMatch(/^## 📦 /);
  expect(page).not.toMatch(/<(img|script|\/table)|\]\(javascript|@everyone|^\s*::|##\[/m);
  expect(page.match(/^```/gm)?.length ?? 0).toBe(page.includes('docker pull') ? 4 : 2);
  expect(page.length).toBeLessThan(20_000);
}

/** One line each, which hides nothing of what stands beside it, and not longer than registries show. */
async function expectHarmlessLabels(repository: string, reference: string): Promise<void> {
  const found = await validateImage({ origin: registry.origin, repository, reference });
  const labels = (found.platforms[0]?.config.config as { Labels: Record<string, string> } | undefined)?.Labels ?? {};
  expect(Object.keys(labels)).not.toEqual([]);
  for (const value of Object.values(labels)) {
    expect(value).not.toMatch(/[\u0000-\u001f\u202e]/);
    expect(value.length).toBeLessThanOrEqual(512);
  }
}

afterAll(removeTemporaryFolders);
