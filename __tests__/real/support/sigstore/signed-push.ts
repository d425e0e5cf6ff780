import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ActionRun, runAction } from '../run-action.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { IDENTITY_EVENT } from './event.ts';
import type { Sigstore } from './sigstore.ts';

export type Form = 'rekor 2 and timestamp' | 'timestamp only' | 'rekor 1';

/** The input `sigstore` for one form of keyless signing. */
export function sigstoreInput(form: Form, { fulcio, rekor, rekorV1, tsa }: Sigstore): string {
  const services = {
    'rekor 2 and timestamp': { rekor, 'rekor-version': 2, tsa },
    'timestamp only': { tsa },
    'rekor 1': { rekor: rekorV1.url, 'rekor-version': 1 },
  };
  return JSON.stringify({ fulcio, ...services[form] });
}

const SPDX = {
  spdxVersion: 'SPDX-2.3',
  dataLicense: 'CC0-1.0',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'app',
  documentNamespace: 'https://example.com/app',
  creationInfo: { created: '1970-01-01T00:00:00Z', creators: ['Tool: test'] },
  packages: [],
  relationships: [],
};
const CYCLONEDX = { bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, components: [] };

/** A workspace with small binaries of these platforms and two SBOMs. */
export async function workspaceWith(binaries: Readonly<Record<string, Buffer>>): Promise<string> {
  const workspace = await temporaryFolder('workspace');
  for (const [name, bytes] of Object.entries(binaries)) await writeFile(join(workspace, name), bytes);
  await writeFile(join(workspace, 'app.spdx.json'), JSON.stringify(SPDX));
  await writeFile(join(workspace, 'app.cdx.json'), JSON.stringify(CYCLONEDX));
  return workspace;
}

/** Publishes the tag 1.4.2 of the workspace's programs with all that can be proved. */
export function signedPush(
  inputs: Readonly<Record<string, string>>,
  { issuer }: Sigstore,
  workspace: string,
  env: Readonly<Record<string, string>> = {},
  node?: string,
): Promise<ActionRun> {
  const all = { attest: 'true', sbom: 'app.spdx.json\napp.cdx.json', 'retry-for': '10s', ...inputs };
  return runAction(
    all,
    { ...IDENTITY_EVENT, ...issuer.environment, ...env },
    { workspace, timeout: 60_000, ...(node === undefined ? {} : { node }) },
  );
}
