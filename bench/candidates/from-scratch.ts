import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Candidate, Job } from './candidate.ts';
import { firstLine } from './commands.ts';

const BUNDLE = join(import.meta.dirname, '../../dist/index.js');

/** The committed bundle with its default settings, as a shell starts it. */
export const fromScratch: Candidate = {
  name: 'from-scratch',
  role: 'ours',
  install: 'npm ci && npm run build',
  can: () => true,
  version: async () => {
    const there = await access(BUNDLE).then(
      () => true,
      () => false,
    );
    const commit = (await firstLine('git', '-C', import.meta.dirname, 'describe', '--always', '--dirty')) ?? '';
    return there ? `dist/index.js ${commit}` : undefined;
  },
  prepare: async (job) => ({ program: process.execPath, args: [BUNDLE], env: inputs(job) }),
};

function inputs(job: Job): NodeJS.ProcessEnv {
  const colon = job.reference.lastIndexOf(':');
  const files = job.extraLayers
    .filter(({ path }) => path !== '/')
    .map(({ folder, path }) => `  - { src: ${JSON.stringify(`${join(job.context, folder)}/`)}, dst: ${path} }`);
  return {
    PATH: process.env.PATH,
    HOME: job.folder,
    RUNNER_TEMP: job.folder,
    INPUT_BINARY: job.programs.map(({ file }) => file).join('\n'),
    INPUT_IMAGE: job.reference.slice(0, colon),
    INPUT_TAGS: job.reference.slice(colon + 1),
    INPUT_COMPRESSION: job.compression,
    INPUT_CONFIG: files.length === 0 ? '' : `files:\n${files.join('\n')}\n`,
  };
}
