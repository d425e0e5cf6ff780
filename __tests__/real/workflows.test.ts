import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { yamlBlocks } from '../../scripts/workflow-steps.ts';
import { run } from './support/process.ts';
import { PROJECT } from './support/run-action.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

interface Found {
  /** `docs/workflows.md 3`: the file and the number of the block in it. */
  readonly title: string;
  readonly text: string;
}

/** Stands in for this action in all texts; where it is `./`, actionlint knows its inputs and outputs. */
const OURS = /uses: (?:https:\/\/github\.com\/)?[^/\s]+\/from-scratch@\S+/g;

async function texts(): Promise<string[]> {
  const all = await readdir(PROJECT, { recursive: true });
  return all.filter((name) =>
    /^(README\.md|docs\/.*\.md|examples\/.*\.(md|yml)|\.github\/workflows\/.*\.yml)$/.test(name),
  );
}

async function workflows(): Promise<Found[]> {
  const found = await Promise.all(
    (await texts()).map(async (file) => {
      const blocks = yamlBlocks(file, await readFile(join(PROJECT, file), 'utf8'));
      return blocks.flatMap((text, place) => {
        const whole = workflowOf(text);
        return whole === undefined ? [] : [{ title: `${file} ${place + 1}`, text: whole.replace(OURS, 'uses: ./') }];
      });
    }),
  );
  return found.flat();
}

const BINARY = { binary: 'app' };

/** A whole workflow as it is; steps, inputs and permissions in the smallest workflow around them. */
function workflowOf(text: string): string | undefined {
  const value: unknown = parse(text);
  if (Array.isArray(value)) return around({}, value);
  const block = value as Readonly<Record<string, unknown>>;
  if ('jobs' in block) return text;
  if (Array.isArray(block['steps'])) return around({}, block['steps']);
  if ('permissions' in block) return around(block, [{ uses: './', with: BINARY }]);
  if ('username' in block || 'registry-auth' in block || 'image' in block || 'config' in block) {
    return around({}, [{ uses: './', with: { ...BINARY, ...block } }]);
  }
  return undefined;
}

function around(more: object, steps: readonly unknown[]): string {
  return stringify({ on: 'push', jobs: { image: { 'runs-on': 'ubuntu-latest', ...more, steps } } });
}

let repository: string;
let found: readonly Found[];
beforeAll(async () => {
  repository = await temporaryFolder('workflows');
  found = await workflows();
  await mkdir(join(repository, '.git'));
  await mkdir(join(repository, '.github/workflows'), { recursive: true });
  for (const name of ['action.yml', 'dist']) await cp(join(PROJECT, name), join(repository, name), { recursive: true });
});

async function complaints({ title, text }: Found): Promise<string> {
  const file = join('.github/workflows', `${title.replace(/[^\w.-]/g, '_')}.yml`);
  await writeFile(join(repository, file), text);
  const { stdout, stderr } = await run('actionlint', ['-no-color', file], { cwd: repository, timeout: 60_000 });
  return stdout + stderr;
}

describe('every workflow in the README, docs, examples and of this project', () => {
  test('is found', () => {
    expect(found.filter(({ title }) => title.startsWith('docs/workflows.md')).length).toBeGreaterThanOrEqual(14);
    expect(found.filter(({ title }) => title.startsWith('README.md')).length).toBeGreaterThanOrEqual(3);
    expect(found.filter(({ title }) => title.startsWith('examples/')).length).toBeGreaterThanOrEqual(6);
    expect(found.filter(({ title }) => title.startsWith('.github/')).length).toBeGreaterThanOrEqual(4);
  });

  test('passes actionlint, with the inputs and outputs of action.yml', async () => {
    const all = await Promise.all(found.map(async (one) => [one.title, await complaints(one)]));
    expect(all.filter(([, said]) => said !== '')).toEqual([]);
  });

  test('would not pass with an input or an output that does not exist', async () => {
    const step = { id: 'image', uses: './', with: { ...BINARY, tag: 'x' } };
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of a workflow
    const text = around({}, [step, { run: 'echo ${{ steps.image.outputs.digests }}' }]);
    const said = await complaints({ title: 'wrong', text });
    expect(said).toContain('input "tag" is not defined');
    expect(said).toContain('property "digests" is not defined');
  });
});

afterAll(removeTemporaryFolders);
