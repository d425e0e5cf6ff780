import { describe, expect, test } from '@jest/globals';
import { type ReadStage, readDockerfile } from '../../src/dockerfile/read-dockerfile.ts';
import { parsePlatform } from '../../src/oci/platform.ts';

interface Given {
  readonly target?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly platform?: string;
}

function read(text: string, { target = '', buildArgs = {}, platform = 'linux/amd64' }: Given = {}): ReadStage {
  return readDockerfile({ text, document: 'Dockerfile', target, buildArgs, platform: parsePlatform(platform) });
}

const stage = (...lines: string[]) => read(['FROM scratch', ...lines, ''].join('\n'));
const $ = (inner: string) => '$'.concat(`{${inner}}`);

describe('settings', () => {
  test.each([
    ['ENV A=1 B="x y" C=\'$A\' D=a\\ b', { A: '1', B: 'x y', C: '$A', D: 'a b' }],
    ['ENV A some  text', { A: 'some  text' }],
    ['ENV PATH=$PATH:/x', { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/x' }],
    ['ENV A=1\nENV A=2 B=$A', { A: '2', B: '1' }],
    ['ENV A=1 \\\n# comment\n\n  B=2', { A: '1', B: '2' }],
  ])('%j sets variables', (line, env) => {
    expect(stage(line).block.env).toMatchObject(env);
  });

  test.each([
    ['LABEL a="b c" "d e"=f', 'labels', { a: 'b c', 'd e': 'f' }],
    ['MAINTAINER Leo <leo@example.org>', 'labels', { 'org.opencontainers.image.authors': 'Leo <leo@example.org>' }],
    ['EXPOSE 8080 53/UDP 9000-9001', 'expose', ['8080/tcp', '53/udp', '9000/tcp', '9001/tcp']],
    ['ENV P="80 81"\nEXPOSE $P', 'expose', ['80/tcp', '81/tcp']],
    ['VOLUME /a /b', 'volumes', ['/a', '/b']],
    ['VOLUME ["/a b"]', 'volumes', ['/a b']],
    ['WORKDIR /srv\nWORKDIR a/../b', 'workdir', '/srv/b'],
    ['USER app:1001', 'runAs', 'app:1001'],
    ['', 'runAs', ''],
    ['STOPSIGNAL sigint', 'stopSignal', 'sigint'],
    ['CMD ["a", "b"]\nENTRYPOINT ["c"]', 'cmd', ['a', 'b']],
    ['ENTRYPOINT ["$A"]', 'entrypoint', ['$A']],
    [
      'HEALTHCHECK --interval=30s --start-interval=1s --retries=3 CMD ["/a", "h"]',
      'healthcheck',
      { Test: ['CMD', '/a', 'h'], Interval: 3e10, StartInterval: 1e9, Retries: 3 },
    ],
    ['HEALTHCHECK NONE', 'healthcheck', { Test: ['NONE'] }],
  ] as const)('%j gives %s', (line, key, value) => {
    expect(stage(line).block[key]).toEqual(value);
  });

  test('an ENTRYPOINT of a stage takes away the CMD that it began with', () => {
    const { block } = read('FROM scratch AS a\nCMD ["x"]\nFROM a\nENTRYPOINT ["y"]\n');
    expect(block.cmd).toBeUndefined();
  });
});

describe('arguments', () => {
  test.each([
    ['a default', 'ARG V=1\nLABEL v=$V', {}, '1'],
    ['what is given', 'ARG V=1\nLABEL v=$V', { buildArgs: { V: '2' } }, '2'],
    ['what is not declared', 'LABEL v=$V', { buildArgs: { V: '2' } }, ''],
    ['a later ENV', 'ARG V=1\nENV V=3\nLABEL v=$V', {}, '3'],
    [
      'the platform',
      'ARG TARGETPLATFORM TARGETARCH TARGETVARIANT\nLABEL v=$TARGETPLATFORM,$TARGETARCH,$TARGETVARIANT',
      { platform: 'linux/arm/v7' },
      'linux/arm/v7,arm,v7',
    ],
    ['a default of one that the build gives', 'ARG TARGETARCH=x\nLABEL v=$TARGETARCH', {}, 'x'],
  ])('%s', (_, lines, given, value) => {
    expect(read(`FROM scratch\n${lines}\n`, given).block.labels).toEqual({ v: value });
  });

  test('from before the first FROM are there where a stage names them', () => {
    const text = 'ARG BASE=scratch\nARG V=1\nFROM $BASE\nLABEL a=$V\nARG V\nLABEL b=$V\n';
    expect(read(text).block.labels).toEqual({ a: '', b: '1' });
  });

  test('that nothing declares are told', () => {
    expect(read('FROM scratch\n', { buildArgs: { NOPE: '1' } }).notices).toEqual([
      expect.stringContaining('"NOPE" is not used'),
    ]);
  });
});

describe('variables', () => {
  const cases: readonly (readonly [string, string])[] = [
    [$('V:-x'), '1.2.3'],
    [$('E:-x'), 'x'],
    [$('E-x'), ''],
    [$('N-x'), 'x'],
    [$('V:+x'), 'x'],
    [$('E:+x'), ''],
    [$('E+x'), 'x'],
    [$(`N:-${$('V')}`), '1.2.3'],
    [$('V#*.'), '2.3'],
    [$('V##*.'), '3'],
    [$('V%.*'), '1.2'],
    [$('V%%.*'), '1'],
    [$('V/./-'), '1-2.3'],
    [$('V//./-'), '1-2-3'],
    [$('V:?needed'), '1.2.3'],
    ['$V-$', '1.2.3-$'],
    ['\\$V', '$V'],
    ['"a\\"$V"', 'a"1.2.3'],
  ];
  test.each(cases)('%s is %s', (text, value) => {
    expect(stage('ARG V=1.2.3', 'ARG E=', `LABEL v=${text}`).block.labels).toEqual({ v: value });
  });
});

describe('files', () => {
  const copy = (line: string, ...before: string[]) => stage(...before, line).steps.at(-1);

  test.each([
    ['COPY a b /c/', { sources: ['a', 'b'], dst: '/c/', from: { kind: 'context' } }],
    ['COPY ["a b", "/c"]', { sources: ['a b'], dst: '/c' }],
    [
      'COPY --from=build --chown=1:2 --chmod=0640 --link /a /c',
      { owner: '1:2', chmod: { mode: 0o640 }, from: { kind: 'mapped', name: 'build', names: ['build'] } },
    ],
    ['COPY --exclude=*.md --exclude=b --parents a /c/', { exclude: ['*.md', 'b'], parents: true }],
    ['ADD a.tar /', { unpack: true, dst: '/' }],
    ['ADD --unpack=false a.tar /', { unpack: false }],
    ['COPY a .', { dst: '/srv/' }],
    ['COPY a b', { dst: '/srv/b' }],
    ['COPY a ../', { dst: '/' }],
    ['COPY "$X" /c', { sources: ['y'] }],
  ])('%j', (line, step) => {
    expect(copy(line, 'ENV X=y', 'WORKDIR /srv')).toMatchObject(step);
  });

  test('here-documents are files, with variables unless their word is in quotes', () => {
    const { steps } = stage('ENV A=1', 'COPY <<one <<-"two" /etc/', 'a=$A \\$A "q"', 'one', '\t$A', '\ttwo', 'USER 5');
    expect(steps).toMatchObject([
      { type: 'text', name: 'one', content: 'a=1 $A "q"\n', dst: '/etc/' },
      { type: 'text', name: 'two', content: '$A\n' },
    ]);
  });

  test('a stage of the file is known by its name and number, one that begins with scratch with all that it does', () => {
    const text =
      'FROM golang AS Build\nFROM scratch AS mid\nCOPY a /a\nFROM scratch\nCOPY --from=build /x /x\nCOPY --from=1 /a /b\n';
    expect(read(text).steps).toMatchObject([
      { from: { kind: 'mapped', names: ['build', '0'] } },
      { from: { kind: 'scratch', names: ['mid', '1'], steps: [{ dst: '/a' }] } },
    ]);
  });

  test('WORKDIR makes its directory, for the user of that moment', () => {
    expect(stage('WORKDIR /a', 'USER 5', 'WORKDIR b').steps).toMatchObject([
      { path: '/a' },
      { path: '/a/b', owner: '5' },
    ]);
  });

  test('RUN is carried out where its meaning is plain, and said', () => {
    const { steps, notices } = stage(
      'RUN mkdir -p -m 0750 /data /x && ln -s /app /bin/tool',
      'RUN ["/app", "--version"]',
    );
    expect(steps).toMatchObject([
      { type: 'directory', path: '/data', mode: 0o750 },
      { type: 'directory', path: '/x' },
      { type: 'symlink', path: '/bin/tool', target: '/app' },
    ]);
    expect(notices).toHaveLength(3);
  });

  test('users that another stage makes with a number are known', () => {
    const text =
      'FROM alpine AS b\nRUN addgroup -g 5 g && adduser -D -H -u 10001 -g "" app && useradd --uid=7 --gid 8 other\nFROM scratch\n';
    expect(read(text).createdUsers).toMatchObject([
      { name: 'app', uid: 10_001, gid: 10_001 },
      { name: 'other', uid: 7, gid: 8 },
    ]);
  });

  // https://chemidy.medium.com/create-the-smallest-and-secured-golang-docker-image-based-on-scratch-4752223b7324
  test('users that another stage makes with numbers and names from its ENV and ARG are known', () => {
    const lines = [
      'ARG NAME=other',
      'FROM golang AS b',
      'ENV USER=appuser UID=10001',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of a shell
      'RUN adduser --disabled-password --gecos "" --shell "/sbin/nologin" --uid "${UID}" "${USER}"',
      'ARG NAME',
      'ARG ID=8',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of a shell
      'RUN useradd -u $ID ${NAME} && adduser -u ${MISSING} none && adduser -u $((1+1)) sum',
      'FROM scratch',
    ];
    expect(read(`${lines.join('\n')}\n`, { buildArgs: { ID: '9' } }).createdUsers).toMatchObject([
      { name: 'appuser', uid: 10_001, gid: 10_001 },
      { name: 'other', uid: 9, gid: 9 },
    ]);
  });

  test('target chooses a stage by its name or number', () => {
    const text = 'FROM scratch AS one\nLABEL a=1\nFROM golang AS two\n';
    expect(read(text, { target: 'ONE' }).block.labels).toEqual({ a: '1' });
    expect(read(text, { target: '0' }).block.labels).toEqual({ a: '1' });
  });
});

describe('what cannot be', () => {
  test.each([
    ['FROM alpine:3\n', '1:1: FROM: the final stage begins with the image "alpine:3"'],
    ['', '1:1: there is no FROM'],
    ['COPY a b\nFROM scratch\n', '1:1: COPY: stands before the first FROM'],
    ['FROM scratch\nCOPPY a b\n', '2:1: "COPPY" is not an instruction; did you mean "COPY"?'],
    ['FROM scratch\nRUN apk add x\n', '2:1: RUN: nothing is run here'],
    [
      'FROM scratch\nENTRYPOINT /app serve\n',
      '2:12: ENTRYPOINT: a text is run by a shell, and there is no shell in a scratch image; write ENTRYPOINT ["/app", "serve"]',
    ],
    ['FROM scratch\nCMD /app\n', '2:5: CMD: a text is run by a shell'],
    ['FROM scratch\nCMD /app "a b" -x\n', '; write CMD ["/app", "a b", "-x"]'],
    ['FROM scratch\nCMD /app $PORT\n', '; write its words as a list in double quotes, as in CMD ["/app", "serve"]'],
    ["FROM scratch\nCMD ['/app']\n", '; write its words as a list in double quotes, as in CMD ["/app", "serve"]'],
    [
      'FROM scratch\nHEALTHCHECK --interval=3s CMD /app health\n',
      'write HEALTHCHECK --interval=3s CMD ["/app", "health"]',
    ],
    ['FROM scratch\nHEALTHCHECK --retries=x CMD ["a"]\n', '2:13: HEALTHCHECK --retries: "x" is not a whole number'],
    [
      'FROM scratch\nADD https://example.org/x.bin /x\n',
      '2:5: ADD: a URL is not fetched here; download it in a step before, check its digest there, and write COPY x.bin instead',
    ],
    ['FROM scratch\nADD https://github.com/a/b.git /x\n', 'a repository is not fetched here'],
    ['FROM scratch\nONBUILD COPY a b\n', '2:1: ONBUILD: is for images that others build upon'],
    [
      'FROM scratch\nCOPY a b /c\n',
      '2:10: COPY: several sources go into a directory, so that a slash must end it: /c/',
    ],
    ['FROM scratch\nCOPY --form=x a /c\n', '2:6: COPY: "--form" is not known'],
    ['FROM scratch\nCOPY --chmod=9 a /c\n', '--chmod=9 is not a valid mode'],
    ['FROM scratch\nCOPY a\n', '2:1: COPY: needs what to copy and where to'],
    ['FROM scratch\nCOPY <<EOF /x\nhi\n', '2:1: COPY: the here-document "EOF" has no end'],
    ['FROM scratch\nCOPY $NOPE /x\n', '2:6: COPY: an empty source; is a variable not set?'],
    ['FROM scratch\nENV A=1 \\\n  B="x\n', '3:5: ENV: ""x" cannot be read: a closing " is missing'],
    ['FROM scratch\nENV A=1 B\n', '2:9: ENV: "B" has no "="'],
    [`FROM scratch\nLABEL a="${$('N:?set it')}"\n`, 'N: set it'],
    ['FROM scratch\nEXPOSE 8080:80\n', '2:8: EXPOSE: "8080:80" is not a port'],
    ['FROM scratch\nSTOPSIGNAL SIGTREM\n', '2:1: STOPSIGNAL: "SIGTREM" is not a signal; did you mean "SIGTERM"?'],
    ['FROM scratch\nWORKDIR\n', '2:1: WORKDIR: nothing stands after it'],
    ['# escape=x\nFROM scratch\n', '1:1: escape: "x" is not an escape character'],
    ['FROM $NOPE\n', '1:1: FROM: "$NOPE" comes to nothing'],
    ['FROM scratch AS\n', 'write FROM scratch AS final'],
  ])('%j: %s', (text, said) => {
    expect(() => read(text)).toThrow(said);
  });

  test('a target that is no stage', () => {
    expect(() => read('FROM scratch AS final\n', { target: 'finl' })).toThrow(
      'target: no stage is called "finl"; did you mean "final"?',
    );
  });

  test('is told together', () => {
    expect(() => read('FROM scratch\nRUN x\nCMD x\n')).toThrow(/2:1[\s\S]*3:5/);
  });
});
