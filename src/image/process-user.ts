import type { ConfigBlock } from '../config/config-block.ts';
import { accountsOf } from './accounts.ts';
import type { Node } from './file-tree.ts';
import { userText } from './runtime-config.ts';

/** Who a process of the image is; undefined where only the image's own /etc/passwd would tell. */
export interface ProcessUser {
  readonly uid: number | undefined;
  readonly gid: number | undefined;
}

/** As a runtime reads `User` of the image's configuration. */
export function processUser(block: Pick<ConfigBlock, 'runAs' | 'user' | 'users'>): ProcessUser {
  const text = block.runAs ?? userText(block);
  if (text === '') return { uid: 0, gid: 0 };
  const accounts = accountsOf(block.users);
  const [user = '', group] = text.split(':');
  const account = accounts.find(({ name, uid }) => name === user || `${uid}` === user);
  const uid = numberOf(user) ?? account?.uid;
  if (group === undefined) return { uid, gid: account?.gid };
  return { uid, gid: numberOf(group) ?? accounts.find(({ name }) => name === group)?.gid };
}

function numberOf(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/**
 * Whether the kernel lets the user search a directory or run a file. Root may search every directory (CAP_DAC_OVERRIDE, which
 * Docker and containerd leave to it) and run what anybody may run.
 */
export function maySearchOrRun({ type, mode, uid, gid }: Node, user: ProcessUser): boolean {
  if (user.uid === 0) return type !== 'file' || (mode & 0o111) !== 0;
  if (user.uid === undefined) return (mode & 0o111) !== 0;
  if (user.uid === uid) return (mode & 0o100) !== 0;
  if (user.gid === undefined) return (mode & 0o011) !== 0;
  return (mode & (user.gid === gid ? 0o010 : 0o001)) !== 0;
}

/** For messages. */
export function userName({ uid, gid }: ProcessUser): string {
  if (uid === undefined) return 'the user';
  return gid === undefined ? `user ${uid}` : `user ${uid}:${gid}`;
}
