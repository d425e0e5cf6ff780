import type { Progress } from '../client/progress.ts';
import type { RepositoryContext } from '../client/repository-context.ts';
import type { OpenSessions } from './open-sessions.ts';
import type { Preferences } from './strategy-choice.ts';

/** What an upload to one repository needs beside. */
export interface UploadContext extends RepositoryContext {
  readonly sessions: OpenSessions;
  readonly preferences: Preferences;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}
