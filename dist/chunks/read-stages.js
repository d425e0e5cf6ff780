import { readExpose, readStopSignal, readDuration } from './ports.js';
import { quote, posix, nameFault, printable, LARGEST_ID, integer, present, formatPlatform, didYouMean, Problems, formatPosition, EMPTY_BLOCK, PathWalk, partsOf, node_zlib_default, bytesSource, parentPath, nameAt, fileAt, systemCode, unreadable, lstat, readlink, sep, specialKind, compareBytes, realpath, locateSource, assembleKit, kitLink, kitDirectory, FileTree, programOf, inspectBinary, samePlatform, checkStageNames, locateProblems, resolve, stat, readFile } from './start.js';
import { inspectFile, listDirectory, assertEntryName, refuseSpecial, expandPlatform, SmallFileBudget } from './find-for-platform.js';
import { promisify } from './builtin-node-util.js';
import { ActionError, ProblemsError, about } from './boot.js';

// src/dockerfile/wildcard.ts
function matchingPrefixes(tokens, text) {
  const lengths = [];
  let states = /* @__PURE__ */ new Set();
  enter(tokens, 0, states);
  for (let at = 0; ; at += 1) {
    if (states.has(tokens.length)) lengths.push(at);
    const char = text[at];
    if (char === void 0 || states.size === 0) return lengths;
    const next = /* @__PURE__ */ new Set();
    for (const state of states) step(tokens, state, char, next);
    states = next;
  }
}
function matchesWhole(tokens, text) {
  return matchingPrefixes(tokens, text).at(-1) === text.length;
}
function enter(tokens, index, states) {
  if (states.has(index)) return;
  states.add(index);
  const token = tokens[index];
  if (token?.kind === "star") enter(tokens, index + 1, states);
  if (token?.kind === "directories") {
    states.add(-1 - index);
    enter(tokens, index + 1, states);
  }
}
function step(tokens, state, char, next) {
  if (state < 0) {
    next.add(state);
    if (char === "/") enter(tokens, -state, next);
    return;
  }
  const token = tokens[state];
  switch (token?.kind) {
    case "char":
      if (token.char === char) enter(tokens, state + 1, next);
      return;
    case "any":
      if (token.slash || char !== "/") enter(tokens, state + 1, next);
      return;
    case "class":
      if (char !== "/" && token.ranges.some(([from, to]) => from <= char && char <= to) !== token.negated) {
        enter(tokens, state + 1, next);
      }
      return;
    case "star":
      if (token.slash || char !== "/") enter(tokens, state, next);
      return;
    default:
  }
}
function pathPattern(pattern, deep) {
  const tokens = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at] ?? "";
    if (char === "*" && deep && pattern[at + 1] === "*") {
      at += pattern[at + 2] === "/" ? 2 : 1;
      tokens.push(at === pattern.length - 1 ? { kind: "star", slash: true } : { kind: "directories" });
    } else if (char === "*") tokens.push({ kind: "star", slash: false });
    else if (char === "?") tokens.push({ kind: "any", slash: false });
    else if (char === "[") {
      const read = readClass(pattern, at + 1);
      if (read === void 0) return void 0;
      tokens.push(read.token);
      at = read.end;
    } else if (char === "\\") {
      at += 1;
      if (at === pattern.length) return void 0;
      tokens.push({ kind: "char", char: pattern[at] ?? "" });
    } else tokens.push({ kind: "char", char });
  }
  return tokens;
}
function readClass(pattern, start) {
  const negated = pattern[start] === "^";
  const ranges = [];
  for (let at = negated ? start + 1 : start; at < pattern.length; at += 1) {
    if (pattern[at] === "]")
      return ranges.length > 0 ? { token: { kind: "class", negated, ranges }, end: at } : void 0;
    if (pattern[at] === "\\") at += 1;
    const from = pattern[at];
    if (from === void 0) return void 0;
    let to = from;
    if (pattern[at + 1] === "-" && pattern[at + 2] !== void 0 && pattern[at + 2] !== "]") {
      at += 2;
      if (pattern[at] === "\\") at += 1;
      to = pattern[at] ?? from;
    }
    ranges.push([from, to]);
  }
  return void 0;
}
function hasWildcards(path) {
  return /[*?[]/.test(path.replace(/\\./g, ""));
}
function shellPattern(pattern) {
  const tokens = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at] ?? "";
    if (char === "*") tokens.push({ kind: "star", slash: true });
    else if (char === "?") tokens.push({ kind: "any", slash: true });
    else if (char !== "\\") tokens.push({ kind: "char", char });
    else {
      at += 1;
      if (!["*", "?", "\\", "}", "/"].includes(pattern[at] ?? "")) return void 0;
      tokens.push({ kind: "char", char: pattern[at] ?? "" });
    }
  }
  return tokens;
}

// src/dockerfile/ignore-patterns.ts
var IgnorePatterns = class _IgnorePatterns {
  #patterns;
  constructor(patterns) {
    this.#patterns = patterns;
  }
  /** @param malformed is called for each pattern that is not valid, with its index */
  static from(lines, malformed) {
    const patterns = lines.flatMap((line, index) => {
      const wanted = line.startsWith("!");
      const text = cleanPath(wanted ? line.slice(1).trim() : line);
      if (line.trim() === "") return [];
      const tokens = text === "" && wanted ? void 0 : pathPattern(text, true);
      if (tokens === void 0) malformed(index);
      return tokens === void 0 ? [] : [{ wanted, text, tokens }];
    });
    return new _IgnorePatterns(patterns);
  }
  /** @param path relative, without `.` and `..` */
  leavesOut(path) {
    let out = false;
    for (const { wanted, tokens } of this.#patterns) {
      if (wanted === out && pathAndParents(path).some((one) => matchesWhole(tokens, one))) out = !wanted;
    }
    return out;
  }
  /** A directory that is left out may still hold something that is wanted. */
  mayWantBelow(directory) {
    return this.#patterns.some(
      ({ wanted, text }) => wanted && (`${text}/`.startsWith(`${directory}/`) || /[*?[]/.test(text))
    );
  }
};
function pathAndParents(path) {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("/"));
}
function cleanPath(path) {
  const parts = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}
function ignoreLines(text) {
  return text.replace(/^\ufeff/, "").split(/\r?\n/).map((line) => line.startsWith("#") ? "" : line.trim());
}

// src/dockerfile/chmod.ts
var WHO = { u: 448, g: 56, o: 7, a: 511 };
function readModeChange(text) {
  if (/^[0-7]{1,8}$/.test(text)) {
    const mode = Number.parseInt(text, 8);
    return mode <= 4095 ? { mode } : void 0;
  }
  const clauses = [];
  for (const clause of text.split(",")) {
    const [, who = "", operator, permissions = ""] = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause) ?? [];
    if (operator !== "+" && operator !== "-" && operator !== "=") return void 0;
    clauses.push({
      who: [...who || "a"].reduce((bits, one) => bits | (WHO[one] ?? 0), 0),
      operator,
      read: permissions.includes("r"),
      write: permissions.includes("w"),
      execute: permissions.includes("x"),
      executeWhereUseful: permissions.includes("X"),
      setId: permissions.includes("s"),
      sticky: permissions.includes("t")
    });
  }
  return { clauses };
}
function changedMode(change, mode, isDirectory) {
  if ("mode" in change) return change.mode;
  return change.clauses.reduce((bits, clause) => applied(clause, bits, isDirectory), mode);
}
function applied(clause, mode, isDirectory) {
  const { who, operator } = clause;
  const execute = clause.execute || clause.executeWhereUseful && (isDirectory || (mode & 73) !== 0);
  const all = (clause.read ? 292 : 0) | (clause.write ? 146 : 0) | (execute ? 73 : 0);
  const ids = (who & 448 ? 2048 : 0) | (who & 56 ? 1024 : 0);
  const bits = all & who | (clause.setId ? ids : 0) | (clause.sticky ? 512 : 0);
  if (operator === "+") return mode | bits;
  return operator === "-" ? mode & ~bits : mode & ~(who | ids) | bits;
}

// src/dockerfile/words.ts
function splitWords(text, escapeCharacter) {
  const words = [];
  let quote2 = "";
  let start = -1;
  for (let at = 0; at <= text.length; at += 1) {
    const char = text[at] ?? "";
    const ends = at === text.length || quote2 === "" && /\s/.test(char);
    if (ends) {
      if (start >= 0) words.push({ text: text.slice(start, at), offset: start });
      start = -1;
      continue;
    }
    if (start < 0) start = at;
    if (char === escapeCharacter && quote2 !== "'") at = Math.min(at + 1, text.length - 1);
    else if (quote2 === "" && (char === '"' || char === "'")) quote2 = char;
    else if (char === quote2) quote2 = "";
  }
  return words;
}
function splitBlanks(text) {
  return [...text.matchAll(/\S+/g)].map((match) => ({ text: match[0], offset: match.index }));
}
function jsonList(text) {
  if (!text.trimStart().startsWith("[")) return void 0;
  try {
    const value = JSON.parse(text);
    if (!Array.isArray(value)) return void 0;
    if (value.every((item) => typeof item === "string")) return value;
    return { fault: "the list may hold texts only, in double quotes" };
  } catch {
    return void 0;
  }
}
function takeFlags(text, escapeCharacter) {
  const flags = [];
  for (const word of splitWords(text, escapeCharacter)) {
    if (word.text === "--") return { flags, rest: word.offset + 2 };
    if (!word.text.startsWith("--")) return { flags, rest: word.offset };
    const [, name = "", value = ""] = /^--([^=]*)=?(.*)$/s.exec(word.text) ?? [];
    flags.push({ name, value, offset: word.offset });
  }
  return { flags, rest: text.length };
}

