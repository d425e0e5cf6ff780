import { isHost } from '../oci/reference.ts';
import type { Position } from './config-block.ts';
import { parseYaml } from './parse-yaml.ts';
import { Problems } from './problems.ts';
import { fields, has, listOf, readText } from './readers.ts';
import { isNothing, type Value } from './value.ts';

export interface RegistryLogin {
  /** Host with its port: `registry.example.com:5000`. */
  readonly registry: string;
  /** Empty where the expression for it is, as those of secrets are on a pull request from a fork. */
  readonly username: string;
  readonly password: string;
  readonly position: Position;
}

const KEYS = { registry: readRegistry, username: readSecret, password: readSecret };
const SYNONYMS = {
  user: 'username',
  login: 'username',
  token: 'password',
  host: 'registry',
  server: 'registry',
} as const;

const readLoginFields = fields(KEYS, SYNONYMS);

/** Reads the input `registry-auth`, a YAML list of `{registry, username, password}`. No message repeats anything of it: what stands in the wrong place may be a password. */
export function readRegistryAuth(text: string): readonly RegistryLogin[] {
  const problems = new Problems([...Object.keys(KEYS), ...Object.keys(SYNONYMS)]);
  const value = parseYaml(text, 'registry-auth', problems);
  const logins = value === undefined || isNothing(value) ? [] : listOf(readLogin)(value, problems);
  refuseTwice(logins ?? [], problems);
  problems.throwIfAny();
  return logins ?? [];
}

function readLogin(value: Value, problems: Problems): RegistryLogin | undefined {
  const read = readLoginFields(value, problems);
  if (read === undefined) return undefined;
  if (!has(value, 'registry')) problems.add(value, 'registry is missing');
  const { registry, username = '', password = '' } = read;
  if (registry === undefined) return undefined;
  return { registry, username, password, position: value.position };
}

/** YAML's `|` leaves a line end behind that belongs to nobody's password. */
function readSecret(value: Value, problems: Problems): string | undefined {
  return readText(value, problems)?.replace(/[\r\n]+$/, '');
}

function readRegistry(value: Value, problems: Problems): string | undefined {
  const host = readText(value, problems)?.trim().toLowerCase();
  if (host === undefined || isHost(host)) return host;
  return problems.add(
    value,
    'is not the host of a registry (not shown, since it may be a secret); write the host alone, as ghcr.io or registry.example.com:5000',
  );
}

function refuseTwice(logins: readonly RegistryLogin[], problems: Problems): void {
  const seen = new Set<string>();
  for (const { registry, position } of logins) {
    if (seen.has(registry)) problems.add({ name: '', position }, 'this registry is listed twice');
    seen.add(registry);
  }
}
