import { parseYaml } from './to-value.js';
import './parser.js';
import { readDuration, readStopSignal, readExpose } from './ports.js';
import { readText$1 as readText, quote, didYouMean, fields, oneOrMore, readPath, present, has, nameFault, integer, listOf, kindOf, levelFault, readBoolean, readInnerDirectory, ownerReader, readDirectoryPath, Problems, isNothing, readUsers } from './start.js';
import './boot.js';

// src/config/capabilities.ts
var NAMES = "chown dac_override dac_read_search fowner fsetid kill setgid setuid setpcap linux_immutable net_bind_service net_broadcast net_admin net_raw ipc_lock ipc_owner sys_module sys_rawio sys_chroot sys_ptrace sys_pacct sys_admin sys_boot sys_nice sys_resource sys_time sys_tty_config mknod lease audit_write audit_control setfcap mac_override mac_admin syslog wake_alarm block_suspend audit_read perfmon bpf checkpoint_restore".split(" ").map((name) => `cap_${name}`);
var CLAUSE = /^([a-z_,]+)(?:=\+?|\+)([eip]+)$/;
function readCapabilities(value, problems) {
  const text = readText(value, problems);
  if (text === void 0) return void 0;
  const clauses = text.toLowerCase().trim().split(/\s+/);
  const permitted = /* @__PURE__ */ new Set();
  const inheritable = /* @__PURE__ */ new Set();
  let effective = false;
  for (const clause of clauses) {
    const [, names = "", flags = ""] = CLAUSE.exec(clause) ?? [];
    if (flags === "") return problems.add(value, `${quote(text)} is not of the form cap_net_bind_service=+ep`);
    for (const name of names.split(",")) {
      const number = NAMES.indexOf(name);
      if (number < 0) return problems.add(value, `${quote(name)} is not a capability${didYouMean(name, NAMES)}`);
      if (flags.includes("p")) permitted.add(number);
      if (flags.includes("i")) inheritable.add(number);
    }
    effective ||= flags.includes("e");
  }
  return { effective, permitted: [...permitted].sort(byNumber), inheritable: [...inheritable].sort(byNumber) };
}
function byNumber(a, b) {
  return a - b;
}

