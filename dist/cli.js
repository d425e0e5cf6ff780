#!/usr/bin/env node
import { watchForSignals, EncoderStarter } from './chunks/boot.js';

// src/cli.ts
var [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || major === 20 && minor < 18) {
  refuse(`from-scratch needs Node 20.18 or newer and was started with Node ${process.versions.node}.`);
} else {
  const ending = watchForSignals();
  const beside = (file) => new URL(file, import.meta.url);
  const encoder = new EncoderStarter(beside("./layer-worker.js"), beside("../assets/deflate.wasm"), {
    sparesParser: process.env.FROM_SCRATCH_V8_FLAGS !== "none"
  });
  const args = process.argv.slice(2);
  const binary = args.find((word) => !word.startsWith("-")) ?? "";
  if (!args.includes("--help") && !args.includes("--completion")) encoder.startAhead(binary);
  const loaded = await import('./chunks/start-command.js').then(function (n) { return n.startCommand; }).catch(
    (error) => refuse(`from-scratch cannot be loaded: ${error.message}`)
  );
  await loaded?.runCommandLine(args, import.meta.url, encoder, ending);
}
function refuse(text) {
  process.stderr.write(`Error: ${text}
`);
  process.exitCode = 1;
}
