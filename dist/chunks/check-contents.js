import {
  DEFAULT_PATH,
  DEFAULT_USER,
  ElfFile,
  ElfType,
  FileTree,
  architectureOf,
  checkProgram,
  healthcheckWarning,
  interpreterFault,
  isElf,
  programOf,
  readDynamic,
  readInterpreter,
  runtimeConfig
} from "./check-program.js";
import {
  addParents,
  isDirectory,
  parentPath
} from "./entry.js";
import {
  ownershipOf,
  withoutReplaced
} from "./pem.js";
import {
  nameFault
} from "./accounts.js";
import {
  present
} from "./readers.js";
import {
  comparePlatforms,
  formatPlatform,
  platformsWithout,
  samePlatform
} from "./platform.js";
import {
  digestOf
} from "./digest.js";
import {
  printable
} from "./printable.js";
import {
  ActionError,
  ProblemsError
} from "./errors.js";

// src/binary/look-at-elf.ts
var HEAD = 4096;
async function lookAtElf(source) {
  const head = Buffer.from(await source.read(0, Math.min(HEAD, source.size)));
  if (!isElf(head)) return void 0;
  try {
    const file = await ElfFile.open(source, head);
    const { type } = file.header;
    if (type !== ElfType.executable && type !== ElfType.shared) return void 0;
    return {
      architecture: knownArchitecture(file),
      interpreter: await readInterpreter(file),
      neededLibraries: (await readDynamic(file))?.needed ?? []
    };
  } catch {
    return void 0;
  }
}
function knownArchitecture(file) {
  try {
    return architectureOf(file.name, file.header);
  } catch {
    return void 0;
  }
}

// src/image/fill-texts.ts
function valuesFor(platform, version) {
  const known = version === "" ? {} : { version };
  if (platform === void 0) return known;
  const { os, architecture: arch, variant = "" } = platform;
  return { ...known, os, arch, variant, platform: formatPlatform(platform) };
}
function fillText(text, values) {
  if (!text.includes("{{")) return text;
  return text.replace(
    /\{\{(\w+)\}\}/g,
    (whole, name) => Object.hasOwn(values, name) ? values[name] ?? whole : whole
  );
}
function fillTexts(texts, values) {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, fillText(text, values)]));
}
function fillBlock(block, values) {
  if (block.literal === true) return block;
  const fill = (text) => fillText(text, values);
  const { path, entrypoint, cmd, workdir, healthcheck } = block;
  return {
    ...block,
    ...present({
      path: path === void 0 ? void 0 : fill(path),
      entrypoint: entrypoint?.map(fill),
      cmd: cmd?.map(fill),
      workdir: workdir === void 0 ? void 0 : fill(workdir),
      healthcheck: healthcheck === void 0 ? void 0 : { ...healthcheck, Test: healthcheck.Test.map(fill) },
      uncreatedVolumes: block.uncreatedVolumes?.map(fill)
    }),
    volumes: block.volumes.map(fill),
    files: block.files.map((spec) => fillSpec(spec, values)),
    env: withSearchPath(fillTexts(block.env, values))
  };
}
function fillSpec(spec, values) {
  const filled = { ...spec, dst: fillText(spec.dst, values) };
  if (filled.type === "symlink") return { ...filled, target: fillText(filled.target, values) };
  return filled.type === "copy" ? { ...filled, src: fillText(filled.src, present({ version: values.version })) } : filled;
}
var SEARCH_PATH = /\$PATH(?!\w)|\$\{PATH\}/g;
function withSearchPath(env) {
  if (!Object.values(env).some((text) => text.includes("$"))) return env;
  const path = (env.PATH ?? DEFAULT_PATH).replace(SEARCH_PATH, () => DEFAULT_PATH);
  const filled = Object.entries(env).map(([name, text]) => {
    return [name, name === "PATH" ? path : text.replace(SEARCH_PATH, () => path)];
  });
  return Object.fromEntries(filled);
}
function literalWarnings(key, texts) {
  return Object.entries(texts).flatMap(([name, text]) => {
    const [found] = /\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*\})|\{\{\s*[\w.]+\s*\}\}/.exec(text) ?? [];
    if (found === void 0) return [];
    const reason = found === "{{version}}" ? "there is no version" : "nobody fills it in";
    return [`${key}: "${printable(found, 60)}" in ${printable(name, 100)} stays as it is written: ${reason}.`];
  });
}

