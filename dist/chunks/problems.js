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

// src/edit-distance.ts
function editDistance(a, b) {
  let before = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      current.push(cheapest(a, b, row, column, { before, previous, current }));
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
function cheapest(a, b, row, column, { before, previous, current }) {
  const same = a[row - 1] === b[column - 1];
  const cost = Math.min(
    (previous[column] ?? 0) + 1,
    (current[column - 1] ?? 0) + 1,
    (previous[column - 1] ?? 0) + (same ? 0 : 1)
  );
  const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
  return swapped ? Math.min(cost, (before[column - 2] ?? 0) + 1) : cost;
}

export {
  formatPosition,
  Problems,
  quote,
  editDistance
};
