import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface ActionRun {
  readonly exitCode: number;
  readonly outputs: ReadonlyMap<string, string>;
  readonly summary: string;
}

/**
 * Runs the action in a process of its own, with the environment and the files that a runner gives it for a pushed tag.
 * @param workspace the folder that inputs are relative to
 */
export async function runAction(
  entry: string,
  inputs: Readonly<Record<string, string>>,
  workspace: string,
  showLine: (line: string) => void,
): Promise<ActionRun> {
  const folder = await mkdtemp(join(tmpdir(), 'from-scratch-try-'));
  try {
    const files = { output: join(folder, 'output'), summary: join(folder, 'summary') };
    for (const file of Object.values(files)) await writeFile(file, '');
    const exitCode = await start(
      entry,
      { ...runnerEnvironment(folder, files, inputs), GITHUB_WORKSPACE: workspace },
      showLine,
    );
    const outputs = readOutputs(await readFile(files.output, 'utf8'));
    return { exitCode, outputs, summary: await readFile(files.summary, 'utf8') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function runnerEnvironment(
  folder: string,
  files: { readonly output: string; readonly summary: string },
  inputs: Readonly<Record<string, string>>,
): Record<string, string> {
  const named = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  return {
    PATH: process.env.PATH ?? '',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REF: 'refs/tags/v1.0.0',
    GITHUB_REPOSITORY: 'you/app',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_OUTPUT: files.output,
    GITHUB_STEP_SUMMARY: files.summary,
    RUNNER_TEMP: folder,
    ...Object.fromEntries(named),
  };
}

async function start(
  entry: string,
  env: Readonly<Record<string, string>>,
  showLine: (line: string) => void,
): Promise<number> {
  const child = spawn(process.execPath, [entry], {
    env,
    cwd: env.GITHUB_WORKSPACE,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  lines.on('line', showLine);
  const printed = new Promise((resolve) => lines.once('close', resolve));
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
  await printed;
  return exitCode;
}

/** The heredoc form that @actions/core writes: `name<<delimiter`, lines, `delimiter`. */
function readOutputs(text: string): Map<string, string> {
  const found = text.matchAll(/^([^\n<]+)<<(\S+)\n([\s\S]*?)\n?\2$/gm);
  return new Map([...found].map(([, name = '', , value = '']) => [name, value]));
}
