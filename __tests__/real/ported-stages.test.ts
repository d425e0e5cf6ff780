import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { layOut } from './support/built-facts.ts';
import { LABELS, WORKING_DIRECTORY } from './support/common-differences.ts';
import { type Explanations, expectExplained } from './support/differences.ts';
import { publishGuide } from './support/guide.ts';
import { imageFacts } from './support/image-facts.ts';
import { output } from './support/process.ts';
import { type RealRegistry, startDockerRegistry } from './support/registry.ts';
import { PROJECT, runAction } from './support/run-action.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

/** A final stage as public projects have it, and the config block that somebody writes who has read the pages. */
interface Port {
  readonly dockerfile: string;
  readonly binary: string;
  readonly config: string;
  /** What the pages name. */
  readonly explained: Explanations;
}

const ROOT: Explanations = { 'User: "0:0", there nothing': 'root, by number' };
const DIRECTORIES = 'volumes are made here; buildah leaves them to the runtime';
const WAY = 'docs/from-dockerfile.md: COPY --chown gives away the directories that it makes on the way';

const PORTS: Readonly<Record<string, Port>> = {
  'a whole root file system with the program in it': {
    dockerfile:
      'COPY rootfs /\nVOLUME /var/lib/agent\nENV PATH="$PATH:/bin/aux"\nENTRYPOINT ["/bin/agent"]\nCMD ["run"]',
    binary: 'rootfs/bin/agent',
    config: `kit: false
path: /bin/
user: root
cmd: [run]
env: { PATH: "$PATH:/bin/aux" }
volumes: [/var/lib/agent]
files: [{ src: rootfs/, dst: /, modes: keep }]
`,
    explained: { ...ROOT, 'only here: /var/*': DIRECTORIES, 'only here: /var': DIRECTORIES },
  },
  'files of a user, far down': {
    dockerfile: 'COPY --chown=1400:1400 conf /etc/nic/conf\nCOPY app /app\nUSER 1400:1400\nENTRYPOINT ["/app"]',
    binary: 'app',
    config: 'kit: false\nuser: 1400:1400\nfiles: [{ src: conf, dst: /etc/nic/conf, owner: "1400:1400" }]\n',
    explained: { 'owner of /etc: 0:0, there 1400:1400': WAY, 'owner of /etc/nic: 0:0, there 1400:1400': WAY },
  },
  'a folder that nobody may write to': {
    dockerfile: 'COPY certs/ /etc/pki/certs/\nCOPY app /app\nENTRYPOINT ["/app"]',
    binary: 'app',
    config: 'kit: false\nuser: root\nfiles: [{ src: certs/, dst: /etc/pki/certs/, modes: keep }]\n',
    explained: {
      ...ROOT,
      'mode of /etc/pki/certs: 555, there 755': 'docs/from-dockerfile.md: modes: keep is for the directory itself, too',
    },
  },
  'a tar of which later lines replace something': {
    dockerfile: 'ADD base.tar /\nCOPY conf/app.conf /etc/app.conf\nCOPY app /bin/agent\nENTRYPOINT ["/bin/agent"]',
    binary: 'app',
    config: `kit: false
path: /bin/agent
user: root
files:
  - { src: base.tar, dst: /, exclude: [etc/app.conf, bin/agent] }
  - { src: conf/app.conf, dst: /etc/ }
`,
    explained: ROOT,
  },
  'a working directory and relative programs': {
    dockerfile:
      'WORKDIR /srv/app\nCOPY app conf/app.conf ./\nHEALTHCHECK --interval=1m CMD ["./app", "health"]\nEXPOSE 53/udp 80\nCMD ["./app"]',
    binary: 'app',
    config: `kit: false
path: /srv/app/
user: root
workdir: /srv/app
entrypoint: []
cmd: [./app]
expose: [53/udp, 80]
healthcheck: { test: [CMD, ./app, health], interval: 1m }
files: [{ src: conf/app.conf, dst: /srv/app/ }]
`,
    explained: ROOT,
  },
};

async function layOutWorkspace(): Promise<string> {
  const workspace = await temporaryFolder('workspace');
  await layOut(workspace, [
    ...[
      { path: 'rootfs/tmp', mode: 0o1777 },
      { path: 'rootfs/bin/sh', target: '/bin/agent' },
    ],
    { path: 'rootfs/etc/passwd', content: 'root:x:0:0::/:/bin/sh\n', mode: 0o644 },
    { path: 'rootfs/etc/app.conf', content: 'a = 1\n', mode: 0o640 },
    { path: 'conf/app.conf', content: 'a = 22\n', mode: 0o644 },
    ...[
      { path: 'certs/a.pem', content: 'certificate\n', mode: 0o444 },
      { path: 'certs', mode: 0o555 },
    ],
  ]);
  for (const path of ['app', 'rootfs/bin/agent']) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await copyFile(join(PROJECT, 'examples/hello/hello-linux-amd64'), join(workspace, path));
  }
  await output('tar', [
    '-C',
    join(workspace, 'rootfs'),
    '--owner=0',
    '--group=7',
    '-cf',
    join(workspace, 'base.tar'),
    '.',
  ]);
  return workspace;
}

describe('a stage that is written as a config block is the image of buildah, but for what the pages name', () => {
  let registry: RealRegistry;
  beforeAll(async () => {
    registry = await startDockerRegistry();
  }, 60_000);

  afterAll(async () => {
    await registry.stop();
    await removeTemporaryFolders();
  });

  test.each(Object.entries(PORTS))(
    '%s',
    async (name, { dockerfile, binary, config, explained }) => {
      const workspace = await layOutWorkspace();
      const image = `${registry.host}/acme/${name.replaceAll(/[^a-z]+/g, '-')}`;
      const run = await runAction({ binary, config, image, tags: 'v1' }, {}, { workspace });
      expect({ exitCode: run.exitCode, stdout: run.stdout }).toMatchObject({ exitCode: 0 });
      await writeFile(join(workspace, 'Dockerfile'), `FROM scratch\n${dockerfile}\n`);
      const guide = await publishGuide(name.replaceAll(/[^a-z]+/g, '-'), workspace, registry);
      const directory = dockerfile.includes('WORKDIR') ? {} : WORKING_DIRECTORY;
      expectExplained(await imageFacts(`${image}:v1`), await imageFacts(guide), {
        ...LABELS,
        ...directory,
        ...explained,
      });
    },
    120_000,
  );
});
