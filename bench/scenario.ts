import { describeProfile, type PathProfile, PROFILES } from './path/profiles.ts';
import type { WireOptions } from './wire.ts';

/** What is pushed, over which wire, to a registry that holds what. */
export interface Scenario extends WireOptions {
  readonly name: string;
  readonly title: string;
  readonly compression: 'gzip' | 'zstd';
  readonly content: 'one' | 'three-layers' | 'eight-platforms' | 'large';
  /** What the same candidate has pushed to the same tag before the clock starts. */
  readonly before: 'nothing' | 'the-same' | 'one-byte-less-new';
  /** Over TLS, and this path; absent = plain HTTP. */
  readonly path?: PathProfile;
  /** On a path: to so many registries at once; absent = one. */
  readonly registries?: number;
}

const COLD = {
  compression: 'gzip',
  content: 'one',
  before: 'nothing',
  latency: 0,
  bandwidth: 0,
} as const;

const MBIT = 1_000_000;

export const SCENARIOS: readonly Scenario[] = [
  { ...COLD, name: 'cold', title: 'New content, registry on loopback' },
  { ...COLD, name: 'cold-20ms', title: 'New content, each answer 20 ms later', latency: 20 },
  { ...COLD, name: 'cold-40ms', title: 'New content, each answer 40 ms later', latency: 40 },
  { ...COLD, name: 'cold-80ms', title: 'New content, each answer 80 ms later', latency: 80 },
  { ...COLD, name: 'unchanged', title: 'Nothing changed, registry on loopback', before: 'the-same' },
  {
    ...COLD,
    name: 'unchanged-40ms',
    title: 'Nothing changed, each answer 40 ms later',
    before: 'the-same',
    latency: 40,
  },
  {
    ...COLD,
    name: 'one-byte',
    title: 'One byte of the binary changed, image of three layers',
    content: 'three-layers',
    before: 'one-byte-less-new',
  },
  { ...COLD, name: 'zstd', title: 'New content as zstd where the builder can, loopback', compression: 'zstd' },
  { ...COLD, name: 'slow-wire', title: 'New content over a wire of 20 Mbit/s', bandwidth: 20 * MBIT },
  { ...COLD, name: 'platforms', title: 'Eight platforms of 40 MB each, loopback', content: 'eight-platforms' },
  { ...COLD, name: 'large', title: 'A file of 1 GB, loopback', content: 'large' },
];

const EVERYWHERE = {
  name: 'far-everywhere',
  title: 'Eight platforms of 40 MB each to three registries at once',
  registries: 3,
} as const;

/** What `--paths` measures: TLS over ways that people have. */
export const PATH_SCENARIOS: readonly Scenario[] = PROFILES.flatMap((path): Scenario[] => {
  const over = describeProfile(path);
  const platforms = { ...COLD, content: 'eight-platforms', path } as const;
  return [
    { ...COLD, name: `${path.name}-cold`, title: `New content over ${over}`, path },
    { ...COLD, name: `${path.name}-unchanged`, title: `Nothing changed over ${over}`, before: 'the-same', path },
    { ...platforms, name: `${path.name}-platforms`, title: `Eight platforms of 40 MB each over ${over}` },
    // Half a gigabyte: minutes on the slow paths, which say no more.
    ...(path.name === 'far' ? [{ ...platforms, ...EVERYWHERE, title: `${EVERYWHERE.title} over ${over}` }] : []),
  ];
});
