import type { Proof } from '../attest/attached.ts';
import { finishImages } from '../image/finished-images.ts';
import type { ImageSet } from '../publish/delivery/image-set.ts';
import { publish } from '../publish/publish.ts';
import { digestsOf } from './attest/digests-of.ts';
import type { Evidence } from './attest/open-prover.ts';
import { proveBeside } from './attest/prove-beside.ts';
import { type Published, reachRegistries } from './reach-registries.ts';
import type { RunConfig } from './resolve-config.ts';
import type { RunPorts } from './run-ports.ts';

/** Brings the images that this run makes to every registry, with what proves them where that was asked for. */
export async function publishImages(
  set: ImageSet,
  layerNames: readonly string[],
  config: RunConfig,
  evidence: Evidence,
  ports: RunPorts,
): Promise<Published & { readonly proof: Proof | undefined }> {
  const { overwrite, verify } = config.request;
  const settings = { overwrite, verify };
  const image = () => finishImages(set.images, set.indexAnnotations).then(digestsOf);
  let proof: Proof | undefined;
  const published = await reachRegistries(
    async (targets) => {
      const clients = targets.map(({ client }) => client);
      const proved = await proveBeside({ config, clients, evidence, image }, ports, (attachments) =>
        publish(set, targets, settings, { ...ports, attachments }),
      );
      proof = proved.proof;
      return proved.result;
    },
    layerNames,
    config,
    ports,
  );
  return { ...published, proof };
}
