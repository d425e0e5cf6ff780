/** How a source is to be read; everything absent is a plain copy. */
export interface CopyOptions {
  /** Patterns of what is left out, below the source. */
  readonly exclude?: readonly string[];
  /** Whether the source's own modes and owners are needed. */
  readonly stats?: boolean;
  /** The source becomes the root of the image: an absolute link in it stays inside. */
  readonly toRoot?: boolean;
  /** Whether a tar is unpacked. */
  readonly unpack?: boolean;
}
