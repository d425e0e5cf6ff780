import { ownerReader, readUsers } from './accounts.ts';
import { readCapabilities } from './capabilities.ts';
import type { BinarySpec, ConfigBlock, Owner, UserSpec } from './config-block.ts';
import { readDirectoryPath, readPath } from './container-path.ts';
import { fileReader, readMode } from './file-spec.ts';
import { readHealthcheck } from './healthcheck.ts';
import { readAuto, readCertificates, readTimeZones } from './kit-options.ts';
import { parseYaml } from './parse-yaml.ts';
import { readExpose } from './ports.ts';
import { Problems } from './problems.ts';
import { fields, listOf, oneOrMore, present, type Reader, readBoolean, readText } from './readers.ts';
import { readStopSignal } from './stop-signal.ts';
import { readAnnotations, readEnv, readLabels } from './text-map.ts';
import { isNothing, kindOf, type Mapping, type Value } from './value.ts';
import { readVolumes, type Volume } from './volumes.ts';

/** The keys of the block, each with its reader; names of users are those of `users`. */
function keys(users: readonly UserSpec[]) {
  const owner = ownerReader(users);
  return {
    path: readPath,
    binary: binaryReader(owner),
    entrypoint: readEntrypoint,
    cmd: oneOrMore(readText),
    user: owner,
    workdir: readDirectoryPath,
    env: readEnv,
    expose: readExpose,
    volumes: readVolumes,
    labels: readLabels,
    annotations: readAnnotations,
    'stop-signal': readStopSignal,
    healthcheck: readHealthcheck,
    kit: readBoolean,
    users: () => users,
    tmp: readBoolean,
    'ca-certificates': readCertificates,
    'time-zones': readTimeZones,
    nsswitch: readAuto,
    files: listOf(fileReader(owner)),
  };
}

/** What is said of the program itself, wherever it comes from. */
function binaryReader(owner: Reader<Owner>): Reader<BinarySpec> {
  return fields({ mode: readMode, owner, capabilities: readCapabilities }, { chmod: 'mode', chown: 'owner' });
}

const SYNONYMS = {
  environment: 'env',
  command: 'cmd',
  args: 'cmd',
  ports: 'expose',
  working_dir: 'workdir',
  stop_signal: 'stop-signal',
  copy: 'files',
  certificates: 'ca-certificates',
  timezone: 'time-zones',
} as const;

/** In the order of the documentation. */
export const CONFIG_KEYS: readonly string[] = Object.keys(keys([]));

/** Reads a config block, YAML or JSON. Throws a ProblemsError with everything that is wrong; an empty text is all defaults. */
export function readConfigBlock(text: string, document: string): ConfigBlock {
  const problems = new Problems();
  const value = parseYaml(text, document, problems);
  const block = blockOf(value, problems);
  problems.throwIfAny();
  return block;
}

function blockOf(value: Value | undefined, problems: Problems): ConfigBlock {
  const map = rootOf(value, problems);
  const users = usersOf(map, problems);
  const { 'stop-signal': stopSignal, ...read } = fields(keys(users), SYNONYMS)(map, problems) ?? {};
  const { 'ca-certificates': caCertificates = 'auto', 'time-zones': timeZones = 'auto', ...rest } = read;
  const { env = {}, labels = {}, annotations = {}, expose = [], volumes = [], files = [] } = rest;
  const { kit = true, tmp = true, nsswitch = 'auto' } = rest;
  const block = {
    ...rest,
    ...present({ stopSignal }),
    ...volumesOf(volumes),
    ...{ env, labels, annotations, expose, files, kit, tmp, nsswitch, caCertificates, timeZones, users },
    positions: Object.fromEntries(map.fields.map(({ key, position }) => [key, position])),
  };
  if (!block.kit) refuseKitParts(map, problems);
  return block;
}

function volumesOf(volumes: readonly Volume[]): Pick<ConfigBlock, 'volumes' | 'uncreatedVolumes'> {
  const uncreated = volumes.filter(({ create }) => !create).map(({ path }) => path);
  const paths = volumes.map(({ path }) => path);
  return uncreated.length === 0 ? { volumes: paths } : { volumes: paths, uncreatedVolumes: uncreated };
}

function rootOf(value: Value | undefined, problems: Problems): Mapping {
  if (value?.kind === 'map') return value;
  if (value !== undefined && !isNothing(value)) {
    problems.add(value, `expected keys with values, such as "user: 65532:65532", not ${kindOf(value)}`);
  }
  const position = { document: '', line: 1, column: 1 };
  return { kind: 'map', name: '', position, fields: [] };
}

function usersOf(map: Mapping, problems: Problems): readonly UserSpec[] {
  const users = map.fields.find(({ key }) => key === 'users')?.value;
  return users === undefined || isNothing(users) ? [] : (readUsers(users, problems) ?? []);
}

/** What somebody asked for by name must not be left out in silence. `users` still give names their numbers. */
function refuseKitParts(map: Mapping, problems: Problems): void {
  for (const { key, value, position } of map.fields) {
    if (!['tmp', 'ca-certificates', 'time-zones', 'nsswitch'].includes(key) || isNothing(value)) continue;
    if (value.kind === 'text' && ['false', 'auto'].includes(value.text.toLowerCase())) continue;
    problems.add({ name: key, position }, 'has no effect with kit: false; leave out one of the two');
  }
}

/** A text is one argument: there is no shell that would split it. */
function readEntrypoint(value: Value, problems: Problems): readonly string[] | undefined {
  const entrypoint = oneOrMore(readText)(value, problems);
  if (entrypoint?.[0] === '') return problems.add(value, 'the program has no name');
  return entrypoint;
}
