import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { describe, expect, test } from '@jest/globals';
import type { Program } from '../../../src/attest/sbom/program-components.ts';
import { type DescribedImage, sbomDocuments } from '../../../src/attest/sbom/sbom-documents.ts';
import type { Digest } from '../../../src/oci/digest.ts';

const digest = (letter: string): Digest => `sha256:${letter.repeat(64)}`;

const GO: Program = {
  path: '/app',
  digest: digest('f'),
  binary: {
    buildId: 'abc/def',
    go: {
      goVersion: 'go1.26.0 X:nodwarf5',
      path: 'example.com/app',
      main: { path: 'example.com/app', version: '(devel)' },
      dependencies: [
        { path: 'golang.org/x/sys', version: 'v0.1.0', sum: 'h1:abc=' },
        { path: 'github.com/Masterminds/semver/v3', version: 'v3.2.0+incompatible' },
      ],
      settings: {},
    },
  },
};

const RUST: Program = {
  path: '/tool',
  digest: digest('e'),
  binary: {
    rust: {
      packages: [
        { name: 'serde', version: '1.0.1', source: 'crates.io', kind: 'runtime', root: false, dependencies: [] },
        { name: 'cc', version: '1.0.0', source: 'crates.io', kind: 'build', root: false, dependencies: [] },
        { name: 'tool', version: '0.1.0', source: 'local', kind: 'runtime', root: true, dependencies: [0, 1] },
      ],
    },
  },
};

const C: Program = {
  path: '/plain',
  digest: digest('d'),
  binary: { compiler: 'GCC: (Debian 12.2.0) 12.2.0', buildId: 'c0ffee' },
};

function imageOf(...programs: readonly Program[]): DescribedImage {
  const data = [{ name: 'ca-certificates', version: '20250419~deb12u2', licence: 'MPL-2.0' }];
  return {
    root: digest('a'),
    repository: 'ghcr.io/o/App',
    created: '2026-01-02T03:04:05Z',
    tool: { name: 'from-scratch', version: '1.2.3' },
    platforms: [{ platform: 'linux/amd64', digest: digest('a'), programs, data }],
  };
}

function named(programs: readonly Program[], mediaType: RegExp) {
  const found = sbomDocuments(imageOf(...programs)).find((document) => mediaType.test(document.mediaType));
  return JSON.parse(found?.bytes.toString('utf8') ?? '{}');
}

describe('the bill of materials', () => {
  test('of a Go program names its module, the standard library and each dependency, with package URLs that scanners know', () => {
    const { packages } = named([GO], /spdx/);
    const urls = packages.flatMap(({ externalRefs = [] }: { externalRefs?: { referenceLocator: string }[] }) =>
      externalRefs.map(({ referenceLocator }) => referenceLocator),
    );
    expect(urls).toEqual([
      `pkg:oci/app@sha256%3A${'a'.repeat(64)}?arch=amd64&repository_url=ghcr.io%2Fo%2FApp`,
      'pkg:golang/example.com/app',
      'pkg:golang/stdlib@1.26.0',
      'pkg:golang/github.com/Masterminds/semver/v3@v3.2.0%2Bincompatible',
      'pkg:golang/golang.org/x/sys@v0.1.0',
      'pkg:deb/debian/ca-certificates@20250419~deb12u2?arch=all',
    ]);
  });

  test('of a Rust program leaves out what only helped to build it, and gives no package URL to a local crate', () => {
    const { components, dependencies } = named([RUST], /cyclonedx/);
    expect(components.slice(0, 2)).toMatchObject([
      { 'bom-ref': 'main', type: 'application', name: 'tool', version: '0.1.0' },
      { 'bom-ref': 'library-1', type: 'library', purl: 'pkg:cargo/serde@1.0.1' },
    ]);
    expect(components[0].purl).toBeUndefined();
    expect(dependencies[1]).toEqual({ ref: 'main', dependsOn: ['library-1'] });
  });

  test('of a C program names the file, its build id and its compiler, and says that it is not complete', () => {
    const spdx = named([C], /spdx/);
    expect(spdx.comment).toMatch(/^Not complete:/);
    expect(spdx.packages[1]).toMatchObject({
      name: 'plain',
      checksums: [{ algorithm: 'SHA256', checksumValue: 'd'.repeat(64) }],
      comment: 'file /plain, build id c0ffee, made by GCC: (Debian 12.2.0) 12.2.0',
    });
    expect(named([C], /cyclonedx/).compositions).toEqual([{ aggregate: 'incomplete', assemblies: ['image'] }]);
  });

  test('takes the name and version that a package note gives', () => {
    const packageNote = { type: 'deb', os: 'debian', name: 'plain', version: '1.2-3', architecture: 'amd64' };
    const { components } = named([{ ...C, binary: { ...C.binary, packageNote } }], /cyclonedx/);
    expect(components[0]).toMatchObject({
      name: 'plain',
      version: '1.2-3',
      purl: 'pkg:deb/debian/plain@1.2-3?arch=amd64',
    });
  });

  test('does not call a Go program with cgo complete', () => {
    const go = { ...GO.binary.go, settings: { CGO_ENABLED: '1' } } as NonNullable<typeof GO.binary.go>;
    expect(named([{ ...GO, binary: { go } }], /spdx/).comment).toMatch(/^Not complete:/);
  });

  test('of an index names its platforms, as variants of it', () => {
    const image = imageOf(GO);
    const [first] = image.platforms;
    if (first === undefined) throw new Error('there is no platform');
    const several = {
      ...image,
      root: digest('9'),
      platforms: [first, { ...first, platform: 'linux/arm64', digest: digest('b') }],
    };
    const documents = sbomDocuments(several);
    expect(documents.map(({ subject, platform }) => [subject, platform])).toEqual([
      [digest('9'), undefined],
      [digest('9'), undefined],
      [digest('a'), 'linux/amd64'],
      [digest('a'), 'linux/amd64'],
      [digest('b'), 'linux/arm64'],
      [digest('b'), 'linux/arm64'],
    ]);
    const { relationships } = JSON.parse(documents[0]?.bytes.toString('utf8') ?? '{}');
    expect(
      relationships.filter(({ relationshipType }: { relationshipType: string }) => relationshipType === 'VARIANT_OF'),
    ).toEqual([
      { spdxElementId: 'SPDXRef-platform-1', relationshipType: 'VARIANT_OF', relatedSpdxElement: 'SPDXRef-image' },
      { spdxElementId: 'SPDXRef-platform-2', relationshipType: 'VARIANT_OF', relatedSpdxElement: 'SPDXRef-image' },
    ]);
  });

  test('is the same byte by byte in every run', () => {
    const bytes = () => sbomDocuments(imageOf(GO, RUST, C)).map((document) => document.bytes.toString('utf8'));
    expect(bytes()).toEqual(bytes());
  });

  test('has an id for each component of several programs', () => {
    const { components } = named([GO, RUST, C], /cyclonedx/);
    const ids = components.map((component: { 'bom-ref': string }) => component['bom-ref']);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each([
    ['Go', [GO]],
    ['Rust', [RUST]],
    ['C', [C]],
    ['several', [GO, RUST, C]],
  ])('in CycloneDX 1.6 is valid by its own schema: %s', async (_, programs) => {
    const document = JSON.stringify(named(programs, /cyclonedx/));
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
    expect(await validator.validate(document)).toBeNull();
    expect(await validator.validate(document.replace('"version":1', '"version":0'))).not.toBeNull();
  });
});
