import { script } from '../measure.ts';
import type { Candidate } from './candidate.ts';
import { execution, firstLine } from './commands.ts';
import { writeDockerfile } from './dockerfile.ts';

export const buildah: Candidate = {
  name: 'buildah build + push',
  role: 'peer',
  install: 'apt-get install buildah',
  can: ({ content, path }) => path === undefined && content !== 'eight-platforms',
  version: () => firstLine('buildah', '--version'),
  prepare: async (job, folder) => {
    await writeDockerfile(job);
    const program = ['buildah', ...storage(folder)].join(' ');
    const format = job.compression === 'zstd' ? '--compression-format zstd' : '';
    return script([
      `${program} build -q --layers --isolation chroot -t ${job.reference} ${job.context}`,
      `${program} push -q --tls-verify=false ${format} ${job.reference} docker://${job.reference}`,
    ]);
  },
  tidy: async (folder) => {
    await execution('buildah', ...storage(folder), 'rmi', '--all', '--force');
  },
};

/** vfs works on every machine, and a scratch image has nothing to share. */
function storage(folder: string): string[] {
  return ['--storage-driver', 'vfs', '--root', `${folder}/storage`, '--runroot', `${folder}/run`];
}