// src/image/check-contents.ts
var MOST = 20;
var MOST_NAMED = 12;
async function checkContents(block, platforms) {
  const warnings = /* @__PURE__ */ new Set();
  for (const { platform, binary, layers } of platforms) {
    const elf = layers.flatMap(({ entries }) => entries.filter(isElf2));
    const image = new ImageFiles(platform, layers);
    const filled = fillBlock(block, valuesFor(platform, ""));
    const startsBinary = binary !== void 0 && filled.entrypoint === void 0;
    const program = platform.os === "linux" && !startsBinary ? programOf(filled, image.tree) : void 0;
    if (program !== void 0 && program.content !== binary?.source) await refuseProgram(program, filled, image);
    if (binary?.linkage === "dynamic") for (const warning of dynamicWarnings(binary, image)) warnings.add(warning);
    for (const { content } of elf) {
      if (content === binary?.source) continue;
      const facts = await lookAtElf(content);
      if (facts === void 0) continue;
      const name = printable(content.name, 200);
      if (!runsOn(facts.architecture, platform)) warnings.add(otherMachine(name, facts.architecture, platform));
      else for (const warning of missingOf({ ...facts, source: content }, image)) warnings.add(`files: ${warning}`);
    }
  }
  const all = [...warnings];
  return all.length > MOST ? [...all.slice(0, MOST), `files: and ${all.length - MOST} more such warnings.`] : all;
}
function isElf2(entry) {
  return entry.type === "file" && entry.elf === true;
}
var ImageFiles = class {
  platform;
  #layers;
  #tree;
  #names;
  constructor(platform, layers) {
    this.platform = platform;
    this.#layers = layers;
  }
  get tree() {
    this.#tree ??= new FileTree(...this.#layers.map(({ entries }) => entries));
    return this.#tree;
  }
  /** The last parts of all paths. */
  get names() {
    this.#names ??= new Set(
      this.#layers.flatMap(({ entries }) => entries.map(({ path }) => path.slice(path.lastIndexOf("/") + 1)))
    );
    return this.#names;
  }
};
async function refuseProgram({ content, path }, block, image) {
  const facts = await lookAtElf(content);
  const fault = facts === void 0 ? await scriptFault(content, block, image) : programFault(facts, image);
  if (fault === void 0) return;
  const message = `entrypoint: the image could not start, its program /${printable(path, 200)} (${printable(content.name, 200)}) ${fault}`;
  throw new ActionError("image", message, { hint: "Name a static program, or add what is missing by files." });
}
function programFault({ architecture, interpreter }, { platform, tree }) {
  if (!runsOn(architecture, platform))
    return `is for ${architecture ?? "another machine"}, and the image for ${formatPlatform(platform)}`;
  if (interpreter === void 0 || tree.find(interpreter) !== void 0) return void 0;
  return `needs the interpreter ${printable(interpreter, 200)}, which is not in the image`;
}
var FIRST_LINE = 255;
async function scriptFault(content, block, { tree }) {
  const head = Buffer.from(await content.read(0, Math.min(FIRST_LINE, content.size))).toString("utf8");
  const [, interpreter] = /^#![ \t]*([^ \t\n]+)/.exec(head) ?? [];
  if (interpreter === void 0) return "is neither an ELF program nor a script, so that no kernel runs it";
  const fault = interpreterFault(interpreter, block, tree);
  return fault === void 0 ? void 0 : `is a script for ${printable(interpreter, 200)}, which ${fault}`;
}
var ALSO_RUNS = { amd64: "386", arm64: "arm", mips64le: "mipsle", mips64: "mips" };
function runsOn(architecture, platform) {
  return architecture === platform.architecture || architecture === ALSO_RUNS[platform.architecture];
}
function otherMachine(name, architecture, platform) {
  return `files: ${name} is for ${architecture ?? "a machine that no image can name"}, and the image for ${formatPlatform(platform)}.`;
}
function dynamicWarnings(binary, image) {
  const missing = missingOf(binary, image);
  if (missing.length > 0) return missing;
  return [
    `${printable(binary.source.name, 200)} is dynamically linked; the interpreter and the libraries that it names are in the image.`
  ];
}
function missingOf({ source, interpreter, neededLibraries }, { tree, names }) {
  const libraries = neededLibraries.filter((name) => !names.has(name.slice(name.lastIndexOf("/") + 1)));
  const loader = interpreter === void 0 || tree.find(interpreter) !== void 0 ? [] : [`the interpreter ${interpreter}`];
  const all = [...loader, ...libraries].map((name) => printable(name, 200));
  if (all.length === 0) return [];
  const missing = all.length > MOST_NAMED ? [...all.slice(0, MOST_NAMED), `and ${all.length - MOST_NAMED} more`] : all;
  return [
    `${printable(source.name, 200)} is dynamically linked, and the image does not have what it needs: ${missing.join(", ")}.`
  ];
}

