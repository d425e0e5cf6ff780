/** What a file is that is not an ELF file: completes "dist/app is …". */
export interface ForeignKind {
  readonly is: string;
  readonly hint: string;
}
