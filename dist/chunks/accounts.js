import {
  fields,
  has,
  integer,
  listOf,
  readText
} from "./readers.js";
import {
  quote
} from "./problems.js";
import {
  didYouMean
} from "./suggest.js";

// src/config/container-path.ts
var PATH_BYTES = 4095;
var NAME_BYTES = 255;
function pathFault(path) {
  if (!path.startsWith("/")) return `${quote(path)} is not absolute; paths in the image begin with /`;
  const fault = nameFault(path);
  if (fault !== void 0) return fault;
  if (path.split("/").includes("..")) return `${quote(path)} holds ".."; write where it really is`;
  return void 0;
}
function nameFault(path) {
  if (new RegExp("\\p{Cc}", "u").test(path)) return `${quote(path)} contains a control character`;
  if (Buffer.byteLength(path) > PATH_BYTES) return `${quote(path)} is longer than ${PATH_BYTES} bytes`;
  const long = path.split("/").find((part) => Buffer.byteLength(part) > NAME_BYTES);
  return long === void 0 ? void 0 : `${quote(long)} is longer than the ${NAME_BYTES} bytes that a name can have`;
}
function normalPath(path, keepSlash) {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  const slash = keepSlash && /\/\.?$/.test(path) && parts.length > 0 ? "/" : "";
  return `/${parts.join("/")}${slash}`;
}
function read(value, problems, keepSlash) {
  const text = readText(value, problems);
  if (text === void 0) return void 0;
  const fault = pathFault(text);
  return fault === void 0 ? normalPath(text, keepSlash) : problems.add(value, fault);
}
function readDirectoryPath(value, problems) {
  return read(value, problems, false);
}
function readPath(value, problems) {
  return read(value, problems, true);
}
function readInnerDirectory(value, problems) {
  const path = readDirectoryPath(value, problems);
  return path === "/" ? problems.add(value, '"/" cannot be used here; name a directory in it') : path;
}

// src/config/accounts.ts
var LARGEST_ID = 4294967294;
var KNOWN_ACCOUNTS = { root: 0, nobody: 65534, nonroot: 65532 };
var NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,31}$/;
var readUserFields = fields({
  name: readAccountName,
  uid: integer(0, LARGEST_ID),
  gid: integer(0, LARGEST_ID),
  home: readHome
});
function readUsers(value, problems) {
  const names = new Set(Object.keys(KNOWN_ACCOUNTS));
  const uids = new Map(Object.entries(KNOWN_ACCOUNTS).map(([name, uid]) => [uid, name]));
  const distinct = (item) => {
    const user = readUser(item, problems);
    if (user === void 0) return void 0;
    if (names.has(user.name)) return problems.add(item, `the user ${quote(user.name)} already exists`);
    const holder = uids.get(user.uid);
    if (holder !== void 0) return problems.add(item, `the uid ${user.uid} already belongs to ${quote(holder)}`);
    names.add(user.name);
    uids.set(user.uid, user.name);
    return user;
  };
  return listOf(distinct)(value, problems);
}
function readUser(value, problems) {
  const read2 = readUserFields(value, problems);
  if (read2 === void 0) return void 0;
  for (const key of ["name", "uid"]) {
    if (!has(value, key)) problems.add(value, `${key} is missing; write { name: app, uid: 1001 }`);
  }
  if (read2.name === void 0 || read2.uid === void 0) return void 0;
  return { name: read2.name, uid: read2.uid, gid: read2.gid ?? read2.uid, home: read2.home ?? "/" };
}
function readAccountName(value, problems) {
  const text = readText(value, problems);
  if (text === void 0 || NAME.test(text)) return text;
  const rule = "a letter or _, then letters, digits, _, . and -, at most 32";
  return problems.add(value, `${quote(text)} is not a user name: ${rule}`);
}
function readHome(value, problems) {
  const path = readDirectoryPath(value, problems);
  return path?.includes(":") ? problems.add(value, `${quote(path)} holds a colon, which /etc/passwd cannot`) : path;
}
function ownerReader(users) {
  const names = [...Object.keys(KNOWN_ACCOUNTS), ...users.map(({ name }) => name)];
  return (value, problems) => {
    const text = readText(value, problems);
    if (text === void 0) return void 0;
    const [user = "", group, ...rest] = text.split(":");
    if (rest.length > 0) return problems.add(value, `${quote(text)} has more than one colon; write user:group`);
    const parts = [user, ...group === void 0 ? [] : [group]].map((part) => idOf(part, names));
    const fault = parts.find((part) => typeof part === "object");
    if (fault !== void 0) return problems.add(value, fault.fault);
    const [owner, ownerGroup] = parts;
    if (owner === void 0) return void 0;
    return ownerGroup === void 0 ? { user: owner } : { user: owner, group: ownerGroup };
  };
}
function idOf(text, names) {
  if (/^\d+$/.test(text)) {
    const id = text.length > 10 ? Number.POSITIVE_INFINITY : Number(text);
    return id <= LARGEST_ID ? id : { fault: `${quote(text)} is larger than the largest id, ${LARGEST_ID}` };
  }
  if (names.includes(text)) return text;
  const unknown = `${quote(text)} is neither a number nor a name that the image knows (${names.slice(0, 10).join(", ")})`;
  return { fault: `${unknown}${didYouMean(text, names) || "; add it to users, or write numbers"}` };
}

export {
  nameFault,
  readDirectoryPath,
  readPath,
  readInnerDirectory,
  LARGEST_ID,
  KNOWN_ACCOUNTS,
  readUsers,
  ownerReader
};
