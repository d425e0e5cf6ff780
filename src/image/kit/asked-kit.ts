import type { ConfigBlock } from '../../config/config-block.ts';
import type { KitOptions } from './assemble-kit.ts';

const PARTS = ['users', 'tmp', 'ca-certificates', 'time-zones', 'nsswitch'] as const;

/** The kit of an image without a program, which finds nothing missing: only what the config block names. */
export function askedKit(block: ConfigBlock): KitOptions {
  const isWritten = (key: string) => Object.hasOwn(block.positions, key);
  if (isWritten('kit')) return block;
  return {
    ...block,
    kit: PARTS.some(isWritten),
    tmp: isWritten('tmp') && block.tmp,
    accounts: isWritten('users'),
  };
}
