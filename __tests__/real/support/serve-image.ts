import { freePort } from './free-port.ts';
import { httpGet } from './http-get.ts';
import type { ContainerOptions, Runtime } from './runtime.ts';

/** Starts an image with a web server that takes its address from LISTEN, and returns what it answers to each path. */
export async function answersOf(
  runtime: Runtime,
  reference: string,
  paths: readonly string[],
  options: ContainerOptions = {},
): Promise<string[]> {
  const address = `127.0.0.1:${await freePort()}`;
  const container = await runtime.startImage(reference, {
    ...options,
    hostNetwork: true,
    env: { LISTEN: address, ...options.env },
    ready: async () => (await httpGet(`http://${address}/`)).status === 200,
  });
  try {
    const answers = [];
    for (const path of paths) answers.push((await httpGet(`http://${address}${path}`)).body);
    return answers;
  } finally {
    await container.stop();
  }
}
