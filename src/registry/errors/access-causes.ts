import { printable } from '../../printable.ts';
import { isDockerHub, traitsOf } from '../protocol/traits.ts';
import { type Cause, nameOf, says } from './cause.ts';
import type { Facts } from './facts.ts';

const isEcr = ({ registry }: Facts): boolean => traitsOf(registry).name.startsWith('Amazon ECR');
/** What src/credentials/logins.ts calls the job's own token. */
const JOB_TOKEN = 'the input github-token';
const isGhcr = ({ registry, status }: Facts): boolean => registry === 'ghcr.io' && status === 403;
const refuses = ({ status, codes }: Facts): boolean => status === 401 || status === 403 || codes.includes('DENIED');

const reads = ({ method }: Facts): boolean => method === 'GET' || method === 'HEAD';
const refused = ({ status }: Facts): boolean => status === 401 || status === 403;

/** A tag that may not be read may still be written: the hint names the right that is missing. */
const MISSING_PULL: Cause = {
  fits: (facts) => facts.status === 403 && reads(facts) && !facts.html && facts.forToken !== true,
  hint: (facts) =>
    facts.identity.origin === undefined
      ? `${facts.registry} lets nobody read ${facts.path} without credentials: set the inputs \`username\` and \`password\`, or log in before this step.`
      : `What is missing is the right to ${rightOf(facts)}: give it to ${nameOf(facts.identity)} (from ${facts.identity.origin}) beside the right to push, or set \`overwrite: true\` to publish without looking at what is there.`,
};

function rightOf(facts: Facts): string {
  return `${reads(facts) ? 'pull from' : 'push to'} ${facts.path} on ${facts.registry}`;
}

