import {
  ciLogin
} from "./ci-systems.js";
import {
  registryCertificates,
  rootsOf
} from "./registry-certificates.js";
import {
  ConnectionFailure,
  Home,
  RefusedAddress,
  RegistryError,
  RetryBudget,
  TrafficCounter,
  Transport,
  addressIn,
  cancelUpload,
  cancelled,
  closeUpload,
  createDispatcher,
  follow,
  getBlob,
  getManifest,
  headBlob,
  headManifest,
  header,
  headerLines,
  isFromHome,
  isOverload,
  isRateLimit,
  isTooMany,
  listReferrers,
  listTags,
  mayPass,
  moreTags,
  mountBlob,
  nextLink,
  parseChallenges,
  parseErrorBody,
  patchUpload,
  postBlob,
  printableUrl,
  putManifest,
  refuseAfter,
  refuseWebPage,
  registryError,
  replaceManifest,
  startUpload,
  uploadStatus,
  waitFor,
  withParameter
} from "./llhttp_simd-wasm.js";
import {
  jsonObject,
  pLimit
} from "./p-limit-index.js";
import {
  traitsOf
} from "./traits.js";
import {
  DOCKER_HUB,
  isTag
} from "./reference.js";
import {
  formatBytes
} from "./quantities.js";
import {
  homeFolder
} from "./home-folder.js";
import {
  existsSync,
  readFileSync,
  readdirSync,
  statSync
} from "./builtin-node-fs.js";
import {
  digestOf,
  hexOf,
  isDigest,
  parseDigest
} from "./digest.js";
import {
  basename,
  dirname,
  join
} from "./builtin-node-path.js";
import {
  printable
} from "./printable.js";
import {
  ActionError,
  messageOf
} from "./errors.js";

// src/credentials/auth-entry.ts
var TOKEN_USER = "<token>";
function holdsSecret({ auth, username, password, identitytoken, registrytoken }) {
  return [auth, identitytoken, registrytoken, username && password].some(Boolean);
}
function credentialsOf(entry, key, origin) {
  const { auth, username, password, identitytoken, registrytoken } = entry;
  if (registrytoken !== void 0) return { kind: "registry-token", token: withoutLineEnd(registrytoken), origin };
  if (identitytoken !== void 0) return { kind: "identity-token", token: withoutLineEnd(identitytoken), origin };
  if (auth !== void 0) return fromBase64(auth, key, origin);
  if (username === void 0 || password === void 0) return void 0;
  return userCredentials(username, password, origin);
}
function userCredentials(username, password, origin) {
  const [user, secret] = [withoutLineEnd(username), withoutLineEnd(password)];
  if (user === TOKEN_USER) return { kind: "identity-token", token: secret, origin };
  return { kind: "basic", username: user, password: secret, origin };
}
function withoutLineEnd(text) {
  return text.replace(/[\r\n]+$/, "");
}
function fromBase64(auth, key, origin) {
  const text = Buffer.from(auth, "base64").toString("utf8").replace(/\0+$/, "");
  const colon = text.indexOf(":");
  if (colon > 0) return userCredentials(text.slice(0, colon), text.slice(colon + 1), origin);
  throw new ActionError(
    "credentials",
    `The "auth" for "${printable(key, 100)}" in ${origin} is not user:password in base64`,
    {
      hint: "Log in there again, or give the inputs username and password, which come first."
    }
  );
}

// src/credentials/docker-config.ts
var ENTRY_FIELDS = ["auth", "username", "password", "identitytoken", "registrytoken"];
function parseDockerConfig(text, name) {
  const config = objectAt(parseJson(text, name), "the document", name);
  const store = textAt(config["credsStore"], "credsStore", name);
  return {
    auths: mapOf(config["auths"], "auths", name, (value, key) => readEntry(value, key, name)),
    credHelpers: mapOf(config["credHelpers"], "credHelpers", name, (value, key) => {
      return textAt(value, `credHelpers["${key}"]`, name) ?? "";
    }),
    ...store === void 0 ? {} : { credsStore: store }
  };
}
function parseJson(text, name) {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw malformed(name, "it is not valid JSON");
  }
}
function mapOf(value, where, name, read) {
  if (value === void 0 || value === null) return /* @__PURE__ */ new Map();
  const entries = Object.entries(objectAt(value, where, name));
  return new Map(entries.map(([key, inner]) => [key, read(inner, shown(key))]));
}
function shown(key) {
  return key.replace(/^.*@/s, "").slice(0, 100);
}
function readEntry(value, key, name) {
  if (value === null) return {};
  const entry = objectAt(value, `auths["${key}"]`, name);
  const fields = ENTRY_FIELDS.map((field) => [field, textAt(entry[field], `auths["${key}"].${field}`, name)]);
  return Object.fromEntries(fields.filter(([, text]) => text !== void 0));
}
function objectAt(value, where, name) {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw malformed(name, `${where} is not an object`);
}
function textAt(value, where, name) {
  if (value === void 0 || value === null || value === "") return void 0;
  if (typeof value === "string") return value;
  throw malformed(name, `${where} is not a text`);
}
function malformed(name, what) {
  return new ActionError("credentials", `${name} cannot be used as a docker configuration: ${what}`, {
    hint: "Repair or remove it, or give the inputs username and password, which come first."
  });
}

// src/credentials/registry-key.ts
var API_TOKEN = /^\/v1\/(?:access|refresh)-token\/?$/;
var DOCKER_HUB2 = "docker.io";
var HUB_HOSTS = /* @__PURE__ */ new Set(["docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"]);
var HUB_SERVER = "https://index.docker.io/v1/";
function canonicalHost(host) {
  const lower = host.toLowerCase();
  return HUB_HOSTS.has(lower) ? DOCKER_HUB2 : lower;
}
function serverOf(host) {
  return host === DOCKER_HUB2 ? HUB_SERVER : host;
}
function parseKey(key) {
  const [, scheme, host = "", path = ""] = /^(https?:\/\/)?([^/]*)(.*)$/is.exec(key.trim()) ?? [];
  if (API_TOKEN.test(path)) return void 0;
  const api = scheme !== void 0 || /^\/(?:v[12]\/?)?$/.test(path);
  return { host: canonicalHost(host), namespace: api ? "" : path.replace(/^\/+|\/+$/g, "") };
}
function keyFits(key, { registry, path }) {
  const parsed = parseKey(key);
  const host = canonicalHost(registry);
  if (parsed?.host !== host) return void 0;
  const { namespace } = parsed;
  if (namespace !== "")
    return path === namespace || path.startsWith(`${namespace}/`) ? 3 + namespace.length : void 0;
  if (key === serverOf(host)) return 2;
  return key === registry ? 1 : 0;
}
function bestEntry(entries, repository) {
  let best;
  for (const [key, value] of entries) {
    const fit = keyFits(key, repository);
    if (fit !== void 0 && fit > (best?.fit ?? -1)) best = { key, value, fit };
  }
  return best;
}
function registryEntry(entries, { registry }) {
  return bestEntry(entries, { registry, path: "" });
}

// src/credentials/scoped-configs.ts
function scopedConfigs(buildx, { registry, path }) {
  const base = join(buildx, "config");
  const isHost = (name) => canonicalHost(name) === canonicalHost(registry);
  const hosts = namesIn(base).filter(isHost);
  const folders = [
    ...hosts.flatMap((host) => scopedFolders(join(base, host, dirname(path)), (name) => name === basename(path))),
    ...hosts.flatMap((host) => scopedFolders(join(base, host), (name) => name === "")),
    ...scopedFolders(base, isHost)
  ];
  return folders.map((folder) => join(folder, "config.json"));
}
function scopedFolders(parent, isWanted) {
  const found = namesIn(parent).map((entry) => ({ entry, key: parseFolder(entry) })).filter(({ key }) => isWanted(key.name) && isForPushing(key.scopes));
  found.sort((a, b) => b.key.scopes.length - a.key.scopes.length);
  return found.map(({ entry }) => join(parent, entry));
}
function parseFolder(entry) {
  const at = entry.indexOf("@");
  if (at < 0) return { name: entry, scopes: [] };
  const scopes = entry.slice(at + 1).split(",");
  return { name: entry.slice(0, at), scopes: scopes.map((scope) => scope.trim()).filter((scope) => scope !== "") };
}
function isForPushing(scopes) {
  return scopes.length === 0 || scopes.includes("push") && scopes.every((scope) => /^(?:push|pull)$/.test(scope));
}
function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

// src/credentials/config-files.ts
var MAX_CONFIG_BYTES = 1024 * 1024;
function* dockerConfigs(repository, environment, log) {
  const given = environment["DOCKER_AUTH_CONFIG"]?.trim();
  if (given) yield named("DOCKER_AUTH_CONFIG", given);
  for (const path of /* @__PURE__ */ new Set([...dockerPaths(repository, environment), ...podmanPaths(environment)])) {
    const text = readConfigFile(path, log);
    if (text !== void 0 && text.trim() !== "") yield named(printable(path, 200), text);
  }
}
function inHome(environment, folder) {
  const home = homeFolder(environment);
  return home === void 0 ? void 0 : join(home, folder);
}
function dockerPaths(repository, environment) {
  const docker = environment["DOCKER_CONFIG"] || inHome(environment, ".docker");
  const buildx = environment["BUILDX_CONFIG"] || docker && join(docker, "buildx");
  const scoped = buildx === void 0 ? [] : scopedConfigs(buildx, repository);
  return docker === void 0 ? [...scoped] : [...scoped, join(docker, "config.json")];
}
function podmanPaths(environment) {
  const config = environment["XDG_CONFIG_HOME"] || inHome(environment, ".config");
  const given = environment["REGISTRY_AUTH_FILE"];
  const paths = [given, runtimePath(environment), config && join(config, "containers", "auth.json")];
  return paths.flatMap((path) => path || []);
}
function runtimePath(environment) {
  const runtime = environment["XDG_RUNTIME_DIR"];
  if (runtime) return join(runtime, "containers/auth.json");
  const path = join("/run/containers", String(process.getuid?.()), "auth.json");
  return existsSync(path) ? path : void 0;
}
function named(name, text) {
  return { name, config: parseDockerConfig(text, name) };
}
function readConfigFile(path, log) {
  try {
    const stats = statSync(path);
    if (stats.isFIFO() || stats.isSocket()) throw notAFile(path);
    if (stats.isCharacterDevice()) return void 0;
    if (stats.size <= MAX_CONFIG_BYTES) return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof ActionError) throw error;
    if (!isMissing(error))
      log.warning(`${printable(path)} cannot be read for credentials: ${printable(messageOf(error))}`);
    return void 0;
  }
  throw new ActionError(
    "credentials",
    `${printable(path)} is larger than ${MAX_CONFIG_BYTES} bytes and no docker configuration`
  );
}
function notAFile(path) {
  return new ActionError("credentials", `${printable(path)} is a pipe, and no docker configuration is read from one`, {
    hint: "Write the configuration to a file, or give the inputs username and password, which come first."
  });
}
function isMissing(error) {
  const { code } = error;
  return code === "ENOENT" || code === "ENOTDIR";
}

