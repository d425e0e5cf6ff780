import { readBuildArg, readStageLine, type StageMapping } from '../dockerfile/stage-lines.ts';
import { ActionError } from '../errors.ts';
import type { Compression } from '../layer/layer.ts';
import { type Platform, parsePlatform } from '../oci/platform.ts';
import { isHost } from '../oci/reference.ts';
import { printable } from '../printable.ts';
import type { SourceContext } from '../source-context.ts';
import { type InputProblems, named } from './input-problems.ts';
import { type RawInputs, readLines, readList } from './read-inputs.ts';
import { readTargets, type Target } from './targets.ts';
import {
  isBooleanWord,
  readAutoBoolean,
  readBoolean,
  readDuration,
  readOneOf,
  readPairs,
  readSize,
  readWholeNumber,
  splitWords,
} from './values.ts';

/** A Dockerfile in the place of a config block. */
export interface DockerfileInput {
  readonly path: string;
  /** Name or number of a stage; empty = the last one. */
  readonly target: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly stages: readonly StageMapping[];
}

export interface BinaryEntry {
  readonly pattern: string;
  readonly platform?: Platform;
}

/** `on-tag`: `auto` where a git tag was pushed or released, else `false`; the command's default. */
export type PushSetting = 'auto' | 'on-tag' | boolean;

/** What the user asked for, every value checked for itself. Defaults that depend on later stages stay open. */
export interface Request {
  readonly binaries: readonly BinaryEntry[];
  readonly merge: readonly string[];
  readonly dockerfile?: DockerfileInput;
  readonly targets: readonly Target[];
  /** By the input or by full references among the tags; otherwise it is the one by default. */
  readonly imageGiven: boolean;
  readonly version: string;
  readonly tagPrefix: string;
  /** Lines as docker/metadata-action has them. */
  readonly flavorLines: readonly string[];
  readonly latest: 'auto' | boolean;
  readonly overwrite: boolean;
  readonly platforms: readonly Platform[];
  readonly labels: Readonly<Record<string, string>>;
  readonly annotationLines: readonly string[];
  readonly created: string;
  readonly compression: Compression;
  readonly push: PushSetting;
  readonly outputs: readonly string[];
  readonly upload: UploadSettings;
  readonly insecure: boolean | readonly string[];
  readonly allowDynamic: boolean;
  /** Arguments for the container; undefined = no smoke test. */
  readonly smokeTest: readonly string[] | undefined;
  readonly verify: 'auto' | boolean;
  readonly digestFile: string;
  readonly summary: boolean;
}

export interface UploadSettings {
  readonly chunkSize: 'auto' | 'none' | number;
  readonly concurrency: number;
  /** Milliseconds. */
  readonly retryFor: number;
  /** Milliseconds without a byte. */
  readonly timeout: number;
}

/** Reads every input; what is wrong goes into `problems`, and the returned request must not be used then. */
export function readRequest(
  inputs: RawInputs,
  context: SourceContext,
  problems: InputProblems,
  notice: (line: string) => void,
): Request {
  const or = <T>(fallback: T, read: () => T): T => problems.attempt(read) ?? fallback;
  checkSources(inputs, problems);
  const targets = readTargets(inputs.image, inputs.tags, context, problems, notice);
  return {
    binaries: readBinaryEntries(inputs.binary, problems),
    merge: readList(inputs.merge),
    ...(inputs.dockerfile === '' ? {} : { dockerfile: readDockerfileInput(inputs, or) }),
    targets,
    imageGiven: readList(inputs.image).length > 0 || targets.some(({ tags }) => tags.some(isReference)),
    version: inputs.version,
    tagPrefix: inputs['tag-prefix'],
    flavorLines: readLines(inputs.flavor),
    latest: or<'auto' | boolean>('auto', () => readAutoBoolean('latest', inputs.latest)),
    overwrite: or(false, () => readBoolean('overwrite', inputs.overwrite)),
    platforms: readList(inputs.platforms).flatMap((text) => or<Platform[]>([], () => [readPlatform(text)])),
    labels: or({}, () => readPairs('labels', readLines(inputs.labels))),
    annotationLines: readLines(inputs.annotations),
    created: inputs.created,
    compression: or<Compression>({ kind: 'gzip' }, () => readCompression(inputs.compression)),
    push: or<PushSetting>('auto', () => readPush(inputs.push)),
    outputs: readList(inputs.output),
    upload: readUpload(inputs, or),
    insecure: or<boolean | string[]>(false, () => readInsecure(inputs.insecure)),
    allowDynamic: or(false, () => readBoolean('allow-dynamic', inputs['allow-dynamic'])),
    smokeTest: or(undefined, () => readSmokeTest(inputs['smoke-test'])),
    verify: or<'auto' | boolean>('auto', () => readAutoBoolean('verify', inputs.verify)),
    digestFile: inputs['digest-file'],
    summary: or(true, () => readBoolean('summary', inputs.summary)),
  };
}

function isReference({ kind }: Target['tags'][number]): boolean {
  return kind === 'reference';
}

/** Said at once where there is no config block, and after it is read where it brings no files either. */
export const NO_BINARY =
  'binary: not given, nor is merge. Set it to the path of the static binary, as in binary: dist/app';

