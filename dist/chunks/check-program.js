import {
  parentPath
} from "./entry.js";
import {
  accountsOf,
  ownershipOf
} from "./pem.js";
import {
  KNOWN_ACCOUNTS
} from "./accounts.js";
import {
  suggest
} from "./suggest.js";
import {
  sortedMap
} from "./json.js";
import {
  printable
} from "./printable.js";
import {
  ActionError
} from "./errors.js";

// src/image/runtime-config.ts
var DEFAULT_USER = { user: KNOWN_ACCOUNTS.nonroot, group: KNOWN_ACCOUNTS.nonroot };
var DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
function runtimeConfig(block, binaryPath, labels) {
  const entrypoint = block.entrypoint ?? (binaryPath === void 0 ? [] : [binaryPath]);
  const user = block.runAs ?? userText(block);
  return {
    ...user === "" ? {} : { User: user },
    ...block.expose.length === 0 ? {} : { ExposedPorts: emptyMaps(block.expose) },
    Env: environmentOf(block),
    ...entrypoint.length === 0 ? {} : { Entrypoint: entrypoint },
    ...block.cmd === void 0 || block.cmd.length === 0 ? {} : { Cmd: block.cmd },
    ...block.healthcheck === void 0 ? {} : { Healthcheck: block.healthcheck },
    ...block.volumes.length === 0 ? {} : { Volumes: emptyMaps(block.volumes) },
    WorkingDir: block.workdir ?? "/",
    ...Object.keys(labels).length === 0 ? {} : { Labels: sortedMap(labels) },
    ...block.stopSignal === void 0 ? {} : { StopSignal: block.stopSignal }
  };
}
function startsProgram({ Entrypoint = [], Cmd = [] }) {
  return Entrypoint.length + Cmd.length > 0;
}
function userText({ user = DEFAULT_USER, users }) {
  const account = accountsOf(users).find(({ uid: uid2 }) => uid2 === user.user);
  if (typeof user.user === "number" && user.group === void 0) {
    return account === void 0 ? `${user.user}` : `${account.uid}:${account.gid}`;
  }
  const { uid, gid } = ownershipOf(user, users);
  return `${uid}:${gid}`;
}
function environmentOf({ env, literal }) {
  const withPath = Object.hasOwn(env, "PATH") ? env : { PATH: DEFAULT_PATH, ...env };
  const { PATH = "", ...others } = withPath;
  const ordered = literal === true ? withPath : { PATH, ...sortedMap(others) };
  return Object.entries(ordered).map(([name, value]) => `${name}=${value}`);
}
function emptyMaps(keys) {
  return sortedMap(Object.fromEntries(keys.map((key) => [key, {}])));
}

