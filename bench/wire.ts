import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { PathProfile } from './path/profiles.ts';

export interface Counts {
  /** Requests; 0 where they cannot be seen. */
  readonly requests: number;
  /** Connections that were opened, where those are counted. */
  readonly connections?: number;
  /** Bytes of request bodies; with all around them where TLS hides which they are. */
  readonly sentBytes: number;
  /** Bytes of answers' bodies. */
  readonly receivedBytes: number;
}

export type ProxyMessage = { readonly ports: readonly number[] } | { readonly counts: Counts };

export interface WireOptions {
  /** Milliseconds that each answer is held back. */
  readonly latency: number;
  /** Bits a second for all request bodies together; 0 = no limit. */
  readonly bandwidth: number;
}

/** Registries seen through a proxy, which all connections share. */
export interface Wire {
  /** Of each registry, in their order. */
  readonly hosts: readonly [string, ...string[]];
  /** What went through since the last call. */
  counts(): Promise<Counts>;
  stop(): Promise<void>;
}

export async function startWire(registry: string, { latency, bandwidth }: WireOptions): Promise<Wire> {
  return startProxy('proxy.ts', [registry, `${latency}`, `${bandwidth}`], '127.0.0.1');
}

/** The same for a path with connections of its own, to several registries; their certificate is for `host`. */
export async function startPath(registries: readonly string[], profile: PathProfile, host: string): Promise<Wire> {
  return startProxy('path/proxy.ts', [registries.join(','), JSON.stringify(profile)], host);
}

async function startProxy(file: string, args: readonly string[], host: string): Promise<Wire> {
  const proxy = fork(join(import.meta.dirname, file), args, { execArgv: ['--no-warnings'] });
  const first = await answer(proxy);
  const [port, ...others] = 'ports' in first ? first.ports : [];
  if (port === undefined) throw new Error('the proxy did not tell its port');
  return {
    hosts: [`${host}:${port}`, ...others.map((other) => `${host}:${other}`)],
    counts: async () => {
      proxy.send('count');
      const message = await answer(proxy);
      if (!('counts' in message)) throw new Error('the proxy did not tell its counts');
      return message.counts;
    },
    stop: async () => {
      const ended = once(proxy, 'exit');
      proxy.disconnect();
      await ended;
    },
  };
}

async function answer(proxy: ChildProcess): Promise<ProxyMessage> {
  const done = new AbortController();
  const ended = once(proxy, 'exit', { signal: done.signal }).then(() => {
    throw new Error('the proxy ended');
  });
  try {
    const [message] = await Promise.race([once(proxy, 'message', { signal: done.signal }), ended]);
    return message as ProxyMessage;
  } finally {
    ended.catch(() => {});
    done.abort();
  }
}
