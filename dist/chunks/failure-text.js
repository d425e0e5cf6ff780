import {
  printable
} from "./printable.js";
import {
  ActionError,
  ProblemsError,
  messageOf
} from "./errors.js";

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

export {
  failureText
};
