import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { documentBlob } from '../../../src/publish/delivery/image-delivery.ts';
import { Progress } from '../../../src/registry/client/progress.ts';

/** A blob of so many bytes, of which nothing is sent. */
function blobOf(size: number) {
  const digest = `sha256:${'0'.repeat(64)}` as const;
  return documentBlob('layer', { bytes: Buffer.alloc(size), descriptor: { mediaType: 'a/b', digest, size } });
}

/** Its lines, and the clock that it reads. */
function watched({ silence }: { silence: number }) {
  const lines: string[] = [];
  const time = { now: 0 };
  const clock = { now: () => time.now, sleep: async () => {} };
  const ignore = () => {};
  const log = {
    ...{ debug: ignore, notice: ignore, warning: ignore, secret: ignore },
    info: (line: string) => void lines.push(line),
    group: <T>(_title: string, work: () => Promise<T>) => work(),
  };
  return { lines, time, progress: new Progress('ghcr.io', clock, log, silence) };
}

const NEVER = 3_600_000;

describe('how far the uploads to a registry are', () => {
  test('is told every five seconds, with the bytes of each second since the last line', () => {
    const { lines, time, progress } = watched({ silence: NEVER });
    const blob = blobOf(20_000_000);
    progress.begin(blob);
    time.now = 4000;
    progress.at(blob, 4_000_000, 4_000_000);
    time.now = 5000;
    progress.at(blob, 6_000_000, 2_000_000);
    time.now = 10_000;
    progress.at(blob, 16_000_000, 10_000_000);
    progress.end(blob);
    expect(lines).toEqual([
      'Uploading to ghcr.io: 6.0 MB of 20.0 MB, 1.2 MB/s',
      'Uploading to ghcr.io: 16.0 MB of 20.0 MB, 2.0 MB/s',
    ]);
  });

  test('is told when nothing moves, and more rarely the longer that lasts', async () => {
    const { lines, time, progress } = watched({ silence: 20 });
    const blob = blobOf(2_000_000);
    progress.begin(blob);
    progress.at(blob, 1_000_000, 1_000_000);
    time.now = 15_000;
    await until(() => lines.length === 1);
    time.now = 45_000;
    await until(() => lines.length === 2);
    progress.end(blob);
    expect(lines).toEqual([
      'Uploading to ghcr.io: 1.0 MB of 2.0 MB, nothing has moved for 15.0 s',
      'Uploading to ghcr.io: 1.0 MB of 2.0 MB, nothing has moved for 45.0 s',
    ]);
  });

  test('says of a registry that thinks for long that it has everything', async () => {
    const { lines, time, progress } = watched({ silence: 20 });
    const blob = blobOf(2_000_000);
    progress.begin(blob);
    progress.at(blob, 2_000_000, 2_000_000);
    time.now = 90_000;
    await until(() => lines.length === 1);
    progress.end(blob);
    expect(lines).toEqual([
      'Uploading to ghcr.io: all of 2.0 MB is sent, no answer yet, nothing has moved for 1 min 30 s',
    ]);
  });

  test('is told no more once they have ended, though a body may still be running out', async () => {
    const { lines, progress } = watched({ silence: 20 });
    const blob = blobOf(1000);
    progress.begin(blob);
    progress.end(blob);
    progress.at(blob, 500, 500);
    await delay(60);
    expect(lines).toEqual([]);
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await delay(5);
}
