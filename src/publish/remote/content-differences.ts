import type { ImageConfig } from '../../oci/image-config.ts';
import { formatPlatform } from '../../oci/platform.ts';
import { printable } from '../../printable.ts';
import { countedLabels, platformOf, settingsOf } from './image-content.ts';

/** Something in which two images differ, and what usually causes it. */
export interface Difference {
  readonly what: string;
  readonly cause?: string;
}

const CAUSES = {
  commit: 'The Git tag was moved to another commit, or this version was given to two.',
  binary: 'Go writes the path of the build into it without -trimpath, and -ldflags may put the time in.',
  files: 'A file that an earlier step makes, such as one with the time in it, differs in each run.',
  kit: 'A different version of this action brings different certificates and time zones.',
  settings: 'The input config or the version of this action has changed.',
  labels: 'Labels that change with each run belong in annotations.',
} as const;

/** What this run's images have otherwise than those that are published, from what matters most to what matters least. */
export function contentDifferences(
  ours: readonly ImageConfig[],
  theirs: readonly ImageConfig[],
  chosenLabels: ReadonlySet<string>,
): Difference[] {
  const published = new Map(theirs.map((config) => [nameOf(config), config]));
  const pairs = ours.flatMap((config) => {
    const other = published.get(nameOf(config));
    return other === undefined ? [] : [{ ours: config, theirs: other }];
  });
  const found = pairs.flatMap((pair) => [
    ...layerDifferences(pair.ours, pair.theirs),
    ...settingDifferences(pair.ours, pair.theirs),
    ...labelDifferences(pair.ours, pair.theirs, chosenLabels),
  ]);
  const distinct = new Map(found.map((difference) => [difference.what, difference]));
  const all = [...platformDifferences(ours, theirs), ...distinct.values()];
  const commit = all.length === 0 ? undefined : commitDifference(ours, theirs);
  return commit === undefined ? all : [commit, ...all.map(({ what }) => ({ what }))];
}

/** What explains all the others: a tag that was moved, most often. */
function commitDifference(ours: readonly ImageConfig[], theirs: readonly ImageConfig[]): Difference | undefined {
  const [own, published] = [ours, theirs].map((configs) => configs.flatMap(revisionOf)[0]);
  if (own === undefined || published === undefined || own === published) return undefined;
  return { what: `the commit (${published} is published, this is ${own})`, cause: CAUSES.commit };
}

function revisionOf({ config }: ImageConfig): string[] {
  const revision = config.Labels?.['org.opencontainers.image.revision'];
  return revision === undefined ? [] : [printable(revision.slice(0, 12))];
}

function nameOf(config: ImageConfig): string {
  return formatPlatform(platformOf(config));
}

function platformDifferences(ours: readonly ImageConfig[], theirs: readonly ImageConfig[]): Difference[] {
  const [own, published] = [ours.map(nameOf), theirs.map(nameOf)];
  const added = own.filter((name) => !published.includes(name));
  const missing = published.filter((name) => !own.includes(name));
  return [
    ...added.map((name) => ({ what: `${name}, which is not published` })),
    ...missing.map((name) => ({ what: `${printable(name, 60)}, which is not made here` })),
  ];
}

type Part = 'kit' | 'files' | 'binary';

const PARTS: Readonly<Record<Part, string>> = { binary: 'the binary', files: 'a file', kit: 'the kit' };

function layerDifferences(ours: ImageConfig, theirs: ImageConfig): Difference[] {
  const published = new Set(theirs.rootfs.diff_ids);
  const parts = partsOf(ours);
  const changed = ours.rootfs.diff_ids.flatMap((id, place) => (published.has(id) ? [] : (parts[place] ?? 'binary')));
  if (changed.length > 0) return changed.reverse().map((part) => ({ what: PARTS[part], cause: CAUSES[part] }));
  const same = ours.rootfs.diff_ids.join() === theirs.rootfs.diff_ids.join();
  return same ? [] : [{ what: 'files that are not made here', cause: CAUSES.files }];
}

/** What each layer of an image of this run is, as its history says. */
function partsOf({ history }: ImageConfig): Part[] {
  const lines = history.filter((entry) => entry.empty_layer !== true).map((entry) => entry.created_by ?? '');
  return lines
    .map((line) => /^COPY (kit|files) \/ #/.exec(line)?.[1] as Part | undefined)
    .map((part) => part ?? 'binary');
}

function settingDifferences(ours: ImageConfig, theirs: ImageConfig): Difference[] {
  const names = differing(settingsOf(ours), settingsOf(theirs));
  return names.length === 0 ? [] : [{ what: `configuration (${shown(names)})`, cause: CAUSES.settings }];
}

function labelDifferences(ours: ImageConfig, theirs: ImageConfig, chosen: ReadonlySet<string>): Difference[] {
  const names = differing(countedLabels(ours, chosen), countedLabels(theirs, chosen));
  return names.length === 0 ? [] : [{ what: `labels (${shown(names)})`, cause: CAUSES.labels }];
}

type Texts = Readonly<Record<string, string>>;

function differing(ours: Texts, theirs: Texts): string[] {
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].filter((key) => ours[key] !== theirs[key]).sort();
}

function shown(names: readonly string[]): string {
  const some = names.slice(0, 5).map((name) => printable(name, 80));
  return [...some, ...(names.length > 5 ? [`${names.length - 5} more`] : [])].join(', ');
}
