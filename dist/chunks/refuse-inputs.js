import { realPlace, isInside } from './real-place.js';
import { printable } from './start.js';
import { ProblemsError } from './boot.js';

// src/layout/refuse-inputs.ts
async function refuseInputs(written, inputs) {
  const places = [];
  for (const input of inputs) places.push(typeof input === "string" ? { path: await realPlace(input) } : input);
  const problems = /* @__PURE__ */ new Set();
  const seen = /* @__PURE__ */ new Map();
  for (const one of written) {
    const path = await realPlace(one.path);
    const read = places.find((place) => isReplaced(place.path, path, one))?.path;
    if (read !== void 0)
      problems.add(
        `${named(one)} would replace ${printable(read, 200)}, which is read for the image; name another path for what is written`
      );
    const other = seen.get(path) ?? one;
    if (other.input !== one.input)
      problems.add(`${named(one)} is the same file as ${named(other)}; name another path for one of them`);
    seen.set(path, other);
  }
  if (problems.size > 0) throw new ProblemsError("output", [...problems]);
}
function isReplaced(read, path, { isFolder }) {
  return read === path || isFolder && isInside(path, read);
}
function named({ input, text }) {
  return `${input}: ${printable(text, 200)}`;
}

export { refuseInputs };
