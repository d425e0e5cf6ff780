import { ActionError } from '../errors.ts';

/** The command line itself is wrong: the command ends with 2, as shells' own do. */
export class UsageError extends ActionError {
  override readonly name = 'UsageError';

  constructor(message: string, hint = 'from-scratch --help lists every flag.') {
    super('input', message, { hint });
  }
}