function checkSources(inputs: RawInputs, problems: InputProblems): void {
  const [binary, merge] = [readList(inputs.binary).length > 0, readList(inputs.merge).length > 0];
  if (inputs.dockerfile !== '') checkDockerfile(inputs, problems);
  else checkNoDockerfile(inputs, problems);
  if (!binary && !merge && inputs.dockerfile === '' && inputs.config === '') problems.add(NO_BINARY);
  if (binary && merge)
    problems.add('merge: cannot be used together with binary; merge joins what other jobs have pushed');
}

function checkDockerfile(inputs: RawInputs, problems: InputProblems): void {
  if (inputs.config !== '')
    problems.add('dockerfile: cannot be used together with config; the Dockerfile says all of it');
  if (inputs.merge !== '') problems.add('dockerfile: cannot be used together with merge, which makes no image here');
}

function checkNoDockerfile(inputs: RawInputs, problems: InputProblems): void {
  for (const name of ['target', 'build-args', 'stages'] as const) {
    if (inputs[name] !== '') problems.add(`${name}: is for a Dockerfile; set dockerfile: Dockerfile`);
  }
}

function readDockerfileInput(inputs: RawInputs, or: <T>(fallback: T, read: () => T) => T): DockerfileInput {
  return {
    path: inputs.dockerfile,
    target: inputs.target,
    buildArgs: Object.fromEntries(
      readLines(inputs['build-args']).flatMap((line) =>
        or<(readonly [string, string])[]>([], () => [readBuildArg(line)]),
      ),
    ),
    stages: readList(inputs.stages).flatMap((line) => or<StageMapping[]>([], () => [readStageLine(line)])),
  };
}

/** The entries of the input `binary`; what is wrong goes into `problems`. */
export function readBinaryEntries(text: string, problems: InputProblems): BinaryEntry[] {
  return readList(text).flatMap((entry) => problems.attempt(() => readBinaryEntry(entry)) ?? []);
}

/** `path` or `platform=path`; a path with a `=` needs nothing special as long as no platform stands before it. */
function readBinaryEntry(text: string): BinaryEntry {
  const [, platform, pattern] = /^([a-z0-9_]+\/[a-z0-9_-]+(?:\/[a-z0-9_.]+)?)=(.+)$/i.exec(text) ?? [];
  if (platform === undefined || pattern === undefined) return { pattern: text };
  return { pattern: pattern.trim(), platform: named('binary', () => parsePlatform(platform)) };
}

function readPlatform(text: string): Platform {
  const platform = named('platforms', () => parsePlatform(text));
  // As buildx and containerd take it: https://github.com/containerd/platforms/blob/main/database.go
  return platform.architecture === 'arm' && platform.variant === undefined ? { ...platform, variant: 'v7' } : platform;
}

function readPush(text: string): PushSetting {
  const value = readOneOf('push', text.toLowerCase(), ['auto', 'on-tag', 'true', 'false']);
  return value === 'auto' || value === 'on-tag' ? value : value === 'true';
}

const HIGHEST_LEVEL = { gzip: 9, zstd: 19, none: 0 } as const;

function readCompression(text: string): Compression {
  const [kind = '', level, ...rest] = text.toLowerCase().split(':');
  const known = readOneOf('compression', kind, ['gzip', 'zstd', 'none']);
  if (level === undefined) return { kind: known };
  if (rest.length > 0 || known === 'none') {
    throw new ActionError('input', `compression: "${text}" is not of the form gzip, gzip:9, zstd, zstd:3 or none`);
  }
  return { kind: known, level: readWholeNumber('compression', level, 1, HIGHEST_LEVEL[known]) };
}

function readUpload(inputs: RawInputs, or: <T>(fallback: T, read: () => T) => T): UploadSettings {
  return {
    chunkSize: or<UploadSettings['chunkSize']>('auto', () => readChunkSize(inputs['chunk-size'])),
    concurrency: or(4, () => readWholeNumber('concurrency', inputs.concurrency, 1, 64)),
    retryFor: or(0, () => readDuration('retry-for', inputs['retry-for'])),
    timeout: or(0, () => readPositiveDuration('timeout', inputs.timeout)),
  };
}

function readPositiveDuration(name: 'timeout', text: string): number {
  const value = readDuration(name, text);
  if (value > 0) return value;
  throw new ActionError('input', `${name}: "${text}" leaves no time at all; write a duration such as 60s`);
}

const SMALLEST_CHUNK = 64 * 1024;

function readChunkSize(text: string): UploadSettings['chunkSize'] {
  if (text === 'auto' || text === 'none') return text;
  const size = readSize('chunk-size', text);
  if (size >= SMALLEST_CHUNK) return size;
  throw new ActionError('input', `chunk-size: "${text}" is less than 64KiB, the smallest chunk that makes sense`);
}

function readInsecure(text: string): boolean | string[] {
  const lower = text.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower === 'true';
  const hosts = readList(lower);
  const wrong = hosts.find((host) => isBooleanWord(host) || !isHost(host));
  if (wrong === undefined) return hosts;
  throw new ActionError('input', `insecure: "${printable(wrong, 100)}" is neither true, false nor a host`, {
    hint: 'Write true or false, or hosts with their ports, as in insecure: registry.test:5000.',
  });
}

function readSmokeTest(text: string): string[] | undefined {
  if (text === '' || text.toLowerCase() === 'false') return undefined;
  if (isBooleanWord(text)) {
    throw new ActionError('input', `smoke-test: "${text}" is neither true, false nor arguments of a program`, {
      hint: 'Write smoke-test: true to start the image without arguments.',
    });
  }
  return text.toLowerCase() === 'true' ? [] : splitWords('smoke-test', text);
}
