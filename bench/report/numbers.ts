/** Three digits are what a measurement on a shared machine carries. */
export function seconds(value: number): string {
  return value < 10 ? value.toFixed(2) : value.toFixed(1);
}

export function megabytes(bytes: number): string {
  const value = bytes / 1e6;
  if (value >= 100) return value.toFixed(0);
  return value >= 0.1 || value === 0 ? value.toFixed(1) : value.toFixed(3);
}

export function ratio(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(2);
}
