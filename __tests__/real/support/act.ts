import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Finished, output, run } from './process.ts';
import { PROJECT } from './run-action.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface ActRun {
  /** `push`, `pull_request`, … */
  readonly event: string;
  /** The webhook payload. */
  readonly payload: unknown;
  /** The workflow file's text. */
  readonly workflow: string;
  readonly env?: Readonly<Record<string, string>>;
  /** More files of the repository, by their paths. */
  readonly files?: Readonly<Record<string, string>>;
  /** A git tag on the commit, checked out as the runner has it. */
  readonly tag?: string;
}

/** Runs a workflow with `uses: ./` by act on this machine itself, in a repository of its own that holds the committed bundle. */
export async function runAct({ event, payload, workflow, env = {}, files = {}, tag }: ActRun): Promise<Finished> {
  const repository = await projectRepository(files, tag);
  const file = join(repository, '.github/workflows/test.yml');
  await mkdir(join(repository, '.github/workflows'), { recursive: true });
  await writeFile(file, workflow);
  await writeFile(join(repository, 'event.json'), JSON.stringify(payload));
  const variables = Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  const platform = ['-P', 'ubuntu-latest=-self-hosted'];
  const args = [event, ...platform, '-e', 'event.json', '-W', '.github/workflows/test.yml', ...variables];
  const home = await temporaryFolder('home');
  return run('act', args, { cwd: repository, env: actEnvironment(home), timeout: 300_000 });
}

/** A home of its own: act asks at its first start which images to use, and keeps the answer there. */
function actEnvironment(home: string): NodeJS.ProcessEnv {
  const { GITHUB_ACTIONS: _, ...env } = process.env;
  return { ...env, HOME: home, XDG_CACHE_HOME: join(home, 'cache'), XDG_CONFIG_HOME: join(home, 'config') };
}

async function projectRepository(files: NonNullable<ActRun['files']>, tag: string | undefined): Promise<string> {
  const folder = await temporaryFolder('repository');
  for (const name of ['action.yml', 'package.json', 'assets', 'dist', 'examples/hello']) {
    await cp(join(PROJECT, name), join(folder, name), { recursive: true });
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const git = (...args: string[]) =>
    output('git', ['-C', folder, '-c', 'user.name=n', '-c', 'user.email=e@example.com', ...args]);
  await git('init', '-q', '-b', 'main');
  await git('remote', 'add', 'origin', 'https://github.com/acme/app.git');
  await git('add', '-A');
  await git('commit', '-q', '-m', 'all of it');
  if (tag !== undefined) await git('tag', tag);
  return folder;
}
