import { setFlagsFromString } from 'node:v8';

/** Bytes of machine code that a function of WebAssembly runs through before V8 optimises it: more than a push reaches. V8's own number is 13 MB. */
const OUT_OF_REACH = 200_000_000;

/**
 * Compiles the encoder. With `sparesParser` no other WebAssembly is optimised after that: undici's parser of HTTP, one function of 34 KB,
 * reaches V8's number within a few answers, and optimising it takes 50 ms of processor time and 14 MB of a cold push, whose answers are few.
 * It is the one flag of the engine that is set, once: what V8 has compiled before keeps the number that it was compiled with.
 * https://github.com/v8/v8/blob/main/src/wasm/wasm-code-manager.cc (tiering_budgets)
 */
export function compileEncoder(bytes: Uint8Array, sparesParser: boolean): WebAssembly.Module {
  const module = new WebAssembly.Module(bytes);
  if (sparesParser) setFlagsFromString(`--wasm-tiering-budget=${OUT_OF_REACH}`);
  return module;
}
