import {
  parentPath
} from "./entry.js";
import {
  KNOWN_ACCOUNTS
} from "./accounts.js";
import {
  didYouMean,
  suggest
} from "./readers.js";
import {
  sortedMap
} from "./json.js";
import {
  X509Certificate
} from "./builtin-node-crypto.js";
import {
  posix
} from "./builtin-node-path.js";
import {
  printable
} from "./printable.js";
import {
  ActionError,
  ProblemsError,
  messageOf
} from "./errors.js";

// src/image/accounts.ts
function accountsOf(users) {
  return [...KNOWN, ...users];
}
var KNOWN = [
  account("root", KNOWN_ACCOUNTS.root, "/root"),
  account("nobody", KNOWN_ACCOUNTS.nobody, "/nonexistent"),
  account("nonroot", KNOWN_ACCOUNTS.nonroot, "/")
];
function account(name, id, home) {
  return { name, uid: id, gid: id, home };
}
function ownershipOf({ user, group }, users) {
  const accounts = accountsOf(users);
  const uid = typeof user === "number" ? user : accountNamed(user, accounts).uid;
  if (group !== void 0) {
    return { uid, gid: typeof group === "number" ? group : accountNamed(group, accounts).gid };
  }
  return { uid, gid: typeof user === "number" ? user : accountNamed(user, accounts).gid };
}
function accountNamed(name, accounts) {
  const found = accounts.find((candidate) => candidate.name === name);
  if (found !== void 0) return found;
  throw new ActionError("config", `"${name}" is not a user that the image knows`, {
    hint: `Add it to the config block: users: [{ name: ${name}, uid: 1001 }]`
  });
}

// src/image/runtime-config.ts
var DEFAULT_USER = { user: KNOWN_ACCOUNTS.nonroot, group: KNOWN_ACCOUNTS.nonroot };
var DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
function runtimeConfig(block, binaryPath, labels) {
  const entrypoint = block.entrypoint ?? (binaryPath === void 0 ? [] : [binaryPath]);
  const user = block.runAs ?? userText(block);
  return {
    ...user === "" ? {} : { User: user },
    ...block.expose.length === 0 ? {} : { ExposedPorts: emptyMaps(block.expose) },
    Env: environmentOf(block.env),
    ...entrypoint.length === 0 ? {} : { Entrypoint: entrypoint },
    ...block.cmd === void 0 || block.cmd.length === 0 ? {} : { Cmd: block.cmd },
    ...block.healthcheck === void 0 ? {} : { Healthcheck: block.healthcheck },
    ...block.volumes.length === 0 ? {} : { Volumes: emptyMaps(block.volumes) },
    WorkingDir: block.workdir ?? "/",
    ...Object.keys(labels).length === 0 ? {} : { Labels: sortedMap(labels) },
    ...block.stopSignal === void 0 ? {} : { StopSignal: block.stopSignal }
  };
}
function userText({ user = DEFAULT_USER, users }) {
  const account2 = accountsOf(users).find(({ uid: uid2 }) => uid2 === user.user);
  if (typeof user.user === "number" && user.group === void 0) {
    return account2 === void 0 ? `${user.user}` : `${account2.uid}:${account2.gid}`;
  }
  const { uid, gid } = ownershipOf(user, users);
  return `${uid}:${gid}`;
}
function environmentOf(env) {
  const all = Object.hasOwn(env, "PATH") ? Object.entries(env) : [["PATH", DEFAULT_PATH], ...Object.entries(env)];
  return all.map(([name, value]) => `${name}=${value}`);
}
function emptyMaps(keys) {
  return sortedMap(Object.fromEntries(keys.map((key) => [key, {}])));
}

