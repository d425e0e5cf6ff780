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

/** What docker and podman end with where they could not start a container. A program may do so, too. https://docs.docker.com/engine/containers/run/#exit-status */
const NOT_STARTED: ReadonlySet<number> = new Set([125, 126, 127]);
/** How they then say why: `docker: Error response from daemon: …`, `Error: crun: …` (podman). */
const REASON = /^(?:docker|Error): .*/m;

/** Starts the finished image once, without network; anything but exit code 0 within 30 s is an error. */
export async function smokeTest(test: SmokeTest, processes: ProcessRunner): Promise<void> {
  const runtime = await loadedBy(test, processes);
  const run = ['run', '--rm', '--name', test.container, '--network', 'none', test.reference, ...test.args];
  try {
    const result = await processes.run(runtime, run, { timeout: RUN_LIMIT });
    if (result.exitCode !== 0) throw notStarted(runtime, result) ?? failed(test, result);
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
async function loadedBy({ archive, reference }: SmokeTest, processes: ProcessRunner): Promise<string> {
  const reasons: string[] = [];
  for (const runtime of RUNTIMES) {
    try {
      const { exitCode, stderr } = await processes.run(runtime, ['load', '--input', archive], { timeout: LOAD_LIMIT });
      if (exitCode === 0) return runtime;
      reasons.push(`${runtime}: ${printable(stderr, 300)}`);
    } catch (error) {
      if (error instanceof ActionError) {
        await quietly(processes, runtime, ['image', 'rm', '--force', reference]);
        throw error;
      }
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

/** The runtime's own failure, which says nothing about the program. */
function notStarted(runtime: string, { exitCode, stderr }: ProcessResult): ActionError | undefined {
  const reason = NOT_STARTED.has(exitCode) ? REASON.exec(stderr)?.[0] : undefined;
  if (reason === undefined) return undefined;
  const told = `${runtime} could not start the image for the smoke test (exit code ${exitCode}), so the program did not run.`;
  return new ActionError('smoke-test', `${told} ${runtime} says: ${printable(reason, 600)}`, {
    hint: 'If this names the program, look at entrypoint and path; if it is about limits, cgroups or namespaces, use another runner or leave out smoke-test. Nothing was pushed.',
  });
}

function failed({ args }: SmokeTest, { exitCode, stdout, stderr }: ProcessResult): ActionError {
  const last = `${stdout.trim()}\n${stderr.trim()}`
    .trim()
    .split('\n')
    .slice(-10)
    .map((line) => printable(line, 300));
  const what = args.length === 0 ? 'The image' : `The image with the arguments ${printable(args.join(' '), 200)}`;
  const said = last.join('') === '' ? 'It printed nothing.' : `Its last lines:\n${last.join('\n')}`;
  return new ActionError('smoke-test', `${what} ended with exit code ${exitCode} in the smoke test. ${said}`, {
    hint: 'Nothing was pushed.',
  });
}

async function quietly(processes: ProcessRunner, runtime: string, args: readonly string[]): Promise<void> {
  await processes.run(runtime, args, { timeout: RUN_LIMIT, evenAfterCancel: true }).catch(() => undefined);
}
