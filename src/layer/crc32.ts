/** The polynomial of CRC-32, as all of these with the coefficient of x⁰ in the highest bit. */
const POLYNOMIAL = 0xedb88320;
const ONE = 0x80000000;
/** x⁸: one byte. */
const BYTE = 0x00800000;

/** The product of two polynomials, modulo that of CRC-32. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let [bit, shifted] = [ONE, b]; bit !== 0; bit >>>= 1) {
    if ((a & bit) !== 0) product ^= shifted;
    shifted = (shifted & 1) === 0 ? shifted >>> 1 : (shifted >>> 1) ^ POLYNOMIAL;
  }
  return product >>> 0;
}

/** What so many bytes of zeros multiply a CRC with: x to the power of their bits, by repeated squaring. */
function zeros(length: number): number {
  let result = ONE;
  let power = BYTE;
  for (let rest = length; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(power, result);
    power = multiply(power, power);
  }
  return result;
}

/**
 * The CRC-32 of a whole from those of its parts, which were made apart. Parts of the same length follow each other, so
 * the last factor is kept. https://github.com/madler/zlib/blob/master/crc32.c (crc32_combine_op)
 */
export class CombinedCrc {
  value = 0;
  #shift: { readonly length: number; readonly factor: number } = { length: 0, factor: ONE };

  add(crc: number, length: number): void {
    if (this.#shift.length !== length) this.#shift = { length, factor: zeros(length) };
    this.value = (multiply(this.#shift.factor, this.value) ^ crc) >>> 0;
  }
}
