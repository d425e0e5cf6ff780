import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FakeRekor as Fake, startFakeRekor } from '../../../support/fake-sigstore/fake-rekor.ts';

export interface FakeRekor extends Fake {
  /** Path of the log's public key. */
  readonly publicKey: string;
}

export async function startRekorV1(folder: string): Promise<FakeRekor> {
  const fake = await startFakeRekor();
  const publicKey = join(folder, 'rekor-v1.pub');
  await writeFile(publicKey, fake.key);
  return { ...fake, publicKey };
}
