import {
  INPUT_DEFAULTS,
  SINGLE_INPUTS,
  SWITCH_INPUTS
} from "./input-table.js";
import {
  suggest
} from "./suggest.js";
import {
  parseArgs
} from "./builtin-node-util.js";
import {
  printable
} from "./printable.js";
import {
  ActionError
} from "./errors.js";

// src/cli/usage-error.ts
var UsageError = class extends ActionError {
  name = "UsageError";
  constructor(message, hint = "from-scratch --help lists every flag.") {
    super("input", message, { hint });
  }
};

// src/cli/command-line.ts
var OWN_FLAGS = {
  "dry-run": { text: "Send nothing; show the plan, the tags and the digest." },
  json: { text: "Print the outputs as JSON instead of the image reference." },
  "password-stdin": { text: "Read the password from standard input." },
  dotenv: {
    value: "FILE",
    text: "Also write the outputs as FROM_SCRATCH_\u2026=\u2026 lines, for GitLab's artifacts:reports:dotenv."
  },
  debug: { text: "Log every request, and where an error came from." },
  completion: { value: "SHELL", text: "Print a completion script for bash, zsh or fish." },
  version: { text: "Print the version of this command." },
  help: { text: "Show this. With the name of a flag, all about it." }
};
function readCommandLine(args) {
  const { flags, files } = readWords(args);
  const last = (name) => flags.findLast((flag) => flag.name === name)?.value;
  if (last("help") !== void 0) return { kind: "help", topic: topicOf(last("help") ?? "", files) };
  if (last("completion") !== void 0) return { kind: "completion", shell: last("completion") ?? "" };
  if (last("version") === "") return { kind: "version" };
  if (args.length === 0) throw new UsageError("Nothing to publish was named", START);
  return {
    kind: "run",
    inputs: inputsOf(flags, files),
    dryRun: last("dry-run") !== void 0,
    json: last("json") !== void 0,
    passwordStdin: last("password-stdin") !== void 0,
    debug: last("debug") !== void 0,
    dotenv: last("dotenv") ?? ""
  };
}
var START = "Give the static binary, and where it goes:\n  from-scratch ./app --image ghcr.io/you/app --tags 1.0.0 --push\nfrom-scratch --help tells the rest.";
function topicOf(value, [first = ""]) {
  return (value || first).replace(/^-+/, "");
}
var FLAG_NAMES = [
  ...Object.keys(INPUT_DEFAULTS),
  ...Object.keys(OWN_FLAGS).filter((name) => !(name in INPUT_DEFAULTS))
];
var FLAGS_WITHOUT_VALUE = new Set(
  Object.entries(OWN_FLAGS).flatMap(([name, flag]) => "value" in flag || name in INPUT_DEFAULTS ? [] : [name])
);
function readWords(args) {
  const types = FLAG_NAMES.map(
    (name) => [name, { type: FLAGS_WITHOUT_VALUE.has(name) || SWITCH_INPUTS.has(name) ? "boolean" : "string" }]
  );
  const options = Object.fromEntries([...types, ["help", { type: "boolean", short: "h" }]]);
  const words = withSwitchValues(args);
  const { tokens } = parseArgs({ args: words, options, strict: false, allowPositionals: true, tokens: true });
  const flags = [];
  const files = [];
  for (const token of tokens) {
    if (token.kind === "positional") files.push(token.value);
    if (token.kind === "option") flags.push(flagOf(token.rawName, token.name, token.value, token.inlineValue === true));
  }
  return { flags, files };
}
function withSwitchValues(args) {
  const words = [];
  for (const word of args) {
    const before = words.at(-1) ?? "";
    const isSwitch = before.startsWith("--") && SWITCH_INPUTS.has(before.slice(2));
    if (isSwitch && /^(?:auto|on-tag|true|false)$/.test(word)) words[words.length - 1] = `${before}=${word}`;
    else words.push(word);
  }
  return words.at(-1) === "--version" ? [...words.slice(0, -1), "--version="] : words;
}
function flagOf(raw, name, value, inline) {
  const negated = name.startsWith("no-") ? name.slice(3) : "";
  if (SWITCH_INPUTS.has(negated) && FLAG_NAMES.includes(negated) && !inline) return { name: negated, value: "false" };
  if (!FLAG_NAMES.includes(name)) throw unknownFlag(raw, name);
  if (FLAGS_WITHOUT_VALUE.has(name)) {
    if (inline && name !== "help") throw new UsageError(`${raw} takes no value`);
    return { name, value: value ?? "" };
  }
  if (SWITCH_INPUTS.has(name)) return { name, value: inline ? value ?? "" : "true" };
  if (value === void 0 || !inline && /^-./.test(value)) {
    throw new UsageError(
      `${raw} needs a value, as in ${raw}=VALUE`,
      `from-scratch --help ${name} tells what it takes.`
    );
  }
  return { name, value };
}
function unknownFlag(raw, name) {
  const near = suggest(name, FLAG_NAMES);
  return new UsageError(`${printable(raw)} is not a flag${near === void 0 ? "" : `; did you mean --${near}?`}`);
}
function inputsOf(flags, files) {
  const inputs = files.length === 0 ? {} : { binary: files.join("\n") };
  for (const { name, value } of flags) {
    if (!(name in INPUT_DEFAULTS)) continue;
    const before = SINGLE_INPUTS.has(name) || SWITCH_INPUTS.has(name) ? void 0 : inputs[name];
    inputs[name] = before === void 0 ? value : `${before}
${value}`;
  }
  return inputs;
}

export {
  UsageError,
  OWN_FLAGS,
  readCommandLine,
  FLAG_NAMES,
  FLAGS_WITHOUT_VALUE
};
