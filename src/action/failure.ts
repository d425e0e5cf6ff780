import * as core from '@actions/core';
import { ActionError, messageOf, ProblemsError } from '../errors.ts';
import { harmless } from './log.ts';

/** The runner cuts an annotation at 4096 characters (ExecutionContext.cs). */
const LIMIT = 4000;

/** One text for anything thrown: what was tried and what happened, then what to do. */
export function failureText(thrown: unknown): string {
  if (thrown instanceof ProblemsError && thrown.problems.length > 1) {
    const list = thrown.problems.map((problem) => `- ${problem}`).join('\n');
    return `${thrown.problems.length} problems were found, nothing was sent:\n${list}`;
  }
  if (thrown instanceof ActionError)
    return thrown.hint === undefined ? thrown.message : `${thrown.message}\n${thrown.hint}`;
  return `Internal error: ${messageOf(thrown)}. Please report it with the log of a run with debug logging.`;
}

/** Ends the run as failed with exactly one annotation. The stack is for those who turned on debug logging. */
export function fail(thrown: unknown): void {
  const text = harmless(failureText(thrown));
  core.setFailed(text.length > LIMIT ? `${text.slice(0, LIMIT)}…` : text);
  if (thrown instanceof Error && thrown.stack !== undefined && core.isDebug()) core.debug(harmless(thrown.stack));
}
