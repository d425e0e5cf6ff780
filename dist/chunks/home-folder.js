import {
  homedir
} from "./builtin-node-os.js";

// src/credentials/home-folder.ts
function homeFolder(environment) {
  const given = environment["HOME"] || environment["USERPROFILE"];
  if (given) return given;
  try {
    return homedir();
  } catch {
    return void 0;
  }
}

export {
  homeFolder
};
