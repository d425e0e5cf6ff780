// src/files/exclusion.ts
function exclusionOf(patterns = []) {
  const parsed = patterns.map((pattern) => partsOf(pattern).map((part) => part === "**" ? part : tokensOf(part)));
  return (path) => parsed.some((pattern) => matches(pattern, partsOf(path)));
}
function partsOf(path) {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}
function matches(pattern, path) {
  const last = pattern.length - 1;
  const withSkipped = (place) => {
    return pattern[place] === "**" && place < last ? [place, ...withSkipped(place + 1)] : [place];
  };
  let places = new Set(withSkipped(0));
  for (const name of path) {
    const next = /* @__PURE__ */ new Set();
    for (const place of places) {
      const part = pattern[place];
      const fits = part === "**" || part !== void 0 && fitsName(part, name);
      if (fits && place === last) return true;
      if (fits) for (const one of withSkipped(part === "**" ? place : place + 1)) next.add(one);
    }
    places = next;
  }
  return false;
}
function fitsName(tokens, name) {
  const characters = [...name];
  let [token, at] = [0, 0];
  let retry;
  while (at < characters.length) {
    const wanted = tokens[token];
    if (wanted === "*") {
      token += 1;
      retry = { token, at };
    } else if (wanted?.(characters[at] ?? "") === true) {
      token += 1;
      at += 1;
    } else if (retry !== void 0) {
      retry = { token: retry.token, at: retry.at + 1 };
      ({ token, at } = retry);
    } else return false;
  }
  return tokens.slice(token).every((rest) => rest === "*");
}
function tokensOf(part) {
  const texts = part.match(/\[[!^]?\]?[^\]]*\]|\\.|[\s\S]/gu) ?? [];
  return texts.map(tokenOf);
}
function tokenOf(text) {
  if (text === "*") return "*";
  if (text === "?") return () => true;
  if (/^\[.+\]$/su.test(text)) return classOf(text.slice(1, -1));
  const wanted = text.length > 1 && text.startsWith("\\") ? text.slice(1) : text;
  return (character) => character === wanted;
}
function classOf(content) {
  const negated = /^[!^]/.test(content);
  const characters = [...negated ? content.slice(1) : content];
  const ranges = [];
  for (let at = 0; at < characters.length; at++) {
    const first = characters[at] ?? "";
    const end = characters[at + 1] === "-" ? characters[at + 2] : void 0;
    ranges.push([first, end ?? first]);
    if (end !== void 0) at += 2;
  }
  return (character) => ranges.some(([first, end]) => character >= first && character <= end) !== negated;
}

export {
  exclusionOf
};
