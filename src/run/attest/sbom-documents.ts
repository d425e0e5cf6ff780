import { allDigests, type ImageDigests } from '../../attest/attached.ts';
import type { Document } from '../../attest/predicate.ts';
import { type DescribedPlatform, sbomDocuments } from '../../attest/sbom/sbom-documents.ts';
import type { Plan, PlatformPlan } from '../../image/plan.ts';
import { formatPlatform } from '../../oci/platform.ts';
import { formatRepository } from '../../oci/reference.ts';
import { VERSION } from '../../version.ts';
import type { FileDigest } from '../make-images.ts';
import type { RunConfig } from '../resolve-config.ts';
import type { OwnSbom } from './read-own-sboms.ts';

/** The SBOMs of these images: what the input `sbom` names, or what the binaries themselves say. */
export async function documentsFor(
  config: RunConfig,
  plan: Plan,
  image: ImageDigests,
  fileDigest: FileDigest,
): Promise<Document[]> {
  const own = config.attest?.sboms ?? [];
  return own.length > 0
    ? own.flatMap((sbom) => ownDocuments(sbom, image))
    : await madeDocuments(config, plan, image, fileDigest);
}

/** An entry without a platform is about all of them, and about their index. */
function ownDocuments({ platform, ...document }: OwnSbom, image: ImageDigests): Document[] {
  if (platform === undefined) return allDigests(image).map((subject) => ({ ...document, subject }));
  const subjects = image.platforms.filter((one) => one.platform === platform);
  return subjects.map(({ digest }) => ({ ...document, platform, subject: digest }));
}

async function madeDocuments(
  { request }: RunConfig,
  plan: Plan,
  image: ImageDigests,
  fileDigest: FileDigest,
): Promise<Document[]> {
  const [target] = request.targets;
  if (target === undefined) return [];
  const data = new Map(plan.decisions.flatMap(({ package: one }) => (one === undefined ? [] : [[one.name, one]])));
  const platforms = image.platforms.map(async ({ platform, digest }): Promise<DescribedPlatform> => {
    const planned = plan.platforms.find((one) => formatPlatform(one.platform) === platform);
    return { platform, digest, programs: await programsOf(planned, plan, fileDigest), data: [...data.values()] };
  });
  return sbomDocuments({
    root: image.root,
    repository: formatRepository(target.repository),
    created: plan.created.text,
    tool: { name: 'from-scratch', version: VERSION },
    platforms: await Promise.all(platforms),
  });
}

async function programsOf(planned: PlatformPlan | undefined, { binaryPath }: Plan, fileDigest: FileDigest) {
  if (planned?.binary === undefined) return [];
  const { binary, runtime } = planned;
  const path = binaryPath ?? runtime.Entrypoint?.[0] ?? binary.source.name;
  return [{ binary, digest: await fileDigest(binary.source), path }];
}
