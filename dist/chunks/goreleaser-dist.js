import { formatPlatform, isObject$1 as isObject, textAt, printable, parsePlatform, readText, join, dirname, relative, resolve, isInside, realpath, lstat } from './start.js';
import { ActionError, about } from './boot.js';

// src/inputs/json-faults.ts
function positionAt(text, offset) {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: offset - start + 1 };
}
var SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;
var Scanner = class {
  /** Offsets of the elements of the outermost list. */
  elements = [];
  #open = [];
  #expected = "value";
  #text;
  constructor(text) {
    this.#text = text;
  }
  /** The offset of the first character that cannot stand where it is; the text's length where the text only ends too early. */
  run() {
    let at = 0;
    while (at < this.#text.length) {
      const character = this.#text.charAt(at);
      if (/\s/.test(character)) at += 1;
      else {
        const end = this.#token(character, at);
        if (end === void 0) return at;
        at = end;
      }
    }
    return at;
  }
  #token(character, at) {
    switch (character) {
      case "{":
      case "[":
        return this.#beginValue(at) && this.#enter(character) ? at + 1 : void 0;
      case "}":
      case "]":
        return this.#leave(character) ? at + 1 : void 0;
      case ",":
        return this.#next("comma or end", this.#open.at(-1) === "{" ? "key" : "value") && this.#open.length > 0 ? at + 1 : void 0;
      case ":":
        return this.#next("colon", "value") ? at + 1 : void 0;
      case '"':
        return this.#isKey() ? this.#string(at, "colon") : this.#beginValue(at) ? this.#string(at) : void 0;
      default:
        SCALAR.lastIndex = at;
        return this.#beginValue(at) && SCALAR.test(this.#text) ? this.#end(SCALAR.lastIndex) : void 0;
    }
  }
  #isKey() {
    return this.#expected === "key" || this.#expected === "key or end";
  }
  #beginValue(at) {
    if (this.#expected !== "value" && this.#expected !== "value or end") return false;
    if (this.#open.length === 1 && this.#open[0] === "[") this.elements.push(at);
    return true;
  }
  #enter(bracket) {
    this.#open.push(bracket);
    this.#expected = bracket === "{" ? "key or end" : "value or end";
    return true;
  }
  #leave(bracket) {
    const matching = bracket === "}" ? "{" : "[";
    if (this.#open.at(-1) !== matching || !this.#expected.endsWith("or end")) return false;
    this.#open.pop();
    this.#expected = "comma or end";
    return true;
  }
  #next(expected, following) {
    if (this.#expected !== expected) return false;
    this.#expected = following;
    return true;
  }
  #string(at, following = "comma or end") {
    let end = at + 1;
    while (end < this.#text.length && this.#text[end] !== '"') end += this.#text[end] === "\\" ? 2 : 1;
    if (end >= this.#text.length) return void 0;
    this.#expected = following;
    return end + 1;
  }
  #end(at) {
    this.#expected = "comma or end";
    return at;
  }
};
function jsonFault(text) {
  return positionAt(text, new Scanner(text).run());
}
function elementPosition(text, index) {
  const scanner = new Scanner(text);
  scanner.run();
  return positionAt(text, scanner.elements[index] ?? 0);
}

