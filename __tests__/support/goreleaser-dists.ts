/** A program as goreleaser lists it after a build. */
export interface BuiltBinary {
  /** Of the build, and the file's name. */
  readonly id: string;
  readonly goos: string;
  readonly goarch: string;
  /** `goamd64` and its like. */
  readonly levels?: Readonly<Record<string, string>>;
}

/** What `goreleaser build` writes into artifacts.json (2.16.0, internal/builders/golang/build.go). */
export function artifact({ id, goos, goarch, levels = {} }: BuiltBinary) {
  const level = Object.values(levels).join('') || { amd64: 'v1', arm64: 'v8.0' }[goarch] || '';
  const target = [goos, goarch, ...(level === '' ? [] : [level])].join('_');
  return {
    name: id,
    path: `dist/${id}_${target}/${id}`,
    goos,
    goarch,
    ...levels,
    target,
    internal_type: 4,
    type: 'Binary',
    extra: { Binary: id, Builder: 'go', Ext: '', ID: id },
  };
}

/** What goreleaser writes into metadata.json. */
export const METADATA = {
  project_name: 'app',
  tag: 'v1.4.2',
  previous_tag: 'v1.4.1',
  version: '1.4.2',
  commit: '0123456789abcdef0123456789abcdef01234567',
  date: '2026-03-01T12:00:00.5Z',
  runtime: { goos: 'linux', goarch: 'amd64' },
};
