import { realpath, dirname, join, basename, relative, sep, isAbsolute } from './start.js';

// src/layout/real-place.ts
async function realPlace(path) {
  return await realpath(path).catch(async () => {
    const parent = dirname(path);
    return parent === path ? path : join(await realPlace(parent), basename(path));
  });
}
function isInside(directory, path) {
  const way = relative(directory, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

export { isInside, realPlace };
