import { readDockerfile } from '../../src/dockerfile/read-dockerfile.ts';
import { ProblemsError } from '../../src/errors.ts';
import { runtimeConfig } from '../../src/image/runtime-config.ts';
import { mutateText } from './mutate-text.ts';
import { seeded } from './seeded.ts';

/** A `$[` stands for the dollar and brace that JavaScript would take for its own. */
const SEEDS = [
  '# syntax=docker/dockerfile:1\nARG V=1\nFROM golang:$V AS build\nRUN go build\nFROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
  '# escape=`\nFROM scratch AS a\nENV A=1 `\n  B="x $A" `\n# comment\n  C=\'y\'\nLABEL a="$[A:-x]" b=$[B:+y] c=$[A#1] d=$[B/x/y] e=$[B%%*x]\n',
  'FROM scratch\nARG TARGETARCH\nCOPY --chown=1:1 --chmod=u+x,go=rX --exclude=*.md --parents ["a/./b", "/c/"]\nADD x.$TARGETARCH /x\n',
  'FROM scratch\nCOPY <<EOF <<-"E2" /etc/\nhello $A\nEOF\n\ttext\n\tE2\nCOPY <<a /b\na\n',
  'FROM scratch AS one\nWORKDIR rel\nUSER 1:1\nFROM one\nEXPOSE 80 53/udp 1-5/tcp\nVOLUME ["/d"] \nVOLUME /a /b\nSTOPSIGNAL SIGINT\nCOPY --from=one / /\n',
  'FROM scratch\nHEALTHCHECK --interval=1m30s --retries=3 CMD ["/app", "h"]\nHEALTHCHECK NONE\nRUN mkdir -p -m 0750 /x && ln -s /a /b\nRUN ["/app", "--version"]\n',
  'FROM scratch\nMAINTAINER x\nONBUILD COPY a b\nSHELL ["/bin/sh"]\nCMD ["a"]\nENTRYPOINT /app $X\nENV K some text\n',
  'FROM alpine AS b\nRUN adduser -D -u 10001 -g "" app && useradd --uid=5 other\nFROM scratch\nCOPY --from=b /etc/passwd /etc/\nUSER app\n',
].map((text) => text.replace(/\$\[([^\]]*)\]/g, (_, inner) => '$'.concat(`{${inner}}`)));

const PIECES = [
  ...[
    'FROM scratch\n',
    'FROM ',
    ' AS x',
    'COPY ',
    'ADD ',
    'ENV ',
    'ARG A=',
    'LABEL ',
    'RUN ',
    'USER ',
    'WORKDIR ',
    'CMD ',
    'ENTRYPOINT ',
    'HEALTHCHECK ',
  ],
  ...[
    '--from=',
    '--from=0 ',
    '--chown=',
    '--chmod=',
    '--parents ',
    '--exclude=',
    '--',
    '<<EOF',
    '<<-',
    'EOF\n',
    '\nEOF',
  ],
  ...[
    '\n',
    '\r\n',
    '\\\n',
    '`\n',
    ' ',
    '\t',
    '#',
    '# escape=`\n',
    '# escape=x\n',
    '"',
    "'",
    '\\',
    '$',
    '${',
    '}',
    '${A',
    '${A:-',
    '${A/',
    '${A#*',
    ':?',
    ':',
    '=',
  ],
  ...[
    '[',
    ']',
    '["',
    '",',
    '{',
    '*',
    '?',
    '**',
    '/../',
    '..',
    '/',
    '//',
    '.',
    './',
    '\0',
    '\ufeff',
    '\u2028',
    '\ud800',
    '😀',
    '::error::',
    '__proto__',
  ],
  `${'ENV A=$A$A$A$A\n'.repeat(30)}`,
  '$'.concat('{A:-').repeat(60),
  '*a'.repeat(60),
  '['.repeat(60),
  'x'.repeat(300),
];

/** A sentence of the problems: where, and what. */
const SENTENCE = /^(?:Dockerfile:[1-9]\d*:[1-9]\d*: \S|and \d+ more$)/;

/** Reads a text; fails where that ends in anything but a stage or problems in the right form. */
export function readHostileDockerfile(text: string): 'taken' | 'refused' {
  try {
    const platform = { os: 'linux', architecture: 'amd64' };
    const { block, notices } = readDockerfile({
      text,
      document: 'Dockerfile',
      target: '',
      buildArgs: { A: '1' },
      platform,
    });
    JSON.stringify([runtimeConfig(block, undefined, block.labels), notices]);
    return 'taken';
  } catch (error) {
    if (!(error instanceof ProblemsError) || error.code !== 'config') throw error;
    const odd = error.problems.find((problem) => !SENTENCE.test(problem) || /\p{Cc}|^::|##\[/u.test(problem));
    if (odd !== undefined || error.problems.length === 0) throw new Error(`odd problem: ${JSON.stringify(odd)}`);
    return 'refused';
  }
}

/** Reads so many mutated Dockerfiles and counts how they end. */
export function sweepDockerfiles(rounds: number, seed: number): { readonly taken: number; readonly refused: number } {
  const random = seeded(seed);
  const counts = { taken: 0, refused: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const text = mutateText(SEEDS[round % SEEDS.length] ?? '', PIECES, random);
    try {
      counts[readHostileDockerfile(text)] += 1;
    } catch (error) {
      throw new Error(`round ${round}: ${JSON.stringify(text)}`, { cause: error });
    }
  }
  return counts;
}
