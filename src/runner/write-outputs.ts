import { existsSync, statSync } from 'node:fs';
import { setOutput } from '@actions/core';
import { ActionError, messageOf } from '../errors.ts';
import type { Environment } from '../ports.ts';
import { printable } from '../printable.ts';
import type { OutputName } from '../report/output-names.ts';

/**
 * Writes the outputs for later steps. What the run did is done by then, so an error says it.
 * Without the file, @actions/core would print the command that runners obeyed before 2022.
 */
export function writeOutputs(outputs: Partial<Record<OutputName, string>>, environment: Environment): void {
  const file = environment.GITHUB_OUTPUT;
  if (!file) return;
  try {
    assertFile(file);
    for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  } catch (error) {
    const message = `The outputs cannot be written to GITHUB_OUTPUT (${printable(file, 300)}): ${printable(messageOf(error), 300)}`;
    const published =
      outputs.pushed === 'true' ? `The image is published: ${outputs.images}` : 'Nothing was published.';
    throw new ActionError('output', message, {
      hint: `${published} Later steps do not get the outputs; let GITHUB_OUTPUT be a file that this run may write to.`,
      cause: error,
    });
  }
}

/** Writing to a pipe that nobody reads would never end. */
function assertFile(file: string): void {
  if (!existsSync(file)) throw new Error('there is no such file');
  const stats = statSync(file);
  if (stats.isDirectory()) throw new Error('it is a directory');
  if (stats.isFIFO() || stats.isSocket()) throw new Error('it is not a file');
}
