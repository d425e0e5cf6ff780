import { changedWhileRead } from './layer-error.ts';

/**
 * A tar is read twice, for its own digest and for compression, and both must see the same bytes: whoever is done last
 * finds out whether a file has changed in between.
 */
export class ContentCheck {
  readonly #label: string;
  #crc: number | undefined;

  constructor(label: string) {
    this.#label = label;
  }

  /**
   * Throws where an earlier reading saw other bytes.
   * @param crc CRC-32 of the whole tar
   */
  compare(crc: number): void {
    this.#crc ??= crc;
    if (crc !== this.#crc) throw changedWhileRead(this.#label);
  }
}
