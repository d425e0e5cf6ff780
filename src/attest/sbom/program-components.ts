import type { Binary, GoBuildInfo, GoModule, PackageNote, RustAudit } from '../../binary/binary.ts';
import { type Digest, hexOf } from '../../oci/digest.ts';
import { printable } from '../../printable.ts';
import type { Component } from './inventory.ts';
import { packageUrl } from './purl.ts';

/** A program, the digest of its file, and where it lies in the image. */
export interface Program {
  readonly binary: Pick<Binary, 'go' | 'rust' | 'packageNote' | 'buildId' | 'compiler'>;
  /** Of the file. */
  readonly digest: Digest;
  /** `/app`. */
  readonly path: string;
}

export interface ProgramComponents {
  /** The program first. */
  readonly components: readonly Component[];
  /** Whether the program itself says what it was linked with. */
  readonly complete: boolean;
}

/**
 * What a program's own bytes say about it: Go's build information, what cargo-auditable recorded, or the package that a
 * distribution made it for.
 * @param prefix of all ids, so that the ids of several programs of one image are unique
 */
export function programComponents(program: Program, prefix: string): ProgramComponents {
  const { go, rust, packageNote } = program.binary;
  if (go?.main !== undefined || (go?.dependencies.length ?? 0) > 0)
    return goComponents(program, go as GoBuildInfo, prefix);
  if (rust !== undefined) return rustComponents(program, rust, prefix);
  return { components: [plainProgram(program, packageNote, go, prefix)], complete: false };
}

function goComponents(
  program: Program,
  { goVersion, path, main, dependencies, settings }: GoBuildInfo,
  prefix: string,
): ProgramComponents {
  const modules = [...dependencies].sort(byNameAndVersion);
  const standard = goLibrary(`${prefix}stdlib`, { path: 'stdlib', version: standardVersion(goVersion) });
  const libraries = [standard, ...modules.map((module, index) => goLibrary(`${prefix}library-${index + 1}`, module))];
  const name = main?.path ?? path ?? program.path;
  const version = versionOf(main?.version);
  const application: Component = {
    id: `${prefix}main`,
    kind: 'application',
    name: printable(name, 500),
    ...(version === '' ? {} : { version }),
    ...(main?.path === undefined ? {} : { purl: packageUrl('golang', main.path, version) }),
    ...fileFacts(program),
    dependsOn: libraries.map(({ id }) => id),
  };
  // With cgo, C libraries may be linked in, of which nothing is recorded.
  return { components: [application, ...libraries], complete: settings.CGO_ENABLED !== '1' };
}

/** The checksum in go.sum covers the module's tree, not a file, so it goes into the comment. */
function goLibrary(id: string, { path, version, sum }: GoModule): Component {
  const known = versionOf(version);
  return {
    id,
    kind: 'library',
    name: printable(path, 500),
    ...(known === '' ? {} : { version: known }),
    purl: packageUrl('golang', path, known),
    ...(sum === undefined || sum === '' ? {} : { comment: `go.sum ${printable(sum, 100)}` }),
    dependsOn: [],
  };
}

/** `go1.26.0 X:foo`, `go1.26-X:foo`: scanners compare with `1.26.0`. */
function standardVersion(goVersion: string): string {
  return goVersion.replace(/^go/, '').split(/ |-X:/)[0] ?? '';
}

function versionOf(version = ''): string {
  return version === '(devel)' ? '' : printable(version, 200);
}

function byNameAndVersion(a: GoModule, b: GoModule): number {
  const [left, right] = [`${a.path}\0${a.version ?? ''}`, `${b.path}\0${b.version ?? ''}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Packages that only helped to build are not in the program. */
function rustComponents(program: Program, { packages }: RustAudit, prefix: string): ProgramComponents {
  const ids = packages.map((one, index) =>
    one.kind === 'build' ? undefined : one.root ? `${prefix}main` : `${prefix}library-${index + 1}`,
  );
  const components = packages.flatMap((one, index): Component[] => {
    const id = ids[index];
    if (id === undefined) return [];
    const version = printable(one.version, 200);
    const named = one.source === 'crates.io' || one.source === 'the-rust-registry';
    return [
      {
        id,
        kind: one.root ? 'application' : 'library',
        name: printable(one.name, 500),
        version,
        // A local crate is not published under its name: one on crates.io may have the same.
        ...(named ? { purl: packageUrl('cargo', one.name, version) } : {}),
        ...(one.root ? fileFacts(program) : { comment: `source ${printable(one.source, 100)}` }),
        dependsOn: one.dependencies.flatMap((other) => ids[other] ?? []),
      },
    ];
  });
  return {
    components: components.sort((a, b) => Number(b.kind === 'application') - Number(a.kind === 'application')),
    complete: true,
  };
}

function plainProgram(
  program: Program,
  note: PackageNote | undefined,
  go: GoBuildInfo | undefined,
  prefix: string,
): Component {
  const name = note?.name ?? program.path.split('/').at(-1) ?? program.path;
  const standard = go === undefined ? {} : { version: standardVersion(go.goVersion) };
  return {
    id: `${prefix}main`,
    kind: 'application',
    name: printable(name, 500),
    ...(note === undefined ? standard : { version: printable(note.version, 200), purl: notePurl(note) }),
    ...fileFacts(program),
    dependsOn: [],
  };
}

/** https://systemd.io/ELF_PACKAGE_METADATA/ */
function notePurl({ type, os, name, version, architecture }: PackageNote): string {
  return packageUrl(type, os === '' ? name : `${os}/${name}`, version, { arch: architecture });
}

function fileFacts({
  digest,
  path,
  binary: { buildId, compiler, go },
}: Program): Pick<Component, 'sha256' | 'comment'> {
  const made = go?.goVersion ?? compiler;
  const facts = [
    `file ${printable(path, 300)}`,
    ...(buildId === undefined ? [] : [`build id ${printable(buildId, 200)}`]),
    ...(made === undefined ? [] : [`made by ${printable(made, 200)}`]),
  ];
  return { sha256: hexOf(digest), comment: facts.join(', ') };
}
