import {
  DOCKER_HUB
} from "./reference.js";
import {
  ActionError
} from "./errors.js";
import {
  reachOf
} from "./address.js";
import {
  BlockList,
  isIP
} from "./builtin-node-net.js";

// src/registry/http/no-proxy.ts
function readNoProxy(list) {
  const rules = list.split(/[\s,]+/).flatMap((entry) => readRule(entry) ?? []);
  return (url) => {
    const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80);
    const host = url.hostname.replace(/^\[|\]$|\.$/g, "");
    return reachOf(host) === "loopback" || rules.some((rule) => rule(host, port));
  };
}
function readRule(entry) {
  if (entry === "*") return () => true;
  const [, network = "", bits = ""] = /^(.+)\/(\d{1,3})$/.exec(entry) ?? [];
  if (network !== "") return addressRule(network, Number(bits));
  const [, named = entry, port] = /^(\[.*\]|[^:]*):(\d{1,5})$/.exec(entry) ?? [];
  const rule = addressRule(named) ?? domainRule(named);
  return rule && ((host, at) => (port === void 0 || Number(port) === at) && rule(host, at));
}
function addressRule(text, bits) {
  const address = text.replace(/^\[|\]$/g, "");
  const family = familyOf(address);
  const whole = family === "ipv6" ? 128 : 32;
  if (family === void 0 || (bits ?? 0) > whole) return void 0;
  const network = new BlockList();
  network.addSubnet(address, bits ?? whole, family);
  return (host) => {
    const asked = familyOf(host);
    return asked !== void 0 && network.check(host, asked);
  };
}
function domainRule(text) {
  const url = `http://${text.replace(/^\*?\./, "").replace(/\.$/, "")}`;
  const domain = URL.canParse(url) ? new URL(url).hostname : "";
  if (domain === "") return void 0;
  return (host) => host === domain || host.endsWith(`.${domain}`);
}
function familyOf(address) {
  const version = isIP(address);
  return version === 0 ? void 0 : version === 4 ? "ipv4" : "ipv6";
}

// src/registry/http/proxy-settings.ts
function proxySettings(environment) {
  const read = (name) => environment[name.toLowerCase()] || environment[name] || "";
  const proxy = (name) => readProxy(name, read(name).trim());
  const all = proxy("ALL_PROXY");
  const [plain, secure] = [proxy("HTTP_PROXY") ?? all, proxy("HTTPS_PROXY") ?? all];
  if (plain === void 0 && secure === void 0) return void 0;
  const needsNone = readNoProxy(read("NO_PROXY"));
  return (url) => needsNone(url) ? void 0 : url.protocol === "https:" ? secure : plain;
}
function readProxy(name, value) {
  if (value === "") return void 0;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (!URL.canParse(address) || !/^(?:https?|socks5?h?):/i.test(address)) throw malformed(name);
  const url = new URL(address.replace(/^socks(?:5h?)?:/i, "socks5:"));
  const [username, password] = [decoded(url.username), decoded(url.password)];
  [url.username, url.password] = ["", ""];
  if (url.hostname === "") throw malformed(name);
  return { url, username, password };
}
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
function malformed(name) {
  return new ActionError("input", `The environment variable ${name} is not the address of a proxy`, {
    hint: "Write it as `http://proxy.example.com:3128`, or take it out of the environment of this step."
  });
}

// src/registry/protocol/traits.ts
var MiB = 1024 * 1024;
var ROWS = [
  {
    // More than 4 MiB in one ranged PATCH is refused with 416.
    name: "GitHub Container Registry",
    host: /^ghcr\.io$/,
    auth: "direct-bearer",
    refusesRanges: true,
    link: "https://github.com/oras-project/rust-oci-client/issues/37"
  },
  {
    name: "Docker Hub",
    host: /^docker\.io$/,
    apiHost: "registry-1.docker.io",
    tokenServer: "https://auth.docker.io",
    link: "https://docs.docker.com/reference/api/registry/latest/"
  },
  {
    // Answers 201 to a chunk and a Range that stays at the first one; parts are 5 to 20 MB.
    name: "Amazon ECR",
    host: /\.dkr[.-]ecr(-fips)?\.[a-z0-9-]+\.(amazonaws\.com(\.cn)?|on\.aws)$/,
    auth: "basic",
    refusesRanges: true,
    chunk: { min: 5 * MiB, max: 10 * MiB },
    link: "https://github.com/aws/containers-roadmap/issues/2831"
  },
  {
    // The closing PUT fails after small chunks.
    name: "Amazon ECR Public",
    host: /^public\.ecr\.aws$/,
    refusesRanges: true,
    chunk: { min: 10 * MiB },
    link: "https://github.com/dotnet/sdk-container-builds/issues/472"
  },
  {
    name: "Google Artifact Registry",
    host: /(-docker\.pkg\.dev|^(.+\.)?gcr\.io)$/,
    refusesRanges: true,
    link: "https://cloud.google.com/artifact-registry/docs/reference/docker-api"
  },
  {
    name: "Quay",
    host: /^quay\.io$/,
    link: "https://github.com/quay/quay/blob/master/endpoints/v2/blob.py"
  },
  {
    name: "Azure Container Registry",
    host: /\.azurecr\.(io|cn|us)$/,
    link: "https://learn.microsoft.com/azure/container-registry/container-registry-skus"
  },
  {
    name: "GitLab Container Registry",
    host: /^registry\.gitlab\.com$/,
    tokenServer: "https://gitlab.com",
    link: "https://docs.gitlab.com/user/packages/container_registry/"
  }
];
function traitsOf(registry) {
  return ROWS.find(({ host }) => host.test(registry)) ?? { name: registry, host: /^$/, link: "" };
}
function isDockerHub(registry) {
  return registry === DOCKER_HUB;
}

export {
  proxySettings,
  traitsOf,
  isDockerHub
};
