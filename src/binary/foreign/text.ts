import type { ForeignKind } from './identify.ts';

const DOWNLOAD =
  'If it was downloaded: the server answered with a page instead of the file. `curl --fail --location` makes the step fail then.';

/** Text, and which. */
export function textFile(head: Buffer): ForeignKind | undefined {
  const text = decoded(head)?.trimStart();
  if (text === undefined) return undefined;
  if (/^<(!doctype\s+html|html|head|body)\b/i.test(text)) return { is: 'an HTML page, not a program', hint: DOWNLOAD };
  if (/^<\?xml|^<[a-z][\w:-]*[\s>]/i.test(text)) return { is: 'an XML document, not a program', hint: DOWNLOAD };
  if (/^[{[]\s*(["{[\]}]|-?\d)/.test(text)) return { is: 'a JSON document, not a program', hint: DOWNLOAD };
  return {
    is: 'a text file, not a program',
    hint: 'Give the file that the compiler wrote, not its source or a script. A download may also have failed with this text.',
  };
}

/** The beginning as text, where no byte of it speaks against that; UTF-16 where it says so. */
function decoded(head: Buffer): string | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return head.toString('utf16le', 2);
  // The last character may be cut in two by the end of what was read.
  const text = head
    .toString('utf8')
    .replace(/\ufffd$/, '')
    .replace(/^\ufeff/, '');
  return /[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]/.test(text) ? undefined : text;
}
