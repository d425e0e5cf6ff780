import { quote } from '../config/problems.ts';
import { didYouMean } from '../config/suggest.ts';
import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';

/** One line of the input `stages`: where something of a stage lies on this machine. */
export interface StageMapping {
  /** Name, number or image, as written in `--from`. */
  readonly stage: string;
  /** In the stage, without a leading slash; empty = all of it. */
  readonly path: string;
  /** On this machine; `{{arch}}` and its like stand for the platform. */
  readonly local: string;
}

/** `builder=out` (the stage's `/`) or `builder:/src/app=dist/app`. */
export function readStageLine(line: string): StageMapping {
  const [, stage = '', path = '', local = ''] = /^([^=]+?)(?::(\/[^=]*))?=(.+)$/.exec(line) ?? [];
  if (stage === '' || local.trim() === '') {
    throw new ActionError(
      'input',
      `stages: "${printable(line, 200)}" is not of the form STAGE=DIR or STAGE:/path=local/path`,
      {
        hint: 'As in builder:/src/app=dist/app.',
      },
    );
  }
  if (path.split('/').includes('..')) {
    throw new ActionError(
      'input',
      `stages: "${printable(line, 200)}" holds ".." in the stage's path; write where it really is`,
    );
  }
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return { stage: stage.trim(), path: parts.join('/'), local: local.trim() };
}

/**
 * Refuses a line for a stage that the Dockerfile does not have, where it resembles one that it has.
 * @param known every name that a line can have, as written
 */
export function checkStageNames(mappings: readonly StageMapping[], known: readonly string[]): void {
  const names = new Set(known.map((name) => name.toLowerCase()));
  for (const { stage } of mappings.filter((mapping) => !names.has(mapping.stage.toLowerCase()))) {
    const hint = didYouMean(stage, known);
    if (hint !== '')
      throw new ActionError('input', `stages: no stage of the Dockerfile is called ${quote(stage)}${hint}`);
  }
}

/** `NAME=value`, as build-push-action takes them. */
export function readBuildArg(line: string): readonly [string, string] {
  const equals = line.indexOf('=');
  if (equals > 0) return [line.slice(0, equals).trim(), line.slice(equals + 1)];
  throw new ActionError('input', `build-args: "${printable(line, 200)}" is not of the form NAME=value`);
}
