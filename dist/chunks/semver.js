import {
  comparePlatforms,
  formatPlatform
} from "./platform.js";
import {
  indexDocument,
  manifestDocument
} from "./manifest.js";
import {
  isObject,
  jsonObject
} from "./p-limit-index.js";
import {
  formatRepository
} from "./reference.js";
import {
  messageOf
} from "./errors.js";
import {
  __commonJS,
  __toESM
} from "./shared.js";

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

// src/publish/tags/tag-plan.ts
function isEmptyPlan({ digestOnly, exact, plain, moving }) {
  return !digestOnly && exact.length + plain.length + moving.length === 0;
}
function tagNames({ exact, plain, moving }) {
  return [...exact, ...plain, ...moving.map(({ name }) => name)];
}

// src/publish/remote/prerelease-mark.ts
var ANNOTATION_KEY = "io.github.from-scratch.prerelease";
var PRERELEASE_MARK = { [ANNOTATION_KEY]: "true" };
function isFlaggedPrerelease({ bytes }) {
  const annotations = jsonObject(bytes)?.annotations;
  return isObject(annotations) && annotations[ANNOTATION_KEY] === "true";
}

// src/publish/tags/pep440.ts
var VERSION = new RegExp(
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
  const groups = VERSION.exec(text)?.groups;
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
var import_parse = __toESM(require_parse(), 1);
var MAX_TAG_LENGTH = 128;
function tagName(text) {
  const version = (0, import_parse.default)(text) === null ? text : text.replace("+", "_");
  const name = version.trim().replace(/[^a-zA-Z0-9._-]+/g, "-").replace(/^[.-]+/, "").slice(0, MAX_TAG_LENGTH);
  return name === "" ? void 0 : name;
}
var LIKE_A_VERSION = /^v?\d+\.\d+\.\d/;
function versionOfTag(tag) {
  if (!LIKE_A_VERSION.test(tag)) return void 0;
  return (0, import_parse.default)(tag.replace("_", "+")) ?? void 0;
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
function familyOf(name, { prefix, suffix }) {
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

export {
  publishResults,
  previewResults,
  publishStages,
  localResults,
  platformIndex,
  finishImages,
  finishImage,
  PRERELEASE_MARK,
  isFlaggedPrerelease,
  parsePep440,
  require_re,
  require_semver,
  require_parse,
  tagName,
  comparableSemver,
  comparableTag,
  compareReleases,
  BARE,
  rangeOfTag,
  versionInFamily,
  familyOf,
  sameFamily,
  isWithin,
  isEmptyPlan,
  tagNames
};
