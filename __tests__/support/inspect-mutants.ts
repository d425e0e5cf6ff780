import { inspectBinary } from '../../src/binary/inspect.ts';
import { ActionError } from '../../src/errors.ts';
import { bytesSource } from '../../src/files/bytes-source.ts';
import type { FileSource } from '../../src/files/file-source.ts';
import { mutate } from './mutate.ts';
import { seeded } from './seeded.ts';

export interface Outcome {
  taken: number;
  refused: number;
  /** Of any one mutant: what bounds its time and its memory. */
  mostReads: number;
  mostBytes: number;
}

/** Inspects `count` changed copies; fails for one that ends in anything but a value or an ActionError. */
export async function inspectMutants(originals: readonly Buffer[], count: number): Promise<Outcome> {
  const random = seeded(20_261_121);
  const outcome = { taken: 0, refused: 0, mostReads: 0, mostBytes: 0 };
  for (let index = 0; index < count; index++) {
    const mutant = mutate(originals[index % originals.length] ?? Buffer.alloc(0), random);
    const source = countedSource(mutant);
    await inspectBinary(source, { allowDynamic: index % 2 === 0 }).then(
      () => outcome.taken++,
      (thrown: unknown) => {
        if (!(thrown instanceof ActionError)) throw new Error(`mutant ${index} broke out`, { cause: thrown });
        outcome.refused++;
      },
    );
    outcome.mostReads = Math.max(outcome.mostReads, source.reads);
    outcome.mostBytes = Math.max(outcome.mostBytes, source.bytesRead);
  }
  return outcome;
}

/** A source that counts what is read from it. */
export function countedSource(bytes: Buffer): FileSource & { reads: number; bytesRead: number } {
  const source = bytesSource('dist/app', bytes);
  const counted = {
    ...source,
    reads: 0,
    bytesRead: 0,
    read: (offset: number, length: number) => {
      counted.reads++;
      counted.bytesRead += length;
      return source.read(offset, length);
    },
  };
  return counted;
}
