import { require_dist } from './parser.js';
import { __toESM } from './boot.js';

// src/config/parse-yaml.ts
var import_yaml2 = __toESM(require_dist(), 1);

// src/config/to-value.ts
var import_yaml = __toESM(require_dist(), 1);
var VALUE_LIMIT = 1e5;
var CHARACTER_LIMIT = 1024 * 1024;
var DEPTH_LIMIT = 32;
function toValue(root, positionAt2, problems) {
  const conversion = new Conversion(positionAt2, problems);
  const value = conversion.value(root, "", 0);
  return conversion.overflowed() ? void 0 : value;
}
var Conversion = class {
  /** By anchor; a later anchor of the same name takes over, so the order of the text matters. */
  #anchors = /* @__PURE__ */ new Map();
  #positionAt;
  #problems;
  #values = 0;
  #characters = 0;
  constructor(positionAt2, problems) {
    this.#positionAt = positionAt2;
    this.#problems = problems;
  }
  overflowed() {
    return this.#values >= VALUE_LIMIT || this.#characters > CHARACTER_LIMIT;
  }
  value(node, name, depth) {
    const position = this.#positionAt(node.range?.[0] ?? 0);
    if (this.overflowed()) return void 0;
    this.#values += 1;
    if (this.#values === VALUE_LIMIT) {
      return this.#problems.add({ name, position }, `more than ${VALUE_LIMIT} values, with aliases written out`);
    }
    if (depth > DEPTH_LIMIT) return this.#problems.add({ name, position }, "lists and maps are nested too deep");
    if ((0, import_yaml.isAlias)(node)) return this.#alias(node, name, depth);
    if (((0, import_yaml.isScalar)(node) || (0, import_yaml.isSeq)(node) || (0, import_yaml.isMap)(node)) && node.anchor !== void 0) {
      this.#anchors.set(node.anchor, node);
    }
    if ((0, import_yaml.isScalar)(node)) return this.#text(node, name, position);
    if ((0, import_yaml.isMap)(node)) return { kind: "map", name, position, fields: this.#fields(node, name, depth) };
    const items = (0, import_yaml.isSeq)(node) ? node.items : [];
    return {
      kind: "list",
      name,
      position,
      items: items.flatMap((item, index) => this.value(item, `${name}[${index}]`, depth + 1) ?? [])
    };
  }
  #alias(alias, name, depth) {
    const node = this.#anchors.get(alias.source);
    if (node !== void 0) return this.value(node, name, depth + 1);
    const position = this.#positionAt(alias.range?.[0] ?? 0);
    const sentence = "this alias (*name) has no anchor (&name) before it; put a text that begins with * in quotes";
    return this.#problems.add({ name, position }, sentence);
  }
  #text(scalar, name, position) {
    const text = String(scalar.value ?? "");
    this.#characters += text.length;
    if (this.#characters > CHARACTER_LIMIT) {
      return this.#problems.add(
        { name, position },
        `more than ${CHARACTER_LIMIT} characters, with aliases written out`
      );
    }
    if (new RegExp("\\p{Surrogate}", "u").test(text)) {
      return this.#problems.add({ name, position }, "the text holds half a character (a lone surrogate)");
    }
    return { kind: "text", name, position, text, plain: scalar.type === void 0 || scalar.type === import_yaml.Scalar.PLAIN };
  }
  #fields(map, name, depth) {
    const seen = /* @__PURE__ */ new Map();
    return map.items.flatMap((pair) => this.#field(pair, name, depth, seen) ?? []);
  }
  #field({ key, value }, name, depth, seen) {
    const position = this.#positionAt(key.range?.[0] ?? 0);
    const known = this.value(key, name, depth + 1);
    if (known === void 0) return void 0;
    if (known.kind !== "text") {
      const hint = "a key must be a text; put {{\u2026}} and texts that begin with a bracket in quotes";
      return this.#problems.add({ name, position }, hint);
    }
    if (known.text === "<<" && known.plain) {
      return this.#problems.add(
        { name, position },
        "merge keys (<<) are not read; write the keys out, or use an alias"
      );
    }
    const inner = name === "" ? known.text : `${name}.${known.text}`;
    const first = seen.get(known.text);
    if (first !== void 0) {
      const sentence = `the key ${this.#problems.quote(known.text)} appears here twice; the first is in line ${first.line}`;
      return this.#problems.add({ name: inner, position }, sentence);
    }
    seen.set(known.text, position);
    const held = value === null ? this.#nothing(inner, position) : this.value(value, inner, depth + 1);
    return held === void 0 ? void 0 : { key: known.text, position, value: held };
  }
  #nothing(name, position) {
    return { kind: "text", name, position, text: "", plain: true };
  }
};

