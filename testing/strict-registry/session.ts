import { createHash, type Hash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Content, FileContent, MemoryContent } from './content.ts';

/** One upload under way. */
export class Session {
  readonly id = randomUUID();
  readonly repository: string;
  readonly content: Content;
  /** Part of every Location; only the newest is taken. */
  state = 0;
  /** Bytes of the chunks so far, in order. */
  readonly chunks: number[] = [];
  readonly #hash: Hash = createHash('sha256');
  #last: Promise<unknown> = Promise.resolve();

  constructor(repository: string, content: Content) {
    this.repository = repository;
    this.content = content;
  }

  get offset(): number {
    return this.content.size;
  }

  async append(bytes: Buffer): Promise<void> {
    this.#hash.update(bytes);
    await this.content.append(bytes);
  }

  digest(): string {
    return `sha256:${this.#hash.copy().digest('hex')}`;
  }

  /** One request after another, also where a client has given up the one before and the registry does not know yet. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

export class Sessions {
  readonly #open = new Map<string, Session>();
  readonly #directory: string | undefined;

  /** Blobs are kept in memory, or as files where a directory is given. */
  constructor(directory: string | undefined) {
    this.#directory = directory;
  }

  start(repository: string): Session {
    const content =
      this.#directory === undefined ? new MemoryContent() : new FileContent(join(this.#directory, randomUUID()));
    const session = new Session(repository, content);
    this.#open.set(session.id, session);
    return session;
  }

  find(id: string): Session | undefined {
    return this.#open.get(id);
  }

  /** Ends a session and forgets its bytes. */
  async drop(id: string): Promise<void> {
    const session = this.#open.get(id);
    this.#open.delete(id);
    await session?.content.remove();
  }

  /** Ends a session whose bytes have become a blob. */
  async finish(session: Session): Promise<Content> {
    this.#open.delete(session.id);
    await session.content.close();
    return session.content;
  }

  /** Uploads under way. */
  get count(): number {
    return this.#open.size;
  }

  async dropAll(): Promise<void> {
    for (const id of this.#open.keys()) await this.drop(id);
  }
}
