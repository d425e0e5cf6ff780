import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { podman, skopeo } from '../support/clients.ts';
import { DEFAULT_USER, KIT, LABELS, WORKING_DIRECTORY } from '../support/common-differences.ts';
import { type Explanations, expectExplained } from '../support/differences.ts';
import { type ExampleLab, openLab, type Pair } from '../support/example-lab.ts';
import { sum } from '../support/image-facts.ts';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder.ts';

const EXPLAINED: Explanations = { ...LABELS, ...WORKING_DIRECTORY, ...DEFAULT_USER, ...KIT };

describe('a C program as an image', () => {
  let lab: ExampleLab;
  let pair: Pair;

  beforeAll(async () => {
    lab = await openLab();
    pair = await lab.publishBoth('hello-c');
  }, 300_000);

  afterAll(() => lab.close());

  test('is the image of the guide, but for what the table explains', () => {
    expectExplained(pair.ours, pair.theirs, EXPLAINED);
  });

  test('says the same when it is started: a container is a process', async () => {
    const finished = await lab.runtime.runImage(pair.image);
    expect(finished).toEqual({ exitCode: 0, stdout: 'Hello from a container, which is process 1\n', stderr: '' });
    expect(await lab.runtime.runImage(pair.guide)).toEqual(finished);
  }, 60_000);

  test('is as small, with its kit and at the quickest compression', () => {
    expect(sum(pair.ours.layers)).toBeLessThan(sum(pair.theirs.layers) * 1.06);
  });

  test('has a history that begins with COPY and ends with CMD, which takes no bytes', async () => {
    const lines = await podmanHistory(pair.image);
    expect(lines.map(({ created_by }) => created_by)).toEqual([
      'CMD ["/hello"]',
      'USER 65532:65532',
      expect.stringMatching(/^COPY .*\/hello/),
      'COPY kit / # from-scratch: users, tmp',
    ]);
    expect(lines.map(({ size }) => size > 0)).toEqual([false, false, true, true]);
  }, 60_000);
});

interface HistoryLine {
  readonly created_by: string;
  readonly size: number;
}

/** The history as `podman history` shows it, newest first. */
async function podmanHistory(reference: string): Promise<HistoryLine[]> {
  const folder = await temporaryFolder('podman');
  const archive = `${folder}/image.tar`;
  await skopeo('copy', '--src-tls-verify=false', `docker://${reference}`, `docker-archive:${archive}:example:v1`);
  await podman(folder, 'load', '-q', '-i', archive);
  const lines = JSON.parse(await podman(folder, 'history', '--format', 'json', 'example:v1'));
  return lines.map(({ CreatedBy, createdBy, size }: Record<string, unknown>) => ({
    created_by: CreatedBy ?? createdBy,
    size: Number(size),
  }));
}

afterAll(removeTemporaryFolders);