// src/dockerfile/copy.ts
var FLAGS = {
  COPY: ["from", "chown", "chmod", "link", "parents", "exclude"],
  ADD: ["chown", "chmod", "link", "exclude", "unpack", "checksum", "keep-git-dir"]
};
function readCopy(context) {
  const { text } = context.instruction;
  const { flags, rest } = takeFlags(text, context.around.escapeCharacter);
  const options = readOptions(context, flags);
  const words = context.list(rest);
  if (options === void 0 || words === void 0) return;
  const target = words.at(-1);
  const sources = words.slice(0, -1);
  if (target === void 0 || sources.length === 0) {
    return context.fault(`needs what to copy and where to, as in ${context.instruction.keyword} app /app`);
  }
  const dst = context.path(target.text, target.offset);
  if (dst === void 0) return;
  if (sources.length > 1 && !dst.endsWith("/") && dst !== "/") {
    return context.fault(`several sources go into a directory, so that a slash must end it: ${dst}/`, target.offset);
  }
  addSteps(context, options, sources, dst);
}
function readOptions(context, flags) {
  const allowed = FLAGS[context.instruction.keyword] ?? [];
  const values = /* @__PURE__ */ new Map();
  for (const { name, value, offset } of flags) {
    if (!allowed.includes(name))
      return context.fault(`${quote(`--${name}`)} is not known; there are --${allowed.join(", --")}`, offset);
    const text = context.expand(value, offset);
    if (text === void 0) return void 0;
    const known = values.get(name);
    if (known === void 0) values.set(name, [text]);
    else known.push(text);
  }
  const [from] = values.get("from") ?? [];
  const [owner] = values.get("chown") ?? [];
  const [chmodText] = values.get("chmod") ?? [];
  const chmod = chmodText === void 0 ? void 0 : readModeChange(chmodText);
  if (chmodText !== void 0 && chmod === void 0) {
    return context.fault(`--chmod=${chmodText.slice(0, 40)} is not a valid mode; write octal digits as 0644, or u+x`);
  }
  return {
    ...from === void 0 ? {} : { from },
    ...owner === void 0 || owner === "" ? {} : { owner },
    ...chmod === void 0 ? {} : { chmod },
    parents: isSet(values.get("parents")),
    unpack: values.has("unpack") ? isSet(values.get("unpack")) : context.instruction.keyword === "ADD",
    exclude: values.get("exclude") ?? []
  };
}
function isSet(values) {
  return values !== void 0 && values[0]?.toLowerCase() !== "false";
}
function addSteps(context, options, sources, dst) {
  const { keyword, position, heredocs } = context.instruction;
  const { owner, chmod, parents, unpack, exclude } = options;
  const common = {
    keyword,
    position,
    dst,
    ...owner === void 0 ? {} : { owner },
    ...chmod === void 0 ? {} : { chmod }
  };
  const from = originOf(context, options);
  const paths = sources.filter(({ text }) => !isHeredoc(text)).flatMap((word) => checkedSource(context, word) ?? []);
  const steps = [];
  if (from !== void 0 && paths.length > 0) {
    steps.push({ ...common, type: "copy", from, sources: paths, exclude, parents, unpack });
  }
  for (const { name, content, expand: expand2 } of heredocs) {
    const text = expand2 ? context.expand(content, 0, false) : content;
    const fault2 = posix.basename(name) === name && name !== "." && name !== ".." ? nameFault(name) : `${quote(name)} is not the name of a file`;
    if (fault2 !== void 0) context.fault(fault2);
    else if (text !== void 0) steps.push({ ...common, type: "text", name, content: text });
  }
  context.state.steps.push(...steps);
}
function originOf(context, { from }) {
  if (from === void 0) return { kind: "context" };
  return context.around.originOf(from, (sentence) => context.fault(sentence));
}
function isHeredoc(text) {
  return /^\d*<<-?[^<]+$/.test(text);
}
var GIT = /^(?:git@|git:\/\/|ssh:\/\/)|^https?:\/\/.*\.git(?:[#?].*)?$/;
function checkedSource(context, { text, offset }) {
  if (GIT.test(text)) {
    return context.fault(
      "a repository is not fetched here; write actions/checkout with a path as a step before, and COPY the folder",
      offset
    );
  }
  if (/^https?:\/\//.test(text)) {
    const name = text.replace(/[?#].*$/, "").split("/").at(-1) || "file";
    const hint = `download it in a step before, check its digest there, and write COPY ${name.slice(0, 60)} instead`;
    return context.fault(`a URL is not fetched here; ${hint}`, offset);
  }
  const fault2 = text === "" ? "an empty source; is a variable not set?" : nameFault(text);
  return fault2 === void 0 ? text : context.fault(fault2, offset);
}

// src/dockerfile/expand.ts
var ExpandFault = class extends Error {
  name = "ExpandFault";
};
var LONGEST = 64 * 1024;
var DEEPEST = 50;
var MOST_STEPS = 4e6;
function expand(text, lookup, options) {
  return new Expansion(text, lookup, options).all();
}
var Expansion = class {
  #text;
  #lookup;
  #options;
  #at = 0;
  #depth = 0;
  constructor(text, lookup, options) {
    this.#text = text;
    this.#lookup = lookup;
    this.#options = options;
  }
  all() {
    return this.#until(void 0, false);
  }
  /** @param raw escapes stay, for a pattern to see */
  #until(stop, raw) {
    const { escapeCharacter, quotes } = this.#options;
    let result = "";
    for (; ; ) {
      if (result.length > LONGEST) throw new ExpandFault(`its value is longer than ${LONGEST} characters`);
      const char = this.#text[this.#at];
      if (char === void 0) break;
      if (char === stop) {
        this.#at += 1;
        return result;
      }
      if (char === "$") result += this.#dollar();
      else if (quotes && char === "'") result += this.#single();
      else if (quotes && char === '"') result += this.#double(raw);
      else if (char === escapeCharacter) result += this.#escaped(raw);
      else {
        result += char;
        this.#at += 1;
      }
    }
    if (stop !== void 0) throw new ExpandFault(`a ${stop} is missing`);
    return result;
  }
  #escaped(raw) {
    const pair = this.#text.slice(this.#at, this.#at + 2);
    this.#at += 2;
    return raw ? pair : pair.slice(1);
  }
  #single() {
    const end = this.#text.indexOf("'", this.#at + 1);
    if (end < 0) throw new ExpandFault("a closing ' is missing");
    const inner = this.#text.slice(this.#at + 1, end);
    this.#at = end + 1;
    return inner;
  }
  /** Only quotes, dollars and the escape character itself can be escaped in it. */
  #double(raw) {
    const { escapeCharacter } = this.#options;
    this.#at += 1;
    let result = "";
    for (; ; ) {
      if (result.length > LONGEST) throw new ExpandFault(`its value is longer than ${LONGEST} characters`);
      const char = this.#text[this.#at];
      if (char === void 0) throw new ExpandFault('a closing " is missing');
      if (char === '"') {
        this.#at += 1;
        return result;
      }
      if (char === "$") {
        result += this.#dollar();
        continue;
      }
      const next = this.#text[this.#at + 1] ?? "";
      if (char === escapeCharacter && ['"', "$", escape].includes(next)) result += this.#escaped(raw);
      else {
        result += char;
        this.#at += 1;
      }
    }
  }
  #dollar() {
    this.#at += 1;
    if (this.#text[this.#at] !== "{") {
      const name = this.#name();
      return name === "" ? "$" : this.#lookup(name) ?? "";
    }
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new ExpandFault(`variables stand in one another more than ${DEEPEST} deep`);
    this.#at += 1;
    const result = this.#braces();
    this.#depth -= 1;
    return result;
  }
  #braces() {
    const name = this.#name();
    const value = this.#lookup(name);
    const operator = this.#text[this.#at] ?? "";
    if (name === "") throw new ExpandFault("a name is missing after ${");
    this.#at += 1;
    if (operator === "}") return value ?? "";
    if (operator === "/") return this.#replaced(value ?? "");
    if (operator !== ":") return this.#modified(name, value, operator, value === void 0);
    const after = this.#text[this.#at] ?? "";
    this.#at += 1;
    return this.#modified(name, value, after, value === void 0 || value === "");
  }
  /** @param absent the variable counts as not set */
  #modified(name, value, operator, absent) {
    if (operator === "") throw new ExpandFault("a } is missing");
    const word = "-+?#%".includes(operator) ? this.#until("}", operator === "#" || operator === "%") : void 0;
    if (word === void 0) throw new ExpandFault(`"${operator}" is not a known modifier of \${${name}}`);
    switch (operator) {
      case "-":
        return absent ? word : value ?? "";
      case "+":
        return absent ? "" : word;
      case "?":
        if (absent) throw new ExpandFault(`${name}: ${word || "it is not set"}`);
        return value ?? "";
      default:
        return trimmed(value ?? "", operator, word);
    }
  }
  /** `${name/pattern/replacement}`, with a second slash after the name for every place. */
  #replaced(value) {
    const everywhere = this.#text[this.#at] === "/";
    if (everywhere) this.#at += 1;
    const pattern = tokensOf(this.#until("/", true));
    const replacement = this.#until("}", true);
    limit(value, pattern);
    let result = "";
    for (let at = 0; at < value.length; ) {
      const length = matchingPrefixes(pattern, value.slice(at)).at(-1);
      if (length === void 0 || length === 0) {
        result += value[at];
        at += 1;
        continue;
      }
      result += replacement;
      at += length;
      if (!everywhere) return result + value.slice(at);
      if (result.length > LONGEST) throw new ExpandFault(`its value is longer than ${LONGEST} characters`);
    }
    return result;
  }
  #name() {
    const rest = this.#text.slice(this.#at, this.#at + 1e3);
    const [name = ""] = /^(?:\d+|[@*#?$!-]|[\p{L}_][\p{L}\p{Nd}_]*)/u.exec(rest) ?? [];
    this.#at += name.length;
    return name;
  }
};
function trimmed(value, operator, word) {
  const greedy = word.startsWith(operator);
  const pattern = tokensOf(greedy ? word.slice(1) : word);
  limit(value, pattern);
  if (operator === "#") return value.slice(matchingPrefixes(pattern, value).at(greedy ? -1 : 0) ?? 0);
  const reversed = value.split("").reverse().join("");
  const length = matchingPrefixes(pattern.toReversed(), reversed).at(greedy ? -1 : 0) ?? 0;
  return value.slice(0, value.length - length);
}
function tokensOf(pattern) {
  const tokens = shellPattern(pattern);
  if (tokens === void 0) throw new ExpandFault(`"${pattern}" is not a valid pattern`);
  return tokens;
}
function limit(value, pattern) {
  if (value.length * value.length * (pattern.length + 1) > MOST_STEPS) {
    throw new ExpandFault("the value is too long for a pattern to be looked for in it");
  }
}

