import {
  appendText
} from "./append-text.js";
import {
  summaryOf
} from "./summary.js";
import "./outputs.js";
import "./builtin-node-fs.js";
import "./quantities.js";
import "./promises.js";
import {
  plain
} from "./markdown.js";
import "./printable.js";
import {
  messageOf
} from "./errors.js";
import "./shared.js";

// src/report/summary/write-summary.ts
var LIMIT = 1024 * 1024;
async function writeSummary(report, environment, secrets, log) {
  await writePage(summaryOf(report), environment, secrets, log);
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
