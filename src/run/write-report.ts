import { resolve } from 'node:path';
import { messageOf } from '../errors.ts';
import type { Log } from '../ports.ts';
import { recordArtifacts } from '../report/artifacts.ts';
import type { ProgramOutcome } from '../report/program-outcome.ts';
import { outputsOfPrograms } from '../report/program-outputs.ts';
import type { RunConfig } from './resolve-config.ts';
import type { RunPorts } from './run-ports.ts';
import { writeDigestFile } from './write-digest-file.ts';

/** Tells the user what became of the run, everywhere at once: outputs, files, summary, log. One place that fails keeps nothing from the others. */
export async function writeReport(
  outcomes: readonly ProgramOutcome[],
  configs: readonly Pick<RunConfig, 'request' | 'workspace'>[],
  { environment, results, log }: RunPorts,
): Promise<void> {
  const { request: { digestFile = '', summary = false } = {}, workspace = '' } = configs[0] ?? {};
  const outputs = outputsOfPrograms(outcomes);
  const images = outputs.images ?? '';
  const written = [
    await settled(async () => results.writeOutputs(outputs)),
    await settled(async () => {
      if (digestFile !== '') await writeDigestFile(resolve(workspace, digestFile), images);
    }),
  ];
  const reports = outcomes.flatMap(({ report }) => report ?? []);
  const published = reports.flatMap((report) => (report.pushed ? report.images : []));
  const succeeded = published.filter(({ error }) => error === undefined);
  const notes = await recordArtifacts(environment, succeeded).catch((error) => [
    `GITHUB_ARTIFACTS: ${messageOf(error)}`,
  ]);
  for (const note of notes) log.notice(note);
  if (summary) await results.writeSummary(outcomes);
  if (images !== '') results.announce(images);
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
