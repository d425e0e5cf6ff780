import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildC, buildGo } from './support/build.ts';
import { crane } from './support/clients.ts';
import { output } from './support/process.ts';
import { HELLO_C } from './support/programs.ts';
import { type RealRegistry, startDockerRegistry } from './support/registry.ts';
import { type ActionRun, runAction } from './support/run-action.ts';
import { type Runtime, startRuntime } from './support/runtime.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

/** Does all that fails from scratch without a kit, and prints what came of it. */
const PROGRAM = `package main

import (
	"crypto/x509"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"os/user"
	"sort"
	"time"
)

func main() {
	json.NewEncoder(os.Stdout).Encode(map[string]any{
		"uid": os.Getuid(), "gid": os.Getgid(), "user": name(), "env": env(), "answer": get(),
		"zurich": zurich(), "temporary": temporary(), "public": public(), "localhost": localhost(),
	})
}

func env() []string {
	all := os.Environ()
	sort.Strings(all)
	return all
}

func name() string {
	found, err := user.Current()
	if err != nil {
		return err.Error()
	}
	return found.Username + " " + found.HomeDir
}

func get() string {
	answer, err := http.Get(os.Getenv("URL"))
	if err != nil {
		return err.Error()
	}
	body, _ := io.ReadAll(answer.Body)
	return string(body)
}

func zurich() string {
	zone, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		return err.Error()
	}
	return time.Date(2026, 7, 1, 12, 0, 0, 0, zone).Format(time.RFC3339)
}

func temporary() string {
	file, err := os.CreateTemp("", "x")
	if err != nil {
		return err.Error()
	}
	file.WriteString("kept")
	text, _ := os.ReadFile(file.Name())
	return string(text)
}

func public() bool {
	pool, err := x509.SystemCertPool()
	return err == nil && len(pool.Subjects()) > 100
}

func localhost() bool {
	addresses, err := net.LookupHost("localhost")
	return err == nil && len(addresses) > 0
}
`;

const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What works whoever runs it. */
const WORKS = { zurich: '2026-07-01T12:00:00+02:00', temporary: 'kept', public: true };

let registry: RealRegistry;
let runtime: Runtime;

beforeAll(async () => {
  [registry, runtime] = await Promise.all([startDockerRegistry(), startRuntime()]);
});

afterAll(async () => {
  await runtime.stop();
  await registry.stop();
  await removeTemporaryFolders();
});

async function publish(tag: string, binary: string, config = ''): Promise<ActionRun & { readonly image: string }> {
  const image = `${registry.host}/o/inside`;
  const run = await runAction({ binary, image, tags: tag, config });
  expect(run).toMatchObject({ exitCode: 0 });
  return { ...run, image: `${image}:${tag}` };
}

async function seenInside(image: string, env: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const { stdout, stderr } = await runtime.runImage(image, { hostNetwork: true, env });
  return stdout.startsWith('{') ? JSON.parse(stdout) : stderr;
}

describe('a Go program that needs certificates, zones, a user and a temporary file', () => {
  let url = '';
  let certificate = '';
  let binary = '';
  let close = () => {};

  beforeAll(async () => {
    binary = await buildGo(PROGRAM, { flags: ['-ldflags=-s -w'] });
    const folder = await temporaryFolder('tls');
    const key = join(folder, 'key.pem');
    certificate = join(folder, 'corp.pem');
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
    await output('openssl', [
      ...'req -x509 -newkey rsa:2048 -nodes -keyout'.split(' '),
      key,
      ...['-out', certificate, ...names],
    ]);
    const server = createServer({ key: await readFile(key), cert: await readFile(certificate) }, (_, response) =>
      response.end('secret'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    close = () => void server.close();
  }, 300_000);

  afterAll(() => close());

  test('finds them all with no option set, as user 65532', async () => {
    const { image, stdout } = await publish('plain', binary);
    expect(await seenInside(image)).toMatchObject({
      ...WORKS,
      uid: 65_532,
      gid: 65_532,
      user: 'nonroot /',
      // What containerd itself adds, and what the image says.
      env: ['HOME=/', expect.stringMatching(/^HOSTNAME=/), PATH],
    });
    expect(stdout).toContain('certificates: included, since the program checks certificates');
  }, 60_000);

  test('trusts a server of its own company by a PEM file', async () => {
    const config = `ca-certificates: [public, ${certificate}]`;
    const { image } = await publish('corporate', binary, config);
    expect(await seenInside(image, { URL: url })).toMatchObject({ ...WORKS, uid: 65_532, answer: 'secret' });
    expect(await seenInside((await publish('stranger', binary)).image, { URL: url })).toMatchObject({
      ...WORKS,
      answer: expect.stringContaining('certificate signed by unknown authority'),
    });
  }, 60_000);

  test('works under any number with group 0, as on OpenShift', async () => {
    const { image } = await publish('any', binary, `ca-certificates: [public, ${certificate}]`);
    await crane('mutate', '--user', '1000680000:0', '-t', `${image}-user`, image);
    const seen = await seenInside(`${image}-user`, { URL: url });
    expect(seen).toMatchObject({ ...WORKS, uid: 1_000_680_000, gid: 0, answer: 'secret' });
  }, 60_000);
});

test('a hello world in C gets no certificates and no zones', async () => {
  const { image } = await publish('hello', await buildC(HELLO_C));
  const exported = join(await temporaryFolder('export'), 'rootfs.tar');
  await crane('export', image, exported);
  const paths = (await output('tar', ['-tf', exported])).trim().split('\n').sort();
  expect(paths).toEqual(
    ['app', 'etc', 'etc/group', 'etc/passwd', 'tmp'].map((path) => expect.stringMatching(`^${path}/?$`)),
  );
  expect(await runtime.runImage(image)).toEqual({ exitCode: 0, stdout: 'hi\n', stderr: '' });
}, 60_000);
