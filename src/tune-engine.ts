import { setFlagsFromString } from 'node:v8';
import { holdBackWebAssembly } from './layer/encoder-module.ts';

/** Milliseconds after which a run is a long one: very many files, or very large ones. */
const LONG_RUN = 300;

/** Of Node's modules, those which nearly every run needs and a new process has not loaded. */
const NODE_MODULES = ['node:crypto', 'node:fs/promises', 'node:net', 'node:zlib'];

/**
 * Keeps V8's optimising compilers from the processor, which a short run needs for compression: they would take a tenth of
 * it, and the run is over before that has paid. Measured in docs/benchmarks.md.
 * @param booted resolves when a thread that boots has loaded its modules
 */
export function tuneEngine(booted: Promise<void>): void {
  // Node's modules come compiled, but V8 takes that only with the flags it was built for: after a change of flags each is
  // parsed, in every thread. https://github.com/nodejs/node/blob/v24.x/src/node_builtins.cc
  for (const name of NODE_MODULES) process.getBuiltinModule(name);
  void booted.then(setFlags);
}

function setFlags(): void {
  // Maglev compiles on threads that may ask this one for a garbage collection just when process.exit() waits for
  // them: the job would hang until its time limit. https://github.com/nodejs/node/issues/54918
  setFlagsFromString('--no-maglev');
  setFlagsFromString('--no-opt');
  holdBackWebAssembly();
  setTimeout(setFlagsOfLongRun, LONG_RUN).unref();
}

/** What pays in a long run; and its heap must not grow to several times of what is in it, as V8 would let it. */
function setFlagsOfLongRun(): void {
  setFlagsFromString('--opt');
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=60');
}
