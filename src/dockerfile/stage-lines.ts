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

/** `NAME=value`, as build-push-action takes them. */
export function readBuildArg(line: string): readonly [string, string] {
  const equals = line.indexOf('=');
  if (equals > 0) return [line.slice(0, equals).trim(), line.slice(equals + 1)];
  throw new ActionError('input', `build-args: "${printable(line, 200)}" is not of the form NAME=value`);
}
