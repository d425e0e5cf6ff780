import { describe, expect, test } from '@jest/globals';
import { InputProblems } from '../../src/inputs/input-problems.ts';
import { readInputs } from '../../src/inputs/read-inputs.ts';
import { readRequest } from '../../src/inputs/request.ts';
import { formatRepository } from '../../src/oci/reference.ts';
import type { SourceContext } from '../../src/source-context.ts';

const GITHUB: SourceContext = {
  event: 'push',
  ref: 'refs/tags/v1.4.2',
  serverUrl: 'https://github.com',
  repository: 'acme/App',
};

function read(inputs: Record<string, string>, context: SourceContext = GITHUB) {
  const environment = Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
  const problems = new InputProblems();
  const notices: string[] = [];
  const request = readRequest(readInputs(environment), context, problems, (line) => notices.push(line));
  problems.throwIfAny();
  const targets = request.targets.map(({ repository, tags }) => [
    formatRepository(repository),
    tags.map(({ text }) => text),
  ]);
  return { request, notices, targets };
}

describe('an input that takes a boolean', () => {
  const BOOLEANS = ['allow-dynamic', 'insecure', 'latest', 'overwrite', 'push', 'smoke-test', 'summary', 'verify'];

  test.each(BOOLEANS)('%s takes true and false in any case and with space around, and nothing like them', (name) => {
    const given = (text: string) => read({ binary: 'app', [name]: text });
    for (const text of ['TRUE', 'False', ' true ']) {
      expect(given(text).request).toEqual(given(text.trim().toLowerCase()).request);
    }
    expect(given('true').request).not.toEqual(given('false').request);
    for (const text of ['yes', '0', 'no', 'on']) expect(() => given(text)).toThrow(`${name}: "${text}"`);
  });
});

describe('the smallest request', () => {
  test('needs a binary only, and has a default for everything else', () => {
    const { request, targets } = read({ binary: 'app' });
    expect(request.binaries).toEqual([{ pattern: 'app' }]);
    expect(targets).toEqual([['ghcr.io/acme/app', ['auto']]]);
    expect(request.upload).toEqual({ chunkSize: 'auto', concurrency: 4, retryFor: 120_000, timeout: 60_000 });
    expect(request).toMatchObject({
      push: 'auto',
      latest: 'auto',
      verify: 'auto',
      compression: { kind: 'gzip' },
      summary: true,
    });
  });

  test('has no default image on another server, and says what to write', () => {
    expect(() => read({ binary: 'app' }, { ...GITHUB, serverUrl: 'https://git.example.com' })).toThrow(
      'image: there is no default here, since https://git.example.com is not github.com. Set it, as in image: registry.example.com/owner/name.',
    );
  });
});

describe('the image', () => {
  test("may be docker/metadata-action's lines, and those that are not enabled are left out", () => {
    const image =
      'name=ghcr.io/acme/app\nacme/app,enable=true\nname=quay.io/acme/app,enable=false\nghcr.io/acme/b, acme/c';
    const names = read({ binary: 'app', image }).targets.map(([name]) => name);
    expect(names).toEqual(['ghcr.io/acme/app', 'docker.io/acme/app', 'ghcr.io/acme/b', 'docker.io/acme/c']);
    expect(() => read({ binary: 'app', image: 'name=acme/app,enable=' })).not.toThrow();
    expect(() => read({ binary: 'app', image: 'acme/app,enable=maybe' })).toThrow(
      /^image: enable=maybe is not true or false$/,
    );
    expect(() => read({ binary: 'app', image: 'acme/app,enable=false' })).toThrow(
      /^image: none of its lines is enabled here$/,
    );
  });

  test.each([
    ['acme/.github', 'ghcr.io/acme/github'],
    ['acme/app_', 'ghcr.io/acme/app'],
    ['acme/-app', 'ghcr.io/acme/app'],
    ['acme/App..x', 'ghcr.io/acme/app.x'],
  ])('has no default for the repository %s, and the error says what to write', (repository, name) => {
    expect(() => read({ binary: 'app' }, { ...GITHUB, repository })).toThrow(
      `image: the default would be ghcr.io/${repository.toLowerCase()}, which is not a valid repository name. Set it, as in image: ${name}.`,
    );
    expect(read({ binary: 'app', image: name }).targets).toEqual([[name, ['auto']]]);
  });

  test.each(['ghcr.io', 'ghcr.io/', 'registry.example.com:5000', 'localhost:5000/', 'GHCR.io'])(
    '%s is a registry alone and not an image of Docker Hub',
    (image) => {
      expect(() => read({ binary: 'app', image })).toThrow(
        `image: "${image.toLowerCase()}" is a registry without a repository. Is the expression behind it empty? Write it as `,
      );
    },
  );
});

