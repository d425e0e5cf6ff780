import {
  layoutFault
} from "./stored-layout.js";
import {
  realpath,
  stat
} from "./promises.js";
import {
  basename,
  dirname,
  isAbsolute,
  join,
  relative,
  resolve,
  sep
} from "./builtin-node-path.js";
import {
  printable
} from "./printable.js";
import {
  ActionError,
  ProblemsError
} from "./errors.js";

// src/layout/check-outputs.ts
async function checkOutputs(targets, workspace, platforms) {
  const problems = [];
  const seen = [];
  for (const target of targets) {
    const path = await realPlace(resolve(workspace, target.path));
    const other = seen.find((one) => one.path !== path && isNested(one, { target, path }));
    const twice = seen.some((one) => one.path === path);
    const within = other === void 0 ? void 0 : `and ${named(other.target)} are one inside the other`;
    const fault = twice ? "is there twice" : within ?? await faultOf(target, path, platforms);
    seen.push({ target, path });
    if (fault !== void 0) problems.push(`output: ${named(target)} ${fault}`);
  }
  if (problems.length > 0) throw new ProblemsError("output", problems);
}
function named({ kind, path }) {
  return `${kind}:${printable(path, 200)}`;
}
function isNested(a, b) {
  return a.target.kind === "oci" && isInside(a.path, b.path) || b.target.kind === "oci" && isInside(b.path, a.path);
}
function isInside(directory, path) {
  const way = relative(directory, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
async function realPlace(path) {
  return await realpath(path).catch(async () => {
    const parent = dirname(path);
    return parent === path ? path : join(await realPlace(parent), basename(path));
  });
}
async function refuseInputs(targets, workspace, inputs) {
  const places = await Promise.all(inputs.map(realPlace));
  for (const target of targets) {
    const path = await realPlace(resolve(workspace, target.path));
    const input = places.find((place) => place === path || target.kind === "oci" && isInside(path, place));
    if (input === void 0) continue;
    const message = `output: ${named(target)} would replace ${printable(input, 200)}, which is read for the image`;
    throw new ActionError("output", message, { hint: "Name another path for the output." });
  }
}
function faultOf({ kind, name }, path, platforms) {
  if (kind === "docker-archive" && platforms > 1) {
    return `cannot hold ${platforms} platforms; write oci-archive: instead, or build one platform`;
  }
  return kind === "oci" ? directoryFault(path, name) : fileFault(path);
}
async function fileFault(path) {
  const stats = await stat(path).catch(() => void 0);
  return stats === void 0 || stats.isFile() ? void 0 : "exists and is not a file; name the file to write";
}
async function directoryFault(path, name) {
  const stats = await stat(path).catch(() => void 0);
  if (stats === void 0) return void 0;
  return stats.isDirectory() ? await layoutFault(path, name) : "is a file, and a layout is a directory; write oci-archive: for a file";
}

export {
  checkOutputs,
  refuseInputs
};
