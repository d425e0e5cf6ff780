import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EIGHT_PLATFORMS, type Program, padded } from './program.ts';
import type { Scenario } from './scenario.ts';

const PLATFORM_BYTES = 40_000_000;
const LARGE_BYTES = 1_000_000_000;
const NATIVE = process.arch === 'arm64' ? 'linux/arm64' : 'linux/amd64';

/** The programs that a scenario's content stands for. */
export async function makeOriginals(content: Scenario['content'], binary: string, folder: string): Promise<Program[]> {
  if (content === 'one' || content === 'three-layers') return [{ platform: NATIVE, file: binary }];
  const platforms = content === 'large' ? [NATIVE] : EIGHT_PLATFORMS;
  const size = content === 'large' ? LARGE_BYTES : PLATFORM_BYTES;
  const own = join(folder, content);
  await mkdir(own, { recursive: true });
  const programs: Program[] = [];
  for (const platform of platforms) programs.push({ platform, file: await padded(platform, binary, size, own) });
  return programs;
}

export async function sizeOf(file: string): Promise<number> {
  return (await stat(file)).size;
}
