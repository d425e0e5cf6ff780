import { createRequire as __createRequire } from 'node:module';
const require = process.getBuiltinModule ?? __createRequire(import.meta.url);
import {
  availableParallelism
} from "./chunks/chunk-WBFKXFM2.js";
import {
  __require
} from "./chunks/chunk-GWSNUBYR.js";

// builtin:node:worker_threads
var builtin = __require("node:worker_threads");
var Worker = /* @__PURE__ */ (() => builtin.Worker)();

// src/layer/worker-starter.ts
var WorkerStarter = class {
  #url;
  #ahead;
  /** @param url the bundled `layer-worker.js` */
  constructor(url) {
    this.#url = url;
  }
  /** Does nothing where there is one processor: nobody is going to take a worker then. */
  startAhead() {
    if (availableParallelism() < 2) return void 0;
    this.#ahead = this.#start();
    return this.#ahead.on("error", () => {
    });
  }
  /** A worker that nobody else has. It does not keep the process alive. */
  take() {
    const ahead = this.#ahead;
    this.#ahead = void 0;
    return ahead !== void 0 && isAlive(ahead) ? ahead : this.#start();
  }
  #start() {
    const worker = new Worker(this.#url, { execArgv: [], env: {} });
    worker.unref();
    return worker;
  }
};
function isAlive({ threadId }) {
  return threadId !== -1;
}

// src/tune-engine.ts
import { setFlagsFromString } from "node:v8";
var LONG_RUN = 300;
var TIERING_BUDGET = 2e8;
var NODE_MODULES = ["node:assert", "node:crypto", "node:fs/promises", "node:net", "node:perf_hooks", "node:zlib"];
function tuneEngine(ahead) {
  for (const name of NODE_MODULES) process.getBuiltinModule(name);
  if (ahead === void 0) setFlags();
  else ahead.once("online", setFlags).once("error", setFlags);
}
function setFlags() {
  setFlagsFromString("--no-maglev");
  setFlagsFromString("--no-opt");
  setFlagsFromString(`--wasm-tiering-budget=${TIERING_BUDGET}`);
  setTimeout(() => setFlagsFromString("--opt"), LONG_RUN).unref();
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
  const workers = new WorkerStarter(new URL("./layer-worker.js", import.meta.url));
  tuneEngine(process.env.INPUT_BINARY ? workers.startAhead() : void 0);
  const { start } = await import("./chunks/start-7CNNO26W.js");
  await start(import.meta.url, workers);
}
