import { expect, test } from '@jest/globals';
import { withRegistry } from '../support/compatibility.ts';
import { readyBlob } from '../support/memory-blob.ts';

const body = JSON.stringify({ errors: [{ code: 'BLOB_UPLOAD_INVALID', message: 'the blob exists' }] });

test.each([400, 403, 409])(
  'a registry that refuses a blob with %d since it has it holds up no push',
  async (status) => {
    await withRegistry([], async (registry, { client, close }) => {
      const blob = readyBlob('configuration', Buffer.from('{}'), 'application/json');
      await client.pushBlob(blob);
      registry.addFault({
        fault: { name: 'refused', when: 'after-body', act: 'answer', answer: { status, body } },
        at: ({ method }) => method === 'PUT',
        times: 20,
      });
      const outcome = await client.pushBlob(blob, { askFirst: false });
      expect(outcome.descriptor).toEqual(await blob.descriptor);
      await close();
      expect(registry.openSessions).toBe(0);
    });
  },
);
