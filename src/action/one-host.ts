import { ActionError } from '../errors.ts';
import type { Request } from './request.ts';

/** `username` is for one host; which one would be a guess where there are several. */
export function checkOneHost({ username, targets }: Request): void {
  const hosts = [...new Set(targets.map(({ repository }) => repository.registry))];
  if (username === '' || hosts.length < 2) return;
  throw new ActionError('input', `username: there are several registries (${hosts.join(', ')}), and it is for one`, {
    hint: 'Use registry-auth, a YAML list of registry, username and password.',
  });
}
