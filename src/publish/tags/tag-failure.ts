import { ActionError, messageOf } from '../../errors.ts';
import { formatRepository, type Repository } from '../../oci/reference.ts';
import type { TagReport } from '../publish-report.ts';
import { type TagPlan, tagNames } from './tag-plan.ts';

/** The error of a registry that failed while tags were written, with what had been moved and what had not. */
export function tagFailure(
  error: unknown,
  repository: Repository,
  plan: TagPlan,
  reports: readonly TagReport[],
): ActionError {
  const done = reports.filter(({ state }) => state === 'written' || state === 'moved').map(({ name }) => name);
  const unknown = reports.filter(({ state }) => state === 'unknown').map(({ name }) => name);
  const ended = new Set(reports.filter(({ state }) => state !== 'failed').map(({ name }) => name));
  const open = tagNames(plan).filter((name) => !ended.has(name));
  const parts = [
    ...(done.length === 0 ? [] : [`already written: ${done.join(', ')}`]),
    ...(unknown.length === 0 ? [] : [`sent, and not known whether written: ${unknown.join(', ')}`]),
    ...(open.length === 0 ? [] : [`not written: ${open.join(', ')}`]),
  ];
  const state = done.length + unknown.length === 0 ? 'no tag was moved' : parts.join('; ');
  const message = `${messageOf(error)} (tags of ${formatRepository(repository)}: ${state})`;
  const known = error instanceof ActionError ? error : undefined;
  return new ActionError(known?.code ?? 'registry', message, { hint: known?.hint, cause: error });
}
