import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { buildTar } from '../../src/rootfs/build-tar.ts';
import { blockOf } from '../support/plan-values.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { bytesOf, entriesIn, file } from '../support/tar-listing.ts';

const folder = scratchFolder('capabilities');

function capabilitiesOf(text: string) {
  const { binary } = blockOf(`binary: { capabilities: "${text}" }`);
  return binary?.capabilities;
}

/** What setcap writes for the same text, as xattrs of this machine show it. */
const KNOWN: readonly [text: string, hexadecimal: string][] = [
  ['cap_net_bind_service=+ep', '0100000200040000000000000000000000000000'],
  ['cap_net_bind_service+ep', '0100000200040000000000000000000000000000'],
  ['CAP_SETUID,cap_setgid=p', '00000002c0000000000000000000000000000000'],
  ['cap_net_raw=eip cap_bpf=ip', '0100000200200000002000008000000080000000'],
];

describe('file capabilities', () => {
  test.each(KNOWN)('%s', async (text, hexadecimal) => {
    const capabilities = capabilitiesOf(text);
    const long = `${'d'.repeat(150)}/${'n'.repeat(150)}`;
    const entries = [file('app', 'x', { mode: 0o755, ...(capabilities && { capabilities }) })];
    const tar = await buildTar([...entries, file(long, 'y', { ...(capabilities && { capabilities }) })]);
    const found = await entriesIn(tar);
    const told = found.filter(({ type }) => type === 'file').map(({ path, capability }) => [path, capability]);
    expect(told).toEqual([
      ['/app', hexadecimal],
      [`/${long}`, hexadecimal],
    ]);
  });

  test('are read by GNU tar as an attribute of the file', async () => {
    const capabilities = capabilitiesOf('cap_net_bind_service=+ep');
    const tar = await buildTar([file('app', 'x', { ...(capabilities && { capabilities }) })]);
    await writeFile(join(folder, 'layer.tar'), await bytesOf(tar));
    const list = execFileSync('tar', ['--xattrs', '--xattrs-include=*', '-tvvf', join(folder, 'layer.tar')]).toString();
    expect(list).toMatch(/x: +20 security\.capability/);
  });

  test.each([
    ['cap_net_bind', 'is not of the form cap_net_bind_service=+ep'],
    ['cap_net_bind_servic=+ep', 'did you mean \\"cap_net_bind_service\\"?'],
    ['all=ep', '"all" is not a capability'],
    ['cap_chown=+ep cap_kill-p', 'is not of the form'],
  ])('%s is refused', (text, message) => {
    expect(() => capabilitiesOf(text)).toThrow(message.replaceAll('\\"', '"'));
  });
});
