import {
  quote
} from "./problems.js";
import {
  ProblemsError
} from "./errors.js";

// src/config/annotation-lines.ts
var LEVELS = /^((?:manifest|index|manifest-descriptor|index-descriptor)(?:\[[^\]]*\])?(?:,[a-z-]+(?:\[[^\]]*\])?)*):/;
function leveledKey(text) {
  const [prefix, names] = LEVELS.exec(text) ?? [];
  if (prefix === void 0 || names === void 0) return { key: text, levels: ["manifest", "index"] };
  const levels = names.split(",");
  const unknown = levels.find((level) => level !== "manifest" && level !== "index");
  if (unknown !== void 0)
    return { fault: `the level ${quote(unknown)} is not known here; write manifest: or index:` };
  const key = text.slice(prefix.length);
  return key === "" ? { fault: "there is no key after the level" } : { key, levels };
}
function levelFault(text) {
  const read = leveledKey(text);
  return "fault" in read ? `${quote(text)}: ${read.fault}` : void 0;
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
  const fault = levelFault(key);
  return fault === void 0 ? void 0 : `annotations: ${fault}`;
}
function pairOf(line) {
  const equals = line.indexOf("=");
  return [line.slice(0, equals).trim(), line.slice(equals + 1).trim()];
}

export {
  levelFault,
  annotationSet,
  readAnnotationLines
};
