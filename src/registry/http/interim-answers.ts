const EMPTY = Buffer.alloc(0);
const CONTINUE = /^HTTP\/1\.[01] 100[ \r]/;
const BEGINNINGS = ['HTTP/1.0 100 ', 'HTTP/1.1 100 '];
const LONGEST = 16 * 1024;

/** Takes each `100 Continue` out of what comes over a connection before the answer that it announces. */
export class InterimAnswers {
  #expecting = false;
  /** The beginning of what may become one. */
  #begun: Buffer = EMPTY;

  /** A request has gone out: an answer comes next. */
  expect(): void {
    this.#expecting = true;
  }

  /** What is left of these bytes; none while it is not known yet. */
  without(bytes: Buffer): Buffer {
    if (!this.#expecting) return bytes;
    let rest = this.#begun.length === 0 ? bytes : Buffer.concat([this.#begun, bytes]);
    while (CONTINUE.test(rest.toString('latin1', 0, 13)) && rest.includes('\r\n\r\n')) {
      rest = rest.subarray(rest.indexOf('\r\n\r\n') + 4);
    }
    const unclear = isBeginning(rest);
    this.#begun = unclear ? rest : EMPTY;
    this.#expecting = unclear;
    return unclear ? EMPTY : rest;
  }
}

function isBeginning(bytes: Buffer): boolean {
  if (bytes.length > LONGEST) return false;
  const text = bytes.toString('latin1', 0, 13);
  return BEGINNINGS.some((beginning) => beginning.startsWith(text)) || CONTINUE.test(text);
}
