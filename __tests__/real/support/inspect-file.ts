import type { Binary } from '../../../src/binary/binary.ts';
import { inspectBinary } from '../../../src/binary/inspect.ts';
import { ActionError } from '../../../src/errors.ts';
import { openFile } from '../../../src/files/open-file.ts';

/**
 * Inspects a file of the disk under the name `app`.
 * @param systems that `platforms` names
 */
export async function inspectFile(
  path: string,
  allowDynamic = false,
  systems: readonly string[] = [],
): Promise<Binary> {
  const source = await openFile('app', path);
  try {
    return await inspectBinary(source, { allowDynamic, systems });
  } finally {
    await source.close();
  }
}

/** The refusal of a file that no image may be made of. */
export async function refusalOfFile(path: string): Promise<ActionError> {
  const outcome: unknown = await inspectFile(path).catch((thrown: unknown) => thrown);
  if (outcome instanceof ActionError) return outcome;
  throw new Error(`${path} was taken, or broke out`, { cause: outcome });
}
