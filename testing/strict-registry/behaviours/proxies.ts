import type { Behaviour } from '../options.ts';

/** What stands in front of a registry and wants something of its own; a push gets through. */
export const PROXIES: readonly Behaviour[] = [
  // https://github.com/google/go-containerregistry/blob/main/pkg/v1/remote/transport/useragent.go
  {
    name: 'a firewall that refuses requests without a User-Agent',
    auth: { kind: 'bearer', users: { octocat: 'correct-horse' } },
    quirks: { noUserAgent: { status: 403, code: 'DENIED', message: 'who are you?' } },
  },
  // https://github.com/distribution/distribution/issues/1981
  { name: 'a load balancer that finds a session by its cookie', quirks: { sessionCookie: true } },
  // https://www.rfc-editor.org/rfc/rfc9110#section-15.2.1
  { name: 'a server that says 100 Continue unasked', quirks: { unaskedContinue: true } },
  // https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3
  { name: 'a proxy that compresses what nobody asked it to', quirks: { unaskedGzip: true } },
];

/** Limits on the number of requests, on the registry's clock. */
export const RATE_LIMITS: readonly Behaviour[] = [
  { name: 'two requests a second', quirks: { rateLimit: { requests: 2, window: 1000, retryAfter: '1' } } },
  {
    name: 'two requests a second, told as 403',
    auth: { kind: 'bearer', users: { octocat: 'correct-horse' } },
    quirks: { rateLimit: { requests: 2, window: 1000, retryAfter: '1', status: 403 } },
  },
  // https://github.com/gardenlinux/gardenlinux/issues/2868
  {
    name: 'a Retry-After that is shorter than the limit',
    quirks: { rateLimit: { requests: 4, window: 2000, retryAfter: '1.8ms' } },
  },
  {
    name: 'a limit that counts what it refuses',
    quirks: { rateLimit: { requests: 5, window: 3000, retryAfter: '1.8ms', countsRefused: true } },
  },
  {
    name: 'a limit by the minute that counts what it refuses',
    quirks: { rateLimit: { requests: 6, window: 60_000, retryAfter: '1', countsRefused: true } },
  },
];
