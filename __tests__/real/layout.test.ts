import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openFile } from '../../src/files/open-file.ts';
import { parseOutput } from '../../src/layout/output-target.ts';
import { writeOutputs } from '../../src/layout/write-outputs.ts';
import { type FinishedSet, finishedSet } from '../support/finished-images.ts';
import { file } from '../support/tar-listing.ts';
import { buildC, goArch } from './support/build.ts';
import { buildah, crane, podman, skopeo } from './support/clients.ts';
import { type Docker, startDocker } from './support/dockerd.ts';
import { output } from './support/process.ts';
import { type Runtime, startRuntime } from './support/runtime.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

const HELLO = '#include <stdio.h>\nint main(void) { puts("hello from scratch"); return 0; }\n';

let folder: string;
let image: FinishedSet;
let several: FinishedSet;

beforeAll(async () => {
  folder = await temporaryFolder('layout');
  const program = await openFile(await buildC(HELLO));
  const layers = [
    [file('etc/passwd', 'root:x:0:0:root:/root:/sbin/nologin\n')],
    [file('app', '', { mode: 0o755, content: program })],
  ];
  image = await finishedSet({ [`linux/${goArch()}`]: layers });
  several = await finishedSet({ 'linux/amd64': layers, 'linux/arm64': layers });
  await write(
    image,
    'oci:layout:1.2.3',
    'oci-archive:oci.tar:ghcr.io/acme/app:1.2.3',
    'docker-archive:docker.tar:acme/app:1.2.3',
  );
  await write(several, 'oci:several:v1', 'oci-archive:several.tar:v1');
});

afterAll(removeTemporaryFolders);

async function write({ images, readTar }: FinishedSet, ...outputs: string[]): Promise<void> {
  await writeOutputs(outputs.map(parseOutput), images, readTar, folder);
}

function configDigest(): string {
  return image.images.images[0]?.config.descriptor.digest ?? '';
}

describe('skopeo', () => {
  test.each(['oci:layout:1.2.3', 'oci:layout', 'oci-archive:oci.tar', 'oci-archive:oci.tar:ghcr.io/acme/app:1.2.3'])(
    'finds the digest of a push in %s',
    async (output) => {
      const [kind, ...rest] = output.split(':');
      const inspected = JSON.parse(await skopeo('inspect', `${kind}:${join(folder, rest.join(':'))}`)) as {
        Digest: string;
      };
      expect(inspected.Digest).toBe(image.images.root.digest);
    },
  );

  test('copies every platform of a layout and of an archive', async () => {
    for (const [place, source] of ['oci:several:v1', 'oci-archive:several.tar:v1'].entries()) {
      const [kind, ...rest] = source.split(':');
      const target = join(folder, `copy-${place}`);
      await skopeo('copy', '--all', '--preserve-digests', `${kind}:${join(folder, rest.join(':'))}`, `dir:${target}`);
      const manifest = JSON.parse(await readFile(join(target, 'manifest.json'), 'utf8')) as { manifests: unknown[] };
      expect(manifest.manifests).toHaveLength(2);
    }
  });

  test('finds the image ID in the docker archive', async () => {
    const path = join(folder, 'docker.tar');
    await skopeo('copy', `docker-archive:${path}`, `dir:${folder}/from-docker`);
    const manifest = JSON.parse(await readFile(join(folder, 'from-docker/manifest.json'), 'utf8')) as {
      config: { digest: string };
    };
    expect(manifest.config.digest).toBe(configDigest());
  });
});

describe('podman and buildah', () => {
  test.each(['oci.tar', 'docker.tar'])('podman loads %s with the image ID', async (archive) => {
    const storage = await temporaryFolder('podman');
    const loaded = await podman(storage, 'load', '--input', join(folder, archive));
    expect(loaded).toContain('acme/app:1.2.3');
    const id = await podman(storage, 'image', 'inspect', '--format', '{{.Id}}', 'acme/app:1.2.3');
    expect(`sha256:${id.trim()}`).toBe(configDigest());
  });

  test('buildah pulls from the archive', async () => {
    const id = await buildah(await temporaryFolder('buildah'), 'pull', `oci-archive:${folder}/oci.tar`);
    expect(`sha256:${id.trim()}`).toBe(configDigest());
  });
});

describe('umoci', () => {
  test('unpacks the layout', async () => {
    const bundle = join(folder, 'bundle');
    await output('umoci', ['unpack', '--rootless', '--image', `${folder}/layout:1.2.3`, bundle]);
    expect(await readFile(join(bundle, 'rootfs/etc/passwd'), 'utf8')).toMatch(/^root:/);
    expect(await output(join(bundle, 'rootfs/app'), [])).toBe('hello from scratch\n');
  });
});

describe('crane', () => {
  test('accepts the docker archive and lists its files', async () => {
    expect(await crane('validate', '--tarball', join(folder, 'docker.tar'))).toMatch(/PASS/);
    const exported = join(folder, 'exported.tar');
    await output('sh', ['-c', 'crane export - "$1" < "$0"', join(folder, 'docker.tar'), exported]);
    expect((await output('tar', ['-tf', exported])).split('\n').sort()).toEqual(['', 'app', 'etc', 'etc/passwd']);
  });
});

describe('containerd', () => {
  let runtime: Runtime;

  beforeAll(async () => {
    runtime = await startRuntime();
  });

  afterAll(() => runtime?.stop());

  test.each(['oci.tar', 'docker.tar'])('imports and runs %s', async (archive) => {
    const listed = await runtime.ctr('image', 'import', '--snapshotter', 'native', join(folder, archive));
    const name = /(\S*acme\/app:1\.2\.3)/.exec(listed)?.[1] ?? '';
    const said = await runtime.ctr('run', '--rm', '--snapshotter', 'native', name, `c-${archive.replace('.', '-')}`);
    expect(said).toBe('hello from scratch\n');
  });

  test('imports an image of several platforms', async () => {
    const listed = await runtime.ctr(
      'image',
      'import',
      '--all-platforms',
      '--base-name',
      'acme/several',
      join(folder, 'several.tar'),
    );
    expect(listed).toContain('acme/several');
    expect(await runtime.ctr('image', 'ls')).toContain(several.images.root.digest);
  });
});

describe('docker', () => {
  let docker: Docker;

  beforeAll(async () => {
    docker = await startDocker();
  });

  afterAll(() => docker?.stop());

  test('loads the docker archive with the image ID and runs it', async () => {
    expect(await docker.docker('load', '--input', join(folder, 'docker.tar'))).toContain('acme/app:1.2.3');
    expect((await docker.docker('image', 'inspect', '--format', '{{.Id}}', 'acme/app:1.2.3')).trim()).toBe(
      configDigest(),
    );
    expect(await docker.runImage('acme/app:1.2.3')).toMatchObject({ exitCode: 0, stdout: 'hello from scratch\n' });
  });

  test('loads an archive without a name', async () => {
    await write(image, 'docker-archive:untagged.tar');
    const loaded = await docker.docker('load', '--input', join(folder, 'untagged.tar'));
    expect(loaded).toContain(configDigest());
  });
});
