import { failureText } from '../failure-text.ts';
import { prose } from './summary/markdown.ts';

/**
 * The job summary of a run that failed before there was anything else to report.
 * @param sending whether anything may have been sent to a registry
 */
export function failureSummary(thrown: unknown, sending: boolean): string {
  const lines = failureText(thrown).split('\n');
  const known = sending
    ? 'No registry got so far that this run could tell what it holds. The log of the step has each request that failed.'
    : 'Nothing was sent to a registry.';
  return `## ❌ Failed\n\n${lines.map(markdownLine).join('\n')}\n\n${known}\n`;
}

/** Lists of problems stay lists; everything else is a line of its own. */
function markdownLine(line: string): string {
  return line.startsWith('- ') ? `- ${prose(line.slice(2), 2000)}` : `${prose(line, 2000)}<br>`;
}
