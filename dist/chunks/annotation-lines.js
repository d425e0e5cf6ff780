import {
  quote
} from "./problems.js";
import {
  ProblemsError
} from "./errors.js";

// src/config/pair-line.ts
var SECOND_KEY = /\s(?:(?:manifest|index)(?:-descriptor)?:)?(?:[a-z0-9-]+\.){2,}[a-z0-9-]+=/i;
function pairOf(text) {
  const line = /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;
  const equals = line.indexOf("=");
  return [line.slice(0, Math.max(equals, 0)).trim(), line.slice(equals + 1).trim()];
}
function pairFault(name, line) {
  const [key, value] = pairOf(line);
  if (!line.includes("=") || key === "") return `${name}: ${quote(line)} is not of the form key=value`;
  if (new RegExp("\\p{Cc}", "u").test(key)) return `${name}: the key ${quote(key)} has a control character`;
  if (!SECOND_KEY.test(value)) return void 0;
  const advice = `With "${name}: |" YAML keeps the lines; with ">" it joins them.`;
  return `${name}: ${quote(line)} has more than one key=value; write one per line. ${advice}`;
}

// src/config/annotation-lines.ts
var DESCRIPTOR_LEVELS = ["manifest-descriptor", "index-descriptor"];
var LEVELS = /^((?:manifest|index|manifest-descriptor|index-descriptor)(?:\[[^\]]*\])?(?:,[a-z-]+(?:\[[^\]]*\])?)*):/;
function leveledKey(text) {
  const [prefix, names] = LEVELS.exec(text) ?? [];
  if (prefix === void 0 || names === void 0) return { key: text, levels: ["manifest", "index"] };
  const levels = names.split(",");
  const unknown = levels.find((level) => !isLevel(level) && !DESCRIPTOR_LEVELS.includes(level));
  if (unknown !== void 0)
    return { fault: `the level ${quote(unknown)} is not known here; write manifest: or index:` };
  const key = text.slice(prefix.length);
  return key === "" ? { fault: "there is no key after the level" } : { key, levels: levels.filter(isLevel) };
}
function isLevel(text) {
  return text === "manifest" || text === "index";
}
function leftOutAnnotations(lines) {
  const prefixes = lines.flatMap((line) => LEVELS.exec(pairOf(line)[0])?.[1]?.split(",") ?? []);
  return DESCRIPTOR_LEVELS.filter((level) => prefixes.includes(level)).map(
    (level) => `annotations: those of the level ${level}: are left out; write manifest: or index: to have them`
  );
}
function levelFault(text) {
  const read = leveledKey(text);
  if ("fault" in read) return `${quote(text)}: ${read.fault}`;
  return read.levels.length > 0 ? void 0 : `${quote(text)}: its level is not written; use manifest: or index:`;
}
function annotationSet(entries) {
  const leveled = entries.flatMap(([text, value]) => {
    const read = leveledKey(text);
    return "fault" in read ? [] : [{ ...read, value }];
  }).toSorted((a, b) => b.levels.length - a.levels.length);
  const at = (level) => Object.fromEntries(leveled.filter(({ levels }) => levels.includes(level)).map(({ key, value }) => [key, value]));
  return { manifest: at("manifest"), index: at("index") };
}
function readAnnotationLines(lines) {
  const problems = lines.flatMap((line) => lineFault(line) ?? []);
  if (problems.length > 0) throw new ProblemsError("input", problems);
  return annotationSet(lines.map(pairOf));
}
function lineFault(line) {
  const fault = pairFault("annotations", line);
  if (fault !== void 0) return fault;
  const [key] = pairOf(line);
  const read = leveledKey(key);
  return "fault" in read ? `annotations: ${quote(key)}: ${read.fault}` : void 0;
}

export {
  pairOf,
  pairFault,
  leftOutAnnotations,
  levelFault,
  annotationSet,
  readAnnotationLines
};
