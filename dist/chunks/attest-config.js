import { readOwnSboms } from './read-own-sboms.js';
import { servicesForKey, tokenSource, missingIdentity, instanceFor } from './instance.js';
import './service.js';
import { checkSbomFile } from './write-sbom-files.js';
import './start.js';
import { ActionError } from './boot.js';

// src/attest/setting.ts
function signs({ provenance, signature }) {
  return provenance || signature;
}

// src/run/attest/attest-config.ts
async function readAttestConfig(request, context) {
  maskSecrets(request, context);
  if (request.sbomFile !== "") checkSbomFile(request.sbomFile, context.platforms.length);
  const { sbomSources } = request;
  const { platforms, workspace } = context;
  const sboms = sbomSources === "auto" ? [] : await readOwnSboms(sbomSources, platforms, workspace);
  const setting = signs(request) ? await readSetting(request) : "auto";
  const { publishes, environment, visibility } = context;
  if (!signs(request)) return { request, sboms, signing: void 0 };
  if (request.signingKey !== "") {
    const { readSigningKey } = await import('./read-signing-key.js');
    const key = await readSigningKey(request.signingKey, request.signingKeyPassword);
    const services = servicesForKey(setting);
    if (services.rekor?.version === 2 && key.asymmetricKeyDetails?.namedCurve !== "prime256v1") {
      const { refusedByLog } = await import('./sign-signing-key-errors.js');
      throw refusedByLog();
    }
    return { request, sboms, signing: { kind: "key", key, services } };
  }
  if (!publishes) return { request, sboms, signing: void 0 };
  const source = tokenSource(environment);
  if (source === void 0) throw missingIdentity(environment);
  return {
    request,
    sboms,
    signing: { kind: "keyless", source, instance: instanceFor(setting, visibility, environment) }
  };
}
function maskSecrets({ signingKey, signingKeyPassword }, { environment, log }) {
  const lines = signingKey.split(/\r?\n/).filter((line) => line.length >= 16 && !line.startsWith("-----"));
  const tokens = [environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? "", environment.SIGSTORE_ID_TOKEN ?? ""];
  for (const secret of [...lines, signingKeyPassword, ...tokens]) log.secret(secret);
}
async function readSetting({ sigstore, signingKey }) {
  const word = sigstore.toLowerCase();
  if (word === "auto" || word === "public" || word === "github") return word;
  if (!sigstore.includes(":"))
    throw new ActionError(
      "input",
      `sigstore: "${sigstore}" is not auto, public, github or a map with fulcio, rekor and tsa`
    );
  const { readCustomSigstore } = await import('./custom-sigstore.js');
  return readCustomSigstore(sigstore, signingKey === "");
}

export { readAttestConfig };
