const POLYNOMIAL = 0xedb88320;

/** A linear map of 32 bits: what each bit alone becomes. */
type BitMatrix = readonly number[];

function apply(matrix: BitMatrix, bits: number): number {
  let result = 0;
  for (let rest = bits, row = 0; rest !== 0; rest >>>= 1, row++) {
    if ((rest & 1) === 1) result ^= matrix[row] ?? 0;
  }
  return result >>> 0;
}

const squared = (matrix: BitMatrix): BitMatrix => matrix.map((bits) => apply(matrix, bits));

/** What one byte of zeros does to a CRC: eight steps of its shift register. */
const ZERO_BYTE: BitMatrix = (() => {
  const bit = [POLYNOMIAL, ...Array.from({ length: 31 }, (_, row) => 2 ** row)];
  return squared(squared(squared(bit)));
})();

/** What so many bytes of zeros do to a CRC, by repeated squaring. */
function zeros(length: number): BitMatrix {
  let result: BitMatrix | undefined;
  let power = ZERO_BYTE;
  for (let rest = length; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) {
      const factor = power;
      result = result === undefined ? factor : result.map((bits) => apply(factor, bits));
    }
    if (rest > 1) power = squared(power);
  }
  return result ?? Array.from({ length: 32 }, (_, row) => 2 ** row);
}

/**
 * The CRC-32 of a whole from those of its parts, which were made apart. Parts of the same length follow each other, so
 * the last map is kept. https://github.com/madler/zlib/blob/master/crc32.c (crc32_combine)
 */
export class CombinedCrc {
  value = 0;
  #shift: { readonly length: number; readonly matrix: BitMatrix } = { length: 1, matrix: ZERO_BYTE };

  add(crc: number, length: number): void {
    if (this.#shift.length !== length) this.#shift = { length, matrix: zeros(length) };
    this.value = (apply(this.#shift.matrix, this.value) ^ crc) >>> 0;
  }
}
