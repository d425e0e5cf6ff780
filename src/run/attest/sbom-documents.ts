import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { allDigests, type ImageDigests } from '../../attest/attached.ts';
import type { Document } from '../../attest/predicate.ts';
import { jsonOf } from '../../attest/service.ts';
import { ActionError } from '../../errors.ts';
import type { RunConfig } from '../resolve-config.ts';

/** The SBOMs that the input `sbom` names, for the images that they are about: an entry without a platform is about all. */
export async function sbomDocuments(order: RunConfig, image: ImageDigests): Promise<Document[]> {
  const sources = order.attest?.request.sbomSources ?? 'auto';
  if (sources === 'auto') return [];
  const documents = sources.map(async (entry) => {
    const [, platform, path = entry] = /^([a-z0-9]+\/[a-z0-9/]+)=(.+)$/.exec(entry) ?? [];
    return documentsFrom(await readFile(resolve(order.workspace, path)), path, platform, image);
  });
  return (await Promise.all(documents)).flat();
}

function documentsFrom(bytes: Buffer, path: string, platform: string | undefined, image: ImageDigests): Document[] {
  const predicate = jsonOf({ body: bytes });
  const kind =
    predicate?.bomFormat === 'CycloneDX'
      ? { predicateType: 'https://cyclonedx.org/bom', mediaType: 'application/vnd.cyclonedx+json' }
      : typeof predicate?.spdxVersion === 'string'
        ? { predicateType: 'https://spdx.dev/Document', mediaType: 'application/spdx+json' }
        : undefined;
  if (predicate === undefined || kind === undefined)
    throw new ActionError('input', `sbom: ${path} is neither an SPDX nor a CycloneDX document in JSON`);
  const subjects =
    platform === undefined
      ? allDigests(image)
      : image.platforms.filter((one) => one.platform === platform).map(({ digest }) => digest);
  return subjects.map((subject) => ({
    ...kind,
    predicate,
    bytes,
    subject,
    ...(platform === undefined ? {} : { platform }),
  }));
}
