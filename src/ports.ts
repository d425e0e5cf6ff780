/** The outside world as values: built once, at the start, passed in everywhere, replaced by real small ones in tests. */

export interface Log {
  debug(line: string): void;
  info(line: string): void;
  notice(line: string): void;
  warning(line: string): void;
  /** Masks a secret in everything printed from now on; an empty one is ignored. */
  secret(value: string): void;
  group<T>(title: string, work: () => Promise<T>): Promise<T>;
}

export interface RunLog extends Log {
  /** An annotation of the step, or a line that says that it is an error. */
  error(text: string): void;
}

/** What a log prints; masking is somebody else's. */
export type PrintedLog = Omit<RunLog, 'secret'>;

/** What is on its way to the registries, in bytes; `total` grows as it becomes known what has to be sent. */
export interface Transfer {
  readonly sent: number;
  readonly total: number;
}

/** Whoever shows how far a push is: asks again and again until the returned function is called. */
export interface Progress {
  watch(transfer: () => Transfer): () => void;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after so many milliseconds; rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** A number from 0 up to, but not including, 1. */
export type Random = () => number;

export interface ProcessResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProcessOptions {
  readonly input?: string;
  readonly timeout: number;
  readonly env?: Readonly<Record<string, string>>;
  /** It undoes something, so it has to run after the run was cancelled, too. */
  readonly evenAfterCancel?: boolean;
}

/**
 * Runs a program without a shell and without echo. Rejects where the program is not found (ENOENT), the time (ms) is up
 * or the run is cancelled (with its reason); what still runs is ended then.
 */
export interface ProcessRunner {
  run(program: string, args: readonly string[], options: ProcessOptions): Promise<ProcessResult>;
}

export type Environment = Readonly<Record<string, string | undefined>>;
