import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface Arguments {
  /** Absolute paths of the binaries to publish. */
  readonly binaries: readonly string[];
  /** Keep the registry up afterwards. */
  readonly serve: boolean;
}

const EXAMPLES = ['hello-linux-amd64', 'hello-linux-arm64'];

/** `[--serve] [binary …]`; without a binary, the program from examples/hello. `root` is the project's folder. */
export function readArguments(args: readonly string[], root: string): Arguments {
  const options = args.filter((arg) => arg.startsWith('--'));
  const unknown = options.filter((option) => option !== '--serve');
  if (unknown.length > 0)
    throw new Error(`${unknown.join(' ')}: not known. Usage: npm run try -- [--serve] [path/to/app …]`);
  const given = args.filter((arg) => !arg.startsWith('--')).map((path) => resolve(path));
  const missing = given.filter((path) => !existsSync(path));
  if (missing.length > 0) throw new Error(`${missing.join(', ')}: no such file`);
  const examples = EXAMPLES.map((name) => join(root, 'examples/hello', name));
  return { binaries: given.length > 0 ? given : examples, serve: options.includes('--serve') };
}
