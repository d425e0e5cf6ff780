import { deflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { Evidence } from '../../src/binary/binary.ts';
import { buildElf, type ElfSpec, type SectionSpec } from '../support/elf-builder.ts';
import { functionTable, inlineBuildInfo } from '../support/go-program.ts';
import { inspectBytes } from '../support/inspect-bytes.ts';
import { packedElf } from '../support/packed-elf.ts';

async function evidenceOf(spec: ElfSpec): Promise<Evidence> {
  return (await inspectBytes(buildElf(spec))).evidence;
}

function texts(...values: readonly string[]): SectionSpec {
  return { name: '.rodata', content: Buffer.from(`\0${values.join('\0')}\0`) };
}

function goProgram(functions: readonly string[], lines: readonly string[] = ['build\tCGO_ENABLED=0']): ElfSpec {
  const info = { name: '.go.buildinfo', content: inlineBuildInfo(lines) };
  return { sections: [info, functionTable(functions), texts('/etc/ssl/certs in a text of help')] };
}

function rustProgram(...crates: readonly string[]): SectionSpec {
  const root = { name: 'app', version: '1.0.0', source: 'local', root: true };
  const packages = [root, ...crates.map((name) => ({ name, version: '1.0.0', source: 'the-rust-registry' }))];
  return { name: '.dep-v0', content: deflateSync(JSON.stringify({ packages })) };
}

describe('what a Go program will look for', () => {
  test('is nothing where the linker kept none of the functions, whatever texts it holds', async () => {
    expect(await evidenceOf(goProgram(['main.main']))).toEqual({
      certificates: false,
      zones: false,
      nsswitch: false,
      reasons: {
        certificates: "the program does not use the system's certificates",
        zones: "the program does not use the system's time zones",
        nsswitch: 'the program does not look up host names with Go’s own resolver',
      },
    });
  });

  test('is certificates, zones and nsswitch.conf where it has the functions that read them', async () => {
    const functions = ['crypto/x509.loadSystemRoots', 'time.loadLocation', 'time.LoadLocation', 'net.parseNSSConf'];
    expect(await evidenceOf(goProgram(functions))).toEqual({
      certificates: true,
      zones: true,
      nsswitch: true,
      reasons: {
        certificates: 'the program checks certificates (Go crypto/x509)',
        zones: 'the program asks for time zones by name (time.LoadLocation)',
        nsswitch: 'the program looks up host names with Go’s own resolver',
      },
    });
  });

  test('is zones where it shows local time, which TZ may set', async () => {
    const evidence = await evidenceOf(goProgram(['time.loadLocation']));
    expect([evidence.zones, evidence.reasons.zones]).toEqual([
      true,
      'the program shows local time, in the zone that TZ names',
    ]);
  });

  test('is no zones where it carries them', async () => {
    const evidence = await evidenceOf(goProgram(['time.LoadLocation', 'time/tzdata.loadFromEmbeddedTZData']));
    expect(evidence.zones).toBe(false);
    expect(evidence.reasons.zones).toBe(
      'the program asks for time zones by name (time.LoadLocation), but carries time/tzdata',
    );
  });

  test('is no certificates where a module brings them', async () => {
    const lines = ['dep\tgolang.org/x/crypto/x509roots/fallback\tv0.0.1', 'build\tCGO_ENABLED=0'];
    const evidence = await evidenceOf(goProgram(['crypto/x509.loadSystemRoots'], lines));
    expect(evidence.certificates).toBe(false);
    expect(evidence.reasons.certificates).toContain('but carries golang.org/x/crypto/x509roots/fallback');
  });

  test('is also what the C in it names', async () => {
    const evidence = await evidenceOf(goProgram(['time.loadLocation'], ['build\tCGO_ENABLED=1']));
    expect(evidence).toMatchObject({ certificates: true, zones: true, nsswitch: false });
  });

  test('is found in the table of a big-endian program', async () => {
    const { sections = [] } = goProgram([]);
    const table = functionTable(['crypto/x509.loadSystemRoots'], false);
    const evidence = await evidenceOf({ machine: 22, littleEndian: false, sections: [...sections.slice(0, 1), table] });
    expect(evidence.certificates).toBe(true);
  });

  test('is told by its texts where the table of functions is of no known kind', async () => {
    const info = { name: '.go.buildinfo', content: inlineBuildInfo([]) };
    const table = { name: '.gopclntab', content: Buffer.alloc(64) };
    const names = texts(
      '/etc/ssl/certs/ca-certificates.crt',
      '/usr/share/zoneinfo/',
      'time/tzdata',
      '/etc/nsswitch.conf',
    );
    expect(await evidenceOf({ sections: [info, table, names] })).toMatchObject({
      certificates: true,
      zones: false,
      nsswitch: true,
    });
  });
});

describe('what any other program will look for', () => {
  test.each([
    '/etc/ssl/certs/ca-certificates.crt',
    '/etc/ssl/cert.pem',
    '/etc/pki/tls/certs/ca-bundle.crt',
    '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
    'SSL_CERT_FILE',
  ])('is certificates where it names %s', async (text) => {
    const { certificates, reasons } = await evidenceOf({ sections: [texts('Hello', text)] });
    expect([certificates, reasons.certificates]).toEqual([true, expect.stringMatching(/^the program (names|reads) /)]);
  });

  test('is certificates that OpenSSL finds by a variable only, which the reason says', async () => {
    for (const file of ['/usr/lib/ssl/cert.pem', '/etc/ssl/cert.pem', '/etc/ssl/certs']) {
      const { reasons } = await evidenceOf({ sections: [texts(file, 'SSL_CERT_FILE')] });
      expect(reasons.certificates).toContain('set `SSL_CERT_FILE: /etc/ssl/certs/ca-certificates.crt` under `env`');
    }
  });

  test('is zones where it names their folder', async () => {
    expect(await evidenceOf({ sections: [texts('TZ', '/usr/share/zoneinfo')] })).toMatchObject({ zones: true });
  });

  test('is nothing for a C hello world, whose C library clears TZDIR and reads nsswitch.conf', async () => {
    const evidence = await evidenceOf({ sections: [texts('Hello', 'TZDIR', '/etc/nsswitch.conf')] });
    expect(evidence).toMatchObject({ certificates: false, zones: false, nsswitch: false });
  });

  test('is no certificates and zones where Rust crates bring them', async () => {
    const names = texts('SSL_CERT_FILE', '/usr/share/zoneinfo');
    const own = await evidenceOf({ sections: [names, rustProgram('webpki-roots', 'chrono-tz')] });
    expect(own).toMatchObject({ certificates: false, zones: false });
    const systems = await evidenceOf({ sections: [names, rustProgram('rustls-native-certs')] });
    expect(systems).toMatchObject({ certificates: true, zones: true });
  });

  test('is searched in all that is loaded where there are no sections', async () => {
    const data = Buffer.concat([Buffer.alloc((4 << 20) - 8), Buffer.from('/etc/ssl/certs'), Buffer.alloc(100)]);
    expect(await evidenceOf({ data, sectionTable: false })).toMatchObject({ certificates: true, zones: false });
  });

  test('is searched in writable data too, where OCaml and Free Pascal keep their texts', async () => {
    const sections = [
      { name: '.rodata', content: Buffer.from('nothing') },
      { name: '.data', flags: 3, content: Buffer.from('/usr/share/zoneinfo') },
    ];
    expect(await evidenceOf({ sections })).toMatchObject({ zones: true });
  });

  test('is all of it where UPX hides what it is', async () => {
    const { upx, evidence, warnings } = await inspectBytes(packedElf(buildElf()));
    expect(upx).toBe(true);
    expect(evidence).toMatchObject({ certificates: true, zones: true, nsswitch: true });
    expect(warnings).toEqual([expect.stringContaining('packed by UPX')]);
  });
});
