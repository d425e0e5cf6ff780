import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/layout/make-directory.ts
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
async function makeDirectory(path) {
  if (await tryMkdir(path) === "no parent") {
    await makeDirectory(dirname(path));
    await mkdir(path);
  }
}
async function tryMkdir(path) {
  try {
    await mkdir(path);
    return "made";
  } catch (error) {
    const { code } = error;
    if (code === "ENOENT" && dirname(path) !== path) return "no parent";
    if (code === "EEXIST") return "made";
    throw error;
  }
}

export {
  makeDirectory
};
