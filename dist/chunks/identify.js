import { printable } from './start.js';
import { ActionError } from './boot.js';

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
  const start = head.subarray(0, 8).toString("hex").replace(/../g, "$& ").trim();
  const what = head.every((byte) => byte === 0) ? "nothing but zeros" : `no program of any kind that is known here (it begins with ${start})`;
  return { is: what, hint: "Give a static ELF program for Linux, as `CGO_ENABLED=0 go build` writes it." };
}

export { notElf };
