import { LARGEST_ID } from '../config/accounts.ts';
import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { Ownership, StageTree } from './stage-tree.ts';

/** No account file is larger. */
const LARGEST = 1024 * 1024;

/** The numbers of `user[:group]`, names looked up in the image's own /etc/passwd and /etc/group as BuildKit does. */
export async function ownershipIn(tree: StageTree, owner: string | undefined): Promise<Ownership> {
  if (owner === undefined || owner === '') return { uid: 0, gid: 0 };
  const [user = '', group, ...rest] = owner.split(':');
  if (rest.length > 0 || user === '' || group === '')
    throw new ActionError('config', `"${printable(owner, 60)}" is not of the form user:group`);
  const account = await accountOf(tree, user);
  return group === undefined ? account : { uid: account.uid, gid: await groupOf(tree, group) };
}

function numberOf(text: string): number | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  if (text.length <= 10 && Number(text) <= LARGEST_ID) return Number(text);
  throw new ActionError('config', `"${printable(text, 60)}" is larger than the largest id, ${LARGEST_ID}`);
}

/** A number without a group has the same number as its group. */
async function accountOf(tree: StageTree, user: string): Promise<Ownership> {
  const id = numberOf(user);
  if (id !== undefined) return { uid: id, gid: id };
  const [, , uid, gid] = (await lineOf(tree, 'etc/passwd', user)) ?? [];
  if (uid !== undefined && gid !== undefined) return { uid: numberOf(uid) ?? 0, gid: numberOf(gid) ?? 0 };
  if (user === 'root') return { uid: 0, gid: 0 };
  throw unknown('user', user, 'etc/passwd');
}

async function groupOf(tree: StageTree, group: string): Promise<number> {
  const gid = numberOf(group) ?? numberOf((await lineOf(tree, 'etc/group', group))?.[2] ?? '');
  if (gid !== undefined) return gid;
  if (group === 'root') return 0;
  throw unknown('group', group, 'etc/group');
}

async function lineOf(tree: StageTree, file: string, name: string): Promise<string[] | undefined> {
  const entry = tree.at(tree.resolve(file));
  if (entry?.type !== 'file' || entry.content.size > LARGEST) return undefined;
  const text = Buffer.from(await entry.content.read(0, entry.content.size)).toString('utf8');
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .find(([first]) => first === name);
}

function unknown(kind: string, name: string, file: string): ActionError {
  return new ActionError('config', `no ${kind} "${printable(name, 60)}" is in the image's /${file}`, {
    hint: `Copy an /${file} that has it before, mapped by stages, or write its number.`,
  });
}
