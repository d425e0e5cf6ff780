import {
  printable
} from "./printable.js";
import {
  ProblemsError
} from "./errors.js";

// src/config/problems.ts
var SHOWN = 50;
var Problems = class {
  #found = [];
  #shownKeys;
  #count = 0;
  /** @param shownKeys for a document with secrets: keys that may be repeated; nothing else of the text is then */
  constructor(shownKeys) {
    this.#shownKeys = shownKeys;
  }
  /** Text from the document inside of a sentence. */
  quote(text) {
    return this.#mayShow(text) ? quote(text) : "(not shown, since it may be a secret)";
  }
  #mayShow(key) {
    return this.#shownKeys === void 0 || this.#shownKeys.includes(key);
  }
  /** Returns nothing, so that a reader can end with `return problems.add(...)`. */
  add({ name, position }, sentence) {
    this.#count += 1;
    if (this.#found.length >= SHOWN) return;
    const [, parent = "", key = ""] = /^(\[\d+\])?\.?(.*)$/s.exec(name) ?? [];
    const shown = key === "" || this.#mayShow(key) ? name : parent;
    const subject = shown === "" ? "" : `${printable(shown, 100)}: `;
    this.#found.push({ position, sentence: `${formatPosition(position)}: ${subject}${sentence}` });
  }
  /** In the order of the text. */
  throwIfAny() {
    if (this.#count === 0) return;
    const sentences = this.#found.toSorted((a, b) => a.position.line - b.position.line || a.position.column - b.position.column).map(({ sentence }) => sentence);
    const more = this.#count - sentences.length;
    throw new ProblemsError("config", more > 0 ? [...sentences, `and ${more} more`] : sentences);
  }
};
function quote(text) {
  return `"${printable(text, 60)}"`;
}
function formatPosition({ document, line, column }) {
  return `${printable(document, 200)}:${line}:${column}`;
}

export {
  Problems,
  quote,
  formatPosition
};