describe('inputs', () => {
  test('are taken with underscores too, since shells cannot set names with hyphens', () => {
    const problems = new InputProblems();
    const inputs = readInputs({
      INPUT_BINARY: 'app',
      INPUT_CHUNK_SIZE: '16MiB',
      'INPUT_RETRY-FOR': '5m',
      INPUT_RETRY_FOR: '1m',
    });
    const { upload } = readRequest(inputs, GITHUB, problems, () => undefined);
    expect(upload).toMatchObject({ chunkSize: 16 * 1024 * 1024, retryFor: 300_000 });
  });

  test('skip blank lines and comments in lists', () => {
    expect(read({ binary: '# all of them\n\n a, linux/arm64=b\n' }).request.binaries).toEqual([
      { pattern: 'a' },
      { pattern: 'b', platform: { os: 'linux', architecture: 'arm64' } },
    ]);
  });

  test('report all problems at once, each with its input', () => {
    const bad = {
      concurrency: 'lots',
      timeout: 'soon',
      push: 'maybe',
      'chunk-size': '1k',
      platforms: 'linux',
    };
    expect(() => read(bad)).toThrow(
      [
        'binary: not given, nor is merge. Set it to the path of the static binary, as in binary: dist/app',
        'platforms: "linux" is not a platform. Write it as linux/amd64 or linux/arm/v7.',
        'push: "maybe" is not one of auto, on-tag, true, false',
        'chunk-size: "1k" is less than 64KiB, the smallest chunk that makes sense',
        'concurrency: "lots" is not a whole number from 1 to 64',
        'timeout: "soon" is not a duration such as 90s, 2m or 1m30s',
      ].join('\n'),
    );
  });

  test('labels keep no quotes around a line, and are not folded into one line', () => {
    expect(read({ binary: 'a', labels: '"a=1, 2"\n\'b=3\'' }).request.labels).toEqual({ a: '1, 2', b: '3' });
    expect(() => read({ binary: 'a', labels: 'a.b.c=1 org.opencontainers.image.title=x' })).toThrow(
      'labels: "a.b.c=1 org.opencontainers.image.title=x" has more than one key=value; write one per line. With "labels: |" YAML keeps the lines',
    );
    expect(() => read({ binary: 'a', labels: 'a\u0007b=1' })).toThrow('has a control character');
  });

  test('a timeout is not longer than a timer can wait', () => {
    expect(read({ binary: 'a', timeout: '596h' }).request.upload.timeout).toBe(596 * 3_600_000);
    expect(() => read({ binary: 'a', timeout: '597h' })).toThrow('timeout: "597h" is longer than 596h');
  });

  test('platforms are known by the names that people use, and by no others', () => {
    const platforms = (text: string) => read({ binary: 'a', platforms: text }).request.platforms;
    expect(platforms('linux/arm64/8')).toEqual([{ os: 'linux', architecture: 'arm64' }]);
    expect(platforms('linux/arm')).toEqual([{ os: 'linux', architecture: 'arm', variant: 'v7' }]);
    expect(platforms('linux/constructor')).toEqual([{ os: 'linux', architecture: 'constructor' }]);
  });

  test.each([
    ['gzip:9', { kind: 'gzip', level: 9 }],
    ['zstd', { kind: 'zstd' }],
    ['none', { kind: 'none' }],
  ])('compression %s is understood', (text, compression) => {
    expect(read({ binary: 'a', compression: text }).request.compression).toEqual(compression);
  });

  test.each(['gzip:10', 'zstd:0', 'none:1', 'brotli', 'gzip:6:7'])('compression %s is refused', (compression) => {
    expect(() => read({ binary: 'a', compression })).toThrow('compression:');
  });
});

