import { answerOf, commandCaller } from './cli/command.ts';
import { readCommandLine } from './cli/command-line.ts';
import { ActionError } from './errors.ts';
import { failureText } from './failure-text.ts';
import type { EncoderAssets } from './layer/encoder-assets.ts';
import { harmless } from './printable.ts';
import { systemClock } from './runner/clock.ts';
import { start } from './start.ts';

/**
 * Reads the command line and does what it asks for. Wrong usage ends with 2, before anything else is looked at.
 * @param distribution address of the running file in dist/
 */
export async function runCommandLine(
  args: readonly string[],
  distribution: string,
  encoder: EncoderAssets,
  ending: AbortController,
): Promise<void> {
  const write = (text: string) => void process.stdout.write(text);
  try {
    const line = readCommandLine(args);
    if (line.kind !== 'run') return write(await answerOf(line, distribution));
    const surroundings = { environment: process.env, clock: systemClock, screen: process.stderr, write, readInput };
    const caller = await commandCaller(line, surroundings);
    await start(distribution, encoder, caller, ending);
  } catch (error) {
    process.stderr.write(`${harmless(`Error: ${failureText(error)}`)}\n`);
    // A thread that was started ahead must not hold up the end.
    process.exitCode = error instanceof ActionError ? 2 : 1;
    process.stderr.write('', () => process.exit());
  }
}

async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
