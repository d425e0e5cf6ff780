import { type Cause, says } from './cause.ts';
import type { Facts } from './facts.ts';

const refusedTls = (facts: Facts, reason: RegExp): boolean => facts.problem === 'handshake' && reason.test(facts.text);
/** Whom the connection was to. */
const peer = ({ otherHost, registry }: Facts): string => otherHost ?? registry;
const hasNoAnswer = ({ problem }: Facts): boolean =>
  problem !== undefined &&
  ['refused', 'reset', 'dns', 'timeout', 'certificate', 'scheme', 'protocol'].includes(problem);

/** Why no answer came, or none from the registry itself. */
export const CONNECTION_CAUSES: readonly Cause[] = [
  {
    // nginx: `proxy_set_header Host $host` leaves the port out, `$http_host` keeps it.
    fits: ({ otherPort, problem, status }) =>
      otherPort !== undefined && (problem !== undefined || ((status ?? 0) >= 400 && status !== 401 && status !== 403)),
    hint: ({ registry, otherPort }) =>
      `${registry} names its own addresses with another port, or without one (${otherPort}): a proxy in front of it does not pass on the host as it was asked for (nginx: proxy_set_header Host $http_host), or its external URL is set wrong.`,
  },
  {
    // S3, Google Cloud Storage, Azure and MinIO answer in XML: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    fits: (facts) =>
      facts.otherHost !== undefined &&
      says(
        facts,
        /^(REQUESTTIMETOOSKEWED|SIGNATUREDOESNOTMATCH|ACCESSDENIED|INVALIDACCESSKEYID|NOSUCHBUCKET|NOSUCHKEY|EXPIREDTOKEN|AUTHENTICATIONFAILED)$/,
      ),
    hint: ({ registry, otherHost }) =>
      `The storage of ${registry} (${otherHost}) refuses what the registry itself signed: its operator has to check the registry's clock, keys and bucket.`,
  },
  {
    fits: (facts) => facts.otherHost !== undefined && hasNoAnswer(facts),
    hint: ({ registry, otherHost }) =>
      `${registry} sends this on to ${otherHost} (its storage, or its token server), and the way there does not work: allow that host in firewall and proxy, or have the registry name one that can be reached from this runner.`,
  },
  {
    fits: (facts) => refusedTls(facts, /alert.(handshake.failure|insufficient.security)|no.(shared|ciphers?)/i),
    hint: (facts) =>
      `${peer(facts)} ended the TLS handshake: it wants a client certificate (client.cert and client.key in the directory certs.d/${peer(facts)} of docker's configuration), or it has no cipher of TLS 1.2 or 1.3 in common with this client.`,
  },
  {
    fits: (facts) => refusedTls(facts, /protocol.version|unsupported.protocol|inappropriate/i),
    hint: (facts) =>
      `${peer(facts)} speaks TLS 1.1 or older only, which nobody should use any more: update it, or the proxy in front of it, to TLS 1.2 or 1.3.`,
  },
  {
    fits: (facts) => refusedTls(facts, /unrecognized.name/i),
    hint: (facts) =>
      `The server at that address knows no host named ${peer(facts)}: check it in the input \`image\`, and the DNS.`,
  },
  {
    fits: (facts) => refusedTls(facts, /too.(small|weak|low)|bad.signature/i),
    hint: (facts) =>
      `The certificate or key of ${peer(facts)} is too weak for today's TLS: it has to be renewed with RSA of 2048 bits or ECDSA, and SHA-256.`,
  },
  {
    fits: (facts) => refusedTls(facts, /certificate|unknown.ca|access.denied|decrypt.error/i),
    hint: (facts) =>
      `${peer(facts)} wants a client certificate that it trusts (mTLS): put client.cert and client.key into the directory certs.d/${peer(facts)} of docker's configuration, and see that they are valid there.`,
  },
  {
    fits: ({ problem }) => problem === 'handshake',
    hint: (facts) =>
      `${peer(facts)} ended the TLS handshake for a reason of its own: its operator sees it in the log of the server or of the proxy in front of it.`,
  },
  {
    fits: ({ problem }) => problem === 'framing',
    hint: ({ registry }) =>
      `Something between here and ${registry} writes HTTP that may be read in two ways (Content-Length beside Transfer-Encoding), so the answer is not used: update or repair that proxy.`,
  },
  {
    fits: ({ problem, text }) => problem === 'protocol' && /HEADERS_OVERFLOW/.test(text),
    hint: ({ registry }) =>
      `The headers of the answer of ${registry} are longer than 16 KiB: a proxy adds too many (cookies, security policies).`,
  },
  {
    fits: ({ problem }) => problem === 'scheme',
    hint: ({ registry }) =>
      `${registry} does not seem to speak HTTPS at this port. If it is a plain HTTP registry on a network you trust, add \`insecure: ${registry}\`.`,
  },
  {
    fits: ({ problem, text }) => problem === 'certificate' && /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/.test(text),
    hint: ({ registry }) =>
      `The certificate of ${registry} is out of its dates: it has to be renewed there, unless the clock of this machine is wrong.`,
  },
  {
    fits: ({ problem, text }) => problem === 'certificate' && /ALTNAME_INVALID|HOSTNAME_MISMATCH/.test(text),
    hint: ({ registry }) =>
      `The certificate there is for another name than ${registry}: check the host in the input \`image\`, and write it as the certificate has it.`,
  },
  {
    fits: ({ problem, text }) => problem === 'certificate' && /UNABLE_TO_VERIFY_LEAF_SIGNATURE/.test(text),
    hint: ({ registry }) =>
      `${registry} does not send the certificates between its own and the authority's: its operator has to serve the whole chain (fullchain.pem). Until then NODE_EXTRA_CA_CERTS of the step may name a PEM file that has them.`,
  },
  {
    fits: ({ problem, text }) => problem === 'certificate' && /REVOKED/.test(text),
    hint: ({ registry }) =>
      `The certificate of ${registry} is revoked: nobody should trust it, and it has to be replaced.`,
  },
  {
    // https://nodejs.org/api/cli.html#node_extra_ca_certsfile
    fits: ({ problem }) => problem === 'certificate',
    hint: ({ registry }) =>
      `The certificate of ${registry} is signed by nobody this machine trusts. Set the environment variable NODE_EXTRA_CA_CERTS of the step to a PEM file with the authority's certificate, or put that as ca.crt into the directory certs.d/${registry} of docker's configuration.`,
  },
  {
    fits: ({ problem, text }) => problem === 'dns' && /EAI_AGAIN|EAI_FAIL/.test(text),
    hint: ({ registry }) =>
      `The DNS of this runner gives no answer, neither yes nor no, for ${registry}: check the runner's network and its name servers.`,
  },
  {
    fits: ({ problem }) => problem === 'dns',
    hint: ({ registry }) =>
      `The host name of the registry does not resolve: check "${registry}" in the input \`image\` and the DNS of the runner, and the proxy where HTTPS_PROXY names one.`,
  },
  {
    fits: ({ problem, text }) => problem === 'refused' && /E(HOST|NET)(UNREACH|DOWN)|EADDRNOTAVAIL/.test(text),
    hint: ({ registry }) =>
      `No way leads from this runner to ${registry}: it is in another network (a VPN, a private one), or has only an IPv6 address and this runner none.`,
  },
  {
    fits: ({ problem }) => problem === 'refused',
    hint: ({ registry }) =>
      `Nothing listens there: check host and port of ${registry}, whether it is reachable from this runner, and the proxy where HTTPS_PROXY names one.`,
  },
  {
    fits: ({ problem, text, status }) =>
      status === 407 || (problem === 'proxy-refused' && /answered 407|\(407\)|SOCKS5_AUTH/.test(text)),
    hint: () =>
      'The proxy wants another user and password than it got: they stand in its address, `http://USER:PASSWORD@proxy.example.com:3128`, special characters percent-encoded. What can be reached without the proxy belongs in NO_PROXY.',
  },
  {
    fits: ({ problem }) => problem === 'proxy-refused',
    hint: () =>
      'The proxy of HTTPS_PROXY, HTTP_PROXY or ALL_PROXY does not let this run through to that host: allow the host and port there, or add the host to NO_PROXY where it can be reached without the proxy.',
  },
  {
    fits: ({ problem }) => problem === 'proxy',
    hint: () =>
      'The proxy of HTTPS_PROXY, HTTP_PROXY or ALL_PROXY did not reach the host: check its address, and add the host to NO_PROXY where it can be reached without the proxy.',
  },
  {
    fits: ({ problem, text }) => problem === 'timeout' && /CONNECT_TIMEOUT|connect ETIMEDOUT/.test(text),
    hint: ({ registry }) =>
      `Nobody answers there, not even with a no: a firewall drops what is sent to ${registry}, or its address or port is wrong; a proxy is used where HTTPS_PROXY names one.`,
  },
  {
    fits: ({ problem }) => problem === 'timeout',
    hint: () =>
      'Nothing moved for the time that the input `timeout` allows: raise it for a slow line, or run again later.',
  },
  {
    fits: ({ problem }) => problem === 'reset',
    hint: ({ registry }) =>
      `Something between here and ${registry}, or the registry, ends connections: see whether a firewall or a proxy does, and whether the registry is up; a higher \`retry-for\` waits longer.`,
  },
  {
    fits: ({ problem }) => problem === 'address',
    hint: ({ registry }) =>
      `The address that ${registry} gives for itself is set wrong there (Harbor: external_url; Gitea: ROOT_URL; distribution: http.host), or a proxy in front of it does not say how it was asked (X-Forwarded-Proto, X-Forwarded-Host), or somebody is in its place.`,
  },
  {
    fits: ({ problem }) => problem === 'protocol',
    hint: ({ registry }) =>
      `What answers at ${registry} does not speak HTTP: check host and port in the input \`image\`.`,
  },
];
