import type { Binary } from '../binary/binary.ts';
import type { AnnotationSet } from '../config/annotation-lines.ts';
import type { ConfigBlock } from '../config/config-block.ts';
import type { RuntimeConfig } from '../oci/image-config.ts';
import { comparePlatforms, type Platform } from '../oci/platform.ts';
import { printable } from '../printable.ts';
import type { Entry } from '../rootfs/entry.ts';
import { binaryPath } from './binary-path.ts';
import { checkPlatforms, platformWarnings } from './check-platforms.ts';
import { checkProgram, healthcheckWarning } from './check-program.ts';
import type { Created } from './created.ts';
import { FileTree } from './file-tree.ts';
import { fillBlock, fillText, fillTexts, literalWarnings, valuesFor } from './fill-texts.ts';
import type { Kit } from './kit/assemble-kit.ts';
import type { KitDecision } from './kit/kit-part.ts';
import type { ImageLabels } from './labels.ts';
import { type LayerPlan, planLayers } from './plan-layers.ts';
import { runtimeConfig } from './runtime-config.ts';
import { LayerShare } from './share-layers.ts';
import { targetPlatforms } from './target-platforms.ts';

export interface PlanRequest {
  readonly block: ConfigBlock;
  readonly binaries: readonly Binary[];
  /** The input `platforms`; empty = no guard. */
  readonly platforms: readonly Platform[];
  readonly kit: Kit;
  /** What the block's `files` are on one platform; already read, so that this cannot fail or wait. */
  readonly filesFor: (platform: Platform) => readonly Entry[];
  readonly created: Created;
  readonly labels: ImageLabels;
  /** Without `v`, for `{{version}}`; absent or empty = none. */
  readonly version?: string;
}

export interface PlatformPlan {
  readonly platform: Platform;
  /** Absent: an image of files alone, or one whose program is a script. */
  readonly binary?: Binary;
  readonly runtime: RuntimeConfig;
  /** Of its manifest. */
  readonly annotations: Readonly<Record<string, string>>;
  /** From the lowest to the highest; layers that platforms have in common are the same object in each. */
  readonly layers: readonly LayerPlan[];
}

/** Everything that is decided about an image before a byte of it is made. */
export interface Plan {
  /** Absolute path of the binary in the image, where there is one. */
  readonly binaryPath?: string;
  /** In the order of their names. */
  readonly platforms: readonly PlatformPlan[];
  readonly created: Created;
  readonly annotations: AnnotationSet;
  /** Labels that the user set: they are part of what the image is. */
  readonly chosenLabels: ReadonlySet<string>;
  readonly decisions: readonly KitDecision[];
  readonly warnings: readonly string[];
  /** What is worth a word, and as it should be. */
  readonly notices: readonly string[];
}

/** Pure: no disk, no network, no clock. Everything that could make a wrong image is refused here. */
export function planImage(request: PlanRequest): Plan {
  const { block, kit, created, labels } = request;
  if (request.binaries.length > 0) checkPlatforms(request.binaries, request.platforms);
  const binaries = request.binaries.toSorted((a, b) => comparePlatforms(a.platform, b.platform));
  const path = binaries.length === 0 ? undefined : binaryPath(block.path, binaries);
  const indexValues = block.literal === true ? {} : valuesFor(undefined, request.version ?? '');
  const targets = targetPlatforms(binaries, request.platforms);
  const planned = targets.map((platform, index) => planPlatform(request, { platform, binary: binaries[index] }, path));
  const platforms = planned.length > 1 ? withSharedLayers(planned) : planned;
  return {
    ...(path === undefined ? {} : { binaryPath: path }),
    platforms,
    created,
    annotations: { ...labels.annotations, index: fillTexts(labels.annotations.index, indexValues) },
    chosenLabels: labels.chosen,
    decisions: kit.decisions,
    warnings: [
      ...binaries.flatMap(({ warnings }) => warnings),
      ...platformWarnings(binaries),
      ...kit.warnings,
      ...blockWarnings(block, platforms),
      ...unfilledWarnings(request, platforms),
    ],
    notices: cmdNotices(block),
  };
}

