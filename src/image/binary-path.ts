import type { Binary } from '../binary/binary.ts';
import { nameFault } from '../config/container-path.ts';
import { ActionError } from '../errors.ts';
import { formatPlatform } from '../oci/platform.ts';
import { printable } from '../printable.ts';

const ARCHITECTURES = [
  'amd64(?:[-_.]?v[1-4])?',
  'x86[-_]64(?:[-_.]?v[1-4])?',
  'x64',
  'x86',
  '386(?:[-_.](?:sse2|softfloat))?',
  'i[3-6]86',
  'arm64(?:[-_.]?v[89](?:\\.\\d)?)?',
  'aarch64',
  'arm(?:32)?[-_.]?v?[5-8]l?(?:hf)?',
  'arm(?:hf|el)?',
  'ppc64(?:le)?(?:[-_.]power\\d+)?',
  'powerpc64(?:le)?',
  's390x',
  'riscv64(?:gc)?(?:[-_.]rva\\d\\du64)?',
  'loong(?:arch)?64',
  'mips(?:64)?(?:le|el)?(?:[-_.](?:hard|soft)float)?',
].join('|');

/** With the vendor and the C library of a Rust or Zig target: `x86_64-unknown-linux-musl`. */
const SYSTEMS =
  '(?:(?:unknown|pc)[-_.])?(?:linux(?:32|64)?|freebsd|netbsd|openbsd|dragonfly|solaris|illumos)(?:[-_.](?:gnu|musl)(?:eabi|eabihf|abi64|f32|sf)?)?';

/** For lower case: an expression for both cases takes V8 twice the time to compile. */
const SUFFIX = new RegExp(`(?:[-_.](?:${SYSTEMS}|${ARCHITECTURES}))+$`);
const WHOLE = new RegExp(`^(?:${SYSTEMS}|${ARCHITECTURES})$`);

/** The file's name without what tells its platform: `app-linux-amd64`, `app_arm64` and `app.linux-armv7` are all `app`. */
export function programName(fileName: string): string {
  // Most names have no such part, and V8 takes 2 ms to compile these expressions.
  if (!/[-_.]/.test(fileName)) return fileName;
  const [suffix] = SUFFIX.exec(fileName.toLowerCase()) ?? [''];
  const name = fileName.slice(0, fileName.length - suffix.length);
  return name === '' || WHOLE.test(name.toLowerCase()) ? fileName : name;
}

/**
 * Where the binary goes in the image, with a leading slash.
 * @param path the config block's `path`; with a slash at its end it is the directory
 */
export function binaryPath(path: string | undefined, binaries: readonly Binary[]): string {
  if (path !== undefined && !path.endsWith('/')) return path;
  const names = [...new Set(binaries.map(({ source }) => programName(baseName(source.name))))];
  const [name = ''] = names;
  if (names.length > 1) throw differentNames(binaries);
  const fault = name === '' || name === '.' || name === '..' ? 'has no name' : nameFault(name);
  if (fault === undefined) return `${path ?? '/'}${name}`;
  throw new ActionError('image', `The binary's own name cannot be its name in the image: ${fault}`, { hint: HINT });
}

const HINT = 'Say where it goes, in the config block: path: /app';

function differentNames(binaries: readonly Binary[]): ActionError {
  const list = binaries.map(({ source, platform }) => `${printable(source.name, 100)} (${formatPlatform(platform)})`);
  const message = `The binaries have different names, so the image needs one for all: ${list.join(', ')}`;
  return new ActionError('image', message, { hint: HINT });
}

/** Both kinds of slashes: the name is as the user wrote it, perhaps on Windows. */
function baseName(name: string): string {
  return name.replace(/[\\/]+$/, '').replace(/^.*[\\/]/s, '');
}
