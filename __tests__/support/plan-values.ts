import type { Binary } from '../../src/binary/binary.ts';
import type { ConfigBlock } from '../../src/config/config-block.ts';
import { readConfigBlock } from '../../src/config/read-config-block.ts';
import { bytesSource } from '../../src/files/bytes-source.ts';
import { createdFrom } from '../../src/image/created.ts';
import type { Kit } from '../../src/image/kit/assemble-kit.ts';
import { imageLabels } from '../../src/image/labels.ts';
import type { PlanRequest } from '../../src/image/plan.ts';
import { parsePlatform } from '../../src/oci/platform.ts';
import type { Entry } from '../../src/rootfs/entry.ts';
import type { SourceContext } from '../../src/source-context.ts';

/** A small static program, as the inspection of a real one would describe it. */
export function binaryOf(name: string, platform = 'linux/amd64', facts: Partial<Binary> = {}): Binary {
  const reasons = { certificates: 'it names none', zones: 'it looks for none', nsswitch: 'it is no Go program' };
  return {
    source: bytesSource(name, Buffer.from(`program ${name}`)),
    platform: parsePlatform(platform),
    linkage: 'static',
    neededLibraries: [],
    debugBytes: 0,
    upx: false,
    evidence: { certificates: false, zones: false, nsswitch: false, reasons },
    warnings: [],
    ...facts,
  };
}

/** A Go program's build information. */
export function goInfo(path: string, settings: Readonly<Record<string, string>> = {}): Pick<Binary, 'go'> {
  return { go: { goVersion: 'go1.26.0', path, main: { path }, dependencies: [], settings } };
}

export function blockOf(text: string): ConfigBlock {
  return readConfigBlock(text, 'config');
}

/** A text file in an image. */
export function fileAt(path: string, content = path, mode = 0o644): Entry {
  return { type: 'file', path, mode, uid: 0, gid: 0, mtime: 0, content: bytesSource(`/${path}`, Buffer.from(content)) };
}

export function directoryAt(path: string, mode = 0o755, uid = 0, gid = 0): Entry {
  return { type: 'directory', path, mode, uid, gid, mtime: 0 };
}

export function linkAt(path: string, target: string): Entry {
  return { type: 'symlink', path, mode: 0o777, uid: 0, gid: 0, mtime: 0, target };
}

/** Users and /tmp. */
export const SMALL_KIT: Kit = {
  entries: [fileAt('etc/passwd'), fileAt('etc/group'), directoryAt('tmp', 0o1777)],
  decisions: [
    { part: 'users', included: true, reason: 'every image has them' },
    { part: 'tmp', included: true, reason: 'every image has it' },
    { part: 'certificates', included: false, reason: 'it names none' },
  ],
  warnings: [],
};

export const CONTEXT: SourceContext = { event: '', ref: '', serverUrl: 'https://github.com' };

/** A request for a plan with everything but what the test is about. */
export function planRequest(text: string, changes: Partial<PlanRequest> = {}): PlanRequest {
  const block = blockOf(text);
  const binaries = changes.binaries ?? [binaryOf('dist/app')];
  const created = createdFrom({ input: '', binaries });
  const annotations = { manifest: {}, index: {} };
  const labels = imageLabels({ context: CONTEXT, version: '', created, binaries, block, labels: {}, annotations });
  return { block, binaries, platforms: [], kit: SMALL_KIT, filesFor: () => [], created, labels, ...changes };
}
