import { join } from 'node:path';
import { script } from '../measure.ts';
import type { Candidate, Job } from './candidate.ts';
import { execution, firstLine } from './commands.ts';
import { compressedTar } from './limits.ts';

/** Connections that the bytes are spread over where several are tried. */
const CONNECTIONS = 4;

/** What the path itself takes: bytes that are ready, into sessions that were opened before the clock starts. */
export const PATH_LIMITS: readonly Candidate[] = [
  pathLimit('limit: curl, one connection', '--http1.1', 1),
  pathLimit('limit: curl, HTTP/2', '--http2', 1),
  pathLimit(`limit: curl, ${CONNECTIONS} connections`, '--http1.1', CONNECTIONS),
];

function pathLimit(name: string, protocol: string, parts: number): Candidate {
  return {
    name,
    role: 'limit',
    install: 'apt-get install curl pigz',
    can: ({ path, before }) => path !== undefined && before === 'nothing',
    version: async () => (await firstLine('pigz', '--version')) && firstLine('curl', '--version'),
    prepare: async (job) => {
      const uploads: string[] = [];
      for (const program of job.programs) {
        const file = await compressedTar(job, program);
        for (const reference of [job.reference, ...job.copies])
          uploads.push(...(await uploadsOf(job, reference, file, parts)));
      }
      const many = ['--parallel', '--parallel-immediate', '--parallel-max', String(CONNECTIONS)];
      const options = uploads.length > 1 ? many : [];
      return script([[...curl(job), protocol, ...options, ...uploads].join(' ')]);
    },
  };
}

function curl({ certificate }: Job): string[] {
  return ['curl', '-sSf', '--no-progress-meter', '-o', '/dev/null', '--cacert', certificate ?? ''];
}

/** The arguments that send a file as so many blobs. */
async function uploadsOf(job: Job, reference: string, file: string, parts: number): Promise<string[]> {
  await execution('split', '-n', String(parts), file, `${file}.`);
  const names = (await execution('sh', '-c', `ls ${file}.a?`)).trim().split('\n');
  return await Promise.all(
    names.map(async (part) => {
      const digest = (await execution('sha256sum', part)).split(' ')[0];
      return `-T ${part} '${await openSession(job, reference)}&digest=sha256:${digest}'`;
    }),
  );
}

async function openSession(job: Job, reference: string): Promise<string> {
  const slash = reference.indexOf('/');
  const [host, repository] = [reference.slice(0, slash), reference.slice(slash + 1, reference.lastIndexOf(':'))];
  const [program = '', ...args] = curl(job);
  const url = `https://${join(host, 'v2', repository, 'blobs/uploads/')}`;
  return (await execution(program, ...args, '-w', '%header{location}', '-X', 'POST', url)).trim();
}
