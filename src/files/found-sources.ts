import type { SourceItem } from './source-item.ts';

/** What one `src` comes to. */
export interface FoundSources {
  /** The text named one thing, not a pattern: then a destination without a slash at its end is the thing's new name. */
  readonly single: boolean;
  readonly sources: readonly FoundSource[];
}

/** A file, or a directory or an archive whose contents are copied. */
export interface FoundSource {
  readonly kind: 'file' | 'directory' | 'archive';
  /** The last part of the path as written: what a file is called in a destination that ends with a slash. */
  readonly name: string;
  /** As written, with what a pattern stood for. */
  readonly path: string;
  /** Made anew whenever they are gone through: there can be 100,000. */
  readonly items: Iterable<SourceItem>;
}
