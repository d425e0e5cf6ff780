import { expect, test } from '@jest/globals';
import { freeMemory } from '../src/free-memory.ts';

test('memory that belongs to these bytes alone is given back', () => {
  const bytes = new Uint8Array(1024);
  freeMemory(bytes);
  expect(bytes.byteLength).toBe(0);
  expect(() => freeMemory(bytes)).not.toThrow();
});

test('memory that others use stays', () => {
  const whole = new Uint8Array(1024).fill(7);
  freeMemory(whole.subarray(0, 512));
  expect(whole.at(-1)).toBe(7);
  const shared = new Uint8Array(new SharedArrayBuffer(16));
  freeMemory(shared);
  expect(shared).toHaveLength(16);
});