/** Who may not do what: it depends on who refused, and on the credentials that had been shown. */
export const ACCESS_CAUSES: readonly Cause[] = [
  {
    fits: ({ problem, forToken, status }) => problem === 'no-token' || (forToken === true && status === 404),
    hint: ({ registry, otherHost }) =>
      `What ${registry} names as its token server${otherHost === undefined ? '' : ` (${otherHost})`} is none, or something in between answers in its place, as a login page does: only the operator of the registry can repair that (\`realm\`).`,
  },
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
  {
    // https://docs.github.com/authentication/authenticating-with-saml-single-sign-on/authorizing-a-personal-access-token-for-use-with-saml-single-sign-on
    fits: (facts) => isGhcr(facts) && says(facts, /SAML|SSO|single sign/i),
    hint: ({ path }) =>
      `The organization ${path.split('/', 1)[0]} wants single sign-on: authorize the token for it ("Configure SSO") at https://github.com/settings/tokens.`,
  },
  {
    // https://docs.github.com/packages/learn-github-packages/about-permissions-for-github-packages
    // An "installation" is what the token of a job is.
    fits: (facts) =>
      isGhcr(facts) && ![undefined, JOB_TOKEN].includes(facts.identity.origin) && !says(facts, /installation/i),
    hint: ({ path, identity }) =>
      `The token from ${identity.origin} may not write to this package: it needs the scope \`write:packages\` (a classic token; fine-grained ones have no right to packages), single sign-on where the organization has it, and the role Write in the package or in ${path.split('/', 1)[0]}. If it is this job's GITHUB_TOKEN, add \`permissions: { packages: write }\` and give the repository access under "Manage Actions access".`,
  },
  {
    // https://docs.github.com/packages/managing-github-packages-using-github-actions-workflows/publishing-and-installing-a-package-with-github-actions
    fits: isGhcr,
    hint: ({ path }) =>
      `Add \`permissions: { packages: write }\` to the job. If it is there, the package belongs to another repository: give this one write access under "Manage Actions access" at https://github.com/${path.split('/', 1)[0]}?tab=packages, and see that the organization lets workflows create packages.`,
  },
  {
    fits: (facts) =>
      refuses(facts) &&
      says(
        facts,
        /token (used before issued|is not (yet )?valid( yet)?)|not valid yet|not yet (current|valid)|before (nbf|iat)|clock skew|check your iat/i,
      ),
    hint: ({ registry }) =>
      `The clocks of this machine, of ${registry} and of its token server do not agree: set them by NTP, and log in again.`,
  },
  {
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html: 12 hours, and a 403 then.
    fits: (facts) =>
      refuses(facts) &&
      says(facts, /(token|credentials?|session|password) (has|have|is|was|are) expired|expired (token|credentials?)/i),
    hint: (facts) =>
      `The login for ${facts.registry} has expired${isEcr(facts) ? ', as those of Amazon ECR do after 12 hours' : ''}: log in again in this job, before this step${isEcr(facts) ? ' (aws-actions/amazon-ecr-login)' : ''}.`,
  },
  {
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
    fits: (facts) => refuses(facts) && says(facts, /is not authorized to perform:? *ecr/i),
    hint: ({ path }) =>
      `The AWS role of this job lacks that action: allow it on the repository ${path} in the role's policy, and in the policy of the repository where it belongs to another account.`,
  },
  {
    // https://cloud.google.com/artifact-registry/docs/access-control
    fits: (facts) =>
      refuses(facts) && says(facts, /artifactregistry\.\S+.{0,20}denied|Permission .{0,80}artifactregistry\./i),
    hint: () =>
      'The service account of this job needs the role "Artifact Registry Writer" (roles/artifactregistry.writer) on that repository.',
  },
  {
    // https://learn.microsoft.com/azure/container-registry/container-registry-troubleshoot-access
    fits: (facts) =>
      refuses(facts) && says(facts, /client with IP|IP address .{0,60}not allowed|public network access/i),
    hint: ({ registry }) =>
      `The firewall of ${registry} does not know the address of this runner: allow it in the registry's network settings, or use a runner inside that network.`,
  },
  {
    // https://docs.docker.com/docker-hub/repos/: a private repository beyond the plan, or a name that is not the account's.
    fits: (facts) =>
      isDockerHub(facts.registry) &&
      (facts.status === 401 || facts.status === 403) &&
      facts.identity.origin !== undefined,
    hint: ({ path, identity }) =>
      `Docker Hub does not let ${nameOf(identity)} write to ${path}. Use an access token with "Read & Write" as password, and see that the namespace "${path.split('/', 1)[0]}" is the account's own or one it may write to, and that the plan has room for the repository.`,
  },
  {
    fits: ({ status, identity }) => status === 401 && identity.origin === undefined,
    hint: ({ registry }) =>
      `There are no credentials for ${registry}. Set the inputs \`username\` and \`password\` (or \`registry-auth\`), or log in with docker/login-action before this step.`,
  },
  {
    // NTLM and Negotiate of a proxy's own login, a header that a proxy takes away, or Basic for a token that is no password.
    fits: ({ status, unshown }) => status === 401 && unshown !== undefined,
    hint: ({ registry, identity, unshown }) =>
      `${registry} asks for a login ${unshown === '' ? 'and does not say how (no WWW-Authenticate)' : `by ${unshown}`}, so ${nameOf(identity)} (from ${identity.origin}) was not shown to it: registries ask by Basic or Bearer. A proxy in front of it may want a login of its own, or take that header away; or what \`username\` and \`password\` or docker's configuration give is of another kind than it takes.`,
  },
  {
    fits: ({ status }) => status === 401,
    hint: ({ registry, identity }) =>
      `${registry} does not accept ${nameOf(identity)} (from ${identity.origin}). Check that the user name and the password or token belong together, are not expired and may write here; the inputs \`username\` and \`password\` or \`registry-auth\` set them.`,
  },
  {
    fits: ({ status, forToken, identity }) => status === 403 && forToken === true && identity.origin !== undefined,
    hint: ({ registry, identity }) =>
      `The token server of ${registry} gives no token to ${nameOf(identity)} (from ${identity.origin}). Its words say why: the password is not right there (GitLab and others want an access token in its place, with two-factor authentication always), or the account may not use this registry.`,
  },
  MISSING_PULL,
  {
    fits: ({ status }) => status === 403,
    hint: ({ registry, path, identity }) =>
      identity.origin === undefined
        ? `Nobody may write to ${path} on ${registry} without credentials: set the inputs \`username\` and \`password\`, or log in before this step.`
        : `${registry} does not let ${nameOf(identity)} (from ${identity.origin}) write to ${path}: give the account the right to push there, and check the name in the input \`image\`.`,
  },
];
