import { readFile } from 'node:fs/promises';
import { afterAll, expect, test } from '@jest/globals';
import { inspectMutants } from '../support/inspect-mutants.ts';
import { buildC, buildGo, buildRust } from './support/build.ts';
import { HELLO_C, HELLO_GO, HELLO_RUST } from './support/programs.ts';
import { removeTemporaryFolders } from './support/temporary-folder.ts';

afterAll(removeTemporaryFolders);

const BARE = ['-nostdlib', '-s', '-Wl,-e,main'];
const ENDLESS_C = 'int main(void) { for (;;) {} }\n';

/** The last few of large files are mutated as often as all others together, so they come in small numbers. */
async function programs(): Promise<{ small: Buffer[]; large: Buffer[] }> {
  const small = [
    buildC(ENDLESS_C, ['-static', ...BARE]),
    buildC(ENDLESS_C, ['-static-pie', ...BARE]),
    buildC(HELLO_C, ['-static', '-s'], 'musl-gcc'),
    buildC(HELLO_C, []),
    buildC('int f(void) { return 1; }\n', ['-shared', '-fPIC']),
    buildC(HELLO_C, ['-c']),
  ];
  const large = [
    buildGo(HELLO_GO, { flags: ['-ldflags=-s -w'] }),
    buildC(HELLO_C),
    buildRust(HELLO_RUST, ['-C', 'strip=symbols']),
  ];
  const read = async (paths: Promise<string>[]) => Promise.all(paths.map(async (path) => readFile(await path)));
  return { small: await read(small), large: await read(large) };
}

test('100,000 mutants of real programs end in a value or a typed error, after few reads of bounded size', async () => {
  const { small, large } = await programs();
  const outcomes = [await inspectMutants(small, 95_000), await inspectMutants(large, 5_000)];
  for (const outcome of outcomes) {
    expect(outcome.taken).toBeGreaterThan(500);
    expect(outcome.refused).toBeGreaterThan(500);
    expect(outcome.mostReads).toBeLessThan(400);
  }
  const largest = Math.max(...large.map(({ length }) => length));
  expect(Math.max(...outcomes.map(({ mostBytes }) => mostBytes))).toBeLessThan(4 * largest);
}, 900_000);