// src/dockerfile/exec-form.ts
function execForm(context, from = 0) {
  const { text, keyword } = context.instruction;
  const rest = text.slice(from);
  const list = jsonList(rest);
  if (list !== void 0 && "fault" in list) return context.fault(list.fault, from);
  if (list?.some((word) => word.includes("\0"))) return context.fault("the list holds a NUL character", from);
  if (list !== void 0) return list;
  const written = (words2) => `${keyword} ${from > 0 ? text.slice(0, from) : ""}[${words2.map((word) => JSON.stringify(word)).join(", ")}]`;
  const words = wordsOfShell(rest);
  const advice = words === void 0 ? `its words as a list in double quotes, as in ${written(["/app", "serve"])}` : written(words);
  return context.fault(`a text is run by a shell, and there is no shell in a scratch image; write ${advice}`, from);
}
function wordsOfShell(text) {
  if (/^\s*\[/.test(text)) return void 0;
  const words = splitWords(text, "\\").map((word) => word.text.replace(/^(["'])([^"']*)\1$/, "$2"));
  if (words.length === 0) return ["/app"];
  return words.some((word) => /['"$&|;<>(){}`*?\\]/.test(word)) ? void 0 : words;
}

// src/dockerfile/settings.ts
var SETTINGS = {
  ARG: readArg,
  ENV: readEnv,
  LABEL: readLabel,
  MAINTAINER: (context) => {
    if (context.instruction.text === "")
      return context.fault("nothing stands after it; write LABEL org.opencontainers.image.authors=NAME");
    context.state.labels.set("org.opencontainers.image.authors", context.instruction.text);
  },
  EXPOSE: readPorts,
  VOLUME: readVolumes,
  WORKDIR: readWorkdir,
  USER: (context) => {
    const user = context.single("USER 65532:65532");
    if (user === void 0) return;
    context.state.user = user;
    context.state.positions.set("user", context.instruction.position);
  },
  STOPSIGNAL: readSignal,
  ENTRYPOINT: (context) => {
    const list = execForm(context);
    if (list === void 0) return;
    context.state.entrypoint = list;
    context.state.positions.set("entrypoint", context.instruction.position);
    if (!context.state.ownCmd) context.state.cmd = void 0;
  },
  CMD: (context) => {
    const list = execForm(context);
    if (list === void 0) return;
    Object.assign(context.state, { cmd: list, ownCmd: true });
    context.state.positions.set("cmd", context.instruction.position);
  },
  SHELL: (context) => {
    context.notice("is left out, as nothing is run by a shell");
  },
  ONBUILD: (context) => context.fault(
    "is for images that others build upon with a Dockerfile, and is not kept; move what it holds to those Dockerfiles"
  )
};
function readArg(context) {
  const { state, around, instruction } = context;
  const words = splitWords(instruction.text, around.escapeCharacter);
  if (words.length === 0) return context.fault("a name is missing; write ARG VERSION");
  for (const { text, offset } of words) {
    const equals = text.indexOf("=");
    const name = context.expand(equals < 0 ? text : text.slice(0, equals), offset);
    if (name === void 0) continue;
    if (name === "") context.fault("a name is missing; write ARG VERSION", offset);
    const given = around.buildArg(name);
    const standard = equals < 0 ? around.globalArg(name) : context.expand(text.slice(equals + 1), offset + equals + 1);
    const value = given ?? standard;
    if (value !== void 0) state.scope.set(name, value);
  }
}
function readEnv(context) {
  const pairs = readPairs(context);
  for (const { key, value, offset } of pairs) {
    if (key === "" || /[=\p{Cc}]/u.test(key)) context.fault(`${quote(key)} is not a valid name of a variable`, offset);
    if (value.includes("\0")) context.fault("the text holds a NUL character", offset);
    context.state.env.set(key, value);
    context.state.scope.set(key, value);
  }
}
function readLabel(context) {
  for (const { key, value, offset } of readPairs(context)) {
    if (key.trim() === "" || new RegExp("\\p{Cc}", "u").test(key)) context.fault(`${quote(key)} is not a valid key`, offset);
    context.state.labels.set(key, value);
  }
}
function readPairs(context) {
  const { text, keyword } = context.instruction;
  const words = splitWords(text, context.around.escapeCharacter);
  const [first] = words;
  if (first === void 0) {
    context.fault(`nothing stands after it; write ${keyword} NAME=value`);
    return [];
  }
  if (!first.text.includes("=")) return oldForm(context, text);
  return words.flatMap(({ text: word, offset }) => {
    const equals = word.indexOf("=");
    if (equals < 0) {
      context.fault(`${quote(word)} has no "="; write NAME=value, and a value with blanks in quotes`, offset);
      return [];
    }
    return pairOf(context, word.slice(0, equals), word.slice(equals + 1), offset);
  });
}
function oldForm(context, text) {
  const [, key = "", blank = "", value = ""] = /^(\S+)(\s+)(.*)$/s.exec(text) ?? [];
  if (key !== "") return pairOf(context, key, value, 0, key.length + blank.length);
  context.fault(`a value is missing; write ${context.instruction.keyword} ${text}=value`);
  return [];
}
function pairOf(context, rawKey, rawValue, offset, at = offset + rawKey.length + 1) {
  const key = context.expand(rawKey, offset);
  const value = context.expand(rawValue, at);
  return key === void 0 || value === void 0 ? [] : [{ key, value, offset }];
}
function readPorts(context) {
  const words = splitBlanks(context.instruction.text);
  if (words.length === 0) return context.fault("nothing stands after it; write EXPOSE 8080");
  for (const { text, offset } of words) {
    const ports = context.expand(text, offset)?.split(/\s+/).filter((port) => port !== "") ?? [];
    for (const port of ports) {
      for (const one of readExpose(context.value(port, offset), context.around.problems) ?? [])
        context.state.expose.add(one);
    }
  }
}
function readVolumes(context) {
  const words = context.list();
  if (words?.length === 0) context.fault("nothing stands after it; write VOLUME /data");
  for (const { text, offset } of words ?? []) {
    const fault2 = text.trim() === "" ? "an empty path" : nameFault(text);
    if (fault2 === void 0) context.state.volumes.add(text);
    else context.fault(fault2, offset);
  }
}
function readWorkdir(context) {
  const text = context.single("WORKDIR /srv");
  if (text === void 0) return;
  const path = text === "" ? context.fault("an empty path; write WORKDIR /srv") : context.path(text);
  if (path === void 0) return;
  const { state, instruction } = context;
  state.workdir = posix.join(path, ".").replace(/(.)\/$/, "$1");
  state.positions.set("workdir", instruction.position);
  if (state.workdir === "/") return;
  const owner = state.user === "" ? {} : { owner: state.user };
  state.steps.push({
    type: "directory",
    path: state.workdir,
    keyword: "WORKDIR",
    position: instruction.position,
    ...owner
  });
}
function readSignal(context) {
  const text = context.single("STOPSIGNAL SIGTERM");
  if (text === void 0 || readStopSignal(context.value(text), context.around.problems) === void 0) return;
  context.state.stopSignal = text;
}

// src/dockerfile/stage-context.ts
var StageContext = class {
  instruction;
  state;
  around;
  constructor(instruction, state, around) {
    this.instruction = instruction;
    this.state = state;
    this.around = around;
  }
  /** Adds to what is wrong; returns nothing, so that a reader can end with it. */
  fault(sentence, offset) {
    const { keyword, position, at } = this.instruction;
    return this.around.problems.add(
      { name: keyword, position: offset === void 0 ? position : at(offset) },
      printable(sentence, 600)
    );
  }
  notice(sentence) {
    this.around.notice(this.instruction.position, `${this.instruction.keyword}: ${printable(sentence, 600)}`);
  }
  /** A text with its variables replaced and its quotes taken off; undefined where that fails, which is then said. */
  expand(text, offset, quotes = true) {
    try {
      const escapeCharacter = quotes ? this.around.escapeCharacter : "\\";
      return expand(text, (name) => this.state.scope.get(name), { escapeCharacter, quotes });
    } catch (thrown) {
      if (!(thrown instanceof ExpandFault)) throw thrown;
      return this.fault(`${quote(text)} cannot be read: ${printable(thrown.message, 200)}`, offset);
    }
  }
  /** The instruction's whole text as one value; an instruction without one is wrong. */
  single(example) {
    const { text } = this.instruction;
    return text === "" ? this.fault(`nothing stands after it; write ${example}`) : this.expand(text, 0);
  }
  /** A JSON list or words between blanks, from an offset on; variables replaced. */
  list(from = 0) {
    const text = this.instruction.text.slice(from);
    const json = jsonList(text);
    if (json !== void 0 && "fault" in json) return this.fault(json.fault, from);
    const words = json?.map((word) => ({ text: word, offset: 0 })) ?? splitBlanks(text);
    const read = words.map(({ text: word, offset }) => ({
      text: this.expand(word, from + offset),
      offset: from + offset
    }));
    return read.some((word) => word.text === void 0) ? void 0 : read;
  }
  /** What a reader of the config block reads. */
  value(text, offset) {
    const { keyword, position, at } = this.instruction;
    return { kind: "text", name: keyword, position: offset === void 0 ? position : at(offset), text, plain: false };
  }
  /** An absolute path of the image, from the working directory on; a slash at its end stays. */
  path(text, offset) {
    const fault2 = nameFault(text);
    if (fault2 !== void 0) return this.fault(fault2, offset);
    const path = posix.resolve("/", this.state.workdir, text);
    return /(?:^|\/)\.?$/.test(text) && path !== "/" ? `${path}/` : path;
  }
};

// src/dockerfile/stage-state.ts
var SCRATCH_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
function emptyStage() {
  return {
    env: /* @__PURE__ */ new Map([["PATH", SCRATCH_PATH]]),
    scope: /* @__PURE__ */ new Map([["PATH", SCRATCH_PATH]]),
    labels: /* @__PURE__ */ new Map(),
    expose: /* @__PURE__ */ new Set(),
    volumes: /* @__PURE__ */ new Set(),
    steps: [],
    workdir: "/",
    user: "",
    entrypoint: void 0,
    cmd: void 0,
    ownCmd: false,
    stopSignal: void 0,
    healthcheck: void 0,
    positions: /* @__PURE__ */ new Map()
  };
}
function stageFrom(base) {
  return {
    ...base,
    env: new Map(base.env),
    scope: new Map(base.env),
    labels: new Map(base.labels),
    expose: new Set(base.expose),
    volumes: new Set(base.volumes),
    steps: [...base.steps],
    ownCmd: false,
    positions: new Map(base.positions)
  };
}

// src/dockerfile/created-users.ts
var COMMAND = /\b(?:adduser|useradd)\s+([^&|;\n]+)/g;
var NAME = /^[a-z_][a-z0-9_-]{0,31}$/;
var WITH_VALUE = /^(?:-[hgsGkcdu]|--(?:home|gecos|shell|ingroup|uid|gid|group|groups|home-dir|comment|base-dir))$/;
function createdUsers(stages, around) {
  const users = /* @__PURE__ */ new Map();
  for (const stage of stages) {
    const state = emptyStage();
    const surroundings = around(stage);
    for (const instruction of stage.instructions) {
      const { keyword, text } = instruction;
      if (keyword === "ENV" || keyword === "ARG")
        SETTINGS[keyword]?.(new StageContext(instruction, state, surroundings));
      if (keyword !== "RUN") continue;
      for (const [, args = ""] of text.matchAll(COMMAND)) {
        const user = userOf(withValues(args.slice(0, 2e3), state).slice(0, 2e3));
        if (user !== void 0 && !users.has(user.name)) users.set(user.name, user);
      }
    }
  }
  return [...users.values()];
}
function withValues(args, { scope }) {
  try {
    return expand(args, (name) => scope.get(name), { escapeCharacter: "\\", quotes: false });
  } catch (thrown) {
    if (!(thrown instanceof ExpandFault)) throw thrown;
    return args;
  }
}
function userOf(args) {
  const words = (args.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/, "$2"));
  const names = words.filter((word, index) => NAME.test(word) && !WITH_VALUE.test(words[index - 1] ?? ""));
  const uid = numberAfter(words, ["-u", "--uid"]);
  const name = names.at(-1);
  if (name === void 0 || uid === void 0 || ["root", "nobody", "nonroot"].includes(name)) return void 0;
  return { name, uid, gid: numberAfter(words, ["-g", "--gid"]) ?? uid, home: "/" };
}
function numberAfter(words, flags) {
  for (const [index, word] of words.entries()) {
    const [flag = "", inline] = word.split("=");
    const text = flags.includes(flag) ? inline ?? words[index + 1] ?? "" : "";
    if (/^\d{1,10}$/.test(text) && Number(text) <= LARGEST_ID) return Number(text);
  }
  return void 0;
}

// src/dockerfile/healthcheck.ts
var DURATIONS = {
  interval: "Interval",
  timeout: "Timeout",
  "start-period": "StartPeriod",
  "start-interval": "StartInterval"
};
var readRetries = integer(0, 2 ** 31 - 1);
function readHealthcheck(context) {
  const { text } = context.instruction;
  const { flags, rest } = takeFlags(text, context.around.escapeCharacter);
  const [, kind = "", blank = ""] = /^(\S*)(\s*)/.exec(text.slice(rest)) ?? [];
  const options = Object.fromEntries(flags.map(({ name, value, offset }) => option(context, name, value, offset)));
  const test = testOf(context, kind, rest + kind.length + blank.length);
  if (test === void 0) return;
  context.state.healthcheck = { Test: test, ...present(options) };
  context.state.positions.set("healthcheck", context.instruction.position);
}
function testOf(context, kind, from) {
  if (kind.toUpperCase() === "NONE") {
    return context.instruction.text.length > from ? context.fault("nothing can stand after NONE", from) : ["NONE"];
  }
  if (kind.toUpperCase() !== "CMD")
    return context.fault(`${quote(kind)} is neither CMD nor NONE; write HEALTHCHECK CMD ["/app", "health"]`);
  const command = execForm(context, from);
  if (command?.length === 0) return context.fault('CMD needs a program after it: HEALTHCHECK CMD ["/app", "health"]');
  return command === void 0 ? void 0 : ["CMD", ...command];
}
function option(context, name, raw, offset) {
  const text = context.expand(raw, offset);
  if (text === void 0) return [name, void 0];
  const value = { ...context.value(text, offset), name: `${context.instruction.keyword} --${name}` };
  if (name === "retries") return ["Retries", readRetries(value, context.around.problems)];
  if (Object.hasOwn(DURATIONS, name)) {
    return [DURATIONS[name], readDuration(value, context.around.problems) || void 0];
  }
  context.fault(
    `${quote(`--${name}`)} is not known; there are --interval, --timeout, --start-period, --start-interval, --retries`,
    offset
  );
  return [name, void 0];
}

// src/dockerfile/platform-args.ts
var BUILD = { os: "linux", architecture: "amd64" };
function platformArgs(target) {
  return new Map([...named("TARGET", target), ...named("BUILD", BUILD), ["TARGETSTAGE", "default"]]);
}
function named(prefix, platform) {
  return [
    [`${prefix}PLATFORM`, formatPlatform(platform)],
    [`${prefix}OS`, platform.os],
    [`${prefix}ARCH`, platform.architecture],
    [`${prefix}VARIANT`, platform.variant ?? ""]
  ];
}

// src/dockerfile/read-instructions.ts
var LARGEST = 512 * 1024;
var MOST_INSTRUCTIONS = 1e4;
var DIRECTIVE = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$/;
var WITH_HEREDOCS = ["COPY", "ADD", "RUN"];
function readInstructions(text, document, problems) {
  const start = { document, line: 1, column: 1 };
  if (text.length > LARGEST) {
    problems.add(
      { name: "", position: start },
      `the file has ${text.length} characters, a Dockerfile at most ${LARGEST}`
    );
    return { instructions: [], escapeCharacter: "\\" };
  }
  return new Reader(text, document, problems).read();
}
var Reader = class {
  #lines;
  #document;
  #problems;
  #next = 0;
  #escape = "\\";
  constructor(text, document, problems) {
    this.#lines = text.replace(/^\ufeff/, "").split(/\r?\n/);
    this.#document = document;
    this.#problems = problems;
  }
  read() {
    this.#readDirectives();
    const instructions = [];
    while (this.#next < this.#lines.length) {
      const instruction = this.#readInstruction();
      if (instruction === void 0) continue;
      instructions.push(instruction);
      if (instructions.length > MOST_INSTRUCTIONS) {
        this.#problems.add({ name: "", position: instruction.position }, `more than ${MOST_INSTRUCTIONS} instructions`);
        break;
      }
    }
    return { instructions, escapeCharacter: this.#escape };
  }
  /** They stand before anything else; the first line that is none ends them. */
  #readDirectives() {
    for (let line = 0; line < this.#lines.length; line += 1) {
      const [, name = "", value = ""] = DIRECTIVE.exec((this.#lines[line] ?? "").trim()) ?? [];
      if (!["syntax", "escape", "check"].includes(name.toLowerCase())) return;
      if (name.toLowerCase() !== "escape") continue;
      if (value === "\\" || value === "`") this.#escape = value;
      else
        this.#problems.add(
          this.#place(line, 0, "escape"),
          `${quote(value)} is not an escape character; write \\ or \``
        );
    }
  }
  #readInstruction() {
    const first = this.#next;
    const { joined, parts } = this.#readLogicalLine();
    const [, blank = "", word = "", space = ""] = /^(\s*)(\S+)(\s*)/.exec(joined) ?? [];
    if (word === "") return void 0;
    const keyword = word.toUpperCase();
    const begin = blank.length + word.length + space.length;
    const text = joined.slice(begin).trimEnd();
    const at = (offset) => this.#positionIn(parts, begin + offset);
    const position = this.#positionIn(parts, blank.length);
    const heredocs = WITH_HEREDOCS.includes(keyword) ? this.#readHeredocs(text, keyword, first) : [];
    return { keyword, text, heredocs, position, at };
  }
  /** Lines that end with the escape character go on in the next one; comments and blank lines between them do not count. */
  #readLogicalLine() {
    const pieces = [];
    const parts = [];
    let offset = 0;
    for (let more = true; more && this.#next < this.#lines.length; this.#next += 1) {
      const line = this.#lines[this.#next] ?? "";
      const trimmed2 = line.trim();
      if (trimmed2.startsWith("#") || trimmed2 === "" && pieces.length > 0) {
        if (pieces.length === 0) more = false;
        continue;
      }
      const end = trimEnd(line);
      more = end.endsWith(this.#escape);
      const piece = more ? end.slice(0, -1) : line;
      parts.push({ offset, line: this.#next + 1, column: 1 });
      pieces.push(piece);
      offset += piece.length;
    }
    return { joined: pieces.join(""), parts };
  }
  #readHeredocs(text, keyword, line) {
    return splitWords(text, this.#escape).flatMap(({ text: word }) => {
      const [, chomp, name = ""] = /^\d*<<(-?)([^<]+)$/.exec(word) ?? [];
      const plain = name.replace(/^(["'])(.*)\1$/, "$2");
      if (plain === "" || /["'\s]/.test(plain)) return [];
      return [this.#readBody(plain, chomp === "-", plain === name, this.#place(line, 0, keyword))];
    });
  }
  #readBody(name, chomp, expand2, place) {
    const lines = [];
    for (; this.#next < this.#lines.length; this.#next += 1) {
      const line = this.#lines[this.#next] ?? "";
      const text = chomp ? line.replace(/^\t+/, "") : line;
      if (text === name) {
        this.#next += 1;
        return { name, expand: expand2, content: lines.map((one) => `${one}
`).join("") };
      }
      lines.push(text);
    }
    this.#problems.add(
      place,
      `the here-document ${quote(name)} has no end; write ${quote(name)} alone in a line after it`
    );
    return { name, expand: expand2, content: "" };
  }
  #place(line, column, name) {
    return { name, position: { document: this.#document, line: line + 1, column: column + 1 } };
  }
  #positionIn(parts, offset) {
    const part = partAt(parts, offset);
    return { document: this.#document, line: part.line, column: part.column + offset - part.offset };
  }
};
function partAt(parts, offset) {
  let [low, high] = [0, parts.length];
  while (high - low > 1) {
    const middle = low + high >> 1;
    if ((parts[middle]?.offset ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return parts[low] ?? { offset: 0, line: 1, column: 1 };
}
function trimEnd(line) {
  return line.replace(/[ \t]+$/, "");
}

// src/dockerfile/run-instruction.ts
var SELF_TEST = /^(?:-{0,2}(?:version|help|check|test|self-?test|validate)|-[vVh])$/;
function readRun(context) {
  const { instruction, around } = context;
  const { rest } = takeFlags(instruction.text, around.escapeCharacter);
  const text = instruction.text.slice(rest);
  const json = jsonList(text);
  if (text === "" && instruction.heredocs.length === 0) return context.fault("nothing stands after it");
  if (json !== void 0 && "fault" in json) return context.fault(json.fault);
  const commands = json === void 0 ? shellCommands(context, text, rest) : [[...json]];
  const read = commands?.map((words) => plainMeaning(context, words));
  if (instruction.heredocs.length > 0 || read === void 0 || read.length === 0 || read.some((one) => one === void 0)) {
    return context.fault(
      "nothing is run here, and a scratch image has nothing to run it with; do it in a step of the job and COPY what comes of it"
    );
  }
  for (const { steps, sentence } of read.filter((one) => one !== void 0)) {
    context.state.steps.push(...steps);
    context.notice(sentence);
  }
}
function shellCommands(context, text, offset) {
  if (/[|;<>(){}`*?#]|(?:^|[^&])&(?:[^&]|$)/.test(text.replace(/\$\{\w+\}/g, ""))) return void 0;
  const commands = text.split("&&").map((command) => splitWords(command, context.around.escapeCharacter));
  return commands.map((words) => words.flatMap((word) => context.expand(word.text, offset) ?? []));
}
function plainMeaning(context, words) {
  const [program = "", ...given] = words;
  const name = program.split("/").at(-1) ?? "";
  if (name === "busybox") return plainMeaning(context, given);
  if (name === "mkdir") return directories(context, given);
  if (name === "ln") return link(context, given);
  if (["true", ":", "test", "["].includes(name))
    return { steps: [], sentence: `${quote(words.join(" "))} only tests, and is left out` };
  if (program.startsWith("/") && given.length === 1 && SELF_TEST.test(given[0] ?? "")) {
    return {
      steps: [],
      sentence: `${quote(words.join(" "))} only tries the program out, and is left out; smoke-test does that`
    };
  }
  return void 0;
}
function directories(context, given) {
  const paths = [];
  let mode;
  for (let at = 0; at < given.length; at += 1) {
    const word = given[at] ?? "";
    const [, inline] = /^(?:-m|--mode=)(.+)$/.exec(word) ?? [];
    if (inline !== void 0 || word === "-m" || word === "--mode") {
      if (inline === void 0) at += 1;
      const change = readModeChange(inline ?? given[at] ?? "");
      if (change === void 0 || !("mode" in change)) return void 0;
      mode = change.mode;
    } else if (!["-p", "-v", "-pv", "--parents", "--verbose"].includes(word)) {
      const path = word.startsWith("-") ? void 0 : context.path(word);
      if (path === void 0) return void 0;
      if (path !== "/") paths.push(path.replace(/\/$/, ""));
    }
  }
  const { keyword, position } = context.instruction;
  const common = { keyword, position, ...context.state.user === "" ? {} : { owner: context.state.user } };
  const steps = paths.map(
    (path) => ({ type: "directory", path, ...common, ...mode === void 0 ? {} : { mode } })
  );
  return paths.length === 0 ? void 0 : { steps, sentence: `is not run; the directory ${paths.join(", ")} is made` };
}
function link(context, given) {
  const flags = given.filter((word) => word.startsWith("-"));
  const [target, written, ...more] = given.filter((word) => !word.startsWith("-"));
  const symbolic = flags.some((flag) => flag === "--symbolic" || /^-[sfnv]*s[sfnv]*$/.test(flag));
  if (!symbolic || target === void 0 || target === "" || written === void 0 || more.length > 0) return void 0;
  const path = context.path(written);
  if (path === void 0 || path.endsWith("/")) return void 0;
  const { keyword, position } = context.instruction;
  const owner = context.state.user === "" ? {} : { owner: context.state.user };
  return {
    steps: [{ type: "symlink", path, target, keyword, position, ...owner }],
    sentence: `is not run; the link ${path} is made`
  };
}

// src/dockerfile/split-stages.ts
var KEYWORDS = [
  ...["ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER"],
  ...["ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"]
];
function splitStages({ instructions, escapeCharacter }, given, problems) {
  const globalArgs = new Map(given.platformArgs);
  const stages = [];
  for (const instruction of instructions) {
    if (!KEYWORDS.includes(instruction.keyword)) unknown(instruction, problems);
    else if (instruction.keyword === "FROM")
      stages.push(readFrom(instruction, stages.length, globalArgs, escapeCharacter, problems));
    else if (stages.length > 0) stages.at(-1)?.instructions.push(instruction);
    else if (instruction.keyword === "ARG")
      readGlobalArg(instruction, globalArgs, given.buildArg, escapeCharacter, problems);
    else
      problems.add(
        { name: instruction.keyword, position: instruction.position },
        "stands before the first FROM; only ARG can"
      );
  }
  return { globalArgs, stages };
}
function unknown({ keyword, position }, problems) {
  problems.add({ name: "", position }, `${quote(keyword)} is not an instruction${didYouMean(keyword, KEYWORDS)}`);
}
function readFrom(instruction, index, args, escapeCharacter, problems) {
  const { text, position } = instruction;
  const words = splitBlanks(text.slice(takeFlags(text, escapeCharacter).rest)).map((word) => word.text);
  const [written = "", as, name, ...more] = words;
  const base = expanded(written, args, escapeCharacter, instruction, problems);
  const sound = words.length === 1 || as?.toUpperCase() === "AS" && name !== void 0 && more.length === 0;
  if (!sound)
    problems.add({ name: "FROM", position }, "expected an image and perhaps a name; write FROM scratch AS final");
  else if (base === "")
    problems.add(
      { name: "FROM", position },
      `${quote(written)} comes to nothing; give the argument a default, or set it by build-args`
    );
  return {
    index,
    ...sound && name !== void 0 ? { name: name.toLowerCase() } : {},
    base,
    from: instruction,
    instructions: []
  };
}
function readGlobalArg(instruction, args, buildArg, escapeCharacter, problems) {
  for (const { text } of splitBlanks(instruction.text)) {
    const equals = text.indexOf("=");
    const name = equals < 0 ? text : text.slice(0, equals);
    const standard = equals < 0 ? void 0 : expanded(text.slice(equals + 1), args, escapeCharacter, instruction, problems);
    const value = buildArg(name) ?? standard;
    if (value !== void 0) args.set(name, value);
  }
}
function expanded(text, args, escapeCharacter, { keyword, position }, problems) {
  try {
    return expand(text, (name) => args.get(name), { escapeCharacter, quotes: true });
  } catch (thrown) {
    if (!(thrown instanceof ExpandFault)) throw thrown;
    problems.add({ name: keyword, position }, `${quote(text)} cannot be read: ${printable(thrown.message, 200)}`);
    return "";
  }
}

// src/dockerfile/read-dockerfile.ts
var MOST_STAGES = 200;
function readDockerfile(request) {
  const problems = new Problems();
  const stage = new DockerfileReader(request, problems).read();
  problems.throwIfAny();
  return stage;
}
var DockerfileReader = class {
  #request;
  #problems;
  #escape;
  #stages;
  #globalArgs;
  #read = /* @__PURE__ */ new Map();
  #unusedArgs;
  /** What stands in `--from` of the stages that are read, with its variables replaced. */
  #copiedFrom = /* @__PURE__ */ new Set();
  #notices = [];
  constructor(request, problems) {
    this.#request = request;
    this.#problems = problems;
    this.#unusedArgs = new Set(Object.keys(request.buildArgs));
    const text = readInstructions(request.text, request.document, problems);
    const args = { buildArg: (name) => this.#buildArg(name), platformArgs: platformArgs(request.platform) };
    const { globalArgs, stages } = splitStages(text, args, problems);
    this.#escape = text.escapeCharacter;
    this.#stages = stages;
    this.#globalArgs = globalArgs;
  }
  read() {
    const target = this.#target();
    const state = target === void 0 ? void 0 : this.#stateOf(target);
    for (const name of this.#unusedArgs) {
      if (!this.#declares(name))
        this.#notices.push(`build-args: ${quote(name)} is not used; no ARG of the Dockerfile declares it`);
    }
    return {
      block: blockOf(state ?? emptyStage()),
      steps: state?.steps ?? [],
      createdUsers: createdUsers(this.#stages, (stage) => this.#quietly(stage)),
      stageNames: this.#stageNames(),
      notices: this.#notices
    };
  }
  #stageNames() {
    const names = this.#stages.flatMap(({ name, index }) => [...name === void 0 ? [] : [name], `${index}`]);
    const written = this.#stages.flatMap(
      ({ instructions }) => instructions.flatMap(({ text }) => [...text.matchAll(/--from=(\S+)/g)].map(([, from = ""]) => from))
    );
    return [...names, ...this.#copiedFrom, ...written];
  }
  #target() {
    const { target, document } = this.#request;
    const place = { name: "", position: { document, line: 1, column: 1 } };
    if (this.#stages.length === 0) return this.#problems.add(place, "there is no FROM in it; write FROM scratch");
    if (this.#stages.length > MOST_STAGES) return this.#problems.add(place, `more than ${MOST_STAGES} stages`);
    if (target === "") return this.#stages.at(-1);
    const found = this.#stageNamed(target, this.#stages.length);
    const names = this.#stages.flatMap(({ name }) => name ?? []);
    const hint = didYouMean(target, names) || (names.length > 0 ? `; there are ${names.slice(0, 10).join(", ")}` : "");
    return found ?? this.#problems.add(place, `target: no stage is called ${quote(target)}${hint}`);
  }
  /** @param before stages from this number on are not known yet */
  #stageNamed(name, before) {
    const known = this.#stages.slice(0, before);
    return known.findLast((stage) => stage.name === name.toLowerCase()) ?? (/^\d{1,4}$/.test(name) ? known[Number(name)] : void 0);
  }
  /** What a stage that begins with scratch comes to; each is read once, however many copy from it. */
  #stateOf(stage) {
    if (this.#read.has(stage.index)) return this.#read.get(stage.index);
    this.#read.set(stage.index, void 0);
    const state = this.#baseOf(stage);
    if (state !== void 0)
      for (const instruction of stage.instructions)
        this.#apply(new StageContext(instruction, state, this.#around(stage)));
    this.#read.set(stage.index, state);
    return state;
  }
  #baseOf({ base, index, from }) {
    if (base === "scratch") return emptyStage();
    const parent = this.#stageNamed(base, index);
    if (parent !== void 0 && parent.name === base.toLowerCase()) {
      const state = this.#stateOf(parent);
      return state === void 0 ? void 0 : stageFrom(state);
    }
    const which = index === this.#stages.length - 1 ? "the final stage begins" : "the stage begins";
    const hint = "write FROM scratch, COPY what it needs from that image, and map it by stages; or name a stage that does by target";
    return this.#problems.add(
      { name: "FROM", position: from.position },
      `${which} with the image ${quote(base)}, and only scratch can be built without pulling anything; ${hint}`
    );
  }
  #apply(context) {
    const { keyword } = context.instruction;
    if (keyword === "COPY" || keyword === "ADD") readCopy(context);
    else if (keyword === "HEALTHCHECK") readHealthcheck(context);
    else if (keyword === "RUN") readRun(context);
    else SETTINGS[keyword]?.(context);
  }
  /** For stages that are not built: what is wrong with them is nobody's concern. */
  #quietly(stage) {
    return { ...this.#around(stage), problems: new Problems(), notice: () => void 0 };
  }
  #around({ index }) {
    return {
      escapeCharacter: this.#escape,
      problems: this.#problems,
      notice: (position, sentence) => this.#notices.push(`${formatPosition(position)}: ${sentence}`),
      buildArg: (name) => this.#buildArg(name),
      globalArg: (name) => this.#globalArgs.get(name),
      originOf: (name, fault2) => this.#originOf(name, index, fault2)
    };
  }
  #originOf(name, before, fault2) {
    if (name === "") return fault2("--from is empty; is a variable not set?");
    if (name === "scratch") return fault2("there is nothing in scratch to copy from");
    this.#copiedFrom.add(name);
    const stage = this.#stageNamed(name, before);
    if (stage === void 0) return { kind: "mapped", name, names: [name] };
    const names = [...stage.name === void 0 ? [] : [stage.name], `${stage.index}`];
    if (!this.#beginsWithScratch(stage)) return { kind: "mapped", name, names };
    return { kind: "scratch", name, names, steps: this.#stateOf(stage)?.steps ?? [] };
  }
  #beginsWithScratch({ base, index }) {
    if (base === "scratch") return true;
    const parent = this.#stageNamed(base, index);
    return parent !== void 0 && parent.name === base.toLowerCase() && this.#beginsWithScratch(parent);
  }
  #buildArg(name) {
    this.#unusedArgs.delete(name);
    return Object.hasOwn(this.#request.buildArgs, name) ? this.#request.buildArgs[name] : void 0;
  }
  /** Stages that are not read may use it. */
  #declares(name) {
    const args = this.#stages.flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === "ARG"));
    return args.some(({ text }) => text.split(/\s+/).some((word) => word === name || word.startsWith(`${name}=`)));
  }
};
function blockOf(state) {
  const { workdir, cmd, healthcheck, stopSignal } = state;
  return {
    ...EMPTY_BLOCK,
    entrypoint: state.entrypoint ?? [],
    runAs: state.user,
    workdir,
    ...present({ cmd, healthcheck, stopSignal }),
    env: Object.fromEntries(state.env),
    labels: Object.fromEntries(state.labels),
    expose: [...state.expose],
    volumes: [...state.volumes],
    kit: false,
    userDirectories: false,
    literal: true,
    positions: Object.fromEntries(state.positions)
  };
}

// src/files/source-tree.ts
async function followLinks(tree, path) {
  const walk = new PathWalk(path);
  for (let at = walk.next(); at !== void 0; at = walk.next()) {
    const node = await tree.look(at);
    if (node === void 0 || node.kind === "file" && !walk.atLast) return void 0;
    if (node.kind !== "symlink") walk.enter();
    else if (!walk.follow(node.target)) return void 0;
  }
  return walk.place;
}

// src/stage/find-copies.ts
var MOST_ITEMS = 2e5;
async function findCopies(tree, source, leftOut) {
  const copies = [];
  for (const path of await pathsOf(tree, source)) {
    const found = await followLinks(tree, path);
    const node = found === void 0 ? void 0 : await tree.look(found);
    if (found === void 0 || node === void 0) continue;
    const kind = node.kind === "directory" ? "directory" : "file";
    const name = posix.basename(path);
    if (kind === "file" && leftOut(name)) continue;
    copies.push({ name, path, kind, items: await itemsAt(tree, found, leftOut) });
  }
  return copies;
}
async function pathsOf(tree, source) {
  const parts = cleanParts(source);
  if (!hasWildcards(parts.join("/"))) return [parts.map((part) => part.replace(/\\(.)/g, "$1")).join("/")];
  const first = parts.findIndex(hasWildcards);
  const base = await followLinks(tree, parts.slice(0, first).join("/"));
  return base === void 0 ? [] : await matching(tree, base, parts.slice(first));
}
async function matching(tree, directory, [pattern, ...rest]) {
  if (pattern === void 0) return [directory];
  const tokens = pathPattern(pattern, false);
  if (tokens === void 0) {
    throw new ActionError("config", `"${printable(pattern, 100)}" is not a valid pattern`, {
      hint: "A backslash before a bracket takes its meaning away."
    });
  }
  if ((await tree.look(directory))?.kind !== "directory") return [];
  const names = (await tree.list(directory)).filter((name) => matchesWhole(tokens, name));
  const found = [];
  for (const name of names)
    found.push(...await matching(tree, directory === "" ? name : `${directory}/${name}`, rest));
  return found;
}
function cleanParts(source) {
  const parts = [];
  for (const part of partsOf(source)) {
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return parts;
}
async function itemsAt(tree, root, leftOut) {
  const items = [];
  const visit = async (path, below2) => {
    const node = await tree.look(path);
    if (node === void 0 || below2 !== "" && leftOut(below2)) return;
    if (items.length >= MOST_ITEMS)
      throw new ActionError("file", `More than ${MOST_ITEMS} files are to be copied from ${printable(tree.name, 200)}`);
    if (node.kind === "symlink") items.push({ kind: "symlink", path: below2, target: node.target });
    else if (node.kind === "file")
      items.push({ kind: "file", path: below2, mode: node.mode, ...await tree.open(path) });
    else {
      items.push({ kind: "directory", path: below2, mode: node.mode });
      for (const name of await tree.list(path)) await visit(join(path, name), join(below2, name));
    }
  };
  await visit(root, "");
  return items;
}
function join(directory, name) {
  return directory === "" ? name : `${directory}/${name}`;
}

// src/stage/copy-parents.ts
async function copiesWithParents(tree, source, leftOut) {
  const pivot = source.indexOf("/./");
  const base = pivot < 0 ? "" : await followLinks(tree, source.slice(0, pivot));
  if (base === void 0) return [];
  const pattern = pivot < 0 ? source : posix.join(base, source.slice(pivot + 3));
  const items = /* @__PURE__ */ new Map([["", { kind: "directory", path: "", mode: 493 }]]);
  for (const path of await pathsOf(tree, pattern)) {
    if (leftOut(posix.relative(base, path)) || await tree.look(path) === void 0) continue;
    await addParents(tree, base, path, items);
    for (const item of await itemsAt(tree, path, (below2) => leftOut(posix.join(posix.relative(base, path), below2)))) {
      const at = posix.join(posix.relative(base, path), item.path).replace(/\/$/, "");
      items.set(at, { ...item, path: at });
    }
  }
  return items.size < 2 ? [] : [{ name: posix.basename(base), path: base, kind: "directory", items: [...items.values()] }];
}
async function addParents(tree, base, path, items) {
  const parents = [];
  for (let at = posix.dirname(posix.relative(base, path)); at !== "." && at !== ""; at = posix.dirname(at))
    parents.unshift(at);
  for (const parent of parents) {
    const node = await tree.look(posix.join(base, parent));
    if (node?.kind === "directory" && !items.has(parent))
      items.set(parent, { kind: "directory", path: parent, mode: node.mode });
  }
}

// src/stage/image-accounts.ts
var LARGEST2 = 1024 * 1024;
async function ownershipIn(tree, owner) {
  if (owner === void 0 || owner === "") return { uid: 0, gid: 0 };
  const [user = "", group, ...rest] = owner.split(":");
  if (rest.length > 0 || user === "" || group === "")
    throw new ActionError("config", `"${printable(owner, 60)}" is not of the form user:group`);
  const account = await accountOf(tree, user);
  return group === void 0 ? account : { uid: account.uid, gid: await groupOf(tree, group) };
}
function numberOf(text) {
  if (!/^\d+$/.test(text)) return void 0;
  if (text.length <= 10 && Number(text) <= LARGEST_ID) return Number(text);
  throw new ActionError("config", `"${printable(text, 60)}" is larger than the largest id, ${LARGEST_ID}`);
}
async function accountOf(tree, user) {
  const id = numberOf(user);
  if (id !== void 0) return { uid: id, gid: id };
  const [, , uid, gid] = await lineOf(tree, "etc/passwd", user) ?? [];
  if (uid !== void 0 && gid !== void 0) return { uid: numberOf(uid) ?? 0, gid: numberOf(gid) ?? 0 };
  if (user === "root") return { uid: 0, gid: 0 };
  throw unknown2("user", user, "etc/passwd");
}
async function groupOf(tree, group) {
  const gid = numberOf(group) ?? numberOf((await lineOf(tree, "etc/group", group))?.[2] ?? "");
  if (gid !== void 0) return gid;
  if (group === "root") return 0;
  throw unknown2("group", group, "etc/group");
}
async function lineOf(tree, file, name) {
  const entry = tree.at(tree.resolve(file));
  if (entry?.type !== "file" || entry.content.size > LARGEST2) return void 0;
  const text = Buffer.from(await entry.content.read(0, entry.content.size)).toString("utf8");
  return text.split("\n").map((line) => line.split(":")).find(([first]) => first === name);
}
function unknown2(kind, name, file) {
  return new ActionError("config", `no ${kind} "${printable(name, 60)}" is in the image's /${file}`, {
    hint: `Copy an /${file} that has it before, mapped by stages, or write its number.`
  });
}

// src/stage/read-tar-items.ts
var BLOCK = 512;
var LARGEST3 = 1024 * 1024 * 1024;
var MAGIC = [
  ["gzip", [31, 139]],
  ["zstd", [40, 181, 47, 253]],
  ["bzip2", [66, 90, 104]],
  ["xz", [253, 55, 122, 88, 90]]
];
async function readTarItems(name, content) {
  if (content.size < BLOCK / 8) return void 0;
  const head = await content.read(0, Math.min(BLOCK, content.size));
  const [packing] = MAGIC.find(([, magic]) => magic.every((byte, index) => head[index] === byte)) ?? [];
  if (packing === void 0 && !isTar(Buffer.from(head))) return void 0;
  if (content.size > LARGEST3) throw refusal(name, `is an archive of more than ${LARGEST3} bytes`);
  const tar = await unpacked(name, packing, Buffer.from(await content.read(0, content.size)));
  return tar !== void 0 && isTar(tar) ? new TarReader(name, tar).items() : void 0;
}
async function unpacked(name, packing, bytes) {
  const options = { maxOutputLength: LARGEST3 };
  try {
    if (packing === void 0) return bytes;
    if (packing === "gzip") return await promisify(node_zlib_default.gunzip)(bytes, options);
    if (packing === "zstd" && "zstdDecompress" in node_zlib_default) {
      return await promisify(node_zlib_default.zstdDecompress)(bytes, options);
    }
  } catch (cause) {
    if (cause instanceof RangeError) throw refusal(name, `is an archive that unpacks to more than ${LARGEST3} bytes`);
    return void 0;
  }
  throw refusal(name, `is packed with ${packing}, which is not unpacked here`);
}
function isTar(bytes) {
  if (bytes.length < BLOCK) return false;
  let sum = 0;
  for (let at = 0; at < BLOCK; at += 1) sum += at >= 148 && at < 156 ? 32 : bytes[at] ?? 0;
  return sum > 256 && sum === Number.parseInt(
    bytes.toString("latin1", 148, 156).replace(/[\0 ]+$/, "").trim(),
    8
  );
}
function refusal(name, what) {
  return new ActionError("config", `"${printable(name, 200)}" ${what}`, {
    hint: "Unpack it in a step before, as in mkdir rootfs && tar -xf FILE -C rootfs, and COPY rootfs/ instead."
  });
}
var TarReader = class {
  #name;
  #tar;
  #items = /* @__PURE__ */ new Map([["", { kind: "directory", path: "", mode: 493 }]]);
  constructor(name, tar) {
    this.#name = name;
    this.#tar = tar;
  }
  items() {
    let extended = {};
    for (let at = 0; at + BLOCK <= this.#tar.length && this.#tar[at] !== 0; ) {
      const type = this.#text(at + 156, 1) || "0";
      const size = extended.size === void 0 ? this.#number(at + 124, 12) : Number(extended.size);
      const start = at + BLOCK;
      const body = this.#tar.subarray(start, start + size);
      if (!(size >= 0) || body.length < size) throw refusal(this.#name, "is an archive that is cut off or damaged");
      at = start + Math.ceil(size / BLOCK) * BLOCK;
      if (type === "x") extended = { ...extended, ...paxRecords(body) };
      else if (type === "L") extended = { ...extended, path: endless(body) };
      else if (type === "K") extended = { ...extended, linkpath: endless(body) };
      else if (type !== "g") {
        this.#add(type, start - BLOCK, extended, body);
        extended = {};
      }
    }
    return [...this.#items.values()];
  }
  #add(type, at, extended, body) {
    const prefix = this.#text(at + 257, 5) === "ustar" ? this.#text(at + 345, 155) : "";
    const written = extended.path ?? (prefix === "" ? this.#text(at, 100) : `${prefix}/${this.#text(at, 100)}`);
    const path = this.#inside(written);
    if (path === "") return;
    const mode = this.#number(at + 100, 8) & 4095;
    const owner = {
      uid: extended.uid === void 0 ? this.#number(at + 108, 8) : Number(extended.uid),
      gid: extended.gid === void 0 ? this.#number(at + 116, 8) : Number(extended.gid)
    };
    if (![owner.uid, owner.gid].every((id) => id >= 0 && id <= LARGEST_ID))
      throw refusal(this.#name, "has an owner that is not a valid number");
    const target = extended.linkpath ?? this.#text(at + 157, 100);
    this.#items.delete(path);
    this.#items.set(path, this.#item(type, { path, mode, owner, target, body }));
  }
  #item(type, {
    path,
    mode,
    owner,
    target,
    body
  }) {
    if (type === "5") return { kind: "directory", path, mode, owner };
    if (type === "2") return { kind: "symlink", path, target, owner };
    if (type === "1") {
      const other = this.#items.get(this.#inside(target));
      if (other?.kind === "file") return { ...other, path };
      throw refusal(this.#name, `has a hard link to "${printable(target, 100)}", which is no file in it`);
    }
    if (type !== "0" && type !== "7")
      throw refusal(this.#name, `holds "${printable(path, 200)}", a device or pipe, which no image can have`);
    const content = bytesSource(`${this.#name}:${path}`, body);
    return { kind: "file", path, mode, owner, content, elf: body.subarray(0, 4).toString("latin1") === "\x7FELF" };
  }
  #inside(written) {
    const fault2 = nameFault(written);
    if (fault2 !== void 0) throw refusal(this.#name, `holds a name that cannot be: ${fault2}`);
    const parts = written.split("/").filter((part) => part !== "" && part !== ".");
    if (!parts.includes("..")) return parts.join("/");
    throw refusal(this.#name, `holds "${printable(written, 200)}", which leads out of it`);
  }
  #text(at, length) {
    return endless(this.#tar.subarray(at, at + length));
  }
  /** Octal, or binary where the first bit is set. */
  #number(at, length) {
    if (((this.#tar[at] ?? 0) & 128) === 0) return Number.parseInt(this.#text(at, length).trim() || "0", 8);
    return this.#tar.subarray(at + 1, at + length).reduce((value, byte) => value * 256 + byte, 0);
  }
};
function endless(bytes) {
  const end = bytes.indexOf(0);
  return bytes.toString("utf8", 0, end < 0 ? bytes.length : end);
}
function paxRecords(body) {
  const records = {};
  for (let at = 0; at < body.length; ) {
    const space = body.indexOf(32, at);
    const length = Number.parseInt(body.toString("latin1", at, space < 0 ? at : space), 10);
    if (!(length > 0)) break;
    const record = body.toString("utf8", space + 1, at + length - 1);
    const equals = record.indexOf("=");
    records[record.slice(0, equals)] = record.slice(equals + 1);
    at += length;
  }
  return records;
}

// src/stage/stage-tree.ts
var StageTree = class {
  #entries = /* @__PURE__ */ new Map();
  entries() {
    return [...this.#entries.values()];
  }
  at(path) {
    return this.#entries.get(path);
  }
  isDirectory(path) {
    return path === "" || this.#entries.get(path)?.type === "directory";
  }
  /** Where a path leads, links followed within the image; what does not exist yet is taken as written. */
  resolve(path) {
    const walk = new PathWalk(path);
    for (let at = walk.next(); at !== void 0; at = walk.next()) {
      const entry = this.#entries.get(at);
      if (entry?.type !== "symlink") walk.enter();
      else if (!walk.follow(entry.target)) throw fault(path, "leads through links in a circle");
    }
    return walk.place;
  }
  /** A directory and its parents, those that are missing with mode 0755 and this owner. @param path resolved */
  makeDirectories(path, owner, mode = 493) {
    if (path === "") return;
    const entry = this.#entries.get(path);
    if (entry !== void 0 && entry.type !== "directory")
      throw fault(path, `is a ${entry.type}, and a directory is needed there`);
    if (entry !== void 0) return;
    this.makeDirectories(parentPath(path), owner);
    this.#entries.set(path, { type: "directory", path, mode, mtime: 0, ...owner });
  }
  /** Anything else than a directory; it takes the place of another such thing. */
  put(entry) {
    const known = this.#entries.get(entry.path);
    if (entry.path === "" || known?.type === "directory") {
      throw fault(
        entry.path,
        `is a directory, which a ${entry.type} cannot replace; a slash after the destination copies into it`
      );
    }
    this.#entries.set(entry.path, entry);
  }
  /** A directory that is copied: its mode and owner are those of the last copy. */
  putDirectory(entry) {
    const known = this.#entries.get(entry.path);
    if (known !== void 0 && known.type !== "directory")
      throw fault(entry.path, `is a ${known.type}, and a directory is to be copied there`);
    if (entry.path !== "") this.#entries.set(entry.path, entry);
  }
};
function fault(path, what) {
  return new ActionError("config", `/${printable(path, 200)} ${what}`);
}

// src/stage/build-stage.ts
async function buildStage(steps, treesOf, program) {
  const builder = new StageBuilder(treesOf, program);
  const problems = [];
  for (const step2 of steps) {
    try {
      await builder.carryOut(step2);
    } catch (thrown) {
      if (!(thrown instanceof ActionError)) throw thrown;
      problems.push(problemOf(step2, thrown));
    }
  }
  if (problems.length > 0) throw new ProblemsError("config", [...new Set(problems)]);
  return builder.built();
}
function problemOf({ position, keyword }, { message, hint }) {
  return `${formatPosition(position)}: ${keyword}: ${message}${hint === void 0 ? "" : `. ${hint}`}`;
}
var ROOT = { uid: 0, gid: 0 };
var StageBuilder = class {
  #treesOf;
  #program;
  #tree = new StageTree();
  #elf = /* @__PURE__ */ new Set();
  #origins = /* @__PURE__ */ new Map();
  #fromKit = [];
  #notices = [];
  constructor(treesOf, program) {
    this.#treesOf = treesOf;
    this.#program = program;
  }
  built() {
    return { tree: this.#tree, elf: this.#elf, origins: this.#origins, fromKit: this.#fromKit, notices: this.#notices };
  }
  async carryOut(step2) {
    const owner = await ownershipIn(this.#tree, step2.owner);
    if (step2.type === "directory") this.#directory(step2, owner);
    else if (step2.type === "symlink") this.#link(step2, owner);
    else if (step2.type === "text") this.#text(step2, owner);
    else await this.#copy(step2, owner);
  }
  #directory({ path, mode }, owner) {
    this.#tree.makeDirectories(this.#tree.resolve(path), owner, mode);
  }
  #link({ path, target }, owner) {
    const place = posix.join(this.#tree.resolve(posix.dirname(path)), posix.basename(path));
    this.#tree.makeDirectories(parentPath(place), owner);
    this.#tree.put({ type: "symlink", path: place, target, mode: 511, mtime: 0, ...owner });
  }
  #text({ name, content, dst, chmod, keyword }, owner) {
    const source = bytesSource(`the text of ${keyword}`, Buffer.from(content, "utf8"));
    const items = [{ kind: "file", path: "", mode: 420, content: source, elf: false }];
    this.#place({ name, path: name, kind: "file", items }, { dst, ...present({ chmod }) }, owner);
  }
  async #copy(step2, owner) {
    const trees = await this.#treesOf(step2.from);
    for (const source of step2.sources) {
      const { copies, from } = await this.#find(step2, source, trees);
      this.#assertRoom(step2, source, copies);
      for (const copy of copies) {
        const whole = step2.unpack ? await unpackedCopy(copy) : copy;
        this.#place(whole, step2, step2.owner === void 0 ? void 0 : owner, from);
      }
      this.#remark(step2, source, copies, from);
    }
  }
  /** One more match must not change what a path means. */
  #assertRoom({ dst }, source, { length }) {
    if (length < 2 || dst.endsWith("/") || this.#tree.isDirectory(this.#tree.resolve(dst))) return;
    throw new ActionError(
      "config",
      `"${printable(source, 200)}" matches ${length} files, which cannot all become ${dst}`,
      {
        hint: `If it is the directory that they go into, write ${dst}/`
      }
    );
  }
  #remark({ position, keyword }, source, [copy], { kit }) {
    const place = formatPosition(position);
    if (copy === void 0) this.#notices.push(`${place}: ${keyword}: nothing matches "${printable(source, 200)}"`);
    else if (kit !== void 0) {
      this.#fromKit.push(`${place}: /${copy.path} comes from what the project brings, as stages does not map it`);
    }
  }
  /** In the first tree that has it. */
  async #find(step2, source, trees) {
    const { exclude } = step2;
    const patterns = IgnorePatterns.from(exclude, (index) => {
      throw new ActionError("config", `--exclude="${printable(exclude[index] ?? "", 100)}" is not a valid pattern`);
    });
    const leftOut = (path) => exclude.length > 0 && patterns.leavesOut(path);
    for (const from of trees) {
      if (from.kit !== void 0 && !isWithin(source, from.kit)) continue;
      const copies = await (step2.parents ? copiesWithParents : findCopies)(from.tree, source, leftOut);
      if (copies.length > 0) return { copies, from };
    }
    const [first] = trees;
    if (first !== void 0 && first.kit === void 0 && hasWildcards(source)) return { copies: [], from: first };
    const program = this.#programFor(step2, source);
    if (program !== void 0 && first !== void 0) return { copies: [program], from: { tree: first.tree } };
    throw notFound(step2.from, source, first);
  }
  /** The input `binary`, where the copy from another stage would bring the program; runnable, whatever the runner's disk says. */
  #programFor({ from, dst }, source) {
    const name = posix.basename(source);
    const target = dst.endsWith("/") ? name : posix.basename(dst);
    if (from.kind !== "mapped" || this.#program === void 0 || target !== this.#program.name) return void 0;
    const item = { kind: "file", path: "", mode: 493, content: this.#program.content, elf: true };
    return { name, path: source, kind: "file", items: [item] };
  }
  /** Where a copy goes, as BuildKit decides it: https://github.com/tonistiigi/fsutil/blob/master/copy/copy.go (prepareTargetDir). */
  #place({ kind, name, items }, { dst, chmod }, given, from) {
    const tree = this.#tree;
    const owner = given ?? ROOT;
    tree.makeDirectories(tree.resolve(dst.endsWith("/") ? dst : posix.dirname(dst)), owner);
    const written = tree.resolve(dst);
    const place = kind === "file" && tree.isDirectory(written) ? posix.join(written, name) : written;
    const mode = from?.kit !== void 0 && items[0]?.kind === "directory" ? items[0].mode : 493;
    tree.makeDirectories(kind === "directory" ? place : parentPath(place), owner, mode);
    for (const item of items) this.#put(item, posix.join(place, item.path), chmod, given ?? item.owner ?? ROOT, from);
  }
  #put(item, at, chmod, owner, from) {
    const path = at.replace(/^\.$|\/$/, "");
    const common = { path, mtime: 0, ...owner };
    this.#tree.makeDirectories(parentPath(path), ROOT);
    if (item.kind === "symlink") {
      this.#tree.put({ type: "symlink", mode: 511, target: item.target, ...common });
      return;
    }
    const mode = chmod === void 0 ? item.mode : changedMode(chmod, item.mode, item.kind === "directory");
    if (item.kind === "directory") {
      if (item.path !== "") this.#tree.putDirectory({ type: "directory", mode, ...common });
      return;
    }
    this.#tree.put({ type: "file", mode, content: item.content, ...common });
    if (item.elf) this.#elf.add(item.content);
    this.#origins.set(path, from?.kit === void 0 ? item.content.name : `the kit, ${item.content.name}`);
  }
};
function isWithin(source, paths) {
  const path = cleanPath(source);
  return paths.some((one) => path === one || path.startsWith(`${one}/`));
}
function notFound(origin, source, first) {
  const path = printable(source.replace(/^\/*/, "/"), 200);
  if (origin.kind === "context") {
    return new ActionError("file", `"${printable(source, 200)}" is not in the context`, {
      hint: "Was it built in an earlier step of the same job, and does .dockerignore leave it in?"
    });
  }
  const line = `${origin.name}:${path}=PATH`;
  if (origin.kind === "scratch" || first !== void 0 && first.kit === void 0) {
    return new ActionError(
      "file",
      `${path} is not in the stage ${printable(origin.name, 100)}, which is ${printable(first?.tree.name ?? "", 200)} here`,
      {
        hint: `If it lies elsewhere, add to the step: stages: ${line}`
      }
    );
  }
  return new ActionError(
    "config",
    `--from=${printable(origin.name, 100)}: nothing says where the files of that stage lie`,
    {
      hint: `Build ${path} in a step before, and add its place to this one: stages: ${line}`
    }
  );
}
async function unpackedCopy(copy) {
  const [item] = copy.items;
  if (copy.kind !== "file" || item?.kind !== "file") return copy;
  const items = await readTarItems(item.content.name, item.content);
  return items === void 0 ? copy : { ...copy, kind: "directory", items };
}

// src/files/disk-tree.ts
function diskTree(name, root, budget) {
  const disk = { name, root };
  return {
    name,
    look: async (path) => {
      try {
        return await nodeAt(nameAt(disk, path), fileAt(disk, path));
      } catch (thrown) {
        if (["ENOENT", "ENOTDIR"].includes(`${systemCode(thrown)}`)) return void 0;
        throw await unreadable(nameAt(disk, path), fileAt(disk, path), thrown);
      }
    },
    list: async (path) => {
      const [directory, file] = [nameAt(disk, path), fileAt(disk, path)];
      const names = (await listDirectory(directory, file)).map((entry) => entry.name);
      for (const entry of names) await assertEntryName(entry, directory, file);
      return names;
    },
    open: async (path) => {
      const { content, elf } = (await inspectFile(disk, path, false, budget)).item;
      return { content, elf };
    }
  };
}
async function nodeAt(name, file) {
  const stats = await lstat(file);
  if (stats.isSymbolicLink()) {
    const target = await readlink(file);
    return { kind: "symlink", target: sep === "\\" ? target.replaceAll("\\", "/") : target };
  }
  if (stats.isDirectory()) return { kind: "directory", mode: stats.mode & 4095 };
  if (specialKind(stats) !== void 0) refuseSpecial(name, stats);
  return { kind: "file", mode: stats.mode & 4095 };
}

// src/files/filtered-tree.ts
function filteredTree(tree, filter) {
  const holdsWanted = async (directory) => {
    for (const name of await tree.list(directory)) {
      if (await look(directory === "" ? name : `${directory}/${name}`) !== void 0) return true;
    }
    return false;
  };
  const look = async (path) => {
    const node = await tree.look(path);
    if (node === void 0 || path === "" || !filter.leavesOut(path)) return node;
    return node.kind === "directory" && filter.mayWantBelow(path) && await holdsWanted(path) ? node : void 0;
  };
  return {
    name: tree.name,
    look,
    list: async (path) => {
      const names = await tree.list(path);
      const nodes = await Promise.all(names.map((name) => look(path === "" ? name : `${path}/${name}`)));
      return names.filter((_, index) => nodes[index] !== void 0);
    },
    open: (path) => tree.open(path)
  };
}

// src/files/mounted-tree.ts
var DIRECTORY = { kind: "directory", mode: 493 };
function mountedTree(name, mounts) {
  const ordered = mounts.toSorted((a, b) => b.path.length - a.path.length);
  const holding = (path) => ordered.find((mount) => isWithin2(path, mount.path));
  const leading = (path) => ordered.filter((mount) => mount.path !== path && isWithin2(mount.path, path));
  return {
    name,
    look: async (path) => {
      const mount = holding(path);
      const node = mount === void 0 ? void 0 : await mount.tree.look(below(path, mount.path));
      return node ?? (leading(path).length > 0 || path === "" ? DIRECTORY : void 0);
    },
    list: async (path) => {
      const mount = holding(path);
      const inner = mount === void 0 ? void 0 : below(path, mount.path);
      const own = mount !== void 0 && (await mount.tree.look(inner ?? ""))?.kind === "directory" ? await mount.tree.list(inner ?? "") : [];
      const names = leading(path).map((one) => below(one.path, path).split("/")[0] ?? "");
      return [.../* @__PURE__ */ new Set([...own, ...names])].sort(compareBytes);
    },
    open: async (path) => {
      const mount = holding(path);
      if (mount === void 0) throw new RangeError(`nothing is mounted at ${path}`);
      return mount.tree.open(below(path, mount.path));
    }
  };
}
function isWithin2(path, directory) {
  return directory === "" || path === directory || path.startsWith(`${directory}/`);
}
function below(path, directory) {
  return directory === "" ? path : path.slice(directory.length + 1);
}

// src/stage/entry-tree.ts
function entryTree(name, entries, elf) {
  const nodes = /* @__PURE__ */ new Map([["", void 0]]);
  const children = /* @__PURE__ */ new Map();
  for (const entry of entries) {
    nodes.set(entry.path, entry);
    for (let at = entry.path; at !== ""; at = parentPath(at)) {
      const parent = parentPath(at);
      children.set(parent, (children.get(parent) ?? /* @__PURE__ */ new Set()).add(at.slice(parent === "" ? 0 : parent.length + 1)));
      if (!nodes.has(parent)) nodes.set(parent, void 0);
    }
  }
  return {
    name,
    look: async (path) => nodes.has(path) ? nodeOf(nodes.get(path)) : void 0,
    list: async (path) => [...children.get(path) ?? []].sort(compareBytes),
    open: async (path) => {
      const entry = nodes.get(path);
      if (entry?.type !== "file") throw new RangeError(`${path} is not a file`);
      return { content: entry.content, elf: elf.has(entry.content) };
    }
  };
}
function nodeOf(entry) {
  if (entry?.type === "symlink") return { kind: "symlink", target: entry.target };
  return entry?.type === "file" ? { kind: "file", mode: entry.mode } : { kind: "directory", mode: entry?.mode ?? 493 };
}

// src/run/origin-trees.ts
var KIT_PATHS = [
  "etc/ssl/certs",
  "etc/ssl/cert.pem",
  "etc/pki/tls/certs/ca-bundle.crt",
  "usr/share/ca-certificates",
  "usr/share/zoneinfo",
  "etc/nsswitch.conf",
  "etc/passwd",
  "etc/group",
  "tmp"
];
var KIT = {
  kit: true,
  tmp: true,
  caCertificates: true,
  timeZones: true,
  nsswitch: true
};
function originTrees(sources) {
  const known = /* @__PURE__ */ new Map();
  let kit;
  const kitOnce = () => {
    kit ??= kitTree(sources);
    return kit;
  };
  const treesOf = (origin) => {
    const key = origin.kind === "scratch" ? origin.steps : origin.kind === "context" ? "" : origin.names.join("\n");
    const trees = known.get(key) ?? readTrees(origin, sources, kitOnce, treesOf);
    known.set(key, trees);
    return trees;
  };
  return treesOf;
}
async function readTrees(origin, sources, kit, treesOf) {
  if (origin.kind === "context") {
    const disk = diskTree("", await realpath(sources.context), sources.budget);
    return [{ tree: filteredTree(disk, sources.ignore) }];
  }
  const mapped = await mappedTree(origin, sources);
  if (origin.kind === "mapped") return [...mapped, await kit()];
  const { tree, elf } = await buildStage(origin.steps, treesOf);
  return [...mapped, { tree: entryTree(`the stage ${origin.name}`, tree.entries(), elf) }];
}
async function mappedTree({ name, names }, sources) {
  const wanted = [name, ...names].map((one) => one.toLowerCase());
  const lines = sources.mappings.filter(({ stage }) => wanted.includes(stage.toLowerCase()));
  if (lines.length === 0) return [];
  const mounts = await Promise.all(
    lines.map(async ({ path, local: written }) => {
      const local = expandPlatform(written, sources.platform);
      const root = await locateSource(local, sources.workspace).catch((thrown) => {
        throw about("stages", thrown);
      });
      return { path, tree: diskTree(local, root, sources.budget) };
    })
  );
  return [{ tree: mountedTree(lines.map(({ local }) => local).join(", "), mounts) }];
}
async function kitTree({ users, ports }) {
  const request = { options: { ...KIT, users }, evidence: [], pemFiles: [], alone: false, now: ports.clock.now() };
  const { entries } = await assembleKit(request, ports.assets);
  const others = [
    kitLink("etc/ssl/cert.pem", "certs/ca-certificates.crt"),
    kitLink("etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/certs/ca-certificates.crt"),
    kitDirectory("usr/share/ca-certificates", 493)
  ];
  return { tree: entryTree("from-scratch", [...entries, ...others], /* @__PURE__ */ new Set()), kit: KIT_PATHS };
}

// src/run/stage-binary.ts
async function stageBinary(block, built, platform, options) {
  const files = new FileTree(built.tree.entries());
  const program = programOf(block, files);
  const key = block.entrypoint?.length === 0 ? "cmd" : "entrypoint";
  const binary = program === void 0 ? void 0 : await inspectProgram(program, key, files, built, options);
  const others = built.tree.entries().filter((entry) => entry.type === "file" && entry !== program && built.elf.has(entry.content));
  const warnings = await otherWarnings(others, files, binary?.platform ?? platform);
  if (options.given !== void 0) warnings.push(...unusedWarning(options.given, program));
  return { ...binary === void 0 || program === void 0 ? {} : { binary, path: `/${program.path}` }, warnings };
}
function unusedWarning({ source }, program) {
  if (program?.content === source || program?.content.name === source.name) return [];
  const instead = program === void 0 ? "starts nothing" : `takes /${program.path} from ${program.content.name}`;
  return [`binary: ${printable(source.name, 200)} is not used; the Dockerfile ${printable(instead, 400)}.`];
}
async function inspectProgram(program, key, files, built, { allowDynamic, stated, given }) {
  const { content, path } = program;
  if (given?.source === content) return given;
  if (!built.elf.has(content) && (await isScript(program) || stated?.architecture === "wasm")) return void 0;
  try {
    const binary = await inspectBinary(content, { allowDynamic: true, stated });
    const loader = binary.interpreter;
    const hasLoader = loader === void 0 || files.find(loader) !== void 0;
    if (binary.linkage !== "dynamic" || allowDynamic || hasLoader) return binary;
    return await inspectBinary(content, { allowDynamic: false, stated });
  } catch (thrown) {
    throw about(`${key}: /${printable(path, 200)}`, thrown);
  }
}
async function isScript({ content }) {
  const head = await content.read(0, Math.min(2, content.size));
  return Buffer.from(head).toString("latin1") === "#!";
}
async function otherWarnings(entries, files, platform) {
  const warnings = [];
  for (const { content, path } of entries.slice(0, 50)) {
    const binary = await inspectBinary(content, { allowDynamic: true }).catch((thrown) => {
      if (thrown instanceof ActionError) return void 0;
      throw thrown;
    });
    if (binary === void 0) continue;
    const name = `/${printable(path, 200)}`;
    if (!samePlatform(binary.platform, platform)) {
      warnings.push(
        `${name} is for ${formatPlatform(binary.platform)}, and the image for ${formatPlatform(platform)}.`
      );
    } else if (binary.interpreter !== void 0 && files.find(binary.interpreter) === void 0) {
      warnings.push(
        `${name} needs ${printable(binary.interpreter, 100)}, which is not in the image, so that it cannot start.`
      );
    }
  }
  return warnings;
}

// src/run/read-stages.ts
var DEFAULT_PLATFORM = { os: "linux", architecture: "amd64" };
async function readStages(request, workspace, ports) {
  const reader = await StageReader.open(request, workspace, ports);
  const platforms = request.platforms.length > 0 ? request.platforms : request.binaries.map(({ platform }) => platform);
  if (platforms.length > 0) {
    const stages = [];
    for (const platform of distinct(platforms)) stages.push(await reader.read(platform, platform));
    return stages;
  }
  const stage = await reader.read(DEFAULT_PLATFORM, void 0);
  const found = stage.binary?.platform;
  if (found === void 0 || samePlatform(found, DEFAULT_PLATFORM)) return [stage];
  return [await reader.read(found, found)];
}
function distinct(platforms) {
  return platforms.filter((one, index) => platforms.findIndex((other) => samePlatform(one, other)) === index);
}
var StageReader = class _StageReader {
  #request;
  #workspace;
  #ports;
  /** The Dockerfile. */
  #text;
  #budget = new SmallFileBudget();
  constructor(request, workspace, ports, text) {
    this.#request = request;
    this.#workspace = workspace;
    this.#ports = ports;
    this.#text = text;
  }
  static async open(request, workspace, ports) {
    return new _StageReader(request, workspace, ports, await readText(request.dockerfile.path, workspace));
  }
  /** @param stated the platform that the program must be for */
  async read(platform, stated) {
    const { dockerfile, allowDynamic, binaries } = this.#request;
    const given = binaries.find((binary) => samePlatform(binary.platform, platform));
    const { path, target, buildArgs } = dockerfile;
    const stage = readDockerfile({ text: this.#text, document: path, target, buildArgs, platform });
    checkStageNames(dockerfile.stages, ["context", ...stage.stageNames]);
    try {
      const built = await this.#build(stage, platform, given);
      const {
        binary,
        path: binaryPath,
        warnings
      } = await stageBinary(stage.block, built, platform, { allowDynamic, stated, given });
      return {
        platform: binary?.platform ?? platform,
        block: stage.block,
        entries: built.tree.entries(),
        ...binary === void 0 || binaryPath === void 0 ? {} : { binary, binaryPath },
        origins: built.origins,
        fromKit: built.fromKit,
        notices: [...stage.notices, ...built.notices],
        warnings
      };
    } catch (thrown) {
      throw locateProblems(thrown, stage.block.positions);
    }
  }
  async #build(stage, platform, given) {
    const { folder, ignore } = await this.#contextOn(platform);
    const treesOf = originTrees({
      mappings: this.#request.dockerfile.stages,
      context: folder,
      workspace: this.#workspace,
      ignore,
      budget: this.#budget,
      users: stage.createdUsers,
      platform,
      ports: this.#ports
    });
    const built = await buildStage(stage.steps, treesOf, given && programNamed(stage.block, given));
    await ownershipIn(built.tree, stage.block.runAs).catch((thrown) => {
      throw about("user", thrown);
    });
    return built;
  }
  async #contextOn(platform) {
    const { path, stages } = this.#request.dockerfile;
    const folder = await contextOf(stages, this.#workspace, platform);
    const own = await readText(`${path}.dockerignore`, this.#workspace, "");
    const lines = ignoreLines(own || await readText(".dockerignore", folder, ""));
    const ignore = IgnorePatterns.from(lines, (index) => {
      const pattern = printable(lines[index] ?? "", 100);
      throw new ActionError("config", `.dockerignore:${index + 1}:1: "${pattern}" is not a valid pattern`);
    });
    return { folder, ignore };
  }
};
function programNamed({ entrypoint = [], cmd = [] }, { source }) {
  const [program] = [...entrypoint, ...cmd];
  return program === void 0 ? void 0 : { name: posix.basename(program), content: source };
}
async function contextOf(stages, workspace, platform) {
  const line = stages.find(({ stage, path }) => stage === "context" && path === "");
  if (line === void 0) return workspace;
  return locateSource(expandPlatform(line.local, platform), workspace).catch((thrown) => {
    throw about("stages", thrown);
  });
}
var LIMIT = 1024 * 1024;
async function readText(name, folder, missing) {
  const path = resolve(folder, name);
  if (missing !== void 0 && !await exists(path)) return missing;
  try {
    const file = await locateSource(name, folder);
    const stats = await stat(file);
    const said = `"${printable(name, 200)}"`;
    if (!stats.isFile()) throw new ActionError("input", `${said} is not a file`, { hint: "Name the file itself." });
    if (stats.size > LIMIT) throw new ActionError("input", `${said} has ${stats.size} bytes, and may have 1 MiB`);
    return await readFile(file, "utf8");
  } catch (thrown) {
    throw about("dockerfile", await unreadable(name, path, thrown));
  }
}
function exists(path) {
  return lstat(path).then(
    () => true,
    () => false
  );
}

export { readStages };
