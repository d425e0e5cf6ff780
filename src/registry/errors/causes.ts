import { printable } from '../../printable.ts';
import { isDockerHub, traitsOf } from '../traits.ts';
import type { Facts } from './registry-error.ts';

/** A cause that is known, how it is recognised, and what to do about it. The first row that fits is told. */
interface Cause {
  readonly fits: (facts: Facts) => boolean;
  readonly hint: (facts: Facts) => string;
}

const says = (facts: Facts, words: RegExp): boolean =>
  words.test(facts.text) || facts.codes.some((code) => words.test(code));
const isEcr = ({ registry }: Facts): boolean => traitsOf(registry).name.startsWith('Amazon ECR');

const CAUSES: readonly Cause[] = [
  {
    // https://docs.github.com/packages/managing-github-packages-using-github-actions-workflows/publishing-and-installing-a-package-with-github-actions
    fits: ({ registry, status }) => registry === 'ghcr.io' && status === 403,
    hint: ({ path }) =>
      `Add \`permissions: { packages: write }\` to the job. If it is there, the package belongs to another repository: give this one write access under "Manage Actions access" at https://github.com/${path.split('/', 1)[0]}?tab=packages, and see that the organization lets workflows create packages.`,
  },
  {
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-create.html
    fits: (facts) =>
      isEcr(facts) &&
      (says(facts, /NAME_UNKNOWN|does not exist/i) || (facts.status === 404 && facts.method === 'POST')),
    hint: ({ path }) =>
      `Amazon ECR does not create repositories by itself: aws ecr create-repository --repository-name ${path}`,
  },
  {
    fits: ({ status, html, problem }) => problem === 'web-page' || (status === 404 && html),
    hint: ({ registry }) =>
      `What answers at ${registry} is a web server, or a proxy that keeps /v2/ to itself, not a registry: check host and port in the input \`image\`; a registry's web page often has another host than its API.`,
  },
  {
    fits: (facts) => facts.status === 404 && (facts.method === 'POST' || says(facts, /NAME_UNKNOWN/)),
    hint: ({ registry, path }) =>
      `${registry} has no repository ${path}, or hides it from these credentials, and does not make one by itself: create it first, and check its name in the input \`image\`.`,
  },
  {
    // Quay 409 TAG_IMMUTABLE, Harbor 412, ECR 400 TAG_INVALID, Docker Hub 403.
    fits: (facts) => says(facts, /immutable|TAG_IMMUTABLE/i) || (facts.status === 412 && says(facts, /PRECONDITION/)),
    hint: () =>
      'The registry keeps this tag as it is (an immutable tag). Publish under a new version, or lift the rule in the settings of the repository.',
  },
  {
    // https://docs.docker.com/docker-hub/usage/
    fits: (facts) => facts.status === 429 && isDockerHub(facts.registry),
    hint: ({ identity }) =>
      identity.origin === undefined
        ? 'Docker Hub limits requests without an account much more: set the inputs `username` and `password`.'
        : 'Docker Hub limits the requests of an account: see https://docs.docker.com/docker-hub/usage/ and run again later.',
  },
  {
    fits: ({ status }) => status === 429,
    hint: () =>
      'The registry limits the number of requests. Run again later, raise `retry-for`, or lower `concurrency`.',
  },
  {
    fits: (facts) =>
      says(facts, /quota|storage limit|exceed(s|ed|ing)?.{0,40}(limit|storage|maximum number)|billing|payment/i),
    hint: () => 'The account or project has used up what it may store: delete old images or raise its quota.',
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
    fits: ({ status }) => status === 401,
    hint: ({ registry, identity }) =>
      `${registry} does not accept ${nameOf(identity)} (from ${identity.origin}). Check that the user name and the password or token belong together, are not expired and may write here; the inputs \`username\` and \`password\` or \`registry-auth\` set them.`,
  },
  {
    fits: ({ status, html }) => status === 403 && !html,
    hint: ({ registry, path, identity }) =>
      identity.origin === undefined
        ? `Nobody may write to ${path} on ${registry} without credentials: set the inputs \`username\` and \`password\`, or log in before this step.`
        : `${registry} does not let ${nameOf(identity)} (from ${identity.origin}) write to ${path}: give the account the right to push there, and check the name in the input \`image\`.`,
  },
  {
    // https://github.com/project-zot/zot: `"compat": ["docker2s2"]`.
    fits: ({ status }) => status === 415,
    hint: () =>
      "The registry refuses this media type. Images made here are OCI images; a registry that takes Docker's types only is too old for them.",
  },
  {
    // GitLab keeps a list of the configuration types that it takes.
    fits: (facts) => says(facts, /unknown media type|MANIFEST_INVALID.*media ?type/i),
    hint: () =>
      'The registry does not know this media type; an older one may refuse zstd layers: set `compression: gzip`.',
  },
  {
    fits: ({ status }) => status === 413,
    hint: (facts) =>
      `A proxy in front of the registry${byName(facts)} limits the size of a request's body. Raise its limit (nginx: client_max_body_size; Cloudflare: by plan), or set \`chunk-size\` to less than it.`,
  },
  {
    fits: ({ status, html }) => html && status !== undefined && status >= 500,
    hint: (facts) =>
      `A proxy in front of the registry${byName(facts)} answered in its place: the registry is down or was too slow for the proxy. Run again when it is up, or raise \`retry-for\`.`,
  },
  {
    fits: ({ status }) => status !== undefined && status >= 500,
    hint: () =>
      'The registry itself fails: see the status page of its operator, and run again then, or raise `retry-for`.',
  },
  {
    fits: ({ status, text }) => status === 400 && /HTTP request (was sent )?to (an )?HTTPS/i.test(text),
    hint: ({ registry }) => `${registry} speaks HTTPS: take it out of \`insecure\`.`,
  },
  {
    fits: ({ problem }) => problem === 'scheme',
    hint: ({ registry }) =>
      `${registry} does not seem to speak HTTPS at this port. If it is a plain HTTP registry on a network you trust, add \`insecure: ${registry}\`.`,
  },
  {
    fits: ({ problem, text }) => problem === 'certificate' && /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/.test(text),
    hint: ({ registry }) =>
      `The certificate of ${registry} has expired or is not valid yet: it has to be renewed there, unless the clock of this machine is wrong.`,
  },
  {
    fits: ({ problem, text }) => problem === 'certificate' && /ALTNAME_INVALID|HOSTNAME_MISMATCH/.test(text),
    hint: ({ registry }) =>
      `The certificate there is for another name than ${registry}: check the host in the input \`image\`, and write it as the certificate has it.`,
  },
  {
    // https://nodejs.org/api/cli.html#node_extra_ca_certsfile
    fits: ({ problem }) => problem === 'certificate',
    hint: ({ registry }) =>
      `The certificate of ${registry} is signed by nobody this machine trusts. Set the environment variable NODE_EXTRA_CA_CERTS of the step to a PEM file with the authority's certificate.`,
  },
  {
    fits: ({ problem }) => problem === 'dns',
    hint: ({ registry }) =>
      `The host name of the registry does not resolve: check "${registry}" in the input \`image\` and the DNS of the runner, and the proxy where HTTPS_PROXY names one.`,
  },
  {
    fits: ({ problem }) => problem === 'refused',
    hint: ({ registry }) =>
      `Nothing listens there: check host and port of ${registry}, whether it is reachable from this runner, and the proxy where HTTPS_PROXY names one.`,
  },
  {
    fits: ({ problem }) => problem === 'proxy',
    hint: () =>
      'The proxy of HTTPS_PROXY or HTTP_PROXY refused the connection: check its address and its rules, or add the registry to NO_PROXY.',
  },
  {
    fits: ({ problem }) => problem === 'timeout',
    hint: () =>
      'Nothing moved for the time that the input `timeout` allows: raise it for a slow line, or run again later.',
  },
  {
    fits: ({ problem }) => problem === 'reset',
    hint: ({ registry }) =>
      `Something between here and ${registry}, or the registry, ends connections: see whether a firewall or a proxy does, and whether the registry is up; a higher \`retry-for\` waits longer.`,
  },
  {
    fits: ({ problem }) => problem === 'address',
    hint: ({ registry }) =>
      `The address that ${registry} gives for itself is set wrong there (Harbor: external_url; Gitea: ROOT_URL; distribution: http.host), or somebody is in its place.`,
  },
  {
    fits: ({ problem }) => problem === 'protocol',
    hint: ({ registry }) =>
      `What answers at ${registry} does not speak HTTP: check host and port in the input \`image\`.`,
  },
  {
    fits: ({ status }) => status !== undefined,
    hint: ({ registry }) =>
      `These are the words of ${registry}: its operator knows what they mean. With debug logging (re-run the job with "Enable debug logging") every request to it is shown.`,
  },
];

function byName({ server }: Facts): string {
  return server === '' ? '' : ` (${printable(server, 60)})`;
}

function nameOf({ username }: Facts['identity']): string {
  return username === undefined ? 'the token' : `the user "${username}"`;
}

/** What to do, where the cause is known. */
export function hintFor(facts: Facts): string | undefined {
  return CAUSES.find(({ fits }) => fits(facts))?.hint(facts);
}
