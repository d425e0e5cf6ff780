import { DiskFile, posix, fileAt, nameAt, lstat, unreadable, readlink, isInside, resolve, dirname, realpath, sep, printable, systemCode, relative, join, readFile, isAbsolute, assertWritten, expandPaths, locateSource, basename, stat, sourceOf, formatPosition, orderEntries, valuesFor, fillSpec, ownershipOf, bytesSource, present, temporaryFolderOf, targetPlatforms, samePlatform, formatPlatform } from './start.js';
import { listDirectory, assertEntryName, refuseSpecial, inspectFile, assertName, SmallFileBudget, findFor } from './find-for-platform.js';
import { ActionError, tmpdir, ProblemsError } from './boot.js';

// src/files/exclusion.ts
function exclusionOf(patterns = []) {
  const parsed = patterns.map((pattern) => partsOf(pattern).map((part) => part === "**" ? part : tokensOf(part)));
  return (path) => parsed.some((pattern) => matches(pattern, partsOf(path)));
}
function partsOf(path) {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}
function matches(pattern, path) {
  const last = pattern.length - 1;
  const withSkipped = (place) => {
    return pattern[place] === "**" && place < last ? [place, ...withSkipped(place + 1)] : [place];
  };
  let places = new Set(withSkipped(0));
  for (const name of path) {
    const next = /* @__PURE__ */ new Set();
    for (const place of places) {
      const part = pattern[place];
      const fits = part === "**" || part !== void 0 && fitsName(part, name);
      if (fits && place === last) return true;
      if (fits) for (const one of withSkipped(part === "**" ? place : place + 1)) next.add(one);
    }
    places = next;
  }
  return false;
}
function fitsName(tokens, name) {
  const characters = [...name];
  let [token, at] = [0, 0];
  let retry;
  while (at < characters.length) {
    const wanted = tokens[token];
    if (wanted === "*") {
      token += 1;
      retry = { token, at };
    } else if (wanted?.(characters[at] ?? "") === true) {
      token += 1;
      at += 1;
    } else if (retry !== void 0) {
      retry = { token: retry.token, at: retry.at + 1 };
      ({ token, at } = retry);
    } else return false;
  }
  return tokens.slice(token).every((rest) => rest === "*");
}
function tokensOf(part) {
  const texts = part.match(/\[[!^]?\]?[^\]]*\]|\\.|[\s\S]/gu) ?? [];
  return texts.map(tokenOf);
}
function tokenOf(text) {
  if (text === "*") return "*";
  if (text === "?") return () => true;
  if (/^\[.+\]$/su.test(text)) return classOf(text.slice(1, -1));
  const wanted = text.length > 1 && text.startsWith("\\") ? text.slice(1) : text;
  return (character) => character === wanted;
}
function classOf(content) {
  const negated = /^[!^]/.test(content);
  const characters = [...negated ? content.slice(1) : content];
  const ranges = [];
  for (let at = 0; at < characters.length; at++) {
    const first = characters[at] ?? "";
    const end = characters[at + 1] === "-" ? characters[at + 2] : void 0;
    ranges.push([first, end ?? first]);
    if (end !== void 0) at += 2;
  }
  return (character) => ranges.some(([first, end]) => character >= first && character <= end) !== negated;
}

// src/files/archive/archive-name.ts
var ARCHIVE = /\.(?:tar|tar\.gz|tgz|tar\.zst|tzst)$/i;
function isArchiveName(name) {
  return ARCHIVE.test(name);
}

