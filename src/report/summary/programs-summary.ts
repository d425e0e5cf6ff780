import { messageOf } from '../../errors.ts';
import { formatBytes } from '../../quantities.ts';
import { sizeOf } from '../outputs.ts';
import type { ProgramOutcome } from '../program-outcome.ts';
import type { RunReport } from '../run-report.ts';
import { code, plain, table, unbroken } from './markdown.ts';
import { summaryOf } from './summary.ts';

/** The job summary of a run: of several programs a table first, then a section for each. */
export function summaryOfPrograms(outcomes: readonly ProgramOutcome[]): string {
  const alone = outcomes.length === 1;
  const sections = outcomes.flatMap(({ report }) => (report === undefined ? [] : [summaryOf(report, alone)]));
  return outcomes[0]?.program === '' ? sections.join('') : [programsTable(outcomes), ...sections].join('\n');
}

/** A line for each program. */
export function programsTable(outcomes: readonly ProgramOutcome[]): string {
  const failed = outcomes.filter(({ failure }) => failure !== undefined).length;
  const count = outcomes.length === 1 ? '1 program' : `${outcomes.length} programs`;
  const headline = failed > 0 ? `❌ ${failed} of ${count} failed.` : stateOf(outcomes);
  const rows = outcomes.map(({ program, report, failure }) => [
    code(program),
    failure === undefined ? (report?.pushed === true ? '✅' : '➖') : `❌ ${plain(messageOf(failure), 400)}`,
    report === undefined ? '' : report.images.map(({ name }) => code(name)).join('<br>'),
    report === undefined ? '' : plain(report.platforms.map(({ platform }) => platform).join(', ')),
    report === undefined ? '' : unbroken(formatBytes(sizeOf(report.platforms))),
    report === undefined ? '' : code(report.root.digest.slice(0, 19)),
  ]);
  const traffic = outcomes.findLast(({ report }) => report !== undefined)?.report?.traffic;
  const sent =
    traffic === undefined || traffic.requests === 0
      ? ''
      : ` ${formatBytes(traffic.bytesSent)} sent in ${traffic.requests} requests, ${traffic.tokenRequests} of them for tokens.`;
  const lines = table(['program', 'state', 'image', 'platforms', 'size', 'digest'], rows);
  return `${[`## 📦 ${count}`, `${headline}${sent}`, lines].join('\n\n')}\n`;
}

function stateOf(outcomes: readonly ProgramOutcome[]): string {
  const reports = outcomes.flatMap(({ report }): RunReport[] => (report === undefined ? [] : [report]));
  const local = reports.find(({ pushed }) => !pushed);
  return local === undefined ? '✅ Published.' : `Built, not pushed: ${plain(local.reason)}.`;
}