// src/inputs/goreleaser-artifacts.ts
var MOST_BINARIES = 500;
function readArtifacts(text, document, systems) {
  const value = parseJson(text, document);
  if (!Array.isArray(value)) throw fault(document, { line: 1, column: 1 }, "is not a list of artifacts");
  const all = value.flatMap((entry, index) => {
    try {
      return binaryOf(entry) ?? [];
    } catch (thrown) {
      if (!(thrown instanceof ActionError)) throw thrown;
      throw fault(document, elementPosition(text, index), thrown.message);
    }
  });
  const unique = [...new Map(all.toReversed().map((one) => [one.path, one])).values()].toReversed();
  const wanted = unique.filter(({ platform }) => systems.includes(platform.os));
  if (wanted.length > MOST_BINARIES)
    throw fault(document, { line: 1, column: 1 }, `has ${wanted.length} binaries; ${MOST_BINARIES} are the most`);
  const others = unique.filter((one) => !wanted.includes(one)).map(({ platform }) => formatPlatform(platform));
  return { ...onePerPlatform(wanted), otherSystems: [...new Set(others)].sort() };
}
function readReleaseMetadata(text, document) {
  const value = parseJson(text, document);
  if (!isObject(value)) throw fault(document, { line: 1, column: 1 }, "is not an object");
  const milliseconds = Date.parse(textAt(value, "date") ?? "");
  const commit = textAt(value, "commit");
  const found = {
    version: textAt(value, "version")?.replace(/^v/, ""),
    tag: textAt(value, "tag"),
    commit: commit !== void 0 && /^[0-9a-f]{40,64}$/.test(commit) ? commit : void 0,
    time: milliseconds >= 0 ? Math.floor(milliseconds / 1e3) : void 0
  };
  return Object.fromEntries(Object.entries(found).filter(([, one]) => one !== void 0));
}
function parseJson(text, document) {
  try {
    return JSON.parse(text);
  } catch {
    throw fault(document, jsonFault(text), "is not JSON from here on");
  }
}
function fault(document, { line, column }, what) {
  return new ActionError("input", `binary: ${printable(document, 200)}:${line}:${column}: ${what}`, {
    hint: "Let goreleaser write it anew, or name the binaries themselves."
  });
}
function binaryOf(entry) {
  if (!isObject(entry)) throw new ActionError("input", "is not an artifact, which is an object");
  if (entry["type"] !== "Binary") return void 0;
  const path = pathOf(entry);
  const id = textAt(entry, "extra.ID") ?? textAt(entry, "extra.Binary") ?? textAt(entry, "name") ?? "";
  const goarch = required(entry, "goarch");
  return {
    id,
    path,
    platform: platformOf(required(entry, "goos"), goarch, textAt(entry, "goarm")),
    level: levelOf(entry)
  };
}
function pathOf(entry) {
  const path = required(entry, "path").replaceAll("\\", "/");
  const wrong = path.includes("\0") || path.split("/").includes("..") || path.length > 4096;
  if (wrong) throw new ActionError("input", `has the path "${printable(path, 200)}", which leads out of the workspace`);
  return path;
}
function required(entry, key) {
  const text = textAt(entry, key);
  if (text === void 0) throw new ActionError("input", `is a binary without "${key}"`);
  return text;
}
function platformOf(goos, goarch, goarm) {
  const variant = goarch === "arm" ? /^[5-7]/.exec(goarm ?? "")?.[0] : void 0;
  return parsePlatform([goos, goarch, ...variant === void 0 ? [] : [`v${variant}`]].join("/"));
}
var LEVELS = ["goamd64", "go386", "goarm64", "gomips", "goppc64", "goriscv64"];
function levelOf(entry) {
  return LEVELS.map((key) => textAt(entry, key) ?? "").join("");
}
var DEFAULT_LEVELS = /* @__PURE__ */ new Set(["", "v1", "v8.0", "sse2", "hardfloat", "power8", "rva20u64"]);
function onePerPlatform(all) {
  const keyOf = ({ id, platform }) => `${formatPlatform(platform)} ${id}`;
  const sorted = [...new Set(all.map(keyOf))].map((key) => all.filter((one) => keyOf(one) === key).toSorted(byLevel));
  const others = sorted.flatMap(([, ...rest]) => rest);
  const named = others.filter(({ platform: { architecture } }) => /^a(?:md|rm)64$/.test(architecture));
  const binaries = [...sorted.flatMap(([first]) => first ?? []), ...named.map(withLevel)];
  const leftOut = others.filter((one) => !named.includes(one)).map(({ path, platform, level }) => `${path} (${formatPlatform(platform)}, ${level})`);
  return { binaries: binaries.map(({ id, path, platform }) => ({ id, path, platform })), leftOut };
}
function byLevel({ level: a }, { level: b }) {
  const rank = (level) => DEFAULT_LEVELS.has(level) ? 0 : 1;
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}
function withLevel(one) {
  const { os, architecture } = one.platform;
  return { ...one, platform: parsePlatform(`${os}/${architecture}/${one.level.replace(/\.0$/, "")}`) };
}

