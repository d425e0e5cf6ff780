import type { ImageDigests } from '../../attest/attached.ts';
import type { Document } from '../../attest/predicate.ts';
import type { BuildFacts } from '../../attest/statement/build-facts.ts';
import type { Environment } from '../../ports.ts';
import type { RegistryClient } from '../../registry/api.ts';
import { createDispatcher, loadProxies } from '../../registry/http/dispatcher.ts';
import { serviceFetch } from '../../registry/service-fetch.ts';
import type { RunConfig } from '../resolve-config.ts';
import type { RunPorts } from '../run-ports.ts';
import type { AttestConfig } from './attest-config.ts';
import { Prover } from './prover.ts';

/** What makes the documents that hang on an image unsigned, too. */
export type DocumentMaker = (image: ImageDigests) => Promise<readonly Document[]>;

/** What this run knows of the images that it made. */
export interface Evidence {
  readonly documents: DocumentMaker;
  /** The files of the programs. */
  readonly programs: () => Promise<BuildFacts['binaries']>;
}

export interface OpenProver {
  readonly prover: Prover;
  close(): Promise<void>;
}

/** A prover with connections of its own: the services around signing are no registries. */
export async function openProver(
  attest: AttestConfig,
  { request }: RunConfig,
  clients: readonly RegistryClient[],
  { documents, programs }: Evidence,
  ports: RunPorts,
): Promise<OpenProver> {
  const dispatcher = createDispatcher({
    proxies: await loadProxies(ports.environment),
    timeout: request.upload.timeout,
  });
  const fetch = serviceFetch(request.upload, { ...ports, dispatcher });
  const facts = () => buildFacts(programs(), ports.environment);
  const sources = { config: attest, clients, facts, documents };
  return { prover: new Prover(sources, { ...ports, fetch }), close: () => dispatcher.destroy() };
}

async function buildFacts(
  binaries: Promise<BuildFacts['binaries']>,
  { GITHUB_ACTION_REPOSITORY = '', GITHUB_ACTION_REF = '' }: Environment,
): Promise<BuildFacts> {
  return { binaries: await binaries, action: { repository: GITHUB_ACTION_REPOSITORY, ref: GITHUB_ACTION_REF } };
}
