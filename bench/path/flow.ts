import type { Socket } from 'node:net';

/** RFC 6928: ten segments of 1460 bytes. */
const INITIAL_WINDOW = 14_600;
/** What is put on the link at once where the window allows it. */
const PIECE = 32 * 1024;
/** Bytes that wait here before the sender is stopped. */
const QUEUE = 128 * 1024;
/** Linux begins anew with a small window after a pause of one retransmission time-out, which is not less than 200 ms. */
const IDLE = 200;

/** The shared wire in one direction: bytes leave one after the other, whoever's they are. */
export class Link {
  readonly #bytesPerMillisecond: number;
  #freeAt = 0;

  constructor(bitsPerSecond: number) {
    this.#bytesPerMillisecond = bitsPerSecond / 8000;
  }

  /** Takes so many bytes; the time at which the last of them has left. */
  take(bytes: number): number {
    this.#freeAt = Math.max(this.#freeAt, performance.now()) + bytes / this.#bytesPerMillisecond;
    return this.#freeAt;
  }

  /** Bytes under way when the wire is full, there and back. */
  capacity(roundTrip: number): number {
    return this.#bytesPerMillisecond * roundTrip;
  }
}

/** Runs things at their times, in the order in which they were put in. */
export class Timeline {
  readonly #due: { readonly at: number; readonly run: () => void }[] = [];
  #timer: NodeJS.Timeout | undefined;

  add(at: number, run: () => void): void {
    this.#due.push({ at, run });
    if (this.#due.length === 1) this.#arm();
  }

  clear(): void {
    this.#due.length = 0;
    clearTimeout(this.#timer);
  }

  #arm(): void {
    const [next] = this.#due;
    if (next !== undefined) this.#timer = setTimeout(() => this.#run(), next.at - performance.now());
  }

  #run(): void {
    // A timer counts whole milliseconds: what is due in less than half of one is due.
    const now = performance.now() + 0.5;
    for (let next = this.#due[0]; next !== undefined && next.at <= now; next = this.#due[0]) {
      this.#due.shift();
      next.run();
    }
    this.#arm();
  }
}

/**
 * One direction of one TCP connection with slow start: as many bytes as the window are under way, and what is acknowledged
 * makes the window larger, up to twice what the path holds. A receiver that does not read is not acknowledged.
 */
export class Flow {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #link: Link;
  readonly #roundTrip: number;
  readonly #sent: (bytes: number) => void;
  readonly #arrivals = new Timeline();
  readonly #acknowledgements = new Timeline();
  readonly #queue: Buffer[] = [];
  #queued = 0;
  #underWay = 0;
  #window = INITIAL_WINDOW;
  #lastSent = 0;
  #open = false;
  #ended = false;

  /** @param opening milliseconds until the first byte may leave */
  constructor(
    from: Socket,
    to: Socket,
    wire: { readonly link: Link; readonly roundTrip: number; readonly opening: number },
    sent: (bytes: number) => void,
  ) {
    this.#from = from;
    this.#to = to;
    this.#link = wire.link;
    this.#roundTrip = wire.roundTrip;
    this.#sent = sent;
    this.#arrivals.add(performance.now() + wire.opening, () => {
      this.#open = true;
      this.#pump();
    });
    from.on('data', (bytes: Buffer) => this.#take(bytes));
    from.on('end', () => {
      this.#ended = true;
      this.#pump();
    });
  }

  close(): void {
    this.#arrivals.clear();
    this.#acknowledgements.clear();
  }

  #take(bytes: Buffer): void {
    this.#queue.push(bytes);
    this.#queued += bytes.length;
    if (this.#queued > QUEUE) this.#from.pause();
    this.#pump();
  }

  #pump(): void {
    if (!this.#open) return;
    if (this.#underWay === 0 && performance.now() - this.#lastSent > IDLE + this.#roundTrip) {
      this.#window = INITIAL_WINDOW;
    }
    while (this.#queued > 0 && this.#underWay < this.#window) {
      this.#send(this.#next(Math.min(PIECE, this.#window - this.#underWay)));
    }
    if (this.#queued <= QUEUE) this.#from.resume();
    if (this.#ended && this.#queued === 0) this.#finish();
  }

  #next(limit: number): Buffer {
    const [first = Buffer.alloc(0)] = this.#queue;
    const piece = first.subarray(0, limit);
    if (piece.length === first.length) this.#queue.shift();
    else this.#queue[0] = first.subarray(piece.length);
    this.#queued -= piece.length;
    return piece;
  }

  #send(piece: Buffer): void {
    this.#underWay += piece.length;
    this.#sent(piece.length);
    const left = this.#link.take(piece.length);
    this.#lastSent = left;
    this.#arrivals.add(left + this.#roundTrip / 2, () => {
      this.#to.write(piece, () => {
        this.#acknowledgements.add(performance.now() + this.#roundTrip / 2, () => this.#acknowledge(piece.length));
      });
    });
  }

  #acknowledge(bytes: number): void {
    this.#underWay -= bytes;
    const most = Math.max(2 * this.#link.capacity(this.#roundTrip), INITIAL_WINDOW);
    this.#window = Math.min(most, this.#window + bytes);
    this.#pump();
  }

  #finish(): void {
    this.#ended = false;
    this.#arrivals.add(performance.now() + this.#roundTrip / 2, () => this.#to.end());
  }
}
