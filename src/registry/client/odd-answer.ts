import { type HttpAnswer, headerLines } from '../http/message.ts';
import { parseErrorBody } from '../protocol/error-body.ts';
import type { RegistryRequest } from './authenticating-client.ts';

/** An answer that does not belong to its request: something on the way mixed things up, and the same may be asked once more. */
export function isOdd(answer: HttpAnswer, call: RegistryRequest): boolean {
  switch (answer.status) {
    case 401:
      return headerLines(answer, 'www-authenticate').length === 0;
    case 404:
      return parseErrorBody(answer.body).codes.includes('BLOB_UPLOAD_UNKNOWN');
    case 413:
      return call.body === undefined;
    case 416:
      return true;
    default:
      return false;
  }
}
