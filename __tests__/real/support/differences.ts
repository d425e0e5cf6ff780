import { expect } from '@jest/globals';
import type { FileFacts, ImageFacts } from './image-facts.ts';

/** Why our image differs from the guide's: a difference, or its beginning and a `*`, and the reason. */
export type Explanations = Readonly<Record<string, string>>;

/** Every difference has to be in the table, and every row of the table has to be a difference that is there. */
export function expectExplained(ours: ImageFacts, theirs: ImageFacts, explanations: Explanations): void {
  const found = differences(ours, theirs);
  const rows = Object.keys(explanations);
  const unexplained = found.filter((difference) => !rows.some((row) => covers(row, difference)));
  expect(unexplained.slice(0, 20)).toEqual([]);
  expect(rows.filter((row) => !found.some((difference) => covers(row, difference)))).toEqual([]);
}

/** Both configurations and both root file systems, one sentence for each thing that is not the same. */
export function differences(ours: ImageFacts, theirs: ImageFacts): string[] {
  return [...configDifferences(ours.config, theirs.config), ...fileDifferences(ours.files, theirs.files)];
}

function covers(row: string, difference: string): boolean {
  return row.endsWith('*') ? difference.startsWith(row.slice(0, -1)) : difference === row;
}

function configDifferences(ours: ImageFacts['config'], theirs: ImageFacts['config']): string[] {
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].filter((key) => key !== 'Labels').sort();
  const labels = keyDifferences('label ', asMap(ours.Labels), asMap(theirs.Labels));
  return [...keyDifferences('', pick(ours, keys), pick(theirs, keys)), ...labels];
}

function keyDifferences(prefix: string, ours: Record<string, unknown>, theirs: Record<string, unknown>): string[] {
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].sort();
  return keys.flatMap((key) => {
    const [our, their] = [text(ours[key]), text(theirs[key])];
    return our === their ? [] : [`${prefix}${key}: ${our}, there ${their}`];
  });
}

function fileDifferences(ours: ImageFacts['files'], theirs: ImageFacts['files']): string[] {
  const paths = [...new Set([...ours.keys(), ...theirs.keys()])].sort();
  return paths.flatMap((path) => {
    const [our, their] = [ours.get(path), theirs.get(path)];
    if (our === undefined) return [`only there: ${path}`];
    if (their === undefined) return [`only here: ${path}`];
    return attributeDifferences(path, our, their);
  });
}

function attributeDifferences(path: string, ours: FileFacts, theirs: FileFacts): string[] {
  const differs = (name: string, our: string, their: string) =>
    our === their ? [] : [`${name} of ${path}: ${our}, there ${their}`];
  return [
    ...differs('type', ours.type, theirs.type),
    ...differs('mode', ours.mode.toString(8), theirs.mode.toString(8)),
    ...differs('owner', ours.owner, theirs.owner),
    ...differs('size', `${ours.size}`, `${theirs.size}`),
    ...differs('target', ours.target, theirs.target),
  ];
}

function text(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function asMap(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function pick(from: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.filter((key) => key in from).map((key) => [key, from[key]]));
}
