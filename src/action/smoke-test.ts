import { ActionError, messageOf } from '../errors.ts';
import type { ProcessResult, ProcessRunner } from '../ports.ts';
import { printable } from '../printable.ts';

export interface SmokeTest {
  /** A docker archive of the image. */
  readonly archive: string;
  /** The name under which the archive's image is loaded. */
  readonly reference: string;
  readonly args: readonly string[];
  /** Unique for this run, so that a container that hangs can be ended by its name. */
  readonly container: string;
}

const RUNTIMES = ['docker', 'podman'] as const;
const LOAD_LIMIT = 120_000;
const RUN_LIMIT = 30_000;

/** Starts the finished image once, without network; anything but exit code 0 within 30 s is an error. */
export async function smokeTest(test: SmokeTest, processes: ProcessRunner): Promise<void> {
  const runtime = await loadedBy(test, processes);
  const run = ['run', '--rm', '--name', test.container, '--network', 'none', test.reference, ...test.args];
  try {
    const result = await processes.run(runtime, run, { timeout: RUN_LIMIT });
    if (result.exitCode !== 0) throw failed(test, result);
  } catch (error) {
    if (error instanceof ActionError) throw error;
    throw new ActionError('smoke-test', `The smoke test failed: ${messageOf(error)}`, {
      hint: 'Give smoke-test arguments that end by themselves, such as --version.',
      cause: error,
    });
  } finally {
    await quietly(processes, runtime, ['rm', '--force', test.container]);
    await quietly(processes, runtime, ['image', 'rm', '--force', test.reference]);
  }
}

/** The first runtime that takes the archive. A client without its daemon does not. */
async function loadedBy({ archive }: SmokeTest, processes: ProcessRunner): Promise<string> {
  const reasons: string[] = [];
  for (const runtime of RUNTIMES) {
    try {
      const { exitCode, stderr } = await processes.run(runtime, ['load', '--input', archive], { timeout: LOAD_LIMIT });
      if (exitCode === 0) return runtime;
      reasons.push(`${runtime}: ${printable(stderr, 300)}`);
    } catch (error) {
      reasons.push(`${runtime}: ${messageOf(error)}`);
    }
  }
  throw new ActionError(
    'smoke-test',
    `smoke-test needs docker or podman, and neither works here. ${reasons.join('; ')}`,
    {
      hint: 'Use a runner that has one of them, or leave out smoke-test. Nothing was pushed.',
    },
  );
}

function failed({ args }: SmokeTest, { exitCode, stdout, stderr }: ProcessResult): ActionError {
  const last = `${stdout}\n${stderr}`
    .trim()
    .split('\n')
    .slice(-10)
    .map((line) => printable(line, 300));
  const what = args.length === 0 ? 'The image' : `The image with the arguments ${printable(args.join(' '), 200)}`;
  const said = last.join('') === '' ? 'It printed nothing.' : `Its last words:\n${last.join('\n')}`;
  return new ActionError('smoke-test', `${what} ended with exit code ${exitCode} in the smoke test. ${said}`, {
    hint: 'Nothing was pushed.',
  });
}

async function quietly(processes: ProcessRunner, runtime: string, args: readonly string[]): Promise<void> {
  await processes.run(runtime, args, { timeout: RUN_LIMIT }).catch(() => undefined);
}
