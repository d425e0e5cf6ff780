import type { Purpose } from '../auth/authenticator.ts';
import type { Circumstances } from '../errors/registry-error.ts';
import type { Progress } from '../progress.ts';
import type { Requester } from '../requester.ts';
import type { Patience } from '../retry.ts';
import type { Preferences } from './choice.ts';
import type { OpenSessions } from './open-sessions.ts';

/** What an upload to one repository needs of the registry around it. */
export interface UploadContext {
  readonly path: string;
  readonly purpose: Purpose;
  readonly circumstances: Omit<Circumstances, 'action'>;
  readonly requester: Requester;
  readonly sessions: OpenSessions;
  readonly preferences: Preferences;
  readonly progress: Progress;
  readonly patience: () => Patience;
  readonly signal: AbortSignal;
}
