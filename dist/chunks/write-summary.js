import {
  appendText
} from "./append-text.js";
import {
  summaryOf
} from "./summary.js";
import {
  sizeOf
} from "./outputs.js";
import {
  code,
  plain,
  table,
  unbroken
} from "./markdown.js";
import "./promises.js";
import {
  formatBytes
} from "./quantities.js";
import "./builtin-node-fs.js";
import "./printable.js";
import {
  messageOf
} from "./errors.js";
import "./shared.js";

// src/report/summary/programs-summary.ts
function summaryOfPrograms(outcomes) {
  const alone = outcomes.length === 1;
  const sections = outcomes.flatMap(({ report }) => report === void 0 ? [] : [summaryOf(report, alone)]);
  return outcomes[0]?.program === "" ? sections.join("") : [programsTable(outcomes), ...sections].join("\n");
}
function programsTable(outcomes) {
  const failed = outcomes.filter(({ failure }) => failure !== void 0).length;
  const count = outcomes.length === 1 ? "1 program" : `${outcomes.length} programs`;
  const headline = failed > 0 ? `\u274C ${failed} of ${count} failed.` : stateOf(outcomes);
  const rows = outcomes.map(({ program, report, failure }) => [
    code(program),
    failure === void 0 ? report?.pushed === true ? "\u2705" : "\u2796" : `\u274C ${plain(messageOf(failure), 400)}`,
    report === void 0 ? "" : report.images.map(({ name }) => code(name)).join("<br>"),
    report === void 0 ? "" : plain(report.platforms.map(({ platform }) => platform).join(", ")),
    report === void 0 ? "" : unbroken(formatBytes(sizeOf(report.platforms))),
    report === void 0 ? "" : code(report.root.digest.slice(0, 19))
  ]);
  const traffic = outcomes.findLast(({ report }) => report !== void 0)?.report?.traffic;
  const sent = traffic === void 0 || traffic.requests === 0 ? "" : ` ${formatBytes(traffic.bytesSent)} sent in ${traffic.requests} requests, ${traffic.tokenRequests} of them for tokens.`;
  const lines = table(["program", "state", "image", "platforms", "size", "digest"], rows);
  return `${[`## \u{1F4E6} ${count}`, `${headline}${sent}`, lines].join("\n\n")}
`;
}
function stateOf(outcomes) {
  const reports = outcomes.flatMap(({ report }) => report === void 0 ? [] : [report]);
  const local = reports.find(({ pushed }) => !pushed);
  return local === void 0 ? "\u2705 Published." : `Built, not pushed: ${plain(local.reason)}.`;
}

// src/report/summary/write-summary.ts
var LIMIT = 1024 * 1024;
async function writeSummary(outcomes, environment, secrets, log) {
  const page = summaryOfPrograms(outcomes);
  const fits = Buffer.byteLength(page) <= LIMIT || outcomes.length === 1;
  await writePage(fits ? page : programsTable(outcomes), environment, secrets, log);
}
async function writePage(text, environment, secrets, log) {
  const file = environment.GITHUB_STEP_SUMMARY;
  if (file === void 0 || file === "") return;
  const page = secrets.redact(secrets.redact(text), (form) => plain(form, form.length * 2));
  if (Buffer.byteLength(page) > LIMIT)
    return log.notice("The job summary was left out: it would be larger than 1 MiB.");
  await appendText(file, page).catch(
    (error) => log.notice(`The job summary could not be written: ${messageOf(error)}`)
  );
}
export {
  writePage,
  writeSummary
};
