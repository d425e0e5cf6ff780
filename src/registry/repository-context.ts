import type { Purpose } from './auth/authenticator.ts';
import type { Circumstances } from './errors/registry-error.ts';
import type { Requester } from './requester.ts';
import type { Patience } from './retry.ts';

/** What any request to one repository needs of the registry around it. */
export interface RepositoryContext {
  readonly path: string;
  readonly purpose: Purpose;
  readonly circumstances: Omit<Circumstances, 'action'>;
  readonly requester: Requester;
  readonly patience: () => Patience;
}