// src/files/read-tree.ts
var IN_A_ROW = 64;
async function readTree(tree, budget) {
  const found = [{ path: "", kind: "directory" }];
  await walk(tree, "", exclusionOf(tree.options?.exclude), found);
  return readItems(tree, found, budget);
}
async function readItems(tree, found, budget) {
  const seen = [];
  for (const [index, item] of found.entries()) {
    seen.push(await readItem(tree, item, budget));
    if (index % IN_A_ROW === IN_A_ROW - 1) await new Promise((resume) => setImmediate(resume));
  }
  return { [Symbol.iterator]: () => itemsOf(seen) };
}
function* itemsOf(seen) {
  for (const one of seen) yield one instanceof DiskFile ? one.item : one;
}
async function walk(tree, below, isExcluded, found) {
  const [directory, file] = [posix.join(tree.name, below), fileAt(tree, below)];
  const prefix = below === "" ? "" : `${below}/`;
  for (const entry of await listDirectory(directory, file)) {
    await assertEntryName(entry.name, directory, file);
    const path = prefix + entry.name;
    if (isExcluded(path)) continue;
    if (entry.isDirectory()) {
      found.push({ path, kind: "directory" });
      await walk(tree, path, isExcluded, found);
    } else if (entry.isSymbolicLink()) found.push({ path, kind: "symlink" });
    else {
      refuseSpecial(nameAt(tree, path), entry);
      found.push(path);
    }
  }
}
async function readItem(tree, found, budget) {
  if (typeof found === "string") return inspectFile(tree, found, tree.options?.stats === true, budget);
  const { path, kind } = found;
  const [name, file] = [nameAt(tree, path), fileAt(tree, path)];
  const stat2 = tree.options?.stats ? { stat: await statOf(name, file) } : {};
  if (kind === "directory") return { kind, path, ...stat2 };
  return { kind: "symlink", path, target: await linkTarget(name, file, tree), ...stat2 };
}
async function statOf(name, file) {
  const { mode, uid, gid } = await lstat(file).catch(async (thrown) => {
    throw await unreadable(name, file, thrown);
  });
  return { mode: mode & 4095, uid, gid };
}
async function linkTarget(name, file, { root, options }) {
  const target = await readlink(file);
  if (options?.toRoot && (posix.isAbsolute(target) || isInside(root, resolve(dirname(file), target)))) return target;
  const end = await realpath(file).catch((thrown) => endOf(name, file, thrown));
  const written = resolve(dirname(file), target);
  if (!posix.isAbsolute(target) && isInside(root, written) && isInside(root, end ?? written)) {
    return sep === "\\" ? target.replaceAll("\\", "/") : target;
  }
  throw new ActionError("file", `"${printable(name)}" is a symbolic link that points outside its directory`, {
    hint: `It points to ${printable(target)}. Copy what it points to, or make the link with type: symlink.`
  });
}
async function endOf(name, file, thrown) {
  if (systemCode(thrown) !== "ENOENT") throw await unreadable(name, file, thrown);
}

// src/files/glob-tree.ts
async function globTree(tree, base, found, budget) {
  const isExcluded = exclusionOf(tree.options?.exclude);
  const items = [];
  for (const { name, path } of found) {
    const below = relative(base, path).replaceAll(sep, "/");
    if (isExcluded(below)) continue;
    for (const part of below.split("/")) assertName(part, posix.dirname(name.replaceAll(sep, "/")));
    const kind = await kindOf(name, join(tree.root, below));
    items.push(kind === "file" ? below : { path: below, kind });
  }
  const directories = parentsOf(items).map((path) => ({ path, kind: "directory" }));
  return {
    kind: "directory",
    name: "",
    path: tree.name,
    items: await readItems(tree, [...directories, ...items], budget)
  };
}
async function kindOf(name, path) {
  const stats = await lstat(path).catch(async (thrown) => {
    throw await unreadable(name, path, thrown);
  });
  if (stats.isSymbolicLink()) return "symlink";
  refuseSpecial(name, stats);
  return "file";
}
function parentsOf(items) {
  const parents = /* @__PURE__ */ new Set([""]);
  for (const item of items) {
    const path = typeof item === "string" ? item : item.path;
    for (let parent = posix.dirname(path); parent !== "."; parent = posix.dirname(parent)) parents.add(parent);
  }
  return [...parents];
}

