// src/printable.ts
var IPV6 = /^(?!.*::.*::|.*:::)[0-9a-f.:]*\d[0-9a-f.:]*$/i;
function printable(text, limit = 500) {
  const line = text.slice(0, limit * 4).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").replace(/\[::\]|[\w.:]+/g, (word, at) => at > 0 && (word === "[::]" || IPV6.test(word)) ? word : apart(word)).replace(/##\[/g, "# #[").trim();
  return line.length > limit ? `${line.slice(0, limit - 1)}\u2026` : line;
}
function apart(word) {
  return word.replace(/:(?=:)/g, ": ");
}
function harmless(text) {
  return text.split(/\r\n|[\r\n\u2028\u2029]/).map((line) => line.replace(/^(\s*):(?=:)/, "$1: ").replaceAll("##[", "# #[")).join("\n");
}

export {
  printable,
  harmless
};
