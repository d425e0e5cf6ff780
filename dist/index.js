import {
  availableParallelism,
  readFileSync
} from "./chunks/chunk-RDZ43ZYZ.js";
import {
  __require
} from "./chunks/chunk-7VZ5H7B6.js";

// builtin:node:worker_threads
var builtin = __require("node:worker_threads");
var Worker = /* @__PURE__ */ (() => builtin.Worker)();

// src/layer/encoder-module.ts
import { setFlagsFromString } from "node:v8";
var SOON = 2e5;
var NEVER = 2e8;
function compileEncoder(bytes) {
  optimiseAfter(SOON);
  try {
    return new WebAssembly.Module(bytes);
  } finally {
    holdBackWebAssembly();
  }
}
function holdBackWebAssembly() {
  optimiseAfter(NEVER);
}
function optimiseAfter(budget) {
  setFlagsFromString(`--wasm-tiering-budget=${budget}`);
}

// src/layer/encoder-starter.ts
var EncoderStarter = class {
  #script;
  #wasm;
  #ahead;
  #booted = Promise.resolve();
  #module;
  /**
   * @param script the bundled `layer-worker.js`
   * @param wasm `assets/deflate.wasm`
   */
  constructor(script, wasm) {
    this.#script = script;
    this.#wasm = wasm;
  }
  /**
   * Does nothing where there is one processor: nobody is going to take a worker then.
   * @returns resolves when the thread has loaded its modules, or never will
   */
  startAhead() {
    if (availableParallelism() < 2) return Promise.resolve();
    const worker = this.#start();
    this.#ahead = worker;
    this.#booted = booted(worker);
    return this.#booted;
  }
  worker() {
    const ahead = this.#ahead;
    this.#ahead = void 0;
    return ahead !== void 0 && isAlive(ahead) ? ahead : this.#start();
  }
  /** Waits for the thread that boots: compiling the encoder changes V8's flags, see tune-engine.ts. */
  async module() {
    if (this.#module === void 0) await keptAlive(this.#booted);
    this.#module ??= compileEncoder(readFileSync(this.#wasm));
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

// src/tune-engine.ts
import { setFlagsFromString as setFlagsFromString2 } from "node:v8";
var LONG_RUN = 300;
var NODE_MODULES = ["node:crypto", "node:fs/promises", "node:net", "node:zlib"];
function tuneEngine(booted2) {
  for (const name of NODE_MODULES) process.getBuiltinModule(name);
  void booted2.then(setFlags);
}
function setFlags() {
  setFlagsFromString2("--no-maglev");
  setFlagsFromString2("--no-opt");
  holdBackWebAssembly();
  setTimeout(() => setFlagsFromString2("--opt"), LONG_RUN).unref();
}

// src/main.ts
var [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || major === 20 && minor < 18) {
  process.stdout.write(
    `::error::from-scratch needs Node 20.18 or newer and was started with Node ${process.versions.node}. On a self-hosted runner, update the runner; elsewhere, put a newer node first on PATH.
`
  );
  process.exitCode = 1;
} else {
  const beside = (file) => new URL(file, import.meta.url);
  const encoder = new EncoderStarter(beside("./layer-worker.js"), beside("./assets/deflate.wasm"));
  tuneEngine(process.env.INPUT_BINARY ? encoder.startAhead() : Promise.resolve());
  const { start } = await import("./chunks/start-DTFWYLD3.js");
  await start(import.meta.url, encoder);
}
