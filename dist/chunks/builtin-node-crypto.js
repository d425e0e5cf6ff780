import {
  __require
} from "./shared.js";

// builtin:node:crypto
var builtin = __require("node:crypto");
var createHash = /* @__PURE__ */ (() => builtin.createHash)();
var createPrivateKey = /* @__PURE__ */ (() => builtin.createPrivateKey)();
var createPublicKey = /* @__PURE__ */ (() => builtin.createPublicKey)();
var generateKeyPair = /* @__PURE__ */ (() => builtin.generateKeyPair)();
var randomBytes = /* @__PURE__ */ (() => builtin.randomBytes)();
var randomUUID = /* @__PURE__ */ (() => builtin.randomUUID)();
var scrypt = /* @__PURE__ */ (() => builtin.scrypt)();
var sign = /* @__PURE__ */ (() => builtin.sign)();
var verify = /* @__PURE__ */ (() => builtin.verify)();
var X509Certificate = /* @__PURE__ */ (() => builtin.X509Certificate)();

export {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  randomBytes,
  randomUUID,
  scrypt,
  sign,
  verify,
  X509Certificate
};