// src/config/yaml-errors.ts
var SENTENCES = {
  ALIAS_PROPS: "an alias (*name) takes no anchor and no tag",
  BAD_ALIAS: "an alias (*name) needs a name; put a text that begins with * in quotes",
  BAD_DIRECTIVE: "this line begins with %, which only a YAML directive does",
  BAD_DQ_ESCAPE: "unknown escape in double quotes; write \\\\ for a backslash, or use single quotes",
  BAD_INDENT: "wrong indentation, or a bracket, brace or quote that is not closed",
  BAD_SCALAR_START: "a text that begins with @, ` or % needs quotes",
  BLOCK_AS_IMPLICIT_KEY: 'two keys on one line; put a text that contains ": " in quotes',
  BLOCK_IN_FLOW: "inside of [ ] and { } lists and maps are written with brackets and braces too",
  KEY_OVER_1024_CHARS: "a key of more than 1024 characters",
  MISSING_CHAR: "a closing quote, bracket, comma or space is missing",
  MULTILINE_IMPLICIT_KEY: 'a key must stand on one line, followed by ": "',
  TAB_AS_INDENT: "a tab in the indentation; YAML is indented with spaces",
  TAG_RESOLVE_FAILED: "tags (!name) are not read; put a text that begins with ! in quotes",
  UNEXPECTED_TOKEN: "this does not belong here; look for a wrong indentation, a missing quote or a bracket too many"
};
function sentenceFor(code, line) {
  const sentence = SENTENCES[code] ?? `this is not valid YAML (${code})`;
  return line.includes("{{") ? `${sentence}; put a text with {{ }} in quotes` : sentence;
}

// src/config/parse-yaml.ts
var TEXT_LIMIT = 256 * 1024;
var DEPTH_LIMIT2 = 100;
var FAULTS = 100;
var OPTIONS = { schema: "failsafe", uniqueKeys: false, prettyErrors: false };
function parseYaml(text, document, problems) {
  const lines = new import_yaml2.LineCounter();
  const place = (offset) => ({ name: "", position: positionAt(lines, document, offset) });
  if (text.length > TEXT_LIMIT) {
    return problems.add(place(0), `the text has ${text.length} characters; ${TEXT_LIMIT} are the most that is read`);
  }
  const tokens = [...new import_yaml2.Parser(lines.addNewLine).parse(text)];
  if (tooDeep(tokens)) return problems.add(place(0), `lists and maps are nested more than ${DEPTH_LIMIT2} levels deep`);
  const [first, second] = [...new import_yaml2.Composer(OPTIONS).compose(tokens)];
  if (second !== void 0) {
    return problems.add(place(second.range[0]), "a second YAML document begins here (---); write one only");
  }
  if (first === void 0) return void 0;
  const parsed = first;
  const faults = [...parsed.errors, ...parsed.warnings];
  addFaults(faults, text, place, problems);
  if (faults.length > 0 || parsed.contents === null) return void 0;
  return toValue(parsed.contents, (offset) => place(offset).position, problems);
}
function addFaults(faults, text, place, problems) {
  const seen = /* @__PURE__ */ new Set();
  for (const { code, pos } of faults.slice(0, FAULTS)) {
    const at = place(pos[0]);
    if (seen.has(at.position.line)) continue;
    seen.add(at.position.line);
    problems.add(at, sentenceFor(code, lineAround(text, pos[0])));
  }
}
function lineAround(text, offset) {
  const start = text.lastIndexOf("\n", Math.max(0, offset - 1)) + 1;
  const end = text.indexOf("\n", offset);
  return text.slice(start, end < 0 ? text.length : end);
}
function positionAt(lines, document, offset) {
  if (lines.lineStarts.length === 0) return { document, line: 1, column: 1 };
  const { line, col } = lines.linePos(offset);
  return { document, line: Math.max(line, 1), column: Math.max(col, 1) };
}
function tooDeep(tokens) {
  const open = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next !== void 0; next = open.pop()) {
    const { token, depth } = next;
    if (depth > DEPTH_LIMIT2) return true;
    for (const inner of childrenOf(token)) open.push({ token: inner, depth: depth + 1 });
  }
  return false;
}
function childrenOf(token) {
  if (token.type === "document") return token.value === void 0 ? [] : [token.value];
  if (!("items" in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((part) => part !== void 0 && part !== null));
}

export { parseYaml };
