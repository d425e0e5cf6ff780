import {
  ProblemsError,
  printable
} from "./errors.js";

// src/config/position.ts
function formatPosition({ document, line, column }) {
  return `${printable(document, 200)}:${line}:${column}`;
}

// src/config/problems.ts
var SHOWN = 50;
var Problems = class {
  #found = [];
  #count = 0;
  /** Returns nothing, so that a reader can end with `return problems.add(...)`. */
  add({ name, position }, sentence) {
    this.#count += 1;
    if (this.#found.length >= SHOWN) return;
    const subject = name === "" ? "" : `${printable(name, 100)}: `;
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

export {
  formatPosition,
  Problems,
  quote
};
