import {
  assetReader
} from "./unreadable.js";
import {
  homeFolder
} from "./home-folder.js";
import {
  tmpdir
} from "./builtin-node-os.js";
import {
  parse,
  resolve
} from "./builtin-node-path.js";

// src/run/folders.ts
function workspaceOf(environment) {
  return environment.GITHUB_WORKSPACE || process.cwd();
}
function untrustedFolderOf(environment) {
  const folder = resolve(workspaceOf(environment));
  if (folder === parse(folder).root) return void 0;
  return !environment.GITHUB_WORKSPACE && folder === homeFolder(environment) ? void 0 : folder;
}
function temporaryFolderOf(environment) {
  return environment.RUNNER_TEMP || tmpdir();
}
function readAsset(name, distribution) {
  return assetReader(new URL("../assets/", distribution))(name);
}

export {
  workspaceOf,
  untrustedFolderOf,
  temporaryFolderOf,
  readAsset
};
