import { resolve } from 'node:path';
import { messageOf } from '../errors.ts';
import type { Request } from '../inputs/request.ts';
import type { Log } from '../ports.ts';
import { recordArtifacts } from '../report/artifacts.ts';
import { outputsOf } from '../report/outputs.ts';
import type { RunReport } from '../report/run-report.ts';
import type { RunPorts } from './run-ports.ts';
import { writeDigestFile } from './write-digest-file.ts';

/** Tells the user what became of the run, everywhere at once: outputs, files, summary, log. One place that fails keeps nothing from the others. */
export async function writeReport(
  report: RunReport,
  { digestFile, summary }: Pick<Request, 'digestFile' | 'summary'>,
  workspace: string,
  { environment, results, log }: RunPorts,
): Promise<void> {
  const outputs = outputsOf(report);
  const written = [
    await settled(async () => results.writeOutputs(outputs)),
    await settled(async () => {
      if (digestFile !== '') await writeDigestFile(resolve(workspace, digestFile), outputs.images);
    }),
  ];
  const published = report.pushed ? report.images.filter(({ error }) => error === undefined) : [];
  const notes = await recordArtifacts(environment, published).catch((error) => [
    `GITHUB_ARTIFACTS: ${messageOf(error)}`,
  ]);
  for (const note of notes) log.notice(note);
  if (summary) await results.writeSummary(report);
  if (outputs.image !== '') results.announce(outputs.images);
  const failed = written.filter((error) => error !== undefined);
  for (const error of failed.slice(1)) log.warning(messageOf(error));
  if (failed.length > 0) throw failed[0];
}

/** A run that has failed ends in that failure, and not in what then kept its report from being written. */
export async function afterFailure(failure: unknown, reporting: Promise<void>, log: Log): Promise<void> {
  try {
    await reporting;
  } catch (error) {
    if (failure === undefined) throw error;
    log.warning(messageOf(error));
  }
}

/** What the work failed with. */
async function settled(work: () => Promise<void>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
}
