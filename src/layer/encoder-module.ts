import { setFlagsFromString } from 'node:v8';

/** Roughly the bytes of machine code that a function runs through before V8 optimises it: a quarter of a block, in the encoder's loops. */
const SOON = 200_000;

/** V8's own number is 13 MB: the encoder reaches it a few MB into a binary, and the parser of HTTP when there is no time for it. */
const NEVER = 200_000_000;

/** The encoder is optimised as soon as it runs. */
export function compileEncoder(bytes: Uint8Array): WebAssembly.Module {
  optimiseAfter(SOON);
  try {
    return new WebAssembly.Module(bytes);
  } finally {
    holdBackWebAssembly();
  }
}

/** What is compiled from now on stays as it is: optimising takes longer than a run would gain. */
export function holdBackWebAssembly(): void {
  optimiseAfter(NEVER);
}

/** Counts for what is compiled afterwards. */
function optimiseAfter(budget: number): void {
  setFlagsFromString(`--wasm-tiering-budget=${budget}`);
}
