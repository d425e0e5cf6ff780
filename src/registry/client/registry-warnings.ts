import type { Log } from '../../ports.ts';
import { printable } from '../../printable.ts';
import { type HttpAnswer, headerLines } from '../http/message.ts';

const MAX_WARNINGS = 5;

/** Passes on what a registry wants its users to know, once. https://github.com/opencontainers/distribution-spec/blob/main/spec.md#warnings */
export class RegistryWarnings {
  readonly #registry: string;
  readonly #log: Log;
  readonly #printed = new Set<string>();

  constructor(registry: string, log: Log) {
    this.#registry = registry;
    this.#log = log;
  }

  read(answer: HttpAnswer): void {
    for (const line of headerLines(answer, 'warning')) {
      const text = /^299 - "((?:[^"\\]|\\.){1,1000})"/.exec(line)?.[1];
      if (text === undefined || this.#printed.has(text) || this.#printed.size === MAX_WARNINGS) continue;
      this.#printed.add(text);
      this.#log.notice(`${this.#registry} says: ${printable(text)}`);
    }
  }
}
