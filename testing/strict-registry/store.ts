import type { Content } from './content.ts';
import { isSha256 } from './names.ts';

export interface StoredManifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** What one repository holds. Blobs are per repository, as access to them is: a blob of another one is mounted or sent. */
export class RepositoryStore {
  readonly blobs = new Map<string, Content>();
  readonly manifests = new Map<string, StoredManifest>();
  readonly tags = new Map<string, string>();

  /** By tag or digest. */
  manifest(reference: string): StoredManifest | undefined {
    const digest = isSha256(reference) ? reference : this.tags.get(reference);
    return digest === undefined ? undefined : this.manifests.get(digest);
  }
}

export class Store {
  readonly #repositories = new Map<string, RepositoryStore>();

  find(name: string): RepositoryStore | undefined {
    return this.#repositories.get(name);
  }

  open(name: string): RepositoryStore {
    const found = this.#repositories.get(name) ?? new RepositoryStore();
    this.#repositories.set(name, found);
    return found;
  }

  names(): string[] {
    return [...this.#repositories.keys()].sort();
  }
}