// src/config/file-spec.ts
var PLACEHOLDERS = ["{{os}}", "{{arch}}", "{{variant}}", "{{platform}}", "{{version}}"];
var SYNONYMS = {
  source: "src",
  from: "src",
  dest: "dst",
  destination: "dst",
  to: "dst",
  path: "dst",
  text: "content",
  chmod: "mode",
  permissions: "mode",
  chown: "owner",
  user: "owner"
};
function fileReader(owner) {
  const readFields2 = fields(
    {
      src: readSource,
      dst: readPath,
      exclude: oneOrMore(readExclude),
      content: readText,
      type: readType,
      target: readTarget,
      mode: orKeep(readMode),
      modes: readKeep,
      owner: orKeep(owner),
      owners: readKeep,
      capabilities: readCapabilities
    },
    SYNONYMS
  );
  return (value, problems) => {
    const read = readFields2(value, problems);
    if (read === void 0 || value.kind !== "map") return void 0;
    const fault = combinationFault(value, read.type) ?? copyFault(value);
    if (fault !== void 0) return problems.add(value, fault);
    if (read.dst === void 0) return void 0;
    const { mode = read.modes, owner: owned = read.owners, capabilities } = read;
    const base = { dst: read.dst, position: value.position, ...present({ mode, owner: owned, capabilities }) };
    return specOf(value, base, read, problems);
  };
}
function specOf(value, base, { type, src, exclude, content, target }, problems) {
  if (type === "directory") return directory(value, base, problems);
  if (src !== void 0)
    return { ...base, type: "copy", src, ...present({ exclude, unpack: type === "file" ? false : void 0 }) };
  if (content === void 0 && !hasContent(value) && target === void 0) return void 0;
  if (base.dst.endsWith("/"))
    return problems.add(value, `dst ${quote(base.dst)} ends with a slash; name the file itself`);
  if (target !== void 0) return { ...base, type: "symlink", target };
  return { ...base, type: "text", content: content ?? "" };
}
function directory(value, base, problems) {
  const dst = base.dst.replace(/\/$/, "");
  return dst === "" ? problems.add(value, "the directory / is always there") : { ...base, dst, type: "directory" };
}
function hasContent(value) {
  return value.kind === "map" && value.fields.some(({ key }) => key === "content");
}
function combinationFault(value, type) {
  const [src, content, target] = [has(value, "src"), hasContent(value), has(value, "target")];
  if (!has(value, "dst")) return "dst is missing: where in the image does it go?";
  if (src && content) return "src and content exclude each other: the bytes come from one of them";
  if (type === "directory" && (src || content)) {
    return "type: directory makes an empty one; leave out the type to copy a directory with src";
  }
  if (type === "symlink" && (src || content)) return "a symlink has a target, and neither src nor content";
  if (type === "symlink" && !target) return "a symlink needs a target: { dst: /bin/tool, type: symlink, target: /app }";
  if (type === "symlink" && has(value, "mode")) return "a symlink has no mode of its own; leave out mode";
  if (type !== "symlink" && target && (type !== void 0 || !has(value, "type")))
    return "a target needs type: symlink";
  if (!src && !content && !has(value, "type")) return "src, content or type is missing: what goes to dst?";
  if (!src && !content && type === "file") return "a file needs src or content";
  return void 0;
}
function copyFault(value) {
  const src = has(value, "src");
  if (has(value, "mode") && has(value, "modes")) return "mode and modes exclude each other";
  if (has(value, "owner") && has(value, "owners")) return "owner and owners exclude each other";
  if (has(value, "exclude") && !src) return "exclude needs a src: it leaves out some of what is copied";
  for (const key of ["mode", "modes", "owner", "owners"]) {
    if (!src && isKeep(value, key)) return `${key}: keep needs a src, whose own it is`;
  }
  if (has(value, "capabilities") && !src && !hasContent(value)) return "capabilities need a file: src or content";
  return void 0;
}
function isKeep(value, key) {
  const field = value.kind === "map" ? value.fields.find((one) => one.key === key)?.value : void 0;
  return field?.kind === "text" && field.text === "keep";
}
function orKeep(reader) {
  return (value, problems) => value.kind === "text" && value.text === "keep" ? "keep" : reader(value, problems);
}
function readKeep(value, problems) {
  const text = readText(value, problems);
  if (text === void 0 || text === "keep") return text;
  return problems.add(value, `${quote(text)} is not keep; a mode or an owner of one's own is mode: 0644, owner: "0:0"`);
}
function readExclude(value, problems) {
  const text = readText(value, problems);
  if (text === void 0) return void 0;
  const fault = excludeFault(text);
  return fault === void 0 ? text : problems.add(value, `${quote(text)} ${fault}`);
}
function excludeFault(text) {
  if (/^[./]*$/.test(text)) return "names nothing below the source";
  if (text.startsWith("!")) return 'begins with "!", which is not read here; list what is to be left out';
  return text.split("/").includes("..") ? "leaves the source" : void 0;
}
function readType(value, problems) {
  const text = readText(value, problems);
  if (text === void 0 || text === "file" || text === "directory" || text === "symlink") return text;
  const hint = didYouMean(text, ["directory", "symlink", "file"]) || "; write directory or symlink";
  return problems.add(value, `${quote(text)} is not a type${hint}`);
}
function readTarget(value, problems) {
  const text = readText(value, problems);
  if (text === void 0) return void 0;
  const fault = text === "" ? "an empty target" : nameFault(text);
  return fault === void 0 ? text : problems.add(value, fault);
}
function readSource(value, problems) {
  const text = readText(value, problems);
  if (text === void 0) return void 0;
  if (text === "") return problems.add(value, "an empty path");
  const unknown = (text.match(/\{\{.*?\}\}/g) ?? []).find((placeholder) => !PLACEHOLDERS.includes(placeholder));
  if (unknown === void 0) return text;
  const hint = didYouMean(unknown, PLACEHOLDERS) || `; there are ${PLACEHOLDERS.join(" ")}`;
  return problems.add(value, `${quote(unknown)} is not known${hint}`);
}
function readMode(value, problems) {
  const text = readText(value, problems);
  if (text === void 0) return void 0;
  if (/^(?:0o?)?[0-7]{1,4}$/.test(text)) return Number.parseInt(text.replace(/^0o/, ""), 8);
  return problems.add(value, `${quote(text)} is not a mode; write it in octal, as 0644 or 1777`);
}

