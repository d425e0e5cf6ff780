import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** What a program prints, or nothing where it is not there or fails. */
export async function firstLine(program: string, ...args: string[]): Promise<string | undefined> {
  try {
    const { stdout, stderr } = await execute(program, args, { timeout: 20_000 });
    return (stdout.trim() || stderr.trim()).split('\n')[0] ?? '';
  } catch {
    return undefined;
  }
}

export async function execution(program: string, ...args: string[]): Promise<string> {
  return (await execute(program, args, { maxBuffer: 64 * 1024 * 1024 })).stdout;
}
