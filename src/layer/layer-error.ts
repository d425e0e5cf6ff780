import { ActionError, messageOf } from '../errors.ts';
import { printable } from '../printable.ts';

/** A failure of a layer as the user should read it; what is one already stays. */
export function layerError(label: string, thrown: unknown): ActionError {
  if (thrown instanceof ActionError) return thrown;
  const full = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC';
  return new ActionError('layer', `the layer ${label} could not be made: ${printable(messageOf(thrown))}`, {
    cause: thrown,
    hint: full ? 'Compressed layers are kept in RUNNER_TEMP; free some space on its disk.' : undefined,
  });
}

export function changedWhileRead(label: string): ActionError {
  return new ActionError('layer', `the files of the layer ${label} changed while they were read`, {
    hint: 'Let the step that writes them end before this one starts.',
  });
}

export function closedTooEarly(label: string): ActionError {
  return new ActionError('cancelled', `the layer ${label} was given up before it was complete`);
}
