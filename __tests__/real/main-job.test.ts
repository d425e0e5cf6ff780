import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildGo } from './support/build.ts';
import { crane, skopeoInspect } from './support/clients.ts';
import { type RealRegistry, startDockerRegistry } from './support/registry.ts';
import { runAction } from './support/run-action.ts';
import { type Runtime, startRuntime } from './support/runtime.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

/** 40 MB that do not compress away, in a program that says who and where it is. */
const PROGRAM = `package main

import (
	_ "embed"
	"fmt"
	"os"
)

//go:embed payload
var payload []byte

func main() {
	fmt.Printf("%d bytes, uid %d, GREETING=%s, args %v\\n", len(payload), os.Getuid(), os.Getenv("GREETING"), os.Args[1:])
}
`;

const PAYLOAD = 40_000_000;

const CONFIG = `
entrypoint: [/opt/hello]
path: /opt/hello
cmd: [--once]
user: 1000:1000
workdir: /opt
env: { GREETING: hello, VERSION: 1.10 }
expose: [8080, 53/udp]
labels: { org.example.team: "blue" }
stop-signal: SIGINT
`;

let registry: RealRegistry;
let runtime: Runtime;
let binary: string;
beforeAll(async () => {
  [registry, runtime] = await Promise.all([startDockerRegistry(), startRuntime()]);
  const module = await temporaryFolder('module');
  await writeFile(join(module, 'main.go'), PROGRAM);
  await writeFile(join(module, 'go.mod'), 'module example.com/hello\n\ngo 1.22\n');
  await writeFile(join(module, 'payload'), randomBytes(PAYLOAD));
  binary = await buildGo(module);
}, 300_000);
afterAll(async () => {
  await registry.stop();
  await runtime.stop();
});

describe('a real Go program of 40 MB, pushed to docker-registry', () => {
  let image: string;
  beforeAll(async () => {
    image = `${registry.host}/acme/hello`;
    const { exitCode, stdout } = await runAction({ binary, image, tags: 'v1', config: CONFIG, labels: 'build=7' });
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0 });
  });

  test('is valid for crane, blob by blob', async () => {
    expect(await crane('validate', '--remote', `${image}:v1`)).toContain('PASS');
  });

  test('shows its configuration to skopeo, with a history of as many layers as it has', async () => {
    const found = (await skopeoInspect(`${image}:v1`, '--config')) as SkopeoConfig;
    expect(found.config).toMatchObject({
      User: '1000:1000',
      Entrypoint: ['/opt/hello'],
      Cmd: ['--once'],
      WorkingDir: '/opt',
      ExposedPorts: { '8080/tcp': {}, '53/udp': {} },
      StopSignal: 'SIGINT',
      Labels: { 'org.example.team': 'blue', build: '7' },
    });
    expect(found.config.Env).toEqual(expect.arrayContaining(['GREETING=hello', 'VERSION=1.10']));
    expect(found.history.filter(({ empty_layer }) => empty_layer !== true)).toHaveLength(found.rootfs.diff_ids.length);
  });

  test('runs and prints what the program prints', async () => {
    const { stdout, exitCode } = await runtime.runImage(`${image}:v1`);
    expect({ stdout, exitCode }).toEqual({
      stdout: `${PAYLOAD} bytes, uid 1000, GREETING=hello, args [--once]\n`,
      exitCode: 0,
    });
  });
});

interface SkopeoConfig {
  readonly config: { readonly Env: readonly string[] };
  readonly rootfs: { readonly diff_ids: readonly string[] };
  readonly history: readonly { readonly empty_layer?: boolean }[];
}

afterAll(removeTemporaryFolders);
