import { join } from 'node:path';
import type { Program } from '../program.ts';
import type { Job } from './candidate.ts';
import { execution } from './commands.ts';

/** The tar files that tools which append layers want: the extra layers', and one of the program as /app. */
export async function tarLayers(job: Job, program: Program): Promise<string[]> {
  const files: string[] = [];
  for (const { folder, path } of job.extraLayers) {
    const file = join(job.folder, `${folder}.tar`);
    await tar(file, join(job.context, folder), `s,^\\.,${path.slice(1) || '.'},`, '.');
    files.push(file);
  }
  files.push(await programTar(job, program));
  return files;
}

export async function programTar(job: Job, program: Program): Promise<string> {
  const file = join(job.folder, `${program.platform.replaceAll('/', '-')}.tar`);
  const name = program.file.slice(program.file.lastIndexOf('/') + 1);
  await tar(file, program.file.slice(0, -name.length), `s,^${name}$,app,`, name);
  return file;
}

async function tar(file: string, folder: string, transform: string, entry: string): Promise<void> {
  await execution('tar', '-cf', file, '--owner=0', '--group=0', `--transform=${transform}`, '-C', folder, entry);
}
