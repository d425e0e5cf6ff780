import { expect, test } from '@jest/globals';
import type { BlobOutcome, BlobSource, RegistryClient } from '../../src/registry/api.ts';
import { TransferCount } from '../../src/run/transfer.ts';

const DESCRIPTOR = { mediaType: 'x', digest: `sha256:${'0'.repeat(64)}`, size: 60 } as const;

function blob(known: boolean): BlobSource {
  return {
    label: 'layer',
    sizeLimit: 100,
    descriptor: Promise.resolve(DESCRIPTOR),
    known: () => (known ? DESCRIPTOR : undefined),
    async *read() {},
  };
}

test('counts what is being sent and what was, and forgets what the registry has already', async () => {
  let sent = 0;
  const waiting: ((outcome: BlobOutcome) => void)[] = [];
  const pushBlob = () => new Promise<BlobOutcome>((resolve) => waiting.push(resolve));
  const client = { pushBlob } as unknown as RegistryClient;
  const count = new TransferCount(() => sent);
  const counted = count.counted({ client, clientFor: () => client });
  expect(count.current).toEqual({ sent: 0, total: 0 });
  const pushes = [counted.client.pushBlob(blob(false)), counted.clientFor('o/b').pushBlob(blob(true))];
  expect(count.current).toEqual({ sent: 0, total: 160 });
  waiting[0]?.({ descriptor: DESCRIPTOR, result: 'existed' });
  await pushes[0];
  expect(count.current).toEqual({ sent: 0, total: 60 });
  sent = 65;
  waiting[1]?.({ descriptor: DESCRIPTOR, result: 'sent' });
  await pushes[1];
  expect(count.current).toEqual({ sent: 65, total: 65 });
});
