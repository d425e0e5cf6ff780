import type { Position } from '../config/config-block.ts';

/** One instruction of a Dockerfile, with its lines joined. */
export interface Instruction {
  /** In capitals: `COPY`. */
  readonly keyword: string;
  /** What follows the keyword, continuation lines joined, without comments and the bodies of heredocs. */
  readonly text: string;
  readonly heredocs: readonly Heredoc[];
  readonly position: Position;
  /** Where a character of `text` stands in the file. */
  readonly at: (offset: number) => Position;
}

/** A file whose content stands in the Dockerfile itself. */
export interface Heredoc {
  /** The word that ends it, which is also the file's name. */
  readonly name: string;
  readonly content: string;
  /** Its word has no quotes, so that variables in the content are replaced. */
  readonly expand: boolean;
}

export interface DockerfileText {
  readonly instructions: readonly Instruction[];
  /** `\` unless the file has another one by `# escape=`. */
  readonly escapeCharacter: string;
}
