import { OWN_FLAGS } from './start-command.js';
import { EXPRESSION_DEFAULTS, SWITCH_INPUTS } from './start.js';
import { require_dist } from './parser.js';
import './builtin-node-util.js';
import { __toESM } from './boot.js';

// src/cli/flag-descriptions.ts
var import_yaml = __toESM(require_dist(), 1);
var TOLD_OTHERWISE = {
  binary: {
    text: "The static binary, or several: the same as naming them without a flag. A list of `path` or `platform=path`, globs allowed."
  },
  push: {
    text: "Push. `on-tag` pushes where a CI system says that a git tag was pushed, `auto` on branches too; without a push all is built and checked, and the digest is told.",
    preset: "on-tag"
  },
  "github-token": {
    text: "Token for ghcr.io, where nothing else is configured. Default: the variable GITHUB_TOKEN.",
    preset: ""
  },
  summary: { text: "Print the summary." }
};
function flagGroups(actionYml) {
  const groups = [];
  const inputs = (0, import_yaml.parseDocument)(actionYml).get("inputs");
  if (!(0, import_yaml.isMap)(inputs)) throw new Error("action.yml has no inputs");
  inputs.items.forEach(({ key, value }, place) => {
    if (!(0, import_yaml.isScalar)(key)) return;
    const title = (place === 0 ? inputs.commentBefore : key.commentBefore)?.trim();
    if (title || groups.length === 0) groups.push({ title: title || "Flags", flags: [] });
    groups.at(-1)?.flags.push(describeInput(String(key.value), value));
  });
  const own = Object.entries(OWN_FLAGS).map(([name, flag]) => ({
    name,
    usage: ownUsage(name, flag),
    text: flag.text,
    preset: ""
  }));
  return [...groups, { title: "The command itself", flags: own }];
}
function describeInput(name, value) {
  const told = (0, import_yaml.isMap)(value) ? { text: String(value.get("description") ?? ""), preset: String(value.get("default") ?? "") } : { text: "", preset: "" };
  const preset = name in EXPRESSION_DEFAULTS ? "" : told.preset;
  const usage = SWITCH_INPUTS.has(name) ? `--${name}[=VALUE]` : `--${name} VALUE`;
  return { name, usage, text: told.text, preset, ...TOLD_OTHERWISE[name] };
}
function ownUsage(name, flag) {
  if (name === "help") return "-h, --help [FLAG]";
  return flag.value === void 0 ? `--${name}` : `--${name} ${flag.value}`;
}

export { flagGroups };
