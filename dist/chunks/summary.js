import {
  formatRepository
} from "./semver.js";
import {
  require_node_fs
} from "./builtin-whole-node-path.js";
import {
  annotationSet
} from "./annotation-lines.js";
import {
  editDistance
} from "./problems.js";
import {
  formatPlatform
} from "./platform.js";
import {
  constants,
  existsSync,
  statSync
} from "./builtin-node-fs.js";
import {
  makeDirectory,
  open,
  readdir,
  stat,
  writeFile
} from "./promises.js";
import {
  basename,
  dirname,
  hexOf,
  resolve
} from "./manifest.js";
import {
  ActionError,
  messageOf,
  printable
} from "./errors.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./shared.js";

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
    return value instanceof P ? value : new P(function(resolve2) {
      resolve2(value);
    });
  }
  return new (P || (P = Promise))(function(resolve2, reject) {
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
      result.done ? resolve2(result.value) : adopt(result.value).then(fulfilled, rejected);
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

// src/image/created.ts
var LATEST = 253402300799;
function createdFrom({ input, sourceDateEpoch = "", commitTime, binaries }) {
  if (input !== "") return chosen(parseTime(input), "created");
  if (sourceDateEpoch !== "") return chosen(parseEpoch(sourceDateEpoch), "SOURCE_DATE_EPOCH");
  if (commitTime !== void 0 && isTime(commitTime)) return found(Math.floor(commitTime), "commit");
  const built = goTime(binaries);
  return built === void 0 ? found(0, "nothing") : found(built, "Go build info");
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
  throw new ActionError("input", `created: "${printable(text, 60)}" is no time from 1970 to 9999`, {
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
  throw new ActionError("input", `SOURCE_DATE_EPOCH: "${printable(text, 60)}" is no number of seconds since 1970`, {
    hint: "Set it as SOURCE_DATE_EPOCH: $(git log -1 --format=%ct), or leave it empty."
  });
}
function goTime(binaries) {
  const times = binaries.map(({ go }) => parseRfc3339(go?.settings["vcs.time"] ?? "")).filter((time) => time !== void 0).filter(isTime);
  return times.length === 0 ? void 0 : Math.max(...times);
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
  const go = binaries.map((binary) => binary.go).find((info2) => info2 !== void 0);
  const page = context.repository === void 0 ? void 0 : `${context.serverUrl}/${context.repository}`;
  const texts = {
    title: lastPart(context.repository ?? go?.main?.path),
    description: context.description,
    url: context.htmlUrl ?? page,
    source: page,
    version: version || goVersion(go?.main?.version),
    created: created.origin === "nothing" ? void 0 : created.text,
    revision: context.revision ?? go?.settings["vcs.revision"],
    licenses: context.license
  };
  const given = Object.entries(texts).map(([name, text]) => [name, oneLine(text ?? "")]);
  const filled = given.filter(([, text]) => text !== "");
  return Object.fromEntries(filled.map(([name, text]) => [`org.opencontainers.image.${name}`, text]));
}
var LONGEST = 512;
function oneLine(text) {
  const line = text.slice(0, 4 * LONGEST).replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, " ");
  return [...line.trim()].slice(0, LONGEST).join("");
}
function lastPart(path) {
  return path?.split("/").at(-1);
}
function goVersion(version) {
  return version !== void 0 && /^v\d+\.\d+\.\d+$/.test(version) ? version.slice(1) : void 0;
}

// src/action/report/quantities.ts
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

// src/image/describe-plan.ts
function describePlan(plan) {
  return [
    ...plan.platforms.map((platform) => platformLine(platform, plan.binaryPath)),
    ...distinctLayers(plan).map(layerLine),
    ...plan.decisions.map(decisionLine),
    `created ${plan.created.text} (${plan.created.origin})`
  ];
}
function platformLine({ platform, binary, runtime }, path) {
  const command = JSON.stringify([...runtime.Entrypoint ?? [], ...runtime.Cmd ?? []]);
  const from = `${printable(binary.source.name, 200)} -> ${path}`;
  return `${formatPlatform(platform)}: ${from}, ${binary.linkage}, runs ${printable(command, 300)} as ${runtime.User}`;
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
  return `${part}: ${included ? "yes" : "no"} (${printable(reason, 200)})${included ? what : ""}`;
}

// src/run/tell-order.ts
async function tellOrder(order, plan, log) {
  await log.group("What was found", async () => {
    for (const binary of order.binaries) log.info(describeBinary(binary));
  });
  await log.group("What the image will be", async () => {
    for (const line of describePlan(plan)) log.info(line);
  });
  for (const warning2 of plan.warnings) log.warning(warning2);
  logTagNotices(order, log);
  const where = order.request.targets.map(({ repository }) => formatRepository(repository)).join(", ");
  log.info(order.decision.publish ? `Publishing to ${where}` : `Not publishing to ${where}: ${order.decision.reason}`);
}
function logTagNotices({ tagPlans }, log) {
  for (const notice2 of new Set(tagPlans.flatMap(({ notices }) => notices))) log.notice(notice2);
}
function describeBinary({ source, platform, linkage, go, rust, compiler }) {
  const made = go?.goVersion ?? (rust === void 0 ? compiler : "Rust");
  const module = go?.main?.path === void 0 ? "" : ` (${printable(go.main.path, 100)})`;
  const by = made === void 0 ? "" : `, made by ${printable(made, 100)}${module}`;
  return `${printable(source.name, 200)}: ${formatPlatform(platform)}, ${linkage}, ${formatBytes(source.size)}${by}`;
}

// src/run/write-outputs.ts
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

// src/files/file-identity.ts
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
async function readExactly(name, handle, offset, length) {
  const buffer = Buffer.allocUnsafe(length);
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) throw changedError(name);
    filled += bytesRead;
  }
  return buffer;
}
async function* pieces(name, handle, start, end) {
  for (let at = start; at < end; at += PIECE) yield await readExactly(name, handle, at, Math.min(PIECE, end - at));
}

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
      return new ActionError("file", `"${said}" is a symbolic link that leads in a circle`, { cause: thrown });
    case "EACCES":
    case "EPERM":
      return new ActionError("file", `"${said}" may not be read by the user of this run`, {
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

// src/files/open-file.ts
var READ_ONLY = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
async function openFile(name, path = name) {
  const absolute = resolve(path);
  try {
    refuseSpecial(name, specialKind(await stat(absolute)));
    return await sourceOf(name, absolute, await open(absolute, READ_ONLY));
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
async function sourceOf(name, path, handle) {
  const opened = await handle.stat({ bigint: true });
  if (!opened.isFile()) {
    await handle.close();
    throw changedError(name);
  }
  return {
    name,
    path,
    size: Number(opened.size),
    read: (offset, length) => readExactly(name, handle, offset, length),
    stream: (start = 0, end = Number(opened.size)) => pieces(name, handle, start, end),
    assertUnchanged: () => assertSame(name, path, handle, opened),
    close: () => handle.close()
  };
}
async function assertSame(name, path, handle, opened) {
  const now = await handle.stat({ bigint: true });
  const named = await stat(path, { bigint: true }).catch(() => void 0);
  if (named === void 0 || !sameIdentity(now, opened) || !sameIdentity(named, opened)) throw changedError(name);
}

// src/files/read-text.ts
async function readText(name, path, limit) {
  const file = await openFile(name, path);
  try {
    if (file.size > limit) throw fault(name, `has ${file.size} bytes, and at most ${limit} are read`);
    return decode(name, await file.read(0, file.size));
  } finally {
    await file.close();
  }
}
function decode(name, bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw fault(name, "is not text in UTF-8");
  }
}
function fault(name, what) {
  return new ActionError("file", `"${printable(name)}" ${what}`, { hint: "Was another file meant?" });
}

// src/action/append-text.ts
var FLAGS = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0);
async function appendText(file, text) {
  const handle = await open(file, FLAGS);
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}

// src/action/report/artifacts.ts
var LIMIT = 16 * 1024 * 1024;
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
  const earlier = subjectsOf(await textOf(list ?? ""));
  const own = await textOf(file);
  const lines = [...own.matchAll(/^oci:\/\/(.+?)@(sha256:[0-9a-f]{64})$/gm)];
  return new Map([...earlier, ...lines.map(([, name = "", digest]) => [name, digest])]);
}
function textOf(file) {
  return file === "" ? Promise.resolve("") : readText(file, file, LIMIT).catch(() => "");
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

// src/action/report/tags-of.ts
var STANDING = /* @__PURE__ */ new Set(["written", "moved", "unchanged"]);
function tagsOf({ name, tags }) {
  return tags.filter(({ state }) => STANDING.has(state)).map((tag) => `${name}:${tag.name}`);
}

// src/action/report/metadata.ts
function metadataOf(report) {
  const images = report.images.filter(({ error: error2 }) => error2 === void 0);
  const digest = images[0]?.digest ?? report.root.digest;
  const names = images.flatMap((image) => {
    const tags = tagsOf(image);
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

// src/action/report/outputs.ts
function outputsOf(report) {
  const images = report.images.filter(({ error: error2 }) => error2 === void 0);
  const first = images[0];
  const single = report.platforms.length === 1 ? report.platforms[0] : void 0;
  return {
    digest: first?.digest ?? report.root.digest,
    image: first === void 0 ? "" : `${first.name}@${first.digest}`,
    images: images.map(({ name, digest }) => `${name}@${digest}`).join("\n"),
    name: first?.name ?? "",
    tags: images.flatMap(tagsOf).join("\n"),
    version: report.version,
    imageid: single?.config ?? "",
    platforms: report.platforms.map(({ platform }) => platform).join(","),
    size: String(sizeOf(report.platforms)),
    pushed: String(report.pushed),
    metadata: JSON.stringify(metadataOf(report), null, 2)
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

// src/action/summary/markdown.ts
var SPECIAL = /[&<>|`*_[\]~#@\\!$"']|:(?=\/\/)|(?<=\bwww)\./gi;
function plain(text, limit = 200) {
  return printable(text, limit).replace(SPECIAL, (character) => `&#${character.codePointAt(0)};`);
}
function code(text, limit = 200) {
  return `<code>${plain(text, limit)}</code>`;
}
function codeBlock(language, lines) {
  return [`\`\`\`${language}`, ...lines.map((line) => line.replaceAll("`", "'")), "```"].join("\n");
}
function table(header, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}
function details(title, body) {
  return `<details><summary>${title}</summary>

${body}

</details>`;
}
function unbroken(text) {
  return text.replaceAll(" ", "&nbsp;");
}
function shortDigest(digest) {
  return hexOf(digest).slice(0, 8);
}

// src/action/summary/layers-section.ts
var UPLOADED = {
  sent: "sent",
  existed: "was there",
  mounted: "mounted"
};
function layersSection(report) {
  const rows = report.platforms.flatMap(({ platform, layers: layers2 }) => layers2.map((layer) => layerRow(platform, layer)));
  const layers = table(["layer", "size", "upload"], rows);
  return details("Layers, traffic and time", [layers, trafficTable(report)].join("\n\n"));
}
function layerRow(platform, { name, size, uploaded }) {
  const what = uploaded === void 0 ? "" : UPLOADED[uploaded];
  return [plain(`${platform} ${name}`.trim()), unbroken(formatBytes(size)), what];
}
function trafficTable({ traffic, stages, platforms }) {
  const layers = unique(platforms.flatMap((platform) => platform.layers));
  const saved = layers.filter(({ uploaded }) => uploaded !== void 0 && uploaded !== "sent");
  const rows = [
    ["sent", formatBytes(traffic.bytesSent)],
    ["saved: the registry had it", formatBytes(saved.reduce((sum, { size }) => sum + size, 0))],
    ["requests", `${traffic.requests}, ${traffic.tokenRequests} of them for tokens`],
    ["tried again", retriesOf(traffic)],
    ...stages.map(({ name, milliseconds }) => [`time: ${plain(name)}`, formatDuration(milliseconds)])
  ];
  return table(["what", "how much"], rows);
}
function retriesOf({ retries, waited }) {
  if (retries === 0) return "never";
  return `${retries === 1 ? "once" : `${retries} times`}, waiting ${formatDuration(waited)}`;
}
function unique(layers) {
  return [...new Map(layers.map((layer) => [layer.digest, layer])).values()];
}

// src/action/summary/summary.ts
function summaryOf(report) {
  const sections = [
    headline(report),
    ...report.images.map((image) => imageSection(report, image)),
    filesSection(report.files),
    platformsSection(report),
    checklist(report.checks),
    warningsSection(report.warnings),
    decisionsSection(report),
    layersSection(report)
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}
`;
}
function headline(report) {
  const name = report.images[0]?.name ?? "image";
  const version = report.version === "" ? "" : ` ${plain(report.version)}`;
  const failed = report.images.filter(({ error: error2 }) => error2 !== void 0);
  const state = failed.length > 0 ? `\u274C Not everywhere: ${failed.length} of ${report.images.length} registries failed.` : report.pushed ? "\u2705 Published." : `Built, not pushed: ${plain(report.reason)}.`;
  return [`## \u{1F4E6} ${plain(name)}${version}`, `${state} ${figures(report)}`].join("\n\n");
}
function figures(report) {
  const platforms = report.platforms.length === 1 ? "1 platform" : `${report.platforms.length} platforms`;
  return `${platforms}, ${formatBytes(sizeOf(report.platforms))} compressed, ${formatDuration(report.elapsed)}.`;
}
function isPublished({ pushed, images }) {
  return pushed || images.some(({ error: error2 }) => error2 !== void 0);
}
function imageSection(report, image) {
  const title = report.images.length > 1 ? [`### ${plain(image.name)}`] : [];
  if (image.error !== void 0)
    return [...title, `\u274C ${plain(image.error, 1e3)}`, tagsTable(image.tags)].filter(Boolean).join("\n\n");
  const reference = `${image.name}@${image.digest}`;
  if (!isPublished(report)) return [...title, codeBlock("text", [reference])].join("\n\n");
  const short = image.tags[0] === void 0 ? reference : `${image.name}:${image.tags[0].name}`;
  const commands = codeBlock("sh", [`docker pull ${reference}`, `docker run --rm ${short}`]);
  return [...title, codeBlock("text", [reference]), commands, tagsTable(image.tags)].filter(Boolean).join("\n\n");
}
var TAG_MARK = {
  written: "\u2705 written",
  moved: "\u2705 moved here",
  unchanged: "\u2705 was here already",
  "left alone": "\u2796 left alone",
  failed: "\u274C not written",
  unknown: "\u2753 not known whether it was written"
};
function tagsTable(tags) {
  if (tags.length === 0) return "";
  const rows = tags.map(({ name, state, reason }) => {
    return [code(name), TAG_MARK[state] + (reason === void 0 ? "" : `: ${plain(reason)}`)];
  });
  return table(["tag", "state"], rows);
}
function filesSection(files) {
  return files.length === 0 ? "" : `Written to disk: ${files.map((file) => code(file)).join(", ")}`;
}
function platformsSection({ platforms }) {
  const rows = platforms.map((one) => [
    plain(one.platform),
    unbroken(formatBytes(sizeOf([one]))),
    code(shortDigest(one.digest))
  ]);
  return table(["platform", "size", "digest"], rows);
}
var CHECK_MARK = { ok: "\u2705", none: "\u2796", warning: "\u26A0\uFE0F" };
function marked(mark, label, detail) {
  return `${mark}&nbsp;**${plain(label)}**: ${detail}`;
}
function checklist(checks) {
  if (checks.length === 0) return "";
  const lines = checks.map(({ state, label, detail }) => marked(CHECK_MARK[state], label, plain(detail, 400)));
  return ["### Checklist", lines.join("<br>\n")].join("\n\n");
}
function warningsSection(warnings) {
  return warnings.map((warning2) => `> \u26A0\uFE0F ${plain(warning2, 600)}`).join("\n>\n");
}
function decisionsSection({ decisions }) {
  if (decisions.length === 0) return "";
  const lines = decisions.map(({ part, included, reason }) => marked(included ? "\u2705" : "\u2796", part, plain(reason, 300)));
  return details("What the image got besides the binary, and why", lines.join("<br>\n"));
}

// src/action/summary/write-summary.ts
var LIMIT2 = 1024 * 1024;
async function writeSummary(report, environment, secrets, log) {
  const file = environment.GITHUB_STEP_SUMMARY;
  if (file === void 0 || file === "") return;
  const page = secrets.redact(secrets.redact(summaryOf(report)), (form) => plain(form, form.length * 2));
  if (Buffer.byteLength(page) > LIMIT2)
    return log.notice("The job summary was left out: it would be larger than 1 MiB.");
  await appendText(file, page).catch(
    (error2) => log.notice(`The job summary could not be written: ${messageOf(error2)}`)
  );
}

// src/run/write-digest-file.ts
async function checkDigestFile(path) {
  const stats = await stat(path).catch(() => void 0);
  if (stats === void 0 || stats.isFile() || stats.isCharacterDevice()) return;
  throw new ActionError("output", `digest-file: ${printable(path, 300)} is there and is not a file`, {
    hint: "Name the file to write, as in digest-file: digests/amd64."
  });
}
async function writeDigestFile(path, images) {
  try {
    await makeDirectory(dirname(path));
    await writeFile(path, `${images}
`);
  } catch (error2) {
    const message = `digest-file: ${printable(path, 300)} cannot be written: ${printable(messageOf(error2))}`;
    throw new ActionError("output", message, { cause: error2, hint: `All else was done. It would hold: ${images}` });
  }
}

// src/run/write-report.ts
async function writeReport(report, { digestFile, summary }, workspace, { environment, secrets, log }) {
  const outputs = outputsOf(report);
  const written = [
    await settled(async () => writeOutputs(outputs, environment)),
    await settled(async () => {
      if (digestFile !== "") await writeDigestFile(resolve(workspace, digestFile), outputs.images);
    })
  ];
  const published = report.pushed ? report.images.filter(({ error: error2 }) => error2 === void 0) : [];
  const notes = await recordArtifacts(environment, published).catch((error2) => [
    `GITHUB_ARTIFACTS: ${messageOf(error2)}`
  ]);
  for (const note of notes) log.notice(note);
  if (summary) await writeSummary(report, environment, secrets, log);
  if (outputs.image !== "") log.info(outputs.images);
  const failed = written.filter((error2) => error2 !== void 0);
  for (const error2 of failed.slice(1)) log.warning(messageOf(error2));
  if (failed.length > 0) throw failed[0];
}
async function afterFailure(failure, reporting, log) {
  try {
    await reporting;
  } catch (error2) {
    if (failure === void 0) throw error2;
    log.warning(messageOf(error2));
  }
}
async function settled(work) {
  try {
    await work();
  } catch (error2) {
    return error2;
  }
}

export {
  setSecret,
  debug,
  error,
  warning,
  notice,
  info,
  group,
  formatBytes,
  sizeOf,
  isDirectory,
  contentSize,
  sameIdentity,
  changedError,
  specialKind,
  readExactly,
  pieces,
  systemCode,
  unreadable,
  createdFrom,
  imageLabels,
  openFile,
  readText,
  checkDigestFile,
  tellOrder,
  logTagNotices,
  writeOutputs,
  writeReport,
  afterFailure
};
