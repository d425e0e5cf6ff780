import type { Document } from '../../attest/predicate.ts';
import { jsonOf, textAt, valueAt } from '../../attest/service.ts';
import { ActionError, about } from '../../errors.ts';
import { readText } from '../../files/read-text.ts';
import { locateSource } from '../../files/workspace.ts';
import { printable } from '../../printable.ts';

/** A bill of materials that the user brings. */
export interface OwnSbom extends Omit<Document, 'subject'> {
  readonly platform?: string;
}

/** Bytes: what GitHub's attestations API takes. https://docs.github.com/rest/repos/attestations */
const LIMIT = 16 * 1024 * 1024;

/** Levels of arrays and objects. CycloneDX nests components, and nobody by as many; what writes documents out again is recursive. */
const DEEPEST = 200;

interface Format extends Pick<Document, 'predicateType' | 'mediaType'> {
  readonly name: string;
  readonly is: (document: unknown) => boolean;
  /** Keys that its schema requires. */
  readonly required: readonly string[];
}

const FORMATS: readonly Format[] = [
  {
    // https://github.com/CycloneDX/specification/blob/master/schema/bom-1.6.schema.json
    name: 'CycloneDX',
    predicateType: 'https://cyclonedx.org/bom',
    mediaType: 'application/vnd.cyclonedx+json',
    is: (document) => textAt(document, 'bomFormat') === 'CycloneDX',
    required: ['specVersion'],
  },
  {
    // https://github.com/spdx/spdx-spec/blob/support/2.3/schemas/spdx-schema.json
    name: 'SPDX',
    predicateType: 'https://spdx.dev/Document',
    mediaType: 'application/spdx+json',
    is: (document) => /^SPDX-2\./.test(textAt(document, 'spdxVersion') ?? ''),
    required: ['SPDXID', 'name', 'documentNamespace', 'creationInfo'],
  },
];

/**
 * Reads what the input `sbom` names. Throws for a file that is not a complete SPDX or CycloneDX document in JSON, and for a
 * platform that the run does not make.
 * @param platforms `linux/amd64`; empty where they are not known yet
 */
export async function readOwnSboms(
  entries: readonly string[],
  platforms: readonly string[],
  workspace: string,
): Promise<OwnSbom[]> {
  return await Promise.all(entries.map((entry) => readOwnSbom(entry, platforms, workspace)));
}

/** An entry of the input `sbom`: `path`, or `linux/amd64=path`. */
export function readSbomEntry(entry: string): { readonly platform: string | undefined; readonly path: string } {
  const [, platform, path = entry] = /^([a-z0-9]+\/[a-z0-9/]+)=(.+)$/.exec(entry) ?? [];
  return { platform, path };
}

async function readOwnSbom(entry: string, platforms: readonly string[], workspace: string): Promise<OwnSbom> {
  const { platform, path } = readSbomEntry(entry);
  if (platform !== undefined && platforms.length > 0 && !platforms.includes(platform)) {
    throw new ActionError('input', `sbom: ${platform} is not a platform of this image (${platforms.join(', ')})`);
  }
  try {
    const text = await readText(path, await locateSource(path, workspace), LIMIT);
    return { ...documentIn(path, text), ...(platform === undefined ? {} : { platform }) };
  } catch (error) {
    throw about('sbom', error);
  }
}

function documentIn(path: string, text: string): Omit<OwnSbom, 'platform'> {
  const bytes = Buffer.from(text, 'utf8');
  const document = jsonOf({ body: bytes });
  const predicate = isDeeper(document, DEEPEST) ? undefined : document;
  const format = FORMATS.find(({ is }) => predicate !== undefined && is(predicate));
  if (predicate !== undefined && format !== undefined) {
    assertComplete(path, predicate, format);
    return { predicateType: format.predicateType, mediaType: format.mediaType, predicate, bytes };
  }
  throw new ActionError('file', `"${printable(path, 300)}" is neither an SPDX 2 nor a CycloneDX document in JSON`, {
    hint: 'syft writes both: `syft app -o spdx-json=app.spdx.json`.',
  });
}

function assertComplete(path: string, document: unknown, { name, required }: Format): void {
  const missing = required.filter((key) => !valueAt(document, key));
  if (missing.length === 0) return;
  throw new ActionError(
    'file',
    `"${printable(path, 300)}" is not a complete ${name} document: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing`,
  );
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
