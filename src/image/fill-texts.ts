import type { ConfigBlock, FileSpec } from '../config/config-block.ts';
import { present } from '../config/readers.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import { printable } from '../printable.ts';
import { DEFAULT_PATH } from './runtime-config.ts';

type Texts = Readonly<Record<string, string>>;

/** What `{{…}}` stands for; a name that is missing stays as it is written. */
export type Values = Partial<Record<'os' | 'arch' | 'variant' | 'platform' | 'version', string>>;

/** @param version without `v`; empty = not known */
export function valuesFor(platform: Platform | undefined, version: string): Values {
  const known = version === '' ? {} : { version };
  if (platform === undefined) return known;
  const { os, architecture: arch, variant = '' } = platform;
  return { ...known, os, arch, variant, platform: formatPlatform(platform) };
}

export function fillText(text: string, values: Values): string {
  if (!text.includes('{{')) return text;
  return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name as keyof Values] ?? whole) : whole,
  );
}

export function fillTexts(texts: Texts, values: Values): Texts {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, fillText(text, values)]));
}

/** The config block as it is for one platform: `{{…}}` filled in, and `$PATH` in its variables. */
export function fillBlock(block: ConfigBlock, values: Values): ConfigBlock {
  if (block.literal === true) return block;
  const fill = (text: string) => fillText(text, values);
  const { path, entrypoint, cmd, workdir, healthcheck } = block;
  return {
    ...block,
    ...present({
      path: path === undefined ? undefined : fill(path),
      entrypoint: entrypoint?.map(fill),
      cmd: cmd?.map(fill),
      workdir: workdir === undefined ? undefined : fill(workdir),
      healthcheck: healthcheck === undefined ? undefined : { ...healthcheck, Test: healthcheck.Test.map(fill) },
      uncreatedVolumes: block.uncreatedVolumes?.map(fill),
    }),
    volumes: block.volumes.map(fill),
    files: block.files.map((spec) => fillSpec(spec, values)),
    env: withSearchPath(fillTexts(block.env, values)),
  };
}

/** One entry of `files` for a platform. The bytes of `content` are what they are. */
export function fillSpec(spec: FileSpec, values: Values): FileSpec {
  const filled = { ...spec, dst: fillText(spec.dst, values) };
  if (filled.type === 'symlink') return { ...filled, target: fillText(filled.target, values) };
  // What else it may hold, the finder tries in several ways.
  return filled.type === 'copy'
    ? { ...filled, src: fillText(filled.src, present({ version: values.version })) }
    : filled;
}

const SEARCH_PATH = /\$PATH(?!\w)|\$\{PATH\}/g;

/** `$PATH`, which docker build expands too; nothing else is a variable of the image. */
function withSearchPath(env: Texts): Texts {
  if (!Object.values(env).some((text) => text.includes('$'))) return env;
  const path = (env.PATH ?? DEFAULT_PATH).replace(SEARCH_PATH, () => DEFAULT_PATH);
  const filled = Object.entries(env).map(([name, text]) => {
    return [name, name === 'PATH' ? path : text.replace(SEARCH_PATH, () => path)];
  });
  return Object.fromEntries(filled);
}

/** Says of texts that look as if somebody would fill them in that nobody does. */
export function literalWarnings(key: 'env' | 'labels' | 'annotations', texts: Texts): string[] {
  return Object.entries(texts).flatMap(([name, text]) => {
    const [found] = /\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*\})|\{\{\s*[\w.]+\s*\}\}/.exec(text) ?? [];
    if (found === undefined) return [];
    const reason = found === '{{version}}' ? 'there is no version' : 'nobody fills it in';
    return [`${key}: "${printable(found, 60)}" in ${printable(name, 100)} stays as it is written: ${reason}.`];
  });
}