// src/files/path-walk.ts
var MOST_LINKS = 40;
var PathWalk = class {
  #here = [];
  #rest;
  #links = 0;
  constructor(path) {
    this.#rest = partsOf(path);
  }
  /** The path of the next part; undefined at the end of the way. */
  next() {
    while (this.#rest[0] === "..") {
      this.#rest.shift();
      this.#here.pop();
    }
    const [part] = this.#rest;
    return part === void 0 ? void 0 : [...this.#here, part].join("/");
  }
  /** Whether the next part is the last one, as far as is known. */
  get atLast() {
    return this.#rest.length === 1;
  }
  /** Goes into the next part. */
  enter() {
    this.#here.push(...this.#rest.splice(0, 1));
  }
  /** Goes where the symbolic link at the next part points to; false where there were too many links. */
  follow(target) {
    this.#rest.splice(0, 1, ...partsOf(target));
    this.#links += 1;
    if (target.startsWith("/")) this.#here = [];
    return this.#links <= MOST_LINKS;
  }
  /** Where the parts that were entered lead, without links. */
  get place() {
    return this.#here.join("/");
  }
};
function partsOf(path) {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}

// src/image/file-tree.ts
var PARENT = { type: "directory", mode: 493, uid: 0, gid: 0 };
var FileTree = class {
  #nodes = /* @__PURE__ */ new Map([["", PARENT]]);
  /** Later entries take the place of earlier ones. */
  constructor(...layers) {
    for (const entries of layers) {
      for (const entry of entries) this.#add(entry);
    }
  }
  #add(entry) {
    this.#nodes.set(entry.path, entry);
    for (let parent = parentPath(entry.path); !this.#nodes.has(parent); parent = parentPath(parent)) {
      this.#nodes.set(parent, PARENT);
    }
  }
  /** What an absolute path leads to, or undefined where there is nothing. */
  find(path) {
    const way = this.follow(path, () => true);
    return way.end === "found" ? way.node : void 0;
  }
  /** Follows an absolute path as the kernel does; `step` is asked at every part of it. */
  follow(path, step) {
    const walk = new PathWalk(path);
    for (let at = walk.next(); at !== void 0; at = walk.next()) {
      const node = this.#nodes.get(at);
      if (!step(`/${at}`, node, walk.atLast)) return { end: "stopped", path: `/${at}`, node };
      if (node === void 0) return { end: "missing" };
      if (node.type === "symlink") {
        if (!walk.follow(node.target)) return { end: "missing" };
      } else if (walk.atLast || isDirectoryNode(node)) walk.enter();
      else return { end: "missing" };
    }
    return this.#endOf(walk.place);
  }
  #endOf(path) {
    const found = this.#nodes.get(path);
    const node = found?.type === "hardlink" ? this.#nodes.get(found.target) : found;
    return node === void 0 ? { end: "missing" } : { end: "found", path: `/${path}`, node };
  }
  /** Absolute paths of everything that could be run. */
  programs() {
    return [...this.#nodes].filter(([, node]) => isProgram(node)).map(([path]) => `/${path}`);
  }
};
function isProgram(node) {
  return node.type === "file" && (node.mode & 73) !== 0;
}
function isDirectoryNode({ type }) {
  return type === "directory" || type === "subtree";
}

// src/image/process-user.ts
function processUser(block) {
  const text = block.runAs ?? userText(block);
  if (text === "") return { uid: 0, gid: 0 };
  const accounts = accountsOf(block.users);
  const [user = "", group] = text.split(":");
  const account = accounts.find(({ name, uid: uid2 }) => name === user || `${uid2}` === user);
  const uid = numberOf(user) ?? account?.uid;
  if (group === void 0) return { uid, gid: account?.gid };
  return { uid, gid: numberOf(group) ?? accounts.find(({ name }) => name === group)?.gid };
}
function numberOf(text) {
  return /^\d+$/.test(text) ? Number(text) : void 0;
}
function maySearchOrRun({ type, mode, uid, gid }, user) {
  if (user.uid === 0) return type !== "file" || (mode & 73) !== 0;
  if (user.uid === void 0) return (mode & 73) !== 0;
  if (user.uid === uid) return (mode & 64) !== 0;
  if (user.gid === void 0) return (mode & 9) !== 0;
  return (mode & (user.gid === gid ? 8 : 1)) !== 0;
}
function userName({ uid, gid }) {
  if (uid === void 0) return "the user";
  return gid === void 0 ? `user ${uid}` : `user ${uid}:${gid}`;
}

