import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runAct } from './support/act.ts';
import { crane } from './support/clients.ts';
import { type RealRegistry, startDockerRegistry } from './support/registry.ts';
import { PROJECT } from './support/run-action.ts';

const GO = {
  'go.mod': 'module example.org/app\n\ngo 1.21\n',
  'main.go': 'package main\n\nfunc main() {\n\tprintln("app")\n}\n',
};

const KANIKO =
  'FROM scratch AS final\nARG VERSION\nLABEL org.example.version=$VERSION\nCOPY server /server\nCMD ["/server"]\n';

const main = (name: string) => `package main\n\nfunc main() {\n\tprintln("${name}")\n}\n`;
const PROGRAMS = { 'go.mod': GO['go.mod'], 'cmd/api/main.go': main('api'), 'cmd/worker/main.go': main('worker') };

/** The project's own bundle lies in dist/ here, so goreleaser's is called otherwise. */
const GORELEASER = (builds: string) => `version: 2\nproject_name: app\ndist: out\nbuilds:\n${builds}`;
const build = (id: string, main: string) =>
  `  - { id: ${id}, binary: ${id}, main: ${main}, env: [CGO_ENABLED=0], goos: [linux, darwin], goarch: [amd64, arm64] }\n`;

/** What a workflow of docs/coming-from.md finds in its repository, and what it has to publish. */
interface Shape {
  readonly name: string;
  /** Which of the page's Dockerfiles it keeps, by a text in it; else the Dockerfile itself. */
  readonly keeps?: string;
  readonly files: Readonly<Record<string, string>>;
  readonly platforms: readonly string[];
  /** Where it publishes several images: their names. */
  readonly programs?: readonly string[];
  readonly config: Readonly<Record<string, unknown>>;
}

const SHAPES: readonly Shape[] = [
  {
    name: 'goreleaser',
    keeps: 'COPY $TARGETPLATFORM/app',
    files: GO,
    platforms: ['amd64', 'arm64'],
    config: { Entrypoint: ['/usr/bin/app'] },
  },
  {
    name: 'go',
    keeps: 'AS builder',
    files: GO,
    platforms: ['amd64', 'arm64'],
    config: {
      Entrypoint: ['/app'],
      User: '65532:65532',
      ExposedPorts: { '8080/tcp': {} },
      Labels: expect.objectContaining({ 'org.example.version': '1.4.2' }),
    },
  },
  {
    name: 'dockers',
    keeps: 'COPY app /\n',
    files: { ...GO, 'config.yaml': 'a: 1\n' },
    platforms: ['amd64', 'arm64'],
    config: { Entrypoint: ['/app'] },
  },
  {
    name: 'ko',
    files: { ...GO, 'kodata/index.html': '<p>\n' },
    platforms: ['amd64', 'arm64'],
    config: { Entrypoint: ['/app'], Env: expect.arrayContaining(['KO_DATA_PATH=/var/run/ko']) },
  },
  {
    name: 'ko-programs',
    files: PROGRAMS,
    platforms: ['amd64', 'arm64'],
    programs: ['api', 'worker'],
    config: { User: '65532:65532' },
  },
  {
    name: 'dist',
    files: { ...GO, '.goreleaser.yaml': GORELEASER(build('app', '.')) },
    platforms: ['amd64', 'arm64'],
    config: { Entrypoint: ['/app'] },
  },
  {
    name: 'dist-programs',
    files: { ...PROGRAMS, '.goreleaser.yaml': GORELEASER(build('api', './cmd/api') + build('worker', './cmd/worker')) },
    platforms: ['amd64', 'arm64'],
    programs: ['api', 'worker'],
    config: { User: '65532:65532' },
  },
  { name: 'rust', keeps: 'FROM rust', files: {}, platforms: ['amd64'], config: { Cmd: ['hello'] } },
  {
    name: 'kaniko',
    files: { ...GO, 'app/Dockerfile': KANIKO },
    platforms: ['amd64'],
    config: { Cmd: ['/server'], Labels: expect.objectContaining({ 'org.example.version': '1.4.2' }) },
  },
];

