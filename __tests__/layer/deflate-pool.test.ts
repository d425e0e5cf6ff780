import { describe, expect, test } from '@jest/globals';
import type { Block, DeflatedBlock } from '../../src/layer/block.ts';
import { DeflatePool } from '../../src/layer/deflate-pool.ts';
import { type EncoderThread, ThreadDied } from '../../src/layer/encoder-thread.ts';

const BLOCK: Block = { pieces: [], dictionary: 0, length: 0, last: true };
const DONE: DeflatedBlock = { bytes: new Uint8Array(), crc: 0 };
const { signal } = new AbortController();

function thread(deflate: (block: Block) => Promise<DeflatedBlock>, capacity = 1): EncoderThread {
  return { capacity, deflate, close: async () => {} };
}

const numbered = (length: number): Block => ({ ...BLOCK, length });

describe('the pool', () => {
  test('never gives a thread more than it takes', async () => {
    let [busy, most] = [0, 0];
    const pool = new DeflatePool();
    pool.add(
      thread(async () => {
        most = Math.max(most, ++busy);
        await new Promise((resolve) => setImmediate(resolve));
        busy--;
        return DONE;
      }, 2),
    );
    await Promise.all(Array.from({ length: 9 }, () => pool.deflate(BLOCK, 0, signal)));
    expect(most).toBe(2);
  });

  test('serves the first layer first, and each layer in order', async () => {
    const order: number[] = [];
    const pool = new DeflatePool();
    const results = [20, 10, 21, 11, 30].map((length) =>
      pool.deflate(numbered(length), Math.floor(length / 10), signal),
    );
    pool.add(
      thread(async ({ length }) => {
        order.push(length);
        return DONE;
      }),
    );
    await Promise.all(results);
    expect(order).toEqual([10, 11, 20, 21, 30]);
  });

  test('gives the blocks of a lost thread to another one', async () => {
    const pool = new DeflatePool();
    pool.add(thread(async () => DONE));
    pool.add(thread(() => Promise.reject(new ThreadDied('gone')), 3));
    const results = await Promise.all(Array.from({ length: 5 }, () => pool.deflate(BLOCK, 0, signal)));
    expect(results).toEqual([DONE, DONE, DONE, DONE, DONE]);
  });

  test('tells of a block that fails, and goes on', async () => {
    const pool = new DeflatePool();
    pool.add(thread(({ length }) => (length === 1 ? Promise.reject(new Error('bad block')) : Promise.resolve(DONE))));
    const results = [1, 2].map((length) => pool.deflate(numbered(length), 0, signal));
    await expect(results[0]).rejects.toThrow('bad block');
    await expect(results[1]).resolves.toBe(DONE);
  });

  test('drops what is not wanted any more', async () => {
    const controller = new AbortController();
    const pool = new DeflatePool();
    const unwanted = pool.deflate(BLOCK, 0, controller.signal);
    controller.abort(new Error('not wanted'));
    pool.add(thread(() => Promise.reject(new Error('was compressed all the same'))));
    await expect(unwanted).rejects.toThrow('not wanted');
  });

  test('rejects what waits when it is closed', async () => {
    const pool = new DeflatePool();
    const waiting = pool.deflate(BLOCK, 0, signal);
    await pool.close();
    await expect(waiting).rejects.toThrow('closed');
  });
});
