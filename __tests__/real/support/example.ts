import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { output } from './process.ts';
import type { RealRegistry } from './registry.ts';
import { type ActionRun, PROJECT, runAction } from './run-action.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { readWorkflow } from './workflow.ts';

/** An example after its workflow ran. */
export interface PublishedExample {
  /** The copy of the example that was the workspace. */
  readonly workspace: string;
  /** Of each step that uses the action, in order. */
  readonly runs: readonly ActionRun[];
}

/** The event of the workflows: the tag v1.2.3 was pushed. */
const TAG_PUSH = { GITHUB_REF: 'refs/tags/v1.2.3', GITHUB_REF_NAME: 'v1.2.3', GITHUB_REF_TYPE: 'tag' };

/**
 * Copies an example into an empty folder, as its reader would, and does what its workflow says: builds the program
 * with the real toolchain and runs the action with the inputs that stand there. Only the repository is another one.
 */
export async function publishExample(name: string, registry: RealRegistry): Promise<PublishedExample> {
  const workspace = await temporaryFolder(name);
  await cp(join(PROJECT, 'examples', name), workspace, { recursive: true });
  const { env, steps } = readWorkflow(await readFile(join(workspace, 'workflow.yml'), 'utf8'));
  const runs: ActionRun[] = [];
  for (const step of steps) {
    if (step.kind === 'command') {
      const variables = { ...process.env, GOTOOLCHAIN: 'local', ...env };
      await output('bash', ['-eo', 'pipefail', '-c', step.command], {
        cwd: workspace,
        env: variables,
        timeout: 300_000,
      });
      continue;
    }
    const run = await runAction({ ...step.inputs, image: repositoryOf(name, registry) }, TAG_PUSH, { workspace });
    if (run.exitCode !== 0) throw new Error(`the action failed:\n${run.stdout}${run.stderr}`);
    runs.push(run);
  }
  return { workspace, runs };
}

export function repositoryOf(name: string, registry: RealRegistry): string {
  return `${registry.host}/acme/${name}`;
}
