import { ActionError, messageOf, ProblemsError } from './errors.ts';
import { printable } from './printable.ts';

/** One text for anything thrown: what was tried and what happened, then what to do. */
export function failureText(thrown: unknown): string {
  if (thrown instanceof ProblemsError && thrown.problems.length > 1) {
    const list = thrown.problems.map((problem) => `- ${problem}`).join('\n');
    return `${thrown.problems.length} problems were found, nothing was sent:\n${list}`;
  }
  if (thrown instanceof ActionError)
    return thrown.hint === undefined ? thrown.message : `${thrown.message}\n${thrown.hint}`;
  if (isSystemError(thrown)) return systemFailure(thrown);
  return `Internal error: ${messageOf(thrown)}. Please report it with the log of a run with debug logging.`;
}

/**
 * Whatever the operating system refused: a full disk, a limit, a permission. Or Node in its place, where it was started
 * with --permission. None of it is for us to repair.
 */
function isSystemError(thrown: unknown): thrown is NodeJS.ErrnoException {
  if (!(thrown instanceof Error && 'code' in thrown)) return false;
  if (thrown.code === 'ERR_ACCESS_DENIED') return true;
  return 'syscall' in thrown && /^E[A-Z0-9]+$/.test(String(thrown.code));
}

function systemFailure(error: NodeJS.ErrnoException): string {
  const what = `The machine that this runs on refused an operation: ${printable(error.message, 300)}`;
  return `${what}\nLook at free disk space, permissions and limits of the runner.`;
}
