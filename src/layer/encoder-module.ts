import { setFlagsFromString } from 'node:v8';

/**
 * Roughly the bytes of machine code that a function of WebAssembly runs through before V8 optimises it; V8's own number,
 * 13 MB, is reached only a few MB into a binary.
 */
const TIER_UP_BUDGET = 200_000;

/**
 * Compiles the encoder. `earlyTierUp` has V8 optimise it within its first block, which spares a cold push of 43 MB about a
 * tenth of its time. It is the one flag of the engine that is set, once, before the module is compiled: code that V8 has
 * compiled already is not touched. Shorter blocks do not help, since a block of any size counts the same per byte.
 */
export function compileEncoder(bytes: Uint8Array, earlyTierUp: boolean): WebAssembly.Module {
  if (earlyTierUp) setFlagsFromString(`--wasm-tiering-budget=${TIER_UP_BUDGET}`);
  return new WebAssembly.Module(bytes);
}
