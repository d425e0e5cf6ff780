import {
  DEFAULT_USER,
  FileTree,
  checkProgram,
  healthcheckWarning,
  ownershipOf,
  runtimeConfig,
  withoutReplaced
} from "./check-program.js";
import {
  isDirectory,
  parentPath
} from "./entry.js";
import {
  nameFault
} from "./accounts.js";
import {
  digestOf
} from "./digest.js";
import {
  comparePlatforms,
  formatPlatform,
  platformsWithout,
  samePlatform
} from "./platform.js";
import {
  printable
} from "./printable.js";
import {
  ActionError,
  ProblemsError
} from "./errors.js";

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
    return [`binary: ${files} are both for ${formatPlatform(binary.platform)}; an image holds one for each platform`];
  });
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

// src/image/check-tree.ts
function checkTree(claimed) {
  const byPath = /* @__PURE__ */ new Map();
  const problems = [];
  for (const next of claimed) {
    const known = byPath.get(next.entry.path);
    if (known === void 0) byPath.set(next.entry.path, next);
    else if (known.entry.type !== "directory" || next.entry.type !== "directory") {
      problems.push(taken(next, known));
    }
  }
  const free = /* @__PURE__ */ new Set();
  for (const next of claimed) {
    const blocking = blockingParent(next.entry.path, byPath, free);
    if (blocking !== void 0) problems.push(below(next, blocking));
  }
  if (problems.length === 1) throw new ActionError("image", problems[0] ?? "", { hint: hintFor(claimed) });
  if (problems.length > 1) throw new ProblemsError("image", problems.slice(0, 50));
}
function taken(next, known) {
  const key = keyOf(next, known);
  const by = key === next.claim ? `a ${known.entry.type} of ${known.claim}` : next.claim;
  return `${key}: ${named(next.entry)} is taken, by ${by}`;
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
  const program = claimed.find(({ claim }) => claim === "path" || claim === "the binary")?.entry.path;
  const inTheWay = claimed.some(({ entry }) => entry.path === program && entry.type === "directory");
  if (program === void 0 || !inTheWay) return void 0;
  return `Say where the binary goes, in the config block: path: /${program}/${program.slice(program.lastIndexOf("/") + 1)}`;
}
function blockingParent(path, byPath, free) {
  const directory = parentPath(path);
  for (let parent = directory; parent !== "" && !free.has(parent); parent = parentPath(parent)) {
    const found = byPath.get(parent);
    if (found !== void 0 && found.entry.type !== "directory") return found;
  }
  free.add(directory);
  return void 0;
}
function named({ path }) {
  return printable(`/${path}`, 200);
}

