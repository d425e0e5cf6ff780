import type { ServerResponse } from 'node:http';
import { type HttpProxy, startHttpProxy } from './http-proxy.ts';

const PAGE = [
  '<html>',
  '<head><title>413 Request Entity Too Large</title></head>',
  '<body>',
  '<center><h1>413 Request Entity Too Large</h1></center>',
  '<hr><center>cloudflare</center>',
  '</body>',
  '</html>',
  '',
].join('\r\n');

export interface BodyLimitProxy extends HttpProxy {
  /** Requests that were too large. */
  readonly refusals: number;
}

/** Refuses bodies above `limit` bytes as Cloudflare does, at once where the length is stated, else when it is passed. */
export async function startBodyLimitProxy(target: string, limit: number): Promise<BodyLimitProxy> {
  let refusals = 0;
  const refuse = (response: ServerResponse) => {
    refusals += 1;
    response.writeHead(413, { 'content-type': 'text/html', server: 'cloudflare', connection: 'close' }).end(PAGE);
  };
  const proxy = await startHttpProxy(
    target,
    ({ headers }, response) => {
      if (Number(headers['content-length'] ?? 0) <= limit) return false;
      refuse(response);
      return true;
    },
    (response) => (bytes) => {
      if (bytes <= limit) return;
      refuse(response);
      throw new Error('the body is too large');
    },
  );
  return Object.defineProperty(proxy, 'refusals', { get: () => refusals }) as unknown as BodyLimitProxy;
}
