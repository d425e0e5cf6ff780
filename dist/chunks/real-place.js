import {
  realpath
} from "./promises.js";
import {
  basename,
  dirname,
  isAbsolute,
  join,
  relative,
  sep
} from "./builtin-node-path.js";

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

export {
  realPlace,
  isInside
};