// src/files/submodules.ts
var EMPTY_SUBMODULE = "the folder of a Git submodule, and empty; set `submodules: true` under `with` of actions/checkout";
async function submodulesOf(workspace) {
  const text = await readFile(join(workspace, ".gitmodules"), "utf8").catch(() => "");
  const paths = [...text.matchAll(/^\s*path\s*=\s*(.+?)\s*$/gm)].map(([, path = ""]) => resolve(workspace, path));
  return new Set(paths);
}
function withEmptySubmodules(root, items, submodules) {
  if (submodules.size === 0) return items;
  const all = [...items];
  return all.map((item) => {
    if (item.kind !== "directory" || !submodules.has(join(root, item.path))) return item;
    const inside = all.some(({ path }) => path !== item.path && (item.path === "" || path.startsWith(`${item.path}/`)));
    return inside ? item : { ...item, suspect: EMPTY_SUBMODULE };
  });
}

// src/files/find-sources.ts
function sourceFinder(workspace, temporaryFolder = tmpdir()) {
  let paths;
  const submodules = () => {
    paths ??= submodulesOf(workspace);
    return paths;
  };
  const place = { workspace, temporaryFolder, budget: new SmallFileBudget(), submodules };
  const known = /* @__PURE__ */ new Map();
  return (src, options = {}) => {
    const key = JSON.stringify([src, options]);
    const found = known.get(key) ?? findSources(src, options, place);
    known.set(key, found);
    return found;
  };
}
async function findSources(src, options, place) {
  const { workspace, budget } = place;
  if (!isAbsolute(src)) assertWritten(src, resolve(workspace, src.replaceAll("\\", "/")), workspace);
  const { pattern, base, found } = await expandPaths(src, { directory: workspace, directories: true });
  if (pattern && src.includes("**")) {
    const name = isAbsolute(src) ? base : relative(workspace, base) || ".";
    const root = await locateSource(name, workspace);
    return { single: false, sources: [await globTree({ name, root, options }, base, found, budget)] };
  }
  const isExcluded = exclusionOf(options.exclude);
  const sources = [];
  for (const { name } of found) {
    if (pattern && isExcluded(basename(name))) continue;
    sources.push(await sourceAt(name, options, place));
  }
  return { single: !pattern, sources };
}
async function sourceAt(written, options, place) {
  const { workspace, temporaryFolder, budget } = place;
  const file = await locateSource(written, workspace);
  const stats = await stat(file);
  if (stats.isDirectory()) {
    const items = await readTree({ name: written, root: file, options }, budget);
    return {
      kind: "directory",
      name: basename(file),
      path: written,
      items: withEmptySubmodules(file, items, await place.submodules())
    };
  }
  refuseSpecial(written, stats);
  if (/[\\/]$/.test(written)) throw new ActionError("file", `"${printable(written)}" is a file, not a directory`);
  const name = basename(written.replaceAll(sep, "/"));
  assertName(name, posix.dirname(written.replaceAll(sep, "/")));
  const content = await inspectFile({ name: written, root: file }, "", options.stats === true, budget);
  if (options.unpack !== true || !isArchiveName(name)) {
    return { kind: "file", name, path: written, items: [content.item] };
  }
  const { unpackArchive } = await import('./unpack-archive.js');
  return { kind: "archive", name, path: written, items: await unpackArchive(content, options, temporaryFolder) };
}

