import type { ImageDigests, Proof } from '../../attest/attached.ts';
import { fileDigest } from '../../attest/file-digest.ts';
import type { Document } from '../../attest/predicate.ts';
import { attests } from '../../attest/setting.ts';
import type { BuildFacts } from '../../attest/statement/build-facts.ts';
import type { Environment } from '../../ports.ts';
import type { RegistryClient } from '../../registry/api.ts';
import { createDispatcher } from '../../registry/dispatcher.ts';
import { serviceFetch } from '../../registry/service-fetch.ts';
import type { Order } from '../read-order.ts';
import type { RunPorts } from '../run-ports.ts';
import { Prover } from './prover.ts';

/** What makes the documents that hang on an image unsigned, too. */
export type DocumentMaker = (image: ImageDigests) => Promise<readonly Document[]>;

/**
 * Lets `work` publish with a prover, where anything is to be proved, and returns what came of both.
 * Connections of its own: the services around signing are no registries.
 */
export async function withProver<T>(
  order: Order,
  clients: readonly RegistryClient[],
  documents: DocumentMaker,
  ports: RunPorts,
  work: (prover: Prover | undefined) => Promise<T>,
): Promise<{ readonly result: T; readonly proof: Proof | undefined }> {
  const { attest, request, binaries } = order;
  if (attest === undefined || !attests(attest.request)) return { result: await work(undefined), proof: undefined };
  const dispatcher = createDispatcher({ environment: ports.environment, timeout: request.upload.timeout });
  try {
    const fetch = serviceFetch(request.upload, { ...ports, dispatcher });
    const facts = () => buildFacts(binaries, ports.environment);
    const sources = { order: attest, clients, githubToken: request.githubToken, facts, documents };
    const prover = new Prover(sources, { ...ports, fetch });
    const result = await work(prover);
    return { result, proof: await prover.proof() };
  } finally {
    await dispatcher.destroy();
  }
}

async function buildFacts(binaries: Order['binaries'], environment: Environment): Promise<BuildFacts> {
  const files = await Promise.all(
    binaries.map(async ({ source }) => ({ name: source.name, digest: await fileDigest(source) })),
  );
  const action = { repository: environment.GITHUB_ACTION_REPOSITORY ?? '', ref: environment.GITHUB_ACTION_REF ?? '' };
  return { binaries: files, action };
}
