import { createHash } from 'node:crypto';
import { RFC3161Timestamp } from '@sigstore/core';
import { ActionError } from '../../errors.ts';
import { printable } from '../../printable.ts';
import { addressAt, jsonPost, type ServiceFetch, wordsOf } from '../service.ts';
import type { Witness } from './witness.ts';

const ACTION = 'Getting a timestamp';

/** An RFC 3161 authority that takes JSON. https://github.com/sigstore/timestamp-authority/blob/main/openapi.yaml */
export function timestampAuthority(url: URL, fetch: ServiceFetch): Witness {
  // A signing configuration of Sigstore gives the full endpoint URL.
  const address = url.pathname.endsWith('/timestamp') ? url : addressAt(url, '/api/v1/timestamp');
  return async ({ bytes }) => {
    const artifactHash = createHash('sha256').update(bytes).digest('base64');
    const answer = await fetch({
      action: ACTION,
      ...jsonPost(address, { artifactHash, hashAlgorithm: 'sha256' }, 'application/timestamp-reply'),
    });
    if (answer.status !== 200 && answer.status !== 201) throw failed(printable(wordsOf(answer)), url);
    assertAbout(answer.body, bytes, url);
    return { kind: 'timestamp', der: answer.body };
  };
}

function assertAbout(der: Buffer, signature: Buffer, url: URL): void {
  try {
    const { status, tstInfo } = RFC3161Timestamp.parse(Buffer.from(der));
    if (status > 1n) throw new Error(`it was refused with status ${status}`);
    tstInfo.verify(Buffer.from(signature));
  } catch (cause) {
    throw failed('the answer is not a timestamp of this signature', url, cause);
  }
}

function failed(why: string, { host }: URL, cause?: unknown): ActionError {
  return new ActionError('attest', `${ACTION} failed: ${why} (${host})`, { cause });
}
