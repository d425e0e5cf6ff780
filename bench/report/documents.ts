import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Results } from '../result.ts';
import { chart } from './chart.ts';
import { overview } from './overview.ts';
import { machineText, notRunText } from './sentences.ts';

const DOCS = join(import.meta.dirname, '../../docs');

/**
 * Puts the results into docs/benchmarks.md between the two marks that are theirs, and beside them the numbers as JSON and,
 * for loopback, the chart.
 */
export async function writeDocuments(results: Results, kind: 'bench' | 'paths'): Promise<void> {
  const page = join(DOCS, 'benchmarks.md');
  const place = new RegExp(`<!-- ${kind} -->[\\s\\S]*<!-- /${kind} -->`);
  const text = await readFile(page, 'utf8');
  if (!place.test(text)) throw new Error(`${page} has no <!-- ${kind} --> … <!-- /${kind} --> to write into`);
  await writeFile(
    page,
    text.replace(place, () => `<!-- ${kind} -->\n${markdown(results)}\n<!-- /${kind} -->`),
  );
  const name = kind === 'bench' ? 'benchmarks' : 'benchmarks-paths';
  await writeFile(join(DOCS, `${name}.json`), `${JSON.stringify(results, null, 2)}\n`);
  if (kind === 'bench') await writeFile(join(DOCS, 'benchmarks.svg'), chart(results));
}

function markdown(results: Results): string {
  const versions = results.versions.map(({ candidate, version }) => `${candidate}: ${version}`).join('; ');
  const notRun = notRunText(results);
  return [overview(results), machineText(results), `${versions}.`, ...(notRun === '' ? [] : [notRun])].join('\n\n');
}
