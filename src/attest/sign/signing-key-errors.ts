import { ActionError } from '../../errors.ts';

/** What is wrong with the input `signing-key`; `what` follows "the value". */
export function wrongKey(what: string, hint?: string): ActionError {
  return new ActionError('input', `signing-key: the value ${what}`, { hint });
}

export function missingPassword(): ActionError {
  const hint = 'Set it from a secret: `signing-key-password: $' + '{{ secrets.COSIGN_PASSWORD }}`.';
  return wrongKey('is encrypted, and signing-key-password is empty', hint);
}

export function wrongPassword(): ActionError {
  const hint = 'Check the secret that `signing-key-password` comes from.';
  return wrongKey('cannot be decrypted: the password is wrong, or the key is damaged', hint);
}

export function refusedByLog(): ActionError {
  const message = 'sigstore: Rekor 2 takes signatures of P-256 keys only, and `signing-key` is of another kind';
  return new ActionError('input', message, {
    hint: 'Use a key of the curve P-256, or leave out the log: without `sigstore`, nothing is sent to one.',
  });
}
