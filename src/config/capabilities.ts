import type { FileCapabilities } from '../rootfs/file-capabilities.ts';
import { type Problems, quote } from './problems.ts';
import { readText } from './readers.ts';
import { didYouMean } from './suggest.ts';
import type { Value } from './value.ts';

/** By their numbers. https://github.com/torvalds/linux/blob/v6.12/include/uapi/linux/capability.h */
const NAMES =
  'chown dac_override dac_read_search fowner fsetid kill setgid setuid setpcap linux_immutable net_bind_service net_broadcast net_admin net_raw ipc_lock ipc_owner sys_module sys_rawio sys_chroot sys_ptrace sys_pacct sys_admin sys_boot sys_nice sys_resource sys_time sys_tty_config mknod lease audit_write audit_control setfcap mac_override mac_admin syslog wake_alarm block_suspend audit_read perfmon bpf checkpoint_restore'
    .split(' ')
    .map((name) => `cap_${name}`);

/** What setcap takes and a file can hold: `cap_net_bind_service=+ep`, `cap_net_raw,cap_net_admin+eip`. */
const CLAUSE = /^([a-z_,]+)(?:=\+?|\+)([eip]+)$/;

/** Capabilities of a file as https://man7.org/linux/man-pages/man3/cap_from_text.3.html writes them; no `all`, nothing taken away. */
export function readCapabilities(value: Value, problems: Problems): FileCapabilities | undefined {
  const text = readText(value, problems);
  if (text === undefined) return undefined;
  const clauses = text.toLowerCase().trim().split(/\s+/);
  const permitted = new Set<number>();
  const inheritable = new Set<number>();
  let effective = false;
  for (const clause of clauses) {
    const [, names = '', flags = ''] = CLAUSE.exec(clause) ?? [];
    if (flags === '') return problems.add(value, `${quote(text)} is not of the form cap_net_bind_service=+ep`);
    for (const name of names.split(',')) {
      const number = NAMES.indexOf(name);
      if (number < 0) return problems.add(value, `${quote(name)} is not a capability${didYouMean(name, NAMES)}`);
      if (flags.includes('p')) permitted.add(number);
      if (flags.includes('i')) inheritable.add(number);
    }
    effective ||= flags.includes('e');
  }
  return { effective, permitted: [...permitted].sort(byNumber), inheritable: [...inheritable].sort(byNumber) };
}

function byNumber(a: number, b: number): number {
  return a - b;
}
