import { readConfigBlock } from '../../src/config/read-config-block.ts';
import { ProblemsError } from '../../src/errors.ts';

/** The problems of a config block; none where it is taken. */
export function configProblems(text: string): readonly string[] {
  try {
    readConfigBlock(text, 'config');
    return [];
  } catch (error) {
    if (error instanceof ProblemsError && error.code === 'config') return error.problems;
    throw error;
  }
}
