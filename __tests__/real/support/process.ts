import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { installHint } from './installation.ts';

export interface Finished {
  /** 128 + n where signal n ended it, as a shell has it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** The whole environment; without it, this process'. */
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  /** Another user, where the test's own is root. */
  readonly uid?: number;
  /** Milliseconds until it is killed; two minutes where not given. */
  readonly timeout?: number;
  /** When this resolves it gets a SIGTERM, as from a runner whose job is cancelled. */
  readonly cancelled?: Promise<unknown>;
}

/** Runs a program without a shell until it ends. A program that is not there is an error that tells how to install it. */
export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    ...(options.uid === undefined || process.getuid?.() !== 0 ? {} : { uid: options.uid, gid: options.uid }),
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), options.timeout ?? 120_000);
  void options.cancelled?.then(() => child.kill('SIGTERM'));
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`${program}: ${error.message}. ${installHint(program)}`)));
    child.once('close', (code, signal) => resolve(code ?? (signal === 'SIGKILL' ? 137 : 143)));
  });
  try {
    const [exitCode, stdout, stderr] = await Promise.all([ended, buffer(child.stdout), buffer(child.stderr)]);
    return { exitCode, stdout: stdout.toString(), stderr: stderr.toString() };
  } finally {
    clearTimeout(timer);
  }
}

/** Runs a program that has to succeed, for what it prints. */
export async function output(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const finished = await run(program, args, options);
  if (finished.exitCode === 0) return finished.stdout;
  throw new Error(
    `${program} ${args.join(' ')} ended with ${finished.exitCode}:\n${finished.stderr.slice(-4000)}${finished.stdout.slice(-4000)}`,
  );
}