// src/image/binary-path.ts
var ARCHITECTURES = [
  "amd64(?:[-_.]?v[1-4])?",
  "x86[-_]64(?:[-_.]?v[1-4])?",
  "x64",
  "x86",
  "386(?:[-_.](?:sse2|softfloat))?",
  "i[3-6]86",
  "arm64(?:[-_.]?v[89](?:\\.\\d)?)?",
  "aarch64",
  "arm(?:32)?[-_.]?v?[5-8]l?(?:hf)?",
  "arm(?:hf|el)?",
  "ppc64(?:le)?(?:[-_.]power\\d+)?",
  "powerpc64(?:le)?",
  "s390x",
  "riscv64(?:gc)?(?:[-_.]rva\\d\\du64)?",
  "loong(?:arch)?64",
  "mips(?:64)?(?:le|el)?(?:[-_.](?:hard|soft)float)?"
].join("|");
var SYSTEMS = "(?:(?:unknown|pc)[-_.])?(?:linux(?:32|64)?|freebsd|netbsd|openbsd|dragonfly|solaris|illumos)(?:[-_.](?:gnu|musl)(?:eabi|eabihf|abi64|f32|sf)?)?";
var SUFFIX = new RegExp(`(?:[-_.](?:${SYSTEMS}|${ARCHITECTURES}))+$`);
var WHOLE = new RegExp(`^(?:${SYSTEMS}|${ARCHITECTURES})$`);
function programName(fileName) {
  const [suffix] = SUFFIX.exec(fileName.toLowerCase()) ?? [""];
  const name = fileName.slice(0, fileName.length - suffix.length);
  return name === "" || WHOLE.test(name.toLowerCase()) ? fileName : name;
}
function binaryPath(path, binaries) {
  if (path !== void 0 && !path.endsWith("/")) return path;
  const names = [...new Set(binaries.map(({ source }) => programName(baseName(source.name))))];
  const [name = ""] = names;
  if (names.length > 1) throw differentNames(binaries);
  const fault = name === "" || name === "." || name === ".." ? "has no name" : nameFault(name);
  if (fault === void 0) return `${path ?? "/"}${name}`;
  throw new ActionError("image", `The binary's own name cannot be its name in the image: ${fault}`, { hint: HINT });
}
var HINT = "Say where it goes, in the config block: path: /app";
function differentNames(binaries) {
  const list2 = binaries.map(({ source, platform }) => `${printable(source.name, 100)} (${formatPlatform(platform)})`);
  const message = `The binaries have different names, so the image needs one for all: ${list2.join(", ")}`;
  return new ActionError("image", message, { hint: HINT });
}
function baseName(name) {
  return name.replace(/[\\/]+$/, "").replace(/^.*[\\/]/s, "");
}

