import { KNOWN_ACCOUNTS } from '../config/accounts.ts';
import type { Owner, UserSpec } from '../config/config-block.ts';
import { ActionError } from '../errors.ts';

export interface Ownership {
  readonly uid: number;
  readonly gid: number;
}

/** Every user that an image knows, in the order of /etc/passwd. */
export function accountsOf(users: readonly UserSpec[]): readonly UserSpec[] {
  return [...KNOWN, ...users];
}

/**
 * The home of nonroot is `/`: it exists, takes no room, and is what a runtime sets HOME to for a user without an entry
 * (OpenShift's arbitrary ones), so that a program sees the same under both. Writable places are /tmp and `volumes`.
 */
const KNOWN: readonly UserSpec[] = [
  account('root', KNOWN_ACCOUNTS.root, '/root'),
  account('nobody', KNOWN_ACCOUNTS.nobody, '/nonexistent'),
  account('nonroot', KNOWN_ACCOUNTS.nonroot, '/'),
];

function account(name: string, id: number, home: string): UserSpec {
  return { name, uid: id, gid: id, home };
}

/** The numbers of an owner. Without a group: a name's own group; for a number the same number, as COPY --chown has it. */
export function ownershipOf({ user, group }: Owner, users: readonly UserSpec[]): Ownership {
  const accounts = accountsOf(users);
  const uid = typeof user === 'number' ? user : accountNamed(user, accounts).uid;
  if (group !== undefined) {
    return { uid, gid: typeof group === 'number' ? group : accountNamed(group, accounts).gid };
  }
  return { uid, gid: typeof user === 'number' ? user : accountNamed(user, accounts).gid };
}

function accountNamed(name: string, accounts: readonly UserSpec[]): UserSpec {
  const found = accounts.find((candidate) => candidate.name === name);
  if (found !== undefined) return found;
  throw new ActionError('config', `"${name}" is not a user that the image knows`, {
    hint: `Add it to the config block: users: [{ name: ${name}, uid: 1001 }]`,
  });
}
