/** One entry of the input `tags`. */
export interface TagEntry {
  /**
   * `own`: `auto`, `none`, a name or a pattern. `reference`: the tag of a full reference, finished by another tool.
   * `line`: one for docker/metadata-action, with its commas.
   */
  readonly kind: 'own' | 'reference' | 'line';
  readonly text: string;
}
