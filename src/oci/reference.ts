import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';
import { type Digest, isDigest } from './digest.ts';

/** A repository on a registry: `registry` is a host with its port, as a user knows it (`docker.io`, not its API host). */
export interface Repository {
  readonly registry: string;
  readonly path: string;
}

export interface Reference {
  readonly repository: Repository;
  readonly tag?: string;
  readonly digest?: Digest;
}

export const DOCKER_HUB = 'docker.io';

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const HOST =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?$/;
const HUB_HOSTS = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com']);

/**
 * Whether a text is a host, with a port or without, that a URL takes as it is: `10.0.0.300` and `localhost:70000` are
 * none, and `0x7f.1` would become another one.
 */
export function isHost(text: string): boolean {
  const url = `https://${text}/`;
  if (!HOST.test(text) || !URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return text.startsWith('[') || hostname === text.replace(/:\d+$/, '').toLowerCase();
}

export function isTag(text: string): boolean {
  return TAG.test(text);
}

/** Reads `[host[:port]/]path` without tag or digest. The path must be lower case; the host is lowered. */
export function parseRepository(text: string): Repository {
  if (isHostAlone(text)) {
    throw new ActionError(
      'input',
      `"${printable(text, 200)}" is a registry without a repository. Is the expression behind it empty?`,
      {
        hint: 'Write it as ghcr.io/owner/name or registry.example.com:5000/name.',
      },
    );
  }
  const slash = text.indexOf('/');
  const first = slash < 0 ? '' : text.slice(0, slash);
  const named = /[.:]/.test(first) || first === 'localhost' || first.startsWith('[');
  const host = named ? first.toLowerCase() : DOCKER_HUB;
  const registry = HUB_HOSTS.has(host) ? DOCKER_HUB : host;
  const rest = named ? text.slice(slash + 1) : text;
  const path = registry === DOCKER_HUB && !rest.includes('/') ? `library/${rest}` : rest;
  check(text, registry, path);
  return { registry, path };
}

/** `ghcr.io`, `localhost:5000/`; the images that Docker Hub has for everybody have neither dots nor ports. */
export function isHostAlone(text: string): boolean {
  const host = text.replace(/\/+$/, '');
  return !host.includes('/') && (/\./.test(host) || /^localhost(?::|$)/.test(host)) && isHost(host);
}

/** The nearest name that registries take: `.github` becomes `github`, `app..x` becomes `app.x`. */
export function nearestPath(path: string): string {
  const components = path.toLowerCase().split('/').map(nearestComponent);
  return components.filter((component) => component !== '').join('/');
}

function nearestComponent(text: string): string {
  const plain = text.replace(/[^a-z0-9._-]+/g, '-').replace(/^[._-]+|[._-]+$/g, '');
  return plain.replace(/[._-]{2,}/g, (run) => (run === '__' || /^-+$/.test(run) ? run : run.slice(0, 1)));
}

function check(text: string, registry: string, path: string): void {
  const hint = 'Write it as ghcr.io/owner/name or registry.example.com:5000/name, without a tag.';
  if (!isHost(registry))
    throw new ActionError('input', `"${printable(text, 200)}" has no valid registry host`, { hint });
  if (!path.split('/').every((component) => COMPONENT.test(component))) {
    throw new ActionError('input', `"${printable(text, 200)}" is not a valid repository name`, { hint });
  }
  if (registry.length + path.length + 1 > 255) {
    throw new ActionError('input', `"${text.slice(0, 60)}…" is longer than the 255 characters that registries allow`);
  }
}

/** Reads a repository with an optional tag and an optional digest. */
export function parseReference(text: string): Reference {
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const named = at < 0 ? text : text.slice(0, at);
  const colon = named.lastIndexOf(':');
  const tag = colon > named.lastIndexOf('/') ? named.slice(colon + 1) : undefined;
  const repository = parseRepository(tag === undefined ? named : named.slice(0, colon));
  if (tag !== undefined && !isTag(tag))
    throw new ActionError('input', `"${tag}" in "${printable(text, 200)}" is not a valid tag`);
  if (digest !== undefined && !isDigest(digest))
    throw new ActionError('input', `"${digest}" in "${printable(text, 200)}" is not a sha256 digest`);
  return { repository, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}

export function formatRepository({ registry, path }: Repository): string {
  return `${registry}/${path}`;
}

export function sameRepository(a: Repository, b: Repository): boolean {
  return a.registry === b.registry && a.path === b.path;
}
