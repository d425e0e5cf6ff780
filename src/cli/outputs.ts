import type { Outputs } from '../caller.ts';
import { OUTPUT_NAMES } from '../report/output-names.ts';

/** Outputs with one entry per line or between commas. */
const LISTS: ReadonlySet<string> = new Set(['images', 'tags', 'platforms', 'sbom']);

/** Outputs that are JSON themselves. */
const DOCUMENTS: ReadonlySet<string> = new Set(['metadata', 'attestations']);

/** The outputs as one JSON document, each with the type that it stands for. */
export function jsonOf(outputs: Outputs): string {
  const entries = Object.entries(outputs).map(([name, text]) => [name, typed(name, text ?? '')] as const);
  return JSON.stringify(Object.fromEntries(entries), null, 2);
}

function typed(name: string, text: string): unknown {
  if (LISTS.has(name)) return text.split(/[\n,]/).filter((entry) => entry !== '');
  if (name === 'pushed') return text === 'true';
  if (name === 'size') return Number(text);
  return DOCUMENTS.has(name) && text !== '' ? JSON.parse(text) : text;
}

/**
 * The outputs as GitLab reads variables from a job: no line breaks, ASCII names, at most 5 KB, so that what is JSON is
 * left out. https://docs.gitlab.com/ci/yaml/artifacts_reports/#artifactsreportsdotenv
 */
export function dotenvOf(outputs: Outputs): string {
  const lines = OUTPUT_NAMES.filter((name) => !DOCUMENTS.has(name)).map((name) => {
    const text = outputs[name] ?? '';
    return `FROM_SCRATCH_${name.toUpperCase().replaceAll('-', '_')}=${text.replaceAll('\n', ' ')}`;
  });
  return `${lines.join('\n')}\n`;
}
