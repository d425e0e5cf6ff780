import { resolve } from 'node:path';
import * as core from '@actions/core';
import type { OutputName } from '../action/output-names.ts';
import { recordArtifacts } from '../action/report/artifacts.ts';
import { outputsOf } from '../action/report/outputs.ts';
import type { RunReport } from '../action/report/run-report.ts';
import type { Request } from '../action/request.ts';
import { writeSummary } from '../action/summary/write-summary.ts';
import { messageOf } from '../errors.ts';
import type { RunPorts } from './run-ports.ts';
import { writeDigestFile } from './write-digest-file.ts';

/** Tells the user what became of the run, everywhere at once: outputs, files, summary, log. */
export async function writeReport(
  report: RunReport,
  { digestFile, summary }: Pick<Request, 'digestFile' | 'summary'>,
  workspace: string,
  { environment, log }: RunPorts,
): Promise<void> {
  const outputs = outputsOf(report);
  writeOutputs(outputs, { environment });
  if (digestFile !== '') await writeDigestFile(resolve(workspace, digestFile), outputs.images);
  const published = report.pushed ? report.images.filter(({ error }) => error === undefined) : [];
  const notes = await recordArtifacts(environment, published).catch((error) => [
    `GITHUB_ARTIFACTS: ${messageOf(error)}`,
  ]);
  for (const note of notes) log.notice(note);
  if (summary) await writeSummary(report, environment, log);
  if (outputs.image !== '') log.info(outputs.images);
}

/** Without the file, @actions/core would print the command that runners obeyed before 2022. */
export function writeOutputs(
  outputs: Partial<Record<OutputName, string>>,
  { environment }: Pick<RunPorts, 'environment'>,
): void {
  if (environment.GITHUB_OUTPUT) for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
}
