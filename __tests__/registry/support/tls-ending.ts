import { Agent, type Dispatcher } from 'undici';

/**
 * The way through a proxy that ends TLS in front of a registry on plain HTTP, without its certificates: what is asked by
 * https arrives, what is asked by http is cut off, as by a port that speaks TLS only. `plain` is what tried to.
 */
export function tlsEndingDispatcher(): { readonly dispatcher: Dispatcher; readonly plain: readonly string[] } {
  const plain: string[] = [];
  const dispatcher = new Agent().compose((dispatch) => (options, handler) => {
    const { protocol, host } = new URL(String(options.origin));
    if (protocol === 'https:') return dispatch({ ...options, origin: `http://${host}` }, handler);
    plain.push(`${options.method} ${options.path}`);
    throw Object.assign(new Error('the port speaks TLS'), { code: 'ECONNRESET' });
  });
  return { dispatcher, plain };
}
