import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Candidate, Job } from './candidate.ts';
import { firstLine } from './commands.ts';

/** FROM_SCRATCH_BUNDLE names another one, to compare two versions. */
const BUNDLE = process.env.FROM_SCRATCH_BUNDLE ?? join(import.meta.dirname, '../../dist/index.js');

/** The committed bundle with its default settings, as a runner starts it after a tag was pushed. */
export const fromScratch: Candidate = {
  name: 'from-scratch',
  role: 'ours',
  install: 'npm ci && npm run bundle',
  can: () => true,
  version: async () => {
    const there = await access(BUNDLE).then(
      () => true,
      () => false,
    );
    const commit = (await firstLine('git', '-C', import.meta.dirname, 'describe', '--always', '--dirty')) ?? '';
    return there ? `dist/index.js ${commit}` : undefined;
  },
  prepare: async (job) => {
    await writeFile(eventFile(job), JSON.stringify({ ref: REF, head_commit: COMMIT }));
    return { program: process.execPath, args: [BUNDLE], env: { ...surroundings(job), ...inputs(job) } };
  },
};

const REF = 'refs/tags/v1.0.0';
const COMMIT = { id: '0123456789abcdef0123456789abcdef01234567', timestamp: '2026-01-01T00:00:00Z' };

function eventFile(job: Job): string {
  return join(job.folder, 'event.json');
}

function surroundings(job: Job): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: job.folder,
    RUNNER_TEMP: job.folder,
    ...(job.certificate === undefined ? {} : { NODE_EXTRA_CA_CERTS: job.certificate }),
    GITHUB_EVENT_NAME: 'push',
    GITHUB_EVENT_PATH: eventFile(job),
    GITHUB_REF: REF,
    GITHUB_SHA: COMMIT.id,
    GITHUB_REPOSITORY: 'acme/app',
    GITHUB_SERVER_URL: 'https://github.com',
  };
}

function inputs(job: Job): NodeJS.ProcessEnv {
  const colon = job.reference.lastIndexOf(':');
  const images = [job.reference, ...job.copies].map((reference) => reference.slice(0, reference.lastIndexOf(':')));
  const files = job.extraLayers
    .filter(({ path }) => path !== '/')
    .map(({ folder, path }) => `  - { src: ${JSON.stringify(`${join(job.context, folder)}/`)}, dst: ${path} }`);
  return {
    INPUT_BINARY: job.programs.map(({ file }) => file).join('\n'),
    INPUT_IMAGE: images.join('\n'),
    INPUT_TAGS: job.reference.slice(colon + 1),
    INPUT_COMPRESSION: job.compression,
    INPUT_CONFIG: files.length === 0 ? '' : `files:\n${files.join('\n')}\n`,
  };
}
