import { homedir } from 'node:os';
import type { Environment } from '../ports.ts';

/** Undefined where nobody knows: a container may run as a user whom /etc/passwd does not name, and without HOME. Node throws then. */
export function homeFolder(environment: Environment): string | undefined {
  const given = environment['HOME'] || environment['USERPROFILE'];
  if (given) return given;
  try {
    return homedir();
  } catch {
    return undefined;
  }
}
