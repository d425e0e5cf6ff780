import { join } from 'node:path';
import { script } from '../measure.ts';
import type { Candidate } from './candidate.ts';
import { firstLine } from './commands.ts';
import { tarLayers } from './tar-layers.ts';

/** `regctl image create`, then `regctl image mod` with the layers and the configuration. */
export const regctl: Candidate = {
  name: 'regctl create + mod',
  role: 'peer',
  install: 'go install github.com/regclient/regclient/cmd/regctl@latest',
  can: ({ content, compression, path }) =>
    path === undefined && compression === 'gzip' && (content === 'one' || content === 'large'),
  version: async () => {
    const tag = await firstLine('regctl', 'version', '--format', '{{.VCSTag}}');
    return tag === undefined ? undefined : `regctl ${tag}`;
  },
  prepare: async (job) => {
    const host = `--host reg=${job.host},tls=disabled`;
    const [program] = job.programs;
    if (program === undefined) throw new Error('nothing to push');
    const layers = (await tarLayers(job, program)).map((file) => `--layer-add tar=${file}`).join(' ');
    const change = `--replace ${layers} --config-entrypoint '["/app"]'`;
    return script(
      [
        `regctl ${host} image create --platform ${program.platform} ${job.reference}`,
        `regctl ${host} image mod ${change} ${job.reference}`,
      ],
      { ...process.env, REGCTL_CONFIG: join(job.folder, 'regctl.json') },
    );
  },
};
