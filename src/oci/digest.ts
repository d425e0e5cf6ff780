import { createHash } from 'node:crypto';
import { ActionError } from '../errors.ts';

/** `sha256:` and 64 lower-case hexadecimal digits. https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests */
export type Digest = `sha256:${string}`;

const DIGEST = /^sha256:[0-9a-f]{64}$/;

export function isDigest(text: string): text is Digest {
  return DIGEST.test(text);
}

/** Checks a digest from outside before it is used in a URL, a path or a comparison. */
export function parseDigest(text: string): Digest {
  if (isDigest(text)) return text;
  throw new ActionError(
    'registry',
    `"${text.slice(0, 100)}" is not a digest: sha256: and 64 hexadecimal digits are expected`,
  );
}

export function digestOf(bytes: Uint8Array): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** The 64 digits alone, as file names and short forms use them. */
export function hexOf(digest: Digest): string {
  return digest.slice('sha256:'.length);
}
