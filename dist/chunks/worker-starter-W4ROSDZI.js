import { createRequire as __createRequire } from 'node:module';
const require = process.getBuiltinModule ?? __createRequire(import.meta.url);
import {
  availableParallelism
} from "./chunk-WBFKXFM2.js";
import {
  __require
} from "./chunk-GWSNUBYR.js";

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
    if (availableParallelism() < 2) return;
    this.#ahead = this.#start();
    this.#ahead.on("error", () => {
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
export {
  WorkerStarter
};