// src/image/user-directories.ts
function withUserDirectories(files, kit, block, mtime) {
  if (block.userDirectories === false) return [...files];
  const listed = listedDirectories(block);
  const wanted = [...block.volumes, block.workdir ?? "/"].map((path) => path.slice(1)).filter((path) => path !== "");
  const owned = new Set(wanted.filter((path) => !listed.includes(path) && !hasDirectory(kit, path)));
  refuseFiles(files, owned);
  const owner = ownershipOf(block.user ?? DEFAULT_USER, block.users);
  const kept = files.map((entry) => owned.has(entry.path) && isRootDirectory(entry) ? { ...entry, ...owner } : entry);
  const known = new Set(files.map(({ path }) => path));
  const added = [...owned].filter((path) => !known.has(path));
  return [...kept, ...added.map((path) => ({ type: "directory", path, mode: 493, ...owner, mtime }))];
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
  const extra = withUserDirectories(files, kept, block, mtime);
  const top = program === void 0 ? [] : [own ?? programEntry(program, mtime)];
  const listed = new Set(files.map(({ path }) => path));
  checkTree([
    ...kept.map((entry) => ({ entry, claim: "the kit" })),
    ...extra.map((entry) => ({ entry, claim: claimOf(entry, listed, block) })),
    ...top.map((entry) => ({ entry, claim: block.path === void 0 ? "the binary" : "path" }))
  ]);
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
function claimOf({ path }, listed, { volumes }) {
  if (listed.has(path)) return "files";
  return volumes.includes(`/${path}`) ? "volumes" : "workdir";
}
function namesOf(entries) {
  const files = entries.filter(({ type }) => type !== "directory");
  const paths = (files.length > 0 ? files : entries).map(({ path }) => `/${path}`).toSorted();
  const more = paths.length > SHOWN ? [`${paths.length - SHOWN} more`] : [];
  return [...paths.slice(0, SHOWN).map((path) => printable(path, 100)), ...more].join(", ");
}
function programEntry({ binary, path }, mtime) {
  return { type: "file", path: path.slice(1), mode: 493, uid: 0, gid: 0, mtime, content: binary.source };
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
    return [type, path, mode, uid, gid, mtime, this.#substanceOf(entry)];
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
  /** By the file behind it, by small contents themselves, else by identity. */
  #contentKey(content) {
    const known = this.#contents.get(content);
    if (known !== void 0) return known;
    const inMemory = content.bytes === void 0 ? `source ${this.#contents.size}` : digestOf(content.bytes);
    const key = content.path ?? inMemory;
    this.#contents.set(content, key);
    return key;
  }
};

// src/image/plan.ts
function planImage(request) {
  const { block, kit, created, labels } = request;
  if (request.binaries.length > 0) checkPlatforms(request.binaries, request.platforms);
  const binaries = request.binaries.toSorted((a, b) => comparePlatforms(a.platform, b.platform));
  const path = binaries.length === 0 ? void 0 : binaryPath(block.path, binaries);
  const planned = targetsOf(binaries, request.platforms).map((target) => planPlatform(request, target, path));
  const platforms = planned.length > 1 ? withSharedLayers(planned) : planned;
  return {
    ...path === void 0 ? {} : { binaryPath: path },
    platforms,
    created,
    annotations: labels.annotations,
    chosenLabels: labels.chosen,
    decisions: kit.decisions,
    warnings: [
      ...binaries.flatMap(({ warnings }) => warnings),
      ...platformWarnings(binaries),
      ...kit.warnings,
      ...blockWarnings(block, platforms)
    ]
  };
}
function targetsOf(binaries, platforms) {
  if (binaries.length > 0) return binaries.map((binary) => ({ platform: binary.platform, binary }));
  return platforms.map((platform) => ({ platform }));
}
function planPlatform(request, { platform, binary }, path) {
  const { block, kit, filesFor, created, labels } = request;
  const program = binary === void 0 || path === void 0 ? void 0 : { binary, path };
  const layers = planLayers({ block, kit, platform, files: filesFor(platform), program, mtime: created.mtime });
  if (platform.os === "linux") checkProgram(block, path, treeOf(layers));
  return {
    platform,
    ...binary === void 0 ? {} : { binary },
    runtime: runtimeConfig(block, path, labels.labels),
    layers
  };
}
function joinPlans(plans) {
  const platforms = plans.flatMap((plan) => plan.platforms).toSorted((a, b) => comparePlatforms(a.platform, b.platform));
  return {
    ...plans[0],
    platforms: platforms.length > 1 ? withSharedLayers(platforms) : platforms,
    warnings: [...new Set(plans.flatMap((plan) => plan.warnings))]
  };
}
function withSharedLayers(platforms) {
  const share = new LayerShare();
  return platforms.map((platform) => ({ ...platform, layers: platform.layers.map((layer) => share.shared(layer)) }));
}
function blockWarnings(block, platforms) {
  if (block.healthcheck === void 0) return [];
  const found = platforms.flatMap(({ layers }) => healthcheckWarning(block, treeOf(layers)) ?? []);
  return [...new Set(found)];
}
function treeOf(layers) {
  return new FileTree(layers.flatMap(({ entries }) => entries));
}

export {
  checkPlatforms,
  planImage,
  joinPlans
};