// src/image/entry-set.ts
var EntrySet = class {
  #kitDirectories;
  #entries = [];
  /** Where in that list each path is. */
  #places = /* @__PURE__ */ new Map();
  /** From which place on the entries are those of a spec: one for each spec, while each may bring 100,000 entries. */
  #begins = [];
  /** Whose a directory is that several bring, where it is not that of the first. */
  #preferred = /* @__PURE__ */ new Map();
  constructor(kit) {
    this.#kitDirectories = new Map(kit.filter(({ type }) => type === "directory").map((entry) => [entry.path, entry]));
  }
  add(entries, spec) {
    this.#begins.push({ spec, place: this.#entries.length });
    for (const entry of entries) this.#add(this.#settled(entry, spec), spec);
  }
  list() {
    return this.#entries;
  }
  #add(entry, spec) {
    const place = this.#places.get(entry.path);
    if (place === void 0) {
      this.#places.set(entry.path, this.#entries.length);
      this.#entries.push(entry);
      return;
    }
    const [known, next] = [this.#placedAt(place), { entry, spec }];
    if (entry.type !== "directory" || known.entry.type !== "directory") throw twice(next, known);
    if (spec.type === "directory" && known.spec.type === "directory") throw twice(next, known);
    if (preferred(known, next) === known) return;
    this.#entries[place] = entry;
    this.#preferred.set(place, spec);
  }
  #placedAt(place) {
    const entry = this.#entries[place];
    const spec = this.#preferred.get(place) ?? this.#begins.findLast((begin) => begin.place <= place)?.spec;
    if (entry === void 0 || spec === void 0) throw new RangeError(`nothing is at place ${place}`);
    return { entry, spec };
  }
  /** As with COPY, a directory that is there already stays as it is: /tmp keeps its sticky bit. */
  #settled(entry, spec) {
    if (entry.type !== "directory" || spec.type === "directory") return entry;
    return this.#kitDirectories.get(entry.path) ?? entry;
  }
};
function preferred(a, b) {
  const [first = 0] = preference(a).flatMap((value, index) => value - (preference(b)[index] ?? 0) || []);
  return first <= 0 ? a : b;
}
function preference({ entry: { mode, uid, gid }, spec }) {
  const says = spec.type === "directory" ? 0 : spec.mode !== void 0 || spec.owner !== void 0 ? 1 : 2;
  return [says, mode, uid, gid];
}
function twice(next, known) {
  const from = `${sourceOf(known.entry)}, from ${formatPosition(known.spec.position)}`;
  const message = `"/${printable(next.entry.path)}" is in the image already, as ${from}; this one is ${sourceOf(next.entry)}`;
  return new ActionError("config", message, { hint: "One path can have one content; rename one of them." });
}

