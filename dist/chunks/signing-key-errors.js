import { ActionError } from './boot.js';

// src/attest/sign/signing-key-errors.ts
function wrongKey(what, hint) {
  return new ActionError("input", `signing-key: the value ${what}`, { hint });
}
function missingPassword() {
  const hint = "Set it from a secret: `signing-key-password: ${{ secrets.COSIGN_PASSWORD }}`.";
  return wrongKey("is encrypted, and signing-key-password is empty", hint);
}
function wrongPassword() {
  const hint = "Check the secret that `signing-key-password` comes from.";
  return wrongKey("cannot be decrypted: the password is wrong, or the key is damaged", hint);
}
function refusedByLog() {
  const message = "sigstore: Rekor 2 takes signatures of P-256 keys only, and `signing-key` is of another kind";
  return new ActionError("input", message, {
    hint: "Use a key of the curve P-256, or leave out the log: without `sigstore`, nothing is sent to one."
  });
}

export { missingPassword, refusedByLog, wrongKey, wrongPassword };
