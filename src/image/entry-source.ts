import { printable } from '../printable.ts';
import type { Entry } from '../rootfs/entry.ts';

/** What an entry is and where it comes from, for messages: `static/index.html`, `a directory`, `a link to /app`. */
export function sourceOf(entry: Entry): string {
  switch (entry.type) {
    case 'file':
      return printable(entry.content.name, 200);
    case 'symlink':
    case 'hardlink':
      return `a link to ${printable(entry.target, 200)}`;
    default:
      return 'a directory';
  }
}
