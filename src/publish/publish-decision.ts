import { ActionError } from '../errors.ts';
import type { SourceContext } from '../source-context.ts';
import { withheldByEvent } from './event-policy.ts';
import { sourceRef } from './tags/source-ref.ts';

export interface PublishDecision {
  readonly publish: boolean;
  /** For the report: why this run publishes or does not. */
  readonly reason: string;
}

const DEPENDABOT = 'dependabot[bot]';

/** Whether this run may write to a registry. Throws on pull_request_target, where secrets meet the code of strangers. */
export function decidePublishing(push: 'auto' | 'on-tag' | boolean, context: SourceContext): PublishDecision {
  refuseForeignCode(context);
  if (push === false) return no('push: false');
  const ref = sourceRef(context);
  if (ref.kind === 'pull-request' && ref.fromFork) {
    return no('a pull request from a fork has a token that may only read');
  }
  const byEvent = withheldByEvent(context);
  if (byEvent?.always) return no(byEvent.reason);
  if (push === true) return { publish: true, reason: 'push: true' };
  if (ref.kind === 'pull-request') {
    return no(`this is a pull request or merge request; push: true publishes it${asTag(ref.number)}`);
  }
  if (ref.kind === 'merge-group') return no('this is a merge queue: the push to the branch that follows publishes');
  if (context.actor === DEPENDABOT) return no("Dependabot's runs have a token that may only read");
  if (byEvent !== undefined) return no(byEvent.reason);
  if (push === 'on-tag' && ref.kind !== 'tag') {
    return no('no git tag was pushed, and a push was not asked for (push: true, --push on the command line)');
  }
  return {
    publish: true,
    reason: context.event === '' ? 'this runs outside of a runner' : `the event ${context.event}`,
  };
}

function asTag(number: number | undefined): string {
  return number === undefined ? '' : ` as pr-${number}`;
}

function no(reason: string): PublishDecision {
  return { publish: false, reason };
}

function refuseForeignCode({ event }: SourceContext): void {
  if (event !== 'pull_request_target') return;
  throw new ActionError(
    'event',
    'pull_request_target runs with secrets, and whoever opens a pull request decides what is built: nothing is packaged here',
    { hint: 'Run this on pull_request, which reports the digest without publishing, and publish on push.' },
  );
}