// src/files/bytes-source.ts
function bytesSource(name, bytes) {
  return new BytesSource(name, bytes);
}
var BytesSource = class {
  name;
  bytes;
  size;
  constructor(name, bytes) {
    this.name = name;
    this.bytes = bytes;
    this.size = bytes.length;
  }
  async read(offset, length) {
    if (offset + length > this.size) throw new RangeError(`${this.name} has only ${this.size} bytes`);
    return this.bytes.subarray(offset, offset + length);
  }
  async *stream(start = 0, end = this.size) {
    if (end > start) yield this.bytes.subarray(start, end);
  }
  async assertUnchanged() {
  }
  async close() {
  }
};

// src/image/kit/kit-part.ts
var PLAIN = { uid: 0, gid: 0, mtime: 0 };
function kitFile(path, content) {
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  return { type: "file", path, mode: 420, ...PLAIN, content: bytesSource(`/${path}`, bytes) };
}
function kitDirectory(path, mode) {
  return { type: "directory", path, mode, ...PLAIN };
}
function kitLink(path, target) {
  return { type: "symlink", path, mode: 511, ...PLAIN, target };
}
function kitSubtree(path, { tar, count, contentSize }) {
  return { type: "subtree", path, mode: 493, ...PLAIN, tar, count, contentSize };
}
function leftOut(part, reason) {
  return { entries: [], decision: { part, included: false, reason } };
}

// src/image/kit/auto.ts
function choose(option, value, evidence, kind) {
  if (typeof value === "boolean") return { included: value, reason: `${option}: ${value}` };
  if (value !== "auto") return { included: value.length > 0, reason: `${option}: [${value.join(", ")}]` };
  const telling = evidence.find((found) => found[kind]) ?? evidence[0];
  if (telling === void 0) return { included: false, reason: "there is no binary that could need it" };
  return { included: telling[kind], reason: telling.reasons[kind] };
}

