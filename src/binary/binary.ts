import type { FileSource } from '../files/file-source.ts';
import type { Platform } from '../oci/platform.ts';

/** A static executable and what its bytes say. Data for labels, the kit, the report and a bill of materials. */
export interface Binary {
  readonly source: FileSource;
  readonly platform: Platform;
  /** `static-pie` loads itself at any address; `dynamic` only where the user allowed it. */
  readonly linkage: 'static' | 'static-pie' | 'dynamic';
  /** Only for `dynamic`. */
  readonly interpreter?: string | undefined;
  readonly neededLibraries: readonly string[];
  readonly go?: GoBuildInfo | undefined;
  readonly rust?: RustAudit | undefined;
  /** What a distribution's or one's own build wrote into `.note.package`. */
  readonly packageNote?: PackageNote | undefined;
  /** Hexadecimal for the linker's, text for Go's own. */
  readonly buildId?: string | undefined;
  /** `rustc version 1.95.0 (…)`, `GCC: (Debian …)`: the compiler's own words, where it left any. */
  readonly compiler?: string | undefined;
  /** Bytes of sections that only a debugger reads, and how this toolchain leaves them out. */
  readonly debugBytes: number;
  readonly stripHint?: string | undefined;
  /** Packed by UPX: starts slower, hides build information. */
  readonly upx: boolean;
  /** amd64 only: the instruction set level that the file says it needs. */
  readonly amd64Level?: 'v1' | 'v2' | 'v3' | 'v4' | undefined;
  readonly evidence: Evidence;
  /** Sentences for the user that are not errors: a wrong-looking variant, modified sources, a debug build. */
  readonly warnings: readonly string[];
}

export interface GoModule {
  readonly path: string;
  readonly version?: string;
  readonly sum?: string;
}

export interface GoBuildInfo {
  /** `go1.26.0`. */
  readonly goVersion: string;
  /** The import path of package main. */
  readonly path?: string;
  readonly main?: GoModule;
  /** With replacements applied. */
  readonly dependencies: readonly GoModule[];
  /** `GOOS`, `GOARM`, `-tags`, `vcs.revision`, … */
  readonly settings: Readonly<Record<string, string>>;
}

/** https://systemd.io/ELF_PACKAGE_METADATA/ */
export interface PackageNote {
  /** `deb`, `rpm`, `generic`. */
  readonly type: string;
  readonly name: string;
  readonly version: string;
  /** `debian`; empty where it is not said. */
  readonly os: string;
  readonly architecture: string;
}

export interface RustAudit {
  readonly packages: readonly RustPackage[];
}

export interface RustPackage {
  readonly name: string;
  readonly version: string;
  readonly source: string;
  readonly kind: 'runtime' | 'build';
  readonly root: boolean;
  /** Indexes into `packages`. */
  readonly dependencies: readonly number[];
}

/** What the binary's bytes say about the files it will look for; each field says yes or no, `reasons` says why. */
export interface Evidence {
  /** It names a system certificate file and brings no certificates itself. */
  readonly certificates: boolean;
  /** It looks for zone files and carries none. */
  readonly zones: boolean;
  /** It reads /etc/nsswitch.conf (Go's own resolver). */
  readonly nsswitch: boolean;
  readonly reasons: { readonly certificates: string; readonly zones: string; readonly nsswitch: string };
}
