import { printable, temporaryFolderOf, rm, mkdtemp, join, formatPlatform, hexOf } from './start.js';
import { ActionError, messageOf, rmSync } from './boot.js';
import { writeOutput } from './write-piece.js';
import './stored-layout.js';
import './streamx-index.js';

// src/runner/smoke-test.ts
var RUNTIMES = ["docker", "podman"];
var LOAD_LIMIT = 12e4;
var RUN_LIMIT = 3e4;
var NOT_STARTED = /* @__PURE__ */ new Set([125, 126, 127]);
var REASON = /^(?:docker|Error): .*/m;
async function smokeTest(test, processes) {
  const runtime = await loadedBy(test, processes);
  const run = ["run", "--rm", "--name", test.container, "--network", "none", test.reference, ...test.args];
  try {
    const result = await processes.run(runtime, run, { timeout: RUN_LIMIT });
    if (result.exitCode !== 0) throw notStarted(runtime, result) ?? failed(test, result);
  } catch (error) {
    if (error instanceof ActionError) throw error;
    throw new ActionError("smoke-test", `The smoke test failed: ${messageOf(error)}`, {
      hint: "Give smoke-test arguments that end by themselves, such as --version.",
      cause: error
    });
  } finally {
    await quietly(processes, runtime, ["rm", "--force", test.container]);
    await quietly(processes, runtime, ["image", "rm", "--force", test.reference]);
  }
}
async function loadedBy({ archive, reference }, processes) {
  const reasons = [];
  for (const runtime of RUNTIMES) {
    try {
      const { exitCode, stderr } = await processes.run(runtime, ["load", "--input", archive], { timeout: LOAD_LIMIT });
      if (exitCode === 0) return runtime;
      reasons.push(`${runtime}: ${printable(stderr, 300)}`);
    } catch (error) {
      if (error instanceof ActionError) {
        await quietly(processes, runtime, ["image", "rm", "--force", reference]);
        throw error;
      }
      reasons.push(`${runtime}: ${messageOf(error)}`);
    }
  }
  throw new ActionError(
    "smoke-test",
    `smoke-test needs docker or podman, and neither works here. ${reasons.join("; ")}`,
    {
      hint: "Use a runner that has one of them, or leave out smoke-test. Nothing was pushed."
    }
  );
}
function notStarted(runtime, { exitCode, stderr }) {
  const reason = NOT_STARTED.has(exitCode) ? REASON.exec(stderr)?.[0] : void 0;
  if (reason === void 0) return void 0;
  const told = `${runtime} could not start the image for the smoke test (exit code ${exitCode}), so the program did not run.`;
  return new ActionError("smoke-test", `${told} ${runtime} says: ${printable(reason, 600)}`, {
    hint: "If this names the program, look at entrypoint and path; if it is about limits, cgroups or namespaces, use another runner or leave out smoke-test. Nothing was pushed."
  });
}
function failed({ args }, { exitCode, stdout, stderr }) {
  const last = `${stdout.trim()}
${stderr.trim()}`.trim().split("\n").slice(-10).map((line) => printable(line, 300));
  const what = args.length === 0 ? "The image" : `The image with the arguments ${printable(args.join(" "), 200)}`;
  const said = last.join("") === "" ? "It printed nothing." : `Its last lines:
${last.join("\n")}`;
  return new ActionError("smoke-test", `${what} ended with exit code ${exitCode} in the smoke test. ${said}`, {
    hint: "Nothing was pushed."
  });
}
async function quietly(processes, runtime, args) {
  await processes.run(runtime, args, { timeout: RUN_LIMIT, evenAfterCancel: true }).catch(() => void 0);
}

// src/run/temporary-folder.ts
async function withTemporaryFolder(prefix, environment, work) {
  const folder = await makeFolder(prefix, temporaryFolderOf(environment));
  const removeNow = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", removeNow);
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
    process.off("exit", removeNow);
  }
}
async function makeFolder(prefix, parent) {
  try {
    return await mkdtemp(join(parent, prefix));
  } catch (error) {
    const message = `A temporary folder in ${printable(parent, 300)} cannot be made: ${printable(messageOf(error), 300)}`;
    throw new ActionError("runtime", message, {
      hint: "Let RUNNER_TEMP be a folder that this run may write to. Nothing was pushed.",
      cause: error
    });
  }
}

// src/run/run-smoke-test.ts
var ARCHITECTURES = { x64: "amd64", ia32: "386" };
function runnable({ os, architecture }) {
  return os === "linux" && architecture === (ARCHITECTURES[process.arch] ?? process.arch);
}
async function runSmokeTest(finished, readTar, args, { environment, processes, log, signal }) {
  const image = finished.images.find(({ platform }) => runnable(platform));
  const others = finished.images.filter((one) => one !== image).map(({ platform }) => formatPlatform(platform));
  if (others.length > 0) log.notice(`The smoke test leaves out ${others.join(", ")}: this machine cannot run it`);
  if (image === void 0) return;
  await withTemporaryFolder("smoke-test-", environment, async (folder) => {
    const archive = join(folder, "image.tar");
    const container = `from-scratch-${hexOf(image.config.descriptor.digest).slice(0, 12)}-${process.pid}`;
    const reference = `localhost/${container}:smoke-test`;
    const images = { root: image.manifest.descriptor, images: [image] };
    await writeOutput({ kind: "docker-archive", path: archive, name: reference }, images, readTar, signal).catch(
      (error) => refuseArchive(folder, error)
    );
    await log.group("Smoke test", () => smokeTest({ archive, reference, args, container }, processes));
  });
}
function refuseArchive(folder, error) {
  if (error instanceof ActionError) throw error;
  const message = `smoke-test: the image cannot be written to ${printable(folder, 300)}: ${printable(messageOf(error))}`;
  const hint = "It is loaded into docker or podman from there. RUNNER_TEMP says where the folder lies.";
  throw new ActionError("output", message, { cause: error, hint });
}

export { runSmokeTest };
