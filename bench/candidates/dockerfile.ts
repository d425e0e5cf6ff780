import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from './candidate.ts';

/** Writes the Dockerfile of a job into its context. */
export async function writeDockerfile(job: Job): Promise<void> {
  const program = job.programs.length > 1 ? '$TARGETPLATFORM/app' : 'app';
  const lines = [
    'FROM scratch',
    ...job.extraLayers.map(({ folder, path }) => `COPY ${folder}/ ${path}`),
    ...(job.programs.length > 1 ? ['ARG TARGETPLATFORM'] : []),
    `COPY ${program} /app`,
    'ENTRYPOINT ["/app"]',
  ];
  await writeFile(join(job.context, 'Dockerfile'), `${lines.join('\n')}\n`);
}
