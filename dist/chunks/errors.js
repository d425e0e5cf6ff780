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

// src/printable.ts
var IPV6 = /^(?!.*::.*::|.*:::)[0-9a-f.:]*\d[0-9a-f.:]*$/i;
function printable(text, limit = 500) {
  const line = text.slice(0, limit * 4).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").replace(
    /\[::\]|[\w.:]*::[\w.:]*/g,
    (word, at) => at > 0 && (word === "[::]" || IPV6.test(word)) ? word : apart(word)
  ).replace(/##\[/g, "# #[").trim();
  return line.length > limit ? `${line.slice(0, limit - 1)}\u2026` : line;
}
function apart(word) {
  return word.replace(/:(?=:)/g, ": ");
}

export {
  ActionError,
  about,
  ProblemsError,
  messageOf,
  printable
};
