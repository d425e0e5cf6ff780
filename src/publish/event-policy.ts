import { printable } from '../printable.ts';
import type { SourceContext } from '../source-context.ts';

/** Why a run does not publish. */
export interface Withheld {
  readonly reason: string;
  /** Not with `push: true` either: what would be published is not what the event is about. */
  readonly always: boolean;
}

/**
 * The events whose runs publish by themselves, each under conditions of its own; empty is a run outside of a runner. All
 * others, known or not, publish with `push: true` only: most of them run on the default branch, whatever they are about.
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
const PUBLISHING: ReadonlyMap<string, (context: SourceContext) => Withheld | undefined> = new Map([
  ['', published],
  ['push', published],
  ['create', published],
  ['release', release],
  ['schedule', published],
  ['workflow_call', published],
  ['workflow_dispatch', published],
  ['repository_dispatch', published],
  ['workflow_run', workflowRun],
]);

/** What the event and its activity say against publishing; who sent it and what it stands on are judged elsewhere. */
export function withheldByEvent(context: SourceContext): Withheld | undefined {
  if (context.deleted) {
    return always('a branch or tag was deleted, and what is checked out is the default branch');
  }
  const policy = PUBLISHING.get(context.event);
  return policy === undefined
    ? unlessAsked(`the event ${printable(context.event, 50)} does not publish by itself`)
    : policy(context);
}

function published(): undefined {
  return undefined;
}

const RELEASED: ReadonlySet<string> = new Set(['published', 'released', 'prereleased']);

/** `updated` is what Gitea and Forgejo call an edited release; an event written by hand may have no activity at all. */
const EDITED: ReadonlySet<string> = new Set(['edited', 'updated']);

function release({ action, release: told }: SourceContext): Withheld | undefined {
  if (told?.draft) return always('the release is a draft');
  if (action === undefined || RELEASED.has(action)) return undefined;
  if (!EDITED.has(action)) {
    return always(`the release was ${printable(action, 50)}; published, released and prereleased publish`);
  }
  return told?.changedTag ? always('the release was edited and has another tag now') : undefined;
}

function workflowRun({ trigger }: SourceContext): Withheld | undefined {
  if (trigger === undefined) return undefined;
  const { conclusion, event } = trigger;
  if (conclusion === undefined) return always('the workflow run that this one follows has not ended yet');
  if (conclusion !== 'success') {
    return always(`the workflow run that this one follows ended with ${printable(conclusion, 50)}`);
  }
  if (PUBLISHING.has(event)) return undefined;
  return unlessAsked(`this follows a workflow run on ${printable(event, 50)}, which does not publish by itself`);
}

function always(reason: string): Withheld {
  return { reason, always: true };
}

function unlessAsked(reason: string): Withheld {
  return { reason: `${reason}; push: true publishes it`, always: false };
}
