import { INPUT_DEFAULTS } from '../inputs/input-table.ts';

/** The longest first, so that `sbom-file` is not read as `sbom`. */
const NAMES = Object.keys(INPUT_DEFAULTS)
  .sort((a, b) => b.length - a.length)
  .join('|');

/** A problem begins with the input that it is about. */
const PROBLEM = new RegExp(`^(- )?(${NAMES}): `, 'gm');

/** Advice names inputs with values that no key of the config block has: `overwrite: true`, `image: registry.example.com/o/app`. */
const ADVICE = new RegExp(
  `(?<=[\\s(\`])(${NAMES}): (true|false|none|auto|gzip|public|registry\\.example\\.com/[\\w./-]*\\w)`,
  'g',
);

/** The same text for somebody at a command line, where an input is a flag. Files are arguments mostly, so `binary` stays. */
export function inFlags(text: string): string {
  return text
    .replace(PROBLEM, (whole, mark: string | undefined, name: string) =>
      name === 'binary' ? whole : `${mark ?? ''}--${name}: `,
    )
    .replace(ADVICE, (_, name: string, value: string) => flag(name, value));
}

function flag(name: string, value: string): string {
  if (value === 'true') return `--${name}`;
  return value === 'false' ? `--no-${name}` : `--${name}=${value}`;
}
