import { ProblemsError } from '../errors.ts';
import { pairFault, pairOf } from './pair-line.ts';
import { quote } from './problems.ts';

type Texts = Readonly<Record<string, string>>;

/** Annotations by where they stand; those without a level are on both. */
export interface AnnotationSet {
  /** On the manifest of every platform. */
  readonly manifest: Texts;
  readonly index: Texts;
}

type Level = keyof AnnotationSet;

/** buildx writes these onto the descriptors of an index, where hardly anybody looks; here they are left out. */
const DESCRIPTOR_LEVELS: readonly string[] = ['manifest-descriptor', 'index-descriptor'];

/** What docker/metadata-action and buildx write before a key. https://docs.docker.com/build/metadata/annotations/#specify-annotation-level */
const LEVELS = /^((?:manifest|index|manifest-descriptor|index-descriptor)(?:\[[^\]]*\])?(?:,[a-z-]+(?:\[[^\]]*\])?)*):/;

interface LeveledKey {
  readonly key: string;
  readonly levels: readonly Level[];
}

/** Reads `manifest:`, `index:` and `manifest,index:` before a key; a fault is what is wrong with the level. */
function leveledKey(text: string): LeveledKey | { readonly fault: string } {
  const [prefix, names] = LEVELS.exec(text) ?? [];
  if (prefix === undefined || names === undefined) return { key: text, levels: ['manifest', 'index'] };
  const levels = names.split(',');
  const unknown = levels.find((level) => !isLevel(level) && !DESCRIPTOR_LEVELS.includes(level));
  if (unknown !== undefined)
    return { fault: `the level ${quote(unknown)} is not known here; write manifest: or index:` };
  const key = text.slice(prefix.length);
  return key === '' ? { fault: 'there is no key after the level' } : { key, levels: levels.filter(isLevel) };
}

function isLevel(text: string): text is Level {
  return text === 'manifest' || text === 'index';
}

/** What is said of annotations that are left out, one text for each level of the lines. */
export function leftOutAnnotations(lines: readonly string[]): string[] {
  const prefixes = lines.flatMap((line) => LEVELS.exec(pairOf(line)[0])?.[1]?.split(',') ?? []);
  return DESCRIPTOR_LEVELS.filter((level) => prefixes.includes(level)).map(
    (level) => `annotations: those of the level ${level}: are left out; write manifest: or index: to have them`,
  );
}

/** What is wrong with the level of an annotation's key in the config block, or undefined. */
export function levelFault(text: string): string | undefined {
  const read = leveledKey(text);
  if ('fault' in read) return `${quote(text)}: ${read.fault}`;
  return read.levels.length > 0 ? undefined : `${quote(text)}: its level is not written; use manifest: or index:`;
}

/** Sorts annotations by level: one for a level alone wins over one for both, else the later one. Keys with a fault must have been refused before. */
export function annotationSet(entries: readonly (readonly [key: string, value: string])[]): AnnotationSet {
  const leveled = entries
    .flatMap(([text, value]) => {
      const read = leveledKey(text);
      return 'fault' in read ? [] : [{ ...read, value }];
    })
    .toSorted((a, b) => b.levels.length - a.levels.length);
  const at = (level: Level): Texts =>
    Object.fromEntries(leveled.filter(({ levels }) => levels.includes(level)).map(({ key, value }) => [key, value]));
  return { manifest: at('manifest'), index: at('index') };
}

/** Reads the lines of the input `annotations`, `[level:]key=value`. Throws a ProblemsError with all that is wrong. */
export function readAnnotationLines(lines: readonly string[]): AnnotationSet {
  const problems = lines.flatMap((line) => lineFault(line) ?? []);
  if (problems.length > 0) throw new ProblemsError('input', problems);
  return annotationSet(lines.map(pairOf));
}

function lineFault(line: string): string | undefined {
  const fault = pairFault('annotations', line);
  if (fault !== undefined) return fault;
  const [key] = pairOf(line);
  const read = leveledKey(key);
  return 'fault' in read ? `annotations: ${quote(key)}: ${read.fault}` : undefined;
}
