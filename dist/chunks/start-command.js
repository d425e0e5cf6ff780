import { INPUT_DEFAULTS, SWITCH_INPUTS, suggest, printable, SINGLE_INPUTS, formatBytes, Secrets, harmless, readInputs, plainLog, writeFile, readFile, systemClock, start, failureText } from './start.js';
import { parseArgs, stripVTControlCharacters } from './builtin-node-util.js';
import { ActionError, messageOf } from './boot.js';

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

// src/cli/in-flags.ts
var NAMES = Object.keys(INPUT_DEFAULTS).sort((a, b) => b.length - a.length).join("|");
var PROBLEM = new RegExp(`^(- )?(${NAMES}): `, "gm");
var ADVICE = new RegExp(
  `(?<=[\\s(\`])(${NAMES}): (true|false|none|auto|gzip|public|registry\\.example\\.com/[\\w./-]*\\w)`,
  "g"
);
function inFlags(text) {
  return text.replace(
    PROBLEM,
    (whole, mark, name) => name === "binary" ? whole : `${mark ?? ""}--${name}: `
  ).replace(ADVICE, (_, name, value) => flag(name, value));
}
function flag(name, value) {
  if (value === "true") return `--${name}`;
  return value === "false" ? `--no-${name}` : `--${name}=${value}`;
}