// src/inputs/goreleaser-dist.ts
var LIMIT = 8 * 1024 * 1024;
async function readDist(artifacts, workspace, systems) {
  const text = await readText(artifacts.name, artifacts.path, LIMIT).catch((thrown) => {
    throw about("binary", thrown);
  });
  const { binaries, otherSystems, leftOut } = readArtifacts(text, artifacts.name, ["linux", ...systems]);
  if (binaries.length === 0) throw noBinary(artifacts.name, otherSystems);
  const files = [];
  for (const binary of binaries) files.push(await locate(binary, artifacts, workspace));
  return { files, metadata: await readMetadata(artifacts), notices: noticesOf(artifacts.name, otherSystems, leftOut) };
}
function noBinary(name, otherSystems) {
  const others = otherSystems.length === 0 ? "" : `; there are some for ${otherSystems.join(", ")}`;
  return new ActionError(
    "input",
    `binary: ${printable(name, 200)} lists no program for Linux${printable(others, 300)}`,
    {
      hint: "Let goreleaser build with goos: [linux]; archives and packages alone hold nothing for an image."
    }
  );
}
function noticesOf(name, otherSystems, leftOut) {
  const of = `binary: ${printable(name, 200)}:`;
  const notices = [];
  if (otherSystems.length > 0)
    notices.push(`${of} left out what is not for Linux: ${printable(otherSystems.join(", "), 300)}`);
  if (leftOut.length > 0)
    notices.push(`${of} left out, since another one is for the same platform: ${printable(leftOut.join(", "), 500)}`);
  return notices;
}
async function readMetadata({ name, path }) {
  const beside = { name: join(dirname(name), "metadata.json"), path: join(dirname(path), "metadata.json") };
  if (!await exists(beside.path)) return {};
  const text = await readText(beside.name, beside.path, LIMIT).catch((thrown) => {
    throw about("binary", thrown);
  });
  return readReleaseMetadata(text, beside.name);
}
async function locate(binary, artifacts, workspace) {
  const folder = dirname(artifacts.path);
  const candidates = [...endsIn(folder, binary.path), ...above(folder, workspace).map((one) => join(one, binary.path))];
  for (const path of candidates) {
    if (!await exists(path)) continue;
    await assertWithin(path, binary.path, folder, workspace);
    const name = join(dirname(artifacts.name), relative(folder, path));
    return { name, path, stated: stated(binary.platform), id: binary.id };
  }
  throw new ActionError(
    "file",
    `binary: ${printable(artifacts.name, 200)} lists ${printable(binary.path, 200)}, which is not there`,
    {
      hint: "Bring the whole folder that goreleaser made, and not artifacts.json alone; upload-artifact keeps what is in it."
    }
  );
}
function endsIn(folder, path) {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  return parts.slice(0, 64).map((_, index) => join(folder, ...parts.slice(index)));
}
function above(folder, workspace) {
  const root = resolve(workspace);
  const folders = [];
  for (let at = dirname(folder); isInside(root, at) && folders.length < 64; at = dirname(at)) {
    folders.push(at);
    if (at === root) break;
  }
  return folders;
}
async function assertWithin(path, written, folder, workspace) {
  const [real, ...allowed] = await Promise.all([path, folder, workspace].map((one) => realpath(one).catch(() => "")));
  if (real !== void 0 && real !== "" && allowed.some((one) => one !== "" && isInside(one, real))) return;
  throw new ActionError(
    "file",
    `binary: ${printable(written, 200)} in artifacts.json is a link that leads out of the workspace`,
    {
      hint: "Name the program itself in binary, if that is meant."
    }
  );
}
function stated(platform) {
  return platform.architecture === "arm" && platform.variant === void 0 ? void 0 : platform;
}
function exists(path) {
  return lstat(path).then(
    () => true,
    () => false
  );
}

export { readDist };
