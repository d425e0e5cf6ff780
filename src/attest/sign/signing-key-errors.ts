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
