import { CONFIG_KEYS, readConfigBlock } from '../../src/config/read-config-block.ts';
import { ProblemsError } from '../../src/errors.ts';
import { runtimeConfig } from '../../src/image/runtime-config.ts';
import { mutateText } from './mutate-text.ts';
import { seeded } from './seeded.ts';

const SEEDS = [
  'path: /app\nentrypoint: [/app]\ncmd: [serve]\nuser: 65532:65532\nworkdir: /srv\n',
  'env: { TZ: UTC, V: 1.10 }\nexpose: [8080, 53/udp]\nvolumes: [/data]\nlabels: [a=b]\n',
  'annotations: &all { "index:a": b }\nlabels: *all\nstop-signal: SIGRTMIN+3\n',
  'healthcheck: { test: [CMD, /app], interval: 30s,\n  timeout: 1m30s, start-period: 500ms, retries: 3 }\n',
  'users:\n  - { name: app, uid: 1001 }\nuser: app\nkit: true\ntmp: true\nnsswitch: auto\n',
  'ca-certificates: [public, corp.pem]\ntime-zones:\n  - Europe/Zurich\n',
  'files:\n  - src: "plugins/{{arch}}/x.so"\n    dst: /plugins/\n    mode: 0644\n    owner: "1:1"\n',
  'files: [{ dst: /etc/motd, content: "hi\\n" }, { dst: /d, type: directory }]\n',
  '{"files": [{"dst": "/l", "type": "symlink", "target": "/app"}], "kit": false}\n',
  'env:\n  TEXT: |\n    one\n    two\n  FOLDED: >-\n    three\n\n    four\n',
];

const PIECES = [
  ...CONFIG_KEYS.map((key) => `${key}: `),
  ...[
    '\n',
    '\n  ',
    '\t',
    ': ',
    '- ',
    '? ',
    ', ',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '|',
    '>',
    '&a ',
    '*a',
    '<<: *a',
    '!!int ',
  ],
  ...['#', '---\n', '...\n', '%YAML 1.1\n', '\0', '\r', '\u2028', '\ufeff', '\ud800', '😀', '\\', '\\x00', '\\ud800'],
  ...[
    'null',
    '~',
    'true',
    'auto',
    '0',
    '-1',
    '1e309',
    '99999999999',
    '..',
    '//',
    '/',
    '%',
    '@',
    '`',
    '::error::',
    '__proto__: ',
  ],
  'x'.repeat(300),
  '['.repeat(50),
  '- '.repeat(50),
];

/** A sentence of the problems: where, and what. */
const SENTENCE = /^(?:config:[1-9]\d*:[1-9]\d*: \S|and \d+ more$)/;

/** Reads a text; fails where that ends in anything but a block or problems in the right form. */
export function readHostile(text: string): 'taken' | 'refused' {
  try {
    const block = readConfigBlock(text, 'config');
    JSON.stringify(runtimeConfig(block, '/app', block.labels));
    return 'taken';
  } catch (error) {
    if (!(error instanceof ProblemsError) || error.code !== 'config') throw error;
    const odd = error.problems.find((problem) => !SENTENCE.test(problem) || /\p{Cc}|^::|##\[/u.test(problem));
    if (odd !== undefined || error.problems.length === 0) throw new Error(`odd problem: ${JSON.stringify(odd)}`);
    return 'refused';
  }
}

/** Reads so many mutated config blocks and counts how they end. */
export function sweepConfigBlocks(rounds: number, seed: number): { readonly taken: number; readonly refused: number } {
  const random = seeded(seed);
  const counts = { taken: 0, refused: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const text = mutateText(SEEDS[round % SEEDS.length] ?? '', PIECES, random);
    try {
      counts[readHostile(text)] += 1;
    } catch (error) {
      throw new Error(`round ${round}: ${JSON.stringify(text)}`, { cause: error });
    }
  }
  return counts;
}
