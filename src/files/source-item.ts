import type { FileSource } from './file-source.ts';

/** One thing that is copied; `path` is where it goes below the destination: `''` is the destination itself. */
export type SourceItem =
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'file'; readonly path: string; readonly content: FileSource; readonly elf: boolean }
  | { readonly kind: 'symlink'; readonly path: string; readonly target: string };
