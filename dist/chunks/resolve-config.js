import {
  afterFailure,
  checkDigestFile,
  createdFrom,
  distinctLayers,
  logConfig,
  writeReport
} from "./created.js";
import {
  INPUT_DEFAULTS,
  SECRET_INPUTS
} from "./input-table.js";
import {
  at,
  isObject,
  numberAt,
  readPayload,
  textAt
} from "./event-payload.js";
import {
  EMPTY_BLOCK,
  SmallFileBudget,
  assertEntryName,
  assetsFrom,
  findFor,
  inspectBinary,
  inspectFile,
  listDirectory,
  locateProblems,
  readBuildArg,
  readStageLine,
  refuseSpecial
} from "./lzma.js";
import {
  exclusionOf
} from "./exclusion.js";
import {
  assertName,
  compareBytes
} from "./first-sight.js";
import {
  checkContents,
  checkPlatforms,
  fillSpec,
  planImage,
  programName,
  sourceOf,
  targetPlatforms,
  valuesFor
} from "./check-contents.js";
import {
  builtCommitTime,
  imageLabels,
  revisionWarning
} from "./labels.js";
import {
  DEFAULT_PATH,
  startsProgram
} from "./check-program.js";
import {
  addParents,
  contentSize,
  isDirectory,
  parentPath
} from "./entry.js";
import {
  leftOutAnnotations,
  pairFault,
  pairOf,
  readAnnotationLines
} from "./annotation-lines.js";
import {
  isInside as isInside2,
  realPlace
} from "./real-place.js";
import {
  readText
} from "./read-text.js";
import {
  assertWritten,
  isInside,
  locateSource
} from "./workspace.js";
import {
  refuseOwnInputs
} from "./refuse-own-inputs.js";
import {
  DiskFile,
  fileAt,
  nameAt
} from "./disk-file.js";
import {
  MAX_PEM_BYTES,
  assembleKit,
  ownershipOf,
  pemPathsOf
} from "./pem.js";
import {
  present
} from "./readers.js";
import {
  formatPosition
} from "./problems.js";
import {
  suggest
} from "./suggest.js";
import {
  bytesSource
} from "./bytes-source.js";
import {
  failureText
} from "./failure-text.js";
import {
  sizeOf
} from "./outputs.js";
import {
  MessageChannel
} from "./builtin-node-worker_threads.js";
import {
  readAsset,
  temporaryFolderOf,
  untrustedFolderOf,
  workspaceOf
} from "./folders.js";
import {
  openFile,
  systemCode,
  unreadable
} from "./unreadable.js";
import {
  editDistance
} from "./edit-distance.js";
import {
  layoutFault
} from "./stored-layout.js";
import {
  lstat,
  mkdtemp,
  open,
  readFile,
  readlink,
  realpath,
  rm,
  stat as stat2
} from "./promises.js";
import {
  BARE,
  PRERELEASE_MARK,
  comparableSemver,
  comparableTag,
  compareReleases,
  familyOf,
  finishImages,
  isEmptyPlan,
  isWithin,
  localResults,
  parsePep440,
  rangeOfTag,
  require_parse,
  require_re,
  require_semver,
  sameFamily,
  tagName,
  versionInFamily
} from "./semver.js";
import {
  constants as constants2,
  crc32,
  deflateRaw,
  node_zlib_default
} from "./builtin-node-zlib.js";
import {
  comparePlatforms,
  formatPlatform,
  parsePlatform,
  samePlatform
} from "./platform.js";
import {
  documentOf
} from "./manifest.js";
import {
  ciContext,
  ciSecrets
} from "./ci-systems.js";
import {
  pLimit
} from "./p-limit-index.js";
import {
  formatRepository,
  isHost,
  isHostAlone,
  isTag,
  nearestPath,
  parseReference,
  parseRepository,
  sameRepository
} from "./reference.js";
import {
  formatBytes
} from "./quantities.js";
import {
  availableParallelism,
  tmpdir
} from "./builtin-node-os.js";
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readSync,
  readdir,
  realpathSync,
  stat,
  statSync
} from "./builtin-node-fs.js";
import {
  MEDIA_TYPE
} from "./media-types.js";
import {
  isDigest
} from "./digest.js";
import {
  createHash
} from "./builtin-node-crypto.js";
import {
  basename,
  delimiter,
  dirname,
  isAbsolute,
  join,
  node_path_default,
  posix,
  relative,
  resolve,
  sep
} from "./builtin-node-path.js";
import {
  printable
} from "./printable.js";
import {
  ActionError,
  ProblemsError,
  about,
  messageOf,
  withHint
} from "./errors.js";
import {
  __commonJS,
  __toESM
} from "./shared.js";

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
      this.add(decoded(value));
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
    this.add(decoded(password));
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
function decoded(text) {
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

// src/layer/compression-run.ts
var FIRST_GUESS = { bytes: 2 ** 20, milliseconds: 8 };
var CompressionRun = class {
  bytes;
  /** Rejects with an ActionError; resolves with nothing when the run was stopped. */
  descriptor;
  #stop = new AbortController();
  #began = process.hrtime.bigint();
  #tarSize;
  #done = 0;
  constructor(input, bytes) {
    this.bytes = bytes;
    this.#tarSize = input.tar.size;
    this.descriptor = this.#run(input);
    this.descriptor.catch(() => {
    });
  }
  /** Milliseconds that the rest will take at the speed so far. */
  get remaining() {
    const elapsed = Number(process.hrtime.bigint() - this.#began) / 1e6 + FIRST_GUESS.milliseconds;
    return elapsed * (this.#tarSize - this.#done) / (this.#done + FIRST_GUESS.bytes);
  }
  /** Ends what is under way; readers get the reason. */
  async stop(reason) {
    this.#stop.abort(reason);
    this.bytes.fail(reason);
    await this.bytes.clear();
  }
  async #run(input) {
    try {
      const descriptor = await this.#compress(input);
      this.bytes.finish();
      return descriptor;
    } catch (error) {
      if (this.#stop.signal.aborted) return void 0;
      const failure = layerError(input.label, error);
      this.#stop.abort(failure);
      this.bytes.fail(failure);
      throw failure;
    }
  }
  async #compress({ tar, encoding, contentCheck }) {
    const { signal } = this.#stop;
    const sha256 = createHash("sha256");
    const sink = async (bytes, tarBytes) => {
      signal.throwIfAborted();
      this.#done += tarBytes;
      sha256.update(bytes);
      await this.bytes.append(bytes);
    };
    contentCheck.compare(await encoding.encode(TarPieces.of(tar), sink, signal));
    await tar.assertUnchanged();
    signal.throwIfAborted();
    return { mediaType: encoding.mediaType, digest: `sha256:${sha256.digest("hex")}`, size: this.bytes.size };
  }
};

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

// src/layer/gzip-stream.ts
var DICTIONARY_BYTES = 32768;
var MAX_SINGLE_BLOCK_TAR_BYTES = 2 ** 21;
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
    thorough: tar.size <= MAX_SINGLE_BLOCK_TAR_BYTES
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
      finishFlush: last ? constants2.Z_FINISH : constants2.Z_SYNC_FLUSH,
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

// src/layer/compressed-layer.ts
var CompressedLayer = class {
  label;
  tarSize;
  mediaType;
  sizeLimit;
  diffId;
  #input;
  #hashing;
  #store;
  #descriptor = new Deferred();
  #known;
  #run;
  #closed = false;
  constructor(input, hashing, store) {
    this.label = input.label;
    this.tarSize = input.tar.size;
    this.mediaType = input.encoding.mediaType;
    this.sizeLimit = sizeLimit(input.tar.size);
    this.diffId = hashing.result.then(({ diffId, crc }) => {
      input.contentCheck.compare(crc);
      return diffId;
    });
    this.diffId.catch(() => {
    });
    this.#input = input;
    this.#hashing = hashing;
    this.#store = store;
  }
  get blob() {
    return this;
  }
  get descriptor() {
    this.begin();
    return this.#descriptor.promise;
  }
  known() {
    return this.#known;
  }
  remaining() {
    return this.#known === void 0 ? this.#run?.remaining ?? 0 : 0;
  }
  async *read(offset, signal) {
    yield* this.#start().bytes.read(offset, signal);
  }
  begin() {
    if (this.#run === void 0 && !this.#closed) this.#start();
  }
  /** Ends what is under way and frees its memory; whoever waits for the blob gets an error. */
  async close() {
    this.#closed = true;
    const reason = closedTooEarly(this.label);
    this.#descriptor.reject(reason);
    await this.#run?.stop(reason);
    this.#run = void 0;
  }
  #start() {
    if (this.#closed) throw closedTooEarly(this.label);
    if (this.#run !== void 0) return this.#run;
    const run2 = new CompressionRun(this.#input, this.#store());
    this.#run = run2;
    this.#hashing.deprioritize();
    run2.descriptor.then(
      (descriptor) => this.#finish(descriptor),
      (error) => this.#descriptor.reject(error)
    );
    return run2;
  }
  #finish(descriptor) {
    if (descriptor === void 0) return;
    this.#known = descriptor;
    this.#descriptor.resolve(descriptor);
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
    return { result, deprioritize };
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
  const reader = new PieceReader();
  const buffer = new Uint8Array(Math.min(SLICE_BYTES2, tar.size));
  const sha256 = createHash("sha256");
  let crc = 0;
  try {
    for (let at2 = 0; at2 < tar.size; at2 += SLICE_BYTES2) {
      await pause();
      const pieces2 = await tar.between(at2, Math.min(at2 + SLICE_BYTES2, tar.size));
      const end = reader.read(pieces2, buffer);
      freeOwn(pieces2);
      const slice = buffer.subarray(0, end);
      sha256.update(slice);
      crc = crc32(slice, crc);
    }
    return { diffId: `sha256:${sha256.digest("hex")}`, crc };
  } finally {
    reader.close();
  }
}

// src/layer/layer-threads.ts
var BLOCK_BYTES = 2 ** 19;
var BYTES_PER_WORKER = 2 ** 22;
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
  deflater(rank) {
    return {
      blockSize: BLOCK_BYTES,
      window: 4 * this.#threads + 2,
      deflate: async (block, signal) => {
        await this.#load();
        return await this.#pool.deflate(block, rank, signal);
      }
    };
  }
  /** Hashes on a worker what is worth the trip, so that this thread can do what no other one can. */
  hash(tar, signal) {
    const [worker] = this.#workers;
    const pieces2 = tar.size < BYTES_PER_WORKER ? void 0 : tar.whole;
    if (worker === void 0 || pieces2 === void 0)
      return { result: this.#hashHere(tar, signal), deprioritize: () => {
      } };
    const { result, deprioritize } = worker.hash(pieces2);
    return {
      result: this.#hashed(result, tar, signal),
      deprioritize: () => {
        if (tar.size > MAX_DEFERRED_HASH_BYTES) return;
        deprioritize();
        this.#pool.dispatch();
      }
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
  /** Only when there is something to compress: most runs find that the registry has it all. */
  async #load() {
    this.#module ??= this.#assets.module().then((module) => {
      this.#pool.add(new MainEncoderThread(module, () => this.#hashesHere === 0 || this.#workers.length === 0));
      for (const worker of this.#workers) this.#join(worker, module);
      return module;
    });
    await this.#module;
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
async function served(signal) {
  signal.throwIfAborted();
  await new Promise((resolve2) => setImmediate(resolve2));
}

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
  /** Starts hashing at once. Throws where this Node has no encoder for the compression. */
  layer({ label, tar, compression, rank = this.#count }) {
    const layer = this.#make(label, tar, compression, rank);
    this.#count += 1;
    return layer;
  }
  async close() {
    this.#closing.abort();
    await Promise.all([this.#threads.close(), ...this.#compressed.map((layer) => layer.close())]);
  }
  #make(label, tar, compression, rank) {
    const { kind } = compression;
    this.#threads.expect(tar.size, { deflate: isOurs(compression) });
    if (kind === "none") return new PlainLayer(label, tar, this.#hash(label, tar).result);
    const encoding = encodingFor({ ...compression, kind }, this.#threads.deflater(rank));
    const input = { label, tar, encoding, contentCheck: new ContentCheck(label) };
    const buffer = () => new ReplayableBuffer(this.#budget, this.#spoolFolder);
    const layer = new CompressedLayer(input, this.#hash(label, tar), buffer);
    this.#compressed.push(layer);
    return layer;
  }
  #hash(label, tar) {
    const { result, deprioritize } = this.#threads.hash(TarPieces.of(tar), this.#closing.signal);
    return { result: this.#hashed(label, tar, result), deprioritize };
  }
  async #hashed(label, tar, hashing) {
    try {
      const result = await hashing;
      await tar.assertUnchanged();
      return result;
    } catch (error) {
      throw this.#closing.signal.aborted ? closedTooEarly(label) : layerError(label, error);
    }
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

// src/run/cancellation.ts
async function untilCancelled(signal, work) {
  signal.throwIfAborted();
  let cancel = () => {
  };
  const cancelled = new Promise((_, reject) => {
    cancel = () => reject(signal.reason);
  });
  return await withStop(signal, cancel, () => Promise.race([work(), cancelled]));
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

// src/run/make-locally.ts
function isLocal({ decision, outputs, request }) {
  return !decision.publish || outputs.length > 0 || request.smokeTest !== void 0;
}
function isToBeSent({ order, failure }) {
  return order.decision.publish && failure === void 0;
}
async function makeLocally({ images, readTar: readTar2 }, plan, { request, outputs, workspace }, ports) {
  const finished = await finishImages(images, plan.annotations.index);
  if (request.smokeTest !== void 0) {
    const { runSmokeTest } = await import("./run-smoke-test.js");
    await runSmokeTest(finished, readTar2, request.smokeTest, ports);
  }
  if (outputs.length > 0) {
    const { writeOutputs } = await import("./write-outputs.js");
    await writeOutputs(outputs, finished, readTar2, workspace, ports.signal);
  }
  return finished;
}
async function finishLocally(all, ports) {
  const made = [];
  for (const image of all) {
    const { making, plan, order } = image;
    try {
      made.push(isLocal(order) ? { ...image, finished: await makeLocally(making, plan, order, ports) } : image);
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
  if (images.length === 1) return await Promise.all(images.map((image) => deliverOne(image, ports)));
  const [{ RegistryPool }, { UPLOADS_AT_ONCE }, { TransferCount }] = await Promise.all([
    import("./registries.js"),
    import("./reach-registries.js"),
    import("./run-transfer.js")
  ]);
  const registries = new RegistryPool(
    images.flatMap(({ order }) => order.request.targets.map(({ repository }) => repository))
  );
  const transfer = new TransferCount(() => registries.traffic().bytesSent);
  const shared2 = { ...ports, registries, transfer, log: withoutGroups(ports.log) };
  const work = () => Promise.all(images.map((image) => deliverOne(image, shared2)));
  const sent = images.filter(isToBeSent);
  (await sent[0]?.order.early)?.openMore(UPLOADS_AT_ONCE);
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
async function deliverOne({ making, finished, failure, plan, order }, ports) {
  const none2 = { results: void 0, stages: [], traffic: SILENCE, proof: void 0, sbomFiles: [] };
  const nothing = { order, plan, ...none2 };
  if (failure !== void 0) return { ...nothing, failure };
  try {
    const delivered = await deliver(making.images, finished, plan, order, ports);
    if (finished !== void 0) warnOfOthers(finished, delivered.results, order, ports.log);
    return { order, plan, ...delivered };
  } catch (thrown) {
    return { ...nothing, failure: thrown };
  }
}
function documentMaker(order, plan) {
  const made = /* @__PURE__ */ new Map();
  const make = async (image) => (await import("./sbom-documents.js")).documentsFor(order, plan, image);
  return (image) => {
    const known = made.get(image.root) ?? make(image);
    made.set(image.root, known);
    return known;
  };
}
async function deliver(images, finished, plan, order, ports) {
  const documents = documentMaker(order, plan);
  const layerNames = plan.platforms[0]?.layers.map(({ name }) => name) ?? [];
  if (order.decision.publish || finished === void 0) {
    const { publishImages } = await import("./publish-images.js");
    const set = { images, indexAnnotations: plan.annotations.index, chosenLabels: plan.chosenLabels };
    const published2 = await publishImages(set, layerNames, order, documents, ports);
    return { ...published2, sbomFiles: await sbomFiles(published2.results, documents, order) };
  }
  const repositories = order.request.targets.map(({ repository }) => repository);
  const results = localResults(finished, repositories, layerNames);
  const files = await sbomFiles(results, documents, order);
  return { results, stages: [], traffic: SILENCE, failure: void 0, proof: void 0, sbomFiles: files };
}
async function sbomFiles(results, documents, { attest, workspace }) {
  if (results === void 0 || attest === void 0 || attest.request.sbomFile === "") return [];
  const { writeSbomFiles } = await import("./attest-write-sbom-files.js");
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
    for (let at2 = directory; at2 !== "" && !directories.has(at2); at2 = parentPath(at2)) directories.add(at2);
  }
  const inPlace = entriesAt(directories, entries);
  for (const at2 of directories) {
    const entry = inPlace.get(at2);
    if (entry === void 0 || isDirectory(entry)) continue;
    throw conflict(
      `/${at2} is a directory in the image, which a ${entry.type} cannot replace; write /${at2}/ for a place in it`
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
  if (parts.some((part2) => part2 === "" || part2 === "." || part2 === "..") || /[\0-\x1f\x7f]/.test(path)) {
    throw conflict(`"${path}" is not a valid path in an image`);
  }
  if (Buffer.byteLength(path) > MAX_PATH_BYTES || parts.some((part2) => Buffer.byteLength(part2) > MAX_NAME_BYTES)) {
    throw conflict(
      `/${path.slice(0, 60)}\u2026 is longer than Linux allows (${MAX_NAME_BYTES} bytes a name, ${MAX_PATH_BYTES} a path)`
    );
  }
  if (parts.some((part2) => part2.startsWith(".wh."))) {
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
  const { paxHeader } = await import("./pax-header.js");
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
  const named4 = fitsName(name) && fitsTarget(linkname);
  return named4 && Object.keys(records).length === 0 ? void 0 : records;
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
    const layer = compressor.layer({ label: layerPlan.label, tar, compression, rank });
    layers.set(layerPlan, layer);
    tars.set(layer, tar);
  }
  return {
    images: plan.platforms.map((platform) => imageOf(platform, plan, layers)),
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

// src/inputs/gather.ts
async function gather(items, work, problems) {
  const results = await Promise.allSettled(items.map(work));
  return results.flatMap((result) => {
    if (result.status === "fulfilled") return [result.value];
    problems.keep(result.reason);
    return [];
  });
}

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
    if (error instanceof ProblemsError) for (const problem2 of error.problems) this.add(problem2, error.code);
    else if (error instanceof ActionError) this.add(withHint(error), error.code);
    else throw error;
  }
  add(problem2, code = "input") {
    this.#found.add(problem2);
    this.#codes.add(code);
  }
  addAll(others) {
    for (const problem2 of others.#found) this.#found.add(problem2);
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
function named(input, read) {
  try {
    return read();
  } catch (error) {
    throw about(input, error);
  }
}

// src/files/archive/archive-name.ts
var ARCHIVE = /\.(?:tar|tar\.gz|tgz|tar\.zst|tzst)$/i;
function isArchiveName(name) {
  return ARCHIVE.test(name);
}

// src/files/glob-readdir.ts
function readdirWithLinksAsFiles(path, _options, callback) {
  readdir(path, { withFileTypes: true }, (error, entries) => {
    callback(error, error === null ? entries.map((entry) => kindOf(entry.name, entry.isDirectory())) : []);
  });
}
function readdirThroughLinks(path, _options, callback) {
  readdir(path, { withFileTypes: true }, (error, entries) => {
    if (error !== null) callback(error, []);
    else Promise.all(entries.map((entry) => followed(path, entry))).then((kinds) => callback(null, kinds));
  });
}
function followed(path, entry) {
  if (!entry.isSymbolicLink()) return Promise.resolve(kindOf(entry.name, entry.isDirectory()));
  return new Promise((resolve2) => {
    stat(join(path, entry.name), (error, stats) => {
      resolve2(kindOf(entry.name, error === null && stats.isDirectory()));
    });
  });
}
function kindOf(name, directory) {
  return { name, isFile: () => !directory, isDirectory: () => directory, isSymbolicLink: () => false };
}

// src/files/path-pattern.ts
function forwardSlashes(text, { sep: sep2 } = node_path_default) {
  return sep2 === "\\" ? text.replaceAll("\\", "/") : text.replace(/\\(?![*?[\]{}()!])/g, "/");
}
function splitPattern(pattern, isDynamic, { isAbsolute: isAbsolute2 } = node_path_default) {
  const parts = pattern.replace(/\/+$/, "").split("/");
  const first = parts.findIndex((part2) => isDynamic(part2));
  const cut = first < 0 ? parts.length - 1 : first;
  const base = parts.slice(0, cut).join("/").replace(/\\(.)/g, "$1");
  const root = isAbsolute2(pattern) && !base.includes("/") ? `${base}/` : base;
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
    if (await exists(path2)) return { pattern: false, base: path2, found: [{ name, path: path2 }] };
  }
  const { isDynamicPattern } = await globs();
  if (isDynamicPattern(slashed)) return void 0;
  const path = resolve(directory, slashed);
  return { pattern: false, base: path, found: [{ name: slashed, path }] };
}
function globs() {
  return import("./index.js");
}
function exists(path) {
  return lstat(path).then(
    () => true,
    () => false
  );
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
  const stat3 = tree.options?.stats ? { stat: await statOf(name, file) } : {};
  if (kind === "directory") return { kind, path, ...stat3 };
  return { kind: "symlink", path, target: await linkTarget(name, file, tree), ...stat3 };
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
  const written2 = resolve(dirname(file), target);
  if (!posix.isAbsolute(target) && isInside(root, written2) && isInside(root, end ?? written2)) {
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
    for (const part2 of below.split("/")) assertName(part2, posix.dirname(name.replaceAll(sep, "/")));
    const kind = await kindOf2(name, join(tree.root, below));
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
async function kindOf2(name, path) {
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
async function sourceAt(written2, options, place) {
  const { workspace, temporaryFolder, budget } = place;
  const file = await locateSource(written2, workspace);
  const stats = await stat2(file);
  if (stats.isDirectory()) {
    const items = await readTree({ name: written2, root: file, options }, budget);
    return {
      kind: "directory",
      name: basename(file),
      path: written2,
      items: withEmptySubmodules(file, items, await place.submodules())
    };
  }
  refuseSpecial(written2, stats);
  if (/[\\/]$/.test(written2)) throw new ActionError("file", `"${printable(written2)}" is a file, not a directory`);
  const name = basename(written2.replaceAll(sep, "/"));
  assertName(name, posix.dirname(written2.replaceAll(sep, "/")));
  const content = await inspectFile({ name: written2, root: file }, "", options.stats === true, budget);
  if (options.unpack !== true || !isArchiveName(name)) {
    return { kind: "file", name, path: written2, items: [content.item] };
  }
  const { unpackArchive } = await import("./unpack-archive.js");
  return { kind: "archive", name, path: written2, items: await unpackArchive(content, options, temporaryFolder) };
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
    const spec = this.#preferred.get(place) ?? this.#begins.findLast((begin2) => begin2.place <= place)?.spec;
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
async function fileEntries({ specs, platform, version = "", users, mtime, kit }, find2, warn = () => {
}) {
  if (specs.length === 0) return [];
  const entries = new EntrySet(orderEntries(kit));
  const problems = [];
  const values = valuesFor(platform, version);
  for (const written2 of specs) {
    const spec = fillSpec(written2, values);
    try {
      const owner = ownershipOf(spec.owner === void 0 || spec.owner === "keep" ? ROOT : spec.owner, users);
      entries.add(await entriesOf(spec, { ...owner, mtime }, platform, find2, warn), spec);
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
async function entriesOf(spec, common, platform, find2, warn) {
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
      const found = await findFor(spec, platform, find2);
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

// src/run/make-plan.ts
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
    const { planStages } = await import("./plan-stages.js");
    return await planStages([first, ...rest], sources, created);
  }
  const labels = imageLabels({ context, version, created, binaries, block, labels: request.labels, annotations });
  const kit = await makeKit(sources, ports);
  const files = await readFiles(sources, kit, created.mtime, ports);
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
async function makeKit({ block, binaries, workspace }, { distribution, clock }) {
  const assets = assetsFrom((name) => readAsset(name, distribution));
  const pemFiles = await Promise.all(pemPathsOf(block).map((path) => readPemFile(path, workspace)));
  const evidence = binaries.map((binary) => binary.evidence);
  const options = binaries.length > 0 ? block : askedKit(block);
  return assembleKit({ options, evidence, pemFiles, alone: namesNoPath(block), now: clock.now() }, assets);
}
function namesNoPath({ path, entrypoint, workdir, healthcheck, volumes, files }) {
  const one = path ?? entrypoint ?? workdir ?? healthcheck;
  return one === void 0 && volumes.length === 0 && files.length === 0;
}
async function readFiles({ request, block, binaries, version, workspace }, kit, mtime, { environment }) {
  const find2 = sourceFinder(workspace, temporaryFolderOf(environment));
  const warnings = /* @__PURE__ */ new Set();
  const warn = (sentence) => void warnings.add(sentence);
  const entries = targetPlatforms(binaries, request.platforms).map(async (platform) => {
    const found = await fileEntries(
      { specs: block.files, platform, version, users: block.users, mtime, kit: kit.entries },
      find2,
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
  const real2 = await realpath(path).catch(() => path);
  const { source } = binary;
  const isProgram2 = (entry) => {
    return entry.type === "file" && entry.content.size === source.size && entry.content.path === real2;
  };
  if (!entries.some(isProgram2)) return entries;
  return entries.map((entry) => isProgram2(entry) ? { ...entry, content: source } : entry);
}

// src/run/make-plans.ts
async function makePlans(orders, files, ports) {
  const plan = async (order) => {
    const made = await makePlan({ ...order, version: order.version?.text ?? "" }, ports);
    for (const file of filesOf(made)) files.push(file);
    return { order, plan: made };
  };
  const plans = await plansOf(orders, plan);
  await refuseOwnInputs(plans, files);
  return plans;
}
async function plansOf(orders, plan) {
  const [only] = orders;
  if (orders.length === 1 && only !== void 0) return [await plan(only)];
  const problems = new InputProblems();
  const plans = await gather(orders, plan, problems);
  problems.throwIfAny();
  return plans;
}
function* filesOf(plan) {
  for (const { entries } of distinctLayers(plan)) {
    for (const entry of entries) if (entry.type === "file") yield entry.content;
  }
}

// src/run/read-binaries.ts
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
    import("./failure-summary.js"),
    import("./write-summary.js")
  ]);
  await writePage(failureSummary(error, sending), ports.environment, ports.secrets, ports.log);
}

// src/inputs/targets.ts
function readTargets(image, tags, context, problems, notice) {
  const texts = tagTexts(tags);
  const entries = texts.flatMap((text) => problems.attempt(() => readTag(text)) ?? []);
  const images = readLines(image).flatMap((line) => problems.attempt(() => imageTexts(line)) ?? []);
  const named4 = images.flatMap((text) => problems.attempt(() => readRepository(text, notice)) ?? []);
  const referenced = entries.flatMap(({ repository }) => repository ?? []);
  if (named4.length > 0) refuseOthers(named4, entries, problems);
  else if (readList(image).length > 0) {
    if (!problems.any) problems.add("image: none of its lines is enabled here");
    return [];
  }
  const found = named4.length > 0 ? named4 : referenced;
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
function refuseOthers(named4, entries, problems) {
  for (const { repository, text } of entries) {
    if (repository === void 0 || named4.some((one) => sameRepository(one, repository))) continue;
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
    return { kind: "reference", text: name, repository: named("tags", () => parseRepository(lowered(repository))) };
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
  return named("image", () => parseRepository(lower));
}
function lowered(text) {
  return withoutScheme(text).toLowerCase();
}
function withoutScheme(text) {
  return text.replace(/^(?:https?|docker|oci):\/\//i, "");
}
function defaultRepository({ serverUrl, repository, ownImage }) {
  if (ownImage !== void 0) return named("image", () => parseRepository(lowered(ownImage)));
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
  checkCredentials(inputs, problems);
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
    username: inputs.username,
    password: inputs.password,
    registryAuth: inputs["registry-auth"],
    githubToken: inputs["github-token"],
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
function checkCredentials(inputs, problems) {
  if (inputs["registry-auth"] !== "" && (inputs.username !== "" || inputs.password !== "")) {
    problems.add(
      "registry-auth: cannot be used together with username and password; put all registries into registry-auth"
    );
  }
}
function readBinaryEntries(text, problems) {
  return readList(text).flatMap((entry) => problems.attempt(() => readBinaryEntry(entry)) ?? []);
}
function readBinaryEntry(text) {
  const [, platform, pattern] = /^([a-z0-9_]+\/[a-z0-9_-]+(?:\/[a-z0-9_.]+)?)=(.+)$/i.exec(text) ?? [];
  if (platform === void 0 || pattern === void 0) return { pattern: text };
  return { pattern: pattern.trim(), platform: named("binary", () => parsePlatform(platform)) };
}
function readPlatform(text) {
  const platform = named("platforms", () => parsePlatform(text));
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
function checkOneHost({ username, targets }) {
  const hosts = [...new Set(targets.map(({ repository }) => repository.registry))];
  if (username === "" || hosts.length < 2) return;
  throw new ActionError("input", `username: there are several registries (${hosts.join(", ")}), and it is for one`, {
    hint: "Use registry-auth, a YAML list of registry, username and password."
  });
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

// src/run/find-binaries.ts
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
  const artifacts = first === void 0 || found.length > 1 ? void 0 : await artifactsIn(first);
  if (artifacts === void 0) {
    return { files: found.map((path) => ({ ...path, stated: platform })), metadata: {}, notices: [] };
  }
  if (platform === void 0) {
    const { readDist } = await import("./goreleaser-dist.js");
    return readDist(artifacts, workspace, systems);
  }
  throw new ActionError("input", `binary: a platform stands before ${pattern}, which lists programs for several`, {
    hint: `Write binary: ${pattern}, or name the one program in it.`
  });
}
var ARTIFACTS = "artifacts.json";
async function artifactsIn({ name, path }) {
  if (basename(path) === ARTIFACTS) return { name, path };
  const inner = { name: join(name, ARTIFACTS), path: join(path, ARTIFACTS) };
  const stats = await stat2(inner.path).catch(() => void 0);
  return stats?.isFile() === true ? inner : void 0;
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
    const text = await readText(input, file, LIMIT2);
    refuseDockerfile(input, text);
    return { text, document: input, file };
  } catch (error) {
    throw about("config", error);
  }
}
var DOCKERFILE = /^\ufeff?(?:\s*(?:#[^\n]*)?\n)*\s*(?:FROM|ARG)\s+\S/i;
function refuseDockerfile(name, text) {
  const named4 = /(?:^|[\\/])(?:Docker|Container)file(?:\.[^\\/]*)?$|\.(?:docker|container)file$/i.test(name);
  if (!named4 && !DOCKERFILE.test(text)) return;
  throw new ActionError("config", `"${printable(name)}" is a Dockerfile, and not a config block`, {
    hint: `Write dockerfile: ${printable(name)} in the place of config; docs/from-dockerfile.md has each instruction as a key of the config block.`
  });
}

// src/inputs/logins.ts
var NO_LOGIN = { username: "", password: "" };
var COLON = "has a colon, which no user name can have";
var APART = "Are user name and password in one value? Give the password by itself";
var SECRET = "Is the secret defined, and visible to this event?";
function usableLogins(given3, publishes, problem2, notice) {
  const flaw = pairFlaw(given3);
  const entries = given3.registryAuth.map((login) => ({ login, flaw: entryFlaw(login) }));
  for (const { what, advice } of [flaw, ...entries.map((entry) => entry.flaw)].filter((one) => one !== void 0)) {
    if (publishes) problem2(`${what}. ${advice}`);
    else notice(`${what}. Nothing is published here, so it is not needed`);
  }
  const { username, password } = flaw === void 0 ? given3 : NO_LOGIN;
  return {
    username,
    password,
    registryAuth: entries.flatMap((entry) => entry.flaw === void 0 ? [entry.login] : [])
  };
}
function pairFlaw({ username, password, githubToken, imageGiven, targets }) {
  if (username === "" && password === "") return void 0;
  if (password === "") return { what: "password: empty, although username is given", advice: SECRET };
  if (username === "") return { what: "username: empty, although password is given", advice: SECRET };
  if (username.includes(":")) return { what: `username: ${COLON}`, advice: APART };
  if (imageGiven || password === githubToken) return void 0;
  const [name = "registry.example.com/owner/name"] = targets.map(({ repository }) => formatRepository(repository));
  return {
    what: "image: empty, so nothing says for which registry username and password are",
    advice: `Set it, as in image: ${name}. If it is set by an expression, the expression is empty here.`
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

// src/layout/check-outputs.ts
async function checkOutputs(targets, workspace, platforms) {
  const problems = [];
  const seen = [];
  for (const target of targets) {
    const path = await realPlace(resolve(workspace, target.path));
    const other = seen.find((one) => one.path !== path && isNested(one, { target, path }));
    const twice2 = seen.some((one) => one.path === path);
    const within = other === void 0 ? void 0 : `and ${named2(other.target)} are one inside the other`;
    const fault2 = twice2 ? "is there twice" : within ?? await faultOf(target, path, platforms);
    seen.push({ target, path });
    if (fault2 !== void 0) problems.push(`output: ${named2(target)} ${fault2}`);
  }
  if (problems.length > 0) throw new ProblemsError("output", problems);
}
function named2({ kind, path }) {
  return `${kind}:${printable(path, 200)}`;
}
function isNested(a, b) {
  return a.target.kind === "oci" && isInside2(a.path, b.path) || b.target.kind === "oci" && isInside2(b.path, a.path);
}
function faultOf({ kind, name }, path, platforms) {
  if (kind === "docker-archive" && platforms > 1) {
    return `cannot hold ${platforms} platforms; write oci-archive: instead, or build one platform`;
  }
  return kind === "oci" ? directoryFault(path, name) : fileFault(path);
}
async function fileFault(path) {
  const stats = await stat2(path).catch(() => void 0);
  return stats === void 0 || stats.isFile() ? void 0 : "exists and is not a file; name the file to write";
}
async function directoryFault(path, name) {
  const stats = await stat2(path).catch(() => void 0);
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

// src/run/hide-secrets.ts
var URLS = /^(?:GITHUB_SERVER_URL|CI_SERVER_URL|CI_PROJECT_URL|CI_REPOSITORY_URL|BUILDKITE_REPO|CIRCLE_REPOSITORY_URL|GIT_URL|BUILD_REPOSITORY_URI|CODEBUILD_SOURCE_REPO_URL|(?:https?|all|no)_proxy)$/i;
var PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/i;
function hideSecrets(inputs, environment, secrets) {
  for (const name of SECRET_INPUTS) secrets.add(inputs[name]);
  for (const secret of ciSecrets(environment)) secrets.add(secret);
  for (const [name, text] of Object.entries(inputs)) {
    if (PRIVATE_KEY.test(text)) secrets.add(text);
    if (!SECRET_INPUTS.some((secret) => secret === name)) hideMisplaced(text, secrets);
  }
  for (const [name, text = ""] of Object.entries(environment)) if (URLS.test(name)) hideMisplaced(text, secrets);
}
function hideMisplaced(text, secrets) {
  if (text.includes("@")) secrets.addUserinfo(text);
  if (text.includes("=")) secrets.addParameters(text);
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
    const files = (await Promise.all(found.map(filesIn))).flat();
    return (await Promise.all(files.map((name) => linesIn(name, workspace)))).flat();
  } catch (error) {
    throw about("merge", error);
  }
}
async function filesIn({ name, path }) {
  const stats = await stat2(path).catch(() => void 0);
  if (!stats?.isDirectory()) return [name];
  const { found } = await expandPaths("**", { directory: path }).catch(() => ({ found: [] }));
  if (found.length === 0) throw new ActionError("file", `"${printable(name)}" is a directory without files`);
  return found.map((file) => join(name, file.name));
}
async function linesIn(name, workspace) {
  const text = await readText(name, await locateSource(name, workspace), LIMIT3);
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
  if (ref.kind === "schedule") return named3("other", ["nightly"]);
  if (ref.kind === "none") return none(withoutRef(context));
  if (ref.kind === "branch") {
    const edge = ref.isDefault ? named3("other", ["edge"]).candidates : [];
    return { candidates: [...named3("branch", [ref.name]).candidates, ...edge] };
  }
  const own = withoutPrefix(ref.name, tagPrefix) ?? ref.name;
  const notice = prefixNotice(own) ?? notSemver(own);
  return { ...named3("git tag", [own]), ...notice === void 0 ? {} : { notice } };
}
function pullRequestTag(number, version) {
  const tags = named3("other", number === void 0 ? [] : [`pr-${number}`]);
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
function named3(source, names) {
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
  return plain(text, sourceOf2(template2, facts));
}
function sourceOf2(template2, facts) {
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
  if (version === void 0 || covers === void 0) return { ...common, source: sourceOf3(template2) };
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
function sourceOf3(template2) {
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
  return { ...candidate, name, ...familyOf(name, candidate) };
}
function tagRun(candidates, { version, latest, overwrite }, context) {
  const own = version === void 0 ? highestNamed(candidates) : comparableSemver(version.semver, version.prerelease);
  return { ref: sourceRef(context), version: own, latestForced: latest === true, overwrite };
}
function highestNamed(candidates) {
  const named4 = candidates.filter(({ source }) => source === "written" || source === "version" || source === "git tag");
  return named4.flatMap((candidate) => candidate.version ?? versionInFamily(candidate.name, candidate) ?? []).sort((a, b) => Number(a.prerelease) - Number(b.prerelease) || compareReleases(b.release, a.release))[0];
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
  const reason = FAULTS.find(([fault2]) => fault2.test(sample))?.[1];
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
  const problems = entries.flatMap((entry) => faultOf2(entry) ?? []);
  if (entries.some(isNone) && entries.length > 1) problems.push("tags: none cannot be combined with other tags");
  if (problems.length > 0) throw new ProblemsError("input", problems);
}
function faultOf2({ kind, text }) {
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
  const { environment, log, processes, secrets } = ports;
  const { inputs } = program;
  hideSecrets(inputs, environment, secrets);
  for (const text of unknownInputs(environment)) log.warning(text);
  const workspace = workspaceOf(environment);
  const without = [];
  const event = await readSourceContext(environment, (what) => without.push(what));
  const problems = new InputProblems();
  const asked = readRequest(inputs, event, problems, log.notice);
  const decision = decidePublishing(asked.push, event);
  const attesting = readAttest(inputs, problems);
  const folders = [workspace, ...asked.binaries.map(({ pattern }) => resolve(workspace, folderOf(pattern)))];
  const completing = completeContext(event, folders, processes, (what) => without.push(what));
  const times = { input: asked.created, sourceDateEpoch: environment.SOURCE_DATE_EPOCH, binaries: [] };
  problems.attempt(() => createdFrom(times));
  const early = decision.publish && !problems.any ? connect(asked, environment) : Promise.resolve(void 0);
  const inFiles = new InputProblems();
  const reading = readFiles2(asked, program, workspace, inFiles, ports);
  const [completed, { metadata, ...files }] = await Promise.all([completing, reading]);
  const context = withRelease(completed, metadata);
  const request = withReleaseVersion(asked, context, metadata);
  try {
    ports.signal.throwIfAborted();
    const texts = readTexts(request, context, decision, problems, ports.clock.now());
    const publishing = texts.decision;
    const attest = await problems.attemptAsync(
      () => readProof(attesting, platformsOf(files), publishing, context, workspace, ports)
    );
    problems.addAll(inFiles);
    const given3 = { ...request, registryAuth: files.registryAuth };
    const logins = usableLogins(given3, texts.decision.publish, (text) => problems.add(text), log.notice);
    problems.throwIfAny();
    logRemarks(request, without, ports);
    const { username, password, registryAuth } = logins;
    return {
      program: program.name,
      request: { ...request, username, password },
      context,
      workspace,
      attest,
      early,
      ...texts,
      ...files,
      registryAuth
    };
  } catch (error) {
    await closeBinaries(files.binaries);
    throw error;
  }
}
async function readProof(request, platforms, { publish: publishes }, { visibility }, workspace, { environment, log }) {
  if (request === void 0) return void 0;
  const { readAttestOrder } = await import("./attest-order.js");
  return readAttestOrder(request, { environment, log, visibility, publishes, platforms, workspace });
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
function folderOf(pattern) {
  return dirname(pattern.replace(/[*?[{].*$/s, "x"));
}
async function connectEarly(request, environment) {
  try {
    return await (await import("./open-early.js")).openEarly(request, environment);
  } catch {
    return void 0;
  }
}
function readTexts(request, context, decision, problems, now) {
  problems.attempt(() => checkOneHost(request));
  const tags = readTagPlans(request, context, decision, now, problems);
  const annotations = problems.attempt(() => readAnnotationLines(request.annotationLines));
  return { ...tags, annotations: withMark(annotations ?? { manifest: {}, index: {} }, tags.version) };
}
function withMark({ manifest, index }, version) {
  if (version === void 0 || !isFlagged(version)) return { manifest, index };
  return { manifest: { ...manifest, ...PRERELEASE_MARK }, index: { ...index, ...PRERELEASE_MARK } };
}
async function readFiles2(request, program, workspace, problems, ports) {
  const { binaries: entries, allowDynamic } = request;
  if (request.digestFile !== "")
    await problems.attemptAsync(() => checkDigestFile(resolve(workspace, request.digestFile)));
  const registryAuth = await problems.attemptAsync(() => readLogins(request.registryAuth)) ?? [];
  for (const { password } of registryAuth) ports.secrets.add(password);
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
    registryAuth,
    binaries,
    mergeEntries: await problems.attemptAsync(() => readMerge(request, workspace)) ?? [],
    outputs: await problems.attemptAsync(() => readOutputs(request, workspace, platforms)) ?? []
  };
}
async function readDockerfileStages(request, binaries, workspace, ports) {
  if (request.dockerfile === void 0) return [];
  const { readStages } = await import("./read-stages.js");
  return readStages({ ...request, dockerfile: request.dockerfile, binaries }, workspace, ports);
}
var FILES_ALONE = 'An image without a program has files in its config block, as in config: "files: [{ src: manifests/, dst: /manifests/ }]"';
function bringsNothing({ binaries, merge, dockerfile }, { files }) {
  return dockerfile === void 0 && binaries.length === 0 && merge.length === 0 && files.length === 0;
}
async function readOutputs({ outputs, merge }, workspace, platforms) {
  const problems = new InputProblems();
  if (merge.length > 0 && outputs.length > 0)
    problems.add("output: cannot be used with merge, which makes no image here");
  const targets = outputs.flatMap((text) => problems.attempt(() => parseOutput(text)) ?? []);
  await problems.attemptAsync(() => checkOutputs(targets, workspace, platforms));
  problems.throwIfAny();
  return targets;
}
async function readMerge({ merge, digestFile }, workspace) {
  if (merge.length === 0) return [];
  const lines = await readMergeLines(merge, workspace);
  if (digestFile !== "") await (await import("./run-refuse-own-inputs.js")).refuseMerged(digestFile, lines, workspace);
  return readMergeEntries(lines);
}
async function readBlock(input, program, workspace) {
  if (input === "") return { block: EMPTY_BLOCK };
  const [{ text, document, file }, { readConfigBlock }] = await Promise.all([
    readConfigInput(input, workspace),
    import("./read-config-block.js")
  ]);
  return {
    block: readConfigBlock(nameProgram(text, program), document),
    ...file === void 0 ? {} : { configFile: file }
  };
}
async function readLogins(text) {
  if (text === "") return [];
  const { readRegistryAuth } = await import("./registry-auth.js");
  return readRegistryAuth(text);
}

// src/run/resolve-programs.ts
async function resolvePrograms(ports, connect = connectEarly) {
  const inputs = ports.inputs;
  if (!isPerProgram(inputs)) return [await resolveConfig({ name: "", inputs }, ports, connect)];
  const problems = new InputProblems();
  const programs = await findPrograms(inputs, ports, problems);
  const once = { ...ports, log: sayingOnce(ports.log) };
  const known = programs.length > 0 ? programs : [{ name: "name", inputs: withName(inputs, "name"), found: NOTHING_FOUND }];
  const connectOnce = onlyOnce(connect);
  const resolved = await Promise.all(
    known.map((program) => problems.attemptAsync(() => resolveConfig(program, once, connectOnce)))
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
  const orders = await watch.time("read", () => untilCancelled(signal, () => resolvePrograms(ports)));
  const merging = orders.find(({ mergeEntries }) => mergeEntries.length > 0);
  if (merging !== void 0)
    return await (await import("./run-merge.js")).runMerge(merging, watch, progress, ports);
  const compressor = newCompressor(ports);
  const stop = () => void compressor.close();
  prepare(compressor, orders);
  const files = [];
  try {
    const plans = await watch.time("plan", () => untilCancelled(signal, () => makePlans(orders, files, ports)));
    for (const { order, plan } of plans) await logConfig(order, plan, ports.log);
    const making = await Promise.all(plans.map((planned) => begin(planned, compressor)));
    const made = making.some(({ order }) => isLocal(order)) ? await watch.time("make", () => stoppedByCancel(signal, stop, () => finishLocally(making, ports))) : making;
    progress.sending = made.some(isToBeSent);
    const later = () => void setImmediate(stop);
    const delivered = await watch.time("publish", () => withStop(signal, later, () => deliverAll(made, ports)));
    const outcomes = delivered.map((image) => outcomeOf(image, watch));
    const failure = failureOf(outcomes);
    const isKnown = outcomes.some(({ report }) => report !== void 0);
    progress.reported = isKnown;
    const telling = isKnown ? writeReport(outcomes, orders, ports) : void 0;
    await Promise.all([telling && afterFailure(failure, telling, ports.log), compressor.close()]);
    if (failure !== void 0) throw failure;
  } finally {
    for (const { early } of orders) (await early)?.close();
    await compressor.close();
    const binaries = orders.flatMap((order) => order.binaries);
    await Promise.all([
      closeBinaries(binaries),
      ...files.filter(({ bytes }) => bytes === void 0).map((source) => source.close())
    ]);
  }
}
async function begin(planned, compressor) {
  const { plan, order } = planned;
  return { ...planned, making: await makeImages(plan, order.request.compression, compressor) };
}
function outcomeOf({ order, plan, results, failure, ...published2 }, watch) {
  const report = results === void 0 ? {} : { report: reportOf(results, published2, watch, plan, order) };
  return { program: order.program, ...report, ...failure === void 0 ? {} : { failure } };
}
function newCompressor({ environment, encoder }) {
  return new Compressor({ assets: encoder, spoolFolder: temporaryFolderOf(environment) });
}
function prepare(compressor, orders) {
  for (const { binaries, request } of orders) {
    const bytes = binaries.reduce((sum, { source }) => sum + source.size, 0);
    compressor.prepare(bytes, request.compression);
  }
}
function reportOf(results, { stages, traffic, proof, sbomFiles: files }, watch, plan, order) {
  const { binaries, request, decision, version, context } = order;
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
      fromDockerfile: order.stages.length > 0,
      size: size2,
      proof,
      strangeCommit
    }),
    decisions,
    warnings,
    traffic,
    proof,
    repository: order.context.repository,
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
      const { spawn } = await import("node:child_process");
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
  const end = () => endGroup(child);
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
function endGroup(child) {
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
    return this.#workspace === void 0 || !isInside3(real(this.#workspace), real(path));
  }
};
function real(path) {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
function isInside3(folder, path) {
  const way = relative(folder, path);
  return way === "" || way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
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
    await run({ ...ports, distribution, encoder });
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

export {
  Secrets,
  readInputs,
  plainLog,
  systemClock,
  start
};
