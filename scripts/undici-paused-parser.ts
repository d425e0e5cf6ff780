import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** What undici 7 says of a parser that waits for its reader when the server has ended the connection. */
const ASSERTION =
  '  finish () {\n    assert(currentParser === null)\n    assert(this.ptr != null)\n    assert(!this.paused)\n';

/** What waits is read to its end first; an answer that ends with its connection is ended by llhttp_finish after that. */
const READ_ON = `  finish () {
    assert(currentParser === null)
    assert(this.ptr != null)
    if (this.paused) {
      this.llhttp.llhttp_resume(this.ptr)
      this.paused = false
      this.execute(EMPTY_BUF)
      if (!this.statusCode) return null
      if (this.paused) this.llhttp.llhttp_resume(this.ptr)
      this.paused = false
    }
`;

/**
 * undici 7 throws where nobody can catch it when a server that closes its connections has sent the last byte of an answer
 * faster than that is read: https://github.com/nodejs/undici/issues/5360. Mended in version 8, which does not load on Node 20.
 * Fails where undici has changed there, so that nobody forgets to look whether this is needed any more.
 */
export const undiciPausedParser: Plugin = {
  name: 'undici-paused-parser',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\/undici\/lib\/dispatcher\/client-h1\.js$/ }, async ({ path }) => {
      const code = await readFile(path, 'utf8');
      if (!code.includes(ASSERTION)) throw new Error(`${path} has changed: is undici#5360 mended in it?`);
      return { contents: code.replace(ASSERTION, READ_ON), loader: 'js' };
    });
  },
};
