// src/inputs/input-table.ts
var INPUT_DEFAULTS = {
  binary: "",
  image: "",
  tags: "auto",
  version: "",
  "tag-prefix": "",
  flavor: "",
  latest: "auto",
  overwrite: "false",
  config: "",
  dockerfile: "",
  target: "",
  "build-args": "",
  stages: "",
  platforms: "",
  labels: "",
  annotations: "",
  created: "",
  compression: "gzip",
  push: "auto",
  output: "",
  username: "",
  password: "",
  "registry-auth": "",
  "github-token": "",
  "chunk-size": "auto",
  concurrency: "4",
  "retry-for": "2m",
  timeout: "60s",
  insecure: "false",
  "allow-dynamic": "false",
  "smoke-test": "",
  verify: "auto",
  "digest-file": "",
  merge: "",
  attest: "false",
  sbom: "auto",
  "sbom-file": "",
  "signing-key": "",
  "signing-key-password": "",
  sigstore: "auto",
  summary: "true"
};
var SECRET_INPUTS = ["password", "github-token", "signing-key", "signing-key-password"];
var SWITCH_INPUTS = /* @__PURE__ */ new Set([
  "latest",
  "overwrite",
  "push",
  "insecure",
  "allow-dynamic",
  "smoke-test",
  "verify",
  "attest",
  "summary"
]);
var SINGLE_INPUTS = /* @__PURE__ */ new Set([
  "version",
  "tag-prefix",
  "config",
  "created",
  "compression",
  "username",
  "password",
  "github-token",
  "chunk-size",
  "concurrency",
  "retry-for",
  "timeout",
  "digest-file",
  "sbom-file",
  "signing-key",
  "signing-key-password",
  "sigstore",
  "dockerfile",
  "target"
]);
var EXPRESSION_DEFAULTS = {
  "github-token": "${{ github.token }}"
};

export {
  INPUT_DEFAULTS,
  SECRET_INPUTS,
  SWITCH_INPUTS,
  SINGLE_INPUTS,
  EXPRESSION_DEFAULTS
};