// src/image/check-platforms.ts
function checkPlatforms(binaries, guard) {
  const problems = [...twice(binaries), ...guard.length === 0 ? [] : against(binaries, guard)];
  if (problems.length > 0) throw new ProblemsError("image", problems);
}
function twice(binaries) {
  return binaries.flatMap((binary, index) => {
    const first = binaries.slice(0, index).find(({ platform }) => samePlatform(platform, binary.platform));
    if (first === void 0) return [];
    const files = `${printable(first.source.name, 200)} and ${printable(binary.source.name, 200)}`;
    const several = nameOf(first) === nameOf(binary) ? "" : ". With {{name}} in image, each program gets one of its own";
    return [
      `binary: ${files} are both for ${formatPlatform(binary.platform)}; an image holds one for each platform${several}`
    ];
  });
}
function nameOf({ source }) {
  return programName(source.name.replace(/^.*[\\/]/s, ""));
}
function against(binaries, guard) {
  const found = binaries.map(({ platform }) => platform);
  const missing = platformsWithout(guard, found);
  const extra = binaries.filter(({ platform }) => !guard.some((wanted) => samePlatform(platform, wanted)));
  return [
    ...unique(missing).map((platform) => `platforms: there is no binary for ${platform}; found: ${list(found)}`),
    ...extra.map(({ platform, source }) => {
      const file = printable(source.name, 200);
      return `platforms: ${file} is for ${formatPlatform(platform)}, which is not in the list (${list(guard)})`;
    })
  ];
}
function unique(platforms) {
  return [...new Set(platforms.map(formatPlatform))];
}
function list(platforms) {
  return unique(platforms.toSorted(comparePlatforms)).join(", ");
}
function platformWarnings(binaries) {
  return [...differentPrograms(binaries), ...amd64LevelOnly(binaries)];
}
function differentPrograms(binaries) {
  const named2 = binaries.flatMap(({ go, source }) => {
    const program = go?.path ?? go?.main?.path;
    return program === void 0 ? [] : [{ program, file: source.name }];
  });
  const programs = new Set(named2.map(({ program }) => program));
  if (programs.size < 2) return [];
  const list2 = named2.map(({ program, file }) => `${printable(file, 100)} is ${printable(program, 100)}`);
  return [`The binaries are different programs by their build information: ${list2.join(", ")}.`];
}
function amd64LevelOnly(binaries) {
  const amd64 = binaries.map(({ platform }) => platform).filter(({ architecture }) => architecture === "amd64");
  if (amd64.length === 0 || amd64.some(({ variant }) => variant === void 0)) return [];
  return [
    `No runtime asks for ${list(amd64)} by itself: without a binary for plain amd64 the image is not found on x86-64.`
  ];
}

// src/image/entry-source.ts
function sourceOf(entry) {
  switch (entry.type) {
    case "file":
      return printable(entry.content.name, 200);
    case "symlink":
    case "hardlink":
      return `a link to ${printable(entry.target, 200)}`;
    default:
      return "a directory";
  }
}

// src/image/check-tree.ts
var MOST2 = 50;
function checkTree(claimed) {
  const problems = firstOf(MOST2, problemsOf(claimed));
  if (problems.length === 1) throw new ActionError("image", problems[0] ?? "", { hint: hintFor(claimed) });
  if (problems.length > 1) throw new ProblemsError("image", problems);
}
function firstOf(count, values) {
  const first = [];
  for (const value of values) if (first.push(value) === count) break;
  return first;
}
function* problemsOf(claimed) {
  const byPath = /* @__PURE__ */ new Map();
  for (const next of contested(claimed)) {
    const known = byPath.get(next.entry.path);
    if (known === void 0) byPath.set(next.entry.path, next);
    else if (known.entry.type !== "directory" || next.entry.type !== "directory") yield taken(next, known);
  }
  const way = wayTo(claimed);
  const free = /* @__PURE__ */ new Set();
  for (const next of each(claimed, () => true)) {
    const blocking = blockingParent(next.entry.path, way, free);
    if (blocking !== void 0) yield below(next, blocking);
  }
  for (const next of each(claimed, isMountPoint)) yield mounted(next);
}
function contested(claimed) {
  const [, ...others] = claimed.toSorted((a, b) => b.entries.length - a.entries.length);
  const paths = new Set(others.flatMap(({ entries }) => entries.map(({ path }) => path)));
  return each(claimed, ({ path }) => paths.has(path));
}
function wayTo(claimed) {
  const parents = /* @__PURE__ */ new Set();
  for (const { entries } of claimed) addParents(parents, entries);
  const way = /* @__PURE__ */ new Map();
  for (const next of each(claimed, ({ path }) => parents.has(path))) {
    if (!way.has(next.entry.path)) way.set(next.entry.path, next);
  }
  return way;
}
function* each(claimed, isWanted) {
  for (const { claim, entries } of claimed) {
    for (const entry of entries) if (isWanted(entry)) yield { claim, entry };
  }
}
function isMountPoint({ path, type }) {
  return ["proc", "sys", "dev"].includes(path) && type !== "directory";
}
function mounted({ entry, claim }) {
  return `${claim}: ${named(entry)} has to be a directory, on which every runtime mounts a file system of its own`;
}
function taken(next, known) {
  const key = keyOf(next, known);
  const [own, other] = key === next.claim ? [next, known] : [known, next];
  const by = other.claim === "the binary" ? other.claim : `a ${other.entry.type} of ${other.claim}`;
  const sources = own.entry.type === "file" && other.entry.type === "file" ? bothSources(own, other) : "";
  return `${key}: ${named(next.entry)} is taken, by ${by}${sources}`;
}
function bothSources(own, other) {
  return ` (${sourceOf(other.entry)}, and not ${sourceOf(own.entry)})`;
}
function below(next, blocking) {
  const key = keyOf(next, blocking);
  const what = key === next.claim ? named(next.entry) : `${named(next.entry)} of ${next.claim}`;
  return `${key}: ${what} cannot lie below ${named(blocking.entry)}, which is a ${blocking.entry.type} (${blocking.claim})`;
}
function keyOf(...claimed) {
  const keys = claimed.map(({ claim }) => claim);
  return keys.find((claim) => claim !== "the kit" && claim !== "the binary") ?? keys[0] ?? "the kit";
}
function hintFor(claimed) {
  const [binary] = claimed.flatMap(({ claim, entries }) => claim === "path" || claim === "the binary" ? entries : []);
  const program = binary?.path;
  const inTheWay = claimed.some(({ entries }) => {
    return entries.some(({ path, type }) => path === program && type === "directory");
  });
  if (program === void 0 || !inTheWay) return void 0;
  return `Say where the binary goes, in the config block: path: /${program}/${program.slice(program.lastIndexOf("/") + 1)}`;
}
function blockingParent(path, way, free) {
  const directory = parentPath(path);
  for (let parent = directory; parent !== "" && !free.has(parent); parent = parentPath(parent)) {
    const found = way.get(parent);
    if (found !== void 0 && found.entry.type !== "directory") return found;
  }
  free.add(directory);
  return void 0;
}
function named({ path }) {
  return printable(`/${path}`, 200);
}

