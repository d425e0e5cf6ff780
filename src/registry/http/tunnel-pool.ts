import { type Dispatcher, Pool } from 'undici';
import { messageOf } from '../../errors.ts';

/** What a proxy answers where the same CONNECT may be let through later: 502 to 504 are about the host behind it. */
const MAY_PASS = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * The connections to a proxy. Where one ends before the tunnel is open, undici takes its own error for a passing one and
 * asks anew at once, thousands of times a second and without end; a plain reset reaches whoever asked.
 * https://github.com/nodejs/undici/blob/v7.16.0/lib/dispatcher/client.js `onError`
 */
export function tunnelPool(origin: URL, options: object): Pool {
  const pool = new Pool(origin, options);
  const connect: (wanted: Dispatcher.ConnectOptions) => Promise<Dispatcher.ConnectData> = pool.connect.bind(pool);
  return Object.assign(pool, {
    connect: (wanted: Dispatcher.ConnectOptions) =>
      connect(wanted)
        .catch(failAsReset)
        .then((answer) => refuseUnlessOpen(answer, wanted)),
  });
}

function failAsReset(error: unknown): never {
  if ((error as { code?: unknown }).code !== 'UND_ERR_SOCKET') throw error;
  throw Object.assign(new Error(`the proxy ended it: ${messageOf(error)}`), { code: 'ECONNRESET' });
}

/** undici tells every refusal alike; whether to ask again depends on which one it was. */
function refuseUnlessOpen(
  answer: Dispatcher.ConnectData,
  { path }: { readonly path?: string },
): Dispatcher.ConnectData {
  const { statusCode, socket } = answer;
  if (statusCode >= 200 && statusCode < 300) return { ...answer, statusCode: 200 };
  socket.on('error', () => {}).destroy();
  const code = MAY_PASS.has(statusCode) ? 'PROXY_FAILED' : 'PROXY_REFUSED';
  throw Object.assign(new Error(`the proxy answered ${statusCode} to CONNECT ${path}`), { code });
}