// src/image/start-fault.ts
var MOUNTED = ["/proc", "/sys", "/dev"];
var MOUNTED_DIRECTORIES = ["/proc", "/sys", "/dev", "/dev/shm", "/dev/pts", "/dev/mqueue"];
function startFault(program, facts) {
  if (program.includes("/")) return faultAt(absolute(program, facts.workdir), facts);
  if (facts.searchPath === "") return "is a name alone, and PATH is empty; write its path";
  return searchFault(program, facts);
}
function workdirFault(facts) {
  const { workdir, tree, user } = facts;
  if (MOUNTED_DIRECTORIES.includes(workdir)) return void 0;
  const way = tree.follow(workdir, stepOf(facts, "enter"));
  if (isUnknown(way, facts)) return void 0;
  if (way.end === "stopped") return stoppedFault(way, user);
  if (way.end === "missing") return hasNothingThere(workdir, facts) ? void 0 : "leads nowhere";
  return isDirectoryNode(way.node) ? void 0 : "is not a directory";
}
function hasNothingThere(workdir, { tree }) {
  const parts = workdir.split("/").filter((part) => part !== "");
  for (let count = parts.length; count > 0; count--) {
    let link = false;
    const way = tree.follow(`/${parts.slice(0, count).join("/")}`, (_path, node) => {
      link ||= node?.type === "symlink";
      return true;
    });
    if (link) return false;
    if (way.end === "found") return isDirectoryNode(way.node);
  }
  return true;
}
function absolute(program, workdir) {
  return program.startsWith("/") ? program : `${workdir}/${program}`;
}
function searchFault(program, facts) {
  const faults = [];
  for (const directory of facts.searchPath.split(":")) {
    const fault = faultAt(absolute(`${directory || "."}/${program}`, facts.workdir), facts);
    if (fault === void 0 && directory.startsWith("/")) return void 0;
    if (fault === void 0) {
      return `is found through the entry "${printable(directory, 60)}" of PATH, which is not absolute, so that runtimes refuse it; write its path`;
    }
    if (fault.startsWith(CLOSED)) return fault;
    faults.push(fault);
  }
  return faults.find((fault) => fault !== MISSING) ?? MISSING;
}
var MISSING = "is not in it";
var CLOSED = "may not be run by";
function faultAt(path, facts) {
  const way = facts.tree.follow(path, stepOf(facts, "run"));
  if (isUnknown(way, facts)) return void 0;
  if (way.end === "missing") return MISSING;
  if (way.end === "stopped") return stoppedFault(way, facts.user);
  if (isDirectoryNode(way.node)) return "is a directory";
  if (!isProgram(way.node)) return "has no mode that would let anyone run it";
  return maySearchOrRun(way.node, facts.user) ? void 0 : `${CLOSED} ${userName(facts.user)} (${ownedBy(way.node)})`;
}
function stepOf({ user, volumes }, purpose) {
  return (path, node, last) => {
    if (MOUNTED.includes(path) || volumes.includes(path)) return false;
    if (node === void 0 || !isDirectoryNode(node)) return true;
    return last && purpose === "run" || maySearchOrRun(node, user);
  };
}
function isUnknown(way, { volumes }) {
  return way.end === "stopped" && volumes.includes(way.path);
}
function stoppedFault({ path, node }, user) {
  if (MOUNTED.includes(path)) return `lies in ${path}, where the runtime mounts what is its own`;
  const mode = node === void 0 ? "" : ` (${ownedBy(node)})`;
  return `lies in ${printable(path, 200)}, which ${userName(user)} may not enter${mode}`;
}
function ownedBy({ mode, uid, gid }) {
  return `mode ${mode.toString(8).padStart(4, "0")}, owner ${uid}:${gid}`;
}