// src/image/user-directories.ts
function userDirectories(files, kit, block, mtime) {
  if (block.userDirectories === false) return { listed: files, added: [] };
  const directories = listedDirectories(block);
  const volumes = block.volumes.filter((path) => block.uncreatedVolumes?.includes(path) !== true);
  const wanted = [...volumes, block.workdir ?? "/"].map((path) => path.slice(1)).filter((path) => path !== "");
  const owned = new Set(wanted.filter((path) => !directories.includes(path) && !hasDirectory(kit, path)));
  if (owned.size === 0) return { listed: files, added: [] };
  refuseFiles(files, owned);
  const owner = ownershipOf(block.user ?? DEFAULT_USER, block.users);
  const listed = files.map(
    (entry) => owned.has(entry.path) && isRootDirectory(entry) ? { ...entry, ...owner } : entry
  );
  const known = new Set(files.filter(({ path }) => owned.has(path)).map(({ path }) => path));
  const missing = [...owned].filter((path) => !known.has(path));
  return { listed, added: missing.map((path) => ({ type: "directory", path, mode: 493, ...owner, mtime })) };
}
function refuseFiles(files, owned) {
  const file = files.find(({ path: path2, type }) => owned.has(path2) && type !== "directory" && type !== "symlink");
  if (file === void 0) return;
  const path = printable(`/${file.path}`, 200);
  throw new ActionError("config", `files: ${path} is to be a directory, by volumes or workdir, and cannot be a file`);
}
function isRootDirectory({ type, uid, gid }) {
  return type === "directory" && uid === 0 && gid === 0;
}
function listedDirectories({ files }) {
  return files.filter(({ type }) => type === "directory").map(({ dst }) => dst.slice(1));
}
function hasDirectory(entries, wanted) {
  return entries.some(({ path, type }) => type === "directory" && path === wanted || path.startsWith(`${wanted}/`));
}

