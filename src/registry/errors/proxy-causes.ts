import { byName, type Cause, says } from './cause.ts';
import type { Facts } from './facts.ts';

const redirects = ({ status = 0 }: Facts): boolean => status >= 300 && status < 400;

/** What stands in front of a registry and answers in its place. */
export const PROXY_CAUSES: readonly Cause[] = [
  {
    // https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/
    fits: ({ html, challenge, text }) => challenge || (html && /just a moment|attention required/i.test(text)),
    hint: ({ registry }) =>
      `Cloudflare in front of ${registry} wants to see a browser. Its operator has to exempt /v2/ from challenges and from "Bot Fight Mode" (a WAF rule that skips them).`,
  },
  {
    fits: (facts) => redirects(facts) && facts.location !== undefined,
    hint: ({ registry, location }) =>
      `${registry} sends writes on to ${location} with a status that lets nobody repeat them there (308 would). Name the place where it is now in the input \`image\`; if only http became https, take it out of \`insecure\`.`,
  },
  {
    fits: redirects,
    hint: ({ registry }) =>
      `${registry} redirects without saying where to: check host and port in the input \`image\`.`,
  },
  {
    // nginx: https://nginx.org/en/docs/http/ngx_http_ssl_module.html#errors
    fits: (facts) => says(facts, /No required SSL certificate|SSL certificate error/i),
    hint: ({ registry }) =>
      `${registry} wants a client certificate (mTLS): put client.cert and client.key into the directory certs.d/${registry} of docker's configuration.`,
  },
  {
    fits: ({ status, text }) => status === 400 && /HTTP request (was sent )?to (an )?HTTPS/i.test(text),
    hint: ({ registry }) => `${registry} speaks HTTPS: take it out of \`insecure\`.`,
  },
  {
    fits: ({ status, text }) =>
      status === 431 || (status === 400 && /header(s)? (fields? )?too (large|long|big)|Cookie Too Large/i.test(text)),
    hint: (facts) =>
      `A proxy in front of the registry${byName(facts)} takes no token as long as the one that the registry gave: raise its limit for headers (nginx: large_client_header_buffers).`,
  },
  {
    fits: ({ status }) => status === 413,
    hint: (facts) =>
      `A proxy in front of the registry${byName(facts)} limits the size of a request's body. Raise its limit (nginx: client_max_body_size; Cloudflare: by plan), or set \`chunk-size\` to less than it.`,
  },
  {
    fits: ({ problem, otherHost }) => problem === 'web-page' && otherHost !== undefined,
    hint: ({ registry, otherHost }) =>
      `${registry} sends this on to ${otherHost}, and a web page answers there: a proxy or firewall on the way that lets no uploads through, as a rule. Allow them to ${registry} in its rules.`,
  },
  {
    fits: ({ problem, status, html, text }) =>
      problem === 'web-page' ||
      /HTTP method [A-Z]+ is not supported by this URL/.test(text) ||
      (status === 404 && (html || /^(404 page not found|default backend - 404)$/.test(text))),
    hint: ({ registry }) =>
      `What answers at ${registry} is a web server, or a proxy that keeps /v2/ to itself, not a registry: check host and port in the input \`image\`; a registry's web page often has another host than its API.`,
  },
  {
    fits: ({ html, status, method }) =>
      html && !['GET', 'HEAD'].includes(method) && (status === 400 || status === 405 || status === 501),
    hint: (facts) =>
      `A proxy in front of the registry${byName(facts)} lets no ${facts.method} through to it, or takes this one for broken: it has to pass on GET, HEAD, POST, PUT, PATCH and DELETE below /v2/. Its own log says what it did not like.`,
  },
  {
    // https://github.com/openshift/origin/issues/8368
    fits: ({ status, method }) => method === 'POST' && status !== undefined && status >= 200 && status < 300,
    hint: ({ registry }) =>
      `${registry} took an upload and did not say where it goes (Location), or not in a way that can be read: a proxy in between answers in its place or changes that header, or its own address is set wrong there.`,
  },
  {
    fits: ({ status, html }) => html && (status === 403 || status === 406),
    hint: (facts) =>
      `A firewall or proxy in front of the registry${byName(facts)} refused this with a page of its own: its rules have to let PUT, PATCH and POST through to /v2/, from where this runs.`,
  },
  {
    // Envoy, HAProxy, Traefik and load balancers of the clouds answer without HTML, too.
    fits: ({ status, html, text }) =>
      status !== undefined &&
      status >= 500 &&
      (html ||
        /no healthy upstream|upstream connect error|no server is available|^(bad gateway|gateway time-?out|service unavailable)\.?$/i.test(
          text,
        )),
    hint: (facts) =>
      `A proxy in front of the registry${byName(facts)} answered in its place: the registry is down or was too slow for the proxy. Run again when it is up, or raise \`retry-for\`.`,
  },
];
