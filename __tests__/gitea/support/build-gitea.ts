import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { output } from '../../real/support/process.ts';

const ROOT = join(import.meta.dirname, '../../..');
const SOURCE = join(ROOT, '__tests__/gitea/server');

/** Milliseconds. Ten minutes on two processors, and more on a busy machine. */
const LIMIT = 3_600_000;

export interface GiteaProgram {
  readonly program: string;
  /** Its templates and translations, which lie in the module. */
  readonly files: string;
}

/** Gitea, built once and kept in `.cache/`, which CI keeps from run to run. */
export async function buildGitea(): Promise<GiteaProgram> {
  const module = await readFile(join(SOURCE, 'go.mod'));
  const folder = join(ROOT, '.cache/gitea', createHash('sha256').update(module).digest('hex').slice(0, 16));
  const program = join(folder, 'gitea');
  await mkdir(folder, { recursive: true });
  for (const file of ['go.mod', 'main.go']) await cp(join(SOURCE, file), join(folder, file));
  await output('go', ['mod', 'tidy'], { cwd: folder, timeout: LIMIT });
  if (!existsSync(program)) {
    const flags = ['-tags', 'sqlite sqlite_unlock_notify', '-ldflags', '-s -w', '-o', `${program}.new`, '.'];
    await output('go', ['build', ...flags], { cwd: folder, timeout: LIMIT });
    await rename(`${program}.new`, program);
  }
  const files = await output('go', ['list', '-m', '-f', '{{.Dir}}', 'code.gitea.io/gitea'], { cwd: folder });
  return { program, files: files.trim() };
}
