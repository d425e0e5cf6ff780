import { about } from '../errors.ts';

/** Reads a part of an input; what is wrong with it is said about the input. */
export function named<T>(input: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw about(input, error);
  }
}