// src/cli/terminal.ts
var CLEAR_LINE = "\r\x1B[K";
var INTERVAL = 100;
var WINDOW = 3e3;
var Terminal = class {
  #screen;
  #clock;
  #shown = "";
  constructor(screen, clock) {
    this.#screen = screen;
    this.#clock = clock;
  }
  print(text) {
    this.#screen.write(this.#shown === "" ? `${text}
` : `${CLEAR_LINE}${text}
${this.#shown}`);
  }
  watch(transfer) {
    if (this.#screen.isTTY !== true) return () => {
    };
    const rate = new Rate();
    const look = () => this.#show(progressLine(transfer(), rate.at(this.#clock.now(), transfer().sent)));
    const timer = setInterval(look, INTERVAL);
    timer.unref();
    return () => {
      clearInterval(timer);
      this.#show("");
    };
  }
  #show(line) {
    const text = line.slice(0, Math.max(20, (this.#screen.columns || 80) - 1));
    if (text !== this.#shown) this.#screen.write(CLEAR_LINE + text);
    this.#shown = text;
  }
};
function progressLine({ sent, total }, bytesPerSecond) {
  if (total === 0) return "Asking the registry \u2026";
  const rate = bytesPerSecond < 1 ? "" : `, ${formatBytes(Math.round(bytesPerSecond))}/s`;
  const left = rate === "" || sent >= total ? "" : `, ${Math.ceil((total - sent) / bytesPerSecond)} s left`;
  return `Sending ${formatBytes(sent)} of ${formatBytes(total)}${rate}${left}`;
}
var Rate = class {
  #looks = [];
  at(time, bytes) {
    this.#looks = [...this.#looks.filter((look) => time - look.time <= WINDOW), { time, bytes }];
    const first = this.#looks[0] ?? { time, bytes };
    return time === first.time ? 0 : (bytes - first.bytes) * 1e3 / (time - first.time);
  }
};
function hasColors(environment, screen) {
  if (environment["NO_COLOR"]) return false;
  if (environment["FORCE_COLOR"] && environment["FORCE_COLOR"] !== "0") return true;
  return screen.isTTY === true && environment["TERM"] !== "dumb";
}
var COLORS = {
  title: colored(1),
  detail: colored(2),
  notice: colored(36),
  warning: colored(33),
  error: colored(31)
};
function colored(code) {
  return (text) => `\x1B[${code}m${stripVTControlCharacters(text)}\x1B[0m`;
}

// src/cli/command.ts
async function commandCaller(line, surroundings) {
  const { environment, screen, write } = surroundings;
  const secrets = new Secrets();
  const terminal = new Terminal(screen, surroundings.clock);
  const verbose = line.dryRun || line.debug || environment["CI"] !== void 0;
  const log = commandLog(line, surroundings, secrets, terminal, verbose);
  const show = (text) => terminal.print(harmless(secrets.redact(text)));
  const say = (text) => write(`${harmless(secrets.redact(text))}
`);
  return {
    inputs: readInputs(await variablesOf(line, surroundings)),
    log,
    secrets,
    results: {
      writeOutputs: async (outputs) => {
        if (line.dotenv !== "") await writeDotenv(line.dotenv, outputs);
        if (line.json) say((await import('./cli-outputs.js')).jsonOf(outputs));
      },
      announce: (images) => {
        if (!line.json) say(images);
        if (line.dryRun) show("This was a dry run: nothing was sent.");
      },
      writeSummary: async (outcomes) => {
        for (const { report } of outcomes) if (report !== void 0) await printSummary(report, show, verbose);
      }
    },
    ...screen.isTTY === true && environment["CI"] === void 0 ? { progress: terminal } : {},
    exitCodeOf: (thrown) => thrown instanceof ActionError && thrown.code === "input" ? 2 : 1
  };
}
function commandLog({ debug }, { environment, clock, screen }, secrets, terminal, verbose) {
  const log = plainLog({
    environment,
    clock,
    clean: (text) => harmless(secrets.redact(text)),
    print: (text) => terminal.print(text),
    ...hasColors(environment, screen) ? { style: COLORS } : {}
  });
  const brief = { info: () => {
  }, group: (_, work) => work() };
  const debugging = debug || environment["RUNNER_DEBUG"] === "1";
  return {
    ...log,
    ...verbose ? {} : brief,
    error: (text) => log.error(inFlags(text)),
    warning: (text) => log.warning(inFlags(text)),
    notice: (text) => log.notice(inFlags(text)),
    debug: (text) => {
      if (debugging) log.debug(text);
    },
    secret: (value) => secrets.add(value)
  };
}
async function variablesOf(line, { environment, readInput: readInput2 }) {
  const flags = Object.entries(line.inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  return {
    ...environment,
    INPUT_PUSH: environment["INPUT_PUSH"] || "on-tag",
    INPUT_GITHUB_TOKEN: environment["INPUT_GITHUB_TOKEN"] || environment["GITHUB_TOKEN"],
    ...Object.fromEntries(flags),
    ...line.dryRun ? { INPUT_PUSH: "false" } : {},
    ...line.passwordStdin ? { INPUT_PASSWORD: await passwordFrom(line, readInput2) } : {}
  };
}
async function passwordFrom({ inputs }, readInput2) {
  if (inputs.password !== void 0) throw new UsageError("--password and --password-stdin are both given; give one");
  if (inputs.username === void 0) throw new UsageError("--password-stdin needs --username");
  const password = (await readInput2()).replace(/\r?\n$/, "");
  if (password === "")
    throw new UsageError("--password-stdin: standard input is empty. Is the variable with the password set?");
  return password;
}
var DETAILS = /<details>.*?<\/details>\n*/gs;
async function printSummary(report, print, verbose) {
  const [{ summaryOf }, { terminalView }] = await Promise.all([
    import('./publish.js').then(function (n) { return n.summarySummary; }),
    import('./terminal-view.js')
  ]);
  const page = inFlags(summaryOf(report));
  print(`
${terminalView((verbose ? page : page.replace(DETAILS, "")).trim()).join("\n")}
`);
}
async function writeDotenv(path, outputs) {
  try {
    await writeFile(path, (await import('./cli-outputs.js')).dotenvOf(outputs));
  } catch (error) {
    const message = `--dotenv: ${printable(path, 300)} cannot be written: ${printable(messageOf(error))}`;
    throw new ActionError("output", message, { cause: error, hint: "All else was done." });
  }
}
async function answerOf(line, distribution) {
  const beside = (name) => readFile(new URL(`../${name}`, distribution), "utf8");
  if (line.kind === "version") return `${JSON.parse(await beside("package.json")).version}
`;
  if (line.kind === "completion") return (await import('./completion.js')).completionFor(line.shell);
  const [{ flagGroups }, { flagHelp, helpText }] = await Promise.all([
    import('./flag-descriptions.js'),
    import('./help.js')
  ]);
  const groups = flagGroups(await beside("action.yml"));
  return `${flagHelp(groups, line.topic) ?? helpText(groups)}
`;
}

// src/start-command.ts
async function runCommandLine(args, distribution, encoder, ending) {
  const write = (text) => void process.stdout.write(text);
  try {
    const line = readCommandLine(args);
    if (line.kind !== "run") return write(await answerOf(line, distribution));
    const surroundings = { environment: process.env, clock: systemClock, screen: process.stderr, write, readInput };
    const caller = await commandCaller(line, surroundings);
    await start(distribution, encoder, caller, ending);
  } catch (error) {
    process.stderr.write(`${harmless(`Error: ${failureText(error)}`)}
`);
    process.exitCode = error instanceof ActionError ? 2 : 1;
    process.stderr.write("", () => process.exit());
  }
}
async function readInput() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

var startCommand = /*#__PURE__*/Object.freeze({
  __proto__: null,
  runCommandLine: runCommandLine
});

export { FLAGS_WITHOUT_VALUE, FLAG_NAMES, OWN_FLAGS, UsageError, startCommand };