// src/config/healthcheck.ts
var readHealthcheckFields = fields({
  test: readTest,
  interval: readDuration,
  timeout: readDuration,
  "start-period": readDuration,
  "start-interval": readDuration,
  retries: integer(0, 2 ** 31 - 1)
});
function readHealthcheck(value, problems) {
  const read = readHealthcheckFields(value, problems);
  if (read === void 0) return void 0;
  if (!has(value, "test")) return problems.add(value, "test is missing; write test: [CMD, /app, health]");
  if (read.test === void 0) return void 0;
  return {
    Test: read.test,
    ...present({
      Interval: read.interval,
      Timeout: read.timeout,
      StartPeriod: read["start-period"],
      StartInterval: read["start-interval"],
      Retries: read.retries
    })
  };
}
var NO_SHELL = "there is no shell in a scratch image";
function readTest(value, problems) {
  if (value.kind === "text") {
    return problems.add(value, `a text would be run by a shell, and ${NO_SHELL}; write [CMD, /app, health]`);
  }
  const test = listOf(readText)(value, problems);
  if (test === void 0) return void 0;
  const [kind = "", program = ""] = test;
  if (kind === "CMD-SHELL")
    return problems.add(value, `CMD-SHELL needs a shell, and ${NO_SHELL}; write [CMD, /app, health]`);
  if (kind === "NONE" && test.length === 1) return test;
  if (kind === "CMD" && program !== "") return test;
  if (kind === "CMD") return problems.add(value, "CMD needs a program after it: [CMD, /app, health]");
  return problems.add(value, `the list begins with ${quote(kind)}; it must begin with CMD: [CMD, /app, health]`);
}

// src/config/kit-options.ts
function readAuto(value, problems) {
  const text = readText(value, problems);
  return text === void 0 ? void 0 : wordOf(text) ?? problems.add(value, faultOf(text, "auto, true or false"));
}
function autoOr(item, example) {
  return (value, problems) => {
    if (value.kind === "list") return distinct(listOf(item)(value, problems));
    const text = readText(value, problems);
    if (text === void 0) return void 0;
    const expected = `auto, true, false or a list such as ${example}`;
    return wordOf(text) ?? problems.add(value, faultOf(text, expected));
  };
}
function distinct(items) {
  return items === void 0 ? void 0 : [...new Set(items)];
}
function wordOf(text) {
  const lower = text.toLowerCase();
  if (lower === "auto") return "auto";
  return lower === "true" || lower === "false" ? lower === "true" : void 0;
}
function faultOf(text, expected) {
  const hint = didYouMean(text, ["auto", "true", "false"]);
  return `${quote(text)} is not ${expected}${hint}`;
}
var readCertificates = autoOr((value, problems) => {
  const text = readText(value, problems);
  if (text === void 0) return void 0;
  const fault = text === "" ? "an empty name" : nameFault(text);
  return fault === void 0 ? text : problems.add(value, fault);
}, "[public, corp.pem]");
var ZONE = /^[A-Za-z0-9_+-]+(?:\/[A-Za-z0-9_+-]+)*$/;
var readTimeZones = autoOr((value, problems) => {
  const text = readText(value, problems);
  if (text === void 0 || ZONE.test(text) && text.length <= 64) return text;
  return problems.add(value, `${quote(text)} is not the name of a time zone; write it as Europe/Zurich`);
}, "[Europe/Zurich]");

// src/config/text-map.ts
function textMap(keyFault) {
  return (value, problems) => {
    const entries = entriesOf(value, problems);
    if (entries === void 0) return void 0;
    const seen = /* @__PURE__ */ new Set();
    for (const { key, at } of entries) {
      const fault = seen.has(key) ? `${quote(key)} is there twice` : keyFault(key);
      if (fault !== void 0) problems.add(at, fault);
      seen.add(key);
    }
    return Object.fromEntries(entries.map(({ key, text }) => [key, text]));
  };
}
function entriesOf(value, problems) {
  if (value.kind === "map") {
    return value.fields.flatMap(({ key, position, value: held }) => {
      const text = readText(held, problems);
      return text === void 0 ? [] : [{ key, text, at: { name: value.name, position } }];
    });
  }
  if (value.kind === "list") return value.items.flatMap((item) => pairOf(item, problems) ?? []);
  return problems.add(value, `expected a map or a list of KEY=VALUE, not ${kindOf(value)}`);
}
function pairOf(item, problems) {
  if (item.kind === "map") return problems.add(item, 'expected KEY=VALUE; in a list there is "=" and not ": "');
  const text = readText(item, problems);
  if (text === void 0) return void 0;
  const equals = text.indexOf("=");
  if (equals < 0) return problems.add(item, `${quote(text)} has no "="; write KEY=VALUE`);
  return { key: text.slice(0, equals), text: text.slice(equals + 1), at: item };
}
var readEnv = textMap((key) => {
  if (key === "") return "a variable without a name";
  if (/[=\s\p{Cc}]/u.test(key)) return `${quote(key)} is not a valid variable name: no "=", space or control character`;
  return void 0;
});
var readLabels = textMap(labelFault);
var readAnnotations = textMap((key) => labelFault(key) ?? levelFault(key));
function labelFault(key) {
  if (key.trim() === "") return "a key without a name";
  if (new RegExp("\\p{Cc}", "u").test(key)) return `${quote(key)} contains a control character`;
  return void 0;
}

