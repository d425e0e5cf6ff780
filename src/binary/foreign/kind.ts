/** What a file is that is no ELF file: completes "dist/app is …". */
export interface ForeignKind {
  readonly is: string;
  readonly hint: string;
}
