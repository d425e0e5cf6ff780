import { script } from '../measure.ts';
import type { Candidate, Job } from './candidate.ts';
import { firstLine } from './commands.ts';
import { tarLayers } from './tar-layers.ts';

/** `crane append` onto nothing, then `crane mutate` for the configuration, as its own documentation does it. */
export const crane: Candidate = {
  name: 'crane append + mutate',
  role: 'peer',
  install: 'go install github.com/google/go-containerregistry/cmd/crane@latest',
  can: ({ compression, registries }) => compression === 'gzip' && registries === undefined,
  version: async () => {
    const version = await firstLine('crane', 'version');
    return version === undefined ? undefined : `crane ${version}`;
  },
  prepare: async (job) =>
    script(
      (await Promise.all(job.programs.map((program) => push(job, program)))).flat().concat(join(job)),
      job.certificate === undefined ? undefined : { ...process.env, SSL_CERT_FILE: job.certificate },
    ),
};

async function push(job: Job, program: Job['programs'][number]): Promise<string[]> {
  const layers = (await tarLayers(job, program)).map((file) => `-f ${file}`).join(' ');
  const reference = target(job, program);
  return [
    `crane append --oci-empty-base ${layers} -t ${reference}`,
    `crane mutate --entrypoint /app --user 65532:65532 --set-platform ${program.platform} -t ${reference} ${reference}`,
  ];
}

/** The index over several platforms. */
function join(job: Job): string[] {
  if (job.programs.length === 1) return [];
  const parts = job.programs.map((program) => `-m ${target(job, program)}`).join(' ');
  return [`crane index append ${parts} -t ${job.reference}`];
}

function target(job: Job, program: Job['programs'][number]): string {
  return job.programs.length === 1 ? job.reference : `${job.reference}-${program.platform.replaceAll('/', '-')}`;
}
