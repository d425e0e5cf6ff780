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

// src/layer/encoder-assets.ts
var BYTES_PER_WORKER = 2 ** 22;

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
var lstatSync = /* @__PURE__ */ (() => builtin$1.lstatSync)();
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
var EncoderStarter = class {
  #script;
  #wasm;
  /** Whether the flag of V8 is still to be set. */
  #sparesParser;
  #ahead;
  /** All threads that were started. */
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
   * Does nothing where no worker will be used: with one processor, or for a small binary. Where Node may not start any,
   * whoever needs one learns of it.
   * @param binary what the user named; what is not the path of a file may stand for many, and an empty one for none
   * @returns resolves when the thread has loaded its modules, or never will
   */
  async startAhead(binary) {
    if (binary === "" || isSmall(binary) || availableParallelism() < 2) return;
    try {
      this.#ahead = this.#start();
    } catch {
    }
    await this.#booted;
  }
  worker() {
    const ahead = this.#ahead;
    this.#ahead = void 0;
    return ahead !== void 0 && isAlive(ahead) ? ahead : this.#start();
  }
  async module() {
    this.#module ??= new WebAssembly.Module(readFileSync(this.#wasm));
    return this.#module;
  }
  /**
   * From now on V8 optimises no other WebAssembly: undici's parser of HTTP, one function of 34 KB, reaches V8's number within a
   * few answers, and optimising it takes 50 ms of processor time and 14 MB of a cold push, whose answers are few. What V8 has
   * compiled before keeps the number that it was compiled with.
   * https://github.com/v8/v8/blob/main/src/wasm/wasm-code-manager.cc (tiering_budgets)
   *
   * It is the one flag of the engine that is set, once. Node brings its own modules compiled for V8's own flags, and a thread that
   * loads one after a flag has changed parses it: so this one has loaded all that a push needs, and the others have booted.
   * https://github.com/nodejs/node/blob/v24.x/src/node_builtins.cc
   */
  spareParser() {
    this.#booted.then(() => {
      if (!this.#sparesParser || this.#module === void 0) return;
      this.#sparesParser = false;
      setFlagsFromString(`--wasm-tiering-budget=${OUT_OF_REACH}`);
    });
  }
  #start() {
    const worker = new Worker(this.#script, { execArgv: [], env: {} });
    worker.unref();
    this.#booted = Promise.all([this.#booted, booted(worker)]);
    return worker;
  }
};
function isSmall(path) {
  try {
    const stats = statSync(path);
    return stats.isFile() && stats.size < BYTES_PER_WORKER;
  } catch {
    return false;
  }
}
function booted(worker) {
  return new Promise((resolve) => {
    worker.once("message", () => resolve());
    worker.on("error", () => resolve());
    worker.once("exit", () => resolve());
  });
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

export { ActionError, BYTES_PER_WORKER, EncoderStarter, MessageChannel, ProblemsError, __commonJS, __require, __toESM, about, accessSync, availableParallelism, closeSync, constants, existsSync, fstatSync, homedir, lstatSync, messageOf, openSync, readFileSync, readSync, readdir, readdirSync, realpathSync, rmSync, stat, statSync, tmpdir, watchForSignals, withHint };
