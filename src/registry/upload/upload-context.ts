import type { Progress } from '../progress.ts';
import type { RepositoryContext } from '../repository-context.ts';
import type { Preferences } from './choice.ts';
import type { OpenSessions } from './open-sessions.ts';

/** What an upload to one repository needs beside. */
export interface UploadContext extends RepositoryContext {
  readonly sessions: OpenSessions;
  readonly preferences: Preferences;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}
