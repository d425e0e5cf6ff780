/** As many as Linux follows. https://man7.org/linux/man-pages/man7/path_resolution.7.html */
const MOST_LINKS = 40;

/**
 * The way along a path as the kernel goes it, below a root that neither `..` nor an absolute link leaves. Whoever walks
 * looks at each part, and then enters it or follows the link that is there.
 */
export class PathWalk {
  #here: string[] = [];
  #rest: string[];
  #links = 0;

  constructor(path: string) {
    this.#rest = partsOf(path);
  }

  /** The path of the next part; undefined at the end of the way. */
  next(): string | undefined {
    while (this.#rest[0] === '..') {
      this.#rest.shift();
      this.#here.pop();
    }
    const [part] = this.#rest;
    return part === undefined ? undefined : [...this.#here, part].join('/');
  }

  /** Whether the next part is the last one, as far as is known. */
  get atLast(): boolean {
    return this.#rest.length === 1;
  }

  /** Goes into the next part. */
  enter(): void {
    this.#here.push(...this.#rest.splice(0, 1));
  }

  /** Goes where the symbolic link at the next part points to; false where there were too many links. */
  follow(target: string): boolean {
    this.#rest.splice(0, 1, ...partsOf(target));
    this.#links += 1;
    if (target.startsWith('/')) this.#here = [];
    return this.#links <= MOST_LINKS;
  }

  /** Where the parts that were entered lead, without links. */
  get place(): string {
    return this.#here.join('/');
  }
}

export function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}
