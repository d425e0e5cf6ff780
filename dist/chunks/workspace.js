import {
  unreadable
} from "./unreadable.js";
import {
  realpath
} from "./promises.js";
import {
  isAbsolute,
  node_path_default,
  resolve
} from "./builtin-node-path.js";
import {
  printable
} from "./printable.js";
import {
  ActionError
} from "./errors.js";

// src/files/workspace.ts
function isInside(directory, place, style = node_path_default) {
  const way = style.relative(directory, place);
  return way === "" || way !== ".." && !way.startsWith(`..${style.sep}`) && !style.isAbsolute(way);
}
async function locateSource(name, workspace) {
  const path = resolve(workspace, name);
  if (!isAbsolute(name)) assertWritten(name, path, workspace);
  const real = await realpath(path).catch(async (thrown) => {
    throw await unreadable(name, path, thrown);
  });
  if (!isAbsolute(name) && !isInside(await realpath(workspace), real)) {
    throw new ActionError("file", `"${printable(name)}" is a symbolic link that points outside the workspace`, {
      hint: `If that is meant, write where it is: ${printable(real)}`
    });
  }
  return real;
}
function assertWritten(name, path, workspace) {
  if (isInside(resolve(workspace), path)) return;
  throw new ActionError("file", `"${printable(name)}" is outside the workspace`, {
    hint: "A relative path stays in the workspace; if another place is meant, write the absolute path."
  });
}

export {
  isInside,
  locateSource,
  assertWritten
};
