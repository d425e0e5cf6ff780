import { join } from 'node:path';
import { type Finished, run } from './process.ts';
import { PROJECT } from './run-action.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface CommandOptions {
  /** The folder that it is started in; a new empty one where not given. */
  readonly cwd?: string;
  /** Beside PATH and an empty HOME: nothing else is set. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  readonly uid?: number;
}

/** Runs the committed bundle as a command, as in a shell outside of any CI system. */
export async function runCommand(args: readonly string[], options: CommandOptions = {}): Promise<Finished> {
  const home = await temporaryFolder('home');
  return await run(process.execPath, [join(PROJECT, 'dist/cli.js'), ...args], {
    cwd: options.cwd ?? home,
    env: { PATH: process.env.PATH, HOME: home, ...options.env },
    ...(options.input === undefined ? {} : { input: options.input }),
    ...(options.uid === undefined ? {} : { uid: options.uid }),
  });
}