// src/config/volumes.ts
var readFields = fields({ path: readInnerDirectory, create: readBoolean });
var readVolumes = oneOrMore(readVolume);
function readVolume(value, problems) {
  if (value.kind !== "map") {
    const path = readInnerDirectory(value, problems);
    return path === void 0 ? void 0 : { path, create: !path.endsWith(".sock") };
  }
  const read = readFields(value, problems);
  if (read === void 0) return void 0;
  if (!has(value, "path")) return problems.add(value, "path is missing; write { path: /data, create: false }");
  return read.path === void 0 ? void 0 : { path: read.path, create: read.create ?? !read.path.endsWith(".sock") };
}

// src/config/read-config-block.ts
function keys(users) {
  const owner = ownerReader(users);
  return {
    path: readPath,
    binary: binaryReader(owner),
    entrypoint: readEntrypoint,
    cmd: oneOrMore(readText),
    user: owner,
    workdir: readDirectoryPath,
    env: readEnv,
    expose: readExpose,
    volumes: readVolumes,
    labels: readLabels,
    annotations: readAnnotations,
    "stop-signal": readStopSignal,
    healthcheck: readHealthcheck,
    kit: readBoolean,
    users: () => users,
    tmp: readBoolean,
    "ca-certificates": readCertificates,
    "time-zones": readTimeZones,
    nsswitch: readAuto,
    files: listOf(fileReader(owner))
  };
}
function binaryReader(owner) {
  return fields({ mode: readMode, owner, capabilities: readCapabilities }, { chmod: "mode", chown: "owner" });
}
var SYNONYMS2 = {
  environment: "env",
  command: "cmd",
  args: "cmd",
  ports: "expose",
  working_dir: "workdir",
  stop_signal: "stop-signal",
  copy: "files",
  certificates: "ca-certificates",
  timezone: "time-zones"
};
var CONFIG_KEYS = Object.keys(keys([]));
function readConfigBlock(text, document) {
  const problems = new Problems();
  const value = parseYaml(text, document, problems);
  const block = blockOf(value, problems);
  problems.throwIfAny();
  return block;
}
function blockOf(value, problems) {
  const map = rootOf(value, problems);
  const users = usersOf(map, problems);
  const { "stop-signal": stopSignal, ...read } = fields(keys(users), SYNONYMS2)(map, problems) ?? {};
  const { "ca-certificates": caCertificates = "auto", "time-zones": timeZones = "auto", ...rest } = read;
  const { env = {}, labels = {}, annotations = {}, expose = [], volumes = [], files = [] } = rest;
  const { kit = true, tmp = true, nsswitch = "auto" } = rest;
  const block = {
    ...rest,
    ...present({ stopSignal }),
    ...volumesOf(volumes),
    ...{ env, labels, annotations, expose, files, kit, tmp, nsswitch, caCertificates, timeZones, users },
    positions: Object.fromEntries(map.fields.map(({ key, position }) => [key, position]))
  };
  if (!block.kit) refuseKitParts(map, problems);
  return block;
}
function volumesOf(volumes) {
  const uncreated = volumes.filter(({ create }) => !create).map(({ path }) => path);
  const paths = volumes.map(({ path }) => path);
  return uncreated.length === 0 ? { volumes: paths } : { volumes: paths, uncreatedVolumes: uncreated };
}
function rootOf(value, problems) {
  if (value?.kind === "map") return value;
  if (value !== void 0 && !isNothing(value)) {
    problems.add(value, `expected keys with values, such as "user: 65532:65532", not ${kindOf(value)}`);
  }
  const position = { document: "", line: 1, column: 1 };
  return { kind: "map", name: "", position, fields: [] };
}
function usersOf(map, problems) {
  const users = map.fields.find(({ key }) => key === "users")?.value;
  return users === void 0 || isNothing(users) ? [] : readUsers(users, problems) ?? [];
}
function refuseKitParts(map, problems) {
  for (const { key, value, position } of map.fields) {
    if (!["tmp", "ca-certificates", "time-zones", "nsswitch"].includes(key) || isNothing(value)) continue;
    if (value.kind === "text" && ["false", "auto"].includes(value.text.toLowerCase())) continue;
    problems.add({ name: key, position }, "has no effect with kit: false; leave out one of the two");
  }
}
function readEntrypoint(value, problems) {
  const entrypoint = oneOrMore(readText)(value, problems);
  if (entrypoint?.[0] === "") return problems.add(value, "the program has no name");
  return entrypoint;
}

export { CONFIG_KEYS, readConfigBlock };
