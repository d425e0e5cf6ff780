import { createRequire as __createRequire } from 'node:module';
const require = process.getBuiltinModule ?? __createRequire(import.meta.url);
var __require = /* @__PURE__ */ ((x) => typeof require !== "undefined" ? require : typeof Proxy !== "undefined" ? new Proxy(x, {
  get: (a, b) => (typeof require !== "undefined" ? require : a)[b]
}) : x)(function(x) {
  if (typeof require !== "undefined") return require.apply(this, arguments);
  throw Error('Dynamic require of "' + x + '" is not supported');
});

// builtin:node:path
var builtin = __require("node:path");
var resolve = /* @__PURE__ */ (() => builtin.resolve)();
var join = /* @__PURE__ */ (() => builtin.join)();
var relative = /* @__PURE__ */ (() => builtin.relative)();

// src/report/terminal-view.ts
var ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " " };
function terminalView(markdown) {
  const lines = [];
  let table = [];
  for (const line of markdown.split("\n")) {
    if (line.startsWith("|")) {
      table.push(cellsOf(line));
      continue;
    }
    lines.push(...columns(table));
    table = [];
    lines.push(...plain(line));
  }
  return [...lines, ...columns(table)].filter((line, place, all) => line !== "" || all[place - 1] !== "");
}
function cellsOf(row) {
  return row.slice(1).replace(/\|\s*$/, "").split(/(?<!\\)\|/).map((cell) => text(cell.trim()));
}
function columns(table) {
  const rows = table.filter((cells) => !cells.every((cell) => /^:?-+:?$/.test(cell)));
  const widths = (rows[0] ?? []).map(
    (_, column) => Math.max(...rows.map((cells) => [...cells[column] ?? ""].length))
  );
  return rows.map(
    (cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd()
  );
}
function plain(line) {
  if (line.startsWith("```") || /^<\/?details>$/.test(line)) return [];
  const heading = /<summary>(.*)<\/summary>/.exec(line)?.[1] ?? /^#{3,} (.*)$/.exec(line)?.[1];
  return [heading === void 0 ? text(line.replace(/^#+ /, "")) : `${text(heading)}:`];
}
function text(markdown) {
  return markdown.replace(/<\/?[a-z]+>/g, "").replace(/\*\*([^*]+)\*\*/g, "$1").replace(
    /&(?:#(\d+)|([a-z]+));/g,
    (whole, code, name) => code === void 0 ? ENTITIES[name] ?? whole : String.fromCodePoint(Number(code))
  );
}

// builtin:node:timers/promises
var builtin2 = __require("node:timers/promises");
var setTimeout2 = /* @__PURE__ */ (() => builtin2.setTimeout)();

// builtin:node:crypto
var builtin3 = __require("node:crypto");
var createHash = /* @__PURE__ */ (() => builtin3.createHash)();
var randomBytes = /* @__PURE__ */ (() => builtin3.randomBytes)();
var randomUUID = /* @__PURE__ */ (() => builtin3.randomUUID)();
var timingSafeEqual = /* @__PURE__ */ (() => builtin3.timingSafeEqual)();

// testing/strict-registry/challenge.ts
var SERVICE = "strict-registry";
var BASIC = 'Basic realm="strict-registry"';
function challenges(auth, quirks, asked) {
  if (auth.kind === "none" || quirks.challenge === "missing") return {};
  if (quirks.challenge === "ntlm") return { "www-authenticate": ["Negotiate", "NTLM"] };
  if (auth.kind === "basic") return { "www-authenticate": BASIC };
  if (quirks.basicAfterBearer && asked.carried) return { "www-authenticate": 'Basic realm="harbor"' };
  const error = quirks.tokens === "refused" ? "invalid_token" : "insufficient_scope";
  const bearer = bearerChallenge(quirks.challenge, error, asked);
  if (quirks.challenge === "two-headers") return { "www-authenticate": [BASIC, bearer] };
  if (quirks.challenge === "two-in-one-header") return { "www-authenticate": `${bearer}, ${BASIC}` };
  return { "www-authenticate": bearer };
}
function bearerChallenge(form, error, { realm, scope, carried }) {
  const parts = [`realm="${realmOf(form, realm)}"`, `service="${SERVICE}"`];
  const stated = scopeOf(form, scope);
  if (stated !== void 0) parts.push(`scope="${stated}"`);
  if (carried) parts.push(`error="${error}"`);
  return `Bearer ${parts.join(",")}`;
}
function realmOf(form, realm) {
  if (form === "relative-realm") return "/token";
  if (form === "link-local-realm") return "http://169.254.169.254/token";
  return realm;
}
function scopeOf(form, scope) {
  if (form === "without-scope") return void 0;
  if (form === "wildcard-scope") return "*";
  if (scope === void 0) return void 0;
  const [type, name = "", actions] = scope.split(":");
  if (form === "wrong-scope") return `${type}:${name.split("/").at(-1)}-elsewhere:${actions}`;
  if (form === "two-scopes-in-one") return `${scope} ${type}:${name}:metadata_read`;
  return scope;
}

// testing/strict-registry/refusal.ts
var Refusal = class extends Error {
  text;
  broken;
  constructor(text2, broken) {
    super(`${text2.status} ${text2.code}: ${text2.message}`);
    this.text = text2;
    this.broken = broken;
  }
};
function forbidden(status, code, message, headers = {}) {
  return new Refusal({ status, code, message, headers }, true);
}
function refused(status, code, message, headers = {}) {
  return new Refusal({ status, code, message, headers }, false);
}
function refusedAs(text2) {
  return new Refusal(text2, false);
}

// testing/strict-registry/access.ts
var Access = class {
  #auth;
  #quirks;
  #tokens = /* @__PURE__ */ new Map();
  /** For whoever looks after the registry itself: always taken, never recorded. */
  ownerAuthorization = `Bearer ${randomBytes(16).toString("hex")}`;
  #realm;
  constructor(auth, quirks, realm) {
    this.#auth = auth;
    this.#quirks = quirks;
    this.#realm = realm;
  }
  /** Milliseconds that a new token is good for. */
  get lifetime() {
    return this.#auth.kind === "bearer" ? (this.#auth.lifetime ?? 300) * 1e3 : 0;
  }
  issue(grants2) {
    const token = randomBytes(24).toString("base64url");
    this.#tokens.set(token, { grants: grants2, expiresAt: Date.now() + this.lifetime });
    return token;
  }
  expireTokens() {
    this.#tokens.clear();
  }
  /** Throws a 401 with a challenge where the request may not do this. */
  require(exchange, repository, actions) {
    if (!this.allows(exchange, repository, actions)) throw this.refusal(exchange, repository, actions);
  }
  allows(exchange, repository, actions) {
    if (this.#auth.kind === "none") return true;
    const [scheme = "", value = ""] = (exchange.header("authorization") ?? "").split(" ");
    if (`${scheme} ${value}` === this.ownerAuthorization) return true;
    if (scheme.toLowerCase() === "basic") return this.#takesBasic() && this.isUser(value);
    if (scheme.toLowerCase() !== "bearer" || this.#auth.kind !== "bearer") return false;
    return this.#tokenAllows(value, repository, actions) || this.#quirks.directBearer && this.#isDirect(value);
  }
  refusal(exchange, repository, actions) {
    const headers = this.challenge(exchange, repository, actions);
    const { strangers } = this.#quirks;
    if (strangers !== "challenged" && repository !== "" && exchange.header("authorization") === void 0) {
      return refused(403, "DENIED", "access denied", strangers === "403" ? {} : headers);
    }
    return refused(401, "UNAUTHORIZED", "authentication required", headers);
  }
  challenge(exchange, repository, actions) {
    const carried = exchange.header("authorization") !== void 0;
    const scope = repository === "" ? void 0 : `repository:${repository}:${actions.join(",")}`;
    return challenges(this.#auth, this.#quirks, { realm: this.#realm(), scope, carried });
  }
  /** Whether the base64 pair of a Basic header is a user with its password. */
  isUser(pair) {
    if (this.#auth.kind === "none") return false;
    const text2 = Buffer.from(pair, "base64").toString("utf8");
    const colon = text2.indexOf(":");
    const password = this.#auth.users[text2.slice(0, colon)];
    return colon > 0 && password !== void 0 && same(password, text2.slice(colon + 1));
  }
  #takesBasic() {
    if (this.#auth.kind === "basic") return true;
    return this.#quirks.challenge === "two-headers" || this.#quirks.challenge === "two-in-one-header";
  }
  #tokenAllows(value, repository, actions) {
    const token = this.#tokens.get(value);
    if (this.#quirks.tokens === "refused") return false;
    if (token === void 0 || token.expiresAt <= Date.now()) return false;
    const granted = token.grants.get("*") ?? token.grants.get(repository);
    return repository === "" || actions.every((action2) => granted?.has(action2) || granted?.has("*"));
  }
  #isDirect(value) {
    if (this.#auth.kind !== "bearer") return false;
    const text2 = Buffer.from(value, "base64").toString("utf8");
    return this.isUser(value) || Object.values(this.#auth.users).some((password) => same(password, text2));
  }
};
function same(a, b) {
  const hash = (text2) => createHash("sha256").update(text2).digest();
  return timingSafeEqual(hash(a), hash(b));
}

// builtin:node:stream
var builtin4 = __require("node:stream");
var Readable = /* @__PURE__ */ (() => builtin4.Readable)();
var PassThrough = /* @__PURE__ */ (() => builtin4.PassThrough)();

// builtin:node:zlib
var builtin5 = __require("node:zlib");
var node_zlib_default = builtin5;
var gzipSync = /* @__PURE__ */ (() => builtin5.gzipSync)();
var createGzip = /* @__PURE__ */ (() => builtin5.createGzip)();

// testing/strict-registry/error-answer.ts
async function answerRefusal(exchange, quirks, refusal) {
  const { status, headers = {} } = refusal;
  const form = status === 413 ? "html" : quirks.errorBody;
  const type = form === "html" ? "text/html" : "application/json";
  const encoding = form === "gzip" ? { "content-encoding": "gzip" } : {};
  await exchange.answer(status, { "content-type": type, ...encoding, ...headers }, bodyOf(form, refusal));
}
function bodyOf(form, { status, code, message }) {
  switch (form) {
    case "html":
      return Buffer.from(`<html>\r
<head><title>${status} ${message}</title></head>\r
<body></body>\r
</html>\r
`);
    case "gzip":
      return gzipSync(errors({ code, message }));
    case "endless":
      return Readable.from(endless());
    case "workflow-commands": {
      const text2 = `no
::set-output name=digest::evil
##[add-mask]x\r::error::${message}\x1B[31m`;
      return errors({ code, message: text2 });
    }
    // Artifactory leaves the code out.
    case "without-code":
      return errors({ status, message });
    default:
      return errors({ code, message, detail: {} });
  }
}
function errors(error) {
  return Buffer.from(JSON.stringify({ errors: [error] }));
}
function* endless() {
  yield Buffer.from('{"errors":[{"code":"DENIED","message":"');
  for (; ; ) yield Buffer.alloc(16384, "x");
}

// builtin:node:stream/promises
var builtin6 = __require("node:stream/promises");
var pipeline = /* @__PURE__ */ (() => builtin6.pipeline)();

// testing/strict-registry/exchange.ts
var Interrupted = class extends Error {
};
var Exchange = class {
  record;
  query;
  #request;
  #response;
  #fault;
  #onFault;
  #bodyLimit;
  #compresses;
  constructor(request2, response, record, rules) {
    this.record = record;
    this.query = new URLSearchParams(record.query);
    this.#request = request2;
    this.#response = response;
    this.#fault = rules.fault;
    this.#onFault = rules.onFault;
    this.#bodyLimit = rules.bodyLimit;
    this.#compresses = rules.compresses;
  }
  get method() {
    return this.record.method;
  }
  get path() {
    return this.record.path;
  }
  get answered() {
    return this.#response.headersSent;
  }
  header(name) {
    const value = this.record.headers[name];
    return Array.isArray(value) ? value.join(", ") : value;
  }
  /** Of the body; undefined where the client did not say. */
  get contentLength() {
    const text2 = this.header("content-length");
    return text2 === void 0 ? void 0 : Number(text2);
  }
  get hasBody() {
    return this.header("transfer-encoding") !== void 0 || (this.contentLength ?? 0) > 0;
  }
  /** Meets the faults that come before anything is read. */
  async begin() {
    const when = this.#fault?.when;
    if (when === "at-once" || !this.hasBody && (when === "mid-body" || when === "after-body")) await this.#strike();
  }
  /** The body as it arrives; what a handler leaves of it is drained by Node, the connection lives on. */
  async *body() {
    const middle = Math.floor((this.contentLength ?? 128 * 1024) / 2);
    if ((this.contentLength ?? 0) > this.#bodyLimit) throw tooLarge();
    for await (const bytes of this.#chunks()) {
      this.record.bytesReceived += bytes.length;
      if (this.record.bytesReceived > this.#bodyLimit) throw tooLarge();
      yield bytes;
      if (this.#fault?.when === "mid-body" && this.record.bytesReceived >= middle) await this.#strike();
    }
    if (this.#fault?.when === "mid-body" || this.#fault?.when === "after-body") await this.#strike();
  }
  async *#chunks() {
    try {
      yield* this.#request.iterator({ destroyOnReturn: false });
    } catch (error) {
      throw new Interrupted("the client left", { cause: error });
    }
  }
  /** The whole body; undefined where it is longer than `limit`. */
  async bytes(limit) {
    const parts = [];
    let size = 0;
    for await (const part of this.body()) {
      size += part.length;
      if (size <= limit) parts.push(part);
    }
    return size > limit ? void 0 : Buffer.concat(parts);
  }
  async answer(status, headers, body = Buffer.alloc(0)) {
    if (this.#fault?.when === "after-commit") {
      if (this.#fault.act === "truncate") return this.#truncate(status, headers, body);
      await this.#strike();
    }
    if (this.#compresses && this.method === "GET" && status === 200) {
      const compressed = body instanceof Readable ? body.pipe(createGzip()) : gzipSync(body);
      return this.#send(status, { ...headers, "content-length": void 0, "content-encoding": "gzip" }, compressed);
    }
    await this.#send(status, headers, body);
  }
  async #send(status, headers, body) {
    this.record.status = status;
    for (const [name, value] of Object.entries(headers)) {
      if (value !== void 0) this.#response.setHeader(name, value);
    }
    const stated = this.#response.hasHeader("content-length") || body instanceof Readable || status === 204;
    if (!stated) this.#response.setHeader("content-length", body.length);
    this.#response.writeHead(status);
    if (this.method === "HEAD" || status === 204) this.#response.end();
    else if (body instanceof Readable) await pipeline(body, this.#response).catch(() => this.#cut());
    else this.#response.end(body);
  }
  /** Does what the fault says; always ends in Interrupted. */
  async #strike() {
    const fault = this.#fault;
    this.record.fault = fault.name;
    const headers = this.#onFault(fault, this);
    if (fault.act === "stall") await this.#closed();
    if (fault.act === "reset") this.#cut();
    if (fault.act === "answer" && fault.answer !== void 0) {
      const { status, body, ...rest } = typeof fault.answer === "function" ? fault.answer() : fault.answer;
      await this.#send(status, { ...headers, ...rest.headers }, Buffer.from(body));
      this.#request.resume();
    }
    throw new Interrupted(fault.name);
  }
  /** The first half of the answer, then nothing. */
  #truncate(status, headers, body) {
    this.record.fault = this.#fault?.name ?? "";
    this.record.status = status;
    const lines = Object.entries({ ...headers, "content-length": body instanceof Readable ? 1e3 : body.length + 100 }).filter(([name, value]) => value !== void 0 && name !== "connection").map(([name, value]) => `${name}: ${value}\r
`);
    const head = `HTTP/1.1 ${status} Cut\r
${lines.join("")}\r
`;
    const half = body instanceof Readable ? Buffer.from("half") : body.subarray(0, body.length / 2);
    const bodiless = this.method === "HEAD" || status === 204;
    this.#response.socket?.end(bodiless ? head.slice(0, head.length / 2) : Buffer.concat([Buffer.from(head), half]));
  }
  #cut() {
    this.#request.socket.resetAndDestroy();
  }
  async #closed() {
    const { socket } = this.#request;
    if (!socket.destroyed) await new Promise((resolve2) => socket.once("close", resolve2));
  }
};
function tooLarge() {
  return refused(413, "SIZE_INVALID", "Request Entity Too Large");
}

// testing/strict-registry/fault.ts
var FaultSchedule = class {
  #plans = [];
  add(plan) {
    this.#plans.push({ plan, matches: 0 });
  }
  clear() {
    this.#plans.length = 0;
  }
  next(request2) {
    let chosen;
    for (const entry of this.#plans) {
      const { at, fault, nth = 1, times = 1 } = entry.plan;
      const first = typeof at === "number" ? at : nth;
      const place = typeof at === "number" ? request2.number : at(request2) ? ++entry.matches : 0;
      if (place >= first && place < first + times) chosen ??= fault;
    }
    return chosen;
  }
};

// builtin:node:http
var builtin7 = __require("node:http");
var createServer = /* @__PURE__ */ (() => builtin7.createServer)();
var request = /* @__PURE__ */ (() => builtin7.request)();

// builtin:node:events
var builtin8 = __require("node:events");
var once = /* @__PURE__ */ (() => builtin8.once)();

// builtin:node:net
var builtin9 = __require("node:net");
var connect = /* @__PURE__ */ (() => builtin9.connect)();

// testing/refuse-until.ts
async function refuseUntil(server, end) {
  const { address, port } = server.address();
  server.close();
  const giveBack = await holdPort(address, port);
  await end;
  await giveBack();
  await once(server.listen(port, address), "listening");
}
async function holdPort(host, port) {
  const holder = connect({ host, port, localAddress: host, localPort: port });
  await once(holder, "connect");
  return async () => {
    const closed = once(holder, "close");
    holder.resetAndDestroy();
    await closed;
  };
}

// testing/strict-registry/listener.ts
var Listener = class {
  #server;
  #host;
  #sockets = /* @__PURE__ */ new Set();
  #closing;
  #startClosing = () => {
  };
  #back = Promise.resolve();
  #port;
  constructor(host, port, onRequest) {
    this.#host = host;
    this.#port = port;
    this.#closing = new Promise((resolve2) => {
      this.#startClosing = resolve2;
    });
    this.#server = createServer({ requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 6e4 }, onRequest);
    this.#server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
      socket.on("error", () => socket.destroy());
    });
  }
  get origin() {
    const host = this.#host.includes(":") ? `[${this.#host}]` : this.#host;
    return `http://${host}:${this.#port}`;
  }
  async listen() {
    await new Promise((resolve2, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(this.#port, this.#host, resolve2);
    });
    this.#port = this.#server.address().port;
  }
  cut() {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }
  /** Connections are refused until then; the port stays the same, and nobody else gets it. */
  refuseUntil(end) {
    this.#back = refuseUntil(this.#server, Promise.race([end, this.#closing]));
  }
  async close() {
    this.#startClosing();
    await this.#back;
    const closed = new Promise((resolve2) => this.#server.close(resolve2));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
};

// testing/strict-registry/outage.ts
var FAULTS = {
  "503": {
    name: "outage: 503",
    when: "at-once",
    act: "answer",
    answer: { status: 503, headers: { "content-type": "text/plain" }, body: "no healthy upstream" }
  },
  reset: { name: "outage: reset", when: "at-once", act: "reset" }
};
var Outage = class {
  #from;
  #milliseconds;
  #kind;
  #outlet;
  #state = "waiting";
  constructor(from, milliseconds, kind, outlet) {
    this.#from = from;
    this.#milliseconds = milliseconds;
    this.#kind = kind;
    this.#outlet = outlet;
  }
  /** The fault that the request with this number meets. */
  next(number) {
    if (this.#state === "waiting" && number >= this.#from) this.#begin();
    if (this.#state !== "on") return void 0;
    return FAULTS[this.#kind === "503" ? "503" : "reset"];
  }
  #begin() {
    this.#state = "on";
    const end = new Promise((resolve2) => setTimeout(resolve2, this.#milliseconds).unref()).then(() => {
      this.#state = "over";
    });
    if (this.#kind === "refused") this.#outlet.refuseUntil(end);
    if (this.#kind !== "503") this.#outlet.cut();
  }
};

// testing/strict-registry/quirks.ts
var STRICT = {
  location: "relative",
  range: "exact",
  patchStatus: 202,
  putStatus: 201,
  singlePost: "stored",
  contentRange: "checked",
  lengthRequired: false,
  equalChunks: false,
  sessionAfterCut: "kept",
  sessionStatus: "answered",
  mount: "mounted",
  missedLookups: 0,
  contentDigest: "true",
  referrers: "none",
  conditions: "heeded",
  challenge: "plain",
  tokenField: "both",
  expiresIn: "stated",
  basicAfterBearer: false,
  directBearer: false,
  strangers: "challenged",
  grants: "all",
  tokens: "taken",
  errorBody: "json"
};

// testing/strict-registry/rate-limit.ts
var RateLimit = class {
  #rule;
  #now;
  #counted = [];
  constructor(rule, now) {
    this.#rule = rule;
    this.#now = now;
  }
  /** Counts a request, and says whether it may pass. */
  passes() {
    const { requests, window, countsRefused = false } = this.#rule;
    const now = this.#now();
    this.#counted = this.#counted.filter((time) => now - time < window);
    const passes = this.#counted.length < requests;
    if (passes || countsRefused) this.#counted.push(now);
    return passes;
  }
};

// builtin:node:perf_hooks
var builtin10 = __require("node:perf_hooks");
var performance2 = /* @__PURE__ */ (() => builtin10.performance)();

// testing/strict-registry/recorder.ts
var Recorder = class {
  requests = [];
  violations = [];
  #inFlight = 0;
  arrived(request2, place, hidden) {
    if (!hidden) this.#inFlight += 1;
    const record = {
      number: hidden ? 0 : this.requests.length + 1,
      ...place,
      method: request2.method ?? "",
      headers: request2.headers,
      inFlight: this.#inFlight,
      startedAt: performance2.now(),
      bytesReceived: 0
    };
    if (!hidden) this.requests.push(record);
    return record;
  }
  ended(record) {
    record.endedAt = performance2.now();
    if (record.number > 0) this.#inFlight -= 1;
  }
  violated(record, refusal) {
    this.violations.push(`${record.number} ${record.method} ${record.path}: ${refusal.message}`);
  }
  forget() {
    this.requests = [];
    this.violations = [];
  }
};

// testing/strict-registry/names.ts
var NAME = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
var TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
var DIGEST = /^sha256:[0-9a-f]{64}$/;
function isName(text2) {
  return NAME.test(text2);
}
function isTagName(text2) {
  return TAG.test(text2);
}
function isSha256(text2) {
  return DIGEST.test(text2);
}

// testing/strict-registry/blobs.ts
async function answerBlob(exchange, state, repository, digest2) {
  if (!isSha256(digest2)) throw forbidden(400, "DIGEST_INVALID", `"${digest2}" is not a valid digest`);
  const blobs = state.store.find(repository)?.blobs;
  const content2 = state.missed(digest2) ? void 0 : blobs?.get(digest2);
  if (content2 === void 0) throw refused(404, "BLOB_UNKNOWN", "blob unknown to registry");
  if (exchange.method === "DELETE") {
    blobs?.delete(digest2);
    return exchange.answer(202, {});
  }
  if (exchange.method !== "GET" && exchange.method !== "HEAD") {
    throw forbidden(405, "UNSUPPORTED", `${exchange.method} is nothing to do with a blob`);
  }
  const headers = {
    "content-type": "application/octet-stream",
    "docker-content-digest": state.shown(digest2),
    "accept-ranges": "bytes"
  };
  const range = exchange.method === "GET" ? exchange.header("range") : void 0;
  if (range === void 0) {
    const whole = content2.stream(0, content2.size);
    return exchange.answer(200, { ...headers, "content-length": `${content2.size}` }, whole);
  }
  const [start2, end] = parseRange(range, content2.size);
  const partial = { "content-length": `${end - start2}`, "content-range": `bytes ${start2}-${end - 1}/${content2.size}` };
  await exchange.answer(206, { ...headers, ...partial }, content2.stream(start2, end));
}
function parseRange(range, size) {
  const [, first, last] = /^bytes=([0-9]+)-([0-9]*)$/.exec(range) ?? [];
  const start2 = Number(first);
  const end = last === "" || last === void 0 ? size : Math.min(size, Number(last) + 1);
  if (first === void 0 || start2 >= end) throw refused(416, "RANGE_INVALID", `${range} of ${size} bytes`);
  return [start2, end];
}

// testing/strict-registry/manifest-rules.ts
var INDEXES = /* @__PURE__ */ new Set([
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json"
]);
var MANIFESTS = /* @__PURE__ */ new Set([
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json"
]);
function checkManifest(bytes, contentType, store, state) {
  const { mediaTypes } = state.quirks;
  const document = parse(bytes);
  if (!INDEXES.has(contentType) && !MANIFESTS.has(contentType)) {
    throw forbidden(415, "MANIFEST_INVALID", `Content-Type "${contentType}" is not that of a manifest`);
  }
  if (document.schemaVersion !== 2) throw invalid("schemaVersion is not 2");
  if (document.mediaType !== contentType) {
    throw invalid(`mediaType "${document.mediaType}" is not the Content-Type "${contentType}"`);
  }
  if ("manifests" in document && ("layers" in document || "config" in document)) {
    throw invalid("a document has manifests or layers, not both");
  }
  const named = [contentType, String(document.config?.mediaType)];
  if (mediaTypes !== void 0 && named.some((type) => mediaTypes.refused.includes(type))) {
    throw refusedAs(mediaTypes.answer);
  }
  if (INDEXES.has(contentType)) checkChildren(pointers(document.manifests, "manifests"), store, state);
  else checkBlobs([pointer(document.config, "config"), ...pointers(document.layers, "layers")], store, state);
}
function checkChildren(children, store, state) {
  for (const child of children) {
    const found = state.missed(child.digest) ? void 0 : store.manifests.get(child.digest);
    if (found === void 0) throw unknown(child);
    if (found.bytes.length !== child.size) throw invalid(`${child.digest} has ${found.bytes.length} bytes`);
    if (found.mediaType !== child.mediaType) throw invalid(`${child.digest} is stored as ${found.mediaType}`);
  }
}
function checkBlobs(blobs, store, state) {
  for (const blob of blobs) {
    const found = state.missed(blob.digest) ? void 0 : store.blobs.get(blob.digest);
    if (found === void 0) throw unknown(blob);
    if (found.size !== blob.size) throw invalid(`${blob.digest} has ${found.size} bytes, not ${blob.size}`);
  }
}
function pointers(value, name) {
  if (!Array.isArray(value)) throw invalid(`${name} is not a list`);
  return value.map((item, place) => pointer(item, `${name}[${place}]`));
}
function pointer(value, name) {
  const { mediaType, digest: digest2, size } = value ?? {};
  if (typeof mediaType !== "string" || typeof digest2 !== "string" || !isSha256(digest2) || !Number.isInteger(size)) {
    throw invalid(`${name} is not a descriptor`);
  }
  return { mediaType, digest: digest2, size };
}
function parse(bytes) {
  try {
    const document = JSON.parse(bytes.toString("utf8"));
    if (typeof document === "object" && document !== null) return document;
  } catch {
    throw invalid("it is not JSON");
  }
  throw invalid("it is not a JSON object");
}
function invalid(why) {
  return forbidden(400, "MANIFEST_INVALID", `manifest invalid: ${why}`);
}
function unknown({ digest: digest2 }) {
  return refused(400, "MANIFEST_BLOB_UNKNOWN", `blob unknown to registry: ${digest2}`);
}

// testing/strict-registry/referrers.ts
var INDEX = "application/vnd.oci.image.index.v1+json";
function listed({ store }, repository, subject) {
  const manifests = [...store.find(repository)?.manifests.values() ?? []];
  return manifests.flatMap(({ digest: digest2, mediaType, bytes }) => {
    const { subject: named, artifactType, config, annotations } = JSON.parse(bytes.toString());
    if (named?.digest !== subject) return [];
    return [{ mediaType, digest: digest2, size: bytes.length, artifactType: artifactType ?? config?.mediaType, annotations }];
  });
}
function subjectHeader(bytes, { quirks }) {
  const { subject } = JSON.parse(bytes.toString());
  const told = quirks.referrers === "listed" || quirks.referrers === "subject-only";
  return told && subject?.digest !== void 0 ? { "oci-subject": subject.digest } : {};
}
async function answerReferrers(exchange, state, repository, subject) {
  switch (state.quirks.referrers) {
    case "listed": {
      const index = { schemaVersion: 2, mediaType: INDEX, manifests: listed(state, repository, subject) };
      return exchange.answer(200, { "content-type": INDEX }, Buffer.from(JSON.stringify(index)));
    }
    case "html":
      return exchange.answer(200, { "content-type": "text/html" }, Buffer.from("<html>not a registry</html>"));
    // GHCR: https://github.com/artifacthub/hub/issues/4785
    case "redirect":
      return exchange.answer(303, { location: "https://registry.invalid/" });
    case "index": {
      const index = { schemaVersion: 2, mediaType: INDEX, manifests: [] };
      return exchange.answer(200, { "content-type": INDEX }, Buffer.from(JSON.stringify(index)));
    }
    default:
      throw refused(404, "NOT_FOUND", "page not found");
  }
}

// testing/strict-registry/manifests.ts
var LIMIT = 4 * 1024 * 1024;
async function answerManifest(exchange, state, repository, reference) {
  if (!isTagName(reference) && !isSha256(reference)) {
    throw forbidden(
      400,
      reference.includes(":") ? "DIGEST_INVALID" : "TAG_INVALID",
      `"${reference}" is not a valid reference`
    );
  }
  switch (exchange.method) {
    case "PUT":
      return putManifest(exchange, state, repository, reference);
    case "DELETE":
      return deleteManifest(exchange, state, repository, reference);
    case "GET":
    case "HEAD":
      return getManifest(exchange, state, repository, reference);
    default:
      throw forbidden(405, "UNSUPPORTED", `${exchange.method} is nothing to do with a manifest`);
  }
}
async function getManifest(exchange, state, repository, reference) {
  const found = state.store.find(repository)?.manifest(resolved(reference, state));
  if (found === void 0 || state.missed(found.digest)) {
    throw refusedAs(
      state.quirks.missingManifest ?? { status: 404, code: "MANIFEST_UNKNOWN", message: "manifest unknown" }
    );
  }
  if (state.quirks.manifestReads !== void 0) throw refusedAs(state.quirks.manifestReads);
  const accepted = (exchange.header("accept") ?? "*/*").split(",").map((type) => type.split(";")[0]?.trim());
  if (!accepted.includes(found.mediaType) && !accepted.includes("*/*")) {
    throw forbidden(404, "MANIFEST_UNKNOWN", `the Accept header does not name ${found.mediaType}`);
  }
  const headers = { "content-type": found.mediaType, "docker-content-digest": state.shown(found.digest) };
  await exchange.answer(
    200,
    { ...headers, etag: `"${found.digest}"`, "content-length": `${found.bytes.length}` },
    found.bytes
  );
}
async function putManifest(exchange, state, repository, reference) {
  const bytes = await exchange.bytes(LIMIT);
  if (bytes === void 0) throw forbidden(413, "SIZE_INVALID", `a manifest has at most ${LIMIT} bytes`);
  const digest2 = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  if (isSha256(reference) && reference !== digest2) {
    throw forbidden(400, "DIGEST_INVALID", `the content is ${digest2}, not ${reference}`);
  }
  const mediaType = exchange.header("content-type") ?? "";
  if (state.quirks.manifestWrites !== void 0) throw refusedAs(state.quirks.manifestWrites);
  const store = state.store.open(repository);
  checkManifest(bytes, mediaType, store, state);
  const tagged = store.tags.get(reference);
  if (tagged !== void 0 && tagged !== digest2 && state.quirks.immutableTags !== void 0) {
    throw refusedAs(state.quirks.immutableTags);
  }
  checkConditions(exchange, tagged, state);
  if (!store.manifests.has(digest2)) state.stored(digest2);
  store.manifests.set(digest2, { digest: digest2, mediaType, bytes });
  if (!isSha256(reference) && state.quirks.forgetsTags !== true) store.tags.set(reference, digest2);
  const location = `/v2/${repository}/manifests/${digest2}`;
  const headers = { location, "docker-content-digest": state.shown(digest2), ...subjectHeader(bytes, state) };
  await exchange.answer(201, headers);
}
function checkConditions(exchange, tagged, { quirks }) {
  if (quirks.conditions === "ignored") return;
  const [match, noneMatch] = [exchange.header("if-match"), exchange.header("if-none-match")];
  const fails = match !== void 0 && match !== `"${tagged}"` || noneMatch === "*" && tagged !== void 0;
  if (fails) throw refused(412, "PRECONDITION_FAILED", "the tag has moved");
}
function resolved(reference, { quirks }) {
  return quirks.referrers === "digest-tags" ? reference.replace(/^sha256-(?=[0-9a-f]{64}$)/, "sha256:") : reference;
}
async function deleteManifest(exchange, state, repository, reference) {
  const store = state.store.find(repository);
  const found = store?.manifest(reference);
  if (store === void 0 || found === void 0) throw refused(404, "MANIFEST_UNKNOWN", "manifest unknown");
  if (isSha256(reference)) {
    store.manifests.delete(reference);
    for (const [tag, digest2] of store.tags) if (digest2 === reference) store.tags.delete(tag);
  } else {
    store.tags.delete(reference);
  }
  await exchange.answer(202, {});
}

// testing/strict-registry/tags.ts
async function answerTags(exchange, state, repository) {
  if (state.quirks.tagList !== void 0) throw refusedAs(state.quirks.tagList);
  const store = state.store.find(repository);
  if (store === void 0) throw refused(404, "NAME_UNKNOWN", "repository name not known to registry");
  const asked = exchange.query.get("n");
  if (asked !== null && !/^[0-9]+$/.test(asked)) throw forbidden(400, "PAGINATION_NUMBER_INVALID", `n=${asked}`);
  const limit = Math.min(asked === null ? Number.POSITIVE_INFINITY : Number(asked), state.quirks.tagPage ?? 1e4);
  const last = exchange.query.get("last") ?? "";
  const rest = [...store.tags.keys()].sort().filter((tag) => tag > last);
  const page = rest.slice(0, limit);
  const end = encodeURIComponent(page.at(-1) ?? "");
  const link = page.length < rest.length ? `</v2/${repository}/tags/list?n=${limit}&last=${end}>; rel="next"` : void 0;
  const body = Buffer.from(JSON.stringify({ name: repository, tags: page }));
  await exchange.answer(200, { "content-type": "application/json", link }, body);
}

// testing/strict-registry/token-server.ts
var SCOPE = /^repository(?:\([a-z]+\))?:([a-z0-9._/-]+):([a-z_*,]+)$/;
var REFUSED = "authentication failed";
async function answerToken(exchange, state) {
  const { auth } = state;
  if (auth.kind !== "bearer") throw refused(404, "UNSUPPORTED", "there is no token server");
  if (exchange.method === "GET") return answerGet(exchange, state, auth);
  if (exchange.method === "POST") return answerPost(exchange, state, auth);
  throw forbidden(405, "UNSUPPORTED", `${exchange.method} is not a way to ask for a token`);
}
async function answerGet(exchange, state, auth) {
  if (state.quirks.tokenGet !== void 0) throw refusedAs(state.quirks.tokenGet);
  const [scheme = "", pair = ""] = (exchange.header("authorization") ?? "").split(" ");
  const known = scheme.toLowerCase() === "basic" && state.access.isUser(pair);
  if (!known && (scheme !== "" || auth.anonymousPull !== true)) throw refused(401, "UNAUTHORIZED", REFUSED);
  checkService(exchange.query);
  await grant(exchange, state, exchange.query, known);
}
async function answerPost(exchange, state, auth) {
  if (state.quirks.tokenPost !== void 0) throw refused(state.quirks.tokenPost, "UNSUPPORTED", "not supported");
  const form = new URLSearchParams((await exchange.bytes(65536))?.toString("utf8"));
  checkService(form);
  if (!form.has("client_id")) throw forbidden(400, "UNSUPPORTED", "client_id is missing");
  const pair = Buffer.from(`${form.get("username")}:${form.get("password")}`).toString("base64");
  const known = form.get("grant_type") === "refresh_token" ? (auth.identityTokens ?? []).includes(form.get("refresh_token") ?? "") : form.get("grant_type") === "password" && state.access.isUser(pair);
  if (!known) throw refused(401, "UNAUTHORIZED", REFUSED);
  await grant(exchange, state, form, true);
}
function checkService(asked) {
  if (asked.get("service") !== SERVICE) throw forbidden(400, "DENIED", `service "${asked.get("service")}" is unknown`);
}
async function grant(exchange, state, asked, known) {
  const { quirks, access } = state;
  const scopes = quirks.grants === "first" ? asked.getAll("scope").slice(0, 1) : asked.getAll("scope");
  const issued = access.issue(grants(scopes, known && quirks.grants !== "pull"));
  const token = "tokenValue" in quirks ? quirks.tokenValue : issued;
  const answer = {
    ...["access_token", "none"].includes(quirks.tokenField) ? {} : { token },
    ...["token", "none"].includes(quirks.tokenField) ? {} : { access_token: token },
    ...quirks.expiresIn === "absent" ? {} : { expires_in: Math.round(access.lifetime / 1e3) }
  };
  await exchange.answer(200, { "content-type": "application/json" }, Buffer.from(JSON.stringify(answer)));
}
function grants(scopes, known) {
  const granted = /* @__PURE__ */ new Map();
  for (const scope of scopes.flatMap((text2) => text2.split(" ")).filter((text2) => text2 !== "")) {
    const [, name, actions] = scope === "*" ? ["", "*", "*"] : SCOPE.exec(scope) ?? [];
    if (name === void 0 || actions === void 0) throw forbidden(400, "DENIED", `"${scope}" is not a valid scope`);
    const allowed = actions.split(",").filter((action2) => known || action2 === "pull");
    granted.set(name, /* @__PURE__ */ new Set([...granted.get(name) ?? [], ...allowed]));
  }
  return granted;
}

// testing/strict-registry/location.ts
function stateText(session) {
  return `${session.state}+/=${session.id.slice(0, 8)}`;
}
function locationOf(session, state) {
  const { location } = state.quirks;
  const host = state.origin.slice("http://".length);
  const query = location === "without-query" ? "" : `?_state=${encodeURIComponent(stateText(session))}`;
  const folder2 = location === "singular-path" ? "upload" : "uploads";
  const path = `/v2/${session.repository}/blobs/${folder2}/${session.id}${query}`;
  switch (location) {
    case "absolute":
    case "singular-path":
      return `${state.origin}${path}`;
    case "without-scheme":
      return `${host}${path}`;
    case "protocol-relative":
      return `//${host}${path}`;
    case "other-port":
      return `${state.storageOrigin}${path}`;
    case "without-port":
      return `http://${new URL(state.origin).hostname}${path}`;
    case "link-local":
      return `http://169.254.169.254${path}`;
    default:
      return path;
  }
}
function isNewest(query, session, state) {
  if (state.quirks.location === "without-query") return !query.has("_state");
  return query.get("_state") === stateText(session);
}
function rangeOf(form, session) {
  const last = session.offset - 1;
  const [first = 0] = session.chunks;
  switch (form) {
    case "absent":
      return void 0;
    case "zero":
      return "0-0";
    case "quay":
      return session.offset === 0 ? "bytes=0--1" : `bytes=0-${session.offset}`;
    case "chunk-only":
      return `${session.offset - (session.chunks.at(-1) ?? 0)}-${Math.max(0, last)}`;
    case "stale":
      return `0-${Math.max(0, first - 1)}`;
    default:
      return `0-${Math.max(0, last)}`;
  }
}

// testing/strict-registry/upload-rules.ts
var CONTENT_RANGE = /^([0-9]+)-([0-9]+)$/;
function checkFraming(exchange, quirks, framing) {
  const type = exchange.header("content-type");
  if (type !== "application/octet-stream") {
    throw forbidden(415, "UNSUPPORTED", `Content-Type "${type}" is not application/octet-stream`);
  }
  if (exchange.contentLength !== void 0) return;
  if (framing !== "stream") throw forbidden(411, "SIZE_INVALID", "Content-Length is missing");
  if (quirks.lengthRequired) throw refused(411, "SIZE_INVALID", "Length Required");
}
function checkRange(exchange, quirks, session, framing) {
  if (quirks.contentRange === "ignored") return;
  if (framing === "whole" || framing === "stream") {
    if (session.offset > 0) throw forbidden(416, "RANGE_INVALID", `there are ${session.offset} bytes already`);
    return;
  }
  const text2 = exchange.header("content-range") ?? "";
  const [, start2, end] = CONTENT_RANGE.exec(text2) ?? [];
  if (start2 === void 0 || end === void 0) {
    throw forbidden(400, "BLOB_UPLOAD_INVALID", `Content-Range "${text2}" is not <start>-<end>`);
  }
  const length = Number(end) - Number(start2) + 1;
  if (length !== exchange.contentLength) {
    throw forbidden(400, "SIZE_INVALID", `Content-Range ${text2} and Content-Length ${exchange.contentLength} differ`);
  }
  if (Number(start2) !== session.offset) {
    throw forbidden(416, "RANGE_INVALID", `the next byte is ${session.offset}, not ${start2}`);
  }
  checkChunk(quirks, session, length, framing === "last-chunk");
}
function checkChunk(quirks, session, length, last) {
  const { chunkMinLength = 0, chunkMaxLength, rangedLimit, equalChunks } = quirks;
  if (rangedLimit !== void 0 && length > rangedLimit) {
    const megabytes = (rangedLimit / 1048576).toFixed(2);
    throw refused(416, "REQUESTED_RANGE_NOT_SATISFIABLE", `requested range exceeds the limit of ${megabytes}MiB`);
  }
  if (chunkMaxLength !== void 0 && length > chunkMaxLength) {
    throw forbidden(413, "SIZE_INVALID", `a chunk of ${length} bytes is longer than OCI-Chunk-Max-Length`);
  }
  const [first, before] = [session.chunks[0], session.chunks.at(-1)];
  if (before !== void 0 && before < chunkMinLength) {
    throw forbidden(400, "SIZE_INVALID", `a chunk of ${before} bytes is shorter than OCI-Chunk-Min-Length`);
  }
  const fits = first === void 0 || before === first && (last ? length <= first : true);
  if (equalChunks && !fits) throw refused(400, "BLOB_UPLOAD_INVALID", "all chunks but the last have to be equal");
}

// testing/strict-registry/uploads.ts
async function startUpload(exchange, state, repository) {
  if (exchange.contentLength === void 0) throw forbidden(411, "SIZE_INVALID", "POST needs a Content-Length");
  if (exchange.query.has("mount")) return mount(exchange, state, repository);
  const digest2 = exchange.query.get("digest");
  if (digest2 === null && exchange.hasBody) throw forbidden(400, "DIGEST_INVALID", "a POST with a body needs a digest");
  const session = state.sessions.start(repository);
  if (digest2 === null) return answerSession(exchange, state, session, 202);
  if (state.quirks.singlePost === "stored") {
    await receive(exchange, state, session, "whole");
    return commit(exchange, state, session, digest2, 201);
  }
  await answerSession(exchange, state, session, 202, state.quirks.singlePost === "ignored-and-closed");
}
async function mount(exchange, state, repository) {
  const digest2 = exchange.query.get("mount") ?? "";
  const from = exchange.query.get("from") ?? "";
  if (!isSha256(digest2)) throw forbidden(400, "DIGEST_INVALID", `"${digest2}" is not a valid digest`);
  const content2 = state.store.find(from)?.blobs.get(digest2);
  if (typeof state.quirks.mount === "object") throw refusedAs(state.quirks.mount);
  const allowed = content2 !== void 0 && state.access.allows(exchange, from, ["pull"]);
  if (!allowed || state.quirks.mount === "ignored") {
    return answerSession(exchange, state, state.sessions.start(repository), 202);
  }
  state.store.open(repository).blobs.set(digest2, content2);
  const location = `/v2/${repository}/blobs/${digest2}`;
  await exchange.answer(201, { location, "docker-content-digest": digest2 });
}
async function continueUpload(exchange, state, repository, id) {
  const session = state.sessions.find(id);
  const { server } = exchange.record;
  const astray = state.quirks.sessionCookie === true && server === "registry" && !exchange.header("cookie")?.includes(`registry=${id}`);
  if (session === void 0 || session.repository !== repository || astray) {
    throw refused(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
  }
  await session.alone(async () => {
    if (state.sessions.find(id) === void 0) throw refused(404, "BLOB_UPLOAD_UNKNOWN", "the upload has just ended");
    if (exchange.method === "GET") return answerStatus(exchange, state, session);
    if (exchange.method === "DELETE") return cancel(exchange, state, session);
    if (!isNewest(exchange.query, session, state)) {
      throw forbidden(404, "BLOB_UPLOAD_INVALID", "this is not the newest Location of the upload");
    }
    if (exchange.method === "PATCH") return patch(exchange, state, session);
    if (exchange.method === "PUT") return put(exchange, state, session);
    throw forbidden(405, "UNSUPPORTED", `${exchange.method} is nothing to do with an upload`);
  });
}
async function patch(exchange, state, session) {
  const ranged = exchange.header("content-range") !== void 0;
  const no = ranged ? state.quirks.ranged : state.quirks.stream;
  if (no !== void 0) throw refusedAs(no);
  if (exchange.query.has("digest")) throw forbidden(400, "DIGEST_INVALID", "the digest belongs to the closing PUT");
  await receive(exchange, state, session, ranged ? "chunk" : "stream");
  session.state += 1;
  await answerSession(exchange, state, session, state.quirks.patchStatus);
}
async function put(exchange, state, session) {
  const digest2 = exchange.query.get("digest");
  if (digest2 === null) throw forbidden(400, "DIGEST_INVALID", "the closing PUT needs a digest");
  if (exchange.contentLength === void 0) throw forbidden(411, "SIZE_INVALID", "PUT needs a Content-Length");
  if (exchange.hasBody) {
    const ranged = exchange.header("content-range") !== void 0;
    if (!ranged && session.offset > 0) throw forbidden(416, "RANGE_INVALID", "a last chunk needs a Content-Range");
    if (!ranged && state.quirks.monolithic !== void 0) throw refusedAs(state.quirks.monolithic);
    if (ranged && state.quirks.ranged !== void 0) throw refusedAs(state.quirks.ranged);
    await receive(exchange, state, session, ranged ? "last-chunk" : "whole");
  }
  await commit(exchange, state, session, digest2, state.quirks.putStatus);
}
async function receive(exchange, state, session, framing) {
  checkFraming(exchange, state.quirks, framing);
  checkRange(exchange, state.quirks, session, framing);
  const before = session.offset;
  try {
    for await (const bytes of exchange.body()) await session.append(bytes);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    if (state.quirks.sessionAfterCut === "forgotten") await state.sessions.drop(session.id);
    throw error;
  } finally {
    session.chunks.push(session.offset - before);
  }
}
async function commit(exchange, state, session, digest2, status) {
  const actual = session.digest();
  if (!isSha256(digest2) || actual !== digest2) {
    await state.sessions.drop(session.id);
    throw forbidden(400, "DIGEST_INVALID", `provided digest ${digest2} did not match uploaded content ${actual}`);
  }
  state.store.open(session.repository).blobs.set(digest2, await state.sessions.finish(session));
  state.stored(digest2);
  const location = `/v2/${session.repository}/blobs/${digest2}`;
  await exchange.answer(status, { location, "docker-content-digest": state.shown(digest2) });
}
async function answerStatus(exchange, state, session) {
  const { quirks } = state;
  if (quirks.sessionStatus === "unknown") throw refused(404, "BLOB_UPLOAD_UNKNOWN", "upload status is not supported");
  session.state += 1;
  const range = rangeOf(quirks.range === "chunk-only" ? "exact" : quirks.range, session);
  const location = quirks.range === "quay" ? void 0 : locationOf(session, state);
  if (location === void 0) session.state -= 1;
  await exchange.answer(204, { location, range, "docker-upload-uuid": session.id });
}
async function cancel(exchange, state, session) {
  await state.sessions.drop(session.id);
  await exchange.answer(204, {});
}
async function answerSession(exchange, state, session, status, close = false) {
  const { chunkMinLength, chunkMaxLength, range } = state.quirks;
  await exchange.answer(status, {
    location: locationOf(session, state),
    range: rangeOf(range, session),
    "docker-upload-uuid": session.id,
    "oci-chunk-min-length": chunkMinLength?.toString(),
    "oci-chunk-max-length": chunkMaxLength?.toString(),
    "set-cookie": state.quirks.sessionCookie === true ? `${exchange.record.server}=${session.id}; Path=/; HttpOnly` : void 0,
    connection: close ? "close" : void 0
  });
}

// testing/strict-registry/routes.ts
var PATTERNS = [
  ["base", /^\/v2\/$/],
  ["token", /^\/token$/],
  ["upload-start", /^\/v2\/(.+)\/blobs\/uploads\/$/],
  ["upload", /^\/v2\/(.+)\/blobs\/(?:uploads|upload)\/([^/]+)$/],
  ["blob", /^\/v2\/(.+)\/blobs\/([^/]+)$/],
  ["manifest", /^\/v2\/(.+)\/manifests\/([^/]+)$/],
  ["tags", /^\/v2\/(.+)\/tags\/list$/],
  ["referrers", /^\/v2\/(.+)\/referrers\/([^/]+)$/]
];
function routeOf(path) {
  for (const [endpoint, pattern] of PATTERNS) {
    const match = pattern.exec(path);
    if (match !== null) return { endpoint, repository: match[1] ?? "", target: decodeURIComponent(match[2] ?? "") };
  }
  return { endpoint: "unknown", repository: "", target: "" };
}
function actionsOf(exchange) {
  if (exchange.method === "DELETE") return exchange.record.endpoint === "upload" ? ["pull", "push"] : ["delete"];
  return exchange.method === "GET" || exchange.method === "HEAD" ? ["pull"] : ["pull", "push"];
}
async function dispatch(exchange, state, route) {
  const { endpoint, repository, target } = route;
  if (endpoint === "token") return answerToken(exchange, state);
  if (endpoint === "unknown") throw forbidden(404, "NOT_FOUND", `${exchange.path} is not a path of a registry`);
  if (exchange.record.server === "storage") return toStorage(exchange, state, route);
  const actions = endpoint === "base" ? [] : actionsOf(exchange);
  state.access.require(exchange, repository, actions);
  if (endpoint === "base") return exchange.answer(200, { "docker-distribution-api-version": "registry/2.0" });
  if (!isName(repository)) throw forbidden(400, "NAME_INVALID", `"${repository}" is not a valid repository name`);
  checkWrite(exchange, state);
  switch (endpoint) {
    case "upload-start":
      if (exchange.method !== "POST") throw forbidden(405, "UNSUPPORTED", "an upload begins with POST");
      return startUpload(exchange, state, repository);
    case "upload":
      return continueUpload(exchange, state, repository, target);
    case "blob":
      return answerBlob(exchange, state, repository, target);
    case "manifest":
      return answerManifest(exchange, state, repository, target);
    case "tags":
      return answerTags(exchange, state, repository);
    default:
      return answerReferrers(exchange, state, repository, target);
  }
}
async function toStorage(exchange, state, { endpoint, repository, target }) {
  if (exchange.header("authorization") !== void 0) {
    throw forbidden(400, "DENIED", "Authorization was sent to another origin");
  }
  if (exchange.header("cookie")?.includes("registry=")) {
    throw forbidden(400, "DENIED", "a Cookie was sent to another origin");
  }
  if (endpoint !== "upload") throw refused(404, "NOT_FOUND", "this server takes uploads only");
  checkWrite(exchange, state);
  await continueUpload(exchange, state, repository, target);
}
function checkWrite(exchange, state) {
  const { writes } = state.quirks;
  const writing = exchange.method !== "GET" && exchange.method !== "HEAD";
  if (writing && writes !== void 0) throw refusedAs(writes);
}

// builtin:node:fs
var builtin11 = __require("node:fs");
var createReadStream = /* @__PURE__ */ (() => builtin11.createReadStream)();
var existsSync = /* @__PURE__ */ (() => builtin11.existsSync)();

// builtin:node:fs/promises
var builtin12 = __require("node:fs/promises");
var open = /* @__PURE__ */ (() => builtin12.open)();
var rm = /* @__PURE__ */ (() => builtin12.rm)();
var mkdtemp = /* @__PURE__ */ (() => builtin12.mkdtemp)();
var writeFile = /* @__PURE__ */ (() => builtin12.writeFile)();
var readFile = /* @__PURE__ */ (() => builtin12.readFile)();

// testing/strict-registry/content.ts
var MemoryContent = class {
  size = 0;
  #parts = [];
  append(bytes) {
    this.#parts.push(bytes);
    this.size += bytes.length;
  }
  stream(start2, end) {
    return Readable.from(this.#slices(start2, end), { objectMode: false });
  }
  async close() {
  }
  async remove() {
    this.#parts = [];
  }
  *#slices(start2, end) {
    let position = 0;
    for (const part of this.#parts) {
      const slice = part.subarray(Math.max(0, start2 - position), Math.max(0, end - position));
      if (slice.length > 0) yield slice;
      position += part.length;
    }
  }
};
var FileContent = class {
  size = 0;
  #path;
  #handle;
  constructor(path) {
    this.#path = path;
  }
  async append(bytes) {
    this.#handle ??= await open(this.#path, "w");
    await this.#handle.write(bytes, 0, bytes.length, this.size);
    this.size += bytes.length;
  }
  stream(start2, end) {
    if (end <= start2) return Readable.from([]);
    return createReadStream(this.#path, { start: start2, end: end - 1 });
  }
  async close() {
    await this.#handle?.close();
    this.#handle = void 0;
  }
  async remove() {
    await this.close();
    await rm(this.#path, { force: true });
  }
};

// testing/strict-registry/session.ts
var Session = class {
  id = randomUUID();
  repository;
  content;
  /** Part of every Location; only the newest is taken. */
  state = 0;
  /** Bytes of the chunks so far, in order. */
  chunks = [];
  #hash = createHash("sha256");
  #last = Promise.resolve();
  constructor(repository, content2) {
    this.repository = repository;
    this.content = content2;
  }
  get offset() {
    return this.content.size;
  }
  async append(bytes) {
    this.#hash.update(bytes);
    await this.content.append(bytes);
  }
  digest() {
    return `sha256:${this.#hash.copy().digest("hex")}`;
  }
  /** One request after another, also where a client has given up the one before and the registry does not know yet. */
  async alone(work) {
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => void 0);
    return turn;
  }
};
var Sessions = class {
  #open = /* @__PURE__ */ new Map();
  #directory;
  /** Blobs are kept in memory, or as files where a directory is given. */
  constructor(directory) {
    this.#directory = directory;
  }
  start(repository) {
    const content2 = this.#directory === void 0 ? new MemoryContent() : new FileContent(join(this.#directory, randomUUID()));
    const session = new Session(repository, content2);
    this.#open.set(session.id, session);
    return session;
  }
  find(id) {
    return this.#open.get(id);
  }
  /** Ends a session and forgets its bytes. */
  async drop(id) {
    const session = this.#open.get(id);
    this.#open.delete(id);
    await session?.content.remove();
  }
  /** Ends a session whose bytes have become a blob. */
  async finish(session) {
    this.#open.delete(session.id);
    await session.content.close();
    return session.content;
  }
  /** Uploads under way. */
  get count() {
    return this.#open.size;
  }
  async dropAll() {
    for (const id of this.#open.keys()) await this.drop(id);
  }
};

// testing/strict-registry/store.ts
var RepositoryStore = class {
  blobs = /* @__PURE__ */ new Map();
  manifests = /* @__PURE__ */ new Map();
  tags = /* @__PURE__ */ new Map();
  /** By tag or digest. */
  manifest(reference) {
    const digest2 = isSha256(reference) ? reference : this.tags.get(reference);
    return digest2 === void 0 ? void 0 : this.manifests.get(digest2);
  }
};
var Store = class {
  #repositories = /* @__PURE__ */ new Map();
  find(name) {
    return this.#repositories.get(name);
  }
  open(name) {
    const found = this.#repositories.get(name) ?? new RepositoryStore();
    this.#repositories.set(name, found);
    return found;
  }
  names() {
    return [...this.#repositories.keys()].sort();
  }
};

// testing/strict-registry/strict-registry.ts
async function startStrictRegistry(options = {}) {
  const registry = new Registry(options);
  await registry.start();
  return registry;
}
var Registry = class {
  store = new Store();
  sessions;
  access;
  quirks;
  auth;
  #recorder = new Recorder();
  #faults = new FaultSchedule();
  #latency;
  #rateLimit;
  #missed = /* @__PURE__ */ new Map();
  #registry;
  #storage;
  #outages = [];
  constructor(options) {
    const { host = "127.0.0.1", port = 0, behaviours = [] } = options;
    this.quirks = Object.assign({}, STRICT, ...behaviours.map(({ quirks }) => quirks), options.quirks);
    const auths = [...behaviours.map(({ auth }) => auth), options.auth].filter((auth) => auth !== void 0);
    this.auth = auths.at(-1) ?? { kind: "none" };
    this.access = new Access(this.auth, this.quirks, () => `${this.origin}/token`);
    this.sessions = new Sessions(options.directory);
    for (const plan of [...behaviours.flatMap(({ faults = [] }) => faults), ...options.faults ?? []]) {
      this.#faults.add(plan);
    }
    this.#latency = options.latency ?? 0;
    const { rateLimit } = this.quirks;
    this.#rateLimit = rateLimit && new RateLimit(rateLimit, options.now ?? (() => performance.now()));
    this.#registry = new Listener(host, port, (request2, response) => this.#serve("registry", request2, response));
    this.#storage = new Listener(host, 0, (request2, response) => this.#serve("storage", request2, response));
  }
  async start() {
    await this.#registry.listen();
    await this.#storage.listen();
  }
  get origin() {
    return this.#registry.origin;
  }
  get host() {
    return this.origin.slice("http://".length);
  }
  get storageOrigin() {
    return this.#storage.origin;
  }
  get requests() {
    return this.#recorder.requests;
  }
  get violations() {
    return this.#recorder.violations;
  }
  get openSessions() {
    return this.sessions.count;
  }
  get ownerAuthorization() {
    return this.access.ownerAuthorization;
  }
  addFault(plan) {
    this.#faults.add(plan);
  }
  clearFaults() {
    this.#faults.clear();
    this.#outages = [];
  }
  outage(from, milliseconds, kind) {
    const listeners = [this.#registry, this.#storage];
    const outlet = {
      cut: () => {
        for (const listener of listeners) listener.cut();
      },
      refuseUntil: (end) => {
        for (const listener of listeners) listener.refuseUntil(end);
      }
    };
    this.#outages.push(new Outage(from, milliseconds, kind, outlet));
  }
  expireTokens() {
    this.access.expireTokens();
  }
  forgetRequests() {
    this.#recorder.forget();
  }
  async close() {
    await Promise.all([this.#registry.close(), this.#storage.close()]);
    await this.sessions.dropAll();
  }
  stored(digest2) {
    if (this.quirks.missedLookups > 0) this.#missed.set(digest2, this.quirks.missedLookups);
  }
  missed(digest2) {
    const left = this.#missed.get(digest2) ?? 0;
    if (left > 0) this.#missed.set(digest2, left - 1);
    return left > 0;
  }
  shown(digest2) {
    if (this.quirks.contentDigest === "absent") return void 0;
    return this.quirks.contentDigest === "lying" ? `sha256:${"0".repeat(64)}` : digest2;
  }
  async #serve(server, request2, response) {
    const [path = "", query = ""] = (request2.url ?? "").split("?", 2);
    const route = routeOf(path);
    const owner = request2.headers.authorization === this.ownerAuthorization;
    const record = this.#recorder.arrived(request2, { server, endpoint: route.endpoint, path, query }, owner);
    response.once("close", () => this.#recorder.ended(record));
    const fault = owner ? void 0 : this.#nextFault(record);
    const bodyLimit = this.quirks.bodyLimit ?? Number.POSITIVE_INFINITY;
    const compresses = !owner && this.quirks.unaskedGzip === true;
    const onFault = (struck) => this.#struck(struck, exchange, route);
    const exchange = new Exchange(request2, response, record, { fault, onFault, bodyLimit, compresses });
    if (this.quirks.unaskedContinue === true) response.writeContinue();
    try {
      if (this.#latency > 0) await setTimeout2(this.#latency);
      if (!owner) this.#guard(exchange);
      await exchange.begin();
      await dispatch(exchange, this, route);
    } catch (thrown) {
      await this.#refuse(exchange, thrown).catch(() => response.destroy());
    }
  }
  /** What a proxy in front of the registry lets through. */
  #guard(exchange) {
    const { noUserAgent } = this.quirks;
    if (noUserAgent !== void 0 && exchange.header("user-agent") === void 0) throw refusedAs(noUserAgent);
    if (this.#rateLimit?.passes() ?? true) return;
    const { retryAfter, status = 429 } = this.quirks.rateLimit ?? {};
    const headers = retryAfter === void 0 ? {} : { "retry-after": retryAfter };
    throw refused(status, "TOOMANYREQUESTS", "too many requests", headers);
  }
  #nextFault(record) {
    const planned = this.#faults.next(record);
    for (const outage of this.#outages) {
      const fault = outage.next(record.number);
      if (fault !== void 0) return fault;
    }
    return planned;
  }
  #struck(fault, exchange, route) {
    if (fault.effect === "expire-tokens") {
      this.access.expireTokens();
      return this.access.challenge(exchange, route.repository, actionsOf(exchange));
    }
    if (fault.effect === "drop-session" && route.endpoint === "upload") void this.sessions.drop(route.target);
    return {};
  }
  async #refuse(exchange, thrown) {
    if (thrown instanceof Interrupted) return;
    const refusal = thrown instanceof Refusal ? thrown : new Refusal({ status: 500, code: "UNKNOWN", message: `the strict registry failed: ${thrown}` }, true);
    if (refusal.broken) this.#recorder.violated(exchange.record, refusal);
    await answerRefusal(exchange, this.quirks, refusal.text);
  }
};

// builtin:node:stream/consumers
var builtin13 = __require("node:stream/consumers");
var buffer = /* @__PURE__ */ (() => builtin13.buffer)();

// testing/oracle/check-config.ts
var TOP = /* @__PURE__ */ new Set(["created", "author", "architecture", "variant", "os", "config", "rootfs", "history"]);
var RUNTIME = new Set(
  "User ExposedPorts Env Entrypoint Cmd Healthcheck Volumes WorkingDir Labels StopSignal ArgsEscaped".split(" ")
);
var HISTORY = /* @__PURE__ */ new Set(["created", "created_by", "author", "comment", "empty_layer"]);
var TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
function checkConfig(config, layers, problems) {
  const { created, architecture, os, rootfs, history } = config;
  problems.check(typeof architecture === "string" && architecture !== "", "the config has no architecture");
  problems.check(typeof os === "string" && os !== "", "the config has no os");
  problems.check(created === void 0 || TIME.test(String(created)), `created is "${created}"`);
  onlyKnown("the config", config, TOP, problems);
  checkRuntime(config.config ?? {}, problems);
  const { type, diff_ids: diffIds } = rootfs ?? {};
  problems.check(type === "layers", `rootfs.type is "${type}"`);
  problems.check(Array.isArray(diffIds) && diffIds.length === layers, `rootfs does not name ${layers} diff ids`);
  checkHistory(history, layers, problems);
}
function checkHistory(history, layers, problems) {
  const steps = Array.isArray(history) ? history : [];
  for (const step of steps) {
    onlyKnown("a history entry", step, HISTORY, problems);
    problems.check(step.created === void 0 || TIME.test(String(step.created)), `a history entry of ${step.created}`);
  }
  const filled = steps.filter((step) => step.empty_layer !== true).length;
  problems.check(filled === layers, `history tells of ${filled} layers, there are ${layers}`);
}
function checkRuntime(runtime, problems) {
  onlyKnown("config.config", runtime, RUNTIME, problems);
  for (const key of ["Env", "Entrypoint", "Cmd"]) {
    const list = runtime[key];
    const good = list === void 0 || Array.isArray(list) && list.every((item) => typeof item === "string");
    problems.check(good, `${key} is not a list of strings`);
  }
  for (const key of ["User", "WorkingDir", "StopSignal"]) {
    problems.check(["undefined", "string"].includes(typeof runtime[key]), `${key} is not a string`);
  }
  for (const item of runtime.Env ?? []) problems.check(/^[^=]+=/.test(item), `Env has "${item}"`);
  for (const [name, value] of Object.entries(runtime.Labels ?? {})) {
    problems.check(typeof value === "string", `the label ${name} is not a string`);
  }
  for (const port of Object.keys(runtime.ExposedPorts ?? {})) {
    problems.check(/^[0-9]{1,5}\/(tcp|udp|sctp)$/.test(port), `ExposedPorts has "${port}"`);
  }
  for (const path of Object.keys(runtime.Volumes ?? {})) {
    problems.check(path.startsWith("/"), `Volumes has "${path}"`);
  }
}
function onlyKnown(what, object, known, problems) {
  for (const key of Object.keys(object)) problems.check(known.has(key), `${what} has the key ${key}`);
}

// testing/oracle/image-reader.ts
var ACCEPT = ["image.index", "image.manifest"].map((name) => `application/vnd.oci.${name}.v1+json`).join(", ");
function registryReader({ origin, repository, authorization }) {
  const get = (path, accept) => httpGet(`${origin}/v2/${repository}/${path}`, {
    accept,
    ...authorization === void 0 ? {} : { authorization }
  });
  return {
    async manifest(reference) {
      const answer = await get(`manifests/${reference}`, ACCEPT);
      const mediaType = answer.headers["content-type"] ?? "";
      return { bytes: await buffer(answer), mediaType };
    },
    blob: (digest2) => get(`blobs/${digest2}`, "*/*")
  };
}
function httpGet(url, headers) {
  return new Promise((resolve2, reject) => {
    const sent = request(url, { headers, agent: false }, (answer) => {
      if (answer.statusCode === 200) return resolve2(answer);
      answer.resume();
      reject(new Error(`GET ${url} answered ${answer.statusCode}`));
    });
    sent.on("error", reject);
    sent.end();
  });
}

// testing/oracle/problems.ts
var Problems = class {
  #found = [];
  check(good, problem) {
    if (!good) this.#found.push(problem);
  }
  /** Throws one error with all of them, where there are any. */
  throwAny(what) {
    if (this.#found.length > 0) throw new Error(`${what} is not valid:
- ${this.#found.join("\n- ")}`);
  }
};

// testing/oracle/check-entries.ts
function checkEntries(entries, problems) {
  const seen = /* @__PURE__ */ new Map();
  let before = "";
  for (const entry of entries) {
    const { path, type, target = "" } = entry;
    problems.check(!seen.has(path), `${path} is there twice`);
    problems.check(Buffer.compare(Buffer.from(before), Buffer.from(path)) <= 0, `${path} comes after ${before}`);
    problems.check(isClean(path), `"${path}" is not a clean path`);
    problems.check(!path.slice(path.lastIndexOf("/") + 1).startsWith(".wh."), `${path} would be read as a whiteout`);
    checkParent(path, seen, problems);
    if (type === "symlink") problems.check(target !== "", `the link ${path} has no target`);
    if (type === "hardlink")
      problems.check(seen.get(`/${target}`)?.type === "file", `${path} links to no file before it`);
    problems.check(Number.isInteger(entry.mtime) && entry.mtime >= 0, `${path} has the time ${entry.mtime}`);
    seen.set(path, entry);
    before = path;
  }
}
function isClean(path) {
  const parts = path.slice(1).split("/");
  return parts.every((part) => part !== "" && part !== "." && part !== "..") && !path.includes("\0");
}
function checkParent(path, seen, problems) {
  const parent = path.slice(0, path.lastIndexOf("/"));
  if (parent === "") return;
  problems.check(seen.get(parent)?.type === "directory", `${path} has no directory entry for ${parent} before it`);
}

// testing/oracle/byte-reader.ts
var ByteReader = class {
  #source;
  #rest = Buffer.alloc(0);
  /** Bytes taken so far. */
  position = 0;
  constructor(source) {
    this.#source = source[Symbol.asyncIterator]();
  }
  /** Pieces that add up to `length` bytes; throws where the stream ends before. */
  async *pieces(length) {
    let left = length;
    while (left > 0) {
      if (this.#rest.length === 0 && !await this.#fill()) {
        throw new Error(`the tar ends at byte ${this.position}, ${left} bytes too early`);
      }
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      this.position += piece.length;
      left -= piece.length;
      yield piece;
    }
  }
  async take(length) {
    const pieces = [];
    for await (const piece of this.pieces(length)) pieces.push(piece);
    return Buffer.concat(pieces);
  }
  async ended() {
    return this.#rest.length === 0 && !await this.#fill();
  }
  async #fill() {
    while (this.#rest.length === 0) {
      const { value, done } = await this.#source.next();
      if (done === true) return false;
      this.#rest = value;
    }
    return true;
  }
};

// testing/oracle/tar-header.ts
function readHeader(block, problems) {
  const text2 = (start2, length) => {
    const field = block.subarray(start2, start2 + length);
    const end = field.indexOf(0);
    return field.subarray(0, end < 0 ? length : end).toString("utf8");
  };
  const name = text2(0, 100);
  const prefix = text2(345, 155);
  const number = (start2, length, field) => {
    const digits = text2(start2, length).trim();
    problems.check(/^[0-7]+$/.test(digits), `the ${field} of "${name}" is "${digits}", no octal number`);
    return Number.parseInt(digits, 8);
  };
  problems.check(block.subarray(257, 265).equals(Buffer.from("ustar\x0000")), `"${name}" has no ustar magic`);
  problems.check(number(148, 8, "checksum") === checksum(block), `the checksum of "${name}" is wrong`);
  problems.check(text2(265, 32) === "" && text2(297, 32) === "", `"${name}" has a user or group name`);
  return {
    name: prefix === "" ? name : `${prefix}/${name}`,
    type: String.fromCharCode(block[156] ?? 0),
    mode: number(100, 8, "mode"),
    uid: number(108, 8, "uid"),
    gid: number(116, 8, "gid"),
    size: number(124, 12, "size"),
    mtime: number(136, 12, "mtime"),
    target: text2(157, 100)
  };
}
function checksum(block) {
  let sum = 8 * 32;
  for (const [place, byte] of block.entries()) if (place < 148 || place >= 156) sum += byte;
  return sum;
}
function readPax(bytes, problems) {
  const records = /* @__PURE__ */ new Map();
  for (let rest = bytes; rest.length > 0; ) {
    const [, digits = ""] = /^([1-9][0-9]*) /.exec(rest.subarray(0, 12).toString("latin1")) ?? [];
    const length = Number(digits);
    if (digits === "" || length > rest.length || rest[length - 1] !== 10) {
      problems.check(false, "a pax record is damaged");
      return records;
    }
    const record = rest.subarray(digits.length + 1, length - 1);
    const equals = record.indexOf("=");
    const key = record.toString("utf8", 0, equals);
    records.set(key, record.subarray(equals + 1).toString(key.startsWith("SCHILY.xattr.") ? "hex" : "utf8"));
    rest = rest.subarray(length);
  }
  return records;
}

// testing/oracle/tar-reader.ts
var BLOCK = 512;
var TEXT_LIMIT = 65536;
var TYPES = { "0": "file", "1": "hardlink", "2": "symlink", "5": "directory" };
var CAPABILITY = "SCHILY.xattr.security.capability";
var PAX_KEYS = /* @__PURE__ */ new Set(["path", "linkpath", "uid", "gid", "size", "mtime", CAPABILITY]);
async function readTar(source, problems) {
  const reader = new ByteReader(source);
  const entries = [];
  let pax = /* @__PURE__ */ new Map();
  for (; ; ) {
    const block = await reader.take(BLOCK);
    if (block.every((byte) => byte === 0)) break;
    const header = readHeader(block, problems);
    if (header.type === "x") {
      pax = readPax(await content(reader, header.size, problems), problems);
      for (const key of pax.keys()) problems.check(PAX_KEYS.has(key), `the pax record ${key} is not expected`);
      continue;
    }
    const capability = pax.get(CAPABILITY);
    const entry = await readEntry(reader, merged(header, pax), problems);
    entries.push(capability === void 0 ? entry : { ...entry, capability });
    pax = /* @__PURE__ */ new Map();
  }
  await checkEnd(reader, problems);
  return entries;
}
function merged(header, pax) {
  const number = (key, value) => pax.has(key) ? Number(pax.get(key)) : value;
  return {
    name: pax.get("path") ?? header.name,
    type: header.type,
    mode: header.mode,
    uid: number("uid", header.uid),
    gid: number("gid", header.gid),
    size: number("size", header.size),
    mtime: number("mtime", header.mtime),
    target: pax.get("linkpath") ?? header.target
  };
}
async function readEntry(reader, header, problems) {
  const { name, mode, uid, gid, size, mtime } = header;
  const type = TYPES[header.type];
  problems.check(type !== void 0, `"${name}" has the type "${header.type}"`);
  problems.check(type === "file" || size === 0, `"${name}" is not a file and has ${size} bytes`);
  problems.check(name.endsWith("/") === (type === "directory"), `"${name}": a slash at the end marks directories`);
  problems.check(mode >= 0 && mode <= 4095, `"${name}" has the mode ${mode.toString(8)}`);
  const path = `/${name.replace(/\/$/, "")}`;
  const described = { path, type: type ?? "file", mode, uid, gid, mtime, size };
  if (type === "symlink" || type === "hardlink") return { ...described, target: header.target };
  if (type !== "file") return described;
  return { ...described, ...await digest(reader, size, problems) };
}
async function digest(reader, size, problems) {
  const hash = createHash("sha256");
  const kept = [];
  for await (const piece of reader.pieces(size)) {
    hash.update(piece);
    if (size <= TEXT_LIMIT) kept.push(piece);
  }
  await skipPadding(reader, size, problems);
  const sha2562 = hash.digest("hex");
  return size <= TEXT_LIMIT ? { sha256: sha2562, text: Buffer.concat(kept).toString("utf8") } : { sha256: sha2562 };
}
async function content(reader, size, problems) {
  const bytes = await reader.take(Math.min(size, 1048576));
  await skipPadding(reader, size, problems);
  return bytes;
}
async function skipPadding(reader, size, problems) {
  const padding = await reader.take((BLOCK - size % BLOCK) % BLOCK);
  problems.check(
    padding.every((byte) => byte === 0),
    `the padding before byte ${reader.position} is not zero`
  );
}
async function checkEnd(reader, problems) {
  const second = await reader.take(BLOCK);
  problems.check(
    second.every((byte) => byte === 0),
    "the tar does not end with two blocks of zeros"
  );
  problems.check(await reader.ended(), `there is more after the tar's end at byte ${reader.position}`);
}

// testing/oracle/read-layer.ts
var LAYER = "application/vnd.oci.image.layer.v1.tar";
async function readLayer(blob, descriptor, diffId, problems) {
  const { mediaType, digest: digest2, size } = descriptor;
  const compressed = new Meter();
  const decompress = decompressor(mediaType);
  if (decompress === void 0) {
    for await (const bytes of blob) compressed.add(bytes);
    compressed.check(digest2, size, `the layer ${digest2}`, problems);
    return { mediaType, digest: digest2, diffId, size, tarSize: 0, entries: void 0 };
  }
  const plain2 = new Meter();
  const tar = plain2.through(blob.pipe(compressed.stream()).pipe(decompress));
  blob.on("error", (error) => decompress.destroy(error));
  const entries = await readTar(tar, problems).catch((error) => {
    problems.check(false, `the layer ${digest2} cannot be read: ${error.message}`);
    blob.destroy();
    return [];
  });
  compressed.check(digest2, size, `the layer ${digest2}`, problems);
  plain2.check(diffId, plain2.size, `the tar of the layer ${digest2}`, problems);
  checkEntries(entries, problems);
  return { mediaType, digest: digest2, diffId, size, tarSize: plain2.size, entries };
}
function decompressor(mediaType) {
  switch (mediaType) {
    case LAYER:
      return new PassThrough();
    case `${LAYER}+gzip`:
      return node_zlib_default.createGunzip();
    case `${LAYER}+zstd`:
      return "createZstdDecompress" in node_zlib_default ? node_zlib_default.createZstdDecompress() : void 0;
    default:
      throw new Error(`${mediaType} is not a media type of a layer`);
  }
}
var Meter = class {
  #hash = createHash("sha256");
  size = 0;
  add(bytes) {
    this.#hash.update(bytes);
    this.size += bytes.length;
  }
  stream() {
    const stream = new PassThrough();
    stream.on("data", (bytes) => this.add(bytes));
    return stream;
  }
  async *through(source) {
    for await (const bytes of source) {
      this.add(bytes);
      yield bytes;
    }
  }
  check(digest2, size, what, problems) {
    const actual = `sha256:${this.#hash.digest("hex")}`;
    problems.check(actual === digest2, `${what} has the digest ${actual}, not ${digest2}`);
    problems.check(this.size === size, `${what} has ${this.size} bytes, not ${size}`);
  }
};

// testing/validate-image.ts
var INDEX2 = "application/vnd.oci.image.index.v1+json";
var MANIFEST = "application/vnd.oci.image.manifest.v1+json";
var CONFIG = "application/vnd.oci.image.config.v1+json";
var POINTER = /* @__PURE__ */ new Set(["mediaType", "digest", "size", "platform", "annotations"]);
function validateImage(location) {
  return validateContents(registryReader(location), location.reference);
}
async function validateContents(reader, reference) {
  const problems = new Problems();
  const { bytes, mediaType } = await reader.manifest(reference);
  const document = parse2(bytes);
  const described = String(document.mediaType);
  problems.check(mediaType === void 0 || mediaType === described, `Content-Type ${mediaType}, but ${described}`);
  if (reference.startsWith("sha256:")) problems.check(sha256(bytes) === reference, `${reference} is ${sha256(bytes)}`);
  const platforms = described === INDEX2 ? await readIndex(reader, document, problems) : [await readManifest(reader, bytes, void 0, problems)];
  problems.throwAny(reference);
  return { digest: sha256(bytes), mediaType: described, document, platforms };
}
async function readIndex(reader, index, problems) {
  onlyKnown2("the index", index, ["schemaVersion", "mediaType", "manifests", "annotations"], problems);
  problems.check(index.schemaVersion === 2, "schemaVersion of the index is not 2");
  const platforms = [];
  for (const child of pointers2(index.manifests, problems)) {
    problems.check(child.mediaType === MANIFEST, `the index points to a ${child.mediaType}`);
    const { bytes } = await reader.manifest(child.digest);
    checkBytes(bytes, child, "the manifest", problems);
    platforms.push(await readManifest(reader, bytes, child.platform, problems));
  }
  const names = platforms.map(({ platform }) => platform);
  problems.check(new Set(names).size === names.length, `the index has a platform twice: ${names.join(", ")}`);
  return platforms;
}
async function readManifest(reader, bytes, platform, problems) {
  const manifest = parse2(bytes);
  onlyKnown2("the manifest", manifest, ["schemaVersion", "mediaType", "config", "layers", "annotations"], problems);
  problems.check(manifest.schemaVersion === 2, "schemaVersion of the manifest is not 2");
  problems.check(manifest.mediaType === MANIFEST, `the manifest is a ${manifest.mediaType}`);
  const [pointer2] = pointers2([manifest.config], problems);
  problems.check(pointer2.mediaType === CONFIG, `the config is a ${pointer2.mediaType}`);
  const configBytes = await buffer(await reader.blob(pointer2.digest));
  checkBytes(configBytes, pointer2, "the config", problems);
  const config = parse2(configBytes);
  const layers = pointers2(manifest.layers, problems);
  checkConfig(config, layers.length, problems);
  const name = platformName(config);
  problems.check(platform === void 0 || platformName(platform) === name, `the index has ${name} under another name`);
  return {
    platform: name,
    digest: sha256(bytes),
    manifest,
    configDigest: pointer2.digest,
    config,
    layers: await readLayers(reader, layers, config, problems)
  };
}
async function readLayers(reader, layers, config, problems) {
  const diffIds = config.rootfs?.diff_ids ?? [];
  const read = [];
  for (const [place, layer] of layers.entries()) {
    read.push(await readLayer(await reader.blob(layer.digest), layer, diffIds[place] ?? "", problems));
  }
  return read;
}
function pointers2(value, problems) {
  problems.check(Array.isArray(value), "a list of descriptors is missing");
  return (Array.isArray(value) ? value : []).map((pointer2) => {
    for (const key of Object.keys(pointer2)) problems.check(POINTER.has(key), `a descriptor has the key ${key}`);
    problems.check(/^sha256:[0-9a-f]{64}$/.test(pointer2.digest), `a descriptor has the digest ${pointer2.digest}`);
    return pointer2;
  });
}
function checkBytes(bytes, { digest: digest2, size }, what, problems) {
  problems.check(sha256(bytes) === digest2, `${what} ${digest2} has the digest ${sha256(bytes)}`);
  problems.check(bytes.length === size, `${what} ${digest2} has ${bytes.length} bytes, not ${size}`);
}
function onlyKnown2(what, document, known, problems) {
  for (const key of Object.keys(document)) problems.check(known.includes(key), `${what} has the key ${key}`);
}
function platformName({ os, architecture, variant }) {
  return [os, architecture, variant].filter((part) => part !== void 0).join("/");
}
function parse2(bytes) {
  return JSON.parse(bytes.toString("utf8"));
}
function sha256(bytes) {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

// src/inputs/input-table.ts
var INPUT_DEFAULTS = {
  binary: "",
  image: "",
  tags: "auto",
  version: "",
  "tag-prefix": "",
  flavor: "",
  latest: "auto",
  overwrite: "false",
  config: "",
  dockerfile: "",
  target: "",
  "build-args": "",
  stages: "",
  platforms: "",
  labels: "",
  annotations: "",
  created: "",
  compression: "gzip",
  push: "auto",
  output: "",
  username: "",
  password: "",
  "registry-auth": "",
  "github-token": "",
  "chunk-size": "auto",
  concurrency: "4",
  "retry-for": "2m",
  timeout: "60s",
  insecure: "false",
  "allow-dynamic": "false",
  "smoke-test": "",
  verify: "auto",
  "digest-file": "",
  merge: "",
  attest: "false",
  sbom: "auto",
  "sbom-file": "",
  "signing-key": "",
  "signing-key-password": "",
  sigstore: "auto",
  summary: "true"
};

// try/arguments.ts
var USAGE = `Usage: npm run try -- [--serve] [--INPUT VALUE \u2026] [path/to/app \u2026]

  npm run try                                    a tiny program from examples/hello
  npm run try -- path/to/app                     a static binary of yours
  npm run try -- path/to/app --config image.yml  with a config block; every input of the action can be given so
  npm run try -- --serve                         keeps the registry up, for docker pull and for pushes of yours`;
var EXAMPLES = ["hello-linux-amd64", "hello-linux-arm64"];
var DECIDED = /* @__PURE__ */ new Set(["binary", "image", "push", "merge", "registry-auth", "username", "password", "github-token"]);
function readArguments(args, root2, folder2) {
  const inputs = {};
  const binaries = [];
  let serve = false;
  let help = false;
  const rest = [...args];
  for (let word = rest.shift(); word !== void 0; word = rest.shift()) {
    if (word === "--serve") serve = true;
    else if (word === "--help" || word === "-h") help = true;
    else if (word.startsWith("-")) {
      const [name, value] = readInput(word, rest);
      inputs[name] = value;
    } else binaries.push(word);
  }
  return { inputs: { binary: listOf(binaries, root2, folder2), ...inputs }, serve, help };
}
function readInput(word, rest) {
  const [, name = "", joined] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
  if (!Object.hasOwn(INPUT_DEFAULTS, name)) throw new Error(`${word}: not known.
${USAGE}`);
  if (DECIDED.has(name))
    throw new Error(`--${name}: not here, as the image goes to the registry of the trial.
${USAGE}`);
  const value = joined ?? rest.shift();
  if (value === void 0) throw new Error(`--${name} needs a value, as in --${name}=VALUE`);
  return [name, value];
}
function listOf(binaries, root2, folder2) {
  const missing = binaries.filter((path) => !existsSync(resolve(folder2, path)));
  if (missing.length > 0) {
    throw new Error(`${missing.join(", ")}: no such file in ${folder2}. Give the path of a static Linux binary.`);
  }
  const examples = EXAMPLES.map((name) => shortest(join(root2, "examples/hello", name), folder2));
  return (binaries.length > 0 ? binaries : examples).join("\n");
}
function shortest(path, folder2) {
  const near = relative(folder2, path);
  return near.startsWith("..") ? path : near;
}

// try/next-steps.ts
function howToServe() {
  return `
The registry is gone now. Next:

  npm run try -- --serve                         keeps it up: docker run --rm 127.0.0.1:5000/you/app
  npm run try -- path/to/app --config image.yml  your own program; every input of the action can be given so`;
}
function howToServeAndMore(host, image, command2) {
  return `
The registry stays up until Ctrl-C. In another shell, look at the image:

  docker run --rm ${host}/${image}
  podman run --rm --tls-verify=false ${host}/${image}
  skopeo inspect --tls-verify=false docker://${host}/${image}

and push a program of yours to it, from its folder:

  node ${quoted(command2)} app --image ${host}/you/mine --tags 1.2.3 --push

Every input of a workflow is such a flag: \`config: image.yml\` is --config image.yml.`;
}
function quoted(path) {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

// builtin:node:child_process
var builtin14 = __require("node:child_process");
var spawn = /* @__PURE__ */ (() => builtin14.spawn)();

// builtin:node:os
var builtin15 = __require("node:os");
var tmpdir = /* @__PURE__ */ (() => builtin15.tmpdir)();

// builtin:node:readline
var builtin16 = __require("node:readline");
var createInterface = /* @__PURE__ */ (() => builtin16.createInterface)();

// try/run-action.ts
async function runAction(entry, inputs, workspace, showLine) {
  const folder2 = await mkdtemp(join(tmpdir(), "from-scratch-try-"));
  try {
    const files = { output: join(folder2, "output"), summary: join(folder2, "summary") };
    for (const file of Object.values(files)) await writeFile(file, "");
    const exitCode = await start(
      entry,
      { ...runnerEnvironment(folder2, files, inputs), GITHUB_WORKSPACE: workspace },
      showLine
    );
    const outputs = readOutputs(await readFile(files.output, "utf8"));
    return { exitCode, outputs, summary: await readFile(files.summary, "utf8") };
  } finally {
    await rm(folder2, { recursive: true, force: true });
  }
}
function runnerEnvironment(folder2, files, inputs) {
  const named = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  return {
    PATH: process.env.PATH ?? "",
    GITHUB_ACTIONS: "true",
    GITHUB_EVENT_NAME: "push",
    GITHUB_REF: "refs/tags/v1.0.0",
    GITHUB_REPOSITORY: "you/app",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_OUTPUT: files.output,
    GITHUB_STEP_SUMMARY: files.summary,
    RUNNER_TEMP: folder2,
    ...Object.fromEntries(named)
  };
}
async function start(entry, env, showLine) {
  const child = spawn(process.execPath, [entry], {
    env,
    cwd: env.GITHUB_WORKSPACE,
    stdio: ["ignore", "pipe", "inherit"]
  });
  const lines = createInterface({ input: child.stdout });
  lines.on("line", showLine);
  const printed = new Promise((resolve2) => lines.once("close", resolve2));
  const exitCode = await new Promise((resolve2, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve2(code ?? 1));
  });
  await printed;
  return exitCode;
}
function readOutputs(text2) {
  const found = text2.matchAll(/^([^\n<]+)<<(\S+)\n([\s\S]*?)\n?\2$/gm);
  return new Map([...found].map(([, name = "", , value = ""]) => [name, value]));
}

// try/runner-view.ts
function runnerView(line) {
  const [, command2, message = ""] = /^::([a-z-]+)(?: [^:]*)?::(.*)$/.exec(line) ?? [];
  if (command2 === void 0) return `    ${line}`;
  const text2 = readable(message);
  if (command2 === "group") return `  \u25B8 ${text2}`;
  if (command2 === "error" || command2 === "warning" || command2 === "notice") return `    ${command2}: ${text2}`;
  return void 0;
}
function readable(text2) {
  return text2.replaceAll("%0D", "\r").replaceAll("%0A", "\n      ").replaceAll("%25", "%");
}

// try/show-image.ts
var SHOWN = 12;
function describeImage({ platforms }) {
  return platforms.flatMap(({ platform, digest: digest2, layers, config }) => [
    `${platform}  ${digest2}`,
    ...describeConfig(config),
    ...layers.flatMap((layer, place) => describeLayer(place, layer))
  ]);
}
function describeConfig({ config }) {
  return Object.entries(config ?? {}).flatMap(([name, value]) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [`  ${name}: ${asText(value)}`];
    return [`  ${name}:`, ...Object.entries(value).map(([key, inner]) => `    ${key}: ${asText(inner)}`)];
  });
}
function asText(value) {
  return typeof value === "string" ? value : JSON.stringify(value);
}
function describeLayer(place, { digest: digest2, diffId, size, entries = [] }) {
  const rest = entries.length - SHOWN;
  return [
    `  layer ${place + 1}: ${digest2}, ${size} bytes`,
    `    diff id ${diffId}`,
    ...entries.slice(0, SHOWN).map((entry) => `    ${describeEntry(entry)}`),
    ...rest > 0 ? [`    \u2026 and ${rest} more`] : []
  ];
}
function describeEntry({ type, path, mode, uid, gid, size, target }) {
  const kind = { file: "-", directory: "d", symlink: "l", hardlink: "h" }[type];
  const link = target === void 0 ? "" : ` -> ${target}`;
  return `${kind} ${mode.toString(8).padStart(4, "0")} ${uid}:${gid} ${String(size).padStart(9)} ${path}${link}`;
}

// try/main.ts
var root = join(import.meta.dirname, "..");
var action = join(root, "dist/index.js");
var command = join(root, "dist/cli.js");
var folder = process.env.INIT_CWD ?? process.cwd();
function show(line = "") {
  process.stdout.write(`${line}
`);
}
async function tryIt() {
  const { inputs, serve, help } = readArguments(process.argv.slice(2), root, folder);
  if (help) {
    show(USAGE);
    return 0;
  }
  const registry = await startStrictRegistry(serve ? { port: 5e3 } : {}).catch(() => startStrictRegistry());
  const image = `${registry.host}/you/app`;
  show(`A registry is up at ${registry.origin}. The action runs as on the push of the tag v1.0.0:
`);
  const run = await runAction(action, { ...inputs, image }, folder, (line) => {
    const view = runnerView(line);
    if (view !== void 0) show(view);
  });
  if (run.exitCode === 0) await showResult(registry.origin, image, run);
  if (run.exitCode === 0) show(serve ? howToServeAndMore(registry.host, nameOf(run), command) : howToServe());
  if (serve && run.exitCode === 0) await untilStopped();
  await registry.close();
  return run.exitCode;
}
function nameOf({ outputs }) {
  const references = outputs.get("tags")?.split("\n").filter(Boolean) ?? [];
  if (references.some((reference) => reference.endsWith(":latest"))) return "you/app";
  return `you/app${references[0]?.split("/you/app")[1] ?? `@${outputs.get("digest") ?? ""}`}`;
}
async function showResult(origin, image, { outputs, summary }) {
  const digest2 = outputs.get("digest") ?? "";
  const description = await validateImage({ origin, repository: "you/app", reference: digest2 });
  show("\nRead back from the registry, every digest, size and diff id computed anew:\n");
  for (const line of describeImage(description)) show(`  ${line}`);
  show("\nOutputs:\n");
  for (const [name, value] of outputs) if (name !== "metadata") show(`  ${name}: ${value.replaceAll("\n", "\n    ")}`);
  show("  metadata: JSON with all of this, and each layer");
  show("\nThe job summary:\n");
  for (const line of terminalView(summary.trim())) show(`  ${line}`.trimEnd());
  show(`
Verified: ${image}@${digest2}`);
}
async function untilStopped() {
  await new Promise((resolve2) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, resolve2);
  });
  show("\nThe registry is gone, and what was in it.");
}
try {
  process.exitCode = await tryIt();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}
`);
  process.exitCode = 1;
}
