import { printable, posix, DiskFile, readExactly, pieces, stat, sameIdentity, changedError, open, unreadable, bytesSource, nameAt, fileAt, identityOf, specialKind, formatPlatform, readdir, compareBytes } from './start.js';
import { ActionError, constants, openSync, fstatSync, closeSync, readSync } from './boot.js';

// src/files/first-sight.ts
var HEAD = 64;
var LFS_POINTER = "version https://git-lfs.github.com/spec/";
var HTML = /^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html[\s>])/i;
var PAGE = /\.(?:x?html?|tmpl|tpl|gohtml|hbs|ejs|j2|jinja2?|php|vue|svelte|txt|md)$/i;
var PLAIN = { elf: false, script: false };
function firstSight(name, bytes) {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(HEAD, bytes.length)).toString("latin1");
  const suspect = suspectOf(name, head);
  const [elf, script] = [head.startsWith("\x7FELF"), head.startsWith("#!")];
  if (suspect !== void 0) return { elf, script, suspect };
  return elf || script ? { elf, script } : PLAIN;
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

// src/files/lazy-file.ts
var READ_ONLY = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
var LazyFile = class extends DiskFile {
  #seen;
  /** @param seen what the file was when it was found: every opening checks that it still is */
  constructor(root, below, seen, sight) {
    super(root, below, Number(seen.size), sight);
    this.#seen = seen;
  }
  async read(offset, length) {
    const handle = await this.#reopen();
    try {
      return await readExactly(this.name, handle, offset, length);
    } finally {
      await handle.close();
    }
  }
  async *stream(start2 = 0, end = this.size) {
    const handle = await this.#reopen();
    try {
      yield* pieces(this.name, handle, start2, end);
    } finally {
      await handle.close();
    }
  }
  async assertUnchanged() {
    const now = await stat(this.path, { bigint: true }).catch(() => void 0);
    if (now === void 0 || !sameIdentity(now, this.#seen)) throw changedError(this.name);
  }
  async #reopen() {
    const handle = await open(this.path, READ_ONLY).catch(async (thrown) => {
      throw await unreadable(this.name, this.path, thrown);
    });
    if (sameIdentity(await handle.stat({ bigint: true }), this.#seen)) return handle;
    await handle.close();
    throw changedError(this.name);
  }
};

// src/files/small-file.ts
var SmallFile = class extends DiskFile {
  #memory;
  #start;
  constructor(root, below, bytes, sight) {
    super(root, below, bytes.length, sight);
    this.#memory = bytes.buffer;
    this.#start = bytes.byteOffset;
  }
  get bytes() {
    return new Uint8Array(this.#memory, this.#start, this.size);
  }
  read(offset, length) {
    return bytesSource(this.name, this.bytes).read(offset, length);
  }
  stream(start2, end) {
    return bytesSource(this.name, this.bytes).stream(start2, end);
  }
  async assertUnchanged() {
  }
};

// src/files/inspect-file.ts
var READ_ONLY2 = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
var SMALL = 16 * 1024;
var SmallFileBudget = class {
  #left;
  constructor(bytes = 32 * 1024 * 1024) {
    this.#left = bytes;
  }
  take(size) {
    if (size > SMALL || size > this.#left) return false;
    this.#left -= size;
    return true;
  }
};
async function inspectFile(root, path, stats, budget) {
  try {
    return inspect(root, path, stats, budget);
  } catch (thrown) {
    throw await unreadable(nameAt(root, path), fileAt(root, path), thrown);
  }
}
function inspect(root, path, stats, budget) {
  const name = nameAt(root, path);
  const descriptor = openSync(fileAt(root, path), READ_ONLY2);
  try {
    const seen = fstatSync(descriptor, { bigint: true });
    refuseSpecial(name, seen);
    const size = Number(seen.size);
    if (size === 0) refuseUnsized(name, descriptor);
    const whole = budget.take(size);
    const bytes = start(name, descriptor, whole ? size : Math.min(HEAD, size));
    const first = firstSight(name, bytes);
    const sight = stats ? { ...first, stat: statOf(seen) } : first;
    return whole ? new SmallFile(root, path, bytes, sight) : new LazyFile(root, path, identityOf(seen), sight);
  } finally {
    closeSync(descriptor);
  }
}
function statOf({ mode, uid, gid }) {
  return { mode: Number(mode) & 4095, uid: Number(uid), gid: Number(gid) };
}
function start(name, descriptor, length) {
  const bytes = Buffer.allocUnsafe(length);
  if (readSync(descriptor, bytes, 0, length, 0) < length) throw changedError(name);
  return bytes;
}
function refuseUnsized(name, descriptor) {
  if (readSync(descriptor, Buffer.alloc(1), 0, 1, 0) === 0) return;
  throw new ActionError("file", `"${printable(name)}" does not say how large it is, as files of /proc`, {
    hint: "Copy it in an earlier step, as in: cat /proc/cpuinfo > cpuinfo"
  });
}
function refuseSpecial(name, entry) {
  const kind = specialKind(entry);
  if (kind !== void 0) throw new ActionError("file", `"${printable(name)}" is ${kind}, which cannot be copied`);
}

// src/image/find-for-platform.ts
async function findFor(spec, platform, find) {
  const kept = spec.mode === "keep" || spec.owner === "keep";
  const options = {
    ...spec.exclude === void 0 ? {} : { exclude: spec.exclude },
    ...kept ? { stats: true } : {},
    ...spec.dst === "/" ? { toRoot: true } : {},
    ...spec.unpack !== false && !ARCHIVE_FILE.test(spec.dst) ? { unpack: true } : {}
  };
  const [first = "", ...others] = variantsOf(spec.src, platform);
  try {
    return ofArchitecture(await find(first, options), spec.src, platform);
  } catch (error) {
    for (const src of others) {
      const found = await find(src, options).catch(missing);
      if (found !== void 0) return ofArchitecture(found, spec.src, platform);
    }
    throw error;
  }
}
var ARCHIVE_FILE = /\.(?:tar|tgz|tzst|tar\.[a-z0-9]+)$/i;
function missing(error) {
  if (!(error instanceof ActionError)) throw error;
}
var OTHER_NAMES = { amd64: ["v1"], arm64: ["v8", "v8.0"] };
function variantsOf(src, platform) {
  const { architecture, variant } = platform;
  if (!src.includes("{{variant}}")) return [expandPlatform(src, platform)];
  const others = variant === void 0 ? OTHER_NAMES[architecture] ?? [] : [variant.replace(/^v/, "")];
  return [variant, ...others].map((text) => expandPlatform(src.replaceAll("{{variant}}", text ?? ""), platform));
}
function expandPlatform(src, platform) {
  return src.replaceAll("{{os}}", platform.os).replaceAll("{{arch}}", platform.architecture).replaceAll("{{variant}}", platform.variant ?? "").replaceAll("{{platform}}", formatPlatform(platform));
}
var LONGER = {
  arm: /arm(?!64)/,
  mips: /mips(?!64|le|el)/,
  mips64: /mips64(?!le|el)/,
  mipsle: /mipsle/,
  ppc64: /ppc64(?!le)/
};
function ofArchitecture(found, src, { architecture }) {
  const own = LONGER[architecture];
  if (own === void 0 || found.single || !/\{\{arch\}\}[^/]*\*/.test(src)) return found;
  const isOwn = (path) => own.test(path) || !path.includes(architecture);
  const sources = found.sources.filter((source) => isOwn(source.path));
  if (sources.length > 0) return { ...found, sources };
  throw new ActionError(
    "file",
    `Nothing matches "${src}" for ${architecture}: what there is, is for another architecture`
  );
}

// src/files/list-directory.ts
var REPLACED = "\uFFFD";
async function listDirectory(name, file) {
  try {
    const entries = await readdir(file, { withFileTypes: true });
    return entries.sort((a, b) => compareBytes(a.name, b.name));
  } catch (thrown) {
    throw await unreadable(name, file, thrown);
  }
}
async function assertEntryName(entry, name, file) {
  if (entry.includes(REPLACED) && !await isUtf8(entry, file)) throw nameFault(name, entry, "is not valid UTF-8");
  assertName(entry, name);
}
async function isUtf8(entry, file) {
  const names = await readdir(file, { encoding: "buffer" });
  const bytes = Buffer.from(entry);
  return names.every((one) => one.equals(bytes) || one.toString("utf8") !== entry);
}

export { HEAD, SmallFileBudget, assertEntryName, assertName, expandPlatform, findFor, firstSight, inspectFile, listDirectory, refuseSpecial };
