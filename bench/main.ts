/** `npm run bench`: whole pushes by this action and by what else does the job on this machine, side by side. */
import { writeFile } from 'node:fs/promises';
import { bench } from './bench.ts';
import { readOptions, USAGE } from './options.ts';
import { writeDocuments } from './report/documents.ts';
import { textReport } from './report/text.ts';

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(USAGE);
    return;
  }
  const results = await bench(options, (line) => process.stderr.write(`${line}\n`));
  process.stdout.write(textReport(results));
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(results, null, 2)}\n`);
  if (options.write) await writeDocuments(results, options.paths ? 'paths' : 'bench');
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 1;
}
