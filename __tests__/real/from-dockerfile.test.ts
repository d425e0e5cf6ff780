import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { buildGo } from './support/build.ts';
import { buildStage } from './support/build-stage.ts';
import { LABELS } from './support/common-differences.ts';
import { type Explanations, expectExplained } from './support/differences.ts';
import { publishGuide } from './support/guide.ts';
import { imageFacts } from './support/image-facts.ts';
import { type RealRegistry, startDockerRegistry } from './support/registry.ts';
import { PROJECT, runAction } from './support/run-action.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

const PROGRAM = 'package main\n\nfunc main() {\n\tprintln("app")\n}\n';

const EXPLAINED: Explanations = {
  ...LABELS,
  'Env: *': 'variables stand in the order of their names',
  'only here: /data': 'buildah leaves volumes to the runtime, which makes them for root; here the user may write there',
  'owner of /etc/app: 0:0, there 1001:1001': 'COPY --chown gives away the directories that it makes on the way',
  'owner of /srv: 1001:1001, there 0:0': 'the user may write in the directory that the program starts in',
  'size of /etc/passwd*': 'root, nobody, nonroot and app, not the users of a build image',
  'size of /etc/group*': 'the same',
  'only here: /tmp': 'the kit: programs expect a place for temporary files',
};

describe('the stage of docs/from-dockerfile.md', () => {
  let registry: RealRegistry;
  let page: string;
  beforeAll(async () => {
    registry = await startDockerRegistry();
    const whole = await readFile(join(PROJECT, 'docs/from-dockerfile.md'), 'utf8');
    page = whole.slice(whole.indexOf('## A whole stage'));
  }, 60_000);

  afterAll(async () => {
    await registry.stop();
    await removeTemporaryFolders();
  });

  test('gives the same image as the step beside it, but for what the table explains', async () => {
    const workspace = await layOutWorkspace();
    const image = `${registry.host}/acme/stage`;
    const [step] = parse(block(page, 'yaml')) as { with: Record<string, string> }[];
    const run = await runAction({ ...step?.with, image, tags: 'v1' }, {}, { workspace });
    expect({ exitCode: run.exitCode, stdout: run.stdout }).toMatchObject({ exitCode: 0 });

    await writeFile(join(workspace, 'Dockerfile'), block(page, 'dockerfile'));
    const stage = await stageWith(workspace);
    const guide = await publishGuide('stage', workspace, registry, { build: stage });
    expectExplained(await imageFacts(`${image}:v1`), await imageFacts(guide), EXPLAINED);
  }, 120_000);

  test('gives the very image of buildah where it is read as it is', async () => {
    const workspace = await layOutWorkspace();
    await writeFile(join(workspace, 'Dockerfile'), block(page, 'dockerfile'));
    const stage = await stageWith(workspace);
    const image = `${registry.host}/acme/as-it-is`;
    const inputs = { dockerfile: 'Dockerfile', stages: `build=${stage}`, image, tags: 'v1' };
    const run = await runAction(inputs, {}, { workspace });
    expect({ exitCode: run.exitCode, stdout: run.stdout }).toMatchObject({ exitCode: 0 });
    const guide = await publishGuide('as-it-is', workspace, registry, { build: stage });
    expectExplained(await imageFacts(`${image}:v1`), await imageFacts(guide), LABELS);
    expect(run.summary).toContain('Not root');
  }, 120_000);
});

function block(page: string, language: string): string {
  const [, text] = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page) ?? [];
  if (text === undefined) throw new Error(`the page has no block of ${language}`);
  return text;
}

function stageWith(workspace: string): Promise<string> {
  return buildStage({ '/etc/passwd': 'etc/passwd', '/etc/group': 'etc/group', [join(workspace, 'app')]: 'src/app' });
}

async function layOutWorkspace(): Promise<string> {
  const workspace = await temporaryFolder('workspace');
  await copyFile(await buildGo(PROGRAM), join(workspace, 'app'));
  await writeFile(join(workspace, 'config.yaml'), 'log: info\n');
  await mkdir(join(workspace, 'static/css'), { recursive: true });
  await writeFile(join(workspace, 'static/index.html'), '<!doctype html>\n');
  await writeFile(join(workspace, 'static/css/site.css'), 'body { margin: 0 }\n');
  return workspace;
}
