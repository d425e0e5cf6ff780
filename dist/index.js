import { createRequire as __createRequire } from 'node:module';
const require = process.getBuiltinModule ?? __createRequire(import.meta.url);
import "./chunks/chunk-GWSNUBYR.js";

// src/tune-engine.ts
import { setFlagsFromString } from "node:v8";
var LONG_RUN = 300;
var TIERING_BUDGET = 2e8;
function tuneEngine() {
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
  tuneEngine();
  const { WorkerStarter } = await import("./chunks/worker-starter-W4ROSDZI.js");
  const workers = new WorkerStarter(new URL("./layer-worker.js", import.meta.url));
  if (process.env.INPUT_BINARY) workers.startAhead();
  const { start } = await import("./chunks/start-EKZZP2YZ.js");
  await start(import.meta.url, workers);
}
