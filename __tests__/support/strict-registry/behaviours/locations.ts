import type { Behaviour } from '../options.ts';

/** Where registries send the next request of an upload. */
export const LOCATIONS: readonly Behaviour[] = [
  // Distribution behind a proxy, ACR (`_nouploadcache=…&_state=…`), Cloudflare (`_stateHash`).
  { name: 'a relative Location with a query', quirks: { location: 'relative' } },
  { name: 'an absolute Location', quirks: { location: 'absolute' } },
  { name: 'a Location without a query', quirks: { location: 'without-query' } },
  { name: 'a Location on another port', quirks: { location: 'other-port' } },
  // GHCR: https://github.com/GoogleContainerTools/jib/issues/4301
  { name: 'a Location under /blobs/upload/', quirks: { location: 'singular-path' } },
  // https://github.com/containerd/containerd/blob/main/core/remotes/docker/pusher.go
  { name: 'a Location without a scheme', quirks: { location: 'without-scheme' } },
  { name: 'a protocol-relative Location', quirks: { location: 'protocol-relative' } },
];

/** A Location that no client should follow. */
export const HOSTILE_LOCATIONS: readonly Behaviour[] = [
  { name: 'a Location at a link-local address', quirks: { location: 'link-local' } },
];

/** A Location that leads nowhere, since a proxy told the registry a wrong name for itself. */
export const MISTAKEN_LOCATIONS: readonly Behaviour[] = [
  // nginx: `proxy_set_header Host $host`
  { name: 'a Location without the port', quirks: { location: 'without-port' } },
];
