/** Frees memory now, since the collector lets 64 MiB of such chunks come together. Node 20 has nothing for it. */
export function release({ buffer, length }: Uint8Array): void {
  if (buffer.byteLength === length) (buffer as { transfer?: (length: number) => unknown }).transfer?.(0);
}
