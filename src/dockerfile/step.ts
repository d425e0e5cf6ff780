import type { Position } from '../config/config-block.ts';
import type { ModeChange } from './chmod.ts';

interface StepBase {
  readonly position: Position;
  /** `COPY`, for messages. */
  readonly keyword: string;
  /** `user`, `user:group`, numbers or names; of what the step makes. Absent: root. */
  readonly owner?: string;
}

/** Files that come from elsewhere; BuildKit's COPY and ADD. */
export interface CopyStep extends StepBase {
  readonly type: 'copy';
  readonly from: Origin;
  /** As written, with variables replaced: relative to the origin's root in any case, with wildcards. */
  readonly sources: readonly string[];
  /** Absolute; with a slash at its end it is a directory. */
  readonly dst: string;
  readonly chmod?: ModeChange;
  /** Patterns of `--exclude`. */
  readonly exclude: readonly string[];
  /** `--parents`: what matches keeps its whole path. */
  readonly parents: boolean;
  /** ADD: an archive among the sources is unpacked. */
  readonly unpack: boolean;
}

/** A file whose content stands in the Dockerfile. */
export interface TextStep extends StepBase {
  readonly type: 'text';
  readonly name: string;
  readonly content: string;
  readonly dst: string;
  readonly chmod?: ModeChange;
}

/** A directory with its parents, where there is none yet. */
export interface DirectoryStep extends StepBase {
  readonly type: 'directory';
  readonly path: string;
  readonly mode?: number;
}

export interface LinkStep extends StepBase {
  readonly type: 'symlink';
  readonly path: string;
  readonly target: string;
}

/** What makes the file system of a stage, in its order: later steps see what earlier ones made. */
export type Step = CopyStep | TextStep | DirectoryStep | LinkStep;

export type Origin =
  /** The build context. */
  | { readonly kind: 'context' }
  /** A stage or image whose files `stages` may map. `names` are those that it has: its own, and its number. */
  | { readonly kind: 'mapped'; readonly name: string; readonly names: readonly string[] }
  /** Another scratch stage of the same file. */
  | {
      readonly kind: 'scratch';
      readonly name: string;
      readonly names: readonly string[];
      readonly steps: readonly Step[];
    };
