import type { FileSource } from '../files/file-source.ts';
import type { Entry } from './entry.ts';
import { orderEntries } from './order-entries.ts';
import { SegmentList } from './segment-list.ts';
import { TarHeaders } from './tar-header.ts';
import type { TarImage } from './tar-image.ts';

const BLOCK = 512;

export interface TarOptions {
  /** Seconds since 1970, for parent directories that nobody listed; default 0. */
  readonly mtime?: number;
  /** What the layers below hold: a parent that exists there keeps its mode and owner here. */
  readonly lower?: readonly Entry[];
}

/**
 * The tar of a layer: the same entries give the same bytes, in whatever order they come. Entries are sorted by bytes,
 * missing parents are added, a path listed twice or below something that is not a directory is an error.
 */
export async function layTar(entries: readonly Entry[], options: TarOptions = {}): Promise<TarImage> {
  const headers = new TarHeaders();
  const segments = new SegmentList();
  const sources: FileSource[] = [];
  for (const entry of orderEntries(entries, options.lower, options.mtime)) {
    const header = headers.of(entry);
    segments.addBytes(header instanceof Promise ? await header : header);
    if (entry.type === 'subtree') segments.addBytes(entry.tar);
    if (entry.type !== 'file') continue;
    addContent(segments, entry.content);
    if (entry.content.bytes === undefined) sources.push(entry.content);
  }
  segments.addBytes(Buffer.alloc(2 * BLOCK));
  return {
    size: segments.size,
    segments: segments.finish(),
    assertUnchanged: async () => {
      for (const source of sources) await source.assertUnchanged();
    },
  };
}

function addContent(segments: SegmentList, content: FileSource): void {
  if (content.size === 0) return;
  if (content.bytes === undefined) segments.addFile(content);
  else segments.addBytes(content.bytes);
  segments.addBytes(Buffer.alloc(-content.size & (BLOCK - 1)));
}
