import type { Secrets } from '../../credentials/secrets.ts';
import { messageOf } from '../../errors.ts';
import type { Environment, Log } from '../../ports.ts';
import { appendText } from '../append-text.ts';
import type { ProgramOutcome } from '../program-outcome.ts';
import { plain } from './markdown.ts';
import { programsTable, summaryOfPrograms } from './programs-summary.ts';

/** The runner turns a summary over 1 MiB into an error (actions/runner, FileCommandManager.cs). */
const LIMIT = 1024 * 1024;

/** Adds the page to the job summary. Where there is none, or it cannot be written, the run goes on. */
export async function writeSummary(
  outcomes: readonly ProgramOutcome[],
  environment: Environment,
  secrets: Secrets,
  log: Log,
): Promise<void> {
  const page = summaryOfPrograms(outcomes);
  // Of very many programs the table alone is left.
  const fits = Buffer.byteLength(page) <= LIMIT || outcomes.length === 1;
  await writePage(fits ? page : programsTable(outcomes), environment, secrets, log);
}

/** Adds a page, from which all secrets are taken. */
export async function writePage(text: string, environment: Environment, secrets: Secrets, log: Log): Promise<void> {
  const file = environment.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === '') return;
  const page = secrets.redact(secrets.redact(text), (form) => plain(form, form.length * 2));
  if (Buffer.byteLength(page) > LIMIT)
    return log.notice('The job summary was left out: it would be larger than 1 MiB.');
  await appendText(file, page).catch((error) =>
    log.notice(`The job summary could not be written: ${messageOf(error)}`),
  );
}