// src/image/check-program.ts
function checkProgram(block, binaryPath, tree) {
  const [program] = commandOf(block, binaryPath);
  if (program === void 0) return;
  checkSurroundings(block, [...commandOf(block, binaryPath), ...environmentOf(block)], tree);
  const fault = programFault(program, block, tree);
  if (fault === void 0) return;
  const key = block.entrypoint?.length === 0 ? "cmd" : "entrypoint";
  throw new ActionError("image", `${key}: the image could not start, its program ${quoted(program)} ${fault}`, {
    hint: fault.includes(" may not ") ? CLOSED2 : hintFor(program, binaryPath, tree)
  });
}
var LONGEST_ARGUMENT = 131072;
function checkSurroundings(block, texts, tree) {
  const facts = startFacts(block, tree);
  const fault = workdirFault(facts);
  if (fault !== void 0) {
    const message2 = `workdir: the image could not start, its working directory ${quoted(facts.workdir)} ${fault}`;
    throw new ActionError("image", message2, { hint: "Name a directory that the image\u2019s user may enter." });
  }
  const long = texts.find((text) => Buffer.byteLength(text) >= LONGEST_ARGUMENT);
  if (long === void 0) return;
  const message = `the image could not start: "${printable(long, 60)}" is longer than the ${LONGEST_ARGUMENT} bytes that Linux takes`;
  throw new ActionError("image", message, { hint: "Put it into a file, by files." });
}
function commandOf({ entrypoint, cmd = [] }, binaryPath) {
  return [...entrypoint ?? (binaryPath === void 0 ? [] : [binaryPath]), ...cmd];
}
function programOf(block, tree) {
  const [program] = commandOf(block, void 0);
  const found = program === void 0 ? [] : placesOf(program, block).map((path) => tree.find(path));
  return found.find((node) => node?.type === "file" && isProgram(node));
}
function healthcheckWarning(block, tree) {
  const [kind, program] = block.healthcheck?.Test ?? [];
  const fault = kind === "CMD" && program !== void 0 ? programFault(program, block, tree) : void 0;
  return fault === void 0 ? void 0 : `healthcheck: its program ${quoted(program ?? "")} ${fault}.`;
}
function placesOf(program, { env, workdir = "/" }) {
  if (program.startsWith("/")) return [program];
  if (program.includes("/")) return [`${workdir}/${program}`];
  const path = Object.hasOwn(env, "PATH") ? env.PATH : DEFAULT_PATH;
  return (path ?? "").split(":").map((directory) => `${directory || workdir}/${program}`);
}
function programFault(program, block, tree) {
  return startFault(program, startFacts(block, tree));
}
function interpreterFault(interpreter, block, tree) {
  return programFault(interpreter, block, tree);
}
function startFacts(block, tree) {
  const { env, workdir = "/", volumes } = block;
  const searchPath = Object.hasOwn(env, "PATH") ? env.PATH : DEFAULT_PATH;
  return { tree, user: processUser(block), workdir, searchPath: searchPath ?? "", volumes };
}
var CLOSED2 = "Give it a mode or an owner with which the user may, by files or binary: { mode: 0755 }, or the image another user.";
function hintFor(program, binaryPath, tree) {
  if (/^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a|z)?sh$/.test(program)) {
    return "A scratch image has no shell; name the program itself, as entrypoint: [/app, --flag].";
  }
  if (/\s/.test(program))
    return "A text is one argument, as there is no shell; write a list: entrypoint: [/app, serve].";
  const meant = suggest(program, tree.programs());
  if (meant !== void 0) return `Did you mean ${meant}?`;
  if (binaryPath === void 0) return "Copy it into the image.";
  return `The binary is at ${binaryPath}; leave out entrypoint to run it, or add the program under files.`;
}
function quoted(program) {
  return `"${printable(program, 100)}"`;
}

// src/binary/architecture.ts
var ARCHITECTURES = [
  { machine: 3, bits: 32, little: "386" },
  { machine: 8, bits: 32, little: "mipsle", big: "mips" },
  { machine: 8, bits: 64, little: "mips64le", big: "mips64" },
  { machine: 21, bits: 64, little: "ppc64le", big: "ppc64" },
  { machine: 22, bits: 64, big: "s390x" },
  { machine: 40, bits: 32, little: "arm" },
  { machine: 62, bits: 64, little: "amd64" },
  { machine: 183, bits: 64, little: "arm64" },
  { machine: 243, bits: 64, little: "riscv64" },
  { machine: 258, bits: 64, little: "loong64" }
];
var REFUSED = {
  "62/32": "the x32 ABI (32-bit pointers on x86-64)",
  "40/32/big": "big-endian ARM",
  "183/32": "the ILP32 ABI of 64-bit ARM",
  "183/64/big": "big-endian 64-bit ARM",
  "22/32": "31-bit s390",
  "243/32": "32-bit RISC-V",
  "258/32": "32-bit LoongArch",
  "2": "32-bit SPARC",
  "4": "Motorola 68000",
  "15": "PA-RISC",
  "18": "32-bit SPARC (v8+)",
  "20": "32-bit PowerPC",
  "42": "SuperH",
  "43": "64-bit SPARC",
  "50": "Itanium",
  "83": "AVR microcontrollers",
  "94": "Xtensa microcontrollers",
  "164": "Hexagon",
  "190": "NVIDIA CUDA",
  "195": "ARC",
  "224": "AMD GPUs",
  "247": "eBPF, the kernel\u2019s virtual machine",
  "252": "C-SKY",
  "36902": "Alpha"
};
var MACHINE_MIPS = 8;
var MIPS_N32 = 32;
function architectureOf(name, header) {
  const { machine, bits, littleEndian, flags } = header;
  if (machine === MACHINE_MIPS && bits === 32 && (flags & MIPS_N32) !== 0) {
    throw refused(name, "the n32 ABI of 64-bit MIPS", "Build it for mips64 or mips64le (the n64 ABI).");
  }
  const row = ARCHITECTURES.find((candidate) => candidate.machine === machine && candidate.bits === bits);
  const architecture = littleEndian ? row?.little : row?.big;
  if (architecture === void 0) throw refused(name, describe(header), wayOut(machine, bits));
  return architecture;
}
function describe({ machine, bits, littleEndian }) {
  const order = littleEndian ? "little" : "big";
  const known = REFUSED[`${machine}/${bits}/${order}`] ?? REFUSED[`${machine}/${bits}`] ?? REFUSED[machine];
  return known ?? `machine type ${machine} (${bits}-bit, ${order}-endian)`;
}
function wayOut(machine, bits) {
  if (machine === 62 && bits === 32) return "Build it for plain amd64: without -mx32 or the target x86_64-*-gnux32.";
  if (machine === 40) return "Build it for little-endian ARM: the target arm-linux-*, not armeb-linux-*.";
  if (machine === 183) return "Build it for plain arm64: the target aarch64-linux-*.";
  if (machine === 22) return "Build it for s390x, the 64-bit form: -m64.";
  return `Build it for one of ${NAMES}.`;
}
var NAMES = ARCHITECTURES.flatMap(({ little, big }) => [little, big].filter((name) => name !== void 0)).join(", ");
function refused(name, what, hint) {
  return new ActionError("binary", `${name} is built for ${what}, which no image can name as its platform`, { hint });
}

