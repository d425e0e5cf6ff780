// src/attest/setting.ts
function signs({ provenance, signature }) {
  return provenance || signature;
}
function attests(request) {
  return request.sbom || signs(request);
}

export {
  signs,
  attests
};
