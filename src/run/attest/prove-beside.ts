import type { ImageDigests, Proof } from '../../attest/attached.ts';
import type { Attachments } from '../../publish/attachments.ts';
import type { RegistryClient } from '../../registry/api.ts';
import type { RunConfig } from '../resolve-config.ts';
import type { RunPorts } from '../run-ports.ts';
import type { Evidence } from './open-prover.ts';

export interface ProvedImages {
  readonly config: RunConfig;
  readonly clients: readonly RegistryClient[];
  readonly evidence: Evidence;
  /** The digests, where this run makes the images: they are known before the last byte has gone out. */
  readonly image?: () => Promise<ImageDigests>;
}

/**
 * Lets `work` publish, with what hangs on its images made beside it. All that signs is loaded while the registries have
 * been asked already.
 */
export async function proveBeside<T>(
  { config, clients, evidence, image }: ProvedImages,
  ports: RunPorts,
  work: (attachments: Attachments | undefined) => Promise<T>,
): Promise<{ readonly result: T; readonly proof: Proof | undefined }> {
  const { attest } = config;
  const hangsSomething = attest?.request.sbom === true || attest?.signing !== undefined;
  if (!hangsSomething) return { result: await work(undefined), proof: undefined };
  const opening = import('./open-prover.ts').then(({ openProver }) =>
    openProver(attest, config, clients, evidence, ports),
  );
  if (image !== undefined) opening.then(({ prover }) => prover.begin(image())).catch(() => {});
  try {
    const result = await work({
      prepare: async (client) => (await opening).prover.prepare(client),
      attach: async (...given) => (await opening).prover.attach(...given),
    });
    return { result, proof: await (await opening).prover.proof() };
  } finally {
    await opening.then(({ close }) => close());
  }
}
