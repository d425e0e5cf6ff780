import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { Exchange } from './exchange.ts';
import type { Quirks } from './quirks.ts';
import type { RefusalText } from './refusal.ts';

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes, and what comes instead of it. */
export async function answerRefusal(exchange: Exchange, quirks: Quirks, refusal: RefusalText): Promise<void> {
  const { status, headers = {} } = refusal;
  // Proxies refuse what is too large, not registries.
  const form = status === 413 ? 'html' : quirks.errorBody;
  const type = form === 'html' ? 'text/html' : 'application/json';
  const encoding = form === 'gzip' ? { 'content-encoding': 'gzip' } : {};
  await exchange.answer(status, { 'content-type': type, ...encoding, ...headers }, bodyOf(form, refusal));
}

function bodyOf(form: Quirks['errorBody'], { status, code, message }: RefusalText): Buffer | Readable {
  switch (form) {
    case 'html':
      return Buffer.from(`<html>\r\n<head><title>${status} ${message}</title></head>\r\n<body></body>\r\n</html>\r\n`);
    case 'gzip':
      return gzipSync(errors({ code, message }));
    case 'endless':
      return Readable.from(endless());
    case 'workflow-commands': {
      const text = `no\n::set-output name=digest::evil\n##[add-mask]x\r::error::${message}\u001b[31m`;
      return errors({ code, message: text });
    }
    // Artifactory leaves the code out.
    case 'without-code':
      return errors({ status, message });
    default:
      return errors({ code, message, detail: {} });
  }
}

function errors(error: Readonly<Record<string, unknown>>): Buffer {
  return Buffer.from(JSON.stringify({ errors: [error] }));
}

function* endless(): Iterable<Buffer> {
  yield Buffer.from('{"errors":[{"code":"DENIED","message":"');
  for (;;) yield Buffer.alloc(16384, 'x');
}
