import { traitsOf } from '../protocol/traits.ts';
import { reachOf } from './address.ts';

/**
 * The roots at which a registry may answer, the likeliest first. This machine's own registries speak HTTP as a rule;
 * others only where the user allowed it, and a well-known one never.
 */
export function rootsOf(registry: string, insecure: boolean): readonly [URL, ...URL[]] {
  const { apiHost = registry, link } = traitsOf(registry);
  const secure = new URL(`https://${apiHost}/`);
  const plain = new URL(`http://${apiHost}/`);
  if (reachOf(secure.hostname) === 'loopback') return [plain, secure];
  return insecure && link === '' ? [secure, plain] : [secure];
}
