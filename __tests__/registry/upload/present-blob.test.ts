import { expect, test } from '@jest/globals';
import { digestOf } from '../../../src/oci/digest.ts';
import { withRegistry } from '../support/compatibility.ts';
import { growingBlob, readyBlob } from '../support/memory-blob.ts';

const BYTES = Buffer.alloc(600_000, 'layer');
const present = new Set([digestOf(BYTES)]);

test('of a layer that turns out to be in the repository while it is made no byte is sent', async () => {
  await withRegistry([], async (registry, { client, close }) => {
    const outcome = await client.pushBlob(growingBlob('the layer', BYTES, 'application/x'), { present });
    expect(outcome).toMatchObject({ result: 'existed', descriptor: { digest: digestOf(BYTES) } });
    await close();
    expect(registry.requests.map(({ method }) => method)).toEqual(['POST', 'DELETE']);
    expect(registry.openSessions).toBe(0);
  });
});

test('a blob that is known to be there is not asked for', async () => {
  await withRegistry([], async (registry, { client, close }) => {
    const outcome = await client.pushBlob(readyBlob('the layer', BYTES, 'application/x'), { present });
    expect(outcome.result).toBe('existed');
    await close();
    expect(registry.requests).toEqual([]);
  });
});
