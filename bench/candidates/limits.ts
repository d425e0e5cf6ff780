import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { script } from '../measure.ts';
import type { Scenario } from '../scenario.ts';
import type { Candidate, Job } from './candidate.ts';
import { execution, firstLine } from './commands.ts';
import { programTar } from './tar-layers.ts';

const isCold = ({ before, compression, content }: Scenario) =>
  before === 'nothing' && compression === 'gzip' && content !== 'three-layers';

/** The compression alone: zlib's fastest level on every core, from a file into a file. */
export const compressionLimit: Candidate = {
  name: 'limit: pigz -1, nothing sent',
  role: 'limit',
  install: 'apt-get install pigz',
  can: (scenario) =>
    isCold(scenario) && scenario.latency === 0 && scenario.bandwidth === 0 && scenario.path === undefined,
  version: () => firstLine('pigz', '--version'),
  prepare: async (job) => {
    const tars = await Promise.all(job.programs.map((program) => programTar(job, program)));
    return script(tars.map((tar) => `${compress} ${tar} > ${tar}.gz`));
  },
};

/** The wire alone: the same bytes, compressed before the clock starts, sent by curl as one blob. */
export const wireLimit: Candidate = {
  name: 'limit: curl, compressed before',
  role: 'limit',
  install: 'apt-get install curl pigz',
  can: (scenario) => isCold(scenario) && scenario.path === undefined,
  version: async () => (await firstLine('pigz', '--version')) && firstLine('curl', '--version'),
  prepare: async (job) => script((await Promise.all(job.programs.map((program) => upload(job, program)))).flat()),
};

/** Node's start, and the SHA-256 of the tar, which tells that nothing has changed: no program on Node can be done earlier. */
export const hashLimit: Candidate = {
  name: 'limit: node starts, and hashes',
  role: 'limit',
  install: 'it is what runs this',
  can: ({ before, latency, path }) => before === 'the-same' && latency === 0 && path === undefined,
  version: async () => process.version,
  prepare: async (job) => {
    const tars = await Promise.all(job.programs.map((program) => programTar(job, program)));
    return { program: process.execPath, args: ['-e', HASH, ...tars] };
  },
};

const HASH =
  "for (const file of process.argv.slice(1)) require('crypto').createHash('sha256').update(require('fs').readFileSync(file)).digest()";

const compress = `pigz -1 -p ${availableParallelism()} -c`;

/** The tar of a program, compressed as fast as zlib can. */
export async function compressedTar(job: Job, program: Job['programs'][number]): Promise<string> {
  const tar = await programTar(job, program);
  await execution('sh', '-c', `${compress} ${tar} > ${tar}.gz`);
  return `${tar}.gz`;
}

async function upload(job: Job, program: Job['programs'][number]): Promise<string[]> {
  const file = await compressedTar(job, program);
  const digest = (await execution('sha256sum', file)).split(' ')[0];
  const repository = job.reference.slice(job.reference.indexOf('/') + 1, job.reference.lastIndexOf(':'));
  const headers = join(job.folder, 'headers');
  return [
    `curl -sSf -o /dev/null -D ${headers} -X POST http://${job.host}/v2/${repository}/blobs/uploads/`,
    `location=$(tr -d '\\r' < ${headers} | sed -n 's/^[Ll]ocation: //p')`,
    `curl -sSf -T ${file} -H 'Content-Type: application/octet-stream' "$location&digest=sha256:${digest}"`,
  ];
}
