import { formatRepository } from '../oci/reference.ts';
import type { Log } from '../ports.ts';
import type { RegistryClient } from '../registry/api.ts';
import type { TagReport } from './publish-report.ts';
import type { PublishedImage } from './remote/published-image.ts';

/** Why the digest is not that of what this run made. */
export function logKept({ repository }: RegistryClient, { root }: PublishedImage, log: Log): void {
  const reference = `${formatRepository(repository)}@${root.descriptor.digest}`;
  log.info(`This version is already published with this content and stays as it is: ${reference}`);
}

/** `ghcr.io/acme/app: 1.4.2 written, 1.4 moved, latest left alone (2.5.2 is published and higher)` */
export function logTags({ repository }: RegistryClient, tags: readonly TagReport[], log: Log): void {
  if (tags.length === 0) return;
  const states = tags.map(({ name, state, reason }) => `${name} ${state}${reason === undefined ? '' : ` (${reason})`}`);
  log.info(`${formatRepository(repository)}: ${states.join(', ')}`);
}
