// src/quantities.ts
function formatBytes(bytes) {
  if (bytes < 1e3) return `${bytes} B`;
  const units = ["kB", "MB", "GB", "TB"];
  const power = Math.min(Math.floor(Math.log10(bytes) / 3), units.length);
  const value = bytes / 1e3 ** power;
  return `${value.toFixed(value < 99.95 ? 1 : 0)} ${units[power - 1]}`;
}
function formatDuration(milliseconds) {
  const seconds = milliseconds / 1e3;
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

export {
  formatBytes,
  formatDuration
};
