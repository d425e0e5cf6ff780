import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { sbomDocuments } from '../../src/attest/sbom/sbom-documents.ts';
import type { Binary } from '../../src/binary/binary.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { formatPlatform } from '../../src/oci/platform.ts';
import { inspectFile } from './support/inspect-file.ts';
import { output } from './support/process.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

/** Real programs of many modules, which the suite needs anyway. */
const PROGRAMS = ['crane', 'act', 'actionlint', 'registry', 'scalibr'];

async function sbomOf(binary: Binary) {
  const digest = digestOf(Buffer.from(binary.source.name));
  const platform = {
    platform: formatPlatform(binary.platform),
    digest,
    programs: [{ binary, digest, path: '/app' }],
    data: [],
  };
  return sbomDocuments({
    root: digest,
    repository: 'registry.example.com/o/app',
    created: '1970-01-01T00:00:00Z',
    tool: { name: 'from-scratch', version: '0.0.0' },
    platforms: [platform],
  });
}

/** `path version` of each module, replaced ones as what replaced them. */
async function modulesByGo(path: string): Promise<string[]> {
  const modules: string[] = [];
  for (const line of (await output('go', ['version', '-m', path])).split('\n')) {
    const [, kind, name = '', version = ''] = line.split('\t');
    if (kind === 'dep') modules.push(`${name} ${version}`);
    if (kind === '=>') modules[modules.length - 1] = `${name} ${version}`;
  }
  return modules.sort();
}

interface Library {
  readonly name: string;
  readonly versionInfo?: string;
  readonly primaryPackagePurpose: string;
}

/** `name version` of each library that the SPDX document of a program names. */
async function namedLibraries(path: string): Promise<string[]> {
  const [spdx] = await sbomOf(await inspectFile(path, true));
  const { packages } = JSON.parse(spdx?.bytes.toString('utf8') ?? '{}') as { packages: readonly Library[] };
  return packages
    .filter(({ primaryPackagePurpose, name }) => primaryPackagePurpose === 'LIBRARY' && name !== 'stdlib')
    .map(({ name, versionInfo = '' }) => `${name} ${versionInfo}`)
    .sort();
}

interface Crate {
  readonly name: string;
  readonly version: string;
  readonly kind?: 'build';
  readonly root?: true;
}

/** What cargo-auditable itself reads from a program; a crate that only helped to build is not in it. */
async function cratesByCargo(path: string): Promise<readonly Crate[]> {
  return (JSON.parse(await output('rust-audit-info', [path])) as { packages: readonly Crate[] }).packages;
}

describe('the bill of materials of a real program', () => {
  test.each(PROGRAMS)('names the modules that go version -m names: %s', async (name) => {
    const path = (await output('sh', ['-c', `command -v ${name}`])).trim();
    expect(await namedLibraries(path)).toEqual(await modulesByGo(path));
  });

  test('names the crates that cargo-auditable recorded, but for those that only helped to build it', async () => {
    const path = (await output('sh', ['-c', 'command -v audited-fd'])).trim();
    const crates = await cratesByCargo(path);
    expect(crates.length).toBeGreaterThan(50);
    const linked = crates.filter(({ kind, root }) => kind !== 'build' && root !== true);
    expect(await namedLibraries(path)).toEqual(linked.map(({ name, version }) => `${name} ${version}`).sort());
  });

  test("is valid for SPDX's own tool", async () => {
    const folder = await temporaryFolder('sbom');
    const path = (await output('sh', ['-c', 'command -v crane'])).trim();
    const [spdx] = await sbomOf(await inspectFile(path, true));
    const file = join(folder, 'app.spdx.json');
    await writeFile(file, spdx?.bytes ?? '');
    // It prints what is wrong and exits with 1.
    await output('pyspdxtools', ['--infile', file], { timeout: 120_000 });
  });
});

afterAll(removeTemporaryFolders);
