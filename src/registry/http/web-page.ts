import { parseErrorBody } from '../protocol/error-body.ts';
import { ConnectionFailure } from './connection-failure.ts';
import { type HttpAnswer, header, printableUrl } from './message.ts';

/**
 * Whatever serves a web page with "200 OK" for every address (a login portal, an application that routes by itself) would
 * pass for a registry that has and takes everything. The type alone proves nothing: Quay calls empty answers text/html.
 */
export function refuseWebPage(answer: HttpAnswer): HttpAnswer {
  const success = answer.status >= 200 && answer.status < 300;
  if (!success || !header(answer, 'content-type')?.startsWith('text/html')) return answer;
  const { html, text } = parseErrorBody(answer.body);
  if (!html) return answer;
  const { request, url, sent } = answer;
  const message = `the answer is a web page, "${text}" (${request.method} ${printableUrl(url)})`;
  throw new ConnectionFailure('web-page', message, request, sent);
}