// src/credentials/credential-helper.ts
var NAME = /^[A-Za-z0-9._-]+$/;
var TIMEOUT_MS = 3e4;
var NOT_FOUND = "credentials not found in native keychain";
var HINT = "Repair the helper or the configuration, or give the inputs username and password, which come first.";
async function askHelper(helper, server, processes) {
  if (!NAME.test(helper.name)) throw failure(helper, server, "its name is not that of a program");
  const result = await run(helper, server, processes);
  if (result.exitCode === 0) return readAnswer(helper, server, result.stdout);
  const words = [result.stdout, result.stderr].map((text) => text.trim()).filter((text) => /^[^{]/.test(text));
  if (words.some((text) => text.includes(NOT_FOUND))) return void 0;
  throw failure(helper, server, `it ended with ${result.exitCode}: ${printable(words.join(" "), 300) || "no message"}`);
}
async function run(helper, server, processes) {
  try {
    return await processes.run(`docker-credential-${helper.name}`, ["get"], { input: server, timeout: TIMEOUT_MS });
  } catch (error) {
    if (error instanceof ActionError) throw error;
    const missing = error.code === "ENOENT";
    throw failure(helper, server, missing ? "it is not on PATH" : printable(messageOf(error)), error);
  }
}
function readAnswer(helper, server, stdout) {
  const answer = parseAnswer(stdout);
  if (answer === void 0) throw failure(helper, server, 'its answer is not {"Username", "Secret"} in JSON');
  const { Username, Secret } = answer;
  const origin = `the credential helper docker-credential-${helper.name} of ${helper.origin}`;
  return Secret === "" ? void 0 : userCredentials(Username, Secret, origin);
}
function parseAnswer(stdout) {
  try {
    const { Username, Secret } = JSON.parse(stdout) ?? {};
    return typeof Username === "string" && typeof Secret === "string" ? { Username, Secret } : void 0;
  } catch {
    return void 0;
  }
}
function failure({ name, origin }, server, what, cause) {
  const program = `docker-credential-${printable(name, 60)}`;
  const message = `Asking ${program}, which ${origin} names for ${server}, failed: ${what}`;
  return new ActionError("credentials", message, { hint: HINT, cause });
}

// src/credentials/docker-credentials.ts
async function dockerCredentials(repository, environment, { log, processes }) {
  for (const named2 of dockerConfigs(repository, environment, log)) {
    const found = await fromHelper(repository, named2, processes) ?? fromAuths(repository, named2);
    if (found !== void 0) return found;
  }
  return void 0;
}
async function fromHelper(repository, { name, config }, processes) {
  const own = registryEntry(config.credHelpers, repository);
  const helper = own?.value ?? config.credsStore;
  if (!helper) return void 0;
  const server = own?.key ?? serverOf(canonicalHost(repository.registry));
  return askHelper({ name: helper, origin: name }, server, processes);
}
function fromAuths(repository, { name, config }) {
  const filled = [...config.auths].filter(([, entry]) => holdsSecret(entry));
  const best = bestEntry(new Map(filled), repository);
  return best === void 0 ? void 0 : credentialsOf(best.value, best.key, name);
}

// src/credentials/server-token.ts
function tokenCredentials({ registry }, token, { serverUrl, actor, ownRegistry }) {
  if (token === "" || registry !== (ownRegistry ?? registryOfServer(serverUrl))) return void 0;
  return { kind: "basic", username: actor || "x-access-token", password: token, origin: originOf(ownRegistry) };
}
function originOf(ownRegistry) {
  if (ownRegistry === void 0) return "the input github-token";
  return "the input github-token, where Gitea and Forgejo want an access token with the scope write:package";
}
function registryOfServer(serverUrl) {
  const url = URL.canParse(serverUrl) ? new URL(serverUrl) : void 0;
  if (url?.protocol !== "https:") return void 0;
  return url.host === "github.com" ? "ghcr.io" : `containers.${url.host}`;
}

// src/credentials/resolve-credentials.ts
async function resolveCredentials(repository, inputs, { environment, context }, ports) {
  const found = fromInputs(repository, inputs) ?? await dockerCredentials(repository, environment, ports) ?? fromJob(repository, inputs.jobLogin) ?? tokenCredentials(repository, inputs.githubToken, context);
  if (found !== void 0) mask(found, ports.log);
  return found;
}
function fromInputs({ registry }, inputs) {
  const { username, password, registryAuth } = inputs;
  if (password !== "") return userCredentials(username, password, "the inputs username and password");
  const login = registryAuth.find((one) => canonicalHost(one.registry) === canonicalHost(registry));
  return login && userCredentials(login.username, login.password, "the input registry-auth");
}
function fromJob({ registry }, login) {
  if (login === void 0 || canonicalHost(login.registry) !== canonicalHost(registry)) return void 0;
  return userCredentials(login.username, login.password, `the job's own login for ${login.registry}`);
}
function mask(credentials, log) {
  if (credentials.kind === "basic") {
    const { username, password } = credentials;
    log.secret(password);
    log.secret(Buffer.from(`${username}:${password}`).toString("base64"));
  } else {
    log.secret(credentials.token);
  }
}

// src/registry/auth/granted-tokens.ts
var MAX_REFUSALS = 2;
var GrantedTokens = class {
  #clock;
  #tokens = /* @__PURE__ */ new Map();
  #fetching = /* @__PURE__ */ new Map();
  /** Tokens refused in a row, by repository and right. */
  #refusals = /* @__PURE__ */ new Map();
  /** Tokens that came in the place of a refused one, and that nothing has taken yet. */
  #unproven = /* @__PURE__ */ new Set();
  constructor(clock) {
    this.#clock = clock;
  }
  /** The token for these scopes; `fetch` brings one where there is none or it is about to expire. */
  async get(scopes, fetch) {
    const known = this.#tokens.get(scopes);
    if (known !== void 0 && this.#clock.now() < known.stale) return known;
    const underWay = this.#fetching.get(scopes);
    if (underWay !== void 0) return underWay;
    const fetching = fetch().finally(() => this.#fetching.delete(scopes));
    this.#fetching.set(scopes, fetching);
    const token = await fetching;
    this.#tokens.set(scopes, token);
    if (this.#refusals.size > 0) this.#unproven.add(token.value);
    return token;
  }
  accepted(value, requestScope) {
    this.#refusals.delete(rightOf(requestScope));
    this.#unproven.delete(value);
  }
  /** The registry refused the token that was used for these scopes. False where another one would be refused as well. */
  refused(value, scopes, requestScope) {
    const token = this.#tokens.get(scopes);
    if (token?.value !== value) return true;
    if (token.expires > this.#clock.now() && this.#isFinal(value, requestScope)) return false;
    this.#tokens.delete(scopes);
    return true;
  }
  #isFinal(value, requestScope) {
    const times = (this.#refusals.get(rightOf(requestScope)) ?? 0) + 1;
    this.#refusals.set(rightOf(requestScope), times);
    return times >= MAX_REFUSALS || this.#unproven.has(value);
  }
};
function rightOf({ path, right }) {
  return `${right} ${path}`;
}

// src/registry/auth/realm.ts
function realmOf(challenge, registry) {
  const realm = challenge.parameters.realm ?? "";
  if (realm === "" || !URL.canParse(realm, registry.url.href)) {
    throw new RefusedAddress("The registry asks for a token and does not say where to get one (no realm)");
  }
  const server = registry.tokenServer(new URL(realm, registry.url));
  if ("refused" in server) throw new RefusedAddress(`The token server ${server.refused}, so it gets no credentials`);
  return server;
}

// src/registry/auth/scope.ts
function pushScope(path) {
  return `repository:${path}:pull,push`;
}
function pullScope(path) {
  return `repository:${path}:pull`;
}
function splitScopes(parameter) {
  return (parameter ?? "").split(/\s+/).filter((scope) => scope !== "");
}
function mergeScopes(wanted, asked) {
  const merged = [...wanted];
  for (const scope of asked) if (!merged.some((known) => covers(known, scope))) merged.push(scope);
  return merged;
}
function covers(held, asked) {
  if (held === asked) return true;
  const [resource, actions] = parts(held);
  const [otherResource, otherActions] = parts(asked);
  return resource === otherResource && otherActions.every((action) => actions.includes(action));
}
function parts(scope) {
  const colon = scope.lastIndexOf(":");
  return colon < 0 ? [scope, []] : [scope.slice(0, colon), scope.slice(colon + 1).split(",")];
}

// src/registry/auth/token-request.ts
var MAX_ANSWER_BYTES = 128 * 1024;
var CLIENT = "from-scratch";
function tokenByGet(query, credentials) {
  const url = new URL(query.server.url);
  if (query.service !== void 0) url.searchParams.set("service", query.service);
  for (const scope of query.scopes) url.searchParams.append("scope", scope);
  const request = { method: "GET", url, headers: { accept: "application/json" }, answerLimit: MAX_ANSWER_BYTES };
  return { request, secret: secretOf(credentials) };
}
function tokenByPost(query, refreshToken) {
  const form = new URLSearchParams({
    grant_type: "refresh_token",
    service: query.service ?? query.server.url.host,
    client_id: CLIENT,
    scope: query.scopes.join(" "),
    refresh_token: refreshToken
  });
  const headers = { accept: "application/json", "content-type": "application/x-www-form-urlencoded" };
  const body = Buffer.from(form.toString(), "utf8");
  const request = { method: "POST", url: query.server.url, headers, answerLimit: MAX_ANSWER_BYTES };
  return { request, secret: { kind: "body", body } };
}
function secretOf(credentials) {
  if (credentials?.kind === "basic") return basic(credentials.username, credentials.password);
  if (credentials?.kind === "identity-token") return basic("<token>", credentials.token);
  return void 0;
}
function basic(username, password) {
  return { kind: "header", authorization: basicHeader(username, password) };
}
function basicPair(username, password) {
  return Buffer.from(`${username}:${password}`, "utf8").toString("base64");
}
function basicHeader(username, password) {
  return `Basic ${basicPair(username, password)}`;
}

// src/registry/auth/authenticator.ts
var Authenticator = class {
  #registry;
  #credentials;
  #ports;
  #tokens;
  /** Scopes that challenges asked for beside ours, by path. */
  #asked = /* @__PURE__ */ new Map();
  /** What one token is asked for beside a request's own scopes, until the registry shows that it does not take that. */
  #together;
  #scheme;
  /** @param together scopes of all repositories of the run, for one token instead of one for each */
  constructor(registry, credentials, traits, ports, together = []) {
    this.#registry = registry;
    this.#credentials = credentials;
    this.#ports = ports;
    this.#tokens = new GrantedTokens(ports.clock);
    this.#together = together;
    this.#mask();
    this.#scheme = firstScheme(credentials, traits);
  }
  get identity() {
    if (this.#credentials === void 0) return {};
    const { origin } = this.#credentials;
    return this.#credentials.kind === "basic" ? { username: this.#credentials.username, origin } : { origin };
  }
  /** What to show with a request; undefined where nothing is needed as far as is known. */
  async secret(requestScope) {
    const scheme = this.#scheme;
    if (scheme.kind === "unknown") return void 0;
    if (scheme.kind !== "bearer") return { kind: "header", authorization: scheme.authorization };
    try {
      const token = await this.#tokens.get(this.#key(requestScope), () => this.#fetch(scheme, requestScope));
      return { kind: "header", authorization: `Bearer ${token.value}`, granted: true };
    } catch (error) {
      if (this.#separate() && !this.#ports.signal.aborted) return await this.secret(requestScope);
      if (scheme.fallback === void 0 || this.#ports.signal.aborted) throw error;
      this.#scheme = { kind: "fixed", authorization: scheme.fallback };
      return { kind: "header", authorization: scheme.fallback };
    }
  }
  /** The registry took what it was shown. */
  accepted(used, requestScope) {
    this.#tokens.accepted(shownIn(used), requestScope);
  }
  /** There are credentials, none were shown yet, and this refusal does not say how to show them. */
  needsChallenge(answer) {
    if (this.#credentials === void 0 || this.#scheme.kind !== "unknown") return false;
    return this.#next(answer) === void 0;
  }
  /**
   * A request that went out with `used` was refused by the registry itself: the type says so, and no other answer is
   * listened to. Resolves with true where another try will be different: a new token, or another scheme; false where this
   * registry does not want these credentials. A 403 asks for credentials only where there are some and none were shown.
   */
  async refused(answer, used, requestScope) {
    const scheme = this.#scheme;
    const now = await this.secret(requestScope);
    if (shownIn(now) !== shownIn(used) || this.#scheme !== scheme) return true;
    switch (scheme.kind) {
      case "fixed":
        return false;
      case "direct":
        this.#scheme = this.#next(answer) ?? { kind: "unknown" };
        return true;
      case "unknown":
        return (answer.status === 401 || this.#credentials !== void 0) && this.#begin(answer, requestScope);
      case "bearer":
        if (this.#separate()) return true;
        return answer.status === 401 && this.#renew(scheme, answer, used, requestScope);
    }
  }
  /** Some servers grant the first scope alone, or nothing where one is refused: each repository has its own token then. */
  #separate() {
    const shared = this.#together.length > 0;
    this.#together = [];
    return shared;
  }
  #begin(answer, requestScope) {
    const next = this.#next(answer);
    if (next === void 0) return false;
    this.#scheme = next;
    if (next.kind === "bearer") this.#learn(next.challenge, requestScope);
    return true;
  }
  /** Harbor answers any refused token with a Basic challenge: the Bearer one that it began with is kept. */
  #renew(known, answer, used, requestScope) {
    if (!this.#tokens.refused(shownIn(used), this.#key(requestScope), requestScope)) return false;
    const bearer = challengesOf(answer).find(isBearer);
    if (bearer !== void 0) this.#scheme = this.#next(answer) ?? this.#scheme;
    this.#learn(bearer ?? known.challenge, requestScope);
    return true;
  }
  #next(answer) {
    const challenges = challengesOf(answer);
    const { home } = answer.passage;
    const challenge = challenges.find(isBearer);
    const basic2 = challenges.some(({ scheme }) => scheme === "basic") ? this.#basic() : void 0;
    if (challenge !== void 0)
      return { kind: "bearer", challenge, home, ...basic2 === void 0 ? {} : { fallback: basic2 } };
    return basic2 === void 0 ? void 0 : { kind: "fixed", authorization: basic2 };
  }
  #basic() {
    const credentials = this.#credentials;
    return credentials?.kind === "basic" ? basicHeader(credentials.username, credentials.password) : void 0;
  }
  #learn(challenge, { path }) {
    const asked = splitScopes(challenge.parameters.scope);
    this.#asked.set(path, mergeScopes(this.#asked.get(path) ?? [], asked));
  }
  #scopes({ path, scopes }) {
    return mergeScopes(mergeScopes(scopes, this.#asked.get(path) ?? []), this.#together);
  }
  /** One token for the same scopes, whichever is the first. */
  #key(requestScope) {
    return this.#scopes(requestScope).toSorted().join(" ");
  }
  #fetch({ challenge, home }, requestScope) {
    const query = {
      server: realmOf(challenge, home),
      service: challenge.parameters.service,
      scopes: this.#scopes(requestScope)
    };
    const context = { registry: this.#registry, path: requestScope.path, identity: this.identity };
    return this.#ports.tokens.fetch(query, context);
  }
  #mask() {
    const credentials = this.#credentials;
    if (credentials === void 0) return;
    const { log } = this.#ports;
    if (credentials.kind !== "basic") {
      log.secret(credentials.token);
      return;
    }
    log.secret(credentials.password);
    log.secret(basicPair(credentials.username, credentials.password));
    log.secret(directToken(credentials.password));
  }
};
function firstScheme(credentials, { auth }) {
  if (credentials?.kind === "registry-token") return { kind: "fixed", authorization: `Bearer ${credentials.token}` };
  if (credentials?.kind !== "basic") return { kind: "unknown" };
  if (auth === "basic")
    return { kind: "fixed", authorization: basicHeader(credentials.username, credentials.password) };
  if (auth === "direct-bearer") return { kind: "direct", authorization: `Bearer ${directToken(credentials.password)}` };
  return { kind: "unknown" };
}
function directToken(password) {
  return Buffer.from(password, "utf8").toString("base64");
}
function shownIn(secret) {
  return secret?.kind === "header" ? secret.authorization.split(" ", 2)[1] ?? "" : "";
}
function challengesOf(answer) {
  return parseChallenges(headerLines(answer, "www-authenticate"));
}
function isBearer({ scheme }) {
  return scheme === "bearer";
}

// src/registry/auth/token-answer.ts
var DEFAULT_LIFETIME_SECONDS = 60;
var MAX_LIFETIME_SECONDS = 12 * 3600;
function parseToken(body, now) {
  const document = jsonObject(body);
  const value = [document?.token, document?.access_token].find(
    (found) => typeof found === "string" && /^[\x21-\x7e]+$/.test(found)
  );
  if (value === void 0) return void 0;
  const stated = Number(document?.expires_in);
  const life = (stated > 0 ? Math.min(stated, MAX_LIFETIME_SECONDS) : DEFAULT_LIFETIME_SECONDS) * 1e3;
  return { value, expires: now + life, stale: now + life - Math.min(1e4, life / 5) };
}

// src/registry/auth/token-client.ts
var STATUSES_WITHOUT_POST = /* @__PURE__ */ new Set([400, 401, 404, 405]);
var TokenClient = class {
  #ports;
  #credentials;
  #oneAtATime = pLimit(1);
  constructor(credentials, ports) {
    this.#credentials = credentials;
    this.#ports = ports;
  }
  /** Throws a RegistryError where the server gives none. */
  fetch(query, context) {
    return this.#oneAtATime(async () => {
      const about2 = { ...context, action: `Getting a token for ${context.registry}/${context.path}`, forToken: true };
      const answer = await this.#ask(query, about2);
      if (answer.status !== 200) throw registryError(answer, about2);
      const token = parseToken(answer.body, this.#ports.clock.now());
      if (token === void 0) throw registryError(withoutToken(answer), about2);
      this.#ports.log.secret(token.value);
      return token;
    });
  }
  async #ask(query, context) {
    if (this.#credentials?.kind === "identity-token") {
      const answer = await this.#send(query, tokenByPost(query, this.#credentials.token), context);
      if (!STATUSES_WITHOUT_POST.has(answer.status)) return answer;
    }
    return this.#send(query, tokenByGet(query, this.#credentials), context);
  }
  async #send({ server }, { request, secret }, context) {
    const { transport, traffic, signal } = this.#ports;
    const retryBudget = this.#ports.retryBudget();
    for (let tries = 1; ; tries += 1) {
      traffic.tokenRequest();
      const failed = await follow(transport, server, request, secret, signal).catch(asFailure);
      const again = mayPass(failed) || tries === 1 && isLost(failed);
      if (!(failed instanceof ConnectionFailure) && !again) return failed;
      const givenUp = again ? await retryBudget.pause(failed) : "";
      if (givenUp !== void 0) throw registryError(failed, context, givenUp);
    }
  }
};
function isLost(failed) {
  return !(failed instanceof ConnectionFailure) && failed.status === 404 && failed.request.method === "GET";
}
function withoutToken({ request, url, sent }) {
  const message = `there is no usable token in the answer (${request.method} ${printableUrl(url)})`;
  return new ConnectionFailure("no-token", message, request, sent);
}
function asFailure(thrown) {
  if (thrown instanceof ConnectionFailure) return thrown;
  throw thrown;
}

// src/registry/client/authenticating-client.ts
var MAX_ROUNDS = 4;
var SPOKEN = /* @__PURE__ */ new Set(["certificate", "handshake", "proxy-refused", "web-page"]);
var AuthenticatingClient = class {
  #transport;
  #roots;
  #authenticator;
  #warnings;
  #run;
  /** The answer of `GET /v2/`, where it had to be asked. Shared by all requests, so no end of a single one ends it. */
  #base;
  constructor(transport, roots, authenticator, warnings, run2) {
    this.#transport = transport;
    this.#roots = roots;
    this.#authenticator = authenticator;
    this.#warnings = warnings;
    this.#run = run2;
  }
  /**
   * Resolves with any answer. A refusal of the registry itself is answered with fresh credentials; that of another host,
   * where a redirect or an address of the registry led, is only an answer. Where part of a streamed body had gone out the
   * 401 is returned all the same, since only the caller knows what the registry may have kept.
   */
  async send(request, signal) {
    const reading = request.endpoint.method === "GET" || request.endpoint.method === "HEAD";
    const scope = { ...request.scope, right: reading ? "pull" : "push" };
    for (let round = 1; ; round += 1) {
      const secret = await this.#authenticator.secret(scope);
      const answer = await this.#reach(request, secret, signal);
      if (!isFromHome(answer)) return answer;
      const used = answer.passage.secret;
      const limited = isTooMany(answer);
      if (limited || answer.status !== 401 && answer.status !== 403) {
        if (answer.status < 500 && !limited) this.#authenticator.accepted(used, scope);
        return answer;
      }
      if (round === MAX_ROUNDS) return answer;
      const challenged = await this.#challenged(answer, signal);
      if (!await this.#authenticator.refused(challenged, used, scope)) return answer;
      if (answer.sent > 0 && !Buffer.isBuffer(request.body)) return answer;
    }
  }
  /** Some registries say how they want to be asked at `/v2/` only: one that refuses without a challenge is asked there, once. */
  async #challenged(answer, signal) {
    if (!this.#authenticator.needsChallenge(answer)) return answer;
    this.#base ??= this.#askBase(answer.passage.home);
    return await waitFor(this.#base, signal) ?? answer;
  }
  async #askBase(home) {
    try {
      const request = { method: "GET", url: new URL("/v2/", home.url), headers: {} };
      const answer = await follow(this.#transport, home, request, void 0, this.#run);
      return isFromHome(answer) ? answer : void 0;
    } catch (thrown) {
      refuseAfter(this.#run);
      this.#base = void 0;
      if (thrown instanceof ConnectionFailure || thrown instanceof RefusedAddress) return void 0;
      throw thrown;
    }
  }
  async #reach(request, secret, signal) {
    const root = this.#roots.current;
    try {
      const answer = await this.#from(root, request, secret, signal);
      return await this.#elsewhere(answer, request, signal) ?? this.#answered(root, answer);
    } catch (thrown) {
      if (!(thrown instanceof ConnectionFailure)) throw thrown;
      const answer = await this.#elsewhere(thrown, request, signal);
      if (answer !== void 0) return answer;
      if (this.#roots.current.origin !== root.origin) return this.#reach(request, secret, signal);
      throw thrown;
    }
  }
  #answered(root, answer) {
    this.#roots.settle(root);
    if (isFromHome(answer)) this.#warnings.read(answer);
    return answer;
  }
  /** Before its first answer a registry may turn out to speak the other scheme. */
  async #elsewhere(outcome, request, signal) {
    for (const other of this.#roots.others(outcome)) {
      const answer = await this.#probe(other, request, signal);
      if (answer !== void 0) return answer;
    }
    return void 0;
  }
  /** The same request at the other scheme; undefined where the registry does not speak it. */
  async #probe(root, request, signal) {
    try {
      return this.#answered(root, await this.#from(root, request, void 0, signal));
    } catch (thrown) {
      refuseAfter(signal);
      if (thrown instanceof RefusedAddress) throw thrown;
      if (!(thrown instanceof ConnectionFailure) || !SPOKEN.has(thrown.problem)) return void 0;
      this.#roots.settle(root);
      throw thrown;
    }
  }
  async #from(root, request, secret, signal) {
    const { endpoint, scope: _, ...rest } = request;
    const { method, target, headers = {} } = endpoint;
    const url = target instanceof URL ? target : new URL(target, root);
    const httpRequest = { ...rest, method, url, headers };
    return refuseWebPage(await follow(this.#transport, Home.registry(root), httpRequest, secret, signal));
  }
};

// src/registry/client/pace.ts
var FIRST_PAUSE_MS = 500;
var MAX_PAUSE_MS = 6e4;
var MAX_INTERVAL_MS = 1e3;
var MARGIN = 1.1;
var SLOWDOWN = 1.25;
var REQUESTS_BEFORE_SPEEDUP = 30;
var Pace = class {
  #clock;
  /** Milliseconds between requests; 0 = as they come. */
  #interval = 0;
  /** The pause that this was measured by, and what it cannot be less than since it was too fast before. */
  #measured = { pause: 0, least: 0 };
  /** When requests went through. */
  #passes = [];
  /** So many did since the last pause. */
  #passed = 0;
  /** No request goes before. */
  #next = Number.NEGATIVE_INFINITY;
  /** Wakes who waits for that, where it comes sooner. */
  #sooner = new AbortController();
  /** End of the last pause: what is refused before was sent before it began. */
  #heldUntil = Number.NEGATIVE_INFINITY;
  /** Pauses since a request went through. */
  #pauses = 0;
  constructor(clock) {
    this.#clock = clock;
  }
  /** The registry was seen to limit the number of requests: each one more costs time. */
  get limited() {
    return this.#interval > 0;
  }
  /** Resolves when a request may go. */
  async turn(signal) {
    for (let left = this.#left(signal); left > 0; left = this.#left(signal)) {
      const either = AbortSignal.any([signal, this.#sooner.signal]);
      await this.#clock.sleep(left, either).catch(() => void 0);
    }
    if (this.limited) this.#next = this.#clock.now() + (this.#pauses > 0 ? MAX_INTERVAL_MS : this.#interval);
  }
  /** Whoever gave up takes nobody's turn. */
  #left(signal) {
    refuseAfter(signal);
    return this.#next - this.#clock.now();
  }
  /** The registry took a request. */
  passed() {
    const now = this.#clock.now();
    this.#passes.push(now);
    this.#passed += 1;
    if (!this.limited) return;
    if (now < this.#heldUntil) this.#measure();
    if (this.#passed % REQUESTS_BEFORE_SPEEDUP === 0) this.#interval = this.#interval < 20 ? 0 : this.#interval / 2;
    if (now < this.#heldUntil) return;
    this.#pauses = 0;
    if (now + this.#interval >= this.#next) return;
    this.#next = now + this.#interval;
    this.#sooner.abort();
    this.#sooner = new AbortController();
  }
  /**
   * The registry refused a request as one too many; the next goes in so many milliseconds at the earliest. Returns how long
   * the pause is that begins by this; 0 where one was under way.
   */
  hold(milliseconds) {
    const now = this.#clock.now();
    const isNew = now >= this.#heldUntil;
    const growing = isNew ? Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#pauses) : 0;
    const pause = Math.max(milliseconds, growing);
    if (isNew && (this.#pauses === 0 || !this.limited)) this.#slowDown(pause, now);
    if (isNew) this.#pauses += 1;
    this.#heldUntil = Math.max(this.#heldUntil, now + pause);
    this.#next = Math.max(this.#next, this.#heldUntil);
    return isNew ? pause : 0;
  }
  #slowDown(pause, now) {
    this.#passes = this.#passes.filter((time) => time >= now - pause);
    this.#measured = { pause, least: this.#interval * SLOWDOWN };
    this.#passed = 0;
    this.#measure();
  }
  /** As many requests as it let through in a time as long as its pause, and a little fewer. */
  #measure() {
    const { pause, least } = this.#measured;
    const seen = pause / Math.max(1, this.#passes.length) * MARGIN;
    this.#interval = Math.min(MAX_INTERVAL_MS, Math.max(seen, least));
  }
};

// src/registry/client/progress.ts
var INTERVAL_MS = 5e3;
var Progress = class {
  #registry;
  #clock;
  #log;
  #blobs = /* @__PURE__ */ new Map();
  #reportedAt;
  #sent = 0;
  #sentAtReport = 0;
  constructor(registry, clock, log) {
    this.#registry = registry;
    this.#clock = clock;
    this.#log = log;
    this.#reportedAt = clock.now();
  }
  begin(blob) {
    if (this.#blobs.size === 0) this.#mark();
    this.#blobs.set(blob, 0);
  }
  end(blob) {
    this.#blobs.delete(blob);
  }
  /** Bytes of this blob are out, counted from its beginning. */
  at(blob, offset, moved) {
    this.#blobs.set(blob, offset);
    this.#sent += moved;
    const passed = this.#clock.now() - this.#reportedAt;
    if (passed < INTERVAL_MS) return;
    const rate = (this.#sent - this.#sentAtReport) / passed * 1e3;
    const done = [...this.#blobs.values()].reduce((sum2, bytes) => sum2 + bytes, 0);
    const total = [...this.#blobs.keys()].reduce((sum2, each) => sum2 + (each.known()?.size ?? each.sizeLimit), 0);
    this.#log.info(
      `Uploading to ${this.#registry}: ${formatBytes(done)} of ${formatBytes(total)}, ${formatBytes(Math.round(rate))}/s`
    );
    this.#mark();
  }
  #mark() {
    this.#reportedAt = this.#clock.now();
    this.#sentAtReport = this.#sent;
  }
};

// src/registry/client/registry-warnings.ts
var MAX_WARNINGS = 5;
var RegistryWarnings = class {
  #registry;
  #log;
  #printed = /* @__PURE__ */ new Set();
  constructor(registry, log) {
    this.#registry = registry;
    this.#log = log;
  }
  read(answer) {
    for (const line of headerLines(answer, "warning")) {
      const text = /^299 - "((?:[^"\\]|\\.){1,1000})"/.exec(line)?.[1];
      if (text === void 0 || this.#printed.has(text) || this.#printed.size === MAX_WARNINGS) continue;
      this.#printed.add(text);
      this.#log.notice(`${this.#registry} says: ${printable(text)}`);
    }
  }
};

// src/registry/client/accepted.ts
var UNKNOWN = /* @__PURE__ */ new Set(["NAME_UNKNOWN", "MANIFEST_UNKNOWN", "BLOB_UNKNOWN"]);
function accepted(outcome, { accept }) {
  if (outcome instanceof Error || isTooMany(outcome)) return false;
  return accept.includes(outcome.status) || accept.includes(404) && isMissing2(outcome);
}
function isMissing2({ status, body }) {
  return status === 404 || status === 400 && parseErrorBody(body).codes.some((code) => UNKNOWN.has(code));
}

// src/registry/client/retrying-client.ts
var RetryingClient = class {
  #ports;
  constructor(ports) {
    this.#ports = ports;
  }
  /** See Pace. */
  get limited() {
    return this.#ports.pace.limited;
  }
  /** Any answer, or why there was none; repeated only where a limit on the number of requests was reached. */
  async once(call, { signal = this.#ports.signal, retryBudget = this.#ports.retryBudget() } = {}) {
    for (; ; ) {
      const outcome = await this.#send(call, signal);
      if (!isRateLimit(outcome) || await retryBudget.pause(outcome) !== void 0) return outcome;
    }
  }
  async #send(call, signal) {
    const { pace, client, slots } = this.#ports;
    await pace.turn(signal);
    try {
      const answer = await client.send(call, signal);
      if (isOverload(answer)) slots.fewer();
      else pace.passed();
      return answer;
    } catch (thrown) {
      if (thrown instanceof ConnectionFailure && isOverload(thrown)) slots.fewer();
      if (thrown instanceof ConnectionFailure || thrown instanceof RefusedAddress) return thrown;
      throw thrown;
    }
  }
  /** Resolves with an answer that the endpoint accepts. Throws a RegistryError. */
  async request(call, context, options = {}) {
    const { retryBudget = this.#ports.retryBudget(), lost, signal } = options;
    for (let oddities = 0; ; ) {
      const outcome = await this.once(call, { retryBudget, ...signal === void 0 ? {} : { signal } });
      if (accepted(outcome, call.endpoint)) return outcome;
      if (!(outcome instanceof Error) && isOdd(outcome, call) && oddities++ === 0) continue;
      if (outcome instanceof RefusedAddress || !mayPass(outcome)) throw registryError(outcome, context);
      const givenUp = await retryBudget.pause(outcome);
      if (givenUp !== void 0) throw registryError(outcome, context, givenUp);
      const done = await lost?.();
      if (done !== void 0) return done;
    }
  }
};
function isOdd(answer, { body }) {
  switch (answer.status) {
    case 401:
      return headerLines(answer, "www-authenticate").length === 0;
    case 404:
      return parseErrorBody(answer.body).codes.includes("BLOB_UPLOAD_UNKNOWN");
    case 413:
      return body === void 0;
    case 416:
      return true;
    default:
      return false;
  }
}

// src/registry/client/slots.ts
var SAME_FAILURE_MS = 1e3;
var Slots = class {
  #limit;
  #max;
  #clock;
  #reduced = Number.NEGATIVE_INFINITY;
  #good = 0;
  constructor(most, clock) {
    this.#max = most;
    this.#clock = clock;
    this.#limit = pLimit(most);
  }
  get current() {
    return this.#limit.concurrency;
  }
  async run(work) {
    return this.#limit(async () => {
      const result = await work();
      this.#more();
      return result;
    });
  }
  fewer() {
    this.#good = 0;
    if (this.#clock.now() - this.#reduced < SAME_FAILURE_MS) return;
    this.#reduced = this.#clock.now();
    this.#limit.concurrency = Math.max(1, Math.floor(this.current / 2));
  }
  #more() {
    this.#good += 1;
    if (this.#good < this.current || this.current === this.#max) return;
    this.#good = 0;
    this.#limit.concurrency = this.current + 1;
  }
};

// src/registry/http/registry-roots.ts
var HTTP_TO_HTTPS = /HTTP request (?:was sent )?to (?:an )?HTTPS/i;
var RegistryRoots = class {
  #roots;
  #at;
  #settled = false;
  constructor(roots) {
    this.#roots = roots;
    this.#at = roots[0];
  }
  get current() {
    return this.#at;
  }
  /** It has answered. */
  get settled() {
    return this.#settled;
  }
  /** An answer came: this is the scheme. */
  settle(root) {
    if (this.#settled) return;
    this.#at = root;
    this.#settled = true;
  }
  /** Where else to ask, for a request that was the first one and did not find whom it looked for. */
  others(outcome) {
    if (this.#settled || !isStranger(outcome)) return [];
    return this.#roots.filter(({ origin }) => origin !== this.#at.origin);
  }
};
var NOT_HTTPS = ["scheme", "reset", "protocol", "refused", "dns", "proxy-refused"];
function isStranger(outcome) {
  if (outcome instanceof ConnectionFailure) return NOT_HTTPS.includes(outcome.problem);
  return outcome.status === 400 && HTTP_TO_HTTPS.test(outcome.body.toString("utf8"));
}

// src/registry/blobs.ts
var MAX_BLOB_BYTES = 16 * 1024 * 1024;
async function hasBlob(context, digest) {
  const { place, path, scope, requester } = context;
  const requestContext = { ...place, action: `Looking for ${digest} in ${place.registry}/${path}` };
  const endpoint = headBlob(path, digest);
  const answer = await requester.request({ endpoint: { ...endpoint, accept: [200, 404, 403] }, scope }, requestContext);
  return answer.status === 200;
}
async function fetchBlob(context, digest, limit = MAX_BLOB_BYTES) {
  const { place, path, scope, requester } = context;
  const requestContext = { ...place, action: `Reading ${digest} from ${place.registry}/${path}` };
  const answer = await requester.request(
    { endpoint: getBlob(path, digest), scope, answerLimit: limit },
    requestContext
  );
  if (isMissing2(answer)) return void 0;
  if (answer.truncated) throw registryError(answer, requestContext, `it is larger than ${limit} bytes`);
  const found = digestOf(answer.body);
  if (found !== digest) throw registryError(answer, requestContext, `its content is ${found}`);
  return answer.body;
}
async function readBlob(context, digest, receiver) {
  const { place, path, scope, requester } = context;
  const requestContext = { ...place, action: `Reading ${digest} from ${place.registry}/${path}` };
  const answer = await requester.request(
    { endpoint: getBlob(path, digest), scope, receiver },
    requestContext
  );
  return answer.status === 200;
}

// src/registry/tag-list-reader.ts
var MAX_STRING_LENGTH = 1024;
var MAX_DEPTH = 64;
var [QUOTE, BACKSLASH, COLON, COMMA] = [34, 92, 58, 44];
var OPENING = /* @__PURE__ */ new Map([
  [123, 125],
  [91, 93]
]);
var CLOSING = new Set(OPENING.values());
var BLANK = /* @__PURE__ */ new Set([32, 9, 10, 13]);
var TagListReader = class {
  #visit;
  /** The bracket that closes each level, the innermost last. */
  #open = [];
  /** Bytes of the string that is being read. */
  #string;
  #escaped = false;
  /** The last string, not yet known to be a key or a value. */
  #text;
  /** The key of the outermost object that is being read. */
  #key;
  #began = false;
  #damaged = false;
  constructor(visit) {
    this.#visit = visit;
  }
  write(bytes) {
    for (const byte of bytes) {
      if (this.#string !== void 0) this.#inString(byte, this.#string);
      else if (!BLANK.has(byte)) this.#between(byte);
    }
  }
  /** Whether all of it was an object, to its end. */
  get complete() {
    return this.#began && !this.#damaged && this.#open.length === 0 && this.#string === void 0;
  }
  #inString(byte, string) {
    if (byte === QUOTE && !this.#escaped) {
      this.#text = textOf(string);
      this.#string = void 0;
      return;
    }
    this.#escaped = byte === BACKSLASH && !this.#escaped;
    if (string.length <= MAX_STRING_LENGTH) string.push(byte);
  }
  #between(byte) {
    if (!this.#began) this.#damaged = byte !== 123;
    else if (this.#open.length === 0) this.#damaged = true;
    this.#began = true;
    if (this.#damaged) return;
    const end = OPENING.get(byte);
    if (end !== void 0) this.#enter(end);
    else if (byte === QUOTE) this.#string = [];
    else if (byte === COLON) this.#endKey();
    else if (byte === COMMA) this.#endValue();
    else if (CLOSING.has(byte)) {
      this.#endValue();
      this.#damaged = this.#open.pop() !== byte;
    }
  }
  #enter(end) {
    this.#text = void 0;
    this.#open.push(end);
    if (this.#open.length > MAX_DEPTH) this.#damaged = true;
  }
  #endKey() {
    if (this.#open.length === 1) this.#key = this.#text;
    this.#text = void 0;
  }
  #endValue() {
    const inTags = this.#open.length === 2 && this.#open[1] === 93 && this.#key === "tags";
    if (inTags && this.#text !== void 0) this.#visit(this.#text);
    this.#text = void 0;
  }
};
function textOf(bytes) {
  if (bytes.length > MAX_STRING_LENGTH) return void 0;
  const text = Buffer.from(bytes).toString();
  if (!text.includes("\\")) return text;
  try {
    return JSON.parse(`"${text}"`);
  } catch {
    return void 0;
  }
}

// src/registry/tags.ts
var TAGS_PER_PAGE = 1e3;
var MAX_PAGES = 1e3;
var MAX_LIST_BYTES = 64 * 1024 * 1024;
var MAX_TAGS = 2e5;
async function listTags2(context, keep) {
  const pages = new TagPages(context, keep);
  const first = listTags(context.path, TAGS_PER_PAGE);
  let answer = await pages.read({ ...first, accept: [...first.accept, 400] });
  if (answer.status === 400 && !isMissing2(answer))
    answer = await pages.read(listTags(context.path, void 0));
  if (isMissing2(answer)) return void 0;
  const seen = /* @__PURE__ */ new Set();
  for (let count = 1; ; count += 1) {
    const next = addressIn(answer, nextLink(headerLines(answer, "link")));
    if (next === void 0 || seen.has(next.href)) return pages.tags;
    if (count === MAX_PAGES)
      throw registryError(answer, pages.requestContext, `there are more than ${MAX_PAGES} pages`);
    seen.add(next.href);
    answer = await pages.read(moreTags(next));
  }
}
var TagPages = class {
  requestContext;
  #context;
  #keep;
  #tags = /* @__PURE__ */ new Set();
  #bytes = 0;
  constructor(context, keep) {
    const { place, path } = context;
    this.requestContext = { ...place, action: `Listing the tags of ${place.registry}/${path}` };
    this.#context = context;
    this.#keep = keep;
  }
  get tags() {
    return [...this.#tags];
  }
  async read(endpoint) {
    const { scope, requester } = this.#context;
    let page = [];
    let reader;
    const receiver = () => {
      page = [];
      const next = new TagListReader((tag) => this.#take(tag, page));
      reader = next;
      return (bytes) => this.#count(next, bytes);
    };
    const answer = await requester.request({ endpoint, scope, receiver }, this.requestContext);
    if (answer.status !== 200) return answer;
    if (reader?.complete !== true) throw registryError(answer, this.requestContext, "the answer is not a list of tags");
    for (const tag of page) this.#tags.add(tag);
    return answer;
  }
  /** Names that the specification does not allow are skipped: this action cannot have written them. */
  #take(tag, page) {
    if (!isTag(tag) || !this.#keep(tag)) return;
    page.push(tag);
    if (this.#tags.size + page.length > MAX_TAGS) throw this.#tooLong();
  }
  #count(reader, bytes) {
    this.#bytes += bytes.length;
    if (this.#bytes > MAX_LIST_BYTES) throw this.#tooLong();
    reader.write(bytes);
  }
  #tooLong() {
    return new ActionError(
      "registry",
      `${this.requestContext.action} failed: the list is longer than this client reads`
    );
  }
};

// src/registry/manifests.ts
var MAX_MANIFEST_BYTES = 4 * 1024 * 1024;
async function fetchManifest(context, reference) {
  const requestContext = about(context, "Reading", reference);
  const endpoint = getManifest(context.path, reference);
  const call = {
    endpoint: { ...endpoint, accept: [...endpoint.accept, 403] },
    scope: context.scope,
    answerLimit: MAX_MANIFEST_BYTES
  };
  const answer = await context.requester.request(call, requestContext);
  if (answer.status !== 403) return manifestOf(answer, reference, requestContext);
  if (await isKnownMissing(context, reference)) return void 0;
  throw registryError(answer, requestContext);
}
async function tryManifest(context, reference, milliseconds) {
  const endpoint = getManifest(context.path, reference);
  const call = { endpoint, scope: context.scope, answerLimit: MAX_MANIFEST_BYTES };
  try {
    const answer = await context.requester.once(call, { signal: AbortSignal.timeout(milliseconds) });
    if (!accepted(answer, endpoint) || answer.status === 403) return void 0;
    return { manifest: manifestOf(answer, reference, about(context, "Reading", reference)) };
  } catch {
    return void 0;
  }
}
function manifestOf(answer, reference, requestContext) {
  if (isMissing2(answer)) return void 0;
  if (answer.truncated) throw registryError(answer, requestContext, "the manifest is larger than 4 MiB");
  refuseSchema1(answer, requestContext);
  const digest = digestOf(answer.body);
  const named2 = isDigest(reference) ? reference : header(answer, "docker-content-digest");
  if (named2 !== void 0 && named2 !== digest && named2.startsWith("sha256:")) {
    throw registryError(answer, requestContext, `its content is ${digest}, not ${named2.slice(0, 80)}`);
  }
  const mediaType = mediaTypeOf(answer, requestContext);
  const etag = header(answer, "etag");
  const descriptor = { mediaType, digest, size: answer.body.length };
  return { descriptor, bytes: answer.body, ...etag === void 0 ? {} : { etag } };
}
async function isKnownMissing(context, reference) {
  if (isDigest(reference)) return false;
  try {
    return (await listTags2(context, (tag) => tag === reference) ?? []).length === 0;
  } catch (error) {
    if (error instanceof RegistryError && !error.limited) return false;
    throw error;
  }
}
function refuseSchema1(answer, requestContext) {
  if (!header(answer, "content-type")?.startsWith("application/vnd.docker.distribution.manifest.v1+")) return;
  throw registryError(answer, requestContext, "it is an image of schema 1, which Docker gave up in 2019");
}
function mediaTypeOf(answer, requestContext) {
  const stated = header(answer, "content-type")?.split(";", 1)[0]?.trim() ?? "";
  const document = jsonObject(answer.body);
  if (document === void 0) throw registryError(answer, requestContext, "it is not a JSON document");
  const inside = document.mediaType;
  if (typeof inside === "string" && inside !== stated && stated.includes("manifest")) {
    throw registryError(answer, requestContext, `it is called ${stated} and says it is ${inside.slice(0, 100)}`);
  }
  if ("manifests" in document && ("layers" in document || "config" in document)) {
    throw registryError(answer, requestContext, "it is manifest and index at once");
  }
  return typeof inside === "string" ? inside : stated;
}
var REFUSED = [400, 403, 404, 409, 412];
var UNKNOWN2 = /* @__PURE__ */ new Set(["MANIFEST_BLOB_UNKNOWN", "BLOB_UNKNOWN", "MANIFEST_UNKNOWN", "BLOB_UPLOAD_UNKNOWN"]);
var MAX_MISSES = 4;
async function storeManifest(context, reference, bytes, mediaType, resend) {
  const requestContext = { ...about(context, "Writing", reference), repeated: false };
  const digest = digestOf(bytes);
  const { path, scope, requester } = context;
  const endpoint = putManifest(path, reference, mediaType);
  const call = { endpoint: { ...endpoint, accept: [...endpoint.accept, ...REFUSED] }, scope, body: bytes };
  const retryBudget = context.retryBudget();
  const there = () => alreadyThere(context, reference, digest);
  const lost = () => {
    requestContext.repeated = true;
    return there();
  };
  for (let misses = 0; ; misses += 1) {
    const answer = await requester.request(call, requestContext, { retryBudget, lost });
    if (isClear(answer)) return agreed(answer, digest, requestContext);
    if (await there() !== void 0) return { digest };
    if (!REFUSED.includes(answer.status))
      throw registryError(answer, requestContext, "and yet the registry does not have it");
    const unknown = parseErrorBody(answer.body).codes.some((code) => UNKNOWN2.has(code));
    if (!unknown || misses === MAX_MISSES) throw registryError(answer, requestContext);
    await resend(bytes, misses !== 1);
    const givenUp = await retryBudget.pause(answer);
    if (givenUp !== void 0) throw registryError(answer, requestContext, givenUp);
  }
}
function isClear(answer) {
  const names = header(answer, "docker-content-digest") !== void 0;
  return answer.status === 201 || names && !REFUSED.includes(answer.status);
}
function agreed(answer, digest, requestContext) {
  const named2 = header(answer, "docker-content-digest");
  const subject = header(answer, "oci-subject");
  if (named2 === void 0 || named2 === digest || !named2.startsWith("sha256:"))
    return { digest, ...subject === void 0 ? {} : { subject } };
  throw registryError(answer, requestContext, `the registry says it stored ${named2.slice(0, 80)}, not ${digest}`);
}
async function alreadyThere({ path, scope, requester }, reference, digest) {
  const call = { endpoint: headManifest(path, reference), scope };
  const answer = await requester.once(call);
  if (!accepted(answer, call.endpoint) || answer.status !== 200) return void 0;
  const named2 = header(answer, "docker-content-digest");
  if (named2 !== void 0) return named2 === digest ? answer : void 0;
  const whole = await requester.once({
    endpoint: getManifest(path, reference),
    scope,
    answerLimit: MAX_MANIFEST_BYTES
  });
  return !(whole instanceof Error) && digestOf(whole.body) === digest ? whole : void 0;
}
function about({ place, path }, doing, reference) {
  const name = `${place.registry}/${path}${isDigest(reference) ? "@" : ":"}${reference}`;
  return { ...place, action: `${doing} the manifest ${name}` };
}

// src/registry/upload/existence.ts
async function exists(context, descriptor, signal = context.signal) {
  const call = { endpoint: headBlob(context.path, descriptor.digest), scope: context.scope };
  const answer = await context.requester.once(call, { signal });
  if (answer instanceof Error || answer.status !== 200) return false;
  const size = header(answer, "content-length");
  return size === void 0 || Number(size) === descriptor.size;
}
var WORTH_A_LOOK = 4 * 1024 * 1024;
async function stopWhereItExists(context, blob, offset, stop) {
  const descriptor = await blob.descriptor;
  if (stop.signal.aborted || descriptor.size - offset() < WORTH_A_LOOK) return;
  const signal = AbortSignal.any([context.signal, stop.signal]);
  if (await exists(context, descriptor, signal)) stop.abort();
}

// src/registry/http/cookie-jar.ts
var MOST = 20;
var LONGEST = 4096;
var COOKIE = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)=("?[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*"?)\s*(?:;|$)/;
var CookieJar = class {
  #cookies = /* @__PURE__ */ new Map();
  /** The Cookie header for a request; undefined where there is nothing to send. */
  headerFor({ origin, pathname }) {
    const pairs = [...this.#cookies.values()].filter((cookie) => cookie.origin === origin && covers2(cookie.path, pathname)).map(({ pair }) => pair);
    return pairs.length === 0 ? void 0 : pairs.join("; ");
  }
  /** Takes the cookies that an answer sets or ends. */
  keep(answer) {
    for (const line of headerLines(answer, "set-cookie")) this.#keepLine(line, answer.url);
  }
  #keepLine(line, { origin }) {
    const [, name, value] = line.length <= LONGEST && COOKIE.exec(line) || [];
    if (name === void 0 || value === void 0) return;
    const path = /;\s*path=(\/[^;]*)/i.exec(line)?.[1]?.trim() ?? "/";
    const key = `${origin} ${path} ${name}`;
    this.#cookies.delete(key);
    const ended = /;\s*max-age=\s*(?:0|-\d+)\s*(?:;|$)/i.test(line);
    if (!ended && this.#cookies.size < MOST) this.#cookies.set(key, { origin, path, pair: `${name}=${value}` });
  }
};
function covers2(path, asked) {
  return asked === path || asked.startsWith(path.endsWith("/") ? path : `${path}/`);
}

// src/registry/protocol/byte-range.ts
function parseReceived(value) {
  const match = /^\s*(?:bytes\s*[= ]\s*)?\d{0,16}-(-?\d{1,16})\s*$/.exec(value ?? "");
  if (match?.[1] === void 0) return void 0;
  const end = Number(match[1]);
  if (!Number.isSafeInteger(end) || end < -1) return void 0;
  return end === 0 ? 0 : end + 1;
}

// src/registry/upload/session.ts
function sessionOf(answer) {
  const url = addressIn(answer, header(answer, "location"));
  if (url === void 0) return void 0;
  return {
    url,
    cookies: answer.request.cookies,
    offset: 0,
    answeredIn: answer.took,
    minChunk: parseLength(header(answer, "oci-chunk-min-length")),
    maxChunk: parseLength(header(answer, "oci-chunk-max-length"))
  };
}
function moveTo(session, answer) {
  session.url = addressIn(answer, header(answer, "location")) ?? session.url;
}
function receivedOf(answer) {
  return parseReceived(header(answer, "range"));
}
function parseLength(value) {
  const length = /^\d{1,15}$/.test(value?.trim() ?? "") ? Number(value) : 0;
  return length > 0 ? length : void 0;
}
async function openSession(context, requestContext, retryBudget) {
  const call = { endpoint: startUpload(context.path), scope: context.scope, cookies: new CookieJar() };
  const open = async (signal) => {
    const answer = await context.requester.request(call, requestContext, { retryBudget, signal });
    const session = sessionOf(answer);
    if (session === void 0) throw registryError(answer, requestContext, noAddress(answer));
    context.sessions.add(session, context.scope);
    return session;
  };
  return context.sessions.opened(context.signal, open, (session) => session);
}
function noAddress(answer) {
  const location = header(answer, "location");
  const text = "the answer names no address for the upload";
  return location === void 0 ? text : `${text}, but "${printable(location, 100)}"`;
}
async function mount(context, digest, from) {
  const scope = { ...context.scope, scopes: [...context.scope.scopes, pullScope(from)] };
  const endpoint = mountBlob(context.path, digest, from);
  const call = { endpoint, scope, cookies: new CookieJar() };
  const open = async (signal) => {
    const answer = await context.requester.once(call, { signal }).catch(ignoreRegistry);
    if (answer === void 0 || !accepted(answer, endpoint)) return void 0;
    if (answer.status === 201) return "mounted";
    const session = sessionOf(answer);
    if (session !== void 0) context.sessions.add(session, context.scope);
    return session;
  };
  return context.sessions.opened(context.signal, open, (opened) => opened === "mounted" ? void 0 : opened);
}
function ignoreRegistry(thrown) {
  if (!(thrown instanceof RegistryError)) throw thrown;
}
async function resume(context, session, sent, retryBudget) {
  const endpoint = uploadStatus(session.url);
  for (; ; ) {
    const outcome = await context.requester.once(
      { endpoint, scope: context.scope, cookies: session.cookies },
      { retryBudget }
    );
    if (accepted(outcome, endpoint)) return adopt(session, outcome, sent);
    if (outcome instanceof RefusedAddress || !mayPass(outcome)) return false;
    if (await retryBudget.pause(outcome) !== void 0) return false;
  }
}
function adopt(session, answer, sent) {
  const received = receivedOf(answer);
  if (received === void 0 || received > sent) return false;
  if (answer.status === 416 && header(answer, "location") === void 0) return false;
  moveTo(session, answer);
  session.offset = received;
  return true;
}

// src/registry/upload/strategies.ts
var monolithic = {
  name: "monolithic",
  async send(transfer) {
    const { digest, size: length } = await transfer.blob.descriptor;
    const endpoint = closeUpload(withParameter(transfer.session.url, "digest", digest));
    const open = (signal) => slice(transfer.blob, 0, length, signal);
    const outcome = await transfer.send(endpoint, { length, open }, true);
    return { outcome, stage: "body", length, stored: accepted(outcome, endpoint) };
  }
};
var stream = {
  name: "stream",
  async send(transfer) {
    const { blob, session } = transfer;
    const length = blob.known()?.size;
    const endpoint = patchUpload(session.url, void 0);
    const body = { open: (signal) => blob.read(0, signal), ...length === void 0 ? {} : { length } };
    const outcome = await transfer.send(endpoint, body, true);
    if (!accepted(outcome, endpoint)) {
      return { outcome, stage: "body", stored: false, ...length === void 0 ? {} : { length } };
    }
    moveTo(session, outcome);
    session.offset = outcome.sent;
    transfer.arrived();
    return closeSession(transfer);
  }
};
var chunked = {
  name: "chunked",
  async send(transfer) {
    for (; ; ) {
      const length = await nextLength(transfer);
      if (length === 0) return closeSession(transfer);
      const failed = await sendChunk(transfer, length);
      if (failed !== void 0) return failed;
    }
  }
};
async function nextLength({ session, ready, chunks }) {
  const { made } = await ready.reach(session.offset + chunks.min);
  return Math.min(chunks.max, made - session.offset);
}
async function sendChunk(transfer, length) {
  const { blob, session } = transfer;
  const from = session.offset;
  const endpoint = patchUpload(session.url, `${from}-${from + length - 1}`);
  const known = blob.known();
  const endsBlob = known !== void 0 && from + length === known.size;
  const body = { length, open: (signal) => slice(blob, from, length, signal) };
  const outcome = await transfer.send(endpoint, body, endsBlob);
  if (!accepted(outcome, endpoint)) return { outcome, stage: "body", length, stored: false };
  moveTo(session, outcome);
  session.offset += length;
  transfer.arrived();
  return void 0;
}
async function closeSession(transfer) {
  const { digest } = await transfer.blob.descriptor;
  const endpoint = closeUpload(withParameter(transfer.session.url, "digest", digest));
  const outcome = await transfer.send(endpoint, void 0, true);
  return { outcome, stage: "close", stored: accepted(outcome, endpoint) };
}
async function* slice(blob, offset, length, signal) {
  let left = length;
  if (left === 0) return;
  for await (const bytes of blob.read(offset, signal)) {
    yield bytes.length > left ? bytes.subarray(0, left) : bytes;
    left -= Math.min(left, bytes.length);
    if (left === 0) return;
  }
}

// src/registry/upload/single-post.ts
async function postWhole(context, blob, { digest, size }, retryBudget) {
  const { requester, sessions, scope, path, preferences, signal } = context;
  if (!preferences.memory.takesWholePost) return void 0;
  const endpoint = postBlob(path, digest);
  const body = { length: size, open: (ending) => slice(blob, 0, size, ending) };
  const post = async (ending) => {
    const call = { endpoint, scope, body, cookies: new CookieJar() };
    const answer = await requester.once(call, { signal: ending, retryBudget });
    if (!(answer instanceof Error) && answer.status === 201 && (header(answer, "docker-content-digest") ?? digest) === digest) {
      return "sent";
    }
    preferences.memory.takesWholePost = false;
    if (answer instanceof Error || answer.status !== 202) return void 0;
    const session = sessionOf(answer);
    if (session !== void 0) sessions.add(session, scope);
    return session;
  };
  return sessions.opened(signal, post, (opened) => opened === "sent" ? void 0 : opened);
}

// src/registry/upload/strategy-choice.ts
var MiB = 1024 * 1024;
var LARGE = 64 * MiB;
var SMALL = 64 * 1024;
function strategiesFor(blob, session, preferences) {
  const { chunkSize, memory } = preferences;
  const first = preferred(blob, session, preferences);
  const all = [.../* @__PURE__ */ new Set([first, "stream", "monolithic", "chunked"])];
  const allowed = all.filter((name) => name !== "chunked" || chunkSize !== "none");
  return [
    ...allowed.filter((name) => !memory.refused.has(name)),
    ...allowed.filter((name) => memory.refused.has(name))
  ];
}
function preferred(blob, session, { chunkSize, traits, memory }) {
  const known = blob.known();
  const size = known?.size ?? blob.sizeLimit;
  const whole = known === void 0 ? "stream" : "monolithic";
  if (known !== void 0 && size <= SMALL) return "monolithic";
  if (chunkSize === "none") return whole;
  if (chunkSize !== "auto") return "chunked";
  if (size > Math.min(session.maxChunk ?? size, memory.bodyLimit ?? size)) return "chunked";
  if (size <= LARGE) return known === void 0 && gainsByStream(blob, session) ? "stream" : "monolithic";
  return traits.refusesRanges ? whole : "chunked";
}
var LEAST_STREAMED = 8 * MiB;
var MARGIN2 = 2;
function gainsByStream(blob, { url, answeredIn }) {
  if (url.protocol !== "https:" || blob.sizeLimit < LEAST_STREAMED) return false;
  return (blob.remaining?.() ?? 0) > MARGIN2 * answeredIn;
}
var MIN = 5 * MiB;
var MAX = 32 * MiB;
var SMALLEST_CHUNK = 512 * 1024;
function planChunks(wish, session, traits, bodyLimit) {
  const fixed = typeof wish === "number";
  const most = Math.min(session.maxChunk ?? Number.POSITIVE_INFINITY, bodyLimit ?? Number.POSITIVE_INFINITY);
  const least = session.minChunk ?? (fixed ? 1 : traits.chunk?.min ?? MIN);
  const wished = fixed ? wish : Math.max(least, Math.min(traits.chunk?.max ?? MAX, MAX));
  const max = Math.max(1, Math.min(most, Math.max(wished, session.minChunk ?? 0)));
  const equal = fixed || session.maxChunk !== void 0;
  return { min: equal ? max : Math.min(least, max), max };
}
var HostMemory = class {
  refused = /* @__PURE__ */ new Set();
  /** Bytes of a body that come through. */
  bodyLimit;
  /** A POST with a whole blob, as far as we know. */
  takesWholePost = true;
  /** The offset that a session's status named turned out wrong. */
  resumeUnsound = false;
  /** A body of this length was refused with 413. False: there is nothing smaller worth a try. */
  tooLarge(length) {
    const half = Math.min(16 * MiB, Math.floor(length / 2));
    const limit = half > MiB ? half - half % MiB : half;
    this.bodyLimit = Math.min(this.bodyLimit ?? limit, Math.max(limit, SMALLEST_CHUNK));
    return length > SMALLEST_CHUNK;
  }
};

// src/registry/upload/open-upload.ts
function openUpload(arrival) {
  return arrival.context.requester.limited ? openSparingly(arrival) : openAtOnce(arrival);
}
async function openAtOnce(arrival) {
  const { context, blob, mountFrom, askFirst, present } = arrival;
  const known = mountFrom.length > 0 ? await blob.descriptor : blob.known();
  if (known !== void 0 && present.has(known.digest)) return "existed";
  const opening = mountOrOpen(arrival, known);
  const opened = opening.catch(() => void 0);
  if (known === void 0 || !askFirst) return opening;
  const existing = exists(context, known).catch(() => false);
  if (mountFrom.length > 0 && await opened === "mounted") return "mounted";
  if (!await existing) return opening;
  context.sessions.cancelOnceOpen(opened.then((session) => session === "mounted" ? void 0 : session));
  return "existed";
}
async function mountOrOpen(arrival, known) {
  const { context, retryBudget, requestContext } = arrival;
  return (known && await mountFromAny(arrival, known)) ?? openSession(context, requestContext(), retryBudget);
}
async function mountFromAny({ context, mountFrom }, { digest }) {
  for (const from of mountFrom) {
    const mounted = await mount(context, digest, from);
    if (mounted !== void 0) return mounted;
  }
  return void 0;
}
async function openSparingly(arrival) {
  const { context, blob, retryBudget, requestContext, askFirst, present } = arrival;
  const known = blob.sizeLimit <= LARGE ? await blob.descriptor : blob.known();
  if (known === void 0) return openAtOnce(arrival);
  if (present.has(known.digest)) return "existed";
  const mounted = await mountFromAny(arrival, known);
  if (mounted !== void 0) return mounted;
  if (askFirst && known.size >= WORTH_A_LOOK && await exists(context, known)) return "existed";
  const posted = known.size <= SMALL ? await postWhole(context, blob, known, retryBudget) : void 0;
  return posted ?? openSession(context, requestContext(), retryBudget);
}

// src/registry/upload/ready-bytes.ts
var ReadyBytes = class {
  #blob;
  #signal;
  #made = 0;
  #ended = false;
  #counting;
  constructor(blob, signal) {
    this.#blob = blob;
    this.#signal = signal;
  }
  /** Resolves with the number of bytes there are once it is `wanted` at least, or once the blob is complete. */
  async reach(wanted) {
    while (!this.#settled() && this.#made < wanted) {
      this.#counting ??= this.#blob.read(this.#made, this.#signal)[Symbol.asyncIterator]();
      const { done, value } = await this.#counting.next();
      if (done) this.#ended = true;
      else this.#made += value.length;
    }
    return { made: this.#made, complete: this.#ended };
  }
  /** Once the last byte was made nothing need be counted. */
  #settled() {
    const known = this.#blob.known();
    if (known === void 0) return this.#ended;
    this.#made = known.size;
    this.#ended = true;
    this.close();
    return true;
  }
  close() {
    void this.#counting?.return?.().catch(() => void 0);
    this.#counting = void 0;
  }
};

// src/registry/upload/recovery.ts
var MOST_SESSIONS = 6;
var MOST_REVIVALS = 10;
var WORTH = 1024 * 1024;
var Recovery = class {
  #context;
  #blob;
  #retryBudget;
  #requestContext;
  #refused = /* @__PURE__ */ new Set();
  #sessions = 0;
  #revivals = 0;
  #best = 0;
  #troubles = 0;
  #backwards = 0;
  #resumed = false;
  constructor(context, blob, retryBudget, requestContext) {
    this.#context = context;
    this.#blob = blob;
    this.#retryBudget = retryBudget;
    this.#requestContext = requestContext;
  }
  first(session) {
    const [strategy = "stream"] = strategiesFor(this.#blob, session, this.#context.preferences);
    return { session, strategy };
  }
  /** The registry has confirmed everything before `offset`. */
  arrived(offset) {
    this.#troubles = 0;
    if (offset <= this.#best) return;
    this.#best = offset;
    this.#sessions = 0;
    this.#revivals = 0;
    this.#retryBudget.progress();
  }
  /** Resolves with the next attempt, or with `stored` where the registry turns out to have the blob. Throws a RegistryError. */
  async after(ending, last) {
    const step = stepAfter(ending, last.strategy);
    if ((step === "fail" || step === "refused") && await this.#isDuplicate(ending, last)) {
      this.#context.sessions.cancel(last.session);
      return "stored";
    }
    switch (step) {
      case "fail":
        throw registryError(ending.outcome, this.#requestContext());
      case "refused":
        return this.#otherStrategy(ending, last);
      case "too-large":
        return this.#smaller(ending, last);
      case "new-session":
        return this.#lostSession(ending, last);
      case "resync":
        return this.#outOfStep(ending, last);
      case "wait":
      case "wait-same":
        return this.#wait(ending, last, step);
    }
  }
  /** Nothing of this kind gets through here: the next one that was not refused, in a new session. */
  async #otherStrategy(ending, last) {
    if (this.#resumed) {
      this.#context.preferences.memory.resumeUnsound = true;
      return this.#restart(ending, last.strategy);
    }
    this.#refused.add(last.strategy);
    this.#context.preferences.memory.refused.add(last.strategy);
    return this.#restart(ending, this.#nextStrategy(ending, last.session));
  }
  #nextStrategy(ending, session) {
    const left = strategiesFor(this.#blob, session, this.#context.preferences).filter(
      (name) => !this.#refused.has(name)
    );
    const [next] = left;
    if (next === void 0)
      throw registryError(ending.outcome, this.#requestContext(), "every way to upload was tried");
    return next;
  }
  /** What refused the size did not let it reach the session, which goes on with smaller chunks. */
  async #smaller(ending, last) {
    const { memory, chunkSize } = this.#context.preferences;
    const length = ending.length ?? sentOf(ending);
    const smaller = memory.tooLarge(Math.max(length, SMALLEST_CHUNK));
    if (chunkSize === "none") throw registryError(ending.outcome, this.#requestContext());
    if (last.strategy === "chunked") return smaller ? last : this.#otherStrategy(ending, last);
    this.#refused.add(last.strategy);
    return this.#restart(ending, this.#refused.has("chunked") ? this.#nextStrategy(ending, last.session) : "chunked");
  }
  /** 401 or 404 in the middle: the session is gone, unless the blob is there (two tries may have overlapped). */
  async #lostSession(ending, last) {
    if (await this.#isThere()) return "stored";
    const { outcome } = ending;
    const elsewhere = !(outcome instanceof Error) && outcome.status === 401 && !isFromHome(outcome);
    if (elsewhere && this.#sessions > 0) throw registryError(outcome, this.#requestContext());
    if (isForgotten(outcome) && last.strategy !== "chunked") {
      const other = this.#sessions % 2 === 1 ? "stream" : "monolithic";
      return this.#restart(ending, this.#sessions === 0 ? last.strategy : other);
    }
    const repeated = this.#sessions > 0 && last.strategy === "monolithic";
    return repeated ? this.#otherStrategy(ending, last) : this.#restart(ending, last.strategy);
  }
  /** 416: the registry is somewhere else, or takes no chunk like this one. */
  async #outOfStep(ending, last) {
    const { session } = last;
    const ours = session.offset;
    if (ours === 0 || ending.outcome instanceof Error) return this.#otherStrategy(ending, last);
    const most = ours + sentOf(ending);
    const found = adopt(session, ending.outcome, most) || await resume(this.#context, session, most, this.#retryBudget);
    if (!found || session.offset === ours) return this.#otherStrategy(ending, last);
    return this.#goOn(ending, last, ours);
  }
  async #wait(ending, last, step) {
    const { outcome } = ending;
    this.#revive(last.session.offset + sentOf(ending));
    if (outcome instanceof RefusedAddress) throw registryError(outcome, this.#requestContext());
    const givenUp = await this.#retryBudget.pause(outcome);
    if (givenUp !== void 0) throw registryError(outcome, this.#requestContext(), givenUp);
    if (step === "wait-same") return last;
    if (await this.#isThere()) return "stored";
    return this.#pickUp(ending, last);
  }
  /** Goes on in the same session where the registry can say what it has of it. */
  async #pickUp(ending, last) {
    const ours = last.session.offset;
    const most = ours + sentOf(ending);
    if (this.#mayResume(ending, last, most) && await resume(this.#context, last.session, most, this.#retryBudget)) {
      return this.#goOn(ending, last, ours);
    }
    this.#troubles += 1;
    return this.#restart(ending, this.#rotated(last), true);
  }
  #mayResume(ending, last, most) {
    const { memory, traits, chunkSize } = this.#context.preferences;
    if (memory.resumeUnsound) return false;
    if (last.strategy === "chunked" || ending.stage === "close") return true;
    return most >= WORTH && chunkSize !== "none" && !traits.refusesRanges && !memory.refused.has("chunked");
  }
  /** From a known offset on only chunks lead further; a registry that goes backwards twice cannot be believed. */
  #goOn(ending, last, ours) {
    if (last.session.offset < ours) this.#backwards += 1;
    const complete = last.session.offset === this.#blob.known()?.size;
    const rangeless = this.#context.preferences.traits.refusesRanges === true && last.strategy !== "chunked";
    if (this.#backwards > 1 || rangeless && !complete) return this.#restart(ending, last.strategy, true);
    this.#resumed ||= last.session.offset > 0;
    return { session: last.session, strategy: "chunked" };
  }
  /** After two troubles in a row another strategy may fare better: some proxies only cut what is too long for them. */
  #rotated(last) {
    if (this.#troubles % 2 === 1) return last.strategy;
    const names = strategiesFor(this.#blob, last.session, this.#context.preferences).filter(
      (name) => name !== "chunked" || !this.#context.preferences.traits.refusesRanges
    );
    return names[(names.indexOf(last.strategy) + 1) % names.length] ?? last.strategy;
  }
  async #restart(ending, strategy, waited = false) {
    if (!waited) this.#sessions += 1;
    if (this.#sessions > MOST_SESSIONS) {
      throw registryError(
        ending.outcome,
        this.#requestContext(),
        `${MOST_SESSIONS} new upload sessions ended like this`
      );
    }
    this.#resumed = false;
    this.#backwards = 0;
    const session = await openSession(this.#context, this.#requestContext(), this.#retryBudget);
    return { session, strategy };
  }
  async #isThere() {
    const known = this.#blob.known();
    return known !== void 0 && await exists(this.#context, known);
  }
  /** A registry may refuse what it has by now: another run has sent it, or nobody asked before. */
  async #isDuplicate({ outcome, stage }, { strategy }) {
    const namedIt = stage === "close" || strategy === "monolithic";
    return namedIt && !(outcome instanceof Error) && await this.#isThere();
  }
  /** Bytes that moved are progress, even where a cut connection then lost them all; but not for ever. */
  #revive(reached) {
    if (reached < WORTH || this.#revivals >= MOST_REVIVALS) return;
    this.#revivals += 1;
    this.#retryBudget.progress();
  }
};
function isForgotten(outcome) {
  return !(outcome instanceof Error) && parseErrorBody(outcome.body).codes.includes("BLOB_UPLOAD_UNKNOWN");
}
function sentOf({ outcome }) {
  return outcome instanceof RefusedAddress ? 0 : outcome.sent;
}
var STRATEGY_REFUSED = /* @__PURE__ */ new Set([400, 405, 411, 501]);
var CUTS_SHORT = /quota|denied|unauthorized|name_invalid|name_unknown/i;
function stepAfter({ outcome, stage }, strategy) {
  if (outcome instanceof RefusedAddress) return "fail";
  if (outcome instanceof ConnectionFailure) return mayPass(outcome) ? "wait" : "fail";
  const { status } = outcome;
  if (status === 401 || status === 404 || status === 410) return "new-session";
  if (status === 413) return "too-large";
  if (status === 416) return strategy === "chunked" ? "resync" : "refused";
  if (STRATEGY_REFUSED.has(status)) return isFinal(outcome) ? "fail" : "refused";
  if (!mayPass(outcome)) return "fail";
  return strategy === "chunked" && stage === "body" && (isTooMany(outcome) || status === 503) ? "wait-same" : "wait";
}
function isFinal(outcome) {
  return parseErrorBody(outcome.body).codes.some((code) => CUTS_SHORT.test(code));
}

// src/registry/upload/push-blob.ts
async function pushBlob(context, blob, { mountFrom = [], askFirst = true, present = /* @__PURE__ */ new Set() }) {
  const retryBudget = context.retryBudget();
  const requestContext = () => describe(context, blob);
  const opened = await openUpload({ context, blob, retryBudget, requestContext, mountFrom, askFirst, present });
  if (typeof opened === "string") return { descriptor: await blob.descriptor, result: opened };
  return new Transmission(context, blob, present, retryBudget, requestContext).run(opened);
}
function describe({ place, path }, blob) {
  const known = blob.known();
  const which = known === void 0 ? "" : ` sha256:${hexOf(known.digest).slice(0, 12)}\u2026 (${formatBytes(known.size)})`;
  const action = `Uploading ${blob.label}${which} to ${place.registry}/${path}`;
  return { ...place, action };
}
var STRATEGIES = { monolithic, stream, chunked };
var Transmission = class {
  #context;
  #blob;
  #present;
  #requestContext;
  #retryBudget;
  #recovery;
  #ready;
  /** Aborted when the blob is found to be there already. */
  #found = new AbortController();
  #signal;
  #at = 0;
  constructor(context, blob, present, retryBudget, requestContext) {
    this.#context = context;
    this.#blob = blob;
    this.#present = present;
    this.#requestContext = requestContext;
    this.#retryBudget = retryBudget;
    this.#signal = AbortSignal.any([context.signal, this.#found.signal]);
    this.#recovery = new Recovery(context, blob, retryBudget, requestContext);
    this.#ready = new ReadyBytes(blob, this.#signal);
  }
  async run(opened) {
    const { sessions, progress } = this.#context;
    let attempt = this.#recovery.first(opened);
    progress.begin(this.#blob);
    this.#look().catch(() => void 0);
    try {
      for (; ; ) {
        const next = await this.#try(attempt);
        if (next === "stored") {
          sessions.remove(attempt.session);
          return { descriptor: await this.#blob.descriptor, result: "sent" };
        }
        if (next.session !== attempt.session) sessions.cancel(attempt.session);
        attempt = next;
      }
    } catch (thrown) {
      sessions.cancel(attempt.session);
      if (!this.#found.signal.aborted || this.#context.signal.aborted) throw thrown;
      return { descriptor: await this.#blob.descriptor, result: "existed" };
    } finally {
      this.#found.abort();
      this.#ready.close();
      progress.end(this.#blob);
    }
  }
  async #try(attempt) {
    const ending = await STRATEGIES[attempt.strategy].send(this.#transfer(attempt.session));
    if (!ending.stored) return this.#recovery.after(ending, attempt);
    await this.#check(ending);
    return "stored";
  }
  /** The blob had no digest when its upload began: look again once it has one. */
  async #look() {
    const wasKnown = this.#blob.known() !== void 0;
    const { digest } = this.#blob.known() ?? await this.#blob.descriptor;
    if (this.#present.has(digest)) this.#found.abort();
    else if (!wasKnown) await stopWhereItExists(this.#context, this.#blob, () => this.#at, this.#found);
  }
  /** A registry that names another digest than ours has stored something else. */
  async #check({ outcome }) {
    if (outcome instanceof Error) return;
    const named2 = header(outcome, "docker-content-digest");
    const { digest } = await this.#blob.descriptor;
    if (named2 === void 0 || named2 === digest || !named2.startsWith("sha256:")) return;
    throw registryError(outcome, this.#requestContext(), `the registry says it stored ${named2.slice(0, 80)}`);
  }
  #transfer(session) {
    const { chunkSize, traits, memory } = this.#context.preferences;
    this.#at = session.offset;
    return {
      blob: this.#blob,
      session,
      ready: this.#ready,
      chunks: planChunks(chunkSize, session, traits, memory.bodyLimit),
      send: (endpoint, body, endsBlob) => this.#send(session, endpoint, body, endsBlob),
      arrived: () => {
        this.#at = session.offset;
        this.#recovery.arrived(session.offset);
      }
    };
  }
  #send({ cookies }, endpoint, body, endsBlob = false) {
    const from = this.#at;
    const reopen = ({ open }, signal) => {
      this.#at = from;
      return open(signal);
    };
    const onSent = (bytes) => {
      this.#at += bytes;
      this.#context.progress.at(this.#blob, this.#at, bytes);
    };
    const { scope, requester } = this.#context;
    const payload = body === void 0 ? {} : { body: { ...body, open: (signal) => reopen(body, signal) } };
    const options = { signal: this.#signal, retryBudget: this.#retryBudget };
    const call = { endpoint, scope, cookies, endsBlob: endsBlob && !this.#isSmall(), onSent, ...payload };
    return requester.once(call, options);
  }
  /** Nobody has to think for minutes about a few bytes. */
  #isSmall() {
    return (this.#blob.known()?.size ?? this.#blob.sizeLimit) <= SMALL;
  }
};

// src/registry/repository-client.ts
var RepositoryClient = class {
  repository;
  #context;
  #slots;
  /** What went through here, should the registry lose it before the manifest comes. */
  #pushed = /* @__PURE__ */ new Map();
  #sending = /* @__PURE__ */ new Map();
  constructor(repository, context, slots) {
    this.repository = repository;
    this.#context = context;
    this.#slots = slots;
  }
  async getManifest(reference) {
    return fetchManifest(this.#context, checked(reference));
  }
  async tryManifest(reference, milliseconds) {
    return tryManifest(this.#context, checked(reference), milliseconds);
  }
  async putManifest(reference, bytes, mediaType) {
    return (await this.#store(reference, bytes, mediaType)).digest;
  }
  async putReferrer(bytes, mediaType) {
    const { digest, subject } = await this.#store(digestOf(bytes), bytes, mediaType);
    return { digest, listed: subject !== void 0 };
  }
  async listReferrers(subject) {
    return listReferrers(this.#context, parseDigest(subject));
  }
  async replaceManifest(tag, bytes, mediaType, seen) {
    return replaceManifest(this.#context, checked(tag), bytes, mediaType, seen);
  }
  #store(reference, bytes, mediaType) {
    return storeManifest(this.#context, checked(reference), bytes, mediaType, (...what) => this.#resend(...what));
  }
  async hasBlob(digest) {
    return hasBlob(this.#context, parseDigest(digest));
  }
  async getBlob(digest, limit) {
    return fetchBlob(this.#context, parseDigest(digest), limit);
  }
  async readBlob(digest, receiver) {
    return readBlob(this.#context, parseDigest(digest), receiver);
  }
  /** Two images that share a layer send it once. */
  pushBlob(blob, options = {}) {
    const digest = blob.known()?.digest;
    const underWay = digest === void 0 ? void 0 : this.#sending.get(digest);
    if (underWay !== void 0) return underWay;
    const pushing = this.#push(blob, options);
    if (digest === void 0) return pushing;
    const sending = pushing.finally(() => this.#sending.delete(digest));
    this.#sending.set(digest, sending);
    return sending;
  }
  async #push(blob, options) {
    const outcome = await this.#slots.run(() => pushBlob(this.#context, blob, options));
    this.#pushed.set(outcome.descriptor.digest, blob);
    return outcome;
  }
  /** Sends again what the registry lost: `unknown blob` for what it has just taken is real (moby/moby#36823). */
  async #resend(manifest, askFirst) {
    const blobs = referencedBlobs(manifest).flatMap((digest) => this.#pushed.get(digest) ?? []);
    await Promise.all(blobs.map((blob) => this.pushBlob(blob, { askFirst })));
  }
  async listTags(keep = () => true) {
    return listTags2(this.#context, keep);
  }
};
function checked(reference) {
  if (isTag(reference) || isDigest(reference)) return reference;
  throw new ActionError("tag", `"${reference.slice(0, 100)}" is neither a tag nor a digest`);
}
function referencedBlobs(manifest) {
  const { config, layers = [] } = JSON.parse(manifest.toString("utf8"));
  const descriptors = [config, ...Array.isArray(layers) ? layers : []];
  const digests = descriptors.map((descriptor) => descriptor?.digest);
  return digests.filter((digest) => typeof digest === "string" && isDigest(digest));
}

// src/registry/upload/open-sessions.ts
var PATIENCE = 7e3;
var OpenSessions = class {
  #caller;
  #open = /* @__PURE__ */ new Map();
  #cancelling = /* @__PURE__ */ new Set();
  constructor(caller) {
    this.#caller = caller;
  }
  add(session, scope) {
    this.#open.set(session, scope);
  }
  /** The registry has closed it itself. */
  remove(session) {
    this.#open.delete(session);
  }
  /** Tells the registry that nothing more will come; nobody waits for the answer. */
  cancel(session) {
    const scope = this.#open.get(session);
    this.#open.delete(session);
    if (scope === void 0) return;
    const call = { endpoint: cancelUpload(session.url), scope, cookies: session.cookies };
    this.#keep(this.#caller.send(call, AbortSignal.timeout(PATIENCE)));
  }
  /** The same for a session that is only being opened. */
  cancelOnceOpen(opening) {
    this.#keep(opening.then((session) => session && this.cancel(session)));
  }
  /**
   * Opens a session by a request that goes on for a while when the run is cancelled: its answer alone says which session
   * the registry has by then to be told of. Whoever wanted it need not wait for that.
   */
  async opened(run2, open, sessionIn) {
    refuseAfter(run2);
    const lasting = new AbortController();
    let fail = (_) => {
    };
    const gone = new Promise((_, reject) => {
      fail = reject;
    });
    const stop = () => {
      setTimeout(() => lasting.abort(run2.reason), PATIENCE / 2).unref();
      this.cancelOnceOpen(opening.then(sessionIn));
      fail(cancelled(run2));
    };
    const opening = open(lasting.signal);
    run2.addEventListener("abort", stop, { once: true });
    try {
      return await Promise.race([opening, gone]);
    } finally {
      run2.removeEventListener("abort", stop);
    }
  }
  #keep(work) {
    const settled = work.catch(() => void 0).finally(() => this.#cancelling.delete(settled));
    this.#cancelling.add(settled);
  }
  /** Cancels what is open and waits for the answers, some seconds at the most. */
  async close() {
    for (const session of [...this.#open.keys()]) this.cancel(session);
    while (this.#cancelling.size > 0) await Promise.all(this.#cancelling);
  }
};

// src/registry/open-registry.ts
var ANSWER_TIMEOUT_MS = 6e5;
var MIN_LOGGED_PAUSE_MS = 5e3;
function openRegistry(options) {
  const { registry, credentials, settings, together = [], ports, signal } = options;
  const { dispatcher, clock, random, log } = ports;
  const traits = traitsOf(registry);
  const traffic = new TrafficCounter();
  const think = Math.max(settings.think ?? ANSWER_TIMEOUT_MS, settings.timeout);
  const transport = new Transport(dispatcher, { timeout: settings.timeout, think }, traffic, log);
  const roots = new RegistryRoots(rootsOf(registry, settings.insecure));
  const pace = new Pace(clock);
  const hold = (milliseconds) => {
    const pause = pace.hold(milliseconds);
    if (pause < MIN_LOGGED_PAUSE_MS) return;
    log.info(`${registry} limits the number of requests: the next one goes in ${Math.round(pause / 1e3)} s`);
  };
  const retry = { clock, random, log, traffic, signal, reached: () => roots.settled };
  const retryBudget = () => new RetryBudget(settings.retryFor, { ...retry, hold });
  const tokenPatience = () => new RetryBudget(settings.retryFor, { ...retry, hold: () => {
  } });
  const tokens = new TokenClient(credentials, { transport, clock, log, traffic, signal, retryBudget: tokenPatience });
  const authenticator = new Authenticator(
    registry,
    credentials,
    traits,
    { tokens, clock, log, signal },
    together.map(pushScope)
  );
  const caller = new AuthenticatingClient(transport, roots, authenticator, new RegistryWarnings(registry, log), signal);
  const slots = new Slots(settings.concurrency, clock);
  const requester = new RetryingClient({ client: caller, slots, pace, retryBudget, signal });
  const sessions = new OpenSessions(caller);
  const progress = new Progress(registry, clock, log);
  const preferences = { chunkSize: settings.chunkSize, traits, memory: new HostMemory() };
  return {
    registry,
    repository: (path) => {
      const scope = { path, scopes: [pushScope(path)] };
      const place = { registry, path, identity: authenticator.identity };
      const context = { path, scope, place, requester, sessions, preferences, progress, retryBudget, signal };
      return new RepositoryClient({ registry, path }, context, slots);
    },
    traffic: () => traffic.totals,
    close: () => sessions.close()
  };
}

// src/run/registries.ts
var RegistryPool = class {
  #dispatchers = /* @__PURE__ */ new Map();
  #hosts = /* @__PURE__ */ new Map();
  #repositories;
  /** @param repositories that one token for each registry is to be for; default: each has its own */
  constructor(repositories = []) {
    this.#repositories = repositories;
  }
  /** The client of a registry for one identity; made when it is first asked for. */
  async host(registry, credentials, request, ports, early) {
    const dispatcher = await this.#dispatcher(registry, request, ports.environment, early);
    const key = JSON.stringify([registry, credentials]);
    const settings = settingsFor(registry, request);
    const together = this.#repositories.filter((one) => one.registry === registry).map(({ path }) => path);
    const options = {
      registry,
      credentials,
      settings,
      together,
      ports: { ...ports, dispatcher },
      signal: ports.signal
    };
    const host = this.#hosts.get(key) ?? openRegistry(options);
    this.#hosts.set(key, host);
    return host;
  }
  traffic() {
    return sum([...this.#hosts.values()].map((host) => host.traffic()));
  }
  async close() {
    await Promise.all([...this.#hosts.values()].map((host) => host.close()));
    await Promise.all([...this.#dispatchers.values()].map((dispatcher) => dispatcher.destroy(closed())));
  }
  /** One for all registries, but for those that this machine keeps certificates for: nobody else is to trust or see them. */
  async #dispatcher(registry, { upload }, environment, early) {
    const certificates = await registryCertificates(registry, environment);
    const key = certificates === void 0 ? "" : registry;
    const options = {
      environment,
      timeout: upload.timeout,
      ...certificates === void 0 ? { early } : { certificates }
    };
    const dispatcher = this.#dispatchers.get(key) ?? createDispatcher(options);
    this.#dispatchers.set(key, dispatcher);
    return dispatcher;
  }
};
async function connectRegistries(request, registryAuth, context, ports, early) {
  const pool = ports.registries ?? new RegistryPool();
  const connections = await Promise.all(
    request.targets.map(async ({ repository }) => {
      const credentials = await credentialsFor(repository, request, registryAuth, context, ports);
      const host = await pool.host(repository.registry, credentials, request, ports, early);
      return { client: host.repository(repository.path), clientFor: (other) => host.repository(other) };
    })
  );
  return {
    connections,
    traffic: () => pool.traffic(),
    close: async () => {
      if (pool !== ports.registries) await pool.close();
    }
  };
}
function closed() {
  return Object.assign(new Error("The registry is needed no more"), { stack: "" });
}
function credentialsFor(repository, { username, password, githubToken }, registryAuth, context, { environment, log, processes }) {
  const inputs = { username, password, registryAuth, githubToken, jobLogin: ciLogin(environment) };
  return resolveCredentials(repository, inputs, { environment, context }, { log, processes });
}
function settingsFor(registry, { upload, insecure }) {
  const allowed = typeof insecure === "boolean" ? insecure : insecure.includes(registry);
  return { ...upload, insecure: allowed && registry !== DOCKER_HUB };
}
function sum(all) {
  const total = (of) => all.reduce((result, traffic) => result + of(traffic), 0);
  return {
    requests: total((traffic) => traffic.requests),
    tokenRequests: total((traffic) => traffic.tokenRequests),
    bytesSent: total((traffic) => traffic.bytesSent),
    retries: total((traffic) => traffic.retries),
    waited: total((traffic) => traffic.waited)
  };
}

export {
  RegistryPool,
  connectRegistries
};
