import type { RangeForm } from './quirks.ts';
import type { Session } from './session.ts';
import type { State } from './state.ts';

/** Characters that have to be escaped, so that a client that decodes and forgets to encode is found out. */
function stateText(session: Session): string {
  return `${session.state}+/=${session.id.slice(0, 8)}`;
}

/** Where the next request of an upload has to go. */
export function locationOf(session: Session, state: State): string {
  const { location } = state.quirks;
  const host = state.origin.slice('http://'.length);
  const query = location === 'without-query' ? '' : `?_state=${encodeURIComponent(stateText(session))}`;
  const folder = location === 'singular-path' ? 'upload' : 'uploads';
  const path = `/v2/${session.repository}/blobs/${folder}/${session.id}${query}`;
  switch (location) {
    case 'absolute':
    case 'singular-path':
      return `${state.origin}${path}`;
    case 'without-scheme':
      return `${host}${path}`;
    case 'protocol-relative':
      return `//${host}${path}`;
    case 'other-port':
      return `${state.storageOrigin}${path}`;
    case 'without-port':
      return `http://${new URL(state.origin).hostname}${path}`;
    case 'link-local':
      return `http://169.254.169.254${path}`;
    default:
      return path;
  }
}

/** Whether the query is the one of the newest Location, beside `digest`. */
export function isNewest(query: URLSearchParams, session: Session, state: State): boolean {
  if (state.quirks.location === 'without-query') return !query.has('_state');
  return query.get('_state') === stateText(session);
}

/** The Range of an answer to POST or PATCH: `0-<last byte>`, and in the field nearly anything. */
export function rangeOf(form: RangeForm, session: Session): string | undefined {
  const last = session.offset - 1;
  const [first = 0] = session.chunks;
  switch (form) {
    case 'absent':
      return undefined;
    case 'zero':
      return '0-0';
    case 'quay':
      return session.offset === 0 ? 'bytes=0--1' : `bytes=0-${session.offset}`;
    case 'chunk-only':
      return `${session.offset - (session.chunks.at(-1) ?? 0)}-${Math.max(0, last)}`;
    case 'stale':
      return `0-${Math.max(0, first - 1)}`;
    default:
      return `0-${Math.max(0, last)}`;
  }
}