describe('images', () => {
  test('upper case is lowered with a notice', () => {
    const { targets, notices } = read({ binary: 'a', image: 'ghcr.io/Acme/App' });
    expect(targets).toEqual([['ghcr.io/acme/app', ['auto']]]);
    expect(notices).toEqual(['image: "ghcr.io/Acme/App" was made lower case, as registries want it: ghcr.io/acme/app']);
  });

  test.each([
    [
      'https://ghcr.io/o/app',
      ['image: "https://ghcr.io/o/app" was taken without https://, as image names are: ghcr.io/o/app'],
    ],
    [
      'docker://ghcr.io/O/app',
      [
        'image: "docker://ghcr.io/O/app" was taken without docker://, as image names are: ghcr.io/O/app',
        'image: "ghcr.io/O/app" was made lower case, as registries want it: ghcr.io/o/app',
      ],
    ],
  ])('%s loses what is no part of a name, with a notice that says so', (image, notices) => {
    expect(read({ binary: 'a', image })).toMatchObject({ targets: [['ghcr.io/o/app', ['auto']]], notices });
  });

  test('a short name is one on Docker Hub, a port belongs to the host', () => {
    const image = 'o/app\nlocalhost:5000/app, registry.example.com:5000/o/app';
    expect(read({ binary: 'a', image }).targets.map(([name]) => name)).toEqual([
      'docker.io/o/app',
      'localhost:5000/app',
      'registry.example.com:5000/o/app',
    ]);
  });

  test.each(['ghcr.io/o/app:1.0', 'ghcr.io/o/app@sha256:00', 'app:1'])(
    '%s is refused: tags have their own input',
    (image) => {
      expect(() => read({ binary: 'a', image })).toThrow(`image: "${image}" has a tag or digest`);
    },
  );

  test('full references among the tags name the images when image is not given', () => {
    const tags = 'ghcr.io/o/app:1.2.3\nghcr.io/o/app:{{major}}\ndocker.io/o/app:1.2.3\nlatest';
    expect(read({ binary: 'a', tags }).targets).toEqual([
      ['ghcr.io/o/app', ['1.2.3', '{{major}}', 'latest']],
      ['docker.io/o/app', ['1.2.3', 'latest']],
    ]);
  });

  test('a reference to a repository that image does not list is an error', () => {
    const inputs = { binary: 'a', image: 'ghcr.io/o/app', tags: 'ghcr.io/o/other:1' };
    expect(() => read(inputs)).toThrow('tags: ghcr.io/o/other:1 is in a repository that image does not list');
  });

  test('lines for docker/metadata-action keep their commas, beside lists that have some', () => {
    const tags = 'auto, nightly\ntype=semver,pattern={{version}},enable=true\nlatest,priority=900\n"type=sha,prefix="';
    expect(read({ binary: 'a', tags }).request.targets[0]?.tags).toEqual([
      { kind: 'own', text: 'auto' },
      { kind: 'own', text: 'nightly' },
      { kind: 'line', text: 'type=semver,pattern={{version}},enable=true' },
      { kind: 'line', text: 'latest,priority=900' },
      { kind: 'line', text: '"type=sha,prefix="' },
    ]);
  });

  test('a list in brackets or quotes is one entry, so that it is one error', () => {
    const tags = '[1.4.2, latest]\n"ghcr.io/o/a:1.4.2, ghcr.io/o/a:latest"';
    expect(read({ binary: 'a', tags }).targets).toEqual([['ghcr.io/acme/app', tags.split('\n')]]);
  });

  test('the tag of a reference is what stands behind its colon, whatever that is', () => {
    const tags = "localhost:5000/o/a:1.0\no/a:refs/tags/v1\nHOST/o/a:1.4.2 # rel\no/a:{{date 'HH:mm'}}";
    expect(read({ binary: 'a', tags }).targets).toEqual([
      ['localhost:5000/o/a', ['1.0']],
      ['docker.io/o/a', ['refs/tags/v1', "{{date 'HH:mm'}}"]],
      ['docker.io/host/o/a', ['1.4.2 # rel']],
    ]);
  });

  test('a reference that cannot be read is the only error, also where it would have named the image', () => {
    const elsewhere = { ...GITHUB, serverUrl: 'https://git.example.com' };
    expect(() => read({ binary: 'a', tags: 'ghcr.io/o/app' }, elsewhere)).toThrow(
      /^tags: "ghcr\.io\/o\/app" has no tag; write it as ghcr\.io\/o\/app:1\.2\.3, or as a name without slashes$/,
    );
  });

  test('a tag reference without a tag says how to write it', () => {
    expect(() => read({ binary: 'a', tags: 'ghcr.io/o/app' })).toThrow('tags: "ghcr.io/o/app" has no tag');
  });
});
