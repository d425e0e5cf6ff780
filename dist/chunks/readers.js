import {
  quote
} from "./problems.js";
import {
  didYouMean
} from "./suggest.js";

// src/config/value.ts
function isNothing(value) {
  return value.kind === "text" && value.plain && ["", "~", "null"].includes(value.text);
}
var KIND = { text: "a single value", list: "a list", map: "a map" };
function kindOf(value) {
  return isNothing(value) ? "nothing" : KIND[value.kind];
}

// src/config/readers.ts
function scalar(value, problems) {
  if (value.kind === "text") return value;
  return problems.add(value, `expected a single value, not ${kindOf(value)}`);
}
function readText(value, problems) {
  const text = scalar(value, problems)?.text;
  if (text?.includes("\0")) return problems.add(value, "the text holds a NUL character");
  return text;
}
function readBoolean(value, problems) {
  const text = readText(value, problems);
  if (text === void 0) return void 0;
  const lower = text.toLowerCase();
  if (lower === "true" || lower === "false") return lower === "true";
  const meant = ["yes", "on", "y"].includes(lower) ? "true" : ["no", "off", "n"].includes(lower) ? "false" : void 0;
  return problems.add(
    value,
    `${quote(text)} is neither true nor false${meant === void 0 ? "" : `; write ${meant}`}`
  );
}
function integer(least, most) {
  return (value, problems) => {
    const text = readText(value, problems);
    if (text === void 0) return void 0;
    const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    return problems.add(value, `${quote(text)} is not a whole number from ${least} to ${most}`);
  };
}
function listOf(item) {
  return (value, problems) => {
    if (value.kind !== "list") return problems.add(value, `expected a list, not ${kindOf(value)}`);
    return value.items.flatMap((one) => item(one, problems) ?? []);
  };
}
function oneOrMore(item) {
  return (value, problems) => {
    if (value.kind !== "text") return listOf(item)(value, problems);
    const one = item(value, problems);
    return one === void 0 ? void 0 : [one];
  };
}
function fields(known, meant = {}) {
  return (value, problems) => {
    if (value.kind !== "map") return problems.add(value, `expected a map, not ${kindOf(value)}`);
    const read = [];
    let unknown = false;
    for (const field of value.fields) {
      const reader = Object.hasOwn(known, field.key) ? known[field.key] : void 0;
      if (reader === void 0) addUnknown(field, value.name, { known, meant }, problems);
      else if (!isNothing(field.value)) read.push([field.key, reader(field.value, problems)]);
      unknown ||= reader === void 0;
    }
    if (unknown) return void 0;
    return Object.fromEntries(read.filter(([, result]) => result !== void 0));
  };
}
function addUnknown({ key, position }, name, { known, meant }, problems) {
  const names = Object.keys(known);
  const synonym = Object.hasOwn(meant, key.toLowerCase()) ? meant[key.toLowerCase()] : void 0;
  const hint = synonym === void 0 ? didYouMean(key, names) : `; did you mean "${String(synonym)}"?`;
  problems.add({ name, position }, `unknown key ${problems.quote(key)}${hint || `; the keys are ${names.join(", ")}`}`);
}
function has(value, key) {
  return value.kind === "map" && value.fields.some((field) => field.key === key && !isNothing(field.value));
}
function present(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== void 0));
}

export {
  isNothing,
  kindOf,
  readText,
  readBoolean,
  integer,
  listOf,
  oneOrMore,
  fields,
  has,
  present
};
