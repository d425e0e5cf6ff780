import { parseYaml } from './to-value.js';
import './parser.js';
import { fields, readText$1 as readText, Problems, quote } from './start.js';
import './boot.js';

// src/config/custom-sigstore.ts
var readFields = fields(
  { fulcio: readUrl, rekor: readUrl, "rekor-version": readVersion, tsa: readUrl, "issuer-audience": readText },
  { "fulcio-url": "fulcio", "rekor-url": "rekor", "tsa-url": "tsa", audience: "issuer-audience" }
);
function readCustomSigstore(text, needsFulcio) {
  const problems = new Problems();
  const value = parseYaml(text, "sigstore", problems);
  const read = value === void 0 ? void 0 : readFields(value, problems);
  const { fulcio, rekor, tsa, "rekor-version": version = 1, "issuer-audience": audience } = read ?? {};
  if (value !== void 0 && read !== void 0) {
    if (fulcio === void 0 && needsFulcio)
      problems.add(value, "fulcio is missing: the address of the certificate authority");
    if (needsFulcio && tsa === void 0 && (rekor === void 0 || version === 2))
      problems.add(
        value,
        "tsa is missing: without Rekor 1, only a timestamp authority can say when something was signed"
      );
  }
  problems.throwIfAny();
  return {
    ...fulcio === void 0 ? {} : { fulcio },
    ...rekor === void 0 ? {} : { rekor: { url: rekor, version } },
    ...tsa === void 0 ? {} : { tsa },
    ...audience === void 0 ? {} : { audience }
  };
}
function readUrl(value, problems) {
  const text = readText(value, problems);
  if (text === void 0) return void 0;
  const url = URL.canParse(text) ? new URL(text) : void 0;
  if (url === void 0 || !/^https?:$/.test(url.protocol) || url.username !== "" || url.search !== "")
    return problems.add(value, `${quote(text)} is not an address such as https://fulcio.example.com`);
  if (url.protocol === "http:" && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname))
    return problems.add(
      value,
      `${quote(text)} is not encrypted; an identity token would go there for everybody to read. Write https://`
    );
  return url;
}
function readVersion(value, problems) {
  const text = readText(value, problems);
  if (text === void 0 || text === "1" || text === "2") return text === void 0 ? void 0 : text === "2" ? 2 : 1;
  return problems.add(value, `${quote(text)} is neither 1 nor 2`);
}

export { readCustomSigstore };
