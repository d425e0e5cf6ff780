import { parseYaml } from './to-value.js';
import './parser.js';
import { fields, Problems, isNothing, listOf, has, readText$1 as readText, isHost } from './start.js';
import './boot.js';

// src/config/registry-auth.ts
var KEYS = { registry: readRegistry, username: readSecret, password: readSecret };
var SYNONYMS = {
  user: "username",
  login: "username",
  token: "password",
  host: "registry",
  server: "registry"
};
var readLoginFields = fields(KEYS, SYNONYMS);
function readRegistryAuth(text) {
  const problems = new Problems([...Object.keys(KEYS), ...Object.keys(SYNONYMS)]);
  const value = parseYaml(text, "registry-auth", problems);
  const logins = value === void 0 || isNothing(value) ? [] : listOf(readLogin)(value, problems);
  refuseTwice(logins ?? [], problems);
  problems.throwIfAny();
  return logins ?? [];
}
function readLogin(value, problems) {
  const read = readLoginFields(value, problems);
  if (read === void 0) return void 0;
  if (!has(value, "registry")) problems.add(value, "registry is missing");
  const { registry, username = "", password = "" } = read;
  if (registry === void 0) return void 0;
  return { registry, username, password, position: value.position };
}
function readSecret(value, problems) {
  return readText(value, problems)?.replace(/[\r\n]+$/, "");
}
function readRegistry(value, problems) {
  const host = readText(value, problems)?.trim().toLowerCase();
  if (host === void 0 || isHost(host)) return host;
  return problems.add(
    value,
    "is not the host of a registry (not shown, since it may be a secret); write the host alone, as ghcr.io or registry.example.com:5000"
  );
}
function refuseTwice(logins, problems) {
  const seen = /* @__PURE__ */ new Set();
  for (const { registry, position } of logins) {
    if (seen.has(registry)) problems.add({ name: "", position }, "this registry is listed twice");
    seen.add(registry);
  }
}

export { readRegistryAuth };
