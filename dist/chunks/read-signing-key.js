import { wrongKey, missingPassword, wrongPassword } from './signing-key-errors.js';
import { createPublicKey, createPrivateKey } from './start.js';
import './boot.js';

// src/attest/sign/read-signing-key.ts
var LABEL = /-----BEGIN ([A-Z0-9 ]+)-----/;
var COSIGN = /* @__PURE__ */ new Set(["ENCRYPTED SIGSTORE PRIVATE KEY", "ENCRYPTED COSIGN PRIVATE KEY"]);
var VERIFIABLE = /* @__PURE__ */ new Set(["ED25519", "EC with prime256v1", "EC with secp384r1", "EC with secp521r1"]);
var NOT_PEM = "Give the text of the file, beginning with `-----BEGIN`, and not its path: `signing-key: ${{ secrets.COSIGN_PRIVATE_KEY }}`.";
async function readSigningKey(text, password) {
  const [, label] = LABEL.exec(text) ?? [];
  if (label === void 0) throw wrongKey("is not a PEM key", NOT_PEM);
  if (label.endsWith("PUBLIC KEY") || label === "CERTIFICATE")
    throw wrongKey(`is a ${label.toLowerCase()}, and signing needs the private key`);
  const key = COSIGN.has(label) ? await readCosignKey(text, password) : readPem(text, label, password);
  const kind = kindOf(key);
  if (VERIFIABLE.has(kind) && isPlain(key)) return key;
  if (VERIFIABLE.has(kind))
    throw wrongKey(
      "spells out its curve, and cosign reads keys that name it only",
      "Write it anew: `openssl pkey -in old.key -ec_param_enc named_curve -ec_conv_form uncompressed -out new.key`."
    );
  throw wrongKey(
    `is of the kind ${kind}`,
    "Use an EC key (P-256) or an Ed25519 key; `cosign generate-key-pair` makes one."
  );
}
async function readCosignKey(text, password) {
  const { decryptCosignKey } = await import('./cosign-key.js');
  return decryptCosignKey(text, password);
}
function isPlain(key) {
  const given = createPublicKey(key);
  const plain = createPublicKey({ key: given.export({ format: "jwk" }), format: "jwk" });
  return spki(plain).equals(spki(given));
}
function spki(key) {
  return key.export({ type: "spki", format: "der" });
}
function kindOf({ asymmetricKeyType, asymmetricKeyDetails }) {
  if (asymmetricKeyType !== "ec") return asymmetricKeyType?.toUpperCase() ?? "other";
  return `EC with ${asymmetricKeyDetails?.namedCurve ?? "an unknown curve"}`;
}
function readPem(text, label, password) {
  const encrypted = label.startsWith("ENCRYPTED") || text.includes("Proc-Type: 4,ENCRYPTED");
  if (encrypted && password === "") throw missingPassword();
  try {
    return createPrivateKey({ key: text, format: "pem", ...encrypted ? { passphrase: password } : {} });
  } catch {
    if (encrypted) throw wrongPassword();
    throw wrongKey(`cannot be read as a ${label.toLowerCase()}`, "Did the secret keep its line breaks?");
  }
}

export { readSigningKey };