interface Target {
  readonly platform: Platform;
  readonly binary: Binary | undefined;
}

function planPlatform(request: PlanRequest, { platform, binary }: Target, path: string | undefined): PlatformPlan {
  const { kit, filesFor, created, labels } = request;
  const values = request.block.literal === true ? {} : valuesFor(platform, request.version ?? '');
  const block = fillBlock(request.block, values);
  const place = path === undefined ? undefined : fillText(path, values);
  const program = binary === undefined || place === undefined ? undefined : { binary, path: place };
  const layers = planLayers({ block, kit, platform, files: filesFor(platform), program, mtime: created.mtime });
  if (platform.os === 'linux') checkProgram(block, place, treeOf(layers));
  return {
    platform,
    ...(binary === undefined ? {} : { binary }),
    runtime: runtimeConfig(block, place, fillTexts(labels.labels, values)),
    annotations: fillTexts(labels.annotations.manifest, values),
    layers,
  };
}

/** Plans of one platform each as one plan, for an image whose platforms differ in more than their files. */
export function joinPlans(plans: readonly [Plan, ...Plan[]]): Plan {
  const platforms = plans
    .flatMap((plan) => plan.platforms)
    .toSorted((a, b) => comparePlatforms(a.platform, b.platform));
  return {
    ...plans[0],
    platforms: platforms.length > 1 ? withSharedLayers(platforms) : platforms,
    warnings: [...new Set(plans.flatMap((plan) => plan.warnings))],
    notices: [...new Set(plans.flatMap((plan) => plan.notices))],
  };
}

function withSharedLayers(platforms: readonly PlatformPlan[]): PlatformPlan[] {
  const share = new LayerShare();
  return platforms.map((platform) => ({ ...platform, layers: platform.layers.map((layer) => share.shared(layer)) }));
}

function blockWarnings(block: ConfigBlock, platforms: readonly PlatformPlan[]): string[] {
  if (block.healthcheck === undefined) return [];
  const found = platforms.flatMap(({ platform, layers }) => {
    return healthcheckWarning(fillBlock(block, valuesFor(platform, '')), treeOf(layers)) ?? [];
  });
  return [...new Set(found)];
}

/** Of texts that the user wrote: those that come by themselves are others' words. */
function unfilledWarnings({ block, labels }: PlanRequest, platforms: readonly PlatformPlan[]): string[] {
  if (block.literal === true) return [];
  const found = platforms.flatMap(({ runtime, annotations }) => {
    const env = Object.fromEntries(
      Object.keys(block.env).map((name) => [name, runtime.Env?.find((text) => text.startsWith(`${name}=`)) ?? '']),
    );
    const own = Object.entries(runtime.Labels ?? {}).filter(([key]) => labels.chosen.has(key));
    const noted = Object.entries(annotations).filter(([key]) => Object.hasOwn(block.annotations, key));
    return [
      ...literalWarnings('env', env),
      ...literalWarnings('labels', Object.fromEntries(own)),
      ...literalWarnings('annotations', Object.fromEntries(noted)),
    ];
  });
  return [...new Set(found)];
}

/** There is no shell that would split it. */
function cmdNotices({ cmd = [], literal }: ConfigBlock): string[] {
  const [text, ...others] = cmd;
  if (literal === true || text === undefined || others.length > 0 || !/\S\s+\S/.test(text)) return [];
  const words = text.trim().split(/\s+/).join(', ');
  return [
    `cmd: "${printable(text, 100)}" is one argument, as there is no shell that would split it; for several write cmd: [${printable(words, 100)}]`,
  ];
}

function treeOf(layers: readonly LayerPlan[]): FileTree {
  return new FileTree(...layers.map(({ entries }) => entries));
}
