// src/errors.ts
var ActionError = class extends Error {
  name = "ActionError";
  code;
  hint;
  constructor(code, message, detail = {}) {
    super(message, detail.cause === void 0 ? void 0 : { cause: detail.cause });
    this.code = code;
    this.hint = detail.hint;
  }
};
function withHint({ message, hint }) {
  if (hint === void 0 || hint === "") return message;
  return /[.?!]$/.test(message) ? `${message} ${hint}` : `${message}. ${hint}`;
}
function about(name, thrown) {
  if (!(thrown instanceof ActionError)) return thrown;
  return new ActionError(thrown.code, `${name}: ${thrown.message}`, { hint: thrown.hint, cause: thrown });
}
var ProblemsError = class extends ActionError {
  name = "ProblemsError";
  problems;
  constructor(code, problems) {
    super(code, problems.join("\n"));
    this.problems = problems;
  }
};
function messageOf(thrown) {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

export {
  ActionError,
  withHint,
  about,
  ProblemsError,
  messageOf
};
