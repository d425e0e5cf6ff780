import {
  posix
} from "./builtin-node-path.js";
import {
  printable
} from "./printable.js";
import {
  ActionError
} from "./errors.js";

// src/files/byte-order.ts
function compareBytes(a, b) {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

// src/files/first-sight.ts
var HEAD = 64;
var LFS_POINTER = "version https://git-lfs.github.com/spec/";
var HTML = /^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html[\s>])/i;
var PAGE = /\.(?:x?html?|tmpl|tpl|gohtml|hbs|ejs|j2|jinja2?|php|vue|svelte|txt|md)$/i;
function firstSight(name, bytes) {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(HEAD, bytes.length)).toString("latin1");
  const suspect = suspectOf(name, head);
  return {
    elf: head.startsWith("\x7FELF"),
    script: head.startsWith("#!"),
    ...suspect === void 0 ? {} : { suspect }
  };
}
function suspectOf(name, head) {
  if (head.startsWith(LFS_POINTER)) {
    return "a Git LFS pointer, not the file that it stands for; set `lfs: true` under `with` of actions/checkout";
  }
  if (!HTML.test(head) || PAGE.test(name)) return void 0;
  return "an HTML page, as servers answer when a download fails; check the step that wrote it";
}

// src/files/source-name.ts
function nameOf(directory, bytes) {
  const name = bytes.toString("utf8");
  if (!Buffer.from(name, "utf8").equals(bytes)) throw fault(posix.join(directory, name), "is not valid UTF-8");
  assertName(name, directory);
  return name;
}
function assertName(name, directory) {
  const path = posix.join(directory, name);
  if (new RegExp("\\p{Cc}", "u").test(name)) throw fault(path, "holds a line break or another control character");
  if (name.startsWith(".wh.")) throw fault(path, 'begins with ".wh.", which means "delete" in a layer');
}
function fault(path, what) {
  return new ActionError("file", `The name "${printable(path)}" ${what}`, {
    hint: "Rename the file, or leave it out of what is copied."
  });
}

export {
  compareBytes,
  HEAD,
  firstSight,
  nameOf,
  assertName
};
