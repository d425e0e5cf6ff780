import { ActionError, messageOf } from '../../errors.ts';
import { formatRepository, type Repository } from '../../oci/reference.ts';
import type { TagReport } from '../publish-report.ts';
import type { TagPlan } from './tag-plan.ts';

/** The error of a registry that failed while tags were written, with what had been moved and what had not. */
export function tagFailure(
  error: unknown,
  repository: Repository,
  plan: TagPlan,
  reports: readonly TagReport[],
): ActionError {
  const done = reports.filter(({ state }) => state === 'written' || state === 'moved').map(({ name }) => name);
  const settled = new Set(reports.filter(({ state }) => state !== 'failed').map(({ name }) => name));
  const wanted = [...plan.exact, ...plan.plain, ...plan.moving.map(({ name }) => name)];
  const open = wanted.filter((name) => !settled.has(name));
  const state =
    done.length === 0
      ? 'no tag was moved'
      : `already written: ${done.join(', ')}${open.length === 0 ? '' : `; not written: ${open.join(', ')}`}`;
  const message = `${messageOf(error)} (tags of ${formatRepository(repository)}: ${state})`;
  const known = error instanceof ActionError ? error : undefined;
  return new ActionError(known?.code ?? 'registry', message, { hint: known?.hint, cause: error });
}
