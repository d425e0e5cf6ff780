import type { Position } from '../config/config-block.ts';
import { type Problems, quote } from '../config/problems.ts';
import type { DockerfileText, Heredoc, Instruction } from './instruction.ts';
import { splitWords } from './words.ts';

/** BuildKit reads no longer line; a longer file is another one, named by mistake. */
const LARGEST = 512 * 1024;

/** What a build with this many instructions would take is no image that anybody wants. */
const MOST_INSTRUCTIONS = 10_000;

/** https://docs.docker.com/reference/dockerfile/#parser-directives */
const DIRECTIVE = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$/;

/** Only these can have files in the Dockerfile itself. https://docs.docker.com/reference/dockerfile/#here-documents */
const WITH_HEREDOCS = ['COPY', 'ADD', 'RUN'];

/** A physical line's part of a joined line. */
interface Part {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** Takes a Dockerfile apart as BuildKit does: directives, comments, continuation lines, heredocs. */
export function readInstructions(text: string, document: string, problems: Problems): DockerfileText {
  const start = { document, line: 1, column: 1 };
  if (text.length > LARGEST) {
    problems.add(
      { name: '', position: start },
      `the file has ${text.length} characters, a Dockerfile at most ${LARGEST}`,
    );
    return { instructions: [], escapeCharacter: '\\' };
  }
  return new Reader(text, document, problems).read();
}

class Reader {
  readonly #lines: readonly string[];
  readonly #document: string;
  readonly #problems: Problems;
  #next = 0;
  #escape = '\\';

  constructor(text: string, document: string, problems: Problems) {
    this.#lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
    this.#document = document;
    this.#problems = problems;
  }

  read(): DockerfileText {
    this.#readDirectives();
    const instructions: Instruction[] = [];
    while (this.#next < this.#lines.length) {
      const instruction = this.#readInstruction();
      if (instruction === undefined) continue;
      instructions.push(instruction);
      if (instructions.length > MOST_INSTRUCTIONS) {
        this.#problems.add({ name: '', position: instruction.position }, `more than ${MOST_INSTRUCTIONS} instructions`);
        break;
      }
    }
    return { instructions, escapeCharacter: this.#escape };
  }

  /** They stand before anything else; the first line that is none ends them. */
  #readDirectives(): void {
    for (let line = 0; line < this.#lines.length; line += 1) {
      const [, name = '', value = ''] = DIRECTIVE.exec((this.#lines[line] ?? '').trim()) ?? [];
      if (!['syntax', 'escape', 'check'].includes(name.toLowerCase())) return;
      if (name.toLowerCase() !== 'escape') continue;
      if (value === '\\' || value === '`') this.#escape = value;
      else
        this.#problems.add(
          this.#place(line, 0, 'escape'),
          `${quote(value)} is not an escape character; write \\ or \``,
        );
    }
  }

  #readInstruction(): Instruction | undefined {
    const first = this.#next;
    const { joined, parts } = this.#readLogicalLine();
    const [, blank = '', word = '', space = ''] = /^(\s*)(\S+)(\s*)/.exec(joined) ?? [];
    if (word === '') return undefined;
    const keyword = word.toUpperCase();
    const begin = blank.length + word.length + space.length;
    const text = joined.slice(begin).trimEnd();
    const at = (offset: number) => this.#positionIn(parts, begin + offset);
    const position = this.#positionIn(parts, blank.length);
    const heredocs = WITH_HEREDOCS.includes(keyword) ? this.#readHeredocs(text, keyword, first) : [];
    return { keyword, text, heredocs, position, at };
  }

  /** Lines that end with the escape character go on in the next one; comments and blank lines between them do not count. */
  #readLogicalLine(): { joined: string; parts: readonly Part[] } {
    const pieces: string[] = [];
    const parts: Part[] = [];
    let offset = 0;
    for (let more = true; more && this.#next < this.#lines.length; this.#next += 1) {
      const line = this.#lines[this.#next] ?? '';
      const trimmed = line.trim();
      if (trimmed.startsWith('#') || (trimmed === '' && pieces.length > 0)) {
        if (pieces.length === 0) more = false;
        continue;
      }
      const end = trimEnd(line);
      more = end.endsWith(this.#escape);
      const piece = more ? end.slice(0, -1) : line;
      parts.push({ offset, line: this.#next + 1, column: 1 });
      pieces.push(piece);
      offset += piece.length;
    }
    return { joined: pieces.join(''), parts };
  }

  #readHeredocs(text: string, keyword: string, line: number): Heredoc[] {
    return splitWords(text, this.#escape).flatMap(({ text: word }) => {
      const [, chomp, name = ''] = /^\d*<<(-?)([^<]+)$/.exec(word) ?? [];
      const plain = name.replace(/^(["'])(.*)\1$/, '$2');
      if (plain === '' || /["'\s]/.test(plain)) return [];
      return [this.#readBody(plain, chomp === '-', plain === name, this.#place(line, 0, keyword))];
    });
  }

  #readBody(name: string, chomp: boolean, expand: boolean, place: { name: string; position: Position }): Heredoc {
    const lines: string[] = [];
    for (; this.#next < this.#lines.length; this.#next += 1) {
      const line = this.#lines[this.#next] ?? '';
      const text = chomp ? line.replace(/^\t+/, '') : line;
      if (text === name) {
        this.#next += 1;
        return { name, expand, content: lines.map((one) => `${one}\n`).join('') };
      }
      lines.push(text);
    }
    this.#problems.add(
      place,
      `the here-document ${quote(name)} has no end; write ${quote(name)} alone in a line after it`,
    );
    return { name, expand, content: '' };
  }

  #place(line: number, column: number, name: string): { name: string; position: Position } {
    return { name, position: { document: this.#document, line: line + 1, column: column + 1 } };
  }

  #positionIn(parts: readonly Part[], offset: number): Position {
    const part = partAt(parts, offset);
    return { document: this.#document, line: part.line, column: part.column + offset - part.offset };
  }
}

/** The last part that begins at or before an offset, found by halves: a joined line may have many. */
function partAt(parts: readonly Part[], offset: number): Part {
  let [low, high] = [0, parts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((parts[middle]?.offset ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return parts[low] ?? { offset: 0, line: 1, column: 1 };
}

/** Blanks after the escape character are harmless. */
function trimEnd(line: string): string {
  return line.replace(/[ \t]+$/, '');
}
