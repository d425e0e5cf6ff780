import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../../src/ports.ts';
import { type Connection, type ConnectOptions, connect } from '../../registry/support/connect.ts';

const CLOCK: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) => delay(milliseconds, undefined, signal === undefined ? {} : { signal }),
};

/** A client with the settings that users get, on the real clock. */
export function connectReally(host: string, options: ConnectOptions = {}): Connection {
  const settings = { retryFor: 120_000, timeout: 60_000, think: 600_000, ...options.settings };
  return connect(host, { ...options, settings, clock: CLOCK, random: Math.random });
}
