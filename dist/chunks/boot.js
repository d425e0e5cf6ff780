import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';

const require$1 = process.getBuiltinModule ?? createRequire(import.meta.url);
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __require = /* @__PURE__ */ ((x) => typeof require$1 !== "undefined" ? require$1 : typeof Proxy !== "undefined" ? new Proxy(x, {
  get: (a, b) => (typeof require$1 !== "undefined" ? require$1 : a)[b]
}) : x)(function(x) {
  if (typeof require$1 !== "undefined") return require$1.apply(this, arguments);
  throw Error('Dynamic require of "' + x + '" is not supported');
});
var __commonJS = (cb, mod) => function __require2() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));

// builtin:node:worker_threads
var builtin$3 = __require("node:worker_threads");
var MessageChannel = /* @__PURE__ */ (() => builtin$3.MessageChannel)();
var Worker = /* @__PURE__ */ (() => builtin$3.Worker)();

// builtin:node:os
var builtin$2 = __require("node:os");
var availableParallelism = /* @__PURE__ */ (() => builtin$2.availableParallelism)();
var homedir = /* @__PURE__ */ (() => builtin$2.homedir)();
var tmpdir = /* @__PURE__ */ (() => builtin$2.tmpdir)();

// builtin:node:fs
var builtin$1 = __require("node:fs");
var accessSync = /* @__PURE__ */ (() => builtin$1.accessSync)();
var closeSync = /* @__PURE__ */ (() => builtin$1.closeSync)();
var existsSync = /* @__PURE__ */ (() => builtin$1.existsSync)();
var fstatSync = /* @__PURE__ */ (() => builtin$1.fstatSync)();
var openSync = /* @__PURE__ */ (() => builtin$1.openSync)();
var readdir = /* @__PURE__ */ (() => builtin$1.readdir)();
var readdirSync = /* @__PURE__ */ (() => builtin$1.readdirSync)();
var readSync = /* @__PURE__ */ (() => builtin$1.readSync)();
var readFileSync = /* @__PURE__ */ (() => builtin$1.readFileSync)();
var realpathSync = /* @__PURE__ */ (() => builtin$1.realpathSync)();
var rmSync = /* @__PURE__ */ (() => builtin$1.rmSync)();
var stat = /* @__PURE__ */ (() => builtin$1.stat)();
var statSync = /* @__PURE__ */ (() => builtin$1.statSync)();
var constants = /* @__PURE__ */ (() => builtin$1.constants)();

// src/errors.ts
var ActionError = class extends Error {
  name = "ActionError";
  code;
  hint;
  constructor(code, message, detail = {}) {
    super(message, detail.cause === void 0 ? void 0 : { cause: detail.cause });
    this.code = code;
    this.hint = detail.hint;
  }
};
function withHint({ message, hint }) {
  if (hint === void 0 || hint === "") return message;
  return /[.?!]$/.test(message) ? `${message} ${hint}` : `${message}. ${hint}`;
}
function about(name, thrown) {
  if (!(thrown instanceof ActionError)) return thrown;
  return new ActionError(thrown.code, `${name}: ${thrown.message}`, { hint: thrown.hint, cause: thrown });
}
var ProblemsError = class extends ActionError {
  name = "ProblemsError";
  problems;
  constructor(code, problems) {
    super(code, problems.join("\n"));
    this.problems = problems;
  }
};
function messageOf(thrown) {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

var OUT_OF_REACH = 2e8;
function compileEncoder(bytes, sparesParser) {
  const module = new WebAssembly.Module(bytes);
  if (sparesParser) setFlagsFromString(`--wasm-tiering-budget=${OUT_OF_REACH}`);
  return module;
}

// src/layer/encoder-starter.ts
var EncoderStarter = class {
  #script;
  #wasm;
  #sparesParser;
  #ahead;
  #booted = Promise.resolve();
  #module;
  /**
   * @param script the bundled `layer-worker.js`
   * @param wasm `assets/deflate.wasm`
   * @param sparesParser whether V8 is asked to leave the parser of HTTP as it is; default true
   */
  constructor(script, wasm, { sparesParser = true } = {}) {
    this.#script = script;
    this.#wasm = wasm;
    this.#sparesParser = sparesParser;
  }
  /**
   * Does nothing where there is one processor: no worker is used then. Where Node may not start any, whoever needs one
   * learns of it.
   * @returns resolves when the thread has loaded its modules, or never will
   */
  startAhead() {
    if (availableParallelism() < 2) return Promise.resolve();
    try {
      this.#ahead = this.#start();
      this.#booted = booted(this.#ahead);
    } catch {
    }
    return this.#booted;
  }
  worker() {
    const ahead = this.#ahead;
    this.#ahead = void 0;
    return ahead !== void 0 && isAlive(ahead) ? ahead : this.#start();
  }
  /**
   * Waits for the thread that boots: Node brings its own modules compiled for V8's own flags, and a thread that loads them
   * after a flag has changed parses each. https://github.com/nodejs/node/blob/v24.x/src/node_builtins.cc
   */
  async module() {
    if (this.#module === void 0) await keptAlive(this.#booted);
    this.#module ??= compileEncoder(readFileSync(this.#wasm), this.#sparesParser);
    return this.#module;
  }
  #start() {
    const worker = new Worker(this.#script, { execArgv: [], env: {} });
    worker.unref();
    return worker;
  }
};
function booted(worker) {
  return new Promise((resolve) => {
    worker.once("message", () => resolve());
    worker.on("error", () => resolve());
    worker.once("exit", () => resolve());
  });
}
async function keptAlive(booting) {
  const timer = setInterval(() => {
  }, 1e3);
  await booting;
  clearInterval(timer);
}
function isAlive({ threadId }) {
  return threadId !== -1;
}

// builtin:node:events
var builtin = __require("node:events");
var setMaxListeners = /* @__PURE__ */ (() => builtin.setMaxListeners)();

// src/runner/watch-for-signals.ts
function watchForSignals() {
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => ending.abort(new ActionError("cancelled", `The run was cancelled (${signal})`)));
  }
  return ending;
}

export { ActionError, EncoderStarter, MessageChannel, ProblemsError, __commonJS, __require, __toESM, about, accessSync, availableParallelism, closeSync, constants, existsSync, fstatSync, homedir, messageOf, openSync, readFileSync, readSync, readdir, readdirSync, realpathSync, rmSync, stat, statSync, tmpdir, watchForSignals, withHint };
