import type { RunReport } from '../run-report.ts';
import { verifyCommands } from '../verify-commands.ts';
import { codeBlock, details, plain } from './markdown.ts';

/** How anybody checks the image, and what is in it. */
export function proofSection({ proof, images, repository = '' }: RunReport): string {
  const [first] = images.filter(({ error }) => error === undefined);
  if (proof === undefined || first === undefined || proof.attached.length === 0) return '';
  const commands = verifyCommands(`${first.name}@${first.digest}`, proof, repository);
  const verify = commands.length === 0 ? '' : ['### Verify it yourself', codeBlock('sh', commands)].join('\n\n');
  const notes = proof.notes.map((note) => plain(note, 600)).join('\n\n');
  return [verify, notes, packages(proof.packages)].filter((part) => part !== '').join('\n\n');
}

/** More would not be read by anybody, and the page has an end. */
const MOST = 1000;

function packages(names: readonly string[]): string {
  if (names.length === 0) return '';
  const shown = names.slice(0, MOST).map((name) => plain(name));
  const more = names.length > MOST ? [`and ${names.length - MOST} more`] : [];
  return details(
    `${names.length} ${names.length === 1 ? 'package' : 'packages'} in the SBOM`,
    [...shown, ...more].join('<br>\n'),
  );
}
