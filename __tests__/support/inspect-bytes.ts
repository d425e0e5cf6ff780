import type { Binary } from '../../src/binary/binary.ts';
import { type InspectOptions, inspectBinary } from '../../src/binary/inspect.ts';
import { ActionError } from '../../src/errors.ts';
import { bytesSource } from '../../src/files/bytes-source.ts';

/** Inspects bytes as the file `dist/app`. */
export function inspectBytes(bytes: Uint8Array, options: Partial<InspectOptions> = {}): Promise<Binary> {
  return inspectBinary(bytesSource('dist/app', bytes), { allowDynamic: false, ...options });
}

/** The refusal of bytes that no image may be made of. */
export async function refusalOf(bytes: Uint8Array, options: Partial<InspectOptions> = {}): Promise<ActionError> {
  try {
    await inspectBytes(bytes, options);
  } catch (thrown) {
    if (thrown instanceof ActionError) return thrown;
    throw thrown;
  }
  throw new Error('the file was taken');
}
