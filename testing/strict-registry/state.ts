import type { Access } from './access.ts';
import type { AuthOptions } from './options.ts';
import type { Quirks } from './quirks.ts';
import type { Sessions } from './session.ts';
import type { Store } from './store.ts';

/** What the handlers of one registry share. */
export interface State {
  readonly quirks: Quirks;
  readonly auth: AuthOptions;
  readonly store: Store;
  readonly sessions: Sessions;
  readonly access: Access;
  /** `http://127.0.0.1:5000`, of the registry and of the second server. */
  readonly origin: string;
  readonly storageOrigin: string;
  /** A blob or manifest has come. */
  stored(digest: string): void;
  /** Whether this look-up misses what has just been stored. */
  missed(digest: string): boolean;
  /** What Docker-Content-Digest says of it. */
  shown(digest: string): string | undefined;
}