// src/image/plan-layers.ts
var SHOWN = 3;
function planLayers({ block, kit, platform, files: all, program, mtime }) {
  const own = program === void 0 ? void 0 : all.find((entry) => isProgram(entry, program));
  const files = own === void 0 ? all : all.filter((entry) => entry !== own);
  const kept = withoutReplaced(kit.entries, files);
  const { listed, added } = userDirectories(files, kept, block, mtime);
  const top = program === void 0 ? [] : [programEntry(program, own, block, mtime)];
  checkTree([
    { claim: "the kit", entries: kept },
    { claim: "files", entries: listed },
    ...added.map((entry) => ({ claim: claimOf(entry, block), entries: [entry] })),
    { claim: block.path === void 0 ? "the binary" : "path", entries: top }
  ]);
  const extra = added.length === 0 ? listed : [...listed, ...added];
  const parts = kit.decisions.filter(({ included }) => included).map(({ part }) => part);
  const layers = [
    {
      name: "kit",
      label: "kit",
      entries: kept,
      lower: [],
      createdBy: `COPY kit / # from-scratch: ${parts.join(", ")}`
    },
    {
      name: "files",
      label: "files",
      entries: extra,
      lower: kept,
      createdBy: `COPY files / # from-scratch: ${namesOf(extra)}`
    },
    {
      name: "binary",
      label: `binary for ${formatPlatform(platform)}`,
      entries: top,
      lower: [...kept, ...extra],
      createdBy: `COPY ${program?.path} ${program?.path} # from-scratch`
    }
  ];
  return layers.filter(({ entries }) => entries.length > 0);
}
function claimOf({ path }, { volumes }) {
  return volumes.includes(`/${path}`) ? "volumes" : "workdir";
}
function namesOf(entries) {
  const files = entries.filter(({ type }) => type !== "directory");
  const paths = (files.length > 0 ? files : entries).map(({ path }) => path).toSorted();
  const more = paths.length > SHOWN ? [`${paths.length - SHOWN} more`] : [];
  return [...paths.slice(0, SHOWN).map((path) => printable(`/${path}`, 100)), ...more].join(", ");
}
function programEntry({ binary: { source }, path }, own, { binary = {}, users }, mtime) {
  const plain = { type: "file", path: path.slice(1), mode: 493, uid: 0, gid: 0, mtime, content: source };
  const { mode, owner, capabilities } = binary;
  return {
    ...own ?? plain,
    ...owner === void 0 ? {} : ownershipOf(owner, users),
    ...present({ mode, capabilities })
  };
}
function isProgram(entry, { binary: { source }, path }) {
  return entry.type === "file" && entry.path === path.slice(1) && entry.content === source;
}

// src/image/share-layers.ts
var LayerShare = class {
  #layers = /* @__PURE__ */ new Map();
  #contents = /* @__PURE__ */ new Map();
  shared(layer) {
    const key = JSON.stringify([
      layer.createdBy,
      layer.entries.map((entry) => this.#keyOf(entry)),
      this.#lowerKey(layer)
    ]);
    const known = this.#layers.get(key);
    if (known !== void 0) return known;
    this.#layers.set(key, layer);
    return layer;
  }
  /** Only directories of the layers below show in a layer. */
  #lowerKey({ lower }) {
    return lower.filter(isDirectory).map((entry) => this.#keyOf(entry));
  }
  #keyOf(entry) {
    const { type, path, mode, uid, gid, mtime } = entry;
    const capabilities = entry.type === "file" ? entry.capabilities : void 0;
    return [type, path, mode, uid, gid, mtime, this.#substanceOf(entry), capabilities];
  }
  #substanceOf(entry) {
    switch (entry.type) {
      case "directory":
        return "";
      case "subtree":
        return this.#subtreeKey(entry);
      case "file":
        return this.#contentKey(entry.content);
      default:
        return entry.target;
    }
  }
  /** Hashed once for all platforms: they have one kit. */
  #subtreeKey({ tar }) {
    const key = this.#contents.get(tar) ?? digestOf(tar);
    this.#contents.set(tar, key);
    return key;
  }
  /** By small contents themselves, by the file behind it, else by identity. */
  #contentKey(content) {
    const known = this.#contents.get(content);
    if (known !== void 0) return known;
    const onDisk = content.path ?? `source ${this.#contents.size}`;
    const key = content.bytes === void 0 ? onDisk : digestOf(content.bytes);
    this.#contents.set(content, key);
    return key;
  }
};

// src/image/target-platforms.ts
var DEFAULT_PLATFORM = { os: "linux", architecture: "amd64" };
function targetPlatforms(binaries, asked) {
  if (binaries.length > 0) return binaries.map(({ platform }) => platform).toSorted(comparePlatforms);
  const distinct = new Map(asked.map((platform) => [formatPlatform(platform), platform]));
  return asked.length === 0 ? [DEFAULT_PLATFORM] : [...distinct.values()].toSorted(comparePlatforms);
}

