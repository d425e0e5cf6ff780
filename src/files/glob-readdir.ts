import { type Dirent, readdir, stat } from 'node:fs';
import { join } from 'node:path';

/** What the glob library asks of an entry. */
type Kind = Pick<Dirent, 'name' | 'isFile' | 'isDirectory' | 'isSymbolicLink'>;

type Callback = (error: NodeJS.ErrnoException | null, entries: Kind[]) => void;

/**
 * For `**`: a link is a thing found, never a way to go, so that no loop and no link to `/` is walked. Pipes and devices
 * are found as well: leaving out in silence what somebody asked for would be worse than the error that follows.
 */
export function readdirWithLinksAsFiles(path: string, _options: object, callback: Callback): void {
  readdir(path, { withFileTypes: true }, (error, entries) => {
    callback(error, error === null ? entries.map((entry) => kindOf(entry.name, entry.isDirectory())) : []);
  });
}

/** For patterns of a fixed depth: a link to a directory is a directory, as in a shell. */
export function readdirThroughLinks(path: string, _options: object, callback: Callback): void {
  readdir(path, { withFileTypes: true }, (error, entries) => {
    if (error !== null) callback(error, []);
    else Promise.all(entries.map((entry) => followed(path, entry))).then((kinds) => callback(null, kinds));
  });
}

function followed(path: string, entry: Dirent): Promise<Kind> {
  if (!entry.isSymbolicLink()) return Promise.resolve(kindOf(entry.name, entry.isDirectory()));
  return new Promise((resolve) => {
    stat(join(path, entry.name), (error, stats) => {
      resolve(kindOf(entry.name, error === null && stats.isDirectory()));
    });
  });
}

function kindOf(name: string, directory: boolean): Kind {
  return { name, isFile: () => !directory, isDirectory: () => directory, isSymbolicLink: () => false };
}
