import { join } from 'node:path';
import { type Background, startBackground } from './background.ts';
import { type Finished, output, run } from './process.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** dockerd with folders and a socket of its own, which touches neither the machine's network nor its images. */
export class Docker {
  /** For DOCKER_HOST. */
  readonly host: string;
  readonly #daemon: Background;

  constructor(host: string, daemon: Background) {
    this.host = host;
    this.#daemon = daemon;
  }

  docker(...args: string[]): Promise<string> {
    return output('docker', ['--host', this.host, ...args]);
  }

  /** Runs an image to its end, without network. */
  runImage(image: string, ...args: string[]): Promise<Finished> {
    return run('docker', ['--host', this.host, 'run', '--rm', '--network', 'none', image, ...args]);
  }

  stop(): Promise<void> {
    return this.#daemon.stop();
  }
}

export async function startDocker(): Promise<Docker> {
  const folder = await temporaryFolder('dockerd');
  const host = `unix://${join(folder, 'docker.sock')}`;
  const flags = ['--iptables=false', '--ip6tables=false', '--bridge=none', '--storage-driver=vfs'];
  const folders = [
    `--data-root=${join(folder, 'data')}`,
    `--exec-root=${join(folder, 'exec')}`,
    `--pidfile=${join(folder, 'docker.pid')}`,
  ];
  const daemon = await startBackground('dockerd', ['--host', host, ...flags, ...folders], {
    ready: async () => (await run('docker', ['--host', host, 'info'])).exitCode === 0,
  });
  return new Docker(host, daemon);
}
