import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { messageOf } from '../../src/errors.ts';
import { randomBuild } from '../support/random-dockerfile.ts';
import { seeded } from '../support/seeded.ts';
import { readStageIn } from '../support/stage-run.ts';
import { type BuiltFacts, buildWithBuildah, layOut, ourFacts } from './support/built-facts.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

const CASES = Number(process.env.DOCKERFILES ?? 200);
const SEED = Number(process.env.SEED ?? 20_261_126);

afterAll(removeTemporaryFolders);

/** Lays a random build out and has it read by buildah and by the project. */
async function compare(
  seed: number,
): Promise<{ ours: BuiltFacts | string; theirs: BuiltFacts | string; text: string }> {
  const { dockerfile, context, stage, buildArgs } = randomBuild(seeded(seed));
  const folder = await temporaryFolder('differential');
  const [workspace, builder] = [join(folder, 'workspace'), join(folder, 'builder')];
  await mkdir(workspace);
  await layOut(workspace, context);
  await layOut(builder, stage);
  await writeFile(join(folder, 'Dockerfile'), dockerfile);
  const inputs = {
    dockerfile: join(folder, 'Dockerfile'),
    stages: [`builder=${builder}`],
    buildArgs: Object.entries(buildArgs).map(([name, value]) => `${name}=${value}`),
  };
  const build = { context: workspace, stages: { builder }, dockerfile: inputs.dockerfile, buildArgs };
  const ours = await readStageIn(workspace, inputs).then(ourFacts).catch(messageOf);
  const theirs = await buildWithBuildah(folder, build).catch(messageOf);
  const ignore = context.find(({ path }) => path === '.dockerignore');
  const ignored =
    ignore !== undefined && 'content' in ignore ? `# .dockerignore: ${JSON.stringify(ignore.content)}\n` : '';
  return { ours, theirs, text: ignored + dockerfile };
}

/** What is not the same, one line each; several builds are better understood together. */
function differences(ours: BuiltFacts | string, theirs: BuiltFacts | string): string[] {
  if (typeof ours === 'string' || typeof theirs === 'string') {
    return typeof ours === typeof theirs ? [] : [`ours: ${JSON.stringify(ours)}`, `theirs: ${JSON.stringify(theirs)}`];
  }
  return (['config', 'files'] as const).flatMap((part) => {
    const keys = [...new Set([...Object.keys(ours[part]), ...Object.keys(theirs[part])])].sort();
    return (
      keys
        .filter((key) => ours[part][key] !== theirs[part][key])
        // buildah makes the directories of volumes where another instruction follows; BuildKit leaves them to the runtime.
        .filter((key) => !(ours.config.Volumes ?? '').includes(`"/${key}"`))
        .map((key) => `${key}: ${ours[part][key]}, there ${theirs[part][key]}`)
    );
  });
}

test(`${CASES} random final stages are the images that buildah makes of them`, async () => {
  const different: string[] = [];
  let compared = 0;
  for (let round = 0; round < CASES; round += 1) {
    const { ours, theirs, text } = await compare(SEED + round);
    const found = differences(ours, theirs);
    if (found.length > 0) different.push(`seed ${SEED + round}:\n${text}${found.join('\n')}`);
    if (typeof ours !== 'string' && typeof theirs !== 'string') compared += 1;
  }
  expect(different.slice(0, 10).join('\n\n')).toBe('');
  expect(compared).toBeGreaterThan(CASES * 0.8);
}, 900_000);
