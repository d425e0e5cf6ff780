import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { INPUT_DEFAULTS } from '../src/inputs/input-table.ts';

export interface Arguments {
  /** Of the action, by name; `binary` among them. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Keep the registry up afterwards. */
  readonly serve: boolean;
  /** Only say how it is used. */
  readonly help: boolean;
}

export const USAGE = `Usage: npm run try -- [--serve] [--INPUT VALUE …] [path/to/app …]

  npm run try                                    a tiny program from examples/hello
  npm run try -- path/to/app                     a static binary of yours
  npm run try -- path/to/app --config image.yml  with a config block; every input of the action can be given so
  npm run try -- --serve                         keeps the registry up, for docker pull and for pushes of yours`;

const EXAMPLES = ['hello-linux-amd64', 'hello-linux-arm64'];

/** What the trial itself decides: where the image goes, and that it goes there. */
const DECIDED = new Set(['binary', 'image', 'push', 'merge', 'registry-auth', 'username', 'password', 'github-token']);

/** @param root the project's folder; `folder` is the one that the user is in */
export function readArguments(args: readonly string[], root: string, folder: string): Arguments {
  const inputs: Record<string, string> = {};
  const binaries: string[] = [];
  let serve = false;
  let help = false;
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--serve') serve = true;
    else if (word === '--help' || word === '-h') help = true;
    else if (word.startsWith('-')) {
      const [name, value] = readInput(word, rest);
      inputs[name] = value;
    } else binaries.push(word);
  }
  return { inputs: { binary: listOf(binaries, root, folder), ...inputs }, serve, help };
}

/** `--config=image.yml`, or `--config` with the next word. */
function readInput(word: string, rest: string[]): [name: string, value: string] {
  const [, name = '', joined] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
  if (!Object.hasOwn(INPUT_DEFAULTS, name)) throw new Error(`${word}: not known.\n${USAGE}`);
  if (DECIDED.has(name))
    throw new Error(`--${name}: not here, as the image goes to the registry of the trial.\n${USAGE}`);
  const value = joined ?? rest.shift();
  if (value === undefined) throw new Error(`--${name} needs a value, as in --${name}=VALUE`);
  return [name, value];
}

function listOf(binaries: readonly string[], root: string, folder: string): string {
  const missing = binaries.filter((path) => !existsSync(resolve(folder, path)));
  if (missing.length > 0) {
    throw new Error(`${missing.join(', ')}: no such file in ${folder}. Give the path of a static Linux binary.`);
  }
  const examples = EXAMPLES.map((name) => shortest(join(root, 'examples/hello', name), folder));
  return (binaries.length > 0 ? binaries : examples).join('\n');
}

function shortest(path: string, folder: string): string {
  const near = relative(folder, path);
  return near.startsWith('..') ? path : near;
}
