import type { SourceContext } from '../../source-context.ts';

/** What a run stands on, as far as tags go. https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows */
export type SourceRef =
  | { readonly kind: 'pull-request'; readonly number?: number; readonly fromFork: boolean }
  | { readonly kind: 'merge-group' }
  | { readonly kind: 'schedule' }
  | { readonly kind: 'tag'; readonly name: string }
  | { readonly kind: 'branch'; readonly name: string; readonly isDefault: boolean }
  | { readonly kind: 'none' };

/**
 * The event goes before the ref: a pull request that was merged runs on the base branch, a merge group on a branch of
 * its own, a schedule on the default branch, and none of them is a push to that branch.
 */
export function sourceRef(context: SourceContext): SourceRef {
  const { event, ref, defaultBranch, trigger } = context;
  if (isPullRequest(context)) return pullRequest(context);
  if (event === 'merge_group' || trigger?.event === 'merge_group' || ref.startsWith('refs/heads/gh-readonly-queue/'))
    return { kind: 'merge-group' };
  if (trigger !== undefined && isComment(trigger.event)) return { kind: 'none' };
  if (event === 'schedule') return { kind: 'schedule' };
  if (event === 'release' && context.release !== undefined) return { kind: 'tag', name: context.release.tag };
  if (ref.startsWith('refs/tags/')) return { kind: 'tag', name: ref.slice('refs/tags/'.length) };
  if (!ref.startsWith('refs/heads/')) return { kind: 'none' };
  const name = ref.slice('refs/heads/'.length);
  return { kind: 'branch', name, isDefault: name === defaultBranch };
}

/** Which is said to have run on the default branch, whatever it built: it may have been a comment on a pull request. */
function isComment(event: string): boolean {
  return event.endsWith('_comment');
}

function isPullRequest({ event, ref, pullRequest: known }: SourceContext): boolean {
  return event.startsWith('pull_request') || known !== undefined || ref.startsWith('refs/pull/');
}

function pullRequest({ ref, pullRequest: known }: SourceContext): SourceRef {
  const fromFork = known?.fromFork ?? false;
  const number = known?.number ?? Number(/^refs\/pull\/(\d{1,12})\//.exec(ref)?.[1] ?? Number.NaN);
  return Number.isSafeInteger(number) ? { kind: 'pull-request', number, fromFork } : { kind: 'pull-request', fromFork };
}
