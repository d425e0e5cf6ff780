import {
  contentSize
} from "./entry.js";
import {
  readText
} from "./read-text.js";
import {
  appendText
} from "./append-text.js";
import {
  outputsOf,
  sizeOf
} from "./outputs.js";
import {
  makeDirectory
} from "./make-directory.js";
import {
  stat,
  writeFile
} from "./promises.js";
import {
  tagNames
} from "./semver.js";
import {
  formatPlatform
} from "./platform.js";
import {
  formatRepository
} from "./reference.js";
import {
  formatBytes
} from "./quantities.js";
import {
  dirname,
  resolve
} from "./builtin-node-path.js";
import {
  printable
} from "./printable.js";
import {
  ActionError,
  messageOf
} from "./errors.js";

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
  const name = order.program === "" ? "" : ` (${order.program})`;
  await log.group(`What was found${name}`, async () => {
    for (const binary of order.binaries) log.info(describeBinary(binary));
  });
  await log.group(`What the image will be${name}`, async () => {
    for (const line of describePlan(plan)) log.info(line);
  });
  if (order.stages.length > 0)
    await (await import("./describe-stages.js")).describeStages(order.stages, order.decision.publish, log);
  for (const notice of plan.notices) log.notice(notice);
  for (const warning of plan.warnings) log.warning(warning);
  logTagNotices(order, log);
  const where = order.request.targets.map(({ repository }) => formatRepository(repository)).join(", ");
  const tags = tagsOf(order);
  if (tags !== "") log.info(`Tags asked for: ${tags}`);
  log.info(order.decision.publish ? `Publishing to ${where}` : `Not publishing to ${where}: ${order.decision.reason}`);
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

// src/report/program-outputs.ts
var LISTS = ["images", "tags", "sbom"];
function outputsOfPrograms(outcomes) {
  const [only] = outcomes;
  if (only?.program === "") return only.report === void 0 ? {} : outputsOf(only.report);
  const known = outcomes.flatMap(({ program, report }) => {
    return report === void 0 ? [] : [{ program, report, outputs: outputsOf(report) }];
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
async function writeReport(outcomes, orders, { environment, results, log }) {
  const { request: { digestFile = "", summary = false } = {}, workspace = "" } = orders[0] ?? {};
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

export {
  distinctLayers,
  logConfig,
  logTagNotices,
  createdFrom,
  checkDigestFile,
  writeReport,
  afterFailure
};
