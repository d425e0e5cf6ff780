import { setFlagsFromString } from 'node:v8';

/** Milliseconds after which a run is a long one: very many files, or very large ones. */
const LONG_RUN = 300;

/** About how many bytes of WebAssembly code run before it is compiled again; V8's own 13 MB are reached within a few MB of a binary. */
const TIERING_BUDGET = 200_000_000;

/**
 * Keeps V8's optimising compilers from the processor, which a short run needs for compression: they would take a tenth of
 * it, and the run is over before that has paid. Measured in docs/benchmarks.md.
 */
export function tuneEngine(): void {
  // Maglev compiles on threads that may ask this one for a garbage collection just when process.exit() waits for
  // them: the job would hang until its time limit. https://github.com/nodejs/node/issues/54918
  setFlagsFromString('--no-maglev');
  setFlagsFromString('--no-opt');
  setFlagsFromString(`--wasm-tiering-budget=${TIERING_BUDGET}`);
  setTimeout(() => setFlagsFromString('--opt'), LONG_RUN).unref();
}
