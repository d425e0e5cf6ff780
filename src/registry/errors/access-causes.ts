import { printable } from '../../printable.ts';
import { isDockerHub } from '../traits.ts';
import type { Cause } from './causes.ts';
import type { Facts } from './registry-error.ts';

const refused = ({ status }: Facts): boolean => status === 401 || status === 403;
const reads = ({ method }: Facts): boolean => method === 'GET' || method === 'HEAD';

/** Who may not do what: told apart by who refused, and by what had been shown to it. */
export const ACCESS_CAUSES: readonly Cause[] = [
  {
    fits: (facts) => refused(facts) && facts.ledBack === true,
    hint: ({ registry, elsewhere = '' }) =>
      `${registry} led to ${printable(elsewhere, 100)}, and that led back: credentials do not take such a way. The addresses that ${registry} hands out are set wrong, or something in between changes them.`,
  },
  {
    fits: (facts) => refused(facts) && facts.elsewhere !== undefined,
    hint: ({ registry, elsewhere = '' }) =>
      `${printable(elsewhere, 100)} is not ${registry}, so it was shown no credentials, and it wants some. An address that a registry hands out has to be its own (Harbor: external_url; Gitea: ROOT_URL; distribution: http.host) or let in by itself, as a signed one does.`,
  },
  {
    // https://www.rfc-editor.org/rfc/rfc6750#section-3.1: "expired, revoked, malformed, or invalid for other reasons".
    fits: ({ status, granted, challenged }) => status === 401 && granted === true && challenged === 'invalid_token',
    hint: ({ registry }) =>
      `${registry} refuses a token that its own token server has just issued, and refused a second one: the two do not agree about their keys, their names (issuer, service) or the time. Only the operator of the registry can repair that.`,
  },
  {
    // Docker Hub means more by it, and has a row of its own.
    fits: ({ registry, status, granted, identity }) =>
      status === 401 && granted === true && identity.origin !== undefined && !isDockerHub(registry),
    hint: (facts) =>
      `The login is right, since a token was granted; what is missing is the right to ${rightOf(facts)}. Give it to ${nameOf(facts.identity)} (from ${facts.identity.origin}), and check the name in the input \`image\`.`,
  },
];

/** A tag that may not be read is not one that nobody may write: the right is told that is missing. */
export const MISSING_PULL: Cause = {
  fits: (facts) => facts.status === 403 && reads(facts) && !facts.html,
  hint: (facts) =>
    facts.identity.origin === undefined
      ? `${facts.registry} lets nobody read ${facts.path} without credentials: set the inputs \`username\` and \`password\`, or log in before this step.`
      : `What is missing is the right to ${rightOf(facts)}: give it to ${nameOf(facts.identity)} (from ${facts.identity.origin}) beside the right to push, or set \`overwrite: true\` to publish without looking at what is there.`,
};

function rightOf(facts: Facts): string {
  return `${reads(facts) ? 'pull from' : 'push to'} ${facts.path} on ${facts.registry}`;
}

export function nameOf({ username }: Facts['identity']): string {
  return username === undefined ? 'the token' : `the user "${username}"`;
}
