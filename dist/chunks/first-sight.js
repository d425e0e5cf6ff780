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
var PLAIN = /^[\0-\ud7ff]*$/;
function compareBytes(a, b) {
  if (!PLAIN.test(a) || !PLAIN.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

// src/files/first-sight.ts
var HEAD = 64;
var LFS_POINTER = "version https://git-lfs.github.com/spec/";
var HTML = /^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html[\s>])/i;
var PAGE = /\.(?:x?html?|tmpl|tpl|gohtml|hbs|ejs|j2|jinja2?|php|vue|svelte|txt|md)$/i;
var PLAIN2 = { elf: false, script: false };
function firstSight(name, bytes) {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(HEAD, bytes.length)).toString("latin1");
  const suspect = suspectOf(name, head);
  const [elf, script] = [head.startsWith("\x7FELF"), head.startsWith("#!")];
  if (suspect !== void 0) return { elf, script, suspect };
  return elf || script ? { elf, script } : PLAIN2;
}
function suspectOf(name, head) {
  if (head.startsWith(LFS_POINTER)) {
    return "a Git LFS pointer, not the file that it stands for; set `lfs: true` under `with` of actions/checkout";
  }
  if (!HTML.test(head) || PAGE.test(name)) return void 0;
  return "an HTML page, as servers answer when a download fails; check the step that wrote it";
}

// src/files/source-name.ts
function assertName(name, directory) {
  if (new RegExp("\\p{Cc}", "u").test(name)) throw nameFault(directory, name, "holds a line break or another control character");
  if (name.startsWith(".wh.")) throw nameFault(directory, name, 'begins with ".wh.", which means "delete" in a layer');
}
function nameFault(directory, name, what) {
  return new ActionError("file", `The name "${printable(posix.join(directory, name))}" ${what}`, {
    hint: "Rename the file, or leave it out of what is copied."
  });
}

export {
  compareBytes,
  HEAD,
  firstSight,
  assertName,
  nameFault
};
