import { type Dispatcher, Pool } from 'undici';
import { messageOf } from '../../errors.ts';

/**
 * The connections to a proxy. Where one ends before the tunnel is open, undici takes its own error for a passing one and
 * asks anew at once, thousands of times a second and without end; a plain reset reaches whoever asked.
 * https://github.com/nodejs/undici/blob/v7.16.0/lib/dispatcher/client.js `onError`
 */
export function tunnelPool(origin: URL, options: object): Pool {
  const pool = new Pool(origin, options);
  const connect: (wanted: Dispatcher.ConnectOptions) => Promise<Dispatcher.ConnectData> = pool.connect.bind(pool);
  return Object.assign(pool, {
    connect: (wanted: Dispatcher.ConnectOptions) => connect(wanted).catch(failAsReset),
  });
}

function failAsReset(error: unknown): never {
  if ((error as { code?: unknown }).code !== 'UND_ERR_SOCKET') throw error;
  throw Object.assign(new Error(`the proxy ended it: ${messageOf(error)}`), { code: 'ECONNRESET' });
}
