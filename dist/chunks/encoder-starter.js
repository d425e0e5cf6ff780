import {
  Worker
} from "./builtin-node-worker_threads.js";
import {
  availableParallelism
} from "./builtin-node-os.js";
import {
  readFileSync
} from "./builtin-node-fs.js";
import {
  ActionError
} from "./errors.js";
import {
  __require
} from "./shared.js";

// src/layer/encoder-module.ts
import { setFlagsFromString } from "node:v8";
var TIER_UP_BUDGET = 2e5;
function compileEncoder(bytes, earlyTierUp) {
  if (earlyTierUp) setFlagsFromString(`--wasm-tiering-budget=${TIER_UP_BUDGET}`);
  return new WebAssembly.Module(bytes);
}

// src/layer/encoder-starter.ts
var EncoderStarter = class {
  #script;
  #wasm;
  #earlyTierUp;
  #ahead;
  #booted = Promise.resolve();
  #module;
  /**
   * @param script the bundled `layer-worker.js`
   * @param wasm `assets/deflate.wasm`
   * @param earlyTierUp whether V8 is asked to optimise the encoder early; default true
   */
  constructor(script, wasm, { earlyTierUp = true } = {}) {
    this.#script = script;
    this.#wasm = wasm;
    this.#earlyTierUp = earlyTierUp;
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
    this.#module ??= compileEncoder(readFileSync(this.#wasm), this.#earlyTierUp);
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

export {
  EncoderStarter,
  watchForSignals
};
