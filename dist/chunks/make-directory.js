import {
  mkdir
} from "./promises.js";
import {
  dirname
} from "./builtin-node-path.js";

// src/layout/make-directory.ts
async function makeDirectory(path) {
  if (await tryMkdir(path) === "no parent") {
    await makeDirectory(dirname(path));
    await mkdir(path).catch((error) => {
      if (error.code !== "EEXIST") throw error;
    });
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
