import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** Measures a Node process that is started with `env`. */
export interface MemoryMeter {
  readonly env: { readonly NODE_OPTIONS: string; readonly PEAK_FILE: string };
  /** The most bytes of memory that it had, once it has ended. */
  peak(): Promise<number>;
}

export async function memoryMeter(): Promise<MemoryMeter> {
  const file = join(await temporaryFolder('peak'), 'peak');
  return {
    env: { NODE_OPTIONS: `--import=${join(import.meta.dirname, 'record-peak.mjs')}`, PEAK_FILE: file },
    async peak() {
      const status = await readFile(file, 'utf8');
      const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
      if (kibibytes === undefined) throw new Error(`there is no VmHWM in ${status}`);
      return Number(kibibytes) * 1024;
    },
  };
}
