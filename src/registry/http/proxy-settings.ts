import { ActionError } from '../../errors.ts';
import type { Environment } from '../../ports.ts';
import { readNoProxy } from './no-proxy.ts';

export interface ProxyServer {
  /** `http:`, `https:` or `socks5:`; without user and password. */
  readonly url: URL;
  /** Empty where the address names nobody. */
  readonly username: string;
  readonly password: string;
}

/** The proxy that a URL is asked through; undefined = none. */
export type ProxyFor = (url: URL) => ProxyServer | undefined;

/**
 * What HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY say, in lower case before upper case, as curl reads them. Undefined
 * where they name no proxy. https://curl.se/libcurl/c/libcurl-env.html
 */
export function proxySettings(environment: Environment): ProxyFor | undefined {
  const read = (name: string) => environment[name.toLowerCase()] || environment[name] || '';
  const proxy = (name: string) => readProxy(name, read(name).trim());
  const all = proxy('ALL_PROXY');
  const [plain, secure] = [proxy('HTTP_PROXY') ?? all, proxy('HTTPS_PROXY') ?? all];
  if (plain === undefined && secure === undefined) return undefined;
  const needsNone = readNoProxy(read('NO_PROXY'));
  return (url) => (needsNone(url) ? undefined : url.protocol === 'https:' ? secure : plain);
}

/** As curl has it, an address without a scheme is one of HTTP. The value is not repeated in errors: it may hold a password. */
function readProxy(name: string, value: string): ProxyServer | undefined {
  if (value === '') return undefined;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (!URL.canParse(address) || !/^(?:https?|socks5?h?):/i.test(address)) throw malformed(name);
  // Names are resolved by the proxy in any case, which is all that the h asks for.
  const url = new URL(address.replace(/^socks(?:5h?)?:/i, 'socks5:'));
  const [username, password] = [decoded(url.username), decoded(url.password)];
  [url.username, url.password] = ['', ''];
  if (url.hostname === '') throw malformed(name);
  return { url, username, password };
}

/** A password with a bare `%` in it stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function malformed(name: string): ActionError {
  return new ActionError('input', `The environment variable ${name} is not the address of a proxy`, {
    hint: 'Write it as `http://proxy.example.com:3128`, or take it out of the environment of this step.',
  });
}