// src/image/plan.ts
function planImage(request) {
  const { block, kit, created, labels } = request;
  if (request.binaries.length > 0) checkPlatforms(request.binaries, request.platforms);
  const binaries = request.binaries.toSorted((a, b) => comparePlatforms(a.platform, b.platform));
  const path = binaries.length === 0 ? void 0 : binaryPath(block.path, binaries);
  const indexValues = block.literal === true ? {} : valuesFor(void 0, request.version ?? "");
  const targets = targetPlatforms(binaries, request.platforms);
  const planned = targets.map((platform, index) => planPlatform(request, { platform, binary: binaries[index] }, path));
  const platforms = planned.length > 1 ? withSharedLayers(planned) : planned;
  return {
    ...path === void 0 ? {} : { binaryPath: path },
    platforms,
    created,
    annotations: { ...labels.annotations, index: fillTexts(labels.annotations.index, indexValues) },
    chosenLabels: labels.chosen,
    decisions: kit.decisions,
    warnings: [
      ...binaries.flatMap(({ warnings }) => warnings),
      ...platformWarnings(binaries),
      ...kit.warnings,
      ...blockWarnings(block, platforms),
      ...unfilledWarnings(request, platforms)
    ],
    notices: cmdNotices(block)
  };
}
function planPlatform(request, { platform, binary }, path) {
  const { kit, filesFor, created, labels } = request;
  const values = request.block.literal === true ? {} : valuesFor(platform, request.version ?? "");
  const block = fillBlock(request.block, values);
  const place = path === void 0 ? void 0 : fillText(path, values);
  const program = binary === void 0 || place === void 0 ? void 0 : { binary, path: place };
  const layers = planLayers({ block, kit, platform, files: filesFor(platform), program, mtime: created.mtime });
  if (platform.os === "linux") checkProgram(block, place, treeOf(layers));
  return {
    platform,
    ...binary === void 0 ? {} : { binary },
    runtime: runtimeConfig(block, place, fillTexts(labels.labels, values)),
    annotations: fillTexts(labels.annotations.manifest, values),
    layers
  };
}
function joinPlans(plans) {
  const platforms = plans.flatMap((plan) => plan.platforms).toSorted((a, b) => comparePlatforms(a.platform, b.platform));
  return {
    ...plans[0],
    platforms: platforms.length > 1 ? withSharedLayers(platforms) : platforms,
    warnings: [...new Set(plans.flatMap((plan) => plan.warnings))],
    notices: [...new Set(plans.flatMap((plan) => plan.notices))]
  };
}
function withSharedLayers(platforms) {
  const share = new LayerShare();
  return platforms.map((platform) => ({ ...platform, layers: platform.layers.map((layer) => share.shared(layer)) }));
}
function blockWarnings(block, platforms) {
  if (block.healthcheck === void 0) return [];
  const found = platforms.flatMap(({ platform, layers }) => {
    return healthcheckWarning(fillBlock(block, valuesFor(platform, "")), treeOf(layers)) ?? [];
  });
  return [...new Set(found)];
}
function unfilledWarnings({ block, labels }, platforms) {
  if (block.literal === true) return [];
  const found = platforms.flatMap(({ runtime, annotations }) => {
    const env = Object.fromEntries(
      Object.keys(block.env).map((name) => [name, runtime.Env?.find((text) => text.startsWith(`${name}=`)) ?? ""])
    );
    const own = Object.entries(runtime.Labels ?? {}).filter(([key]) => labels.chosen.has(key));
    const noted = Object.entries(annotations).filter(([key]) => Object.hasOwn(block.annotations, key));
    return [
      ...literalWarnings("env", env),
      ...literalWarnings("labels", Object.fromEntries(own)),
      ...literalWarnings("annotations", Object.fromEntries(noted))
    ];
  });
  return [...new Set(found)];
}
function cmdNotices({ cmd = [], literal }) {
  const [text, ...others] = cmd;
  if (literal === true || text === void 0 || others.length > 0 || !/\S\s+\S/.test(text)) return [];
  const words = text.trim().split(/\s+/).join(", ");
  return [
    `cmd: "${printable(text, 100)}" is one argument, as there is no shell that would split it; for several write cmd: [${printable(words, 100)}]`
  ];
}
function treeOf(layers) {
  return new FileTree(...layers.map(({ entries }) => entries));
}

export {
  valuesFor,
  fillSpec,
  checkContents,
  sourceOf,
  programName,
  checkPlatforms,
  targetPlatforms,
  planImage,
  joinPlans
};