// src/image/kit/pem.ts
var MAX_PEM_BYTES = 8 * 1024 * 1024;
var BLOCK = /-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\s]*?)-----END \1-----/g;
function readPem(file, now) {
  if (file.bytes.length > MAX_PEM_BYTES) throw fault(file, "is larger than a bundle of certificates can be (8 MiB)");
  const text = Buffer.from(file.bytes).toString("latin1");
  refuseKeys(file, text);
  const found = [...text.matchAll(BLOCK)].map(([, label = "", body = ""]) => certificateOf(file, label, body));
  if (found.length === 0 || found.length !== text.split("-----BEGIN ").length - 1) throw notPem(file, found.length);
  return {
    blocks: found.map((certificate) => pemOf(certificate.raw)),
    warnings: found.flatMap((certificate) => dateWarning(file, certificate, now))
  };
}
function refuseKeys(file, text) {
  if (!/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text)) return;
  throw fault(file, "holds a private key, which must not be published", {
    hint: "Give a file with the certificates alone. If the key was meant to be secret, it is time for a new one."
  });
}
function certificateOf(file, label, body) {
  if (label !== "CERTIFICATE" && label !== "X509 CERTIFICATE") {
    throw fault(file, `holds a ${label}; only certificates belong in ca-certificates`);
  }
  try {
    return new X509Certificate(Buffer.from(body, "base64"));
  } catch (thrown) {
    throw fault(file, `holds a certificate that cannot be read: ${printable(messageOf(thrown), 200)}`);
  }
}
function pemOf(der) {
  const lines = Buffer.from(der).toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----
${lines.join("\n")}
-----END CERTIFICATE-----
`;
}
function dateWarning(file, certificate, now) {
  const subject = printable(certificate.subject.split("\n").join(", "), 120);
  const of = `ca-certificates: the certificate "${subject}" in "${printable(file.name)}"`;
  if (Date.parse(certificate.validTo) < now) return [`${of} expired on ${certificate.validTo}`];
  if (Date.parse(certificate.validFrom) > now) return [`${of} is valid only from ${certificate.validFrom} on`];
  return [];
}
function notPem(file, found) {
  if (found > 0) return fault(file, "holds a block that is cut off or is not PEM");
  const der = file.bytes[0] === 48;
  return fault(file, der ? "is a binary (DER) file, not PEM" : "holds no certificate in PEM form", {
    hint: der ? "Convert it: openssl x509 -inform der -in FILE -out FILE.pem" : "It should begin with -----BEGIN CERTIFICATE-----"
  });
}
function fault({ name }, what, detail = {}) {
  return new ActionError("config", `ca-certificates: "${printable(name)}" ${what}`, detail);
}

// src/image/kit/certificates.ts
var PATH = "etc/ssl/certs/ca-certificates.crt";
async function certificatesPart({ included, reason }, request, assets) {
  if (!included) return leftOut("certificates", reason);
  const bundle = request.publicBundle ? await assets.caBundle() : void 0;
  const own = request.files.map((file) => readPem(file, request.now));
  const blocks = /* @__PURE__ */ new Set([...blocksOf(bundle), ...own.flatMap((certificates) => certificates.blocks)]);
  const origins = [...bundle === void 0 ? [] : [bundle.origin], ...request.files.map(({ name }) => name)];
  return {
    entries: [kitFile(PATH, [...blocks].join(""))],
    decision: {
      part: "certificates",
      included,
      reason,
      detail: `${blocks.size} from ${origins.join(", ")}`,
      ...bundle === void 0 ? {} : { package: bundle.package }
    },
    warnings: own.flatMap((certificates) => certificates.warnings)
  };
}
var END = "-----END CERTIFICATE-----\n";
function blocksOf(bundle) {
  return (bundle?.pem.split(END) ?? []).filter((block) => block !== "").map((block) => block + END);
}

// src/image/kit/users.ts
function usersPart(users) {
  const accounts = accountsOf(users);
  return {
    entries: [kitFile("etc/passwd", accounts.map(passwdLine).join("")), kitFile("etc/group", groupLines(accounts))],
    decision: {
      part: "users",
      included: true,
      reason: "every image has them",
      detail: accounts.map(({ name, uid }) => `${name} ${uid}`).join(", ")
    }
  };
}
function passwdLine({ name, uid, gid, home }) {
  return `${name}:x:${uid}:${gid}:${name}:${home}:/sbin/nologin
`;
}
function groupLines(accounts) {
  const names = /* @__PURE__ */ new Map();
  for (const { name, gid } of accounts) if (!names.has(gid)) names.set(gid, name);
  return [...names].map(([gid, name]) => `${name}:x:${gid}:
`).join("");
}
function temporaryDirectoryPart(wanted) {
  if (!wanted) return leftOut("tmp", "tmp: false");
  const decision = { part: "tmp", included: true, reason: "every image has it", detail: "/tmp, mode 1777" };
  return { entries: [kitDirectory("tmp", 1023)], decision };
}
function nsswitchPart({ included, reason }) {
  if (!included) return leftOut("nsswitch", reason);
  return {
    entries: [kitFile("etc/nsswitch.conf", "hosts: files dns\n")],
    decision: { part: "nsswitch", included, reason, detail: "/etc/nsswitch.conf" }
  };
}

// src/image/kit/zone-set.ts
var ZONE_ROOT = "usr/share/zoneinfo";
var BLOCK2 = 512;
function zonesIn({ tar }) {
  const zones = /* @__PURE__ */ new Map();
  const links = /* @__PURE__ */ new Map();
  for (let at = 0; at < tar.length; ) {
    const name = posix.relative(ZONE_ROOT, textAt(tar, at, 100));
    const size = Number.parseInt(textAt(tar, at + 124, 12), 8);
    const type = textAt(tar, at + 156, 1);
    const content = at + BLOCK2;
    if (type === "0") zones.set(name, tar.subarray(content, content + size));
    if (type === "2") links.set(name, posix.join(posix.dirname(name), textAt(tar, at + 157, 100)));
    at = content + Math.ceil(size / BLOCK2) * BLOCK2;
  }
  return { zones, links };
}
function textAt(tar, at, length) {
  const end = tar.indexOf(0, at);
  return tar.toString("latin1", at, end < 0 ? at + length : Math.min(end, at + length));
}

// src/image/kit/zones.ts
async function zonesPart({ included, reason }, { names, alone }, assets) {
  if (!included) return leftOut("zones", reason);
  const archive = await assets.zoneinfo();
  const entries = names === void 0 && alone ? [kitSubtree(ZONE_ROOT, archive)] : singleEntries(names, archive);
  const count = names === void 0 ? archive.count : entries.length;
  const detail = `${count} names, ${archive.origin}`;
  return { entries, decision: { part: "zones", included, reason, detail, package: archive.package } };
}
function singleEntries(names, archive) {
  const set = zonesIn(archive);
  if (names === void 0) return zoneEntries(set);
  assertKnown(names, set, archive.origin);
  return zoneEntries(set, names);
}
function zoneEntries(set, names = namesOf(set)) {
  const wanted = new Set(names);
  return [...wanted].map((name) => zoneEntry(name, wanted, set));
}
function zoneEntry(name, wanted, { zones, links }) {
  const target = links.get(name);
  if (target !== void 0 && wanted.has(target)) {
    return kitLink(`${ZONE_ROOT}/${name}`, posix.relative(posix.dirname(name), target));
  }
  return kitFile(`${ZONE_ROOT}/${name}`, zones.get(target ?? name) ?? Buffer.alloc(0));
}
function namesOf({ zones, links }) {
  return [...zones.keys(), ...links.keys()];
}
function assertKnown(names, set, origin) {
  const known = namesOf(set);
  const problems = [...new Set(names)].filter((name) => !known.includes(name)).map((name) => `time-zones: ${origin} knows no zone "${name}"${didYouMean(name, known)}`);
  if (problems.length > 0) throw new ProblemsError("config", problems);
}

// src/image/kit/assemble-kit.ts
function pemPathsOf({ kit, caCertificates }) {
  return kit && Array.isArray(caCertificates) ? caCertificates.filter((name) => name !== "public") : [];
}
async function assembleKit({ options, evidence, pemFiles, alone, now }, assets) {
  if (!options.kit) return { entries: [], decisions: [], warnings: [] };
  const { users, tmp, caCertificates, timeZones, nsswitch } = options;
  const publicBundle = !Array.isArray(caCertificates) || caCertificates.includes("public");
  const parts = [
    usersPart(users),
    temporaryDirectoryPart(tmp),
    await certificatesPart(
      choose("ca-certificates", caCertificates, evidence, "certificates"),
      { publicBundle, files: pemFiles, now },
      assets
    ),
    await zonesPart(
      choose("time-zones", timeZones, evidence, "zones"),
      { names: Array.isArray(timeZones) ? timeZones : void 0, alone },
      assets
    ),
    nsswitchPart(choose("nsswitch", nsswitch, evidence, "nsswitch"))
  ];
  return {
    entries: parts.flatMap(({ entries }) => entries),
    decisions: parts.map(({ decision }) => decision),
    warnings: parts.flatMap(({ warnings }) => warnings ?? [])
  };
}
function withoutReplaced(kit, files) {
  const placed = new Map(files.map((entry) => [entry.path, entry]));
  return kit.filter((entry) => {
    const other = placed.get(entry.path);
    return other === void 0 || entry.type === "directory" && other.type === "directory";
  });
}

// src/image/file-tree.ts
var MOST_LINKS = 40;
var FileTree = class {
  #nodes = /* @__PURE__ */ new Map([["", { type: "directory" }]]);
  /** Later entries take the place of earlier ones. */
  constructor(entries) {
    for (const entry of entries) {
      this.#nodes.set(entry.path, entry);
      for (let parent = parentPath(entry.path); !this.#nodes.has(parent); parent = parentPath(parent)) {
        this.#nodes.set(parent, { type: "directory" });
      }
    }
  }
  /** What an absolute path leads to, or undefined where there is nothing. */
  find(path) {
    let rest = partsOf(path);
    let here = [];
    let links = 0;
    for (let part = rest.shift(); part !== void 0; part = rest.shift()) {
      if (part === "..") {
        here.pop();
        continue;
      }
      const node = this.#nodes.get([...here, part].join("/"));
      if (node === void 0) return void 0;
      if (node.type !== "symlink") {
        if (node.type !== "directory" && rest.length > 0) return void 0;
        here.push(part);
        continue;
      }
      links += 1;
      if (links > MOST_LINKS) return void 0;
      if (node.target.startsWith("/")) here = [];
      rest = [...partsOf(node.target), ...rest];
    }
    const found = this.#nodes.get(here.join("/"));
    return found?.type === "hardlink" ? this.#nodes.get(found.target) : found;
  }
  /** Absolute paths of everything that could be run. */
  programs() {
    return [...this.#nodes].filter(([, node]) => isProgram(node)).map(([path]) => `/${path}`);
  }
};
function isProgram(node) {
  return node.type === "file" && (node.mode & 73) !== 0;
}
function partsOf(path) {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}

// src/image/check-program.ts
function checkProgram(block, binaryPath, tree) {
  const [program] = commandOf(block, binaryPath);
  if (program === void 0 && binaryPath === void 0) return;
  if (program === void 0) {
    throw new ActionError(
      "image",
      "entrypoint: is an empty list, and there is no cmd, so that the image has nothing to run",
      {
        hint: `Leave out entrypoint to run ${binaryPath}, or write cmd: [${binaryPath}].`
      }
    );
  }
  const fault2 = programFault(program, block, tree);
  if (fault2 === void 0) return;
  const key = block.entrypoint?.length === 0 ? "cmd" : "entrypoint";
  throw new ActionError("image", `${key}: the image could not start, its program ${quoted(program)} ${fault2}`, {
    hint: hintFor(program, binaryPath, tree)
  });
}
function commandOf({ entrypoint, cmd = [] }, binaryPath) {
  return [...entrypoint ?? (binaryPath === void 0 ? [] : [binaryPath]), ...cmd];
}
function programOf(block, tree) {
  const [program] = commandOf(block, void 0);
  const found = program === void 0 ? [] : placesOf(program, block).map((path) => tree.find(path));
  return found.find((node) => node?.type === "file");
}
function healthcheckWarning(block, tree) {
  const [kind, program] = block.healthcheck?.Test ?? [];
  const fault2 = kind === "CMD" && program !== void 0 ? programFault(program, block, tree) : void 0;
  return fault2 === void 0 ? void 0 : `healthcheck: its program ${quoted(program ?? "")} ${fault2}.`;
}
function programFault(program, block, tree) {
  const candidates = placesOf(program, block);
  if (candidates.some((path) => isInVolume(path, block.volumes))) return void 0;
  const found = candidates.map((path) => tree.find(path)).filter((node) => node !== void 0);
  if (found.some(isProgram)) return void 0;
  if (found.some(({ type }) => type === "directory")) return "is a directory";
  return found.length > 0 ? "has no mode that would let anyone run it" : "is not in it";
}
function placesOf(program, { env, workdir = "/" }) {
  if (program.startsWith("/")) return [program];
  if (program.includes("/")) return [`${workdir}/${program}`];
  const path = Object.hasOwn(env, "PATH") ? env.PATH : DEFAULT_PATH;
  return (path ?? "").split(":").map((directory) => `${directory || workdir}/${program}`);
}
function isInVolume(path, volumes) {
  return volumes.some((volume) => path.startsWith(`${volume}/`));
}
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

export {
  ownershipOf,
  DEFAULT_USER,
  DEFAULT_PATH,
  runtimeConfig,
  bytesSource,
  kitDirectory,
  kitLink,
  MAX_PEM_BYTES,
  pemPathsOf,
  assembleKit,
  withoutReplaced,
  FileTree,
  checkProgram,
  programOf,
  healthcheckWarning
};
