import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Results } from '../result.ts';
import { chart } from './chart.ts';
import { machineText, notRunText } from './sentences.ts';
import { table } from './table.ts';

const DOCS = join(import.meta.dirname, '../../docs');
const PLACE = /<!-- bench -->[\s\S]*<!-- \/bench -->/;

/** Puts the results into docs/benchmarks.md between its two marks, beside them the numbers as JSON and the chart. */
export async function writeDocuments(results: Results): Promise<void> {
  const page = join(DOCS, 'benchmarks.md');
  const text = await readFile(page, 'utf8');
  if (!PLACE.test(text)) throw new Error(`${page} has no <!-- bench --> … <!-- /bench --> to write into`);
  await writeFile(
    page,
    text.replace(PLACE, () => `<!-- bench -->\n${markdown(results)}\n<!-- /bench -->`),
  );
  await writeFile(join(DOCS, 'benchmarks.json'), `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(join(DOCS, 'benchmarks.svg'), chart(results));
}

function markdown(results: Results): string {
  const versions = results.versions.map(({ candidate, version }) => `- ${candidate}: ${version}`).join('\n');
  const tables = results.scenarios.map((scenario) => `### ${scenario.scenario.title}\n\n${table(scenario)}`);
  const notRun = notRunText(results);
  return [machineText(results), versions, ...tables, ...(notRun === '' ? [] : [notRun])].join('\n\n');
}
