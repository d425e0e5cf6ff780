import {
  readText
} from "./read-text.js";
import {
  formatRepository
} from "./reference.js";
import {
  require_node_fs
} from "./builtin-whole-node-path.js";
import {
  contentSize
} from "./entry.js";
import {
  formatPlatform
} from "./platform.js";
import {
  appendText,
  outputsOf,
  writeSummary
} from "./summary.js";
import {
  existsSync,
  statSync
} from "./builtin-node-fs.js";
import {
  formatBytes
} from "./quantities.js";
import {
  makeDirectory
} from "./make-directory.js";
import {
  dirname,
  resolve
} from "./builtin-node-path.js";
import {
  stat,
  writeFile
} from "./promises.js";
import {
  printable
} from "./printable.js";
import {
  ActionError,
  messageOf
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
async function logConfig(order, plan, log) {
  await log.group("What was found", async () => {
    for (const binary of order.binaries) log.info(describeBinary(binary));
  });
  await log.group("What the image will be", async () => {
    for (const line of describePlan(plan)) log.info(line);
  });
  if (order.stages.length > 0)
    await (await import("./describe-stages.js")).describeStages(order.stages, order.decision.publish, log);
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
  const by = made === void 0 ? "" : `, built with ${printable(made, 100)}${module}`;
  return `${printable(source.name, 200)}: ${formatPlatform(platform)}, ${linkage}, ${formatBytes(source.size)}${by}`;
}

// src/image/created.ts
var LATEST = 253402300799;
function createdFrom({ input, sourceDateEpoch = "", commitTime, binaries }) {
  if (input !== "") return chosen(parseTime(input), "created");
  if (sourceDateEpoch.trim() !== "") return chosen(parseEpoch(sourceDateEpoch.trim()), "SOURCE_DATE_EPOCH");
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

// src/report/artifacts.ts
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
  } catch (error2) {
    const message = `digest-file: ${printable(path, 300)} cannot be written: ${printable(messageOf(error2))}`;
    throw new ActionError("output", message, {
      cause: error2,
      hint: `Everything else was done. The file would hold: ${images}`
    });
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
  logConfig,
  logTagNotices,
  createdFrom,
  checkDigestFile,
  writeOutputs,
  writeReport,
  afterFailure
};
