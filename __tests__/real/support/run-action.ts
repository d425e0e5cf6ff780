import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseFileCommands } from './file-commands.ts';
import { run } from './process.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const PROJECT = join(import.meta.dirname, '../../..');

export interface ActionRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Markdown of the job summary. */
  readonly summary: string;
  /** What it wrote to GITHUB_ARTIFACTS. */
  readonly artifacts: string;
  /** What it wrote to GITHUB_ENV; it never should. */
  readonly environment: string;
  /** The folder that was its workspace. */
  readonly workspace: string;
}

export interface ActionOptions {
  /** Where relative paths start; a new empty folder where not given. */
  readonly workspace?: string;
  /** Node to run it with; the one that runs the test where not given. */
  readonly node?: string;
  /** The webhook payload. */
  readonly event?: unknown;
  readonly timeout?: number;
  /** When this resolves the job is cancelled. */
  readonly cancelled?: Promise<unknown>;
}

/**
 * Runs the committed bundle as a runner does: inputs and action.yml's defaults as INPUT_*, the default variables, files
 * for commands, the workspace as current folder. The home is empty, so nobody's docker configuration is read. Without
 * more in `env` this is a push of the branch `main` of acme/app.
 */
export async function runAction(
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string | undefined>> = {},
  options: ActionOptions = {},
): Promise<ActionRun> {
  const folder = await temporaryFolder('runner');
  const workspace = options.workspace ?? (await temporaryFolder('workspace'));
  const files = await commandFiles(folder, options.event ?? {});
  const finished = await run(options.node ?? process.execPath, [join(PROJECT, 'dist/index.js')], {
    cwd: workspace,
    env: { ...runnerVariables(folder, workspace), ...files, ...(await inputVariables(inputs)), ...env },
    timeout: options.timeout ?? 300_000,
    ...(options.cancelled === undefined ? {} : { cancelled: options.cancelled }),
  });
  const text = (name: keyof typeof files) => readFile(files[name], 'utf8');
  return {
    ...finished,
    outputs: parseFileCommands(await text('GITHUB_OUTPUT')),
    summary: await text('GITHUB_STEP_SUMMARY'),
    artifacts: await text('GITHUB_ARTIFACTS'),
    environment: await text('GITHUB_ENV'),
    workspace,
  };
}

async function commandFiles(folder: string, event: unknown) {
  const files = {
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STATE: join(folder, 'state'),
    GITHUB_ENV: join(folder, 'env'),
    GITHUB_PATH: join(folder, 'path'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
    GITHUB_ARTIFACTS: join(folder, 'artifacts'),
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
  };
  for (const file of Object.values(files)) await writeFile(file, '');
  await writeFile(files.GITHUB_EVENT_PATH, JSON.stringify(event));
  return files;
}

/** The runner upper-cases names and keeps hyphens; a default that is an expression is empty here. */
async function inputVariables(inputs: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const described = parse(await readFile(join(PROJECT, 'action.yml'), 'utf8')) as ActionDescription;
  const variables: Record<string, string> = {};
  for (const [name, { default: value = '' }] of Object.entries(described.inputs)) {
    variables[variable(name)] = value.includes('${{') ? '' : value;
  }
  for (const [name, value] of Object.entries(inputs)) {
    if (!(name in described.inputs)) throw new Error(`action.yml has no input ${name}`);
    variables[variable(name)] = value;
  }
  return variables;
}

interface ActionDescription {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
}

const variable = (name: string) => `INPUT_${name.toUpperCase().replaceAll(' ', '_')}`;

function runnerVariables(folder: string, workspace: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_REPOSITORY: 'acme/app',
    GITHUB_REPOSITORY_OWNER: 'acme',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
    GITHUB_RUN_ID: '1',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_NUMBER: '1',
    GITHUB_JOB: 'publish',
    GITHUB_WORKFLOW: 'publish',
    GITHUB_ACTOR: 'acme',
    RUNNER_TEMP: folder,
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: process.arch === 'arm64' ? 'ARM64' : 'X64',
  };
}
