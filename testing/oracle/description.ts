export type Json = Readonly<Record<string, unknown>>;

export interface EntryDescription {
  /** As a user would write it: `/etc/passwd`. */
  readonly path: string;
  readonly type: 'file' | 'directory' | 'symlink' | 'hardlink';
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
  readonly size: number;
  readonly target?: string;
  /** Of a file's content. */
  readonly sha256?: string;
  /** Of a small file (up to 64 KiB), as UTF-8. */
  readonly text?: string;
  /** The extended attribute `security.capability`, in hexadecimal. */
  readonly capability?: string;
}

export interface LayerDescription {
  readonly mediaType: string;
  readonly digest: string;
  readonly diffId: string;
  readonly size: number;
  readonly tarSize: number;
  /** Undefined where this Node cannot decompress it (zstd before 22.15). */
  readonly entries: readonly EntryDescription[] | undefined;
}

export interface PlatformDescription {
  /** `linux/arm/v7` */
  readonly platform: string;
  readonly digest: string;
  readonly manifest: Json;
  readonly configDigest: string;
  readonly config: Json;
  readonly layers: readonly LayerDescription[];
}

/** An image as it was read back, all its bytes checked. */
export interface ImageDescription {
  readonly digest: string;
  readonly mediaType: string;
  /** The index, or the manifest where there is none. */
  readonly document: Json;
  readonly platforms: readonly PlatformDescription[];
}
