import { execFile } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { constants, copyFile, mkdir, open, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** A file to push, and what it runs on. */
export interface Program {
  /** `linux/arm/v7` */
  readonly platform: string;
  readonly file: string;
}

export const EIGHT_PLATFORMS = [
  'linux/386',
  'linux/amd64',
  'linux/arm/v7',
  'linux/arm64',
  'linux/loong64',
  'linux/ppc64le',
  'linux/riscv64',
  'linux/s390x',
] as const;

/** Bytes of a Go service with its dependencies, and those for which the goals were set. */
const PROGRAM_BYTES = 42_800_000;

/**
 * Go's own compiler as a static binary: real machine code that every machine with Go can build without a download. Some
 * more of it follows, up to `PROGRAM_BYTES`.
 */
export async function buildProgram(folder: string): Promise<string> {
  const file = join(folder, 'compile');
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '' };
  try {
    await execute('go', ['build', '-o', file, 'cmd/compile'], { env });
  } catch (error) {
    throw new Error(`No binary to push: building Go's compiler failed. Give one with --binary. ${String(error)}`);
  }
  await appendCode(file, await readFile(file), PROGRAM_BYTES);
  return file;
}

/** Copies a binary and changes a few bytes of its machine code, so that no part of it is known to any registry or cache. */
export async function freshCopy(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await copyFile(source, target, constants.COPYFILE_FICLONE);
  const { size } = await stat(target);
  const patches = 64;
  const from = Math.min(65_536, size >> 2);
  for (let patch = 0; patch < patches; patch++) await overwrite(target, randomInt(from, size >> 2), randomBytes(4));
}

/** Changes one byte in the middle of the machine code. */
export async function changeOneByte(file: string): Promise<void> {
  const { size } = await stat(file);
  const handle = await open(file, 'r+');
  try {
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size >> 3);
    buffer[0] = (buffer[0] ?? 0) ^ 0x55;
    await handle.write(buffer, 0, 1, size >> 3);
  } finally {
    await handle.close();
  }
}

/**
 * A small real Go program of each platform, followed by machine code of `source` up to `size` bytes: a valid static
 * binary of any size and platform whose bytes compress as a real one's.
 */
export async function padded(platform: string, source: string, size: number, folder: string): Promise<string> {
  const file = join(folder, platform.replaceAll('/', '-'));
  await buildHello(platform, file);
  await appendCode(file, await readFile(source), size);
  return file;
}

/** Up to `size` bytes. */
async function appendCode(file: string, code: Buffer, size: number): Promise<void> {
  const handle = await open(file, 'a');
  try {
    let { size: written } = await handle.stat();
    while (written < size) {
      const piece = code.subarray(0, Math.min(code.length, size - written));
      // Each repetition begins with other bytes, so that nothing but its own neighbourhood can be copied from.
      await handle.write(Buffer.concat([randomBytes(8), piece.subarray(8)]));
      written += piece.length;
    }
  } finally {
    await handle.close();
  }
}

async function buildHello(platform: string, file: string): Promise<void> {
  const [, arch = '', variant = ''] = platform.split('/');
  const module = `${file}-source`;
  await mkdir(module, { recursive: true });
  await writeFile(join(module, 'go.mod'), 'module example.com/hello\n\ngo 1.22\n');
  await writeFile(join(module, 'main.go'), 'package main\n\nfunc main() { println("hello") }\n');
  const env = { ...process.env, CGO_ENABLED: '0', GOOS: 'linux', GOARCH: arch, GOARM: variant.slice(1) || '7' };
  await execute('go', ['build', '-o', file, '.'], { cwd: module, env });
}

async function overwrite(file: string, position: number, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.write(bytes, 0, bytes.length, position);
  } finally {
    await handle.close();
  }
}
