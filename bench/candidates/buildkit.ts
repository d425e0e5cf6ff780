import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startBackground } from '../../__tests__/real/support/background.ts';
import type { Candidate } from './candidate.ts';
import { execution, firstLine } from './commands.ts';
import { writeDockerfile } from './dockerfile.ts';

/** What docker/build-push-action drives: buildctl and a BuildKit daemon that is already running and warm. */
export const buildkit: Candidate = {
  name: 'BuildKit (warm daemon)',
  role: 'peer',
  install:
    'git clone --depth 1 https://github.com/moby/buildkit && cd buildkit && go install ./cmd/buildkitd ./cmd/buildctl',
  can: ({ registries }) => registries === undefined,
  version: async () => {
    const daemon = await firstLine('buildkitd', '--version');
    return daemon && (await firstLine('buildctl', '--version')) ? daemon : undefined;
  },
  start: async (folder) => {
    const config = join(folder, 'buildkitd.toml');
    await mkdir(folder, { recursive: true });
    await writeFile(
      config,
      '[worker.oci]\n  enabled = true\n  snapshotter = "native"\n  gc = false\n[worker.containerd]\n  enabled = false\n',
    );
    return startBackground(
      'buildkitd',
      ['--config', config, '--root', join(folder, 'root'), '--addr', address(folder)],
      {
        ready: async () => (await firstLine('buildctl', '--addr', address(folder), 'debug', 'workers')) !== undefined,
      },
    );
  },
  prepare: async (job, folder) => {
    await writeDockerfile(job);
    const zstd = job.compression === 'zstd' ? ',compression=zstd,force-compression=true' : '';
    const platforms = job.programs.map(({ platform }) => platform).join(',');
    return {
      program: 'buildctl',
      args: [
        ...['--addr', address(folder), 'build', '--progress', 'plain', '--frontend', 'dockerfile.v0'],
        ...[
          '--local',
          `context=${job.context}`,
          '--local',
          `dockerfile=${job.context}`,
          '--opt',
          `platform=${platforms}`,
        ],
        ...['--output', `type=image,name=${job.reference},push=true,registry.insecure=true${zstd}`],
      ],
    };
  },
  tidy: async (folder) => {
    await execution('buildctl', '--addr', address(folder), 'prune', '--all');
  },
};

function address(folder: string): string {
  return `unix://${join(folder, 'socket')}`;
}
