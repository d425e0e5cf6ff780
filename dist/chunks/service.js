// src/attest/service.ts
function addressAt(service, path) {
  const url = new URL(service);
  url.pathname = `${url.pathname.replace(/\/+$/, "")}${path}`;
  return url;
}
function jsonPost(url, document, accept = "application/json") {
  const body = Buffer.from(JSON.stringify(document));
  return { method: "POST", url, headers: { "content-type": "application/json", accept }, body };
}
function jsonOf({ body }) {
  try {
    const value = JSON.parse(body.toString("utf8"));
    return isObject(value) ? value : void 0;
  } catch {
    return void 0;
  }
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function valueAt(value, ...path) {
  return path.reduce((inner, key) => isObject(inner) ? inner[key] : void 0, value);
}
function textAt(value, ...path) {
  const found = valueAt(value, ...path);
  return typeof found === "string" && found !== "" ? found : void 0;
}
function digitsAt(value, ...path) {
  const found = valueAt(value, ...path);
  const text = typeof found === "number" ? String(found) : found;
  return typeof text === "string" && /^\d{1,20}$/.test(text) ? text : void 0;
}
function wordsOf(answer) {
  const document = jsonOf(answer);
  const told = textAt(document, "message") ?? textAt(document, "error") ?? "";
  return `${answer.status} ${told}`.trim();
}

export { addressAt, digitsAt, isObject, jsonOf, jsonPost, textAt, valueAt, wordsOf };
