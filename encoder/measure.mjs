// Measures encoders on real files, on one thread, in processor time (the best of some rounds):
//   node encoder/measure.mjs FILE...
// Prints a table in Markdown. The last columns are the time a layer takes on two threads while it is sent over a wire:
// the slower of the two decides, since compression and upload run at once.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import zlib from 'node:zlib';

const ROUNDS = 5;
const THREADS = 2;
const WIRES = { loopback: 20e9, '1 Gbit/s': 1e9, '100 Mbit/s': 1e8 };
const DICTIONARY = 32768;

const wasm = readFileSync(new URL('../assets/deflate.wasm', import.meta.url));
const fixed = new WebAssembly.Instance(new WebAssembly.Module(wasm)).exports;
const memory = new Uint8Array(fixed.memory.buffer);

function inBlocks(bytes, blockSize, compress) {
  let size = 18;
  for (let at = 0; at < bytes.length; at += blockSize) {
    const start = Math.max(0, at - DICTIONARY);
    const end = Math.min(at + blockSize, bytes.length);
    size += compress(bytes.subarray(start, end), at - start, end === bytes.length);
  }
  return size;
}

function ours(thorough) {
  return (bytes) =>
    inBlocks(bytes, fixed.blockSize(), (block, dictionary, last) => {
      memory.set(block, fixed.input());
      zlib.crc32(block.subarray(dictionary));
      return fixed.deflate(dictionary, block.length - dictionary, last ? 1 : 0, thorough);
    });
}

function zlibLevel(level) {
  return (bytes) =>
    inBlocks(bytes, 2 ** 20, (block, dictionary, last) => {
      const finishFlush = last ? zlib.constants.Z_FINISH : zlib.constants.Z_SYNC_FLUSH;
      const options = { level, memLevel: 9, finishFlush, chunkSize: 2 ** 20 };
      if (dictionary > 0) options.dictionary = block.subarray(0, dictionary);
      zlib.crc32(block.subarray(dictionary));
      return zlib.deflateRawSync(block.subarray(dictionary), options).length;
    });
}

function zstdLevel(level) {
  const params = { [zlib.constants.ZSTD_c_compressionLevel]: level };
  return (bytes) => zlib.zstdCompressSync(bytes, { params, pledgedSrcSize: bytes.length }).length;
}

const zlibLevels = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const zstdLevels = zlib.zstdCompressSync === undefined ? [] : [1, 2, 3, 6, 9];
const ENCODERS = new Map([
  ['**fs3**', ours(0)],
  ['**fs3, small layers**', ours(1)],
  ...zlibLevels.map((level) => [`zlib ${level}`, zlibLevel(level)]),
  ...zstdLevels.map((level) => [`zstd ${level}`, zstdLevel(level)]),
]);

function seconds(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

for (const path of process.argv.slice(2)) {
  const bytes = readFileSync(path);
  const wires = Object.keys(WIRES);
  const lines = [`### ${basename(path)}, ${bytes.length} bytes`, ''];
  lines.push(
    `| encoder | bytes | of the size | MB/s a thread | ${wires.join(' | ')} |`,
    '|---|--:|--:|--:|--:|--:|--:|',
  );
  for (const [name, encode] of ENCODERS) {
    let size = 0;
    let best = Infinity;
    for (let round = 0; round < ROUNDS; round++) {
      best = Math.min(
        best,
        seconds(() => {
          size = encode(bytes);
        }),
      );
    }
    // A zstd frame is made by one thread.
    const compressing = best / (name.startsWith('zstd') ? 1 : THREADS);
    const totals = Object.values(WIRES).map((wire) => `${Math.max(compressing, (size * 8) / wire).toFixed(2)} s`);
    const share = `${((100 * size) / bytes.length).toFixed(1)} %`;
    lines.push(`| ${name} | ${size} | ${share} | ${(bytes.length / best / 1e6).toFixed(0)} | ${totals.join(' | ')} |`);
  }
  process.stdout.write(`${lines.join('\n')}\n\n`);
}
