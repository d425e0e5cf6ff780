import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MemoryBudget } from '../../src/layer/memory-budget.ts';
import { ReplayableBuffer } from '../../src/layer/replayable-buffer.ts';
import { collect } from '../support/tar-images.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'growing-'));
});

afterEach(() => rm(folder, { recursive: true }));

const growing = (budget = 1000) => new ReplayableBuffer(new MemoryBudget(budget), folder);

describe('growing bytes', () => {
  test('give a reader what is there, and the rest when it comes', async () => {
    const bytes = growing();
    await bytes.append(Buffer.from('first '));
    const reader = bytes.read(2);
    expect((await reader.next()).value?.toString()).toBe('rst ');
    const waiting = reader.next();
    await bytes.append(Buffer.from('second'));
    expect((await waiting).value?.toString()).toBe('second');
    bytes.finish();
    expect((await reader.next()).done).toBe(true);
  });

  test('give pieces as they are, without a copy', async () => {
    const bytes = growing();
    const piece = Buffer.from('piece');
    await bytes.append(piece);
    expect((await bytes.read(1).next()).value?.buffer).toBe(piece.buffer);
  });

  test('that do not fit into the budget lie in a file without a name, which stays behind nowhere', async () => {
    const bytes = growing(6);
    for (const word of ['memory', 'disk', '', 'disk again']) await bytes.append(Buffer.from(word));
    bytes.finish();
    expect(await readdir(folder)).toEqual([]);
    for (const offset of [0, 5, 6, 7, 10, 19, 20, 21]) {
      expect((await collect(bytes.read(offset))).toString()).toBe('memorydiskdisk again'.slice(offset));
    }
    await bytes.clear();
    expect(await readdir(folder)).toEqual([]);
  });

  test('free what went to disk at once, unless a reader got it from memory', async () => {
    const bytes = growing(0);
    const [alone, pooled] = [new Uint8Array(8), new Uint8Array(8).subarray(0, 4)];
    await bytes.append(alone);
    await bytes.append(pooled);
    const lent = Uint8Array.of(1, 2, 3);
    const reader = bytes.read(12);
    const got = reader.next();
    await bytes.append(lent);
    expect([(await got).value, lent.length, pooled.length]).toEqual([Uint8Array.of(1, 2, 3), 3, 4]);
    expect(alone.length).toBe('transfer' in ArrayBuffer.prototype ? 0 : 8);
    bytes.finish();
    expect(await collect(bytes.read(0))).toHaveLength(15);
    await bytes.clear();
  });

  test('give their memory back', async () => {
    const budget = new MemoryBudget(10);
    const bytes = new ReplayableBuffer(budget, folder);
    await bytes.append(Buffer.alloc(10));
    expect(budget.take(1)).toBe(false);
    await bytes.clear();
    expect(budget.take(10)).toBe(true);
  });

  test('that fail tell every reader, also one that comes later', async () => {
    const bytes = growing();
    const waiting = collect(bytes.read(0));
    bytes.fail(new Error('no more'));
    await expect(waiting).rejects.toThrow('no more');
    await expect(collect(bytes.read(0))).rejects.toThrow('no more');
  });

  test('let a reader go that is aborted while it waits', async () => {
    const controller = new AbortController();
    const waiting = collect(growing().read(0, controller.signal));
    controller.abort(new Error('stop'));
    await expect(waiting).rejects.toThrow('stop');
  });
});
