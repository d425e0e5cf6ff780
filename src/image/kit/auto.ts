import type { Evidence } from '../../binary/binary.ts';

export interface Choice {
  readonly included: boolean;
  readonly reason: string;
}

/**
 * What an option that can be `auto` comes to. All platforms share one kit, so that what one binary needs is there for all.
 * @param option its name in the config block, for the reason
 */
export function choose(
  option: string,
  value: 'auto' | boolean | readonly string[],
  evidence: readonly Evidence[],
  kind: 'certificates' | 'zones' | 'nsswitch',
): Choice {
  if (typeof value === 'boolean') return { included: value, reason: `${option}: ${value}` };
  if (value !== 'auto') return { included: value.length > 0, reason: `${option}: [${value.join(', ')}]` };
  const telling = evidence.find((found) => found[kind]) ?? evidence[0];
  if (telling === undefined) return { included: false, reason: 'there is no binary that could need it' };
  return { included: telling[kind], reason: telling.reasons[kind] };
}