// src/binary/elf/fields.ts
var Fields = class _Fields {
  bytes;
  littleEndian;
  bits;
  constructor(bytes, layout) {
    this.bytes = bytes;
    this.littleEndian = layout.littleEndian;
    this.bits = layout.bits;
  }
  get length() {
    return this.bytes.length;
  }
  u8(offset) {
    return this.bytes[offset] ?? 0;
  }
  u16(offset) {
    if (!this.#holds(offset, 2)) return 0;
    return this.littleEndian ? this.bytes.readUInt16LE(offset) : this.bytes.readUInt16BE(offset);
  }
  u32(offset) {
    if (!this.#holds(offset, 4)) return 0;
    return this.littleEndian ? this.bytes.readUInt32LE(offset) : this.bytes.readUInt32BE(offset);
  }
  /** Beyond 2^53 it loses its last digits: no file has such an offset, and every use is checked against the file. */
  u64(offset) {
    const [first, second] = [this.u32(offset), this.u32(offset + 4)];
    return this.littleEndian ? second * 2 ** 32 + first : first * 2 ** 32 + second;
  }
  /** An address, offset or size: 4 or 8 bytes by the file's class. */
  word(offset) {
    return this.bits === 64 ? this.u64(offset) : this.u32(offset);
  }
  /** The text up to the next NUL, the end, or `limit` bytes. */
  text(offset, limit = 4096) {
    const bytes = this.bytes.subarray(offset, offset + limit);
    const end = bytes.indexOf(0);
    return bytes.toString("utf8", 0, end === -1 ? bytes.length : end);
  }
  slice(start, end) {
    return new _Fields(this.bytes.subarray(start, end), this);
  }
  #holds(offset, length) {
    return offset >= 0 && offset + length <= this.bytes.length;
  }
};
function tableEntries(table, entrySize, parse) {
  return Array.from({ length: Math.floor(table.length / entrySize) }, (_, index) => parse(table, index * entrySize));
}

// src/binary/elf/segments.ts
var SegmentType = { load: 1, dynamic: 2, interpreter: 3, note: 4, gnuStack: 1685382481 };
function segmentEntrySize(bits) {
  return bits === 64 ? 56 : 32;
}
function parseSegments(table) {
  return tableEntries(table, segmentEntrySize(table.bits), parseSegment);
}
function parseSegment(table, at) {
  const wide = table.bits === 64;
  const flags = table.u32(at + (wide ? 4 : 24));
  return {
    type: table.u32(at),
    executable: (flags & 1) !== 0,
    writable: (flags & 2) !== 0,
    offset: table.word(at + (wide ? 8 : 4)),
    address: table.word(at + (wide ? 16 : 8)),
    fileSize: table.word(at + (wide ? 32 : 16)),
    memorySize: table.word(at + (wide ? 40 : 20))
  };
}

// src/binary/elf/dynamic.ts
var Tag = { end: 0, needed: 1, strings: 5, soname: 14, flags1: 1879048187 };
var FLAG_PIE = 134217728;
var MAX_TABLE = 65536;
var MAX_NEEDED = 256;
async function readDynamic(file) {
  const segment = file.segments.find(({ type }) => type === SegmentType.dynamic);
  if (segment === void 0) return void 0;
  const table = await file.fields(segment.offset, Math.min(segment.fileSize, MAX_TABLE));
  const entries = parseEntries(table);
  const valuesOf = (tag) => entries.filter((entry) => entry.tag === tag).map(({ value }) => value);
  const strings = file.offsetOf(valuesOf(Tag.strings)[0] ?? 0);
  const textAt = async (offset) => strings === void 0 ? "" : stringAt(file, strings + offset);
  const needed = [];
  for (const offset of valuesOf(Tag.needed).slice(0, MAX_NEEDED)) needed.push(await textAt(offset));
  const [sonameOffset] = valuesOf(Tag.soname);
  return {
    needed: needed.map((name) => name || "a library without a name"),
    ...sonameOffset === void 0 ? {} : { soname: await textAt(sonameOffset) },
    pie: ((valuesOf(Tag.flags1)[0] ?? 0) & FLAG_PIE) !== 0
  };
}
async function readInterpreter(file) {
  const segment = file.segments.find(({ type }) => type === SegmentType.interpreter);
  return segment && (await stringAt(file, segment.offset) || "a loader without a name");
}
function parseEntries(table) {
  const wordSize = table.bits / 8;
  const entries = [];
  for (let at = 0; at + 2 * wordSize <= table.length; at += 2 * wordSize) {
    const tag = table.word(at);
    if (tag === Tag.end) break;
    entries.push({ tag, value: table.word(at + wordSize) });
  }
  return entries;
}
var MAX_STRING = 4096;
async function stringAt(file, offset) {
  return (await file.fields(offset, MAX_STRING)).text(0);
}

// src/binary/elf/header.ts
var ElfType = { relocatable: 1, executable: 2, shared: 3, core: 4 };
var MAGIC = Buffer.from("\x7FELF", "latin1");
function isElf(head) {
  return MAGIC.equals(head.subarray(0, 4));
}
function parseHeader(name, head) {
  const [elfClass = 0, data = 0] = head.subarray(4, 6);
  const bits = elfClass === 2 ? 64 : 32;
  if (head.length < (bits === 64 ? 64 : 52))
    throw broken(name, `it ends after ${head.length} bytes, inside its header`);
  if (elfClass !== 1 && elfClass !== 2)
    throw broken(name, `its header names a word size that does not exist (${elfClass})`);
  if (data !== 1 && data !== 2) throw broken(name, `its header names a byte order that does not exist (${data})`);
  return fieldsOf(new Fields(head, { bits, littleEndian: data === 1 }));
}
function fieldsOf(fields) {
  const wide = fields.bits === 64;
  const counts = wide ? 54 : 42;
  return {
    bits: fields.bits,
    littleEndian: fields.littleEndian,
    osAbi: fields.u8(7),
    type: fields.u16(16),
    machine: fields.u16(18),
    flags: fields.u32(wide ? 48 : 36),
    entry: fields.word(24),
    segments: { offset: fields.word(wide ? 32 : 28), entrySize: fields.u16(counts), count: fields.u16(counts + 2) },
    sections: { offset: fields.word(wide ? 40 : 32), entrySize: fields.u16(counts + 4), count: fields.u16(counts + 6) },
    namesIndex: fields.u16(counts + 8)
  };
}
function broken(name, what) {
  return new ActionError("binary", `${name} is a damaged ELF file: ${what}`, {
    hint: "Build it again, or check the step that downloads, unpacks or copies it."
  });
}

// src/binary/elf/sections.ts
var SectionType = { noBits: 8, armAttributes: 1879048195 };
var MAX_NAME = 128;
function sectionEntrySize(bits) {
  return bits === 64 ? 64 : 40;
}
function parseRawSections(table) {
  return tableEntries(table, sectionEntrySize(table.bits), parseRawSection);
}
function nameSections(sections, names) {
  const text = new Fields(names, { bits: 64, littleEndian: true });
  return sections.map(({ nameOffset, link: _link, info: _info, ...section }) => ({
    ...section,
    name: nameOffset < names.length ? text.text(nameOffset, MAX_NAME) : ""
  }));
}
function parseRawSection(table, at) {
  const wide = table.bits === 64;
  const flags = table.word(at + 8) % 2 ** 32;
  return {
    nameOffset: table.u32(at),
    type: table.u32(at + 4),
    writable: (flags & 1) !== 0,
    allocated: (flags & 2) !== 0,
    executable: (flags & 4) !== 0,
    address: table.word(at + (wide ? 16 : 12)),
    offset: table.word(at + (wide ? 24 : 16)),
    size: table.word(at + (wide ? 32 : 20)),
    link: table.u32(at + (wide ? 40 : 24)),
    info: table.u32(at + (wide ? 44 : 28))
  };
}

// src/binary/elf/elf-file.ts
var MAX_SEGMENT_TABLE = 65536;
var MAX_SECTIONS = 65535;
var MAX_NAMES = 1 << 20;
var ElfFile = class _ElfFile {
  header;
  segments;
  sections;
  #source;
  #head;
  constructor(source, head, header, segments, sections) {
    this.#source = source;
    this.#head = head;
    this.header = header;
    this.segments = segments;
    this.sections = sections;
  }
  /** `head` is the file's first few thousand bytes. Fails where no kernel would start it. */
  static async open(source, head) {
    const header = parseHeader(printable(source.name), head);
    const empty = new _ElfFile(source, head, header, [], []);
    const segments = await readSegments(empty);
    return new _ElfFile(source, head, header, segments, await readSections(empty));
  }
  /** For messages. */
  get name() {
    return printable(this.#source.name);
  }
  get size() {
    return this.#source.size;
  }
  /** At most `length` bytes from `offset`; fewer, or none, where the file ends before. */
  async bytes(offset, length) {
    const end = Math.min(offset + length, this.size);
    if (!(offset < end)) return Buffer.alloc(0);
    if (end <= this.#head.length) return this.#head.subarray(offset, end);
    const bytes = await this.#source.read(offset, end - offset);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  async fields(offset, length) {
    return new Fields(await this.bytes(offset, length), this.header);
  }
  section(name) {
    return this.sections.find((section) => section.name === name && section.type !== SectionType.noBits);
  }
  /** What is loaded from the file at `address`. */
  segmentAt(address) {
    return this.segments.find(
      (segment) => segment.type === SegmentType.load && address >= segment.address && address < segment.address + segment.fileSize
    );
  }
  /** The place in the file of what is loaded at `address`. */
  offsetOf(address) {
    const home = this.segmentAt(address);
    return home && home.offset + (address - home.address);
  }
};
async function readSegments(file) {
  const { offset, entrySize, count } = file.header.segments;
  if (count === 0) return [];
  const length = entrySize * count;
  if (entrySize !== segmentEntrySize(file.header.bits) || length > MAX_SEGMENT_TABLE) {
    throw broken(file.name, `its table of segments has ${count} entries of ${entrySize} bytes`);
  }
  const table = await file.fields(offset, length);
  if (table.length < length) throw broken(file.name, `its table of segments lies beyond its ${file.size} bytes`);
  return parseSegments(table);
}
async function readSections(file) {
  const { offset, entrySize, count } = file.header.sections;
  if (offset === 0 || entrySize !== sectionEntrySize(file.header.bits)) return [];
  const first = parseRawSections(await file.fields(offset, entrySize))[0];
  const total = count === 0 ? first?.size ?? 0 : count;
  if (total > MAX_SECTIONS) return [];
  const sections = parseRawSections(await file.fields(offset, total * entrySize));
  const namesIndex = file.header.namesIndex === 65535 ? first?.link ?? 0 : file.header.namesIndex;
  const names = sections[namesIndex];
  return nameSections(
    sections,
    names ? await file.bytes(names.offset, Math.min(names.size, MAX_NAMES)) : Buffer.alloc(0)
  );
}

export {
  DEFAULT_USER,
  DEFAULT_PATH,
  runtimeConfig,
  startsProgram,
  architectureOf,
  Fields,
  SegmentType,
  segmentEntrySize,
  parseSegments,
  readDynamic,
  readInterpreter,
  ElfType,
  isElf,
  parseHeader,
  broken,
  SectionType,
  ElfFile,
  PathWalk,
  partsOf,
  FileTree,
  checkProgram,
  programOf,
  healthcheckWarning,
  interpreterFault
};
