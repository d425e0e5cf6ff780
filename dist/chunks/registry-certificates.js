import {
  traitsOf
} from "./traits.js";
import {
  homeFolder
} from "./home-folder.js";
import {
  readFileSync,
  readdirSync
} from "./builtin-node-fs.js";
import {
  basename,
  join,
  posix,
  win32
} from "./builtin-node-path.js";
import {
  printable
} from "./printable.js";
import {
  ActionError,
  messageOf
} from "./errors.js";
import {
  reachOf
} from "./address.js";

// src/credentials/registry-certificates.ts
var THIS_MACHINE = { windows: process.platform === "win32", etc: "/etc" };
async function registryCertificates(registry, environment, machine = THIS_MACHINE) {
  const folder = folderOf(registry, environment, machine);
  if (folder === void 0) return void 0;
  return secureContexts(registry, folder, readFiles(folder), environment);
}
function hasRegistryCertificates(registry, environment, machine = THIS_MACHINE) {
  return folderOf(registry, environment, machine) !== void 0;
}
function folderOf(registry, environment, machine) {
  return certificateFolders(registry, environment, machine).find((path) => namesIn(path).length > 0);
}
function certificateFolders(registry, environment, { windows, etc }) {
  const { join: join2 } = windows ? win32 : posix;
  const home = homeFolder(environment);
  const user = environment["XDG_CONFIG_HOME"] || home && join2(home, ".config");
  const programs = (parent) => ["docker", "containers"].map((program) => join2(parent, program));
  const all = windows ? environment["ProgramData"] ?? environment["PROGRAMDATA"] : etc;
  const parents = [
    ...home ? [join2(home, ".docker")] : [],
    ...user ? programs(user) : [],
    ...all ? programs(all) : []
  ];
  return parents.map((parent) => join2(parent, "certs.d", windows ? registry.replaceAll(":", "") : registry));
}
function readFiles(folder) {
  const names = namesIn(folder).sort();
  const certificates = names.filter((name) => name.endsWith(".cert"));
  const keys = names.filter((name) => name.endsWith(".key"));
  const alone = certificates.find((name) => !names.includes(keyOf(name))) ?? keys.find((name) => !names.includes(`${basename(name, ".key")}.cert`));
  if (alone !== void 0) throw halfPair(folder, alone);
  const read = (name) => readPart(join(folder, name));
  return {
    authorities: names.filter((name) => name.endsWith(".crt")).map(read),
    certificates: certificates.map(read),
    keys: certificates.map((name) => read(keyOf(name)))
  };
}
var keyOf = (certificate) => `${basename(certificate, ".cert")}.key`;
function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
function readPart(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new ActionError("credentials", `${printable(path)} cannot be read: ${printable(messageOf(error))}`, {
      hint: "It belongs to the certificates of the registry: let the user of this step read it, or take its folder away where they are not needed.",
      cause: error
    });
  }
}
async function secureContexts(registry, folder, { authorities, certificates, keys }, environment) {
  const tls = await import("node:tls");
  if (!authorities.every((content) => content.includes("-----BEGIN"))) throw unusable(folder, "a .crt is not in PEM");
  const ca = authorities.length === 0 ? void 0 : [...trustedCertificates(tls, environment), ...authorities];
  try {
    return {
      host: new URL(`https://${registry}`).host,
      trusting: tls.createSecureContext({ ca }),
      identified: tls.createSecureContext({ ca, cert: [...certificates], key: [...keys] })
    };
  } catch (error) {
    throw unusable(folder, printable(messageOf(error), 200));
  }
}
function trustedCertificates(tls, environment) {
  if (tls.getCACertificates !== void 0) return tls.getCACertificates("default");
  const extra = environment["NODE_EXTRA_CA_CERTS"];
  return extra ? [...tls.rootCertificates, readPart(extra)] : tls.rootCertificates;
}
function halfPair(folder, name) {
  const other = name.endsWith(".cert") ? keyOf(name) : `${basename(name, ".key")}.cert`;
  return new ActionError("credentials", `${printable(join(folder, name))} has no ${printable(other)} beside it`, {
    hint: "A client certificate is two files, `client.cert` and `client.key`; an authority is called `ca.crt`."
  });
}
function unusable(folder, why) {
  return new ActionError("credentials", `The certificates in ${printable(folder)} cannot be used: ${why}`, {
    hint: "Certificates and keys are files in PEM, keys without a passphrase, and each `.key` belongs to its `.cert`."
  });
}

// src/registry/http/base-urls.ts
function rootsOf(registry, insecure) {
  const { apiHost = registry, link } = traitsOf(registry);
  const secure = new URL(`https://${apiHost}/`);
  const plain = new URL(`http://${apiHost}/`);
  if (reachOf(secure.hostname) === "loopback") return [plain, secure];
  return insecure && link === "" ? [secure, plain] : [secure];
}

export {
  registryCertificates,
  hasRegistryCertificates,
  rootsOf
};
