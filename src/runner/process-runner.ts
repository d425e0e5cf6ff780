import type { ChildProcess } from 'node:child_process';
import { delimiter } from 'node:path';
import type { Readable } from 'node:stream';
import type { Environment, ProcessOptions, ProcessResult, ProcessRunner } from '../ports.ts';
import type { ProgramPath } from './program-path.ts';

/** Bytes that are kept of what a program prints. Nobody reads more than the last lines. */
const OUTPUT_LIMIT = 4 * 1024 * 1024;

export interface ProcessSurroundings {
  readonly environment: Environment;
  readonly path: ProgramPath;
  /** Aborted when the run is cancelled: then what runs is ended, and nothing new begins but `evenAfterCancel`. */
  readonly signal: AbortSignal;
}

/** The one place that starts programs: by absolute path, without a shell, never echoed, ended with this process at the latest. */
export function createProcessRunner(surroundings: ProcessSurroundings): ProcessRunner {
  return {
    run: async (program, args, options) => {
      const { spawn } = await import('node:child_process');
      if (options.evenAfterCancel !== true) surroundings.signal.throwIfAborted();
      const found = surroundings.path.find(program);
      if (found === undefined) throw Object.assign(new Error('not found on PATH'), { code: 'ENOENT' });
      // A process group of its own, so that what a program has started ends with it.
      const detached = process.platform !== 'win32';
      const child = spawn(found, args, { env: environmentOf(surroundings, options), detached, windowsHide: true });
      return await finish(child, program, options, surroundings.signal);
    },
  };
}

/** The program looks for others itself, in the same places. */
function environmentOf({ environment, path }: ProcessSurroundings, { env }: ProcessOptions): NodeJS.ProcessEnv {
  const { PATH: _, Path: __, ...rest } = { ...environment, ...env };
  return path.folders.length === 0 ? rest : { ...rest, PATH: path.folders.join(delimiter) };
}

/** Milliseconds in which the last words of a program arrive; what it left in the background may keep its output open for ever. */
const LAST_WORDS = 2000;

/** Waits for a program, and ends it where nobody waits any more: its time is up, the run is cancelled, this process ends. */
async function finish(
  child: ChildProcess,
  program: string,
  { input = '', timeout, evenAfterCancel }: ProcessOptions,
  signal: AbortSignal,
): Promise<ProcessResult> {
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const stop = new AbortController();
  const cancel = () => stop.abort(signal.reason);
  const timer = setTimeout(() => stop.abort(new Error(`${program} did not end within ${timeout / 1000} s`)), timeout);
  const end = () => endGroup(child);
  if (evenAfterCancel !== true) signal.addEventListener('abort', cancel);
  process.once('exit', end);
  // A program may end without having read what it is given.
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
  try {
    return { exitCode: await exitCodeOf(child, stop.signal), stdout: stdout(), stderr: stderr() };
  } catch (error) {
    end();
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
    process.off('exit', end);
  }
}

function exitCodeOf(child: ChildProcess, stop: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    stop.addEventListener('abort', () => reject(stop.reason), { once: true });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
    child.once('exit', (code) => setTimeout(resolve, LAST_WORDS, code ?? 1).unref());
  });
}

/** Everything of a stream up to the limit, whenever it is asked for. */
function collect(stream: Readable | null): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream?.on('data', (chunk: Buffer) => {
    if (size < OUTPUT_LIMIT) chunks.push(chunk);
    size += chunk.length;
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

/** With all that it has started itself. */
function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
