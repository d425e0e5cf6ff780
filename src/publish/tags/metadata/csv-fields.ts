/**
 * The fields of one line between its commas, as docker/metadata-action reads them: a field may be quoted as a whole
 * (`"pattern=\d{1,3}"`), and a comma inside of `{{…}}` or quotes separates nothing. A comment may follow ` #`.
 */
export function csvFields(line: string): string[] {
  return (
    withoutComment(line)
      .match(/(?:"(?:[^"]|"")*"|\{\{.*?\}\}|[^,])+/g)
      ?.map((field) => unquoted(field.trim()))
      .filter((field) => field !== '') ?? []
  );
}

function withoutComment(line: string): string {
  const [code = line] = /^(?:"(?:[^"]|"")*"|\{\{.*?\}\}|(?!\s#).)*/.exec(line) ?? [];
  return code;
}

function unquoted(field: string): string {
  const [, inner] = /^"((?:[^"]|"")*)"$/.exec(field) ?? [];
  return inner === undefined ? field : inner.replaceAll('""', '"');
}
