import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** A program to run, or a line for `sh` where a peer needs several. */
export interface Step {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

export interface Measurement {
  /** From the start of the process to its end. */
  readonly seconds: number;
  /** User and system time of the process and its children, without a daemon's. */
  readonly cpuSeconds: number;
  /** The largest resident set of any one process, a daemon's own included. */
  readonly peakBytes: number;
}

/** Several commands as one step: what a person would put into a script. */
export function script(lines: readonly string[], env?: NodeJS.ProcessEnv): Step {
  return { program: 'sh', args: ['-ec', lines.join('\n')], ...(env && { env }) };
}

/** Runs a step to its end under `time`; one that fails is an error with what it printed. */
export async function measure(step: Step, folder: string, daemon?: number): Promise<Measurement> {
  const report = join(folder, 'time');
  if (daemon !== undefined) await forgetPeak(daemon);
  const started = performance.now();
  const child = spawn('/usr/bin/time', ['-o', report, '-f', '%U %S %M', step.program, ...step.args], {
    cwd: folder,
    env: step.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const words = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await once(child, 'exit');
  const seconds = (performance.now() - started) / 1000;
  const [stdout, stderr] = await words;
  if (code !== 0) throw new Error(`ended with ${code}: ${(stderr + stdout).trim().slice(0, 3000)}`);
  const [user = 0, system = 0, kibibytes = 0] = (await readFile(report, 'utf8')).trim().split(' ').map(Number);
  await rm(report);
  const daemonPeak = daemon === undefined ? 0 : await peakOf(daemon);
  return { seconds, cpuSeconds: user + system, peakBytes: Math.max(kibibytes * 1024, daemonPeak) };
}

/** Sets the kernel's high-water mark of a process back to what it uses now (proc(5), clear_refs). */
async function forgetPeak(pid: number): Promise<void> {
  await writeFile(`/proc/${pid}/clear_refs`, '5').catch(() => {});
}

async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}
