import { watchForSignals, EncoderStarter } from './chunks/boot.js';

// src/main.ts
var [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || major === 20 && minor < 18) {
  refuse(
    `from-scratch needs Node 20.18 or newer and was started with Node ${process.versions.node}. On a self-hosted runner, update the runner; elsewhere, put a newer node first on PATH.`
  );
} else {
  const ending = watchForSignals();
  const beside = (file) => new URL(file, import.meta.url);
  const encoder = new EncoderStarter(beside("./layer-worker.js"), beside("../assets/deflate.wasm"), {
    // A way out, should a Node ever take offence at the one flag that is set.
    sparesParser: process.env.FROM_SCRATCH_V8_FLAGS !== "none"
  });
  encoder.startAhead(process.env.INPUT_BINARY ?? "");
  const loaded = await import('./chunks/start.js').then(function (n) { return n.startStep; }).catch(
    (error) => refuse(`from-scratch cannot be loaded: ${error.message}`)
  );
  await loaded?.startStep(process.env, import.meta.url, encoder, ending);
}
function refuse(text) {
  process.stdout.write(`${process.env.GITHUB_ACTIONS === "true" ? "::error::" : "Error: "}${text}
`);
  process.exitCode = 1;
}
