import type { Binary } from '../binary/binary.ts';
import { type AnnotationSet, annotationSet } from '../config/annotation-lines.ts';
import type { ConfigBlock } from '../config/config-block.ts';
import type { SourceContext } from '../source-context.ts';
import { builtRevision } from './built-revision.ts';
import type { Created } from './created.ts';

type Texts = Readonly<Record<string, string>>;

export interface LabelSources {
  readonly context: SourceContext;
  /** Empty = none. */
  readonly version: string;
  readonly created: Created;
  readonly binaries: readonly Pick<Binary, 'go'>[];
  readonly block: Pick<ConfigBlock, 'labels' | 'annotations'>;
  /** The inputs of that name. */
  readonly labels: Texts;
  readonly annotations: AnnotationSet;
}

export interface ImageLabels {
  readonly labels: Texts;
  /** The keys that the user set, in the config block or by input: they are part of what the image is. The time it was made is not. */
  readonly chosen: ReadonlySet<string>;
  readonly annotations: AnnotationSet;
}

/** docker/metadata-action writes the time of the run, so that no second run would have the same content. */
const CREATED = 'org.opencontainers.image.created';

/** Input over config block over automatic, each key for itself. */
export function imageLabels(sources: LabelSources): ImageLabels {
  const automatic = automaticLabels(sources);
  const { block, labels, annotations } = sources;
  const written = annotationSet(Object.entries(block.annotations));
  return {
    labels: { ...automatic, ...block.labels, ...labels },
    chosen: new Set([...Object.keys(block.labels), ...Object.keys(labels)].filter((key) => key !== CREATED)),
    annotations: {
      manifest: { ...automatic, ...written.manifest, ...annotations.manifest },
      index: { ...automatic, ...written.index, ...annotations.index },
    },
  };
}

/** https://github.com/opencontainers/image-spec/blob/main/annotations.md#pre-defined-annotation-keys, as metadata-action fills them; empty ones are left out. */
export function automaticLabels({ context, version, created, binaries }: Omit<LabelSources, 'block'>): Texts {
  const go = binaries.map((binary) => binary.go).find((info) => info !== undefined);
  const page = context.repository === undefined ? undefined : `${context.serverUrl}/${context.repository}`;
  const texts = {
    title: context.title ?? lastPart(context.repository ?? go?.main?.path),
    description: context.description,
    url: context.htmlUrl ?? page,
    source: page,
    version: version || goVersion(go?.main?.version),
    created: created.origin === 'nothing' ? undefined : created.text,
    revision: builtRevision(context, binaries),
    licenses: context.license,
  };
  const given = Object.entries(texts).map(([name, text]) => [name, oneLine(text ?? '')] as const);
  const filled = given.filter(([, text]) => text !== '');
  return Object.fromEntries(filled.map(([name, text]) => [`org.opencontainers.image.${name}`, text]));
}

/** GitHub Packages shows no more of a description: https://docs.github.com/packages/working-with-a-github-packages-registry/working-with-the-container-registry#labelling-container-images */
const LONGEST = 512;

/** What nobody of this run wrote must not hide or reorder what stands beside it: no control characters, no bidirectional overrides. */
function oneLine(text: string): string {
  const line = text.slice(0, 4 * LONGEST).replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ');
  return [...line.trim()].slice(0, LONGEST).join('');
}

function lastPart(path: string | undefined): string | undefined {
  return path?.split('/').at(-1);
}

/** A release's number, without `v`; a pseudo-version, `(devel)` and modified sources are none. */
function goVersion(version: string | undefined): string | undefined {
  return version !== undefined && /^v\d+\.\d+\.\d+$/.test(version) ? version.slice(1) : undefined;
}
