import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/main.ts
import { setFlagsFromString } from "node:v8";
var [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || major === 20 && minor < 18) {
  process.stdout.write(
    `::error::from-scratch needs Node 20.18 or newer and was started with Node ${process.versions.node}. On a self-hosted runner, update the runner; elsewhere, put a newer node first on PATH.
`
  );
  process.exitCode = 1;
} else {
  setFlagsFromString("--no-maglev");
  const { start } = await import("./chunks/start-4SE3G3KP.js");
  await start(import.meta.url);
}
