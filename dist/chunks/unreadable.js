import {
  changedError,
  pieces,
  readExactly,
  sameIdentity,
  specialKind
} from "./file-identity.js";
import {
  editDistance
} from "./edit-distance.js";
import {
  open,
  readdir,
  stat
} from "./promises.js";
import {
  constants,
  readFileSync
} from "./builtin-node-fs.js";
import {
  basename,
  dirname,
  resolve
} from "./builtin-node-path.js";
import {
  printable
} from "./printable.js";
import {
  ActionError,
  messageOf
} from "./errors.js";

// src/files/near-names.ts
function nearest(wanted, names) {
  return names.slice(0, 5e3).map((name) => ({ name, distance: likeness(wanted.toLowerCase(), name.toLowerCase()) })).filter(({ distance }) => distance <= Math.max(1, Math.floor(wanted.length / 3))).sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1)).slice(0, 3).map(({ name }) => name);
}
function likeness(a, b) {
  if (a.length > 1 && b.length > 1 && (a.startsWith(b) || b.startsWith(a))) return 1;
  return editDistance(a.slice(0, 100), b.slice(0, 100));
}

// src/files/unreadable.ts
function systemCode(thrown) {
  return typeof thrown === "object" && thrown !== null && "code" in thrown ? thrown.code : void 0;
}
async function unreadable(name, path, thrown) {
  if (thrown instanceof ActionError) return thrown;
  const said = printable(name);
  switch (systemCode(thrown)) {
    case "ENOENT":
    case "ENOTDIR":
      if (name.includes("\uFFFD")) return new ActionError("file", `The name "${said}" is not valid UTF-8`);
      return new ActionError("file", `"${said}" does not exist`, { hint: await missingHint(path), cause: thrown });
    case "ELOOP":
      return new ActionError("file", `"${said}" is a symbolic link in a loop`, { cause: thrown });
    case "EACCES":
    case "EPERM":
      return new ActionError("file", `"${said}" is not readable by the user of this run`, {
        hint: `Give it read permission in the step that writes it: chmod +r ${said}`,
        cause: thrown
      });
    case "ENAMETOOLONG":
      return new ActionError("file", `"${printable(name, 100)}" is longer than a path can be`, { cause: thrown });
    default:
      return new ActionError("file", `"${said}" cannot be read: ${printable(messageOf(thrown))}`, { cause: thrown });
  }
}
async function missingHint(path) {
  const directory = dirname(path);
  const names = await readdir(directory).catch(() => void 0);
  if (names === void 0) return directoryHint(directory);
  const near = nearest(basename(path), names);
  if (near.length > 0) return `Near it: ${near.map((other) => printable(other, 100)).join(", ")}.`;
  return names.length === 0 ? `${printable(directory)} is empty.` : "Was it built in an earlier step of the same job?";
}
function directoryHint(directory) {
  return `There is no directory ${printable(directory)}. Was it built in an earlier step of the same job?`;
}

// src/files/open-file.ts
var READ_ONLY = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
async function openFile(name, path = name) {
  const absolute = resolve(path);
  try {
    refuseSpecial(name, specialKind(await stat(absolute)));
    return await sourceOf(name, absolute, await open(absolute, READ_ONLY));
  } catch (thrown) {
    throw await unreadable(name, absolute, thrown);
  }
}
function refuseSpecial(name, kind) {
  if (kind === void 0) return;
  throw new ActionError("file", `"${printable(name)}" is ${kind}, not a file`, {
    hint: kind === "a directory" ? "Name the file inside it." : void 0
  });
}
async function sourceOf(name, path, handle) {
  const opened = await handle.stat({ bigint: true });
  if (!opened.isFile()) {
    await handle.close();
    throw changedError(name);
  }
  return {
    name,
    path,
    size: Number(opened.size),
    read: (offset, length) => readExactly(name, handle, offset, length),
    stream: (start = 0, end = Number(opened.size)) => pieces(name, handle, start, end),
    assertUnchanged: () => assertSame(name, path, handle, opened),
    close: () => handle.close()
  };
}
async function assertSame(name, path, handle, opened) {
  const now = await handle.stat({ bigint: true });
  const named = await stat(path, { bigint: true }).catch(() => void 0);
  if (named === void 0 || !sameIdentity(now, opened) || !sameIdentity(named, opened)) throw changedError(name);
}
function assetReader(directory) {
  const base = directory.href.endsWith("/") ? directory : new URL(`${directory.href}/`);
  return async (file) => readFileSync(new URL(file, base));
}

export {
  systemCode,
  unreadable,
  openFile,
  assetReader
};
