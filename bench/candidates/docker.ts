import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startBackground } from '../../__tests__/real/support/background.ts';
import { script } from '../measure.ts';
import type { Candidate } from './candidate.ts';
import { execution, firstLine } from './commands.ts';
import { writeDockerfile } from './dockerfile.ts';

/** `docker build` and `docker push` with a daemon that is already running, started here with folders of its own. */
export const docker: Candidate = {
  name: 'docker build + push',
  role: 'peer',
  install: 'apt-get install docker.io',
  can: ({ compression, content, path }) =>
    path === undefined && compression === 'gzip' && content !== 'eight-platforms',
  version: async () => ((await firstLine('docker', '--version')) ? firstLine('dockerd', '--version') : undefined),
  start: async (folder) => {
    await mkdir(folder, { recursive: true });
    const folders = ['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec')];
    const network = ['--iptables=false', '--ip6tables=false', '--bridge=none'];
    const args = ['--host', address(folder), '--pidfile', join(folder, 'pid'), ...folders, ...network];
    return startBackground('dockerd', args, {
      ready: async () => (await firstLine('docker', '--host', address(folder), 'info')) !== undefined,
    });
  },
  prepare: async (job, folder) => {
    await writeDockerfile(job);
    const program = `docker --host ${address(folder)}`;
    return script([
      `${program} build --network none -q -t ${job.reference} ${job.context}`,
      `${program} push -q ${job.reference}`,
    ]);
  },
  tidy: async (folder) => {
    await execution('docker', '--host', address(folder), 'system', 'prune', '--all', '--force');
  },
};

function address(folder: string): string {
  return `unix://${join(folder, 'socket')}`;
}
