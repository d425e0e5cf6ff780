import { editDistance } from '../../../edit-distance.ts';
import { ActionError } from '../../../errors.ts';
import { printable } from '../../../printable.ts';
import { checkExpressions, GLOBAL_NAMES } from '../global-expressions.ts';
import { parseTemplate, type Template } from '../template.ts';
import { csvFields } from './csv-fields.ts';

/** The types of docker/metadata-action, with the priority of each. https://github.com/docker/metadata-action#priority-attribute */
const PRIORITIES = { schedule: 1000, semver: 900, pep440: 900, match: 800, edge: 700, ref: 600, raw: 200, sha: 100 };

export type TagLineType = keyof typeof PRIORITIES;

const ATTRIBUTES = [
  'type',
  'enable',
  'priority',
  'prefix',
  'suffix',
  'pattern',
  'value',
  'match',
  'event',
  'branch',
  'format',
  'group',
] as const;

type Attribute = (typeof ATTRIBUTES)[number];

/** One line of docker/metadata-action's input `tags`, checked. */
export interface TagLine {
  /** As it was written, for messages. */
  readonly text: string;
  readonly type: TagLineType;
  readonly priority: number;
  readonly enable: Template;
  /** Undefined where the line has none, so that the flavor's counts; an empty one counts. */
  readonly prefix: Template | undefined;
  readonly suffix: Template | undefined;
  readonly value: Template;
  /** Of schedule, semver and pep440. */
  readonly pattern: Template;
  /** The pattern of type=match; of semver and pep440, what finds the version in a longer tag, in its first group. */
  readonly match: RegExp | undefined;
  readonly group: number;
  readonly event: string;
  readonly branch: string;
  readonly format: string;
}

/** What a pattern of semver or pep440 may name. */
const VERSION_NAMES = ['raw', 'version', 'major', 'minor', 'patch', 'prerelease', 'build'] as const;

/** Reads `type=semver,pattern={{version}},enable=true`. Throws an ActionError that names the line. */
export function parseTagLine(text: string): TagLine {
  try {
    return readLine(text);
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    throw new ActionError('input', `tags: in "${printable(text, 150)}", ${error.message}`, { hint: error.hint });
  }
}

function readLine(text: string): TagLine {
  const given = readAttributes(text);
  const type = readType(given.type ?? 'raw');
  const attributes = { ...defaultsOf(type), ...given };
  const pattern = needed(type, attributes, 'pattern', ['semver', 'pep440', 'match']);
  const isVersion = type === 'semver' || type === 'pep440';
  return {
    text,
    type,
    priority: readPriority(attributes.priority, type),
    enable: template(attributes.enable ?? 'true'),
    prefix: optionalTemplate(attributes.prefix),
    suffix: optionalTemplate(attributes.suffix),
    value: template(needed(type, attributes, 'value', ['raw'])),
    pattern: type === 'match' ? [] : template(pattern, isVersion ? VERSION_NAMES : []),
    match: type === 'match' ? readExpression(pattern) : isVersion ? readVersionFinder(attributes.match) : undefined,
    group: readGroup(attributes.group),
    event: oneOf('event', type === 'ref' ? needed(type, attributes, 'event', ['ref']) : '', type, REF_EVENTS),
    branch: attributes.branch ?? '',
    format: oneOf('format', type === 'sha' ? (attributes.format ?? 'short') : '', type, SHA_FORMATS),
  };
}

const REF_EVENTS = ['branch', 'tag', 'pr'];
const SHA_FORMATS = ['short', 'long'];

function defaultsOf(type: TagLineType): Partial<Record<Attribute, string>> {
  if (type === 'schedule') return { pattern: 'nightly' };
  return type === 'sha' ? { prefix: 'sha-' } : {};
}

function readAttributes(text: string): Partial<Record<Attribute, string>> {
  const attributes: Partial<Record<Attribute, string>> = {};
  for (const field of csvFields(text)) {
    // What has no name is the value; the `=` of an expression's options gives it none.
    const equals = /^[^={]*=/.exec(field)?.[0].length;
    const key =
      equals === undefined
        ? 'value'
        : field
            .slice(0, equals - 1)
            .trim()
            .toLowerCase();
    if (!isAttribute(key)) throw unknownAttribute(key);
    if (attributes[key] !== undefined) throw problem(`there are two of ${key}=; write one line for each tag`);
    attributes[key] = field.slice(equals ?? 0).trim();
  }
  if (attributes.type === 'ref' && attributes.event === 'pr') attributes.prefix ??= 'pr-';
  return attributes;
}

function isAttribute(key: string): key is Attribute {
  return (ATTRIBUTES as readonly string[]).includes(key);
}

function unknownAttribute(key: string): ActionError {
  const meant = ATTRIBUTES.find((name) => editDistance(name, key.slice(0, 20)) <= 2);
  const shown = printable(key, 60);
  return problem(
    `"${shown}" is not an attribute`,
    meant === undefined ? `There are ${ATTRIBUTES.join(', ')}.` : `Did you mean ${meant}?`,
  );
}

function readType(text: string): TagLineType {
  if (Object.hasOwn(PRIORITIES, text)) return text as TagLineType;
  throw problem(`type=${printable(text, 60)} is not known`, `There are ${Object.keys(PRIORITIES).join(', ')}.`);
}

function needed(
  type: TagLineType,
  attributes: Partial<Record<Attribute, string>>,
  name: Attribute,
  types: readonly TagLineType[],
): string {
  const value = attributes[name];
  if (value !== undefined || !types.includes(type)) return value ?? '';
  throw problem(`${name}= is missing, which type=${type} needs`);
}

function readPriority(text: string | undefined, type: TagLineType): number {
  if (text === undefined) return PRIORITIES[type];
  const priority = Number(text);
  if (text !== '' && Number.isFinite(priority)) return priority;
  throw problem(`priority=${printable(text, 60)} is not a number`);
}

function readGroup(text = '0'): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw problem(`group=${printable(text, 60)} is not the number of a group`);
}

function oneOf(name: string, value: string, type: TagLineType, choices: readonly string[]): string {
  if (value === '' || choices.includes(value)) return value;
  throw problem(`${name}=${printable(value, 60)} is not known to type=${type}; there are ${choices.join(', ')}`);
}

/** `\d+\.\d+`, or `/…/i` with flags, as JavaScript reads it. */
function readExpression(pattern: string): RegExp {
  const [, source = pattern, flags = ''] = /^\/(.+)\/([a-z]*)$/.exec(pattern) ?? [];
  return compiled('pattern', pattern, source, flags);
}

/** By its letters: the `/…/i` of type=match is not read here. */
function readVersionFinder(match = ''): RegExp | undefined {
  if (match === '') return undefined;
  const expression = compiled('match', match, match);
  // An empty alternative matches every text, and tells how many groups there are.
  if (new RegExp(`${match}|`).exec('')?.length === 1) {
    throw problem(`match=${printable(match, 80)} has no group for the version`, 'Write one as in match=app-v(.*).');
  }
  return expression;
}

function compiled(name: string, text: string, source: string, flags = ''): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (cause) {
    throw new ActionError('input', `${name}=${printable(text, 80)} is not a valid regular expression`, { cause });
  }
}

function optionalTemplate(text: string | undefined): Template | undefined {
  return text === undefined ? undefined : template(text);
}

function template(text: string, more: readonly string[] = []): Template {
  const parts = parseTemplate(text);
  checkExpressions(parts, [...more, ...GLOBAL_NAMES]);
  return parts;
}

function problem(message: string, hint?: string): ActionError {
  return new ActionError('input', message, { hint });
}
