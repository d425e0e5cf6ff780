import { readFile } from 'node:fs/promises';
import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os';

/** Where the numbers come from; they mean little without it. */
export interface Machine {
  readonly processor: string;
  readonly threads: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
}

export async function describeMachine(): Promise<Machine> {
  return {
    processor: (cpus()[0]?.model ?? 'unknown').trim(),
    threads: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${await distribution()}, ${type()} ${release()} ${arch()}`,
    node: process.version,
  };
}

async function distribution(): Promise<string> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^PRETTY_NAME="?([^"\n]*)/m.exec(text)?.[1] ?? 'unknown';
}
