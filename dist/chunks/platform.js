import {
  ActionError
} from "./errors.js";

// src/oci/platform.ts
var PART = /^[a-z0-9][a-z0-9._-]*$/;
var ALIASES = /* @__PURE__ */ new Map([
  ["x86_64", "amd64"],
  ["x86-64", "amd64"],
  ["i386", "386"],
  ["i686", "386"],
  ["aarch64", "arm64"],
  ["armhf", "arm/v7"],
  ["armel", "arm/v6"],
  ["loongarch64", "loong64"]
]);
function normalVariant(architecture, variant) {
  if (architecture === "arm64" && (variant === "v8" || variant === "8")) return void 0;
  if (architecture === "amd64" && variant === "v1") return void 0;
  if (architecture === "arm" && variant !== void 0 && /^[5-8]$/.test(variant)) return `v${variant}`;
  return variant;
}
function parsePlatform(text) {
  const [os = "", named = "", third, ...rest] = text.trim().toLowerCase().split("/");
  const [architecture = "", implied] = (ALIASES.get(named) ?? named).split("/");
  const variant = normalVariant(architecture, third ?? implied);
  const parts = [os, architecture, ...variant === void 0 ? [] : [variant]];
  if (rest.length > 0 || !parts.every((part) => PART.test(part))) {
    throw new ActionError("input", `"${text}" is not a platform`, { hint: "Write it as linux/amd64 or linux/arm/v7." });
  }
  return variant === void 0 ? { os, architecture } : { os, architecture, variant };
}
function formatPlatform({ os, architecture, variant }) {
  return variant === void 0 ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}
function samePlatform(a, b) {
  return formatPlatform(a) === formatPlatform(b);
}
function platformsWithout(all, some) {
  return all.filter((one) => !some.some((other) => samePlatform(one, other)));
}
function comparePlatforms(a, b) {
  const [left, right] = [formatPlatform(a), formatPlatform(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

export {
  parsePlatform,
  formatPlatform,
  samePlatform,
  platformsWithout,
  comparePlatforms
};
