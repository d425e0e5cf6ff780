import type { Results } from '../result.ts';
import { machineText, notRunText } from './sentences.ts';
import { table } from './table.ts';

/** The report for a terminal. */
export function textReport(results: Results): string {
  const parts = results.scenarios.map((scenario) => `${scenario.scenario.title}\n\n${table(scenario)}`);
  const notRun = notRunText(results);
  return `\n${[machineText(results), ...parts, ...(notRun === '' ? [] : [notRun])].join('\n\n')}\n`;
}
