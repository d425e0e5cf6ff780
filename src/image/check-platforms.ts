import type { Binary } from '../binary/binary.ts';
import { ProblemsError } from '../errors.ts';
import { comparePlatforms, formatPlatform, type Platform, platformsWithout, samePlatform } from '../oci/platform.ts';
import { printable } from '../printable.ts';
import { programName } from './binary-path.ts';

/**
 * Refuses two binaries of one platform, and, where a list was given as a guard, platforms missing or too many.
 * @param guard the input `platforms`; empty = not given
 */
export function checkPlatforms(binaries: readonly Binary[], guard: readonly Platform[]): void {
  const problems = [...twice(binaries), ...(guard.length === 0 ? [] : against(binaries, guard))];
  if (problems.length > 0) throw new ProblemsError('image', problems);
}

function twice(binaries: readonly Binary[]): string[] {
  return binaries.flatMap((binary, index) => {
    const first = binaries.slice(0, index).find(({ platform }) => samePlatform(platform, binary.platform));
    if (first === undefined) return [];
    const files = `${printable(first.source.name, 200)} and ${printable(binary.source.name, 200)}`;
    const several =
      nameOf(first) === nameOf(binary) ? '' : '. With {{name}} in image, each program gets one of its own';
    return [
      `binary: ${files} are both for ${formatPlatform(binary.platform)}; an image holds one for each platform${several}`,
    ];
  });
}

function nameOf({ source }: Binary): string {
  return programName(source.name.replace(/^.*[\\/]/s, ''));
}

function against(binaries: readonly Binary[], guard: readonly Platform[]): string[] {
  const found = binaries.map(({ platform }) => platform);
  const missing = platformsWithout(guard, found);
  const extra = binaries.filter(({ platform }) => !guard.some((wanted) => samePlatform(platform, wanted)));
  return [
    ...unique(missing).map((platform) => `platforms: there is no binary for ${platform}; found: ${list(found)}`),
    ...extra.map(({ platform, source }) => {
      const file = printable(source.name, 200);
      return `platforms: ${file} is for ${formatPlatform(platform)}, which is not in the list (${list(guard)})`;
    }),
  ];
}

function unique(platforms: readonly Platform[]): string[] {
  return [...new Set(platforms.map(formatPlatform))];
}

function list(platforms: readonly Platform[]): string {
  return unique(platforms.toSorted(comparePlatforms)).join(', ');
}

/** What is odd about binaries that go into one image, as sentences. */
export function platformWarnings(binaries: readonly Binary[]): string[] {
  return [...differentPrograms(binaries), ...amd64LevelOnly(binaries)];
}

function differentPrograms(binaries: readonly Binary[]): string[] {
  const named = binaries.flatMap(({ go, source }) => {
    const program = go?.path ?? go?.main?.path;
    return program === undefined ? [] : [{ program, file: source.name }];
  });
  const programs = new Set(named.map(({ program }) => program));
  if (programs.size < 2) return [];
  const list = named.map(({ program, file }) => `${printable(file, 100)} is ${printable(program, 100)}`);
  return [`The binaries are different programs by their build information: ${list.join(', ')}.`];
}

/** containerd and Podman ask for plain amd64 on every x86-64 machine. https://github.com/containerd/platforms/blob/main/compare.go */
function amd64LevelOnly(binaries: readonly Binary[]): string[] {
  const amd64 = binaries.map(({ platform }) => platform).filter(({ architecture }) => architecture === 'amd64');
  if (amd64.length === 0 || amd64.some(({ variant }) => variant === undefined)) return [];
  return [
    `No runtime asks for ${list(amd64)} by itself: without a binary for plain amd64 the image is not found on x86-64.`,
  ];
}
