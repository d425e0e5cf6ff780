import type { ImageDigests } from '../../src/attest/attached.ts';
import type { Document } from '../../src/attest/predicate.ts';
import { finishImages } from '../../src/image/finished-images.ts';
import { jsonBytes } from '../../src/oci/json.ts';
import { publish, publishFailure } from '../../src/publish/publish.ts';
import type { PublishReport } from '../../src/publish/publish-report.ts';
import { createDispatcher } from '../../src/registry/http/dispatcher.ts';
import { serviceFetch } from '../../src/registry/service-fetch.ts';
import type { SigningConfig } from '../../src/run/attest/attest-config.ts';
import { digestsOf } from '../../src/run/attest/digests-of.ts';
import { Prover } from '../../src/run/attest/prover.ts';
import { systemClock } from '../../src/runner/clock.ts';
import type { StrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { connect } from '../registry/support/connect.ts';
import { fastClock } from '../registry/support/fast-clock.ts';
import type { FakeSigstore } from './fake-sigstore/fake-sigstore.ts';
import { DEFAULTS, planForTag, type RecordedLog, recordedLog } from './publishing.ts';
import { seeded } from './seeded.ts';
import { imageSet, testImage, testLayer } from './test-images.ts';

export const REQUEST_TOKEN = 'the-request-token-of-the-job';

export interface Proving {
  readonly report: PublishReport;
  readonly prover: Prover;
  readonly log: RecordedLog;
}

export interface ProvingOptions {
  readonly signing?: SigningConfig;
  /** Milliseconds on a clock that is a hundred times as fast. */
  readonly retryFor?: number;
  readonly tag?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly githubToken?: string;
}

export function keyless({ url }: FakeSigstore): SigningConfig {
  return {
    kind: 'keyless',
    source: { kind: 'actions', url: new URL('/token?v=1', url), requestToken: REQUEST_TOKEN },
    instance: { name: 'custom', fulcio: url, rekor: { url, version: 1 }, tsa: url, audience: 'sigstore' },
  };
}

/** Publishes a small image of two platforms to every registry, with all that can be proved; a run of its own each time. */
export async function publishProved(
  registries: readonly StrictRegistry[],
  sigstore: FakeSigstore,
  options: ProvingOptions = {},
): Promise<Proving> {
  const {
    signing = keyless(sigstore),
    retryFor = 120_000,
    tag = '1.4.2',
    environment = {},
    githubToken = '',
  } = options;
  const settings = { retryFor, timeout: 10_000, think: 10_000 };
  const connections = registries.map(({ host }) => connect(host, { settings }));
  const dispatcher = createDispatcher({ timeout: 5000 });
  const log = recordedLog();
  const clock = fastClock(100);
  const signal = new AbortController().signal;
  const fetch = serviceFetch(settings, { dispatcher, clock, random: seeded(2), log, signal });
  const request = {
    sbom: true,
    provenance: true,
    signature: true,
    sbomSources: 'auto',
    sbomFile: '',
    signingKey: '',
    signingKeyPassword: '',
    githubToken,
    sigstore: 'auto',
  } as const;
  const clients = connections.map(({ client }) => client);
  const facts = async () => ({ binaries: [], action: { repository: '', ref: '' } });
  const sources = {
    config: { request, signing, sboms: [] },
    clients,
    facts,
    documents: async (image: ImageDigests) => documentsFor(image),
  };
  const prover = new Prover(sources, { environment, log, clock: systemClock, random: seeded(3), fetch });
  const set = imageSet(
    ['linux/amd64', 'linux/arm64'].map((platform) =>
      testImage({ platform, layers: [testLayer(`app for ${platform}`)] }),
    ),
  );
  prover.begin(finishImages(set.images, {}).then(digestsOf));
  try {
    const targets = clients.map((client) => ({ client, plan: planForTag(tag) }));
    const ports = { log, clock: systemClock, attachments: prover };
    return { report: await publish(set, targets, DEFAULTS, ports), prover, log };
  } finally {
    await Promise.all(connections.map((connection) => connection.close()));
    await dispatcher.destroy();
  }
}

/** An SBOM of each platform, and one of the index. */
function documentsFor({ root, platforms }: ImageDigests): Document[] {
  const subjects = [{ digest: root }, ...platforms];
  return subjects.map((subject) => {
    const predicate = { spdxVersion: 'SPDX-2.3', name: subject.digest };
    return {
      predicateType: 'https://spdx.dev/Document',
      predicate,
      bytes: jsonBytes(predicate),
      mediaType: 'application/spdx+json',
      subject: subject.digest,
      ...('platform' in subject ? { platform: subject.platform } : {}),
    };
  });
}

export const failureOf = ({ report }: Proving) => publishFailure(report)?.message ?? '';

const PREDICATES = [
  'https://sigstore.dev/cosign/sign/v1',
  'https://slsa.dev/provenance/v1',
  'https://spdx.dev/Document',
];

/** Index and two platforms, with one bundle of each kind. */
export const ONE_SET = [1, 2, 3].map(() => Object.fromEntries(PREDICATES.map((type) => [type, 1])));

/**
 * How many bundles of each kind readers find on each image, for each registry; an error where a client did what is
 * forbidden. A manifest that no list names, as of a run that was killed before it came to that, is found by nobody.
 */
export function bundleSets(...registries: readonly StrictRegistry[]): Record<string, number>[][] {
  return registries.map(({ store, violations }) => {
    if (violations.length > 0) throw new Error(violations.join('\n'));
    const repository = store.open('o/app');
    const images: Record<string, Record<string, number>> = {};
    for (const { bytes, digest } of repository.manifests.values()) {
      const { subject, annotations = {} } = JSON.parse(bytes.toString());
      const type = annotations['dev.sigstore.bundle.predicateType'];
      if (subject === undefined || type === undefined) continue;
      const list = repository.manifest(subject.digest.replace(':', '-'));
      if (list !== undefined && !list.bytes.includes(digest)) continue;
      const counts = images[subject.digest] ?? {};
      images[subject.digest] = { ...counts, [type]: (counts[type] ?? 0) + 1 };
    }
    return Object.values(images);
  });
}
