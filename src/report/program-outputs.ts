import type { OutputName } from './output-names.ts';
import { outputsOf, sizeOf } from './outputs.ts';
import type { ProgramOutcome } from './program-outcome.ts';

/** Outputs that list something of every program. */
const LISTS: readonly OutputName[] = ['images', 'tags', 'sbom'];

/**
 * The outputs of a run with an image for each program: lists have all of them, `metadata` is an object by name, and what
 * can be of one image only is that of the first by name.
 */
export function outputsOfPrograms(outcomes: readonly ProgramOutcome[]): Partial<Record<OutputName, string>> {
  const [only] = outcomes;
  if (only?.program === '') return only.report === undefined ? {} : outputsOf(only.report);
  const known = outcomes.flatMap(({ program, report }) => {
    return report === undefined ? [] : [{ program, report, outputs: outputsOf(report) }];
  });
  const first = known.find(({ program }) => program === only?.program)?.outputs ?? {};
  const lists = LISTS.map((name) => [
    name,
    known
      .map(({ outputs }) => outputs[name])
      .filter(Boolean)
      .join('\n'),
  ]);
  const metadata = known.map(({ program, outputs }) => [program, JSON.parse(outputs.metadata)]);
  return {
    ...first,
    ...Object.fromEntries(lists),
    version: known[0]?.outputs.version ?? '',
    size: String(sizeOf(known.flatMap(({ report }) => report.platforms))),
    pushed: String(outcomes.every(({ report, failure }) => failure === undefined && report?.pushed === true)),
    attestations: JSON.stringify(known.flatMap(({ outputs }) => JSON.parse(outputs.attestations))),
    metadata: JSON.stringify(Object.fromEntries(metadata), null, 2),
  };
}
