import { type HttpAnswer, headerLines } from './message.ts';

interface Cookie {
  readonly origin: string;
  readonly path: string;
  readonly pair: string;
}

const MOST = 20;
const LONGEST = 4096;
const COOKIE = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)=("?[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*"?)\s*(?:;|$)/;

/**
 * The cookies of one upload: a load balancer finds the way back to the registry that holds the session by them
 * (https://github.com/distribution/distribution/issues/1981). Each goes to the very scheme, host and port that set it.
 */
export class CookieJar {
  readonly #cookies = new Map<string, Cookie>();

  /** The Cookie header for a request; undefined where there is nothing to send. */
  headerFor({ origin, pathname }: URL): string | undefined {
    const pairs = [...this.#cookies.values()]
      .filter((cookie) => cookie.origin === origin && covers(cookie.path, pathname))
      .map(({ pair }) => pair);
    return pairs.length === 0 ? undefined : pairs.join('; ');
  }

  /** Takes the cookies that an answer sets or ends. */
  keep(answer: HttpAnswer): void {
    for (const line of headerLines(answer, 'set-cookie')) this.#keepLine(line, answer.url);
  }

  #keepLine(line: string, { origin }: URL): void {
    const [, name, value] = (line.length <= LONGEST && COOKIE.exec(line)) || [];
    if (name === undefined || value === undefined) return;
    const path = /;\s*path=(\/[^;]*)/i.exec(line)?.[1]?.trim() ?? '/';
    const key = `${origin} ${path} ${name}`;
    this.#cookies.delete(key);
    const ended = /;\s*max-age=\s*(?:0|-\d+)\s*(?:;|$)/i.test(line);
    if (!ended && this.#cookies.size < MOST) this.#cookies.set(key, { origin, path, pair: `${name}=${value}` });
  }
}

/** https://www.rfc-editor.org/rfc/rfc6265#section-5.1.4 */
function covers(path: string, asked: string): boolean {
  return asked === path || asked.startsWith(path.endsWith('/') ? path : `${path}/`);
}
