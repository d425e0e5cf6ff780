import type { UserSpec } from '../../config/config-block.ts';
import { accountsOf } from '../accounts.ts';
import type { Choice } from './auto.ts';
import { type KitPart, kitDirectory, kitFile, leftOut } from './kit-part.ts';

/** /etc/passwd and /etc/group: root, nobody, nonroot and those of `users`. */
export function usersPart(users: readonly UserSpec[]): KitPart {
  const accounts = accountsOf(users.toSorted((a, b) => a.uid - b.uid));
  return {
    entries: [kitFile('etc/passwd', accounts.map(passwdLine).join('')), kitFile('etc/group', groupLines(accounts))],
    decision: {
      part: 'users',
      included: true,
      reason: 'every image has them',
      detail: accounts.map(({ name, uid }) => `${name} ${uid}`).join(', '),
    },
  };
}

/** No shell exists; nologin is what everyone writes for that. https://man7.org/linux/man-pages/man5/passwd.5.html */
function passwdLine({ name, uid, gid, home }: UserSpec): string {
  return `${name}:x:${uid}:${gid}:${name}:${home}:/sbin/nologin\n`;
}

/** One group for each number, called after the first user that has it. */
function groupLines(accounts: readonly UserSpec[]): string {
  const names = new Map<number, string>();
  for (const { name, gid } of accounts) if (!names.has(gid)) names.set(gid, name);
  return [...names].map(([gid, name]) => `${name}:x:${gid}:\n`).join('');
}

/** /tmp, where everyone may write and nobody may delete another's files. */
export function temporaryDirectoryPart(wanted: boolean): KitPart {
  if (!wanted) return leftOut('tmp', 'tmp: false');
  const decision = { part: 'tmp', included: true, reason: 'every image has it', detail: '/tmp, mode 1777' } as const;
  return { entries: [kitDirectory('tmp', 0o1777)], decision };
}

/**
 * /etc/hosts before DNS. Go's own resolver asks this file, and old versions of it took DNS first where it is missing.
 * https://github.com/golang/go/issues/35305
 */
export function nsswitchPart({ included, reason }: Choice): KitPart {
  if (!included) return leftOut('nsswitch', reason);
  return {
    entries: [kitFile('etc/nsswitch.conf', 'hosts: files dns\n')],
    decision: { part: 'nsswitch', included, reason, detail: '/etc/nsswitch.conf' },
  };
}
