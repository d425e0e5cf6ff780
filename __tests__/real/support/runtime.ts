import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Background, startBackground } from './background.ts';
import { type Finished, output, run } from './process.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface ContainerOptions {
  /** Arguments instead of the image's entrypoint and cmd. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Shares the test's network, so that a server in the container is reached on loopback. */
  readonly hostNetwork?: boolean;
  readonly platform?: string;
}

/** A container that goes on. */
export interface RunningContainer {
  log(): string;
  stop(): Promise<void>;
}

/** containerd with root, state and socket of its own: pulls from a loopback registry and starts images as a cluster does. */
export class Runtime {
  readonly #socket: string;
  readonly #daemon: Background;
  #containers = 0;

  constructor(socket: string, daemon: Background) {
    this.#socket = socket;
    this.#daemon = daemon;
  }

  pull(reference: string, platform?: string): Promise<string> {
    const flags = platform === undefined ? [] : ['--platform', platform];
    return this.ctr('image', 'pull', '--plain-http', '--snapshotter', 'native', ...flags, reference);
  }

  /** Pulls an image and runs it to its end. */
  async runImage(reference: string, options: ContainerOptions = {}): Promise<Finished> {
    await this.pull(reference, options.platform);
    return run('ctr', this.#runArgs(reference, this.#nextName(), options), { timeout: 60_000 });
  }

  /** Pulls an image and starts it; returns once `ready` says so. */
  async startImage(
    reference: string,
    options: ContainerOptions & { readonly ready: () => Promise<boolean> },
  ): Promise<RunningContainer> {
    await this.pull(reference, options.platform);
    const name = this.#nextName();
    const args = this.#runArgs(reference, name, options);
    const client = await startBackground('ctr', args, { ready: options.ready });
    const stop = async () => {
      await run('ctr', ['-a', this.#socket, 'task', 'kill', '--signal', 'SIGKILL', name]);
      await client.stop();
    };
    return { log: client.log, stop };
  }

  ctr(...args: string[]): Promise<string> {
    return output('ctr', ['-a', this.#socket, ...args]);
  }

  stop(): Promise<void> {
    return this.#daemon.stop();
  }

  #nextName(): string {
    this.#containers += 1;
    // runc keeps the containers of all containerds of a machine in one folder.
    return `c${process.pid}-${this.#containers}`;
  }

  #runArgs(reference: string, name: string, options: ContainerOptions): string[] {
    const flags = ['--rm', '--snapshotter', 'native'];
    if (options.hostNetwork) flags.push('--net-host');
    if (options.platform !== undefined) flags.push('--platform', options.platform);
    for (const [key, value] of Object.entries(options.env ?? {})) flags.push('--env', `${key}=${value}`);
    return ['-a', this.#socket, 'run', ...flags, reference, name, ...(options.args ?? [])];
  }
}

export async function startRuntime(): Promise<Runtime> {
  const folder = await temporaryFolder('containerd');
  const socket = join(folder, 'containerd.sock');
  await mkdir(join(folder, 'state'), { recursive: true });
  await writeFile(join(folder, 'config.toml'), configuration(folder, socket));
  const daemon = await startBackground('containerd', ['-c', join(folder, 'config.toml')], {
    ready: async () => (await run('ctr', ['-a', socket, '--timeout', '2s', 'version'])).exitCode === 0,
  });
  return new Runtime(socket, daemon);
}

function configuration(folder: string, socket: string): string {
  return `version = 2
root = ${JSON.stringify(join(folder, 'root'))}
state = ${JSON.stringify(join(folder, 'state'))}
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
  address = ${JSON.stringify(socket)}
[debug]
  level = "warn"
`;
}
