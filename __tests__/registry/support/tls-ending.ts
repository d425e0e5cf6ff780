import { Agent, type Dispatcher } from 'undici';

export interface TlsEnding {
  readonly dispatcher: Dispatcher;
  /** The hosts that were asked by https. */
  readonly hosts: ReadonlySet<string>;
  /** What was asked by http: `GET /v2/`. */
  readonly plain: readonly string[];
}

/**
 * The way through a proxy that ends TLS in front of a registry on plain HTTP, without its certificates: what is asked by
 * https arrives, at `host` whatever name it was asked for where that is given; what is asked by http is cut off, as by a
 * port that speaks TLS only.
 */
export function tlsEndingDispatcher(host?: string): TlsEnding {
  const plain: string[] = [];
  const hosts = new Set<string>();
  const dispatcher = new Agent().compose((dispatch) => (options, handler) => {
    const asked = new URL(String(options.origin));
    if (asked.protocol === 'https:') {
      hosts.add(asked.host);
      return dispatch({ ...options, origin: `http://${host ?? asked.host}` }, handler);
    }
    plain.push(`${options.method} ${options.path}`);
    throw Object.assign(new Error('the port speaks TLS'), { code: 'ECONNRESET' });
  });
  return { dispatcher, hosts, plain };
}
