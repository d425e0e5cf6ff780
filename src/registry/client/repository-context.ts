import type { RequestScope } from '../auth/authenticator.ts';
import type { RequestContext } from '../errors/facts.ts';
import type { RetryBudget } from '../http/retry.ts';
import type { RetryingClient } from './retrying-client.ts';

/** What any request to one repository needs of the registry around it. */
export interface RepositoryContext {
  readonly path: string;
  readonly scope: RequestScope;
  readonly place: Omit<RequestContext, 'action'>;
  readonly requester: RetryingClient;
  readonly retryBudget: () => RetryBudget;
}
