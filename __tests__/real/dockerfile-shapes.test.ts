import { copyFile, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SHAPES } from '../support/dockerfile-shapes.ts';
import type { RandomFile } from '../support/random-dockerfile.ts';
import { readStageIn } from '../support/stage-run.ts';
import { type BuiltFacts, buildWithBuildah, layOut, ourFacts } from './support/built-facts.ts';
import { output } from './support/process.ts';
import { PROJECT } from './support/run-action.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

const file = (path: string, content: string, mode = 0o644): RandomFile => ({ path, content, mode });
const folder = (path: string, mode = 0o755): RandomFile => ({ path, mode });

const CONTEXT = [
  ...[
    folder('conf'),
    file('conf/app.yaml', 'a: 1\n'),
    file('conf/more.yaml', 'b: 1\n', 0o640),
    file('conf/app.toml', 'a = 1\n'),
  ],
  ...[folder('static', 0o750), file('static/index.html', '<p>\n'), { path: 'static/latest', target: 'index.html' }],
  ...[
    folder('linux/amd64'),
    { path: 'link-to-app', target: 'app' },
    file('.dockerignore', '*.log\n.git\n'),
    file('x.log', 'log\n'),
  ],
];

const BUILDER = [
  ...[
    folder('src'),
    folder('empty'),
    folder('tmp', 0o1777),
    folder('etc/ssl/certs'),
    file('etc/ssl/certs/ca-certificates.crt', 'certificates\n'),
  ],
  ...[
    folder('usr/share/zoneinfo/Europe'),
    file('usr/share/zoneinfo/Europe/Zurich', 'TZif2\n'),
    file('etc/nsswitch.conf', 'hosts: files dns\n'),
  ],
  file(
    'etc/passwd',
    'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\napp:x:10001:10002::/:/bin/false\n',
  ),
  file('etc/group', 'root:x:0:\nstaff:x:50:\napp:x:10002:\n'),
];

const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  workspace: ['app', 'app-linux-amd64', 'linux/amd64/app', 'data.bin'],
  builder: ['src/app', 'src/main', 'src/myapp'],
  tools: ['bin/tool'],
};

let root: string;
beforeAll(async () => {
  root = await temporaryFolder('shapes');
  await layOut(join(root, 'workspace'), CONTEXT);
  await layOut(join(root, 'builder'), BUILDER);
  await layOut(join(root, 'tools'), [folder('bin'), file('etc/motd', 'hi\n')]);
  for (const [name, paths] of Object.entries(PROGRAMS)) {
    for (const path of paths) await copyFile(join(PROJECT, 'examples/hello/hello-linux-amd64'), join(root, name, path));
  }
  // Owners and modes that no folder of the test has.
  const flags = ['--owner=5', '--group=6', '--mode=u+rwX,g=rX,o=', '-czf', join(root, 'workspace/rootfs.tar.gz')];
  await output('tar', ['-C', join(root, 'workspace'), ...flags, 'app', 'static', 'link-to-app']);
});
afterAll(removeTemporaryFolders);

const STAGES = { builder: 'builder', tools: 'tools', 'docker.io/library/tools:1': 'tools' };

/** Both images of one Dockerfile. buildah makes the directories of volumes where another instruction follows; BuildKit leaves them to the runtime. */
async function both(workspace: string, text: string): Promise<{ ours: BuiltFacts; theirs: BuiltFacts }> {
  const own = await temporaryFolder('shape');
  const dockerfile = join(own, 'Dockerfile');
  await writeFile(dockerfile, text);
  const stages = Object.entries(STAGES).map(([stage, name]) => [stage, join(root, name)] as const);
  const lines = stages.map(([name, path]) => `${name}=${path}`);
  const ours = await ourFacts(await readStageIn(workspace, { dockerfile, stages: lines }));
  const build = { context: workspace, stages: Object.fromEntries(stages), dockerfile, buildArgs: {} };
  const theirs = await buildWithBuildah(own, build);
  const volumes = Object.keys(JSON.parse(theirs.config.Volumes ?? '{}') as object).map((path) => path.slice(1));
  const files = Object.entries(theirs.files).filter(([path]) => path in ours.files || !volumes.includes(path));
  return { ours, theirs: { ...theirs, files: Object.fromEntries(files) } };
}

describe('final stages as people have them are the images that buildah makes of them', () => {
  test.each(Object.keys(SHAPES))(
    '%s',
    async (name) => {
      const { ours, theirs } = await both(join(root, 'workspace'), `FROM scratch\n${SHAPES[name]}\n`);
      expect(ours).toEqual(theirs);
    },
    60_000,
  );
});

/** The program that each example builds, where its Dockerfile takes it from the context. */
const EXAMPLES: Readonly<Record<string, string | undefined>> = {
  smallest: 'hello',
  'hello-c': 'hello',
  'hello-go': 'app',
  'hello-rust': 'target/x86_64-unknown-linux-gnu/release/hello',
  'hello-zig': 'hello-linux-amd64',
  'podman-web': undefined,
  production: undefined,
};

describe('the Dockerfiles of the examples', () => {
  test.each(Object.keys(EXAMPLES))(
    '%s',
    async (name) => {
      const workspace = await temporaryFolder('example');
      await cp(join(PROJECT, 'examples', name), workspace, { recursive: true });
      const program = EXAMPLES[name];
      if (program !== undefined) {
        await mkdir(dirname(join(workspace, program)), { recursive: true });
        await copyFile(join(PROJECT, 'examples/hello/hello-linux-amd64'), join(workspace, program));
      }
      const { ours, theirs } = await both(workspace, await readFile(join(workspace, 'Dockerfile'), 'utf8'));
      expect(ours).toEqual(theirs);
    },
    60_000,
  );
});

test('there are forty of them', () => {
  expect(Object.keys(SHAPES).length).toBeGreaterThanOrEqual(40);
});
