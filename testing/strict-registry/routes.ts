import type { Action } from './access.ts';
import { answerBlob } from './blobs.ts';
import type { Exchange } from './exchange.ts';
import { answerManifest } from './manifests.ts';
import { isName } from './names.ts';
import type { Endpoint } from './record.ts';
import { answerReferrers } from './referrers.ts';
import { forbidden, refused, refusedAs } from './refusal.ts';
import type { State } from './state.ts';
import { answerTags } from './tags.ts';
import { answerToken } from './token-server.ts';
import { continueUpload, startUpload } from './uploads.ts';

export interface Route {
  readonly endpoint: Endpoint;
  readonly repository: string;
  /** Digest, tag or session, as the path names it. */
  readonly target: string;
}

const PATTERNS: readonly (readonly [Endpoint, RegExp])[] = [
  ['base', /^\/v2\/$/],
  ['token', /^\/token$/],
  ['upload-start', /^\/v2\/(.+)\/blobs\/uploads\/$/],
  ['upload', /^\/v2\/(.+)\/blobs\/(?:uploads|upload)\/([^/]+)$/],
  ['blob', /^\/v2\/(.+)\/blobs\/([^/]+)$/],
  ['manifest', /^\/v2\/(.+)\/manifests\/([^/]+)$/],
  ['tags', /^\/v2\/(.+)\/tags\/list$/],
  ['referrers', /^\/v2\/(.+)\/referrers\/([^/]+)$/],
];

export function routeOf(path: string): Route {
  for (const [endpoint, pattern] of PATTERNS) {
    const match = pattern.exec(path);
    if (match !== null) return { endpoint, repository: match[1] ?? '', target: decodeURIComponent(match[2] ?? '') };
  }
  return { endpoint: 'unknown', repository: '', target: '' };
}

export function actionsOf(exchange: Exchange): readonly Action[] {
  if (exchange.method === 'DELETE') return exchange.record.endpoint === 'upload' ? ['pull', 'push'] : ['delete'];
  return exchange.method === 'GET' || exchange.method === 'HEAD' ? ['pull'] : ['pull', 'push'];
}

/** Checks what holds for every request, then hands over to the endpoint. */
export async function dispatch(exchange: Exchange, state: State, route: Route): Promise<void> {
  const { endpoint, repository, target } = route;
  if (endpoint === 'token') return answerToken(exchange, state);
  if (endpoint === 'unknown') throw forbidden(404, 'NOT_FOUND', `${exchange.path} is not a path of a registry`);
  if (exchange.record.server === 'storage') return toStorage(exchange, state, route);
  const actions = endpoint === 'base' ? [] : actionsOf(exchange);
  state.access.require(exchange, repository, actions);
  if (endpoint === 'base') return exchange.answer(200, { 'docker-distribution-api-version': 'registry/2.0' });
  if (!isName(repository)) throw forbidden(400, 'NAME_INVALID', `"${repository}" is not a valid repository name`);
  checkWrite(exchange, state);
  switch (endpoint) {
    case 'upload-start':
      if (exchange.method !== 'POST') throw forbidden(405, 'UNSUPPORTED', 'an upload begins with POST');
      return startUpload(exchange, state, repository);
    case 'upload':
      return continueUpload(exchange, state, repository, target);
    case 'blob':
      return answerBlob(exchange, state, repository, target);
    case 'manifest':
      return answerManifest(exchange, state, repository, target);
    case 'tags':
      return answerTags(exchange, state, repository);
    default:
      return answerReferrers(exchange, state, repository, target);
  }
}

/** The second origin takes uploads by the secret in their Location; a credential has no business there. */
async function toStorage(exchange: Exchange, state: State, { endpoint, repository, target }: Route): Promise<void> {
  if (exchange.header('authorization') !== undefined) {
    throw forbidden(400, 'DENIED', 'Authorization was sent to another origin');
  }
  if (exchange.header('cookie')?.includes('registry=')) {
    throw forbidden(400, 'DENIED', 'a Cookie was sent to another origin');
  }
  if (endpoint !== 'upload') throw refused(404, 'NOT_FOUND', 'this server takes uploads only');
  checkWrite(exchange, state);
  await continueUpload(exchange, state, repository, target);
}

function checkWrite(exchange: Exchange, state: State): void {
  const { writes } = state.quirks;
  const writing = exchange.method !== 'GET' && exchange.method !== 'HEAD';
  if (writing && writes !== undefined) throw refusedAs(writes);
}
