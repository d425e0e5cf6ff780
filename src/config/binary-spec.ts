import { readCapabilities } from './capabilities.ts';
import type { BinarySpec, Owner } from './config-block.ts';
import { readMode } from './file-spec.ts';
import { fields, type Reader } from './readers.ts';

/** `binary`: what is said of the program itself, wherever it comes from. */
export function binaryReader(owner: Reader<Owner>): Reader<BinarySpec> {
  return fields({ mode: readMode, owner, capabilities: readCapabilities }, { chmod: 'mode', chown: 'owner' });
}
