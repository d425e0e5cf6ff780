import { resolve, makeDirectory, dirname, writeFile, printable } from './start.js';
import { ActionError, messageOf } from './boot.js';

// src/run/attest/write-sbom-files.ts
async function writeSbomFiles(pattern, image, documents, workspace) {
  const mediaType = pattern.endsWith(".cdx.json") ? "application/vnd.cyclonedx+json" : "application/spdx+json";
  const written = image.platforms.flatMap(({ platform, digest }) => {
    const found = documents.find((document) => document.subject === digest && document.mediaType === mediaType);
    return found === void 0 ? [] : [{ path: sbomPath(pattern, platform), bytes: found.bytes }];
  });
  await Promise.all(written.map(({ path, bytes }) => write(resolve(workspace, path), bytes)));
  return written.map(({ path }) => path);
}
function sbomPath(pattern, platform) {
  const [, ...architecture] = platform.split("/");
  return pattern.replace(/\{\{\s*platform\s*\}\}/g, platform.replaceAll("/", "-")).replace(/\{\{\s*arch\s*\}\}/g, architecture.join(""));
}
function checkSbomFile(pattern, platforms) {
  if (platforms < 2 || /\{\{\s*(platform|arch)\s*\}\}/.test(pattern)) return;
  const name = pattern.replace(/(\.\w+\.json)$/, "-{{arch}}$1");
  throw new ActionError("input", `sbom-file: there are ${platforms} platforms and one file. Write it as ${name}`);
}
async function write(path, bytes) {
  try {
    await makeDirectory(dirname(path));
    await writeFile(path, bytes);
  } catch (error) {
    throw new ActionError(
      "output",
      `sbom-file: ${printable(path, 300)} cannot be written: ${printable(messageOf(error))}`,
      {
        cause: error
      }
    );
  }
}

export { checkSbomFile, sbomPath, writeSbomFiles };
