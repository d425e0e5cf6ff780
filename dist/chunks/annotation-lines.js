import {
  quote
} from "./problems.js";
import {
  ProblemsError
} from "./errors.js";

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
  const prefixes = lines.flatMap((line) => LEVELS.exec(line)?.[1]?.split(",") ?? []);
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
  });
  const at = (level) => Object.fromEntries(leveled.filter(({ levels }) => levels.includes(level)).map(({ key, value }) => [key, value]));
  return { manifest: at("manifest"), index: at("index") };
}
function readAnnotationLines(lines) {
  const problems = lines.flatMap((line) => lineFault(line) ?? []);
  if (problems.length > 0) throw new ProblemsError("input", problems);
  return annotationSet(lines.map(pairOf));
}
function lineFault(line) {
  const [key] = pairOf(line);
  if (!line.includes("=") || key === "") return `annotations: ${quote(line)} is not of the form key=value`;
  const read = leveledKey(key);
  return "fault" in read ? `annotations: ${quote(key)}: ${read.fault}` : void 0;
}
function pairOf(line) {
  const equals = line.indexOf("=");
  return [line.slice(0, equals).trim(), line.slice(equals + 1).trim()];
}

export {
  leftOutAnnotations,
  levelFault,
  annotationSet,
  readAnnotationLines
};
