import './boot.js';

// src/cli/help.ts
var WIDTH = 80;
var INDENT = 26;
var INTRODUCTION = `from-scratch turns static Linux binaries into a FROM scratch image and pushes it
straight to a registry. No Docker, no Dockerfile.

Usage: from-scratch BINARY... --image NAME [--tags TAG] [--push] [FLAG...]

  from-scratch app --image ghcr.io/you/app --tags 1.0.0          look at it
  from-scratch app --image ghcr.io/you/app --tags 1.0.0 --push   and push it
  from-scratch dist/* --image localhost:5000/app --tags dev --push
  from-scratch app --image you/app --output docker-archive:app.tar:you/app:dev

Without --push nothing is sent, except where a CI system says that a git tag was
pushed. Logins of docker and podman are found. Lists may be repeated or have
commas: --tags 1.2.3,latest. The digest goes to standard output, all else to
standard error.`;
var CLOSING = `A variable INPUT_<FLAG> stands for a flag that is not given: INPUT_PASSWORD
keeps a secret out of the list of processes.

Exit codes: 0 done, 1 failed, 2 wrong usage.
All about one flag: from-scratch --help tags`;
function helpText(groups) {
  const sections = groups.map(({ title, flags }) => [`${title}:`, ...flags.map(flagLine)].join("\n"));
  return [INTRODUCTION, ...sections, CLOSING].join("\n\n");
}
function flagHelp(groups, name) {
  const found = groups.flatMap(({ flags }) => flags).find((flag) => flag.name === name);
  if (found === void 0) return void 0;
  const preset = found.preset === "" ? [] : [`Default: ${found.preset}`];
  return [found.usage, "", ...wrapped(plain(found.text), WIDTH), ...preset].join("\n");
}
function flagLine({ usage: flag, text, preset }) {
  const usage = `  ${flag}`;
  const told = preset === "" || preset === "false" ? "" : ` [${preset}]`;
  const lines = wrapped(`${firstSentence(plain(text))}${told}`, WIDTH - INDENT).map(
    (line) => " ".repeat(INDENT) + line
  );
  if (usage.length >= INDENT - 1) return [usage, ...lines].join("\n");
  return [usage.padEnd(INDENT) + (lines[0] ?? "").trimStart(), ...lines.slice(1)].join("\n");
}
function plain(text) {
  return text.replaceAll("`", "").replace(/\s+/g, " ").trim();
}
function firstSentence(text) {
  return /^.*?[^.]\.(?=\s+[A-Z`]|$)/.exec(text)?.[0] ?? text;
}
function wrapped(text, width) {
  const lines = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== void 0 && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

export { flagHelp, helpText };
