import type { Choice } from './auto.ts';
import { type KitPart, kitFile, leftOut } from './kit-part.ts';

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
