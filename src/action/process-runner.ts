import type { ProcessOptions, ProcessResult, ProcessRunner } from '../ports.ts';

/** Programs by @actions/exec: found on PATH (with .exe and the like on Windows), started without a shell, never echoed. */
export const runnerProcesses: ProcessRunner = {
  async run(program, args, options) {
    const { getExecOutput } = await import('@actions/exec');
    const work = getExecOutput(`"${program}"`, [...args], {
      silent: true,
      ignoreReturnCode: true,
      ...(options.input === undefined ? {} : { input: Buffer.from(options.input) }),
      ...(options.env === undefined ? {} : { env: { ...options.env } }),
    });
    return await inTime(program, work.catch(asNotFound), options);
  },
};

function asNotFound(error: unknown): never {
  const missing = error instanceof Error && error.message.startsWith('Unable to locate executable file');
  throw missing ? Object.assign(new Error('not found on PATH', { cause: error }), { code: 'ENOENT' }) : error;
}

/** @actions/exec cannot end a program, so its result is no longer waited for; main.ts ends the process when the run is over. */
async function inTime(program: string, work: Promise<ProcessResult>, options: ProcessOptions): Promise<ProcessResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const expired = () => reject(new Error(`${program} did not end within ${options.timeout / 1000} s`));
    timer = setTimeout(expired, options.timeout);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
