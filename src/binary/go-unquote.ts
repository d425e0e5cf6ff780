const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
};
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([abfnrtv\\"']))/gs;

/** Go's strconv.Unquote for "…" and `…`; text that is not quoted stays as it is. https://pkg.go.dev/strconv#Unquote */
export function goUnquote(text: string): string {
  const quote = text[0];
  if (text.length < 2 || text.at(-1) !== quote) return text;
  const inner = text.slice(1, -1);
  if (quote === '`') return inner.replaceAll('\r', '');
  return quote === '"' ? unescaped(inner) : text;
}

/** `\xff` and `\377` are bytes, which may be parts of one UTF-8 character; `\u` and `\U` are characters. */
function unescaped(text: string): string {
  const parts: Buffer[] = [];
  let end = 0;
  for (const match of text.matchAll(ESCAPE)) {
    const [whole, hex, short, long, octal, simple = ''] = match;
    parts.push(Buffer.from(text.slice(end, match.index)));
    if (hex !== undefined) parts.push(Buffer.of(Number.parseInt(hex, 16)));
    else if (octal !== undefined) parts.push(Buffer.of(Number.parseInt(octal, 8) & 0xff));
    else parts.push(Buffer.from(SIMPLE[simple] ?? character(short ?? long ?? '')));
    end = match.index + whole.length;
  }
  parts.push(Buffer.from(text.slice(end)));
  return Buffer.concat(parts).toString('utf8');
}

function character(hex: string): string {
  const code = Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
