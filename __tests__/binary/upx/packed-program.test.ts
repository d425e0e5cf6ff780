import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ElfFile } from '../../../src/binary/elf/elf-file.ts';
import { type PackedProgram, readPacked } from '../../../src/binary/upx/packed-program.ts';
import { ActionError } from '../../../src/errors.ts';
import { bytesSource } from '../../../src/files/bytes-source.ts';
import { buildElf } from '../../support/elf-builder.ts';
import { inspectBytes, refusalOf } from '../../support/inspect-bytes.ts';
import { packedElf } from '../../support/packed-elf.ts';
import { seeded } from '../../support/seeded.ts';

interface Head {
  readonly method: string;
  readonly what: string;
  readonly type: number;
  readonly interpreter: string | null;
  /** Base64 of the first bytes of a file that UPX 4.2.2 wrote. */
  readonly head: string;
}

const HEADS: readonly Head[] = JSON.parse(readFileSync(join(import.meta.dirname, 'heads.json'), 'utf8'));

async function packed(bytes: Buffer): Promise<PackedProgram | undefined> {
  return readPacked(await ElfFile.open(bytesSource('app', bytes), bytes.subarray(0, 4096)));
}

describe('a program that UPX has packed', () => {
  test.each(HEADS.map((head) => [head.method, head.what, head] as const))(
    'shows its own headers: %s, %s',
    async (_method, _what, { head, type, interpreter }) => {
      const program = await packed(Buffer.from(head, 'base64'));
      expect(program?.header.type).toBe(type);
      expect(program?.interpreter).toBe(interpreter ?? undefined);
    },
  );

  test('is refused where it needs a loader, as the program itself would be', async () => {
    const original = buildElf({ interpreter: '/lib64/ld-linux-x86-64.so.2' });
    expect((await refusalOf(packedElf(original))).message).toContain('is dynamically linked: it needs the interpreter');
  });

  test('is told how each toolchain links statically where it needs a loader, as nothing in it says who built it', async () => {
    const { hint } = await refusalOf(packedElf(buildElf({ interpreter: '/lib64/ld-linux-x86-64.so.2' })));
    expect(hint).toMatch(/^Link it statically before it is packed: Go `CGO_ENABLED=0 go build`, Rust `cargo build/);
    expect(hint).toContain('--target x86_64-unknown-linux-musl`, C `gcc -static`.');
  });

  test('is static-pie where the program is, though its own file looks like a shared library', async () => {
    expect(await inspectBytes(packedElf(buildElf({ type: 3 }), { type: 3 }))).toMatchObject({
      linkage: 'static-pie',
      upx: true,
    });
  });

  test('is refused where its headers cannot be seen: nothing is called static that was not seen', async () => {
    const hidden = packedElf(buildElf());
    hidden.writeUInt32LE(1, hidden.indexOf('UPX!') + 20 + 4);
    expect((await refusalOf(hidden)).message).toContain('packed by UPX in a way that hides whether it needs a loader');
  });

  test('ends in a program or in one error whatever a byte of it is changed to', async () => {
    const random = seeded(20_261_126);
    for (const { head } of HEADS) {
      for (let run = 0; run < 60; run++) {
        const bytes = Buffer.from(head, 'base64');
        for (let change = 0; change < 3; change++) {
          bytes[64 + Math.floor(random() * (bytes.length - 64))] = Math.floor(random() * 256);
        }
        const outcome = await packed(bytes).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ActionError);
      }
    }
  });
});
