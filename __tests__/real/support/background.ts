import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { installHint } from './installation.ts';

/** A program that goes on until `stop`; what it wrote is kept for the message of a failure. */
export interface Background {
  readonly pid: number;
  log(): string;
  /** SIGTERM, and SIGKILL after five seconds. Returns when the process is gone. */
  stop(): Promise<void>;
}

const LOG_LIMIT = 64 * 1024;

/** Starts a program and waits until `ready` says so: an error where it ends before, or is not ready after a minute. */
export async function startBackground(
  program: string,
  args: readonly string[],
  options: {
    readonly env?: NodeJS.ProcessEnv;
    readonly cwd?: string;
    readonly ready: (log: string) => Promise<boolean>;
  },
): Promise<Background> {
  // Said always, since jest gives tests an environment of their own, which Node's default is not.
  const child = spawn(program, args, {
    env: options.env ?? process.env,
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-LOG_LIMIT);
    });
  }
  await untilSpawned(child, program);
  const background = { pid: child.pid ?? 0, log: () => log, stop: () => stop(child) };
  const deadline = Date.now() + 60_000;
  while (!(await options.ready(log).catch(() => false))) {
    if (hasEnded(child) || Date.now() > deadline) {
      await stop(child);
      throw new Error(`${program} ${args.join(' ')} did not get ready:\n${log}`);
    }
    await sleep(25);
  }
  return background;
}

async function untilSpawned(child: ChildProcess, program: string): Promise<void> {
  try {
    await once(child, 'spawn');
  } catch (error) {
    throw new Error(`${program}: ${String(error)}. ${installHint(program)}`);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(timer);
  // A grandchild (containerd's shim) may hold the other ends; they must not keep the test alive.
  child.stdout?.destroy();
  child.stderr?.destroy();
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
