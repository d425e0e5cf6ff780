import { resolve, printable, stat, isTag, parseReference, InputProblems } from './start.js';
import { realPlace, isInside } from './real-place.js';
import { layoutFault } from './stored-layout.js';
import { ProblemsError, about, ActionError } from './boot.js';

// src/layout/check-outputs.ts
async function checkOutputs(targets, workspace, platforms) {
  const problems = [];
  const seen = [];
  for (const target of targets) {
    const path = await realPlace(resolve(workspace, target.path));
    const other = seen.find((one) => one.path !== path && isNested(one, { target, path }));
    const twice = seen.some((one) => one.path === path);
    const within = other === void 0 ? void 0 : `and ${named(other.target)} are one inside the other`;
    const fault2 = twice ? "is there twice" : within ?? await faultOf(target, path, platforms);
    seen.push({ target, path });
    if (fault2 !== void 0) problems.push(`output: ${named(target)} ${fault2}`);
  }
  if (problems.length > 0) throw new ProblemsError("output", problems);
}
function named({ kind, path }) {
  return `${kind}:${printable(path, 200)}`;
}
function isNested(a, b) {
  return a.target.kind === "oci" && isInside(a.path, b.path) || b.target.kind === "oci" && isInside(b.path, a.path);
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

// src/layout/output-target.ts
var FORMS = "oci:DIR[:TAG], oci-archive:FILE[:TAG] or docker-archive:FILE[:REF]";
var REF_NAME = /^[A-Za-z0-9]+(?:(?:[-._:@+]|--)[A-Za-z0-9]+)*(?:\/[A-Za-z0-9]+(?:(?:[-._:@+]|--)[A-Za-z0-9]+)*)*$/;
function parseOutput(text) {
  const [, kind = "", rest = ""] = /^([a-z-]+):(.*)$/s.exec(text) ?? [];
  if (kind !== "oci" && kind !== "oci-archive" && kind !== "docker-archive") throw unknownForm(text);
  const [, path = "", name] = /^((?:[A-Za-z]:(?=[\\/]))?[^:]*)(?::(.*))?$/s.exec(rest) ?? [];
  if (path === "" || new RegExp("\\p{Cc}", "u").test(path)) throw fault(text, "names no path");
  if (name === void 0) return { kind, path };
  return kind === "docker-archive" ? { kind, path, name: repoTag(text, name) } : { kind, path, name: refName(text, name) };
}
function refName(text, name) {
  if (isTag(name) || REF_NAME.test(name) && name.length <= 255) return name;
  throw fault(text, `has "${printable(name, 100)}" for a tag`);
}
function repoTag(text, name) {
  const { tag, digest } = referenceIn(name);
  if (digest !== void 0) throw fault(text, "names a digest; a docker archive holds names with tags");
  return tag === void 0 ? `${name}:latest` : name;
}
function referenceIn(name) {
  try {
    return parseReference(name);
  } catch (error) {
    throw about("output", error);
  }
}
function unknownForm(text) {
  const buildx = /^type=/.test(text) ? " What buildx writes as type=oci,dest=FILE is oci-archive:FILE here." : "";
  return fault(text, "is not a known output", `Write ${FORMS}.${buildx}`);
}
function fault(text, what, hint = `Write ${FORMS}.`) {
  return new ActionError("output", `output: "${printable(text, 200)}" ${what}`, { hint });
}

// src/run/read-outputs.ts
async function readOutputs({ outputs, merge }, workspace, platforms) {
  const problems = new InputProblems();
  if (merge.length > 0) problems.add("output: cannot be used with merge, which makes no image here");
  const targets = outputs.flatMap((text) => problems.attempt(() => parseOutput(text)) ?? []);
  await problems.attemptAsync(() => checkOutputs(targets, workspace, platforms));
  problems.throwIfAny();
  return targets;
}

export { readOutputs };
