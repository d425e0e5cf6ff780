// Checks the cases that prove.c writes (on standard input) with Node's zlib, and that the WebAssembly module makes the
// same bytes as the native build did.
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const DICTIONARY = 32768;
const wasm = readFileSync(new URL('../../assets/deflate.wasm', import.meta.url));
const encoder = new WebAssembly.Instance(new WebAssembly.Module(wasm)).exports;
const memory = new Uint8Array(encoder.memory.buffer);

function compress(bytes, block, thorough) {
  const parts = [];
  let at = 0;
  do {
    const end = Math.min(at + block, bytes.length);
    const dictionary = Math.min(at, DICTIONARY);
    memory.set(bytes.subarray(at - dictionary, end), encoder.input());
    const size = encoder.deflate(dictionary, end - at, end === bytes.length ? 1 : 0, thorough);
    parts.push(memory.slice(encoder.output(), encoder.output() + size));
    at = end;
  } while (at < bytes.length);
  return Buffer.concat(parts);
}

function check(index, original, stream, blockAndSearch) {
  const [block, thorough] = [blockAndSearch & 0x7fffffff, blockAndSearch >>> 31];
  const { buffer, engine } = inflateRawSync(stream, { info: true, chunkSize: Math.max(64, original.length + 1) });
  if (engine.bytesWritten !== stream.length || !buffer.equals(original)) throw new Error(`zlib, case ${index}`);
  if (!compress(original, block, thorough).equals(stream))
    throw new Error(`WebAssembly differs from native in case ${index}`);
}

let cases = 0;
let rest = Buffer.alloc(0);
for await (const chunk of process.stdin) {
  rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
  for (;;) {
    if (rest.length < 12) break;
    const [size, streamSize, block] = [rest.readUInt32LE(0), rest.readUInt32LE(4), rest.readUInt32LE(8)];
    if (rest.length < 12 + size + streamSize) break;
    check(cases++, rest.subarray(12, 12 + size), rest.subarray(12 + size, 12 + size + streamSize), block);
    rest = rest.subarray(12 + size + streamSize);
  }
}
if (rest.length > 0) throw new Error('the last case is cut');
process.stdout.write(
  `zlib ${process.versions.zlib} and WebAssembly on Node ${process.versions.node}: ${cases} cases\n`,
);
