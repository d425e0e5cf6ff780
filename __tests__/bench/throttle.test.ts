import { expect, test } from '@jest/globals';
import { throttle } from '../../bench/throttle.ts';

async function* bytes(total: number) {
  for (let left = total; left > 0; left -= 65_536) yield Buffer.alloc(Math.min(left, 65_536));
}

async function flow(chunks: AsyncIterable<Buffer>): Promise<number> {
  let length = 0;
  for await (const chunk of chunks) length += chunk.length;
  return length;
}

test('a wire lets everything through, and not faster than it may', async () => {
  const wire = throttle(1_000_000);
  const started = performance.now();
  expect(await flow(wire(bytes(300_000)))).toBe(300_000);
  expect(performance.now() - started).toBeGreaterThan(240);
});

test('two flows share one wire', async () => {
  const wire = throttle(1_000_000);
  const started = performance.now();
  await Promise.all([flow(wire(bytes(150_000))), flow(wire(bytes(150_000)))]);
  expect(performance.now() - started).toBeGreaterThan(240);
});

test('a wire without a limit is passed at once', async () => {
  expect(await flow(throttle(0)(bytes(1_000_000)))).toBe(1_000_000);
});
