import {
  openFile
} from "./unreadable.js";
import {
  printable
} from "./printable.js";
import {
  ActionError
} from "./errors.js";

// src/files/read-text.ts
async function readText(name, path, limit) {
  const file = await openFile(name, path);
  try {
    if (file.size > limit) throw fault(name, `has ${file.size} bytes, and at most ${limit} are read`);
    return decode(name, await file.read(0, file.size));
  } finally {
    await file.close();
  }
}
function decode(name, bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw fault(name, "is not text in UTF-8");
  }
}
function fault(name, what) {
  return new ActionError("file", `"${printable(name)}" ${what}`, { hint: "Was another file meant?" });
}

export {
  readText
};
