import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { output } from './process.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface GoBuild {
  readonly os?: string;
  readonly arch?: string;
  /** GOARM, GOAMD64 and the like, and CGO_ENABLED where it is not to be 0. */
  readonly env?: Readonly<Record<string, string>>;
  /** Flags of `go build`, such as `-ldflags=-s -w` or `-buildmode=pie`. */
  readonly flags?: readonly string[];
}

/** Builds a Go program with the real compiler: `source` is the text of main.go, or a folder with a module. Returns the binary's path. */
export async function buildGo(source: string, build: GoBuild = {}): Promise<string> {
  const isText = source.includes('\n');
  const folder = isText ? await writeModule(source) : source;
  const binary = join(await temporaryFolder('go'), 'app');
  await output('go', ['build', '-trimpath', '-buildvcs=false', ...(build.flags ?? []), '-o', binary, '.'], {
    cwd: folder,
    env: {
      ...process.env,
      CGO_ENABLED: '0',
      GOOS: build.os ?? 'linux',
      GOARCH: build.arch ?? goArch(),
      GOFLAGS: '-mod=mod',
      ...build.env,
    },
    timeout: 300_000,
  });
  return binary;
}

/** Compiles one C file; `flags` say how it is linked. Returns the binary's path. */
export async function buildC(
  source: string,
  flags: readonly string[] = ['-static'],
  compiler = 'gcc',
): Promise<string> {
  const folder = await temporaryFolder('c');
  const file = join(folder, 'main.c');
  await writeFile(file, source);
  await output(compiler, ['-O2', ...flags, '-o', join(folder, 'app'), file]);
  return join(folder, 'app');
}

/** Compiles one Rust file, with the C library linked in. Returns the binary's path. */
export async function buildRust(
  source: string,
  flags: readonly string[] = ['-C', 'target-feature=+crt-static'],
): Promise<string> {
  const folder = await temporaryFolder('rust');
  const file = join(folder, 'main.rs');
  await writeFile(file, source);
  await output('rustc', ['-O', ...flags, '-o', join(folder, 'app'), file]);
  return join(folder, 'app');
}

/** This machine's architecture in Go's words. */
export function goArch(): string {
  return { x64: 'amd64', ia32: '386' }[process.arch as string] ?? process.arch;
}

async function writeModule(source: string): Promise<string> {
  const file = join(await temporaryFolder('module'), 'main.go');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, source);
  await writeFile(join(dirname(file), 'go.mod'), 'module example.com/app\n\ngo 1.22\n');
  return dirname(file);
}
