import type { FileItem } from './source-item.ts';

/** Bytes that are looked at. */
export const HEAD = 64;

const LFS_POINTER = 'version https://git-lfs.github.com/spec/';

/** A page of the web: what a download that failed left. */
const HTML = /^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html[\s>])/i;

/** Names of files that may well be pages. */
const PAGE = /\.(?:x?html?|tmpl|tpl|gohtml|hbs|ejs|j2|jinja2?|php|vue|svelte|txt|md)$/i;

/** Most files: one object for all of them. */
const PLAIN = { elf: false, script: false } as const;

/** What a file is by its first bytes. */
export function firstSight(name: string, bytes: Uint8Array): Pick<FileItem, 'elf' | 'script' | 'suspect'> {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(HEAD, bytes.length)).toString('latin1');
  const suspect = suspectOf(name, head);
  const [elf, script] = [head.startsWith('\x7fELF'), head.startsWith('#!')];
  if (suspect !== undefined) return { elf, script, suspect };
  return elf || script ? { elf, script } : PLAIN;
}

function suspectOf(name: string, head: string): string | undefined {
  if (head.startsWith(LFS_POINTER)) {
    return 'a Git LFS pointer, not the file that it stands for; set `lfs: true` under `with` of actions/checkout';
  }
  if (!HTML.test(head) || PAGE.test(name)) return undefined;
  return 'an HTML page, as servers answer when a download fails; check the step that wrote it';
}
