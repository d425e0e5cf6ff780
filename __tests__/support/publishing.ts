import type { Clock, Log } from '../../src/ports.ts';
import type { ImageSet } from '../../src/publish/delivery/image-set.ts';
import { type PublishSettings, publish } from '../../src/publish/publish.ts';
import type { PublishReport, RepositoryReport } from '../../src/publish/publish-report.ts';
import type { PublishTarget } from '../../src/publish/publish-repository.ts';
import { parseFlavor } from '../../src/publish/tags/metadata/flavor.ts';
import { resolveTags } from '../../src/publish/tags/resolve-tags.ts';
import type { TagEntry } from '../../src/publish/tags/tag-entry.ts';
import type { TagPlan } from '../../src/publish/tags/tag-plan.ts';
import { releaseVersion } from '../../src/publish/tags/version.ts';
import type { RegistryClient } from '../../src/registry/api.ts';
import type { SourceContext } from '../../src/source-context.ts';

export interface RecordedLog extends Log {
  readonly lines: string[];
  readonly secrets: string[];
}

/** Keeps what was said as `warning: …`. */
export function recordedLog(): RecordedLog {
  const lines: string[] = [];
  const secrets: string[] = [];
  const keep = (level: string) => (line: string) => void lines.push(`${level}: ${line}`);
  return {
    lines,
    secrets,
    debug: keep('debug'),
    info: keep('info'),
    notice: keep('notice'),
    warning: keep('warning'),
    secret: (value) => void secrets.push(value),
    group: (_, work) => work(),
  };
}

/** Time that passes only where somebody sleeps. */
export function instantClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  let now = 0;
  return {
    slept,
    now: () => now,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
}

export const DEFAULTS: PublishSettings = { overwrite: false, verify: 'auto' };

export function pushOf(ref: string, more: Partial<SourceContext> = {}): SourceContext {
  return {
    event: 'push',
    ref,
    serverUrl: 'https://github.com',
    defaultBranch: 'main',
    repository: 'acme/App',
    ...more,
  };
}

export interface TagInputs {
  readonly version?: string;
  readonly tagPrefix?: string;
  readonly latest?: 'auto' | boolean;
  readonly overwrite?: boolean;
  readonly flavor?: readonly string[];
  readonly now?: number;
}

/** The tags that a run on this event gets. */
export function planFor(context: SourceContext, tags: readonly string[] = ['auto'], inputs: TagInputs = {}): TagPlan {
  const { version = '', tagPrefix = '', latest = 'auto', overwrite = false, flavor = [], now = 0 } = inputs;
  const settings = {
    version: releaseVersion({ version, tagPrefix }, context),
    versionGiven: version !== '',
    tagPrefix,
    latest,
    overwrite,
    flavor: parseFlavor(flavor),
    now,
  };
  return resolveTags(tags.map(entryOf), settings, context);
}

/** Lines for docker/metadata-action are known by their attributes, as the input reads them. */
function entryOf(text: string): TagEntry {
  return { kind: /(?:^|,)"?[a-z]+=/i.test(text) ? 'line' : 'own', text };
}

/** The tags of a pushed tag `v<version>`. */
export function planForTag(version: string, tags?: readonly string[]): TagPlan {
  return planFor(pushOf(`refs/tags/v${version}`), tags);
}

export async function publishTo(
  client: RegistryClient,
  plan: TagPlan,
  set: ImageSet,
  settings: Partial<PublishSettings> = {},
  log: Log = recordedLog(),
): Promise<RepositoryReport> {
  const report = await publishAll([{ client, plan }], set, settings, log);
  const [only] = report.repositories;
  if (only === undefined) throw new Error('there is no report');
  return only;
}

export function publishAll(
  targets: readonly PublishTarget[],
  set: ImageSet,
  settings: Partial<PublishSettings> = {},
  log: Log = recordedLog(),
): Promise<PublishReport> {
  return publish(set, targets, { ...DEFAULTS, ...settings }, { log, clock: instantClock() });
}