// src/image/file-entries.ts
async function fileEntries({ specs, platform, version = "", users, mtime, kit }, find, warn = () => {
}) {
  if (specs.length === 0) return [];
  const entries = new EntrySet(orderEntries(kit));
  const problems = [];
  const values = valuesFor(platform, version);
  for (const written of specs) {
    const spec = fillSpec(written, values);
    try {
      const owner = ownershipOf(spec.owner === void 0 || spec.owner === "keep" ? ROOT : spec.owner, users);
      entries.add(await entriesOf(spec, { ...owner, mtime }, platform, find, warn), spec);
    } catch (thrown) {
      if (!(thrown instanceof ActionError)) throw thrown;
      problems.push(problemOf(spec, thrown));
    }
  }
  if (problems.length > 0) throw new ProblemsError("config", problems);
  return entries.list();
}
function problemOf({ position }, { message, hint }) {
  return `${formatPosition(position)}: files: ${message}${hint === void 0 ? "" : `. ${hint}`}`;
}
var ROOT = { user: 0, group: 0 };
async function entriesOf(spec, common, platform, find, warn) {
  const path = imagePath(spec.dst);
  switch (spec.type) {
    case "directory":
      return [{ type: "directory", path, mode: numberOr(spec.mode, 493), ...common }];
    case "symlink":
      return [{ type: "symlink", path, mode: 511, target: spec.target, ...common }];
    case "text": {
      const content = bytesSource(spec.dst, Buffer.from(spec.content, "utf8"));
      const mode = numberOr(spec.mode, spec.content.startsWith("#!") ? 493 : 420);
      return [{ type: "file", path, mode, content, ...common, ...present({ capabilities: spec.capabilities }) }];
    }
    case "copy": {
      const found = await findFor(spec, platform, find);
      assertRoom(spec, found);
      return copied(found.sources, spec, common, warn);
    }
  }
}
function numberOr(mode, fallback) {
  return typeof mode === "number" ? mode : fallback;
}
function imagePath(dst) {
  return dst.replace(/^\/+|\/+$/g, "");
}
function assertRoom({ dst, capabilities }, { sources }) {
  if (capabilities !== void 0 && (sources.length > 1 || sources[0]?.kind !== "file")) {
    throw new ActionError("config", "capabilities are those of one file, and src is more than that");
  }
  if (dst.endsWith("/") || sources.length < 2) return;
  throw new ActionError("config", `${sources.length} sources cannot all become "${dst}"`, {
    hint: `If it is the directory that they go into, write dst: ${dst}/`
  });
}
function* copied(sources, spec, common, warn) {
  for (const source of sources) yield* copiedFrom(source, spec, common, warn);
}
function* copiedFrom(source, spec, common, warn) {
  const into = source.kind === "file" && spec.dst.endsWith("/") ? posix.join(spec.dst, source.name) : spec.dst;
  const keep = {
    mode: spec.mode === "keep" || spec.mode === void 0 && source.kind === "archive",
    owner: spec.owner === "keep" || spec.owner === void 0 && source.kind === "archive"
  };
  const placeOf = (path) => imagePath(posix.join(into, path));
  for (const item of source.items) {
    sayOdd(item, source, spec, warn);
    const path = placeOf(item.path);
    if (path === "") continue;
    const { uid, gid } = (keep.owner ? item.stat : void 0) ?? common;
    const mode = (keep.mode ? item.stat?.mode : void 0) ?? modeOf(item, spec.mode);
    yield copiedEntry(item, { path, mode, uid, gid, mtime: common.mtime }, spec, placeOf);
  }
}
function copiedEntry(item, base, spec, placeOf) {
  switch (item.kind) {
    case "directory":
      return { type: "directory", ...base };
    case "symlink":
      return { type: "symlink", ...base, mode: 511, target: item.target };
    case "hardlink":
      return { type: "hardlink", ...base, target: placeOf(item.target) };
    case "file": {
      const { path, mode, uid, gid, mtime } = base;
      const file = { type: "file", path, mode, uid, gid, mtime, content: item.content };
      if (!item.elf && spec.capabilities === void 0) return file;
      return { ...file, ...present({ capabilities: spec.capabilities, elf: item.elf || void 0 }) };
    }
  }
}
function sayOdd(item, source, spec, warn) {
  const capable = item.kind === "file" && item.capable === true && spec.capabilities === void 0;
  if (item.suspect === void 0 && !capable) return;
  const name = printable(item.kind === "file" ? item.content.name : posix.join(source.path, item.path), 200);
  if (item.suspect !== void 0) warn(`files: ${name} is ${item.suspect}.`);
  if (capable)
    warn(`files: ${name} has file capabilities, which are left out; to have them, list the file with capabilities.`);
}
function modeOf(item, mode) {
  if (typeof mode === "number") return item.kind === "directory" ? enterable(mode) : mode;
  return item.kind === "directory" || item.kind === "file" && (item.elf || item.script) ? 493 : 420;
}
function enterable(mode) {
  return mode | (mode & 292) >> 2;
}

// src/run/read-config-files.ts
async function readConfigFiles({ request, block, binaries, version, workspace }, kit, mtime, { environment }) {
  const find = sourceFinder(workspace, temporaryFolderOf(environment));
  const warnings = /* @__PURE__ */ new Set();
  const warn = (sentence) => void warnings.add(sentence);
  const entries = targetPlatforms(binaries, request.platforms).map(async (platform) => {
    const found = await fileEntries(
      { specs: block.files, platform, version, users: block.users, mtime, kit: kit.entries },
      find,
      warn
    );
    const binary = binaries.find((one) => samePlatform(one.platform, platform));
    return [formatPlatform(platform), await withProgram(found, binary)];
  });
  const byPlatform = new Map(await Promise.all(entries));
  return { byPlatform, warnings: [...warnings].toSorted() };
}
async function withProgram(entries, binary) {
  const path = binary?.source.path;
  if (binary === void 0 || path === void 0 || entries.length === 0) return entries;
  const real = await realpath(path).catch(() => path);
  const { source } = binary;
  const isProgram = (entry) => {
    return entry.type === "file" && entry.content.size === source.size && entry.content.path === real;
  };
  if (!entries.some(isProgram)) return entries;
  return entries.map((entry) => isProgram(entry) ? { ...entry, content: source } : entry);
}

var readConfigFiles$1 = /*#__PURE__*/Object.freeze({
  __proto__: null,
  readConfigFiles: readConfigFiles
});

export { exclusionOf, readConfigFiles$1 as readConfigFiles };
