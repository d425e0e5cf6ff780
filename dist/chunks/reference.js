import {
  isDigest
} from "./digest.js";
import {
  printable
} from "./printable.js";
import {
  ActionError
} from "./errors.js";

// src/oci/reference.ts
var DOCKER_HUB = "docker.io";
var TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
var COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
var HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?$/;
var HUB_HOSTS = /* @__PURE__ */ new Set(["docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"]);
function isHost(text) {
  const url = `https://${text}/`;
  if (!HOST.test(text) || !URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return text.startsWith("[") || hostname === text.replace(/:\d+$/, "").toLowerCase();
}
function isTag(text) {
  return TAG.test(text);
}
function parseRepository(text) {
  if (isHostAlone(text)) {
    throw new ActionError(
      "input",
      `"${printable(text, 200)}" is a registry without a repository. Is the expression behind it empty?`,
      {
        hint: "Write it as ghcr.io/owner/name or registry.example.com:5000/name."
      }
    );
  }
  const slash = text.indexOf("/");
  const first = slash < 0 ? "" : text.slice(0, slash);
  const named = /[.:]/.test(first) || first === "localhost" || first.startsWith("[");
  const host = named ? first.toLowerCase() : DOCKER_HUB;
  const registry = HUB_HOSTS.has(host) ? DOCKER_HUB : host;
  const rest = named ? text.slice(slash + 1) : text;
  const path = registry === DOCKER_HUB && !rest.includes("/") ? `library/${rest}` : rest;
  check(text, registry, path);
  return { registry, path };
}
function isHostAlone(text) {
  const host = text.replace(/\/+$/, "");
  return !host.includes("/") && (/\./.test(host) || /^localhost(?::|$)/.test(host)) && isHost(host);
}
function nearestPath(path) {
  const components = path.toLowerCase().split("/").map(nearestComponent);
  return components.filter((component) => component !== "").join("/");
}
function nearestComponent(text) {
  const plain = text.replace(/[^a-z0-9._-]+/g, "-").replace(/^[._-]+|[._-]+$/g, "");
  return plain.replace(/[._-]{2,}/g, (run) => run === "__" || /^-+$/.test(run) ? run : run.slice(0, 1));
}
function check(text, registry, path) {
  const hint = "Write it as ghcr.io/owner/name or registry.example.com:5000/name, without a tag.";
  if (!isHost(registry))
    throw new ActionError("input", `"${printable(text, 200)}" has no valid registry host`, { hint });
  if (!path.split("/").every((component) => COMPONENT.test(component))) {
    throw new ActionError("input", `"${printable(text, 200)}" is not a valid repository name`, { hint });
  }
  if (registry.length + path.length + 1 > 255) {
    throw new ActionError("input", `"${text.slice(0, 60)}\u2026" is longer than the 255 characters that registries allow`);
  }
}
function parseReference(text) {
  const at = text.indexOf("@");
  const digest = at < 0 ? void 0 : text.slice(at + 1);
  const named = at < 0 ? text : text.slice(0, at);
  const colon = named.lastIndexOf(":");
  const tag = colon > named.lastIndexOf("/") ? named.slice(colon + 1) : void 0;
  const repository = parseRepository(tag === void 0 ? named : named.slice(0, colon));
  if (tag !== void 0 && !isTag(tag))
    throw new ActionError("input", `"${tag}" in "${printable(text, 200)}" is not a valid tag`);
  if (digest !== void 0 && !isDigest(digest))
    throw new ActionError("input", `"${digest}" in "${printable(text, 200)}" is not a sha256 digest`);
  return { repository, ...tag === void 0 ? {} : { tag }, ...digest === void 0 ? {} : { digest } };
}
function formatRepository({ registry, path }) {
  return `${registry}/${path}`;
}
function sameRepository(a, b) {
  return a.registry === b.registry && a.path === b.path;
}

export {
  DOCKER_HUB,
  isHost,
  isTag,
  parseRepository,
  isHostAlone,
  nearestPath,
  parseReference,
  formatRepository,
  sameRepository
};
