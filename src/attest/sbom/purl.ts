/**
 * A package URL. https://github.com/package-url/purl-spec/blob/main/purl-specification.md
 * Written here, since packageurl-js 2.0.1 throws a ReferenceError for Go versions that are not SemVer and leaves `+` as it
 * is, where scanners compare with `%2B`.
 * @param name with its namespace: `github.com/o/app`; its case is kept, as syft and trivy do
 */
export function packageUrl(
  type: string,
  name: string,
  version = '',
  qualifiers: Readonly<Record<string, string>> = {},
): string {
  const path = name.split('/').map(encode).join('/');
  const query = Object.entries(qualifiers)
    .filter(([, value]) => value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${encode(value)}`)
    .join('&');
  return `pkg:${encode(type)}/${path}${version === '' ? '' : `@${encode(version)}`}${query === '' ? '' : `?${query}`}`;
}

function encode(text: string): string {
  return encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
