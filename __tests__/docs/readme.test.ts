import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const README = read('README.md');
const { version } = JSON.parse(read('package.json')) as { version: string };
const assets = JSON.parse(read('assets/assets.json')) as Record<string, { version: string }>;

const PAGES = ['docs', 'examples']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((name) => /\.(md|yml)$/.test(name))
  .concat('README.md');

describe('what people copy', () => {
  test.each(PAGES)('in %s names a version that there is, and builds Go programs reproducibly', (page) => {
    const text = read(page);
    const pins = [...text.matchAll(/OWNER\/from-scratch@(\S+?)[`\s]/g)].map(([, pin = '']) => pin);
    const known = [`v${version}`, `v${version.split('.')[0]}`, '<SHA>'];
    expect(pins.filter((pin) => !known.includes(pin))).toEqual([]);
    const builds = [...text.matchAll(/CGO_ENABLED=0[^\n`]* go build [^\n`]*/g)].map(([line]) => line);
    expect(builds.filter((line) => !line.includes('-trimpath'))).toEqual([]);
  });
});

describe('README.md', () => {
  test('names the version of this project', () => {
    expect(README).toContain(`The current version is ${version}:`);
  });

  test('names the packages that certificates and time zones are from', () => {
    expect(README).toContain(`\`ca-certificates\` ${assets['ca-certificates']?.version}`);
    expect(README).toContain(`\`tzdata\` ${assets['zoneinfo']?.version.split('-')[0]}`);
  });

  test('says of speed what was measured', () => {
    const [ours, crane] = measured('New content, registry on loopback', 'crane');
    const [, docker] = measured('New content, registry on loopback', 'docker build + push');
    expect(README).toContain(`pushed in ${ours} s on two threads: ${(1 / crane).toFixed(1)} times as fast as crane`);
    expect((1 / docker).toFixed(0)).toBe('6');
    expect(README).toContain('six times as fast as `docker build`');
  });
});

/** Seconds of from-scratch, and what part of a peer's seconds they are. */
function measured(scenario: string, peer: string): [seconds: string, ratio: number] {
  const table = read('docs/benchmarks.md').split('## Plain HTTP on loopback')[1] ?? '';
  const cells = (begin: string) => {
    const line = table.split('\n').find((text) => text.startsWith(`| ${begin}`)) ?? '';
    return line.split('|').map((cell) => cell.trim());
  };
  const titles = cells('seconds');
  const row = cells(scenario);
  const seconds = row[titles.indexOf('from-scratch')]?.replaceAll('*', '') ?? '';
  const ratio = /\(([\d.]+)\)/.exec(row[titles.findIndex((title) => title.startsWith(peer))] ?? '')?.[1];
  return [seconds, Number(ratio)];
}
