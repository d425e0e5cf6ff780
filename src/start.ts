import type { Caller } from './caller.ts';
import { ActionError } from './errors.ts';
import { assetsFrom } from './image/kit/assets.ts';
import type { EncoderAssets } from './layer/encoder-assets.ts';
import { readAsset, untrustedFolderOf } from './run/folders.ts';
import { run } from './run.ts';
import { systemClock } from './runner/clock.ts';
import { type Fail, failOnce } from './runner/failure.ts';
import { createProcessRunner } from './runner/process-runner.ts';
import { ProgramPath } from './runner/program-path.ts';
import { surviveClosedLog, watchForSilentEnd } from './runner/silent-end.ts';

/** Milliseconds in which what is under way is undone after a signal, before the process ends all the same. */
const GRACE = 7500;

/**
 * Builds the ports, runs, and turns anything thrown into one failed step or command.
 * @param distribution address of the running file in dist/
 * @param encoder may be on its way already
 * @param ending aborted by a signal, maybe already
 */
export async function start(
  distribution: string,
  encoder: EncoderAssets,
  caller: Caller,
  ending: AbortController,
): Promise<void> {
  const environment = process.env;
  const fail = failOnce(caller.log, caller.exitCodeOf);
  const { signal } = ending;
  process.on('uncaughtException', (error) => ending.abort(error));
  const stopWatching = watchForSilentEnd(fail);
  surviveClosedLog();
  const work = async () => {
    refuseWithoutWebAssembly();
    const path = new ProgramPath(environment.PATH ?? environment.Path ?? '', untrustedFolderOf(environment));
    const processes = createProcessRunner({ environment, path, signal });
    const ports = { ...caller, environment, clock: systemClock, random: Math.random, processes, signal };
    const assets = assetsFrom((name) => readAsset(name, distribution));
    await run({ ...ports, assets, encoder });
  };
  await Promise.race([runToEnd(work, signal, fail), graceAfter(signal, fail)]);
  stopWatching();
  // A helper program that does not end, or a socket kept open, must not hold up the job.
  process.stdout.write('', () => process.exit());
}

async function runToEnd(work: () => Promise<void>, signal: AbortSignal, fail: Fail): Promise<void> {
  try {
    await work();
  } catch (error) {
    // What breaks because the run ends is no failure of its own.
    fail(signal.aborted && !(error instanceof ActionError) ? signal.reason : error);
  }
}

/** Nothing may hold up the end: neither work that does not hear of the signal nor a registry that does not answer. */
function graceAfter(signal: AbortSignal, fail: Fail): Promise<void> {
  return new Promise((resolve) => {
    const expired = () => {
      fail(signal.reason instanceof ActionError ? tooLate(signal.reason) : signal.reason);
      resolve();
    };
    signal.addEventListener('abort', () => setTimeout(expired, GRACE), { once: true });
  });
}

function tooLate({ message }: ActionError): ActionError {
  return new ActionError('cancelled', `${message}, and what was under way did not end within ${GRACE / 1000} s`, {
    hint: 'What the log shows above has been done. Nothing is known of what was on its way to a registry.',
  });
}

/** Node's HTTP client and the encoder are WebAssembly; without it a registry would seem to speak no HTTP. */
function refuseWithoutWebAssembly(): void {
  if ('WebAssembly' in globalThis) return;
  throw new ActionError('runtime', 'Node was started without WebAssembly, which the HTTP client and the encoder need', {
    hint: `Remove --jitless from NODE_OPTIONS, which is: ${process.env.NODE_OPTIONS ?? '(not set)'}`,
  });
}
