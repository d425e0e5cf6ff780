import { BARE, type TagCandidate } from './tag-candidate.ts';

/**
 * Names that were written out, such as the list that docker/metadata-action has made: where `1.4.2-alpine` stands beside
 * `1.4-alpine` or `latest-alpine`, `-alpine` is the suffix of a family and no pre-release.
 */
export function writtenFamilies(candidates: readonly TagCandidate[]): TagCandidate[] {
  const written = candidates.filter(isBareName).map(({ name }) => name);
  const suffixes = written
    .flatMap((name) => /^v?\d+\.\d+\.\d+(-.+)$/.exec(name)?.[1] ?? [])
    .filter((suffix) => written.some((name) => isRange(name, suffix)));
  return candidates.map((candidate) => (isBareName(candidate) ? inFamily(candidate, suffixes) : candidate));
}

function isBareName({ source, prefix, suffix }: TagCandidate): boolean {
  return source === 'written' && prefix === BARE.prefix && suffix === BARE.suffix;
}

function isRange(name: string, suffix: string): boolean {
  return name.endsWith(suffix) && /^(?:latest|v?\d+(?:\.\d+)?)$/.test(name.slice(0, -suffix.length));
}

function inFamily(candidate: TagCandidate, suffixes: readonly string[]): TagCandidate {
  const { name } = candidate;
  const suffix = suffixes.find((one) => name.endsWith(one) && name.length > one.length);
  return suffix === undefined ? candidate : { ...candidate, suffix };
}