const REPOSITORY = {
  full_name: 'acme/app',
  name: 'app',
  html_url: 'https://github.com/acme/app',
  default_branch: 'main',
  owner: { login: 'acme' },
};

/** The home of the run is another one; what of Go's own library was compiled before is taken. */
const TOOLCHAINS = {
  GOCACHE: process.env['GOCACHE'] ?? join(homedir(), '.cache/go-build'),
  GOTOOLCHAIN: 'local',
  PATH: process.env['PATH'] ?? '',
  RUSTUP_HOME: process.env['RUSTUP_HOME'] ?? join(homedir(), '.rustup'),
};

let registry: RealRegistry;
let page: string;
beforeAll(async () => {
  registry = await startDockerRegistry();
  page = await readFile(join(PROJECT, 'docs/coming-from.md'), 'utf8');
});
afterAll(() => registry.stop());

/** The steps that stand under `<!-- run: name -->`, as a workflow that publishes to the test's registry. */
function workflowOf(name: string): string {
  const [, steps] = new RegExp(`<!-- run: ${name} -->\n\`\`\`yaml\n([\\s\\S]*?)\`\`\``).exec(page) ?? [];
  if (steps === undefined) throw new Error(`the page has no steps for ${name}`);
  const image = steps.includes('image: ') ? '' : `$1  image: ${registry.host}/acme/${name}\n`;
  const ours = steps
    .replace(/uses: OWNER\/from-scratch@v1\n( +)with:\n/, `uses: ./\n$1with:\n${image}`)
    .replace('ghcr.io/acme/', `${registry.host}/${name}/`)
    .replace(/uses: goreleaser\/.*\n.*\n.*args: release --clean/, 'run: goreleaser build --clean --skip=validate')
    .replace('binary: dist\n', 'binary: out\n');
  return `on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n${ours}`;
}

function dockerfileWith(text: string): string {
  const found = [...page.matchAll(/^```dockerfile\n([\s\S]*?)^```/gm)]
    .map(([, body = '']) => body)
    .find((body) => body.includes(text));
  if (found === undefined) throw new Error(`the page has no Dockerfile with ${text}`);
  return found;
}

async function rustFiles(): Promise<Record<string, string>> {
  const names = ['Cargo.toml', 'Cargo.lock', 'src/main.rs'];
  const texts = await Promise.all(names.map((name) => readFile(join(PROJECT, 'examples/hello-rust', name), 'utf8')));
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
}

describe('the workflows of docs/coming-from.md, run by act', () => {
  test.each(SHAPES)(
    '$name',
    async ({ name, keeps, files, platforms, programs, config }) => {
      const own = name === 'rust' ? await rustFiles() : files;
      const dockerfile = keeps === undefined ? {} : { Dockerfile: dockerfileWith(keeps) };
      const payload = { ref: 'refs/tags/v1.4.2', repository: REPOSITORY };
      const { exitCode, stdout, stderr } = await runAct({
        event: 'push',
        payload,
        workflow: workflowOf(name),
        files: { ...own, ...dockerfile },
        env: TOOLCHAINS,
        tag: 'v1.4.2',
      });
      if (exitCode !== 0) throw new Error(`act ended with ${exitCode}:\n${stdout}\n${stderr}`);
      const images = programs?.map((program) => `${name}/${program}`) ?? [`acme/${name}`];
      for (const [image, platform] of images.flatMap((one) => platforms.map((platform) => [one, platform] as const))) {
        const found = JSON.parse(
          await crane('config', '--platform', `linux/${platform}`, `${registry.host}/${image}:1.4.2`),
        );
        expect(found).toMatchObject({ architecture: platform, config });
      }
    },
    300_000,
  );
});
