import type { Owner, UserSpec } from './config-block.ts';
import { readDirectoryPath } from './container-path.ts';
import { type Problems, quote } from './problems.ts';
import { fields, has, integer, listOf, type Reader, readText } from './readers.ts';
import { didYouMean } from './suggest.ts';
import type { Value } from './value.ts';

/** The largest; 4294967295 is (uid_t) -1, "no change" to the kernel. */
export const LARGEST_ID = 4_294_967_294;

/** The users and groups that every image knows, with one number for both. */
export const KNOWN_ACCOUNTS = { root: 0, nobody: 65534, nonroot: 65532 } as const;

const NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,31}$/;

const readUserFields = fields({
  name: readAccountName,
  uid: integer(0, LARGEST_ID),
  gid: integer(0, LARGEST_ID),
  home: readHome,
});

/** `users`: names and numbers are distinct, also from the known ones. */
export function readUsers(value: Value, problems: Problems): readonly UserSpec[] | undefined {
  const names = new Set<string>(Object.keys(KNOWN_ACCOUNTS));
  const uids = new Map<number, string>(Object.entries(KNOWN_ACCOUNTS).map(([name, uid]) => [uid, name]));
  const distinct: Reader<UserSpec> = (item) => {
    const user = readUser(item, problems);
    if (user === undefined) return undefined;
    if (names.has(user.name)) return problems.add(item, `the user ${quote(user.name)} already exists`);
    const holder = uids.get(user.uid);
    if (holder !== undefined) return problems.add(item, `the uid ${user.uid} already belongs to ${quote(holder)}`);
    names.add(user.name);
    uids.set(user.uid, user.name);
    return user;
  };
  return listOf(distinct)(value, problems);
}

function readUser(value: Value, problems: Problems): UserSpec | undefined {
  const read = readUserFields(value, problems);
  if (read === undefined) return undefined;
  for (const key of ['name', 'uid']) {
    if (!has(value, key)) problems.add(value, `${key} is missing; write { name: app, uid: 1001 }`);
  }
  if (read.name === undefined || read.uid === undefined) return undefined;
  return { name: read.name, uid: read.uid, gid: read.gid ?? read.uid, home: read.home ?? '/' };
}

function readAccountName(value: Value, problems: Problems): string | undefined {
  const text = readText(value, problems);
  if (text === undefined || NAME.test(text)) return text;
  const rule = 'a letter or _, then letters, digits, _, . and -, at most 32';
  return problems.add(value, `${quote(text)} is not a user name: ${rule}`);
}

/** A colon would begin the next field of /etc/passwd. */
function readHome(value: Value, problems: Problems): string | undefined {
  const path = readDirectoryPath(value, problems);
  return path?.includes(':') ? problems.add(value, `${quote(path)} holds a colon, which /etc/passwd cannot`) : path;
}

/** `65532:65532`, `0`, `app`, `app:root`: numbers, or names that are known or in `users`. */
export function ownerReader(users: readonly UserSpec[]): Reader<Owner> {
  const names = [...Object.keys(KNOWN_ACCOUNTS), ...users.map(({ name }) => name)];
  return (value, problems) => {
    const text = readText(value, problems);
    if (text === undefined) return undefined;
    const [user = '', group, ...rest] = text.split(':');
    if (rest.length > 0) return problems.add(value, `${quote(text)} has more than one colon; write user:group`);
    const parts = [user, ...(group === undefined ? [] : [group])].map((part) => idOf(part, names));
    const fault = parts.find((part) => typeof part === 'object');
    if (fault !== undefined) return problems.add(value, fault.fault);
    const [owner, ownerGroup] = parts as (number | string)[];
    if (owner === undefined) return undefined;
    return ownerGroup === undefined ? { user: owner } : { user: owner, group: ownerGroup };
  };
}

function idOf(text: string, names: readonly string[]): number | string | { readonly fault: string } {
  if (/^\d+$/.test(text)) {
    const id = text.length > 10 ? Number.POSITIVE_INFINITY : Number(text);
    return id <= LARGEST_ID ? id : { fault: `${quote(text)} is larger than the largest id, ${LARGEST_ID}` };
  }
  if (names.includes(text)) return text;
  const unknown = `${quote(text)} is neither a number nor a name that the image knows (${names.slice(0, 10).join(', ')})`;
  return { fault: `${unknown}${didYouMean(text, names) || '; add it to users, or write numbers'}` };
}
