import { messageOf } from '../../errors.ts';
import { type HttpRequest, printableUrl } from './message.ts';

export type ConnectionProblem =
  /** Nobody listens. */
  | 'refused'
  /** Closed or cut before the whole answer was there. */
  | 'reset'
  /** The host name leads nowhere. */
  | 'dns'
  /** No byte moved for too long. */
  | 'timeout'
  /** The certificate is not trusted. */
  | 'certificate'
  /** The other side ended the TLS handshake: it wants a client certificate, or has no version or cipher in common with us. */
  | 'handshake'
  /** HTTP was spoken to a TLS port, or TLS to an HTTP port. */
  | 'scheme'
  /** The proxy between here and there could not reach it. */
  | 'proxy'
  /** The proxy between here and there does not let this run through. */
  | 'proxy-refused'
  /** A web page came in place of a registry's answer: a login page, or somebody else's server. */
  | 'web-page'
  /** What should be a token server answers "200 OK" without a token. */
  | 'no-token'
  /** The answer can be read in two ways, as those of proxies that send Content-Length and Transfer-Encoding. */
  | 'framing'
  /** The answer is no HTTP, or this client asked for something that cannot be sent. */
  | 'protocol';

/** No answer came. */
export class ConnectionFailure extends Error {
  override readonly name = 'ConnectionFailure';
  readonly problem: ConnectionProblem;
  readonly request: HttpRequest;
  /** Bytes of the body that had gone out. */
  readonly sent: number;

  constructor(problem: ConnectionProblem, message: string, request: HttpRequest, sent: number, cause?: unknown) {
    super(message, { cause });
    this.problem = problem;
    this.request = request;
    this.sent = sent;
  }
}

/** What Node, OpenSSL and undici call things. https://nodejs.org/api/errors.html https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const PROBLEM_OF_CODE: readonly (readonly [RegExp, ConnectionProblem])[] = [
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EHOSTDOWN|ENETDOWN)$/, 'refused'],
  [/^(ENOTFOUND|EAI_AGAIN|EAI_FAIL|EAI_NODATA)$/, 'dns'],
  [/^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)$/, 'timeout'],
  [
    /^(ECONNRESET|EPIPE|ECONNABORTED|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_SOCKET|UND_ERR_CLOSED|UND_ERR_DESTROYED|UND_ERR_INFO)$/,
    'reset',
  ],
  [
    /^(EPROTO|ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL|RECORD_LAYER_FAILURE))$/,
    'scheme',
  ],
  [/^ERR_SSL/, 'handshake'],
  [/CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|ERR_TLS|HOSTNAME_MISMATCH|CRL/, 'certificate'],
  [/^UND_ERR_RES_CONTENT_LENGTH_MISMATCH$/, 'framing'],
  [/^(PROXY_REFUSED|UND_ERR_SOCKS5_(AUTH_\w+|REPLY_2))$/, 'proxy-refused'],
  [/^(PROXY_FAILED|UND_ERR_(PRX_TLS|ABORTED|SOCKS5(_\w+)?))$/, 'proxy'],
];

/** What has no code of its own. Node 20 calls any failure of TLS that it meets while writing EPROTO. */
const PROBLEM_OF_MESSAGE: readonly (readonly [RegExp, ConnectionProblem])[] = [
  // What undici makes of a 407 to a plain request.
  [/^Proxy Authentication Required \(407\)/, 'proxy-refused'],
  [/SSL routines:.*(alert|unsupported protocol|unrecognized name)/, 'handshake'],
  [/Content-Length can't be present|Transfer-Encoding can't be present/, 'framing'],
];

function problemOf({ code, message }: Reason): ConnectionProblem | undefined {
  const said = PROBLEM_OF_MESSAGE.find(([pattern]) => pattern.test(message));
  return said?.[1] ?? problemOfCode(code);
}

function problemOfCode(code: string): ConnectionProblem | undefined {
  return PROBLEM_OF_CODE.find(([pattern]) => pattern.test(code))?.[1];
}

/** Turns whatever a dispatcher threw into a value; happy eyeballs hides the reason in `errors`, others in `cause`. */
export function connectionFailure(thrown: unknown, request: HttpRequest, sent: number): ConnectionFailure {
  if (thrown instanceof ConnectionFailure) return thrown;
  const seen = reasonsOf(thrown);
  const problem = seen.map(problemOf).find((found) => found !== undefined) ?? 'protocol';
  const told = seen.find((reason) => problemOf(reason) === problem) ?? seen[0];
  const words = told === undefined ? messageOf(thrown) : tell(problem, told);
  const message = `${words} (${request.method} ${printableUrl(request.url)})`;
  return new ConnectionFailure(problem, message, request, sent, thrown);
}

/** What Node and OpenSSL say about these is for those who know them. */
const WORDS: Partial<Record<ConnectionProblem, string>> = {
  refused: 'there is no connection',
  reset: 'the connection was cut',
  dns: 'the host name was not found',
  scheme: 'the answer was not TLS',
  handshake: 'the TLS handshake was refused',
  framing: 'the answer contradicts itself about its length',
};

/**
 * `the host name was not found: getaddrinfo ENOTFOUND ghcr.oi`. OpenSSL's words are left out where ours are clear, and so is
 * the advice that Node adds to them, which is for whoever starts it.
 */
function tell(problem: ConnectionProblem, { code, message }: Reason): string {
  if (code.startsWith('PROXY_')) return message;
  const said = problem === 'scheme' ? '' : (opensslReason(message) ?? message.split('; ', 1)[0] ?? '');
  const words = said.includes(code) ? said : [said, code].filter(Boolean).join(', ');
  return [WORDS[problem], words].filter(Boolean).join(': ');
}

/** `tlsv1 alert protocol version` of `…:error:0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:../deps/…` */
function opensslReason(message: string): string | undefined {
  return /:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1];
}

interface Reason {
  readonly code: string;
  readonly message: string;
}

/** Looks at shapes and not at classes: an error may come from another realm, as in a vm context. */
function reasonsOf(thrown: unknown, depth = 0): Reason[] {
  if (typeof thrown !== 'object' || thrown === null || depth > 5) return [];
  const { code, message, errors, cause } = thrown as Record<string, unknown>;
  const inner = Array.isArray(errors) ? errors : [];
  const own = { code: typeof code === 'string' ? code : '', message: typeof message === 'string' ? message : '' };
  return [own, ...[...inner, cause].flatMap((each) => reasonsOf(each, depth + 1))];
}
