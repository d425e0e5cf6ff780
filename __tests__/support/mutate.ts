import type { Random } from '../../src/ports.ts';

/** What size and offset fields break on. */
const EXTREMES = [
  '00000000',
  '01000000',
  'ffffffff',
  'ffffff7f',
  '00000080',
  '00100000',
  'feffffffffffffff',
  'ffffffffffffff7f',
];

/** A changed copy of a file: some bytes, an extreme number, a cut, or a piece of it somewhere else. Most hit its tables. */
export function mutate(original: Buffer, random: Random): Buffer {
  const bytes = Buffer.from(original);
  const changes = 1 + Math.floor(random() ** 2 * 12);
  for (let change = 0; change < changes; change++) changeOnce(bytes, random);
  return random() < 0.05 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
}

function changeOnce(bytes: Buffer, random: Random): void {
  const at = place(bytes.length, random);
  const kind = random();
  if (kind < 0.4) bytes[at] = Math.floor(random() * 256);
  else if (kind < 0.5) bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  else if (kind < 0.9) Buffer.from(EXTREMES[Math.floor(random() * EXTREMES.length)] ?? '', 'hex').copy(bytes, at);
  else bytes.copy(bytes, at, place(bytes.length, random), place(bytes.length, random));
}

/** The header and the segments are at the start, the sections at the end. */
function place(length: number, random: Random): number {
  const kind = random();
  if (kind < 0.4) return Math.floor(random() * Math.min(length, 512));
  if (kind < 0.7) return Math.max(0, length - 1 - Math.floor(random() * 1500));
  return Math.floor(random() * length);
}
