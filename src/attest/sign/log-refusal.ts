import { ActionError } from '../../errors.ts';
import { printable } from '../../printable.ts';

/** What is asked of a transparency log, of whichever version, as the beginning of a sentence. */
export const RECORDING = 'Recording the signature in the transparency log';

export function logRefusal(why: string, { host }: URL): ActionError {
  return new ActionError('attest', `${RECORDING} failed: ${printable(why)} (${host})`);
}
