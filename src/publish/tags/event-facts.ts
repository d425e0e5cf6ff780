import type { SourceContext } from '../../source-context.ts';
import { sourceRef } from './source-ref.ts';

/** As long as git and docker/metadata-action write short commits. */
const SHORT_SHA = 7;

/** What docker/metadata-action reads from an event; what is not there is an empty text, as it is there. */
export interface EventFacts {
  readonly event: string;
  readonly branch: string;
  readonly tag: string;
  readonly pullRequest: string;
  readonly isBranch: boolean;
  readonly sha: string;
  readonly shortSha: string;
  /** The branch that a pull request goes to, or that a tag was pushed with. */
  readonly baseRef: string;
  readonly defaultBranch: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly commitTime?: number;
}

export function eventFacts(context: SourceContext, now: number): EventFacts {
  const ref = sourceRef(context);
  const branch = ref.kind === 'branch' ? ref.name : ref.kind === 'schedule' ? branchName(context) : '';
  const sha = context.eventCommit ?? context.revision ?? '';
  return {
    event: context.event,
    branch,
    isBranch: branch !== '',
    tag: ref.kind === 'tag' ? ref.name : '',
    pullRequest: ref.kind === 'pull-request' && ref.number !== undefined ? `${ref.number}` : '',
    sha,
    shortSha: shortSha(sha, context),
    baseRef: ref.kind === 'tag' || ref.kind === 'pull-request' ? (context.baseRef ?? '') : '',
    // The payload of a schedule names no repository, and it always runs on the default branch.
    defaultBranch: context.defaultBranch ?? (ref.kind === 'schedule' ? branch : ''),
    now,
    ...(context.commitTime === undefined ? {} : { commitTime: context.commitTime * 1000 }),
  };
}

export function shortSha(sha: string, { shortShaLength = SHORT_SHA }: SourceContext): string {
  return sha.slice(0, shortShaLength);
}

function branchName({ ref }: SourceContext): string {
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : '';
}
