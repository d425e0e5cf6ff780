import { ACCESS_CAUSES } from './access-causes.ts';
import type { Cause } from './cause.ts';
import { CONNECTION_CAUSES } from './connection-causes.ts';
import type { Facts } from './facts.ts';
import { PROXY_CAUSES } from './proxy-causes.ts';
import { REPOSITORY_CAUSES } from './repository-causes.ts';

const LAST: readonly Cause[] = [
  {
    fits: ({ status }) => status !== undefined && status >= 500,
    hint: () =>
      'The registry itself fails: see the status page of its operator, and run again then, or raise `retry-for`.',
  },
  {
    fits: ({ status }) => status !== undefined,
    hint: ({ registry }) =>
      `This is what ${registry} says itself: its operator knows what it means. With debug logging (re-run the job with "Enable debug logging") every request to it is shown.`,
  },
];

/** The first row that fits gives the hint. */
const CAUSES = [...CONNECTION_CAUSES, ...PROXY_CAUSES, ...REPOSITORY_CAUSES, ...ACCESS_CAUSES, ...LAST];

/** What to do, where the cause is known. */
export function hintFor(facts: Facts): string | undefined {
  return CAUSES.find(({ fits }) => fits(facts))?.hint(facts);
}
