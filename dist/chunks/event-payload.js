import {
  readText
} from "./read-text.js";

// src/inputs/event-payload.ts
var LIMIT = 64 * 1024 * 1024;
async function readPayload(path, leftOut) {
  if (path === void 0 || path === "") {
    leftOut("the event, since GITHUB_EVENT_PATH is not set");
    return {};
  }
  try {
    const value = JSON.parse(await readText(path, path, LIMIT));
    if (isObject(value)) return value;
    leftOut("the event, since the file of GITHUB_EVENT_PATH holds no JSON object");
  } catch (error) {
    const why = error instanceof SyntaxError ? "is not JSON" : "cannot be read";
    leftOut(`the event, since the file of GITHUB_EVENT_PATH ${why}`);
  }
  return {};
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function at(payload, path) {
  return path.split(".").reduce((value, key) => isObject(value) ? value[key] : void 0, payload);
}
function textAt(payload, path) {
  const value = at(payload, path);
  return typeof value === "string" && value !== "" ? value : void 0;
}
function numberAt(payload, path) {
  const value = at(payload, path);
  return typeof value === "number" ? value : void 0;
}

export {
  readPayload,
  isObject,
  at,
  textAt,
  numberAt
};
