import { setImmediate } from 'node:timers/promises';
import type { Proof } from '../attest/attached.ts';
import type { FinishedImages } from '../image/finished-images.ts';
import type { Plan } from '../image/plan.ts';
import type { Log } from '../ports.ts';
import { type ImageResults, localResults } from '../report/publish-results.ts';
import type { DocumentMaker, Evidence } from './attest/open-prover.ts';
import type { FileDigest, ImagesInTheMaking } from './make-images.ts';
import { isToBeSent, type Making } from './make-locally.ts';
import type { Planned } from './make-plans.ts';
import type { Published } from './reach-registries.ts';
import type { RunConfig } from './resolve-config.ts';
import type { RunPorts } from './run-ports.ts';
import { withoutGroups } from './shared-log.ts';

/** What became of an image, and what was proved and written with it. */
export interface Delivered extends Planned, Omit<Published, 'failure'> {
  readonly failure: unknown;
  readonly proof: Proof | undefined;
  readonly sbomFiles: readonly string[];
}

const SILENCE = { requests: 0, tokenRequests: 0, bytesSent: 0, retries: 0, waited: 0 };

/** One image has its own connections, several share them. */
export async function deliverAll(images: readonly Making[], ports: RunPorts): Promise<Delivered[]> {
  // The threads get their work first: loading the registry client keeps this one busy.
  await setImmediate();
  if (images.length === 1) return await Promise.all(images.map((image) => deliverOne(image, ports)));
  const [{ RegistryPool }, { MORE_FOR_UPLOADS }, { TransferCount }] = await Promise.all([
    import('./registries.ts'),
    import('./reach-registries.ts'),
    import('./transfer.ts'),
  ]);
  const registries = new RegistryPool(
    images.flatMap(({ config }) => config.request.targets.map(({ repository }) => repository)),
  );
  const transfer = new TransferCount(() => registries.traffic().bytesSent);
  const shared = { ...ports, registries, transfer, log: withoutGroups(ports.log) };
  const work = () => Promise.all(images.map((image) => deliverOne(image, shared)));
  const sent = images.filter(isToBeSent);
  // All go over the connections of the first.
  (await sent[0]?.config.early)?.openMore(MORE_FOR_UPLOADS);
  const stopWatching = sent.length > 0 ? ports.progress?.watch(() => transfer.current) : undefined;
  try {
    const title = `Push of ${sent.length === 1 ? '1 image' : `${sent.length} images`}`;
    const all = await (sent.length > 0 ? ports.log.group(title, work) : work());
    return all.map((image) => ({ ...image, traffic: registries.traffic() }));
  } finally {
    stopWatching?.();
    await registries.close();
  }
}

async function deliverOne({ making, finished, failure, plan, config }: Making, ports: RunPorts): Promise<Delivered> {
  const none = { results: undefined, stages: [], traffic: SILENCE, proof: undefined, sbomFiles: [] };
  const nothing = { config, plan, ...none };
  if (failure !== undefined) return { ...nothing, failure };
  try {
    const delivered = await deliver(making, finished, plan, config, ports);
    if (finished !== undefined) warnOfOthers(finished, delivered.results, config, ports.log);
    return { config, plan, ...delivered };
  } catch (thrown) {
    return { ...nothing, failure: thrown };
  }
}

function evidenceOf(config: RunConfig, plan: Plan, fileDigest: FileDigest): Evidence {
  const programs = () =>
    Promise.all(config.binaries.map(async ({ source }) => ({ name: source.name, digest: await fileDigest(source) })));
  return { documents: documentMaker(config, plan, fileDigest), programs };
}

/** The SBOMs of an image, made once, whoever needs them: registries, files. */
function documentMaker(config: RunConfig, plan: Plan, fileDigest: FileDigest): DocumentMaker {
  const made = new Map<string, ReturnType<DocumentMaker>>();
  const make: DocumentMaker = async (image) =>
    (await import('./attest/sbom-documents.ts')).documentsFor(config, plan, image, fileDigest);
  return (image) => {
    const known = made.get(image.root) ?? make(image);
    made.set(image.root, known);
    return known;
  };
}

async function deliver(
  { images, fileDigest }: ImagesInTheMaking,
  finished: FinishedImages | undefined,
  plan: Plan,
  config: RunConfig,
  ports: RunPorts,
): Promise<Omit<Delivered, keyof Planned>> {
  const evidence = evidenceOf(config, plan, fileDigest);
  const layerNames = plan.platforms[0]?.layers.map(({ name }) => name) ?? [];
  if (config.decision.publish || finished === undefined) {
    const { publishImages } = await import('./publish-images.ts');
    ports.encoder.spareParser();
    const set = { images, indexAnnotations: plan.annotations.index, chosenLabels: plan.chosenLabels };
    const published = await publishImages(set, layerNames, config, evidence, ports);
    return { ...published, sbomFiles: await sbomFiles(published.results, evidence.documents, config) };
  }
  const repositories = config.request.targets.map(({ repository }) => repository);
  const results = localResults(finished, repositories, layerNames);
  const files = await sbomFiles(results, evidence.documents, config);
  return { results, stages: [], traffic: SILENCE, failure: undefined, proof: undefined, sbomFiles: files };
}

/** Paths of the files that `sbom-file` asks for. */
async function sbomFiles(
  results: ImageResults | undefined,
  documents: DocumentMaker,
  { attest, workspace }: RunConfig,
): Promise<readonly string[]> {
  if (results === undefined || attest === undefined || attest.request.sbomFile === '') return [];
  const { writeSbomFiles } = await import('./attest/write-sbom-files.ts');
  const image = { root: results.root.digest, platforms: results.platforms };
  return writeSbomFiles(attest.request.sbomFile, image, await documents(image), workspace);
}

/** A version that is published stays as it is: what was written beside it may be another image. */
function warnOfOthers(
  { root }: FinishedImages,
  results: ImageResults | undefined,
  { outputs }: RunConfig,
  log: Log,
): void {
  if (outputs.length === 0) return;
  const others = results?.images.filter(({ digest, error }) => error === undefined && digest !== root.digest) ?? [];
  for (const { name, digest } of others) {
    log.warning(
      `output: what was written is ${root.digest}, and not the image that ${name} has under these tags, ${digest}, which was published before and stays.`,
    );
  }
}
