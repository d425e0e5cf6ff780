/** A way between a client and a registry, as people have them. */
export interface PathProfile {
  readonly name: string;
  /** Milliseconds that a byte and the answer to it take together. */
  readonly roundTrip: number;
  /** Bits a second, each way, for all connections together. */
  readonly bandwidth: number;
  /** The part of all connections that is cut somewhere in its first megabytes. */
  readonly cut: number;
}

const MBIT = 1_000_000;

const WHOLE: readonly PathProfile[] = [
  { name: 'runner', roundTrip: 5, bandwidth: 2000 * MBIT, cut: 0 },
  { name: 'cloud', roundTrip: 20, bandwidth: 1000 * MBIT, cut: 0 },
  { name: 'far', roundTrip: 40, bandwidth: 200 * MBIT, cut: 0 },
  { name: 'office', roundTrip: 80, bandwidth: 20 * MBIT, cut: 0 },
];

export const PROFILES: readonly PathProfile[] = [
  ...WHOLE,
  ...WHOLE.map((profile) => ({ ...profile, name: `${profile.name}-cut`, cut: 0.01 })),
];

/** `40 ms, 200 Mbit/s, 1 % of connections cut` */
export function describeProfile({ roundTrip, bandwidth, cut }: PathProfile): string {
  const rate = bandwidth >= 1000 * MBIT ? `${bandwidth / (1000 * MBIT)} Gbit/s` : `${bandwidth / MBIT} Mbit/s`;
  return `${roundTrip} ms, ${rate}${cut === 0 ? '' : `, ${cut * 100} % of connections cut`}`;
}
