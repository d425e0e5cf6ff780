import {
  KNOWN_ACCOUNTS
} from "./accounts.js";
import {
  didYouMean
} from "./suggest.js";
import {
  bytesSource
} from "./bytes-source.js";
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

// src/image/kit/auto.ts
function choose(option, value, evidence, kind) {
  if (typeof value === "boolean") return { included: value, reason: `${option}: ${value}` };
  if (value !== "auto") return { included: value.length > 0, reason: `${option}: [${value.join(", ")}]` };
  const telling = evidence.find((found) => found[kind]) ?? evidence[0];
  if (telling === void 0) return { included: false, reason: "there is no binary that could need it" };
  return { included: telling[kind], reason: telling.reasons[kind] };
}

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
  const blocks = /* @__PURE__ */ new Set([...blocksOf(bundle), ...own.flatMap((certificates) => certificates.blocks).toSorted()]);
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

// src/image/kit/users.ts
function usersPart(users) {
  const accounts = accountsOf(users.toSorted((a, b) => a.uid - b.uid));
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
    ...options.accounts === false ? [] : [usersPart(users)],
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
  const paths = new Set(kit.map(({ path }) => path));
  const placed = new Map(files.filter(({ path }) => paths.has(path)).map((entry) => [entry.path, entry]));
  return kit.filter((entry) => {
    const other = placed.get(entry.path);
    return other === void 0 || entry.type === "directory" && other.type === "directory";
  });
}

export {
  accountsOf,
  ownershipOf,
  kitDirectory,
  kitLink,
  MAX_PEM_BYTES,
  pemPathsOf,
  assembleKit,
  withoutReplaced
};
