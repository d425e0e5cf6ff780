import {
  parseYaml
} from "./parser.js";
import {
  fields,
  has,
  isNothing,
  listOf,
  readText
} from "./readers.js";
import {
  Problems,
  quote
} from "./problems.js";
import "./errors.js";
import "./shared.js";

// src/config/registry-auth.ts
var HOST = /^(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;
var readLoginFields = fields(
  { registry: readRegistry, username: readFilled, password: readFilled },
  { user: "username", login: "username", token: "password", host: "registry", server: "registry" }
);
function readRegistryAuth(text) {
  const problems = new Problems();
  const value = parseYaml(text, "registry-auth", problems);
  const logins = value === void 0 || isNothing(value) ? [] : listOf(readLogin)(value, problems);
  refuseTwice(logins ?? [], problems);
  problems.throwIfAny();
  return logins ?? [];
}
function readLogin(value, problems) {
  const read = readLoginFields(value, problems);
  if (read === void 0) return void 0;
  for (const key of ["registry", "username", "password"]) {
    if (!has(value, key)) problems.add(value, `${key} is missing`);
  }
  const { registry, username, password } = read;
  if (registry === void 0 || username === void 0 || password === void 0) return void 0;
  return { registry, username, password, position: value.position };
}
function readFilled(value, problems) {
  const text = readText(value, problems);
  return text === "" ? problems.add(value, "is empty") : text;
}
function readRegistry(value, problems) {
  const host = readText(value, problems)?.toLowerCase();
  if (host === void 0 || HOST.test(host)) return host;
  return problems.add(
    value,
    `${quote(host)} is no registry; write its host alone, as ghcr.io or registry.example.com:5000`
  );
}
function refuseTwice(logins, problems) {
  const seen = /* @__PURE__ */ new Set();
  for (const { registry, position } of logins) {
    if (seen.has(registry)) problems.add({ name: "", position }, `${quote(registry)} is there twice`);
    seen.add(registry);
  }
}
export {
  readRegistryAuth
};
