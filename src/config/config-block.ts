import type { Healthcheck } from '../oci/image-config.ts';
import type { FileCapabilities } from '../rootfs/file-capabilities.ts';

/** Where a value stands in the text it was read from, for messages: `config:12:5`. */
export interface Position {
  /** `config` for the input, the path for a file. */
  readonly document: string;
  readonly line: number;
  readonly column: number;
}

export interface UserSpec {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** Who a file or a process belongs to, as written: numbers, or names that `users` and the three known users give numbers to. */
export interface Owner {
  readonly user: number | string;
  readonly group?: number | string;
}

interface FileSpecBase {
  /** Absolute; a trailing slash is kept: it means "into this directory". */
  readonly dst: string;
  /** Permission bits; absent: 0644, or 0755 for ELF files, scripts and directories. `keep`: what the source has. */
  readonly mode?: number | 'keep';
  readonly owner?: Owner | 'keep';
  readonly capabilities?: FileCapabilities;
  readonly position: Position;
}

export type FileSpec =
  | (FileSpecBase & {
      readonly type: 'copy';
      readonly src: string;
      /** Patterns below the source. */
      readonly exclude?: readonly string[];
      /** Whether a tar is to be unpacked; absent: it is. */
      readonly unpack?: boolean;
    })
  | (FileSpecBase & { readonly type: 'text'; readonly content: string })
  | (FileSpecBase & { readonly type: 'directory' })
  | (FileSpecBase & { readonly type: 'symlink'; readonly target: string });

/** What is said of the program itself; absent: 0755, root, none. */
export interface BinarySpec {
  readonly mode?: number;
  readonly owner?: Owner;
  readonly capabilities?: FileCapabilities;
}

/** The config block with every value checked for itself; what was not written is absent, so that defaults live in one place (image/). */
export interface ConfigBlock {
  readonly path?: string;
  readonly binary?: BinarySpec;
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly user?: Owner;
  /** The image's user as it is to stand there, empty for root; absent: `user`, as numbers. */
  readonly runAs?: string;
  readonly workdir?: string;
  readonly env: Readonly<Record<string, string>>;
  /** `8080/tcp`, always with its protocol. */
  readonly expose: readonly string[];
  readonly volumes: readonly string[];
  /** Those of `volumes` that are not made as directories. */
  readonly uncreatedVolumes?: readonly string[];
  /** Whether `volumes` and `workdir` are made as directories of `user`; absent: they are. */
  readonly userDirectories?: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly stopSignal?: string;
  readonly healthcheck?: Healthcheck;
  readonly kit: boolean;
  readonly users: readonly UserSpec[];
  readonly tmp: boolean;
  /** A list: `public` and the paths of PEM files. */
  readonly caCertificates: 'auto' | boolean | readonly string[];
  /** A list: names such as `Europe/Zurich`. */
  readonly timeZones: 'auto' | boolean | readonly string[];
  readonly nsswitch: 'auto' | boolean;
  readonly files: readonly FileSpec[];
  /** The texts are final, as a Dockerfile's are: nothing in them is filled in. */
  readonly literal?: boolean;
  /** Where each key that was given stands, for what only later stages can find wrong. */
  readonly positions: Positions;
}

/** By key: `time-zones`. */
export type Positions = Readonly<Record<string, Position>>;

/** The config block of somebody who wrote none. It is here so that such a run needs no YAML reader. */
export const EMPTY_BLOCK: ConfigBlock = {
  env: {},
  expose: [],
  volumes: [],
  labels: {},
  annotations: {},
  kit: true,
  users: [],
  tmp: true,
  caCertificates: 'auto',
  timeZones: 'auto',
  nsswitch: 'auto',
  files: [],
  positions: {},
};
