import type { Secrets } from '../../credentials/secrets.ts';
import { messageOf } from '../../errors.ts';
import type { Environment, Log } from '../../ports.ts';
import { appendText } from '../append-text.ts';
import type { RunReport } from '../run-report.ts';
import { plain } from './markdown.ts';
import { summaryOf } from './summary.ts';

/** The runner turns a summary over 1 MiB into an error (actions/runner, FileCommandManager.cs). */
const LIMIT = 1024 * 1024;

/** Adds the page to the job summary. Where there is none, or it cannot be written, the run goes on. */
export async function writeSummary(
  report: RunReport,
  environment: Environment,
  secrets: Secrets,
  log: Log,
): Promise<void> {
  const file = environment.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === '') return;
  const page = secrets.redact(secrets.redact(summaryOf(report)), (form) => plain(form, form.length * 2));
  if (Buffer.byteLength(page) > LIMIT)
    return log.notice('The job summary was left out: it would be larger than 1 MiB.');
  await appendText(file, page).catch((error) =>
    log.notice(`The job summary could not be written: ${messageOf(error)}`),
  );
}
