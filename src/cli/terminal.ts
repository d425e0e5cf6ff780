import { stripVTControlCharacters } from 'node:util';
import type { Clock, Environment, Progress, Transfer } from '../ports.ts';
import { formatBytes } from '../quantities.ts';
import type { Style } from '../report/plain-log.ts';

/** A stream that may be a terminal: standard error. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const CLEAR_LINE = '\r\u001b[K';
/** Milliseconds between two looks at how far a push is. */
const INTERVAL = 100;
/** Milliseconds over which the rate is taken. */
const WINDOW = 3000;

/** Prints lines, with one below them that tells how far the push is, where somebody watches. */
export class Terminal implements Progress {
  readonly #screen: Screen;
  readonly #clock: Clock;
  #shown = '';

  constructor(screen: Screen, clock: Clock) {
    this.#screen = screen;
    this.#clock = clock;
  }

  print(text: string): void {
    this.#screen.write(this.#shown === '' ? `${text}\n` : `${CLEAR_LINE}${text}\n${this.#shown}`);
  }

  watch(transfer: () => Transfer): () => void {
    if (this.#screen.isTTY !== true) return () => {};
    const rate = new Rate();
    const look = () => this.#show(progressLine(transfer(), rate.at(this.#clock.now(), transfer().sent)));
    const timer = setInterval(look, INTERVAL);
    timer.unref();
    return () => {
      clearInterval(timer);
      this.#show('');
    };
  }

  #show(line: string): void {
    const text = line.slice(0, Math.max(20, (this.#screen.columns || 80) - 1));
    if (text !== this.#shown) this.#screen.write(CLEAR_LINE + text);
    this.#shown = text;
  }
}

/** `Sending 12.3 MB of 42.8 MB, 24.1 MB/s, 2 s left`. */
export function progressLine({ sent, total }: Transfer, bytesPerSecond: number): string {
  if (total === 0) return 'Asking the registry …';
  const rate = bytesPerSecond < 1 ? '' : `, ${formatBytes(Math.round(bytesPerSecond))}/s`;
  const left = rate === '' || sent >= total ? '' : `, ${Math.ceil((total - sent) / bytesPerSecond)} s left`;
  return `Sending ${formatBytes(sent)} of ${formatBytes(total)}${rate}${left}`;
}

/** Bytes a second over the last seconds. */
export class Rate {
  #looks: { readonly time: number; readonly bytes: number }[] = [];

  at(time: number, bytes: number): number {
    this.#looks = [...this.#looks.filter((look) => time - look.time <= WINDOW), { time, bytes }];
    const first = this.#looks[0] ?? { time, bytes };
    return time === first.time ? 0 : ((bytes - first.bytes) * 1000) / (time - first.time);
  }
}

/** https://no-color.org and https://force-color.org; a terminal has colours, a file has none. */
export function hasColors(environment: Environment, screen: Screen): boolean {
  if (environment['NO_COLOR']) return false;
  if (environment['FORCE_COLOR'] && environment['FORCE_COLOR'] !== '0') return true;
  return screen.isTTY === true && environment['TERM'] !== 'dumb';
}

/** Codes of ECMA-48: bold, dim, cyan, yellow, red. */
export const COLORS: Style = {
  title: colored(1),
  detail: colored(2),
  notice: colored(36),
  warning: colored(33),
  error: colored(31),
};

function colored(code: number): (text: string) => string {
  return (text) => `\u001b[${code}m${stripVTControlCharacters(text)}\u001b[0m`;
}
