/** A version as Python writes it. https://packaging.python.org/en/latest/specifications/version-specifiers/ */
export interface Pep440Version {
  /** `1.2` -> [1, 2]; never empty. */
  readonly release: readonly number[];
  /** `1.2rc1`, `1.2.dev3`, `1.2.post1`: none of them is the plain release. */
  readonly isPlain: boolean;
  /** The normalised form: `v1.1beta2` -> `1.1b2`. */
  readonly text: string;
}

/** The expression of the specification, appendix "Parsing version strings with regular expressions". */
const VERSION = new RegExp(
  [
    '^\\s*v?(?:(?<epoch>\\d{1,9})!)?(?<release>\\d{1,15}(?:\\.\\d{1,15})*)',
    '(?<pre>[-_.]?(?<preKind>alpha|beta|preview|pre|a|b|c|rc)[-_.]?(?<preNumber>\\d*))?',
    '(?<post>-(?<bare>\\d+)|[-_.]?(?:post|rev|r)[-_.]?(?<postNumber>\\d*))?',
    '(?<dev>[-_.]?dev[-_.]?(?<devNumber>\\d*))?',
    '(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?\\s*$',
  ].join(''),
  'i',
);

const KINDS: Readonly<Record<string, string>> = { alpha: 'a', beta: 'b', c: 'rc', pre: 'rc', preview: 'rc' };

export function parsePep440(text: string): Pep440Version | undefined {
  const groups = VERSION.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const release = (groups.release ?? '').split('.').map(Number);
  const suffixes = suffixesOf(groups);
  const epoch = Number(groups.epoch ?? 0) === 0 ? '' : `${Number(groups.epoch)}!`;
  const local = groups.local === undefined ? '' : `+${groups.local.toLowerCase().replace(/[-_]/g, '.')}`;
  return { release, isPlain: suffixes === '', text: `${epoch}${release.join('.')}${suffixes}${local}` };
}

function suffixesOf(groups: Readonly<Record<string, string | undefined>>): string {
  const kind = groups.preKind?.toLowerCase() ?? '';
  const pre = groups.pre === undefined ? '' : `${KINDS[kind] ?? kind}${Number(groups.preNumber)}`;
  const post = groups.post === undefined ? '' : `.post${Number(groups.bare ?? groups.postNumber)}`;
  const dev = groups.dev === undefined ? '' : `.dev${Number(groups.devNumber)}`;
  return `${pre}${post}${dev}`;
}
