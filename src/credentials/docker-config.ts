import { ActionError } from '../errors.ts';

export interface AuthEntry {
  readonly auth?: string;
  readonly username?: string;
  readonly password?: string;
  readonly identitytoken?: string;
  readonly registrytoken?: string;
}

/** What docker's config.json and podman's auth.json say about credentials; everything else in them is ignored. */
export interface DockerConfig {
  readonly auths: ReadonlyMap<string, AuthEntry>;
  /** Names of helpers by registry. */
  readonly credHelpers: ReadonlyMap<string, string>;
  /** The helper for all other registries. */
  readonly credsStore?: string;
}

const ENTRY_FIELDS = ['auth', 'username', 'password', 'identitytoken', 'registrytoken'] as const;

/** Reads the JSON text; `name` says in errors where it came from. Never repeats a piece of it: it holds secrets. */
export function parseDockerConfig(text: string, name: string): DockerConfig {
  const config = objectAt(parseJson(text, name), 'the document', name);
  const store = textAt(config['credsStore'], 'credsStore', name);
  return {
    auths: mapOf(config['auths'], 'auths', name, (value, key) => readEntry(value, key, name)),
    credHelpers: mapOf(config['credHelpers'], 'credHelpers', name, (value, key) => {
      return textAt(value, `credHelpers["${key}"]`, name) ?? '';
    }),
    ...(store === undefined ? {} : { credsStore: store }),
  };
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The parser's own message quotes the text around the mistake.
    throw malformed(name, 'it is not valid JSON');
  }
}

function mapOf<T>(
  value: unknown,
  where: string,
  name: string,
  read: (value: unknown, key: string) => T,
): ReadonlyMap<string, T> {
  if (value === undefined || value === null) return new Map();
  const entries = Object.entries(objectAt(value, where, name));
  return new Map(entries.map(([key, inner]) => [key, read(inner, shown(key))]));
}

/** A key as messages name it: without the user name and password that some write before the host. */
function shown(key: string): string {
  return key.replace(/^.*@/s, '').slice(0, 100);
}

/** An empty entry says that a helper has the secret. */
function readEntry(value: unknown, key: string, name: string): AuthEntry {
  if (value === null) return {};
  const entry = objectAt(value, `auths["${key}"]`, name);
  const fields = ENTRY_FIELDS.map((field) => [field, textAt(entry[field], `auths["${key}"].${field}`, name)] as const);
  return Object.fromEntries(fields.filter(([, text]) => text !== undefined));
}

function objectAt(value: unknown, where: string, name: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw malformed(name, `${where} is not an object`);
}

/** Undefined where nothing is said: missing, null or empty. */
function textAt(value: unknown, where: string, name: string): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw malformed(name, `${where} is not a text`);
}

function malformed(name: string, what: string): ActionError {
  return new ActionError('credentials', `${name} cannot be used as a docker configuration: ${what}`, {
    hint: 'Repair or remove it, or give the inputs username and password, which come first.',
  });
}
